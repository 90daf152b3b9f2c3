// Joins a mechanism by its profile, a small file or pasted text. Everything recorded before stays and can be
// handed over from now on. A device is of one mechanism: another one's profile is refused. So is a workshop's in a real
// notebook and a real one's in a workshop's, whether it has joined or not: practice never mixes with what is real.

import type { Json } from '#shared/base/json.ts';
import { err, ok } from '#shared/base/result.ts';
import { decodeProfile, hasOwnKeys, type MechanismProfile } from '#shared/log/profile.ts';
import { activityChange } from '../engine/activity.ts';
import { type Done, isWorkshop, profileOf, type Session } from '../engine/session.ts';
import { PROFILE } from '../engine/shelf-names.ts';
import { allowAddresses } from './allow-addresses.ts';
import { commitTrust } from './commit-trust.ts';

export async function joinMechanism(session: Session, text: string): Done<MechanismProfile> {
  const profile = decodeProfile(text);
  if (!profile.ok) return err({ type: 'refused', reason: profile.error });
  if (profile.value.practice !== isWorkshop(session) || !hasOwnKeys(profile.value)) {
    return err({ type: 'refused', reason: { type: 'practiceMixed' } });
  }
  const joined = profileOf(session);
  if (joined !== null && joined.id !== profile.value.id) {
    return err({ type: 'refused', reason: { type: 'otherMechanism' } });
  }
  const allowed = await allowAddresses(session, profile.value);
  if (!allowed.ok) return allowed;
  const done = await session.ledger.exclusive(() => commitTrust(session, profileChanges(session, profile.value)));
  return done.ok ? ok(profile.value) : done;
}

export const profileChanges = (session: Session, profile: MechanismProfile): ReadonlyMap<string, Json | null> =>
  new Map([
    [PROFILE, profile as object as Json],
    ...activityChange(session, 'joinedMechanism', {
      name: Object.values(profile.names)[0] ?? '',
      practice: profile.practice,
    }),
  ]);
