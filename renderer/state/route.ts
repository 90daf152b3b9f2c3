// Where the person is: the part of the address after '#', so that the page is always the same file. What
// follows a '?' there (filters, what was searched for) belongs to the place, and going back restores it.
// Two hooks for wouter's Router; `go` for code that moves the person.

import { useSyncExternalStore } from 'react';

export interface GoOptions {
  readonly replace?: boolean;
}

export const PLACES = [
  'today',
  'board',
  'records',
  'hand-over',
  'inbox',
  'mechanism',
  'reports',
  'profile',
  'activity',
] as const;
export type PlaceName = (typeof PLACES)[number];

/** Goes to a path such as `/records?objective=8`. */
export function go(to: string, { replace = false }: GoOptions = {}): void {
  const url = `#${to.replace(/^#/, '')}`;
  if (replace) history.replaceState(null, '', url);
  else history.pushState(null, '', url);
  dispatchEvent(new Event('hashchange'));
}

/** Goes to the search field of Records, which drops the word again when it has the focus; filters stay. */
export function findInRecords(): void {
  const isThere = currentPath() === '/records';
  go(`/records${searchWith(isThere ? currentSearch() : '', { [FIND]: 'yes' })}`, { replace: isThere });
}

/** Asks Records for the focus in its search field. */
export const FIND = 'find';

/** wouter's `hook`: the path, and how to go elsewhere. */
export function useHashPath(): [string, typeof go] {
  return [useSyncExternalStore(subscribe, currentPath), go];
}
useHashPath.hrefs = (href: string): string => `#${href}`;

/** wouter's `searchHook`: what follows the '?'. */
export const useHashSearch = (): string => useSyncExternalStore(subscribe, currentSearch);

/** The place a path belongs to: a record belongs to Records, a relatoría to Reports, a journey to the notebook's own. */
export function placeOf(path: string): PlaceName {
  const first = path.split('/')[1] ?? '';
  if (first === 'record') return 'records';
  if (first === 'relatoria') return 'reports';
  if (first === 'travel') return 'profile';
  return PLACES.find((place) => place === first) ?? 'today';
}

/** Going from one section of a form to another is no new arrival. */
export const stayOf = (path: string): string => /^\/record\/[^/]+\/edit/.exec(path)?.[0] ?? path;

/** The same address with some of its filters changed; null or '' drops one. */
export function searchWith(search: string, changes: Readonly<Record<string, string | null>>): string {
  const params = new URLSearchParams(search);
  for (const [key, value] of Object.entries(changes)) {
    if (value === null || value === '') params.delete(key);
    else params.set(key, value);
  }
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  addEventListener('popstate', listener);
  return () => {
    removeEventListener('hashchange', listener);
    removeEventListener('popstate', listener);
  };
}

const hashParts = (): readonly string[] => location.hash.replace(/^#?\/?/, '').split('?');
const currentPath = (): string => `/${hashParts()[0] ?? ''}`;
const currentSearch = (): string => hashParts()[1] ?? '';
