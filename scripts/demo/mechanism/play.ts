// The mechanism story as a folder: records approved, an organisation that joins, seats, meetings and a conversatorio, a
// relatoría that several people wrote, and everything that is handed out, as files; then consent to a source is taken
// back, the relatoría says so, and its new version is made. What was told is laid beside what is found.

import { join } from 'node:path';
import type { RecordId } from '#shared/base/ids.ts';
import { deniedIn, deniedSources } from '#shared/report/open-relatoria.ts';
import { reportChanges, type ReportManifest } from '#shared/report/report-manifest.ts';
import { versionOf } from '#shared/report/report-source.ts';
import { reviewIdOf } from '#shared/merge/review.ts';
import { takeBack, takeInHeeding } from '../../headless/consent.ts';
import type { Play } from '../main-job.ts';
import { writeJson, writeKeys } from '../output.ts';
import { mechanismCastOf } from './cast.ts';
import { deskOn, recordsOn } from './desk.ts';
import { openWriter, type Writer } from './documents.ts';
import { organise } from './organising.ts';
import { openPrinter } from './printing.ts';
import { recordEverything } from './recording.ts';
import { handOver, type Line, type World } from './world.ts';
import { act, type Relatoria, writeTogether } from './writing.ts';

/** Whether everything is as the story told it. */
export async function playMechanism({ folder, suite, input, say }: Play): Promise<boolean> {
  const cast = await mechanismCastOf(suite);
  await writeKeys(folder, cast);
  const lines: Line[] = [];
  const check: World['check'] = (what, told, found) => {
    lines.push({ what, told, found });
    say(told === found ? `equal  ${what}: ${found}` : `NOT EQUAL  ${what}: told ${told}, found ${found}`);
  };
  const world: World = { cast, input, folder, say, check };
  const printer = await openPrinter();
  try {
    const recorded = await recordEverything(world);
    const dialogue = await organise(world);
    const relatoria = await writeTogether(world, recorded);
    const writer = openWriter(world, printer);
    await handOut(world, writer, relatoria, dialogue);
    await withdraw(world, writer, relatoria, recorded.own);
    await writeJson(join(folder, 'end-state.json'), { lines });
    return lines.every(({ told, found }) => told === found);
  } finally {
    await printer.close();
  }
}

async function handOut(world: World, writer: Writer, { id }: Relatoria, dialogue: RecordId): Promise<void> {
  const { say, check } = world;
  say('\nHanded out');
  await writer.relatoria('relatoria', id);
  const bulletin = { report: 'bulletin', number: 1, year: 2022, quarter: null, audience: 'public' } as const;
  await writer.report('bulletin', { ...bulletin, language: 'es' });
  await writer.report('bulletin-ht', { ...bulletin, language: 'ht' });
  await writer.report('coverage', { report: 'coverage', language: 'es', audience: 'governments' });
  await writer.report('practices', { report: 'practices', language: 'es', audience: 'unNetwork' });
  await writer.report('map', { report: 'map', language: 'es', audience: 'governments' });
  await writer.dialogue('conversatorio', dialogue);
  await writer.workbook('workbook');
  await writer.calendar('meetings');
  for (const name of [
    'relatoria.docx',
    'relatoria.pdf',
    'bulletin.docx',
    'conversatorio.pdf',
    'workbook.xlsx',
    'map.geojson',
  ])
    check(`${name}, checked`, 'whole', (await writer.open(name)).type);
}

/** Its people take it back; the report that is out says so, and the new version is made without it. */
async function withdraw(world: World, writer: Writer, { id }: Relatoria, own: RecordId): Promise<void> {
  const { cast, say, check } = world;
  const { office, recorders } = cast;
  say('\nConsent to a source is taken back');
  await takeBack({ device: recorders[0].device, withdrawn: new Map() }, own, 'consultation');
  await handOver(world, recorders[0], office);
  await takeInHeeding({ device: office.device, withdrawn: new Map() }, []);
  const left = Object.keys(office.device.records.get(own)?.cells ?? {});
  check('what is left of it at the secretariat', '$withdrawn', left.join(', '));
  const opened = await writer.open('relatoria.docx');
  check('the relatoría that is out, nobody changed it', 'whole', opened.type);
  if (opened.type !== 'whole') return;
  const desk = deskOn(office, id);
  const changes = reportChanges(opened.manifest.records, versionsNow(world, opened.manifest, id), (record) =>
    office.device.records.has(record),
  );
  check('what was withdrawn since', own, changes.withdrawn.join(', '));
  const denied = deniedIn(desk);
  const resting = desk.elements.filter(({ sources }) => sources.some(({ record }) => record === own));
  check('sentences that may not go out any more', String(resting.length), String(denied.length));
  for (const element of denied) await act(office, id, { type: 'remove', element });
  await writer.relatoria('relatoria-2', id);
  const again = await writer.open('relatoria-2.docx');
  const records = again.type === 'whole' ? Object.keys(again.manifest.records) : [];
  check('the new version, checked', 'whole', again.type);
  check('the new version rests on what was withdrawn', 'no', records.includes(own) ? 'yes' : 'no');
}

/** What it was made from, as it is now, without what it may not cite any more. */
function versionsNow({ cast }: World, { records }: ReportManifest, id: RecordId): ReportManifest['records'] {
  const { device } = cast.office;
  const here = new Set<string>(recordsOn(cast.office).map((record) => record.id));
  const gone = deniedSources(deskOn(cast.office, id));
  return Object.fromEntries(
    (Object.keys(records) as RecordId[])
      .filter((each) => here.has(each) && !gone.has(each))
      .map((each) => [each, versionOf(device.records.get(each), device.records.get(reviewIdOf(each)))]),
  );
}
