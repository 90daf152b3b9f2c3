// What reports are made of, read from a laptop without a window: the same values as the app's engine gives them.

import type { KeyId, RecordId } from '#shared/base/ids.ts';
import { shownCells } from '#shared/merge/conflict.ts';
import { isDeleted } from '#shared/merge/record-facts.ts';
import { mayReview, reviewIdOf, reviewMarkOf, type ReviewState, reviewStateOf } from '#shared/merge/review.ts';
import { judgementsIn, type SameEvents, sameEvents } from '#shared/merge/same-event.ts';
import type { RecordState } from '#shared/merge/state.ts';
import { recordsTouchedBy } from '#shared/merge/plan.ts';
import { isErased } from '#shared/merge/withdraw.ts';
import { kindOf, REVIEW_KIND } from '#shared/record/kinds.ts';
import { summaryOf } from '#shared/record/summary.ts';
import { type RecordCells, readableCells } from '#shared/report/cell-readers.ts';
import { framed, type LaidRecord } from '#shared/report/lay-out.ts';
import { MECHANISM_KINDS, type MechanismNow, mechanismNow } from '#shared/report/mechanism-records.ts';
import { citedIn, frameOf, liveCellsOf, type RelatoriaDesk } from '#shared/report/open-relatoria.ts';
import { citedRecordOf, reportSourceOf } from '#shared/report/record-sources.ts';
import { elementsIn } from '#shared/report/relatoria.ts';
import type { ReportSource } from '#shared/report/report-source.ts';
import type { Laptop } from '../coordinate/laptop.ts';
import { openedOn } from '../carry.ts';
import { TODAY } from './cast.ts';

/** Without reviews and without what was deleted or erased, in one order. */
export const recordsOn = ({ device }: Laptop): readonly RecordState[] =>
  [...device.records.values()]
    .filter((record) => record.kind !== REVIEW_KIND && !isDeleted(record) && !isErased(record))
    .sort((a, b) => (a.id < b.id ? -1 : 1));

function reviewOn({ device }: Laptop, record: RecordState): ReviewState {
  const review = device.records.get(reviewIdOf(record.id));
  const mark = review === undefined ? undefined : reviewMarkOf(review);
  const about = summaryOf(record.kind, shownCells(record));
  const touching = new Set<string>(record.changesets);
  const written = [...device.logs].flatMap(([author, { entries }]) =>
    entries.filter(({ id }) => touching.has(id)).map(({ seq }) => ({ author, seq })),
  );
  return reviewStateOf(mark, { written, isReviewer: (kid) => mayReview(device.trust.authors.get(kid), about) });
}

export function eventsOn({ device }: Laptop): SameEvents {
  const judged = [...device.records.values()].map((record) => {
    const said = judgementsIn(record);
    return [record.id, { kind: record.kind, deleted: isDeleted(record), ...(said && { judged: said }) }] as const;
  });
  return sameEvents(new Map(judged));
}

export function sourcesOn(laptop: Laptop): readonly ReportSource[] {
  const events = eventsOn(laptop);
  return recordsOn(laptop)
    .filter(({ kind }) => kindOf(kind)?.onBoard !== false)
    .map((record) => {
      const review = { state: reviewOn(laptop, record), record: laptop.device.records.get(reviewIdOf(record.id)) };
      return reportSourceOf(record, review, events.eventOf(record.id) as RecordId);
    });
}

/** Without what is restricted or personal: for what goes out. */
export const readableOn = (laptop: Laptop, record: RecordState): RecordCells =>
  readableCells(record.id, record.kind, citedOn(laptop, record).cells);

const shownOn = (_: Laptop, record: RecordState): RecordCells => ({
  id: record.id,
  kind: record.kind,
  cells: shownCells(record),
});

export function mechanismOn(laptop: Laptop, office: KeyId, cellsOn = shownOn): MechanismNow {
  const records = recordsOn(laptop)
    .filter(({ kind }) => MECHANISM_KINDS.has(kind))
    .map((record) => cellsOn(laptop, record));
  const isOfOffice = (id: string): boolean =>
    laptop.device.records.get(id as RecordId)?.authors.every((author) => author === office) === true;
  return mechanismNow(records, TODAY, isOfOffice);
}

const CITED: ReadonlySet<string> = new Set(['consultation', 'practice', 'commitment', 'recommendation']);

/** A relatoría as it is merged on this laptop. */
export function deskOn(laptop: Laptop, relatoria: RecordId): RelatoriaDesk {
  const live = liveCellsOf(laptop.device.records.get(relatoria));
  const [frame, elements] = [frameOf(live), elementsIn(live)];
  const around = recordsOn(laptop).filter(({ kind }) => CITED.has(kind));
  const cited = [...citedIn(elements)].flatMap((id) => laptop.device.records.get(id) ?? []);
  const records = new Map([...around, ...cited].map((record) => [record.id, citedOn(laptop, record)] as const));
  return { frame, elements, records, within: framed([...records.values()], frame) };
}

export const citedOn = (laptop: Laptop, record: RecordState): LaidRecord =>
  citedRecordOf(record, reviewOn(laptop, record));

/** When the newest change of each record says that it was written. */
export function stampsOn(laptop: Laptop): ReadonlyMap<string, string> {
  const stamps = new Map<string, string>();
  const newest = openedOn(laptop).toSorted((a, b) => a.verified.body.lamport - b.verified.body.lamport);
  for (const { verified } of newest)
    for (const record of recordsTouchedBy([verified])) stamps.set(record, verified.body.at.time);
  return stamps;
}
