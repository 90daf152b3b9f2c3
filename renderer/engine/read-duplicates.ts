// What the inbox reads of likely duplicates, a pair side by side, and the records of one event.

import type { RecordId } from '#shared/base/ids.ts';
import { likenessOf, traitsOf } from '#shared/merge/likeness.ts';
import { isConflict } from '#shared/merge/conflict.ts';
import { carrierOf, cellOn, type SameEvents } from '#shared/merge/same-event.ts';
import { authorView } from './authors.ts';
import type { Catalogue } from './catalogue.ts';
import type { DuplicatesView, PairSide, PairView, SameEventView } from './inbox-views.ts';
import type { RecordRow } from './record-views.ts';
import type { LikelyDuplicates } from './likely-duplicates.ts';
import type { Session } from './session.ts';

const SHOWN = 100;

export async function readDuplicates(catalogue: Catalogue, duplicates: LikelyDuplicates): Promise<DuplicatesView> {
  const { compared, of } = duplicates.progress();
  const { pairs, total } = duplicates.index.ranked(SHOWN, questionsAmong(catalogue.events()));
  const rows = await rowsOf(
    catalogue,
    pairs.flatMap(({ a, b }) => [a, b]),
  );
  return {
    pairs: pairs.flatMap(({ a, b, reasons }) => {
      const [first, second] = [rows.get(a), rows.get(b)];
      return first === undefined || second === undefined ? [] : [{ a: first, b: second, reasons }];
    }),
    total,
    compared,
    of,
    crowded: duplicates.index.crowded,
  };
}

/** Asks nothing that is answered, and of two events once. */
function questionsAmong(events: SameEvents): (a: string, b: string) => boolean {
  if (!events.isAny) return (a, b) => !events.isAnswered(a, b);
  const asked = new Set<string>();
  return (a, b) => {
    if (events.isAnswered(a, b)) return false;
    const [one, other] = [events.eventOf(a), events.eventOf(b)];
    if (one === a && other === b) return true;
    const question = one < other ? `${one}\n${other}` : `${other}\n${one}`;
    if (asked.has(question)) return false;
    asked.add(question);
    return true;
  };
}

export async function readPair(
  session: Session,
  catalogue: Catalogue,
  a: RecordId,
  b: RecordId,
): Promise<PairView | null> {
  const [first, second] = [await sideOf(session, catalogue, a), await sideOf(session, catalogue, b)];
  const { summaries } = session.ledger.store.records;
  const [one, other] = [summaries.get(a), summaries.get(b)];
  if (first === null || second === null || one === undefined || other === undefined) return null;
  const events = catalogue.events();
  const isSame = events.eventOf(a) === events.eventOf(b);
  return {
    sides: [first, second],
    reasons: likenessOf(traitsOf(one), traitsOf(other))?.reasons ?? [],
    isDisputed: await isDisputed(session, a, b),
    judgement: isSame ? 'same' : events.isAnswered(a, b) ? 'different' : null,
  };
}

async function isDisputed({ ledger }: Session, a: RecordId, b: RecordId): Promise<boolean> {
  const carrier = carrierOf(a, b);
  const state = await ledger.store.records.get(carrier);
  const path = cellOn(carrier === a ? b : a);
  const cell = state?.cells[path];
  return state !== undefined && cell !== undefined && isConflict(state.kind, path, cell);
}

async function sideOf(session: Session, catalogue: Catalogue, id: RecordId): Promise<PairSide | null> {
  const row = await catalogue.row(id);
  const line = session.ledger.store.records.summaries.get(id);
  if (row === undefined || line === undefined) return null;
  return {
    row,
    endDate: line.endDateText,
    places: line.places,
    authors: line.authors.map((kid) => authorView(session, kid)),
  };
}

export async function readSameEvent(catalogue: Catalogue, id: RecordId): Promise<SameEventView> {
  const events = catalogue.events();
  const rows = await rowsOf(catalogue, events.othersOf(id));
  return { others: [...rows.values()], links: events.linksOf(id) as readonly RecordId[] };
}

async function rowsOf(catalogue: Catalogue, ids: readonly string[]): Promise<ReadonlyMap<string, RecordRow>> {
  const rows = new Map<string, RecordRow>();
  for (const id of ids) {
    const row = rows.get(id) ?? (await catalogue.row(id as RecordId));
    if (row !== undefined) rows.set(id, row);
  }
  return rows;
}
