// What a number of the table of coverage counts, as a filter: the board's own filters, narrowed to its row and column.

import type { BoardQuery, CoverageBy } from '#renderer/engine/board-views.ts';
import { NO_COUNTRY } from '#renderer/engine/record-views.ts';

/**
 * Undefined where no filter can say it: the column asks again for what the board is already filtered by, otherwise.
 * Then the number is no link.
 */
export function columnFilter(
  query: BoardQuery,
  by: CoverageBy,
  key: string,
  row: Pick<BoardQuery, 'objectives' | 'mesas'>,
): BoardQuery | undefined {
  if (row.mesas !== undefined && query.mesas !== undefined && query.mesas[0] !== row.mesas[0]) return undefined;
  const narrowed = { ...query, ...row };
  switch (by) {
    case 'kind':
      return { ...narrowed, kinds: [key] };
    case 'year':
      return key === '' ? { ...narrowed, undated: true } : { ...narrowed, fromYear: Number(key), toYear: Number(key) };
    case 'country':
      return isOther(query.countries, key) ? undefined : { ...narrowed, countries: [key === '' ? NO_COUNTRY : key] };
    case 'subregion':
      return isOther(query.subregions, key) ? undefined : { ...narrowed, subregions: [key === '' ? NO_COUNTRY : key] };
  }
}

const isOther = (asked: readonly string[] | undefined, key: string): boolean =>
  asked !== undefined && asked[0] !== (key === '' ? NO_COUNTRY : key);
