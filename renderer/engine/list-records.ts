// The list of records: filtered, found by words, sorted as people sort in their language. The last order is
// kept: sorting what is nearly sorted again costs little.

import type { Language } from '#shared/mechanism/language.ts';
import { countedOnce } from '#shared/merge/same-event.ts';
import type { Catalogue } from './catalogue.ts';
import { factsIn, matcherOf } from './filter-rows.ts';
import type { ListPage, ListQuery, RecordRow } from './record-views.ts';

export interface Lister {
  /** @param found ids in order of fit, where words were asked for */
  list(
    rows: readonly RecordRow[],
    query: ListQuery,
    found: readonly string[] | undefined,
    catalogue: Pick<Catalogue, 'line' | 'stored' | 'events'>,
  ): ListPage;
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
    list(rows, query, found, catalogue) {
      const { from = 0, count = DEFAULT_COUNT, sort, descending = sort === undefined } = query;
      const isMatch = matcherOf(query, factsIn(catalogue));
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
      const { counted } = countedOnce(matching, catalogue.events());
      return { total: matching.length, counted: counted.length, rows: matching.slice(from, from + count) };
    },
  };
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
