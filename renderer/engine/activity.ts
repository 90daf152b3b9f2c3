// What was done here, in a lasting list: an entry of a type (words in activity.json) with plain facts. The
// newest are kept.

import type { Json } from '#shared/base/json.ts';
import type { ShelfChanges } from '../store/shelf.ts';
import type { Store } from '../store/store.ts';
import type { ActivityEntry, ActivityPage } from './activity-views.ts';
import type { OpenReport } from './door.ts';
import type { Session } from './session.ts';
import { ACTIVITY } from './shelf-names.ts';

const KEPT = 500;
/** When there are so many, the oldest go: together, since each may lie in another page. */
const MOST = 600;
const DIGITS = 10;

/** To go on the shelf with whatever the entry tells of. */
export function activityChange(
  { ledger, clock }: Pick<Session, 'ledger' | 'clock'>,
  type: string,
  facts: ActivityEntry['facts'] = {},
  problem: ActivityEntry['problem'] = null,
): ShelfChanges {
  const names = ledger.store.shelf.under(ACTIVITY).map(([name]) => name);
  const last = Number(names.at(-1)?.slice(ACTIVITY.length) ?? 0);
  const entry: ActivityEntry = { at: clock.now(), type, facts, problem };
  const changes = new Map<string, Json | null>(
    names.length < MOST ? [] : names.slice(0, names.length - KEPT).map((name) => [name, null]),
  );
  return changes.set(`${ACTIVITY}${String(last + 1).padStart(DIGITS, '0')}`, entry as object as Json);
}

/** Newest first. */
export function readActivity(store: Store, from: number, count: number): ActivityPage {
  const all = store.shelf.under(ACTIVITY);
  const end = Math.max(0, all.length - from);
  return {
    total: all.length,
    entries: all
      .slice(Math.max(0, end - count), end)
      .map(([, value]) => value as object as ActivityEntry)
      .reverse(),
  };
}

/** The store was made again from the journal and the kept bundles, and what of it could not be found. */
export async function noteRebuilt(
  { ledger, clock }: Pick<Session, 'ledger' | 'clock'>,
  rebuilt: OpenReport['rebuilt'],
): Promise<void> {
  if (rebuilt === null) return;
  const facts = { cause: rebuilt.cause, changesets: rebuilt.changesets, missing: rebuilt.missing };
  await ledger.exclusive(() => ledger.commit({ shelf: activityChange({ ledger, clock }, 'rebuilt', facts) }));
}
