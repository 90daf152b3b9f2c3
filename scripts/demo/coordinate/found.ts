// What the end state says, in the terms of the story's facts. Nothing here knows what the story did: everything is
// looked up in the logs, records, receipts and requests of the laptops, and in the input.

import { type RecordId, shortCodeOf } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { decodeRequest, type Run } from '#shared/bundle/request.ts';
import { conflictsOf, shownCells } from '#shared/merge/conflict.ts';
import { gapsOf } from '#shared/merge/gaps.ts';
import { mayReview, reviewIdOf, reviewMarkOf, reviewNotesOf, reviewStateOf } from '#shared/merge/review.ts';
import { countedOnce, judgementsIn, type SameEvents, sameEvents } from '#shared/merge/same-event.ts';
import type { LogEntry, RecordState, Write } from '#shared/merge/state.ts';
import { cellsToEntry, levelOfPath } from '#shared/record/cells.ts';
import { isSameJson } from '#shared/record/cell-value.ts';
import { REVIEW_KIND } from '#shared/record/kinds.ts';
import { summaryOf } from '#shared/record/summary.ts';
import { recordIdOf } from '../cast.ts';
import type { DemoInput } from '../input.ts';
import { type CoordinateCast, laptopsOf, namedRuns, nameIn } from './cast.ts';
import type { Facts } from './facts.ts';
import { isAllMerged } from './answers.ts';
import { roadsFrom } from './custody-lines.ts';
import type { Laptop, Taken } from './laptop.ts';

interface Seen {
  readonly cast: CoordinateCast;
  readonly input: DemoInput;
  readonly all: readonly Laptop[];
  /** the secretariat's */
  readonly records: readonly RecordState[];
  readonly events: SameEvents;
  readonly nameOf: (record: RecordId) => string;
}

export function findFacts(cast: CoordinateCast, input: DemoInput): Facts {
  const records = [...cast.office.device.records.values()].filter(({ kind }) => kind !== REVIEW_KIND);
  const names = new Map(input.entries.map(({ id }) => [recordIdOf(id), id]));
  const seen: Seen = {
    cast,
    input,
    all: laptopsOf(cast),
    records,
    events: sameEvents(new Map(records.map((record) => [record.id, judgedIn(record)]))),
    nameOf: (record) => names.get(record) ?? record,
  };
  return Object.fromEntries(Object.entries(FOUND).map(([fact, find]) => [fact, find(seen)]));
}

const FOUND: { readonly [Fact in keyof Required<Facts>]: (seen: Seen) => Json } = {
  written: ({ cast, all }) =>
    counts(all.map((laptop): [string, number] => [laptop.name, logAt(cast.office, laptop).length])),
  unchanged: ({ cast, input }) =>
    input.entries.filter(({ id, kind, cells }) => {
      const record = cast.office.device.records.get(recordIdOf(id));
      const given = new Map([...cells].filter(([path]) => levelOfPath(kind, path) !== 'personal'));
      return record !== undefined && isSameJson(cellsToEntry(kind, given), cellsToEntry(kind, shownCells(record)));
    }).length,
  stayed: ({ cast, all }) =>
    all.flatMap((laptop) => logAt(cast.office, laptop)).filter(({ withheld }) => withheld.includes('personal')).length,
  notCarried: ({ input }) => input.notCarried.map(({ entry }) => entry),
  lostRun: ({ cast, all }) =>
    namedRuns(
      cast,
      all.flatMap(({ requests }) => requests.flatMap((signed) => decodeRequest(signed)?.needs ?? [])),
    ),
  answeredRun: ({ cast, all }) =>
    namedRuns(
      cast,
      all.flatMap(({ taken }) => runsThatFreed(taken)),
    ),
  heldMeanwhile: ({ all }) => greatest(all.flatMap(({ taken }) => taken.map(({ held }) => held))),
  gapsLeft: ({ all }) => all.flatMap(({ device }) => gapsOf(device.logs, device.held)).length,
  heldLeft: ({ all }) => all.flatMap(({ device }) => device.held).length,
  conflictsSeen: ({ all }) =>
    counts(all.map(({ name, taken }) => [name, greatest(taken.map(({ conflicts }) => conflicts))])),
  decided: ({ cast, all, records, nameOf }) =>
    records.flatMap((record) =>
      cellsWritten(record, ({ author }) => author === cast.office.keys.kid).map(([cell, value]) => ({
        entry: nameOf(record.id),
        cell,
        value,
        on: all.filter((laptop) => isSameJson(shownOn(laptop, record.id, cell), value)).map(({ name }) => name),
      })),
    ),
  keptBoth: ({ cast, records, nameOf }) =>
    records
      .filter(({ authors }) => authors.length > 1 && !authors.includes(cast.office.keys.kid))
      .flatMap((record) => cellsChanged(record).map(([cell, value]) => ({ entry: nameOf(record.id), cell, value }))),
  conflictsLeft: ({ records }) => records.flatMap(conflictsOf).length,
  sameEvent: ({ records, events }) =>
    records
      .map(({ id }) => id)
      .filter((id) => events.othersOf(id).length > 0)
      .sort(),
  counted: ({ records, events }) => countedOnce(records, events).counted.length,
  reviews: ({ cast, all, records, nameOf }) =>
    records.flatMap(({ id }) =>
      all.flatMap(({ name, device }) => {
        const review = reviewOn(cast, device, id);
        return review === undefined ? [] : [{ on: name, entry: nameOf(id), ...review }];
      }),
    ),
  corrected: ({ cast, records, nameOf }) =>
    records
      .filter(({ id }) => cast.office.device.records.has(reviewIdOf(id)))
      .flatMap((record) => cellsChanged(record).map(([cell, value]) => ({ entry: nameOf(record.id), cell, value }))),
  roads: ({ cast, all }) =>
    Object.fromEntries(
      all
        .filter((laptop) => laptop !== cast.office && logAt(cast.office, laptop).length > 0)
        .map(({ name, keys }) => [
          name,
          roadsFrom(cast.office, keys.kid).map((hands) => hands.map((kid) => nameIn(cast, kid))),
        ]),
    ),
  cargo: ({ cast: { courier } }) => ({
    carried: courier.cargo.length,
    waiting: courier.cargo.filter(({ isConfirmed }) => !isConfirmed).length,
    opened: courier.taken.length,
    records: courier.device.records.size,
  }),
  cargoArrived: ({ cast: { courier, office } }) =>
    courier.cargo.flatMap(({ file }) => {
      const taken = office.taken.find(({ sha256 }) => sha256 === file);
      return taken === undefined ? [] : [shortCodeOf(taken.bundle)];
    }),
  cameAgain: ({ cast: { office } }) =>
    office.taken
      .filter(({ sha256 }, at) => office.taken.findIndex((each) => each.sha256 === sha256) < at)
      .map(({ added }) => added),
  receipts: ({ cast, all }) =>
    all
      .filter((laptop) => laptop !== cast.office && logAt(cast.office, laptop).length > 0)
      .filter((laptop) => isAllMerged(cast, laptop))
      .map(({ name }) => name),
};

function judgedIn(record: RecordState) {
  const judged = judgementsIn(record);
  return { kind: record.kind, deleted: false, ...(judged === undefined ? {} : { judged }) };
}

const logAt = (office: Laptop, { keys }: Laptop): readonly LogEntry[] =>
  office.device.logs.get(keys.kid)?.entries ?? [];

/** What the bundle brought that let others go that were held. */
const runsThatFreed = (taken: readonly Taken[]): readonly Run[] =>
  taken.flatMap(({ held, runs }, at) => (held < (taken[at - 1]?.held ?? 0) ? runs : []));

/** Answers of the form whose one live write is such; the log's own cells are not among them. */
const cellsWritten = (record: RecordState, isSuch: (write: Write) => boolean): readonly (readonly [string, Json])[] =>
  [...shownCells(record)].filter(([cell]) => {
    const [write, ...others] = record.cells[cell]?.writes ?? [];
    return write !== undefined && others.length === 0 && isSuch(write);
  });

/** Written later than the record was begun; the story's are begun in one sitting. */
const cellsChanged = (record: RecordState) => cellsWritten(record, ({ id }) => id !== record.kindBy.id);

function reviewOn({ trust }: CoordinateCast, { records, logs }: Laptop['device'], id: RecordId) {
  const record = records.get(id);
  const review = records.get(reviewIdOf(id));
  const mark = review === undefined ? undefined : reviewMarkOf(review);
  if (record === undefined || review === undefined || mark === undefined) return undefined;
  const about = summaryOf(record.kind, shownCells(record));
  const touching = new Set<string>(record.changesets);
  const written = [...logs].flatMap(([author, { entries }]) =>
    entries.filter((entry) => touching.has(entry.id)).map(({ seq }) => ({ author, seq })),
  );
  const notes = reviewNotesOf(review).map(({ field, words, answer }) => ({
    cell: field,
    asked: words,
    answered: answer,
  }));
  return {
    state: reviewStateOf(mark, { written, isReviewer: (kid) => mayReview(trust.authors.get(kid), about) }),
    notes,
  };
}

function shownOn({ device }: Laptop, id: RecordId, cell: string): Json {
  const record = device.records.get(id);
  return (record && shownCells(record).get(cell)) ?? null;
}

const greatest = (numbers: readonly number[]): number => Math.max(0, ...numbers);

/** By name, those above 0. */
const counts = (named: readonly (readonly [string, number])[]): Json =>
  Object.fromEntries(named.filter(([, count]) => count > 0));
