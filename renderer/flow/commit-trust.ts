// Writes a change of whom this device trusts, and what follows: what was held is tried again, and what a new
// roster revoked is derived anew. Nothing that was recorded here is dropped by it.

import { err, ok } from '#shared/base/result.ts';
import { type Done, type Session, trustOf } from '../engine/session.ts';
import type { ShelfChanges } from '../store/shelf.ts';
import { isAnyRevoked, planAnew, planContent } from './admit-content.ts';
import { binChanges } from './note-binned.ts';

/** Inside the lock of the one writer. */
export async function commitTrust(session: Session, shelf: ShelfChanges): Done<null> {
  const trust = await trustOf(session.ledger.store, shelf);
  const isAnew = isAnyRevoked(session, trust);
  const plan = isAnew ? await planAnew(session, trust) : await planContent(session, [], trust);
  const beside = new Map([...shelf, ...binChanges(session, plan)]);
  const committed = await session.ledger.commit({ shelf: beside, plan, isWhole: isAnew });
  if (!committed.ok) return err(committed.error);
  session.tell(['trust', 'records', 'inbox', 'deliveries', 'activity']);
  return ok(null);
}
