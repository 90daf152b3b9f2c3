// The list of the fake engine: filtered by the product's own rule, sorted plainly.

import { matcherOf } from '#renderer/engine/filter-rows.ts';
import type { ListPage, ListQuery, RecordRow } from '#renderer/engine/record-views.ts';

/** What the rows of samples do not say. */
export const FACTS = {
  dayOf: ({ date }: RecordRow) => (/^\d{4}/.test(date) ? date : null),
  authorsOf: () => [],
  hasFiles: () => false,
};

export function listOf(rows: readonly RecordRow[], query: ListQuery): ListPage {
  const text = query.text?.toLowerCase() ?? '';
  const isMatch = matcherOf(query, FACTS);
  const found = rows.filter((row) => isMatch(row) && `${row.title} ${row.organisation}`.toLowerCase().includes(text));
  const key = (row: RecordRow): string | number =>
    query.sort === 'title'
      ? row.title
      : query.sort === 'date'
        ? row.date
        : query.sort === 'organisation'
          ? row.organisation
          : query.sort === 'kind'
            ? row.kind
            : row.lamport;
  found.sort((a, b) => {
    const [x, y] = [key(a), key(b)];
    const order = typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y), 'es');
    return query.descending === true ? -order : order;
  });
  const from = query.from ?? 0;
  return { total: found.length, counted: found.length, rows: found.slice(from, from + (query.count ?? found.length)) };
}
