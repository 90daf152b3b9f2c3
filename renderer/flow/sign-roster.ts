// The next roster, signed by the root in this vault, and what follows from it. Where the profile asks for more roots
// than the one that is here, nothing is written: see docs/decisions/roots-sign-together.md.

import type { KeyId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { err } from '#shared/base/result.ts';
import { keyIdOf, signedIdOf, signValue } from '#shared/log/envelope.ts';
import { nextRoster, type RosterDecision } from '#shared/log/roster-plan.ts';
import { type Revocation, ROSTER_TYPE } from '#shared/log/roster-body.ts';
import { headOf } from '#shared/merge/state.ts';
import { activityChange } from '../engine/activity.ts';
import { type Done, isSecretariat, profileOf, type Session, vaultSigner } from '../engine/session.ts';
import { ROSTER } from '../engine/shelf-names.ts';
import { commitTrust } from './commit-trust.ts';

/** What was taken in from it before stays good; what comes after is held. */
export async function revokeDevice(session: Session, kid: KeyId, reason: string): Done<null> {
  if (kid === session.device.kid) return err({ type: 'refused', reason: { type: 'notSecretariat' } });
  const revoke = (): RosterDecision => {
    const log = session.ledger.store.logs.get(kid);
    const head = log === undefined ? undefined : headOf(log);
    const revocation: Revocation = { kid, seq: head?.seq ?? 0, id: head?.id ?? null, reason: reason.toWellFormed() };
    return { type: 'revoke', revocation };
  };
  return signRoster(session, revoke, ['revokedDevice', kid, reason]);
}

/** All that it signed counts again, what was held of it among that. */
export const readmitDevice = (session: Session, kid: KeyId, reason: string): Done<null> =>
  signRoster(session, () => ({ type: 'readmit', kid, reason: reason.toWellFormed() }), [
    'readmittedDevice',
    kid,
    reason,
  ]);

async function signRoster(
  session: Session,
  decide: () => RosterDecision,
  [activity, kid, reason]: readonly [activity: string, kid: KeyId, reason: string],
): Done<null> {
  const profile = profileOf(session);
  if (profile === null) return err({ type: 'noMechanism' });
  if (!isSecretariat(session)) return err({ type: 'refused', reason: { type: 'notSecretariat' } });
  const { ledger, desktop } = session;
  return ledger.exclusive(async () => {
    const { trust, clock } = session;
    const roster = nextRoster(trust.roster, profile.id, decide(), clock.now().slice(0, 10));
    const root = vaultSigner(desktop, 'root', keyIdOf(profile.roots.keys[0] ?? ''));
    const signed = await signValue(ROSTER_TYPE, roster as object as Json, root);
    const facts = { name: trust.authors.get(kid)?.name ?? '', reason };
    const shelf = new Map<string, Json | null>([
      [`${ROSTER}${signedIdOf(signed.type, signed.body)}`, signed as object as Json],
      ...activityChange(session, activity, facts),
    ]);
    return commitTrust(session, shelf);
  });
}
