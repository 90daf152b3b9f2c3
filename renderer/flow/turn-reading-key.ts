// Changes the key that bundles for the secretariat are sealed with, or names this notebook's where another's is named, as
// after a loss. First the vault makes the new key and keeps the old one for reading; then a roster, signed by the roots,
// names it to everybody. Stopped between the two, the old key is in force and the new one waits to be named: asking again
// names it and makes no other. Whoever has not heard yet seals for the old key, and is read.

import { err } from '#shared/base/result.ts';
import type { MechanismProfile, Reader } from '#shared/log/profile.ts';
import { ROSTER_TYPE } from '#shared/log/roster-body.ts';
import type { RosterOutcome } from '../engine/root-door.ts';
import { type Done, isSecretariat, mechanismReaders, profileOf, selfOf, type Session } from '../engine/session.ts';
import { keptSignings } from '../engine/signing-shelf.ts';
import { signRoster } from './sign-roster.ts';

export async function turnReadingKey(session: Session): Done<RosterOutcome> {
  const profile = profileOf(session);
  if (profile === null) return err({ type: 'noMechanism' });
  if (!isSecretariat(session)) return err({ type: 'refused', reason: { type: 'notSecretariat' } });
  if (isRosterHalfSigned(session)) return err({ type: 'refused', reason: { type: 'signingUnderWay' } });
  const recipient = ownRecipient(session, profile);
  if (mechanismReaders(session).some((reader) => reader.recipient === recipient)) {
    const turned = await session.desktop.readingKeyTurn({ from: recipient });
    if (!turned.ok) return turned;
    session.device = { ...session.device, ...turned.value };
  }
  return signRoster(session, () => ({ type: 'read', readers: readersWithThis(session, profile) }), [
    'turnedReadingKey',
    {},
  ]);
}

const ownRecipient = ({ device }: Session, { suite }: MechanismProfile): string =>
  suite === 'classic' ? device.classicRecipient : device.recipient;

/** This notebook in its own place, or in that of a secretariat's that was revoked; the others as they are. */
function readersWithThis(session: Session, profile: MechanismProfile): readonly Reader[] {
  const { device, trust } = session;
  const recipient = ownRecipient(session, profile);
  const isReplaced = ({ kid, role }: Reader): boolean =>
    kid !== undefined && (kid === device.kid || (role === 'secretariat' && trust.revocations.has(kid)));
  const before = mechanismReaders(session);
  const own: Reader = {
    name: before.find(({ kid }) => kid === device.kid)?.name ?? selfOf(session)?.name ?? '',
    recipient,
    kid: device.kid,
    role: 'secretariat',
  };
  const at = before.findIndex(isReplaced);
  const others = before.filter((reader) => !isReplaced(reader) && reader.recipient !== recipient);
  return at < 0 ? [...others, own] : others.toSpliced(at, 0, own);
}

const isRosterHalfSigned = ({ ledger }: Session): boolean =>
  [...keptSignings(ledger.store).values()].some(
    ({ thing }) => thing.type === ROSTER_TYPE && thing.signatures.length > 0,
  );
