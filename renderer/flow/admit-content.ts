// From changesets to a plan against the store as it is now: checked by signature and chain, then planned.
// The check is the long part and needs no lock; the plan is made inside it, and the check is repeated there
// only if what is admitted, held or trusted changed meanwhile, without verifying any signature again.

import type { Changeset } from '#shared/log/changeset.ts';
import type { Trust } from '#shared/log/roster.ts';
import { checkIncoming, type Checked, type Verified } from '#shared/merge/admit.ts';
import { type MergePlan, planMerge, recordsTouchedBy } from '#shared/merge/plan.ts';
import { EMPTY_SNAPSHOT, type AuthorLog } from '#shared/merge/state.ts';
import { isRevokedAt } from '#shared/log/roster.ts';
import { withoutWithdrawn } from '#shared/merge/erase.ts';
import { eraseFrom } from '#shared/merge/withdraw.ts';
import { withdrawnFor } from '../engine/erasures.ts';
import { admittedKeysOf, type Session, trustForTakingIn } from '../engine/session.ts';

export interface CheckedAt {
  readonly checked: Checked;
  readonly version: number;
  readonly trust: Trust;
}

/** Long, and outside the lock. @param verified of the same changesets, before: no signature is verified twice */
export async function checkContent(
  session: Session,
  incoming: readonly Changeset[],
  trust: Trust,
  verified?: Verified,
): Promise<CheckedAt> {
  const { version, store } = session.ledger;
  const local = trustForTakingIn(trust, session.device.kid);
  const here = { logs: store.logs, held: store.held() };
  const checked = await checkIncoming(here, incoming, local, admittedKeysOf(session), verified);
  return { checked, version, trust };
}

/** Inside the lock: a plan for the store as it is. */
export async function planContent(
  session: Session,
  incoming: readonly Changeset[],
  trust: Trust,
  before?: CheckedAt,
): Promise<MergePlan> {
  const isStale = before?.version !== session.ledger.version || before.trust !== trust;
  const { checked } = isStale ? await checkContent(session, incoming, trust, before?.checked.verified) : before;
  const kept = leftOf(session, checked);
  const snapshot = await session.ledger.store.snapshot(recordsTouchedBy(kept.admitted));
  return planMerge(snapshot, kept);
}

/** What consent was taken back to does not come in again, whoever brings it. */
function leftOf({ ledger }: Session, checked: Checked): Checked {
  const withdrawn = withdrawnFor(ledger.store, checked.admitted);
  if (withdrawn.size === 0) return checked;
  const admitted = checked.admitted.flatMap((verified) => {
    const left = eraseFrom(verified, withdrawn);
    const isNothingNew = left !== verified && Object.keys(left.changes).length === 0;
    return isNothingNew && ledger.store.log.summaries.has(verified.id) ? [] : [left];
  });
  const already = checked.already + checked.admitted.length - admitted.length;
  return { ...checked, admitted, already, held: checked.held.map((held) => withoutWithdrawn(held, withdrawn)) };
}

/** Whether something that was admitted is past its author's revocation: then everything is derived anew. */
export function isAnyRevoked(session: Session, trust: Trust): boolean {
  const { revocations } = trustForTakingIn(trust, session.device.kid);
  return [...revocations.keys()].some((kid) => {
    const log = session.ledger.store.logs.get(kid);
    return log !== undefined && isPastRevocation(trust, log);
  });
}

/** The whole store as it would be if all it ever took in had come under this trust. */
export async function planAnew(session: Session, trust: Trust, more: readonly Changeset[] = []): Promise<MergePlan> {
  const { store } = session.ledger;
  const all: Changeset[] = [...store.held().map(({ changeset }) => changeset), ...more];
  await store.log.scan((_id, changeset) => {
    all.push(changeset);
  });
  const local = trustForTakingIn(trust, session.device.kid);
  const checked = await checkIncoming(EMPTY_SNAPSHOT, all, local, admittedKeysOf(session));
  const withdrawn = withdrawnFor(store, checked.admitted);
  return planMerge(EMPTY_SNAPSHOT, {
    ...checked,
    admitted: checked.admitted.map((verified) => eraseFrom(verified, withdrawn)),
    held: checked.held.map((held) => withoutWithdrawn(held, withdrawn)),
  });
}

function isPastRevocation(trust: Trust, { author, entries }: AuthorLog): boolean {
  const revocation = trust.revocations.get(author);
  return entries.some(
    ({ seq, id }) => isRevokedAt(trust, author, seq) || (revocation?.seq === seq && revocation.id !== id),
  );
}
