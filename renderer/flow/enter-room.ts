// Enters the room of a workshop, whose code lets this device vouch for itself. What was practised before stays. Entering
// again, by another address or under another name, is as good; another workshop's room needs a notebook begun anew.

import type { Json } from '#shared/base/json.ts';
import { err, ok } from '#shared/base/result.ts';
import { signedIdOf } from '#shared/log/envelope.ts';
import { decodeProfile } from '#shared/log/profile.ts';
import { signCard } from '#shared/log/roster.ts';
import {
  deviceSigner,
  type Done,
  isSecretariat,
  isWorkshop,
  profileOf,
  type Session,
  trustOf,
} from '../engine/session.ts';
import { CREDENTIAL, DEVICE_NAME } from '../engine/shelf-names.ts';
import { commitTrust } from './commit-trust.ts';
import { profileChanges } from './join-mechanism.ts';
import { cardOf, nameOfCard } from './make-card.ts';

const refused = (reason: { readonly type: string }) => err({ type: 'refused', reason: { ...reason } } as const);

export async function enterRoom(session: Session, way: string, name: string): Done<null> {
  if (!isWorkshop(session)) return refused({ type: 'onlyInWorkshop' });
  const device = nameOfCard(name);
  if (device === undefined) return refused({ type: 'noName' });
  const card = await signCard(cardOf(session, device, 'hybrid'), deviceSigner(session));
  const entered = await session.desktop.roomJoin({ way, card });
  if (!entered.ok) return refused(entered.error);
  const profile = decodeProfile(entered.value.profile);
  if (!profile.ok) return refused(profile.error);
  const joined = profileOf(session);
  if ((joined !== null && joined.id !== profile.value.id) || isSecretariat(session))
    return refused({ type: 'otherMechanism' });
  return session.ledger.exclusive(async () => {
    const shelf = new Map<string, Json | null>([
      ...profileChanges(session, profile.value),
      [DEVICE_NAME, device],
      ...entered.value.credentials.map((signed): [string, Json] => [
        `${CREDENTIAL}${signedIdOf(signed.type, signed.body)}`,
        signed as object as Json,
      ]),
    ]);
    const trust = await trustOf(session.ledger.store, shelf);
    if (!trust.authors.has(session.device.kid)) return refused({ type: 'notARoom' });
    const done = await commitTrust(session, shelf);
    return done.ok ? ok(null) : done;
  });
}
