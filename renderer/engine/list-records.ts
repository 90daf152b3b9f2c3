// The list of records: filtered, found by words, sorted as people sort in their language. The last order is
// kept: sorting what is nearly sorted again costs little.

import type { Language } from '#shared/mechanism/language.ts';
import type { ListPage, ListQuery, RecordRow } from './record-views.ts';

export interface Lister {
  /** @param found ids in order of fit, where words were asked for */
  list(rows: readonly RecordRow[], query: ListQuery, found: readonly string[] | undefined): ListPage;
}

type Sort = NonNullable<ListQuery['sort']>;

const DEFAULT_COUNT = 200;

/** @param language whose order of letters it is; Creole, which Intl does not have, sorts as French of Haiti */
export function makeLister(language: Language): Lister {
  const collator = new Intl.Collator(language === 'ht' ? 'fr-HT' : language, { sensitivity: 'base', numeric: true });
  const comparisons = comparisonsBy(collator);
  const orders = new Map<Sort, ReadonlyMap<string, number>>();

  /** Ascending; ties by id, so that a page never shows a row twice. */
  function sorted(rows: readonly RecordRow[], sort: Sort): readonly RecordRow[] {
    const last = orders.get(sort);
    const place = ({ id }: RecordRow): number => last?.get(id) ?? Number.POSITIVE_INFINITY;
    const nearly = last === undefined ? [...rows] : [...rows].sort((a, b) => compareNumbers(place(a), place(b)));
    const inOrder = nearly.sort((a, b) => comparisons[sort](a, b) || (a.id < b.id ? -1 : 1));
    orders.set(sort, new Map(inOrder.map(({ id }, at) => [id, at])));
    return inOrder;
  }

  return {
    list(rows, query, found) {
      const { from = 0, count = DEFAULT_COUNT, sort, descending = sort === undefined } = query;
      const isMatch = matcherOf(query);
      let matching: readonly RecordRow[];
      if (found !== undefined && sort === undefined) {
        const byId = new Map(rows.map((row) => [row.id as string, row]));
        matching = found.flatMap((id) => byId.get(id) ?? []).filter(isMatch);
      } else {
        const wanted = found === undefined ? undefined : new Set(found);
        const ascending = sorted(rows, sort ?? 'changed').filter(
          (row) => isMatch(row) && wanted?.has(row.id) !== false,
        );
        matching = descending ? ascending.toReversed() : ascending;
      }
      return { total: matching.length, rows: matching.slice(from, from + count) };
    },
  };
}

function matcherOf(query: ListQuery): (row: RecordRow) => boolean {
  const { kinds, objectives, countries, states, onlyConflicts = false, deleted = false } = query;
  const isAny = <T>(wanted: readonly T[] | undefined, present: readonly T[]): boolean =>
    wanted === undefined || wanted.length === 0 || present.some((item) => wanted.includes(item));
  return (row) =>
    row.deleted === deleted &&
    (!onlyConflicts || row.conflicts > 0) &&
    isAny(kinds, [row.kind]) &&
    isAny(states, [row.state]) &&
    isAny(objectives, row.objectives) &&
    isAny(countries, row.countries);
}

const comparisonsBy = (collator: Intl.Collator): Readonly<Record<Sort, (a: RecordRow, b: RecordRow) => number>> => ({
  // never by clocks, which are wrong
  changed: (a, b) => a.lamport - b.lamport,
  title: (a, b) => collator.compare(a.title, b.title),
  date: (a, b) => compareText(a.date, b.date),
  organisation: (a, b) => collator.compare(a.organisation, b.organisation) || collator.compare(a.title, b.title),
  kind: (a, b) => compareText(a.kind, b.kind) || collator.compare(a.title, b.title),
});

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const compareNumbers = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);
