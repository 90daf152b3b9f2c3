// Which rows a filter means, in one place for the list, the board, its table and the map: so a number anywhere and
// the list it opens cannot tell two stories.

import { countryByCode, subregionOfCountry } from '#shared/mechanism/countries.ts';
import { kindOf } from '#shared/record/kinds.ts';
import type { Catalogue } from './catalogue.ts';
import { ELSEWHERE, NO_COUNTRY, type RecordFilter, type RecordRow } from './record-views.ts';
import { mesasOf } from './row-mesas.ts';

/** What a row does not say itself. */
export interface RowFacts {
  /** as precise as it is known (YYYY, YYYY-MM, YYYY-MM-DD); null where not even the year is */
  dayOf(row: RecordRow): string | null;
  authorsOf(row: RecordRow): readonly string[];
  hasFiles(row: RecordRow): boolean;
}

export const factsIn = (catalogue: Pick<Catalogue, 'line' | 'stored'>): RowFacts => ({
  dayOf: ({ id, date }) => ((catalogue.line(id)?.date ?? null) === null ? null : date),
  authorsOf: ({ id }) => catalogue.stored(id)?.authors ?? [],
  hasFiles: ({ id }) => (catalogue.stored(id)?.files ?? []).length > 0,
});

/** Meetings and members are about the Mechanism itself: the board counts who spoke of an objective. */
export const isOnBoard = ({ kind }: Pick<RecordRow, 'kind'>): boolean => kindOf(kind)?.onBoard !== false;

export const yearOf = (day: string | null): number | null => (day === null ? null : Number(day.slice(0, 4)));

/** Keys of the sub-regions a row names, each once. */
export const subregionsOf = ({ countries }: RecordRow): readonly string[] => [
  ...new Set(countries.map((code) => (countryByCode(code) ? (subregionOfCountry(code)?.key ?? ELSEWHERE) : ELSEWHERE))),
];

export function matcherOf(filter: RecordFilter, facts: RowFacts): (row: RecordRow) => boolean {
  const { deleted = false, fromYear, toYear, undated = false } = filter;
  const { kinds, objectives, mesas, countries, subregions, states, organisations, authors } = filter;
  const isPeriod = fromYear !== undefined || toYear !== undefined;
  const isInPeriod = (row: RecordRow): boolean => {
    if (!isPeriod && !undated) return true;
    const year = yearOf(facts.dayOf(row));
    if (year === null || undated) return undated && year === null;
    return year >= (fromYear ?? year) && year <= (toYear ?? year);
  };
  return (row) =>
    row.deleted === deleted &&
    isAny(kinds, () => [row.kind]) &&
    isAny(states, () => [row.state]) &&
    isAny(objectives, () => row.objectives) &&
    isAny(mesas, () => mesasOf(row)) &&
    isAny(countries, () => (row.countries.length === 0 ? [NO_COUNTRY] : row.countries)) &&
    isAny(subregions, () => (row.countries.length === 0 ? [NO_COUNTRY] : subregionsOf(row))) &&
    isAny(organisations, () => [row.organisation]) &&
    isAny(authors, () => facts.authorsOf(row)) &&
    (filter.onlyConflicts !== true || row.conflicts > 0) &&
    (filter.notMerged !== true || row.state !== 'merged') &&
    (filter.withFiles !== true || facts.hasFiles(row)) &&
    isInPeriod(row);
}

const isAny = <T>(wanted: readonly T[] | undefined, present: () => readonly T[]): boolean =>
  wanted === undefined || wanted.length === 0 || present().some((item) => wanted.includes(item));
