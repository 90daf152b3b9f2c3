// What the list shows, kept in the address (`#/records?text=…&objective=8`), so that going back restores it and
// a link from the board or the bar can ask for it. What the address says wrongly is left out.

import type { ListQuery, RecordState } from '#renderer/engine/record-views.ts';

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

export function queryOf(search: string): ListQuery {
  const params = new URLSearchParams(search);
  const text = params.get('text')?.trim() ?? '';
  const several = (name: string): readonly string[] =>
    params
      .getAll(name)
      .flatMap((value) => value.split(','))
      .filter((value) => value !== '');
  const kinds = several('kind');
  const objectives = several('objective')
    .map(Number)
    .filter((objective) => Number.isInteger(objective) && objective >= 1 && objective <= 23);
  const countries = several('country').filter((country) => /^[A-Z]{2}$/.test(country));
  const states = several('state').flatMap((state) => STATES.filter((each) => each === state));
  return {
    ...(text === '' ? {} : { text }),
    ...(kinds.length === 0 ? {} : { kinds }),
    ...(objectives.length === 0 ? {} : { objectives }),
    ...(countries.length === 0 ? {} : { countries }),
    ...(states.length === 0 ? {} : { states }),
    ...(params.get('conflicts') === 'yes' ? { onlyConflicts: true } : {}),
    ...(params.get('bin') === 'yes' ? { deleted: true } : {}),
    ...ORDERS[orderOf(search)],
  };
}

/** Whether fewer records are shown than there are. */
export const isFiltered = ({ text, kinds, objectives, countries, states, onlyConflicts }: ListQuery): boolean =>
  [text, kinds, objectives, countries, states, onlyConflicts].some((filter) => filter !== undefined);
