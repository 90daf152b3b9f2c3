// What the board reads: the 23 objectives, how many records of each kind speak of them, and which are silent.
// Records of one event count once and are one knot, that of the earliest. An answer is kept until a record changes,
// and of very many knots the page is sent as many as it can draw.

import { objectives } from '#shared/mechanism/compact.ts';
import { countedOnce, type SameEvents } from '#shared/merge/same-event.ts';
import type { BoardKnot, BoardQuery, BoardView } from './board-views.ts';
import type { Catalogue } from './catalogue.ts';
import { factsIn, isOnBoard, matcherOf, yearOf } from './filter-rows.ts';
import type { RecordRow } from './record-views.ts';
import { eachInSlices, sortInSlices } from './slices.ts';

/** `day`: as precise as it is known (YYYY, YYYY-MM, YYYY-MM-DD); null where not even the year is. */
type Dated = RecordRow & { readonly day: string | null };

export interface BoardReader {
  read(catalogue: Catalogue, query: BoardQuery): Promise<BoardView>;
}

/** So many answers are kept. */
const KEPT = 8;
/** Knots of a cord that are sent one by one: a cord of 1,000 px has room for as many. */
const MOST_KNOTS = 64;

export function makeBoardReader(): BoardReader {
  const kept = new Map<string, Promise<BoardView>>();
  let version = -1;
  return {
    async read(catalogue, query) {
      const rows = await catalogue.rows();
      if (version !== catalogue.version || kept.size >= KEPT) kept.clear();
      version = catalogue.version;
      const key = JSON.stringify(query);
      const made = kept.get(key) ?? boardOf(rows, catalogue, query);
      kept.set(key, made);
      return made;
    },
  };
}

export async function boardOf(
  rows: readonly RecordRow[],
  catalogue: Pick<Catalogue, 'line' | 'stored' | 'events'>,
  query: BoardQuery,
): Promise<BoardView> {
  const facts = factsIn(catalogue);
  const isAsked = matcherOf(query, facts);
  const years = new Set<number>();
  const asked: Dated[] = [];
  await eachInSlices(rows, (row) => {
    if (!isOnBoard(row)) return;
    const day = facts.dayOf(row);
    const year = yearOf(day);
    if (year !== null && !row.deleted) years.add(year);
    if (isAsked(row)) asked.push({ ...row, day });
  });
  const shown = await sortInSlices(asked, inTime);
  const events = catalogue.events();
  const { counted, linked } = countedOnce(shown, events);
  const byObjective = new Map<number, Dated[]>();
  await eachInSlices(shown, (row) => {
    for (const objective of row.objectives) {
      const list = byObjective.get(objective);
      if (list === undefined) byObjective.set(objective, [row]);
      else list.push(row);
    }
  });
  return {
    years: [...years].sort((a, b) => a - b),
    objectives: objectives.map(({ n, mesa }) => objectiveView(n, mesa, byObjective.get(n) ?? [], events)),
    totals: {
      records: counted.length,
      organisations: new Set(shown.map(({ organisation }) => organisation).filter((name) => name !== '')).size,
      countries: new Set(shown.flatMap(({ countries }) => countries)).size,
    },
    linked,
    silent: silentIn(byObjective),
  };
}

const silentIn = (byObjective: ReadonlyMap<number, unknown>): readonly number[] =>
  objectives.map(({ n }) => n).filter((n) => !byObjective.has(n));

/** @param rows in time */
function objectiveView(
  objective: number,
  mesa: number,
  rows: readonly Dated[],
  events: SameEvents,
): BoardView['objectives'][number] {
  const { counted } = countedOnce(rows, events);
  const byKind: { [kind: string]: number } = {};
  for (const { kind } of counted) byKind[kind] = (byKind[kind] ?? 0) + 1;
  return {
    objective,
    mesa,
    byKind,
    lastDate: rows.at(-1)?.day ?? null,
    knots: knotsOf(counted),
  };
}

/** Of very many, every so many neighbours are one; those without a date are not mixed with the others. */
function knotsOf(counted: readonly Dated[]): readonly BoardKnot[] {
  const size = Math.ceil(counted.length / MOST_KNOTS);
  const knots: BoardKnot[] = [];
  for (let at = 0; at < counted.length; ) {
    const row = counted[at];
    if (row === undefined) break;
    let end = Math.min(at + size, counted.length);
    if (row.day === null) while (counted[end - 1]?.day !== null) end--;
    const tied = counted.slice(at, end);
    const merged = tied.every(({ state }) => state === 'merged');
    const knot = { record: row.id, kind: row.kind, date: row.day, merged };
    knots.push(tied.length === 1 ? knot : { ...knot, more: tied.length - 1 });
    at = end;
  }
  return knots;
}

/** Undated first. */
const inTime = (a: Dated, b: Dated): number => compare(a.day ?? '', b.day ?? '') || compare(a.id, b.id);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
