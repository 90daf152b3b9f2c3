// The secretariat revokes a device: a roster with a greater version, signed by the root. What was taken in
// from it before stays good; what comes after is held.

import type { KeyId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { err } from '#shared/base/result.ts';
import { keyIdOf, signedIdOf, signValue } from '#shared/log/envelope.ts';
import { type Revocation, ROSTER_TYPE, type Roster } from '#shared/log/roster.ts';
import { headOf } from '#shared/merge/state.ts';
import { activityChange } from '../engine/activity.ts';
import { type Done, isSecretariat, profileOf, type Session, vaultSigner } from '../engine/session.ts';
import { ROSTER } from '../engine/shelf-names.ts';
import { commitTrust } from './commit-trust.ts';

export async function revokeDevice(session: Session, kid: KeyId, reason: string): Done<null> {
  const profile = profileOf(session);
  if (profile === null) return err({ type: 'noMechanism' });
  if (!isSecretariat(session) || kid === session.device.kid)
    return err({ type: 'refused', reason: { type: 'notSecretariat' } });
  const { ledger, desktop } = session;
  return ledger.exclusive(async () => {
    const log = ledger.store.logs.get(kid);
    const head = log === undefined ? undefined : headOf(log);
    const revocation: Revocation = { kid, seq: head?.seq ?? 0, id: head?.id ?? null, reason: reason.toWellFormed() };
    const others = [...session.trust.revocations.values()].filter((other) => other.kid !== kid);
    const roster: Roster = {
      mechanism: profile.id,
      version: session.trust.rosterVersion + 1,
      revocations: [...others, revocation],
    };
    const root = vaultSigner(desktop, 'root', keyIdOf(profile.roots.keys[0] ?? ''));
    const signed = await signValue(ROSTER_TYPE, roster as object as Json, root);
    const name = session.trust.authors.get(kid)?.name ?? '';
    const shelf = new Map<string, Json | null>([
      [`${ROSTER}${signedIdOf(signed.type, signed.body)}`, signed as object as Json],
      ...activityChange(session, 'revokedDevice', { name, reason: revocation.reason }),
    ]);
    return commitTrust(session, shelf);
  });
}
