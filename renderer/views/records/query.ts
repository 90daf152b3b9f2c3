// What the list shows, kept in the address (`#/records?text=…&objective=8`), so that going back restores it and
// a link from the board, the map or the bar can ask for it. What the address says wrongly is left out. Law:
// queryOf(searchOf(filter)) asks for the same (tests/property/record-address.test.ts).

import {
  ELSEWHERE,
  type ListQuery,
  NO_COUNTRY,
  type RecordFilter,
  type RecordState,
} from '#renderer/engine/record-views.ts';

export const STATES: readonly RecordState[] = ['draft', 'saved', 'packed', 'delivered', 'merged'];

export const ORDERS = {
  changed: { sort: 'changed', descending: true },
  title: { sort: 'title', descending: false },
  newest: { sort: 'date', descending: true },
  oldest: { sort: 'date', descending: false },
  organisation: { sort: 'organisation', descending: false },
  kind: { sort: 'kind', descending: false },
} as const satisfies Readonly<Record<string, Pick<ListQuery, 'sort' | 'descending'>>>;
export type Order = keyof typeof ORDERS;

export const orderOf = (search: string): Order => {
  const order = new URLSearchParams(search).get('order') ?? '';
  return Object.hasOwn(ORDERS, order) ? (order as Order) : 'changed';
};

/** Of a filter that takes several values, its name in the address. */
const SEVERAL = {
  kinds: 'kind',
  objectives: 'objective',
  mesas: 'mesa',
  countries: 'country',
  subregions: 'subregion',
  states: 'state',
  organisations: 'organisation',
  authors: 'author',
} as const satisfies Partial<Record<keyof RecordFilter, string>>;

/** Of a filter that is on or off, its name in the address. */
const FLAGS = {
  undated: 'undated',
  onlyConflicts: 'conflicts',
  notMerged: 'unmerged',
  withFiles: 'files',
  deleted: 'bin',
} as const satisfies Partial<Record<keyof RecordFilter, string>>;

/** What the address asks for, without words and order. */
export function filterOf(search: string): RecordFilter {
  const params = new URLSearchParams(search);
  const numbers = (name: string, most: number): readonly number[] =>
    params
      .getAll(name)
      .map(Number)
      .filter((n) => Number.isInteger(n) && n >= 1 && n <= most);
  const year = (name: string): number | undefined => {
    const value = params.get(name) ?? '';
    return /^\d{4}$/.test(value) ? Number(value) : undefined;
  };
  const all = (name: string): readonly string[] => params.getAll(name).filter((value) => value !== '');
  const filter: { -readonly [Key in keyof RecordFilter]: RecordFilter[Key] | undefined } = {
    kinds: all('kind'),
    objectives: numbers('objective', 23),
    mesas: numbers('mesa', 4),
    countries: all('country').filter((country) => country === NO_COUNTRY || /^[A-Z]{2}$/.test(country)),
    subregions: all('subregion').filter((key) => key === ELSEWHERE || key === NO_COUNTRY || /^[a-z_]+$/.test(key)),
    states: all('state').flatMap((state) => STATES.filter((each) => each === state)),
    organisations: all('organisation'),
    authors: all('author'),
    fromYear: year('from'),
    toYear: year('to'),
    ...Object.fromEntries(
      Object.entries(FLAGS).map(([key, name]) => [key, params.get(name) === 'yes' ? true : undefined]),
    ),
  };
  return Object.fromEntries(
    Object.entries(filter).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)),
  ) as RecordFilter;
}

export function queryOf(search: string): ListQuery {
  const text = new URLSearchParams(search).get('text')?.trim() ?? '';
  return { ...(text === '' ? {} : { text }), ...filterOf(search), ...ORDERS[orderOf(search)] };
}

/** The address of a filter, from its '?' on; '' where it asks for everything. */
export function searchOf(filter: RecordFilter): string {
  const params = new URLSearchParams();
  for (const [key, name] of Object.entries(SEVERAL)) {
    for (const value of filter[key as keyof typeof SEVERAL] ?? []) params.append(name, String(value));
  }
  if (filter.fromYear !== undefined) params.set('from', String(filter.fromYear));
  if (filter.toYear !== undefined) params.set('to', String(filter.toYear));
  for (const [key, name] of Object.entries(FLAGS))
    if (filter[key as keyof typeof FLAGS] === true) params.set(name, 'yes');
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

/** Where the records of a filter are listed. */
export const recordsPath = (filter: RecordFilter): string => `#/records${searchOf(filter)}`;

/** Whether fewer records are shown than there are. */
export const isFiltered = (query: ListQuery): boolean =>
  Object.keys(query).some((name) => name !== 'deleted' && name !== 'sort' && name !== 'descending');
