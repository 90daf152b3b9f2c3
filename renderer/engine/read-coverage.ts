// What the table of coverage and the map read: how many events speak of each objective, by country, sub-region, year
// or kind. An answer is kept until a record changes.

import { mesas, objectives } from '#shared/mechanism/compact.ts';
import { countedOnce, type SameEvents } from '#shared/merge/same-event.ts';
import type { BoardQuery, CoverageBy, CoverageRow, CoverageView } from './board-views.ts';
import type { Catalogue } from './catalogue.ts';
import { factsIn, isOnBoard, matcherOf, type RowFacts, subregionsOf, yearOf } from './filter-rows.ts';
import type { RecordRow } from './record-views.ts';
import { mesasOf } from './row-mesas.ts';
import { eachInSlices } from './slices.ts';
import { makeTally } from './tally.ts';

export interface CoverageReader {
  read(catalogue: Catalogue, query: BoardQuery, by: CoverageBy): Promise<CoverageView>;
}

/** So many answers are kept. */
const KEPT = 8;

export function makeCoverageReader(): CoverageReader {
  const kept = new Map<string, Promise<CoverageView>>();
  let version = -1;
  return {
    async read(catalogue, query, by) {
      const rows = await catalogue.rows();
      if (version !== catalogue.version || kept.size >= KEPT) kept.clear();
      version = catalogue.version;
      const key = JSON.stringify([query, by]);
      const known = kept.get(key);
      if (known !== undefined) return known;
      const made = coverageOf(rows, factsIn(catalogue), catalogue.events(), query, by);
      kept.set(key, made);
      return made;
    },
  };
}

export async function coverageOf(
  rows: readonly RecordRow[],
  facts: RowFacts,
  events: SameEvents,
  query: BoardQuery,
  by: CoverageBy,
): Promise<CoverageView> {
  const tally = makeTally(events);
  const shown: RecordRow[] = [];
  const isAsked = matcherOf(query, facts);
  const columnsFor = columnsBy(by, facts);
  await eachInSlices(rows, (row) => {
    if (!isOnBoard(row) || !isAsked(row)) return;
    shown.push(row);
    tally.add(row.id, keysOf(row, columnsFor(row)));
  });
  const columns = [...tally.entries()]
    .flatMap(([key, total]) => (key.startsWith(COLUMN) ? [{ key: key.slice(COLUMN.length), total }] : []))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const rowOf = (name: string, n: number): CoverageRow => ({
    n,
    total: tally.count(`${name}${n}`),
    counts: columns.map(({ key }) => tally.count(`${name}${n} ${key}`)),
  });
  const { counted, linked } = countedOnce(shown, events);
  return {
    by,
    columns,
    objectives: objectives.map(({ n }) => rowOf(OBJECTIVE, n)),
    mesas: mesas.map(({ n }) => rowOf(MESA, n)),
    total: counted.length,
    linked,
  };
}

const COLUMN = 'column ';
const OBJECTIVE = 'objective ';
const MESA = 'mesa ';

function* keysOf(row: RecordRow, columns: readonly string[]): Iterable<string> {
  for (const column of columns) yield `${COLUMN}${column}`;
  for (const [name, numbers] of [
    [OBJECTIVE, row.objectives],
    [MESA, mesasOf(row)],
  ] as const) {
    for (const n of numbers) {
      yield `${name}${n}`;
      for (const column of columns) yield `${name}${n} ${column}`;
    }
  }
}

/** The columns a row counts in; '' where it names none. */
function columnsBy(by: CoverageBy, facts: RowFacts): (row: RecordRow) => readonly string[] {
  switch (by) {
    case 'country':
      return ({ countries }) => (countries.length === 0 ? [''] : countries);
    case 'subregion':
      return (row) => (row.countries.length === 0 ? [''] : subregionsOf(row));
    case 'year':
      return (row) => [String(yearOf(facts.dayOf(row)) ?? '')];
    case 'kind':
      return ({ kind }) => [kind];
  }
}
