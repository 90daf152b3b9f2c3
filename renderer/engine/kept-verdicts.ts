// What this profile has verified before, kept in the store's sealed pages beside what it is about: at unlocking, only
// what is new since is verified. It is not journaled: a store that is made again verifies all of it once more.

import { oncePer } from '#shared/base/once.ts';
import type { Digest } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { makeVerdicts, type Verdicts } from '#shared/log/verdicts.ts';
import type { ShelfChanges } from '../store/shelf.ts';
import type { Store } from '../store/store.ts';
import type { Ledger } from './ledger.ts';
import { VERIFIED } from './shelf-names.ts';

export const verdictsOf = oncePer(
  ({ shelf }: Store): Verdicts =>
    makeVerdicts(
      shelf.under(VERIFIED).flatMap(([, text]) => (typeof text === 'string' ? (text.split(' ') as Digest[]) : [])),
    ),
);

/** What was found good since they were last written. They lie by their first letters: a new one rewrites little. */
export function verdictChanges(store: Store): ShelfChanges {
  const drawers = Map.groupBy(verdictsOf(store).fresh(), (verdict) => `${VERIFIED}${verdict.slice(0, LETTERS)}`);
  return new Map(
    [...drawers].map(([name, fresh]): [string, Json] => {
      const before = store.shelf.get(name);
      return [name, [...(typeof before === 'string' ? [before] : []), ...fresh].join(' ')];
    }),
  );
}

/** Writes them, where nothing else that is written takes them along. */
export async function keepVerdicts(ledger: Ledger): Promise<void> {
  const derived = verdictChanges(ledger.store);
  if (derived.size > 0) await ledger.exclusive(() => ledger.commit({ derived }));
}

const LETTERS = 2;
