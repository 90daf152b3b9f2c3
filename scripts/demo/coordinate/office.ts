// Fourth act: the secretariat decides what disagrees, says what is one event, and signs receipts. Each decision is a
// change like any other. Everything goes back by the road it came: receipts through the letterbox to the coordinators,
// bundles by stick to them and on to the recorders.

import type { RecordId } from '#shared/base/ids.ts';
import { LANGUAGE_CELL } from '#shared/log/change.ts';
import { isConflict, shownCells, shownValue } from '#shared/merge/conflict.ts';
import { type Duplicates, makeDuplicates } from '#shared/merge/duplicates.ts';
import { reviewIdOf } from '#shared/merge/review.ts';
import { carrierOf, cellOn } from '#shared/merge/same-event.ts';
import type { RecordState } from '#shared/merge/state.ts';
import { summaryOf } from '#shared/record/summary.ts';
import type { Edit } from '../output.ts';
import { recordIdOf } from '../cast.ts';
import { joined } from '../story.ts';
import { type House, nameIn } from './cast.ts';
import { takeSigned } from './answers.ts';
import type { Laptop, Taken } from './laptop.ts';
import type { ToldTwice } from './recording.ts';
import { handOver, write, type World } from './world.ts';

/** "Both are right": two texts are joined by a write that replaces both. */
export async function decideConflicts(world: World, edits: readonly Edit[]): Promise<readonly Edit[]> {
  const { cast, book } = world;
  book.chapter('The secretariat decides');
  const decided: { entry: string; cell: string; value: string; on: readonly string[] }[] = [];
  for (const entry of new Set(edits.map((edit) => edit.entry))) {
    const record = cast.office.device.records.get(recordIdOf(entry));
    for (const [cell, state] of Object.entries(record?.cells ?? {})) {
      if (record === undefined || !isConflict(record.kind, cell, state)) continue;
      const value = joined(state);
      await write(world, cast.office, record.id, record.kind, [[cell, value]]);
      const { coordinator, recorders } = cast.north;
      decided.push({ entry, cell, value, on: [...recorders, coordinator, cast.office].map(({ name }) => name) });
      book.say(`${entry} · ${cell}: both are right, their words are joined`);
    }
  }
  if (decided.length === 0) book.say('nothing disagrees');
  book.tell({ decided });
  return decided.map(({ entry, cell }) => ({ entry, cell }));
}

/** Only where the secretariat's own list of likely duplicates shows the pair, a person can say so. */
export async function markSameEvent(world: World, told: ToldTwice | undefined): Promise<void> {
  const { cast, book, input } = world;
  const { records } = cast.office.device;
  const recorded = input.entries.length + (told === undefined ? 0 : 1);
  const [a, b] = [...(told?.records ?? [])].sort();
  const ranked = likelyDuplicates([...records.values()]).ranked(RANKED, () => true);
  const place = ranked.pairs.findIndex((pair) => pair.a === a && pair.b === b);
  const [pair, kind] = [ranked.pairs[place], records.get(a as RecordId)?.kind];
  if (a === undefined || b === undefined || pair === undefined || kind === undefined) {
    book.tell({ sameEvent: [], counted: recorded });
    return book.say('no two records are alike enough to ask');
  }
  const reasons = pair.reasons.map(({ type }) => type).join(', ');
  book.say(
    `likely duplicates: ${ranked.total}; number ${place + 1} is ${told?.entry} and its second telling (${reasons})`,
  );
  const carrier = carrierOf(a as RecordId, b as RecordId);
  await write(world, cast.office, carrier, kind, [[cellOn((carrier === a ? b : a) as RecordId), true]]);
  book.say('they tell of the same event: both records stay, and count once');
  book.tell({ sameEvent: [a, b], counted: recorded - 1 });
}

const RANKED = 1_000;

function likelyDuplicates(records: readonly RecordState[]): Duplicates {
  const index = makeDuplicates(records.length);
  for (const record of records) {
    const language = shownValue(record.cells[LANGUAGE_CELL]);
    const summary = summaryOf(record.kind, shownCells(record));
    index.put(record.id, { ...summary, kind: record.kind, language: typeof language === 'string' ? language : '' });
  }
  return index;
}

/** Receipts for what was taken in, and what was decided, back along the hops to these houses. */
export async function sendBack(world: World, taken: readonly Taken[], houses: readonly House[]): Promise<void> {
  const { cast, book, post } = world;
  book.chapter('Back along the hops');
  for (const { answer } of taken) {
    if (answer === null) continue;
    await post.leave(answer.to, [answer.signed]);
    book.say(`receipt for ${nameIn(cast, answer.to)} left at the letterbox`);
  }
  for (const house of houses) {
    const { coordinator, recorders } = house;
    await takeSigned(cast, coordinator, await post.collect(coordinator), null);
    await handOver(world, cast.office, coordinator, { records: recordsOf(cast.office, house) });
    for (const recorder of recorders) await handOver(world, coordinator, recorder);
  }
}

/** Those that somebody of this house had a hand in, with their reviews; no house is sent another's. */
function recordsOf(office: Laptop, { recorders, coordinator }: House): ReadonlySet<RecordId> {
  const authors = new Set([coordinator, ...recorders].map(({ keys }) => keys.kid));
  const records = [...office.device.records.values()];
  const own = records.filter((record) => record.authors.some((kid) => authors.has(kid))).map(({ id }) => id);
  return new Set([...own, ...own.map(reviewIdOf)]);
}
