// A filter that the person gave a name, kept sealed on this device; the same name again is the filter's new meaning.

import { err } from '#shared/base/result.ts';
import type { Saved } from '../engine/door.ts';
import { savedFilters } from '../engine/read-filters.ts';
import { type Done, saved, type Session } from '../engine/session.ts';
import { FILTER } from '../engine/shelf-names.ts';
import { randomName } from '../store/seal.ts';

const LONGEST_NAME = 80;

export function keepFilter(session: Session, name: string, search: string): Done<Saved> {
  const { ledger } = session;
  return ledger.exclusive(async () => {
    const called = name.trim().slice(0, LONGEST_NAME);
    const id = savedFilters(session).find((each) => each.name === called)?.id ?? randomName();
    const kept = await ledger.commit({ shelf: new Map([[`${FILTER}${id}`, { name: called, search }]]) });
    return kept.ok ? saved(session) : err(kept.error);
  });
}

export function dropFilter(session: Session, id: string): Done<Saved> {
  const { ledger } = session;
  return ledger.exclusive(async () => {
    const dropped = await ledger.commit({ shelf: new Map([[`${FILTER}${id}`, null]]) });
    return dropped.ok ? saved(session) : err(dropped.error);
  });
}
