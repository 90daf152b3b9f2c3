// The list of records: filtered, found by words, sorted as people sort in their language. Orders are kept, and what
// changed is put in its place; an answer is kept while its pages are asked for. All of it in slices.

import type { Language } from '#shared/mechanism/language.ts';
import { countedOnce } from '#shared/merge/same-event.ts';
import type { Catalogue } from './catalogue.ts';
import { factsIn, matcherOf } from './filter-rows.ts';
import type { ListPage, ListQuery, RecordRow } from './record-views.ts';
import { eachInSlices, putAmong, sortInSlices } from './slices.ts';

export interface Lister {
  /** @param found ids in order of fit, where words were asked for */
  list(
    rows: readonly RecordRow[],
    query: ListQuery,
    found: readonly string[] | undefined,
    catalogue: Known,
  ): Promise<ListPage>;
}

type Known = Pick<Catalogue, 'line' | 'stored' | 'events'>;

type Sort = NonNullable<ListQuery['sort']>;

const DEFAULT_COUNT = 200;

/** Creole, which Intl does not have, sorts as French of Haiti. */
export const collatorOf = (language: Language): Intl.Collator =>
  new Intl.Collator(language === 'ht' ? 'fr-HT' : language, { sensitivity: 'base', numeric: true });

/** @param language whose order of letters it is */
export function makeLister(language: Language): Lister {
  const comparisons = comparisonsBy(collatorOf(language));
  const orders = new Map<Sort, { readonly of: readonly RecordRow[]; readonly sorted: readonly RecordRow[] }>();
  /** the answer whose pages are being asked for */
  let last: (Matching & { readonly of: readonly RecordRow[]; readonly key: string }) | undefined;

  /** Ascending; ties by id, so that a page never shows a row twice. What stayed as it was is not compared again. */
  async function sorted(rows: readonly RecordRow[], sort: Sort): Promise<readonly RecordRow[]> {
    const before = orders.get(sort);
    if (before?.of === rows) return before.sorted;
    const compare = (a: RecordRow, b: RecordRow): number => comparisons[sort](a, b) || (a.id < b.id ? -1 : 1);
    const fresh = new Set<RecordRow>();
    await eachInSlices(rows, (row) => fresh.add(row));
    const stayed: RecordRow[] = [];
    await eachInSlices(before?.sorted ?? [], (row) => fresh.delete(row) && stayed.push(row));
    const inOrder = putAmong(stayed, await sortInSlices([...fresh], compare), compare);
    orders.set(sort, { of: rows, sorted: inOrder });
    return inOrder;
  }

  async function matching(
    rows: readonly RecordRow[],
    { sort, descending = sort === undefined, ...filter }: ListQuery,
    found: readonly string[] | undefined,
    catalogue: Known,
  ): Promise<Matching> {
    const isMatch = matcherOf(filter, factsIn(catalogue));
    const matched: RecordRow[] = [];
    if (found !== undefined && sort === undefined) {
      const byId = new Map(rows.map((row) => [row.id as string, row]));
      for (const id of found) {
        const row = byId.get(id);
        if (row !== undefined && isMatch(row)) matched.push(row);
      }
    } else {
      const wanted = found === undefined ? undefined : new Set(found);
      const ascending = await sorted(rows, sort ?? 'changed');
      await eachInSlices(ascending, (row) => isMatch(row) && wanted?.has(row.id) !== false && matched.push(row));
      if (descending) matched.reverse();
    }
    return { matched, counted: countedOnce(matched, catalogue.events()).counted.length };
  }

  return {
    async list(rows, query, found, catalogue) {
      const { from = 0, count = DEFAULT_COUNT, ...asked } = query;
      const key = JSON.stringify(asked);
      let answer = last?.of === rows && last.key === key && found === undefined ? last : undefined;
      if (answer === undefined) {
        answer = { ...(await matching(rows, asked, found, catalogue)), of: rows, key };
        if (found === undefined) last = answer;
      }
      const { matched, counted } = answer;
      return { total: matched.length, counted, rows: matched.slice(from, from + count) };
    },
  };
}

interface Matching {
  readonly matched: readonly RecordRow[];
  readonly counted: number;
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
