// The coordinate story as a folder: played from recording to receipts, then read back from the laptops, and laid side
// by side. Every bundle, request, receipt and key is written down beside story.md, which says it in plain words.

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fold } from '#shared/base/folding.ts';
import type { Json } from '#shared/base/json.ts';
import { REVIEW_KIND } from '#shared/record/kinds.ts';
import type { Play } from '../main-job.ts';
import { writeAgeKey, writeBundle, writeJson, writeKeys, writeMerged, writeSigned } from '../output.ts';
import { openPostOffice } from '../post-office.ts';
import { writeReport } from '../report-files.ts';
import { type CoordinateCast, coordinateCastOf, housesOf, laptopsOf } from './cast.ts';
import { laptopsAtEnd } from './end-state.ts';
import { compareFacts, type Line } from './facts.ts';
import { editTogether, toCoordinators } from './first-hop.ts';
import type { Laptop } from './laptop.ts';
import { findFacts } from './found.ts';
import { decideConflicts, markSameEvent, sendBack } from './office.ts';
import { recordEverything } from './recording.ts';
import { approve, correct, type Returned, returnOne } from './reviewing.ts';
import { byLetterbox, emptyLetterbox, toSecretariat } from './second-hop.ts';
import { handOver, openBook, type World } from './world.ts';

/** Whether the end state says of everything what the story told. */
export async function playCoordinate({ folder, suite, input, say }: Play): Promise<boolean> {
  const cast = await coordinateCastOf(suite);
  await writeKeys(folder, cast);
  for (const laptop of laptopsOf(cast)) await writeAgeKey(folder, nameOfFile(laptop.name), laptop);
  const post = await openPostOffice(cast);
  const book = openBook(say);
  const world: World = {
    cast,
    input,
    post,
    book,
    keep: async (bundle, where) => readFile(await writeBundle(folder, bundle, where)),
    keepSigned: (where, name, signed) => writeSigned(folder, where, name, signed),
  };
  try {
    const { edits, decided } = await tell(world);
    await keepReceipts(world);
    await writeMerged(folder, cast.office, input, edits, decided);
    await writeReport(
      folder,
      [...cast.office.device.records.values()].filter(({ kind }) => kind !== REVIEW_KIND),
    );
    const lines = compareFacts(book.told(), findFacts(cast, input));
    await writeJson(join(folder, 'end-state.json'), { laptops: laptopsAtEnd(cast), facts: lines });
    await writeFile(join(folder, 'story.md'), storyToMarkdown(book.lines, lines));
    for (const line of lines) say(lineToText(line));
    return lines.every(({ isEqual }) => isEqual);
  } finally {
    await post.close();
  }
}

async function tell(world: World) {
  const { cast, book } = world;
  const again = await recordEverything(world);
  await toCoordinators(world);
  const edits = await editTogether(world);
  const taken = await toSecretariat(world);
  const decided = await decideConflicts(world, edits);
  await markSameEvent(world, again);
  const returned = await returnOne(world);
  await sendBack(world, taken, housesOf(cast));
  if (returned !== undefined) {
    edits.push({ entry: returned.entry.id, cell: returned.cell });
    await closeReview(world, returned);
  }
  const writers = laptopsOf(cast).filter((laptop) => laptop !== cast.office && book.hasWritten(laptop));
  book.tell({
    unchanged: world.input.entries.length - new Set(edits.map(({ entry }) => entry)).size,
    gapsLeft: 0,
    heldLeft: 0,
    conflictsLeft: 0,
    receipts: writers.map(({ name }) => name),
    roads: Object.fromEntries(writers.map((laptop) => [laptop.name, [handsOf(cast, laptop)]])),
  });
  return { edits, decided };
}

/** Recorders gave to their coordinator, who gave to the secretariat. */
const handsOf = (cast: CoordinateCast, writer: Laptop): readonly string[] =>
  housesOf(cast).flatMap(({ recorders, coordinator }) => (recorders.includes(writer) ? [coordinator.name] : []));

/** Once more up and down the road, for one record. */
async function closeReview(world: World, returned: Returned): Promise<void> {
  const { cast, book } = world;
  const { coordinator, recorders } = cast.diaspora;
  book.chapter('Corrected, up the same road, and approved');
  await correct(world, returned);
  await handOver(world, recorders[0], coordinator);
  await byLetterbox(world, coordinator);
  const taken = await emptyLetterbox(world);
  await approve(world, returned);
  await sendBack(world, taken, [cast.diaspora]);
}

/** Each under the name of who gave it and its running number. */
async function keepReceipts({ cast, keepSigned }: World): Promise<void> {
  for (const { name, keys, receipts } of laptopsOf(cast)) {
    for (const { receipt, signed } of receipts) {
      if (receipt.by === keys.kid) await keepSigned('receipts', `${nameOfFile(name)}-${receipt.running}`, signed);
    }
  }
}

const nameOfFile = (name: string): string =>
  fold(name)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');

function storyToMarkdown(story: readonly string[], lines: readonly Line[]): string {
  const rows = lines.map(({ what, told, found, isEqual }) =>
    [what, short(told), short(found), isEqual ? 'yes' : 'NO'].map((cell) => cell.replaceAll('|', '\\|')).join(' | '),
  );
  const table = ['| what | told | found | equal |', '|---|---|---|---|', ...rows.map((row) => `| ${row} |`)];
  return ['# Coordinating, as it was played', ...story, '', '## Told and found', '', ...table, ''].join('\n');
}

const lineToText = ({ what, told, found, isEqual }: Line): string =>
  isEqual ? `equal  ${what}: ${short(found)}` : `NOT EQUAL  ${what}: told ${short(told)}, found ${short(found)}`;

/** end-state.json has it whole. */
function short(value: Json): string {
  const text = JSON.stringify(value);
  return text.length <= MOST_SHOWN ? text : `${text.slice(0, MOST_SHOWN)}…`;
}

const MOST_SHOWN = 160;
