// Changes the key that bundles for the secretariat are sealed with, names this notebook's where another's is named, as
// after a loss, or lets another of the secretariat's devices read beside those that do. First the vault makes the new key
// and keeps the old one for reading; then a roster, signed by the roots, names it to everybody. Stopped between the two,
// the old key is in force and the new one waits to be named: asking again names it and makes no other. Whoever has not
// heard yet seals for the old key, and is read.

import type { KeyId } from '#shared/base/ids.ts';
import { err } from '#shared/base/result.ts';
import type { MechanismProfile, Reader } from '#shared/log/profile.ts';
import { isOfSuite, ROSTER_TYPE } from '#shared/log/roster-body.ts';
import { isRevokedOffice } from '../engine/readers.ts';
import type { RosterOutcome } from '../engine/root-door.ts';
import { type Done, mechanismReaders, profileOf, selfOf, type Session } from '../engine/session.ts';
import { keptSignings } from '../engine/signing-shelf.ts';
import { signRoster, whyNotSigning } from './sign-roster.ts';

const refused = (type: string) => err({ type: 'refused', reason: { type } } as const);

export async function turnReadingKey(session: Session): Done<RosterOutcome> {
  const profile = profileOf(session);
  if (profile === null) return err({ type: 'noMechanism' });
  const cause = whyNotNaming(session, profile);
  if (cause !== null) return refused(cause);
  const recipient = ownRecipient(session, profile);
  if (mechanismReaders(session).some((reader) => reader.recipient === recipient)) {
    const turned = await session.desktop.readingKeyTurn({ from: recipient });
    if (!turned.ok) return turned;
    session.device = { ...session.device, ...turned.value };
  }
  const { kid } = session.device;
  const isNew = mechanismReaders(session).every((reader) => reader.kid !== kid);
  const own: Reader = {
    name: mechanismReaders(session).find((reader) => reader.kid === kid)?.name ?? selfOf(session)?.name ?? '',
    recipient: ownRecipient(session, profile),
    kid,
    role: 'secretariat',
  };
  return signRoster(
    session,
    () => ({ type: 'read', readers: readersWith(session, own) }),
    isNew ? ['letRead', { name: own.name }] : ['turnedReadingKey', {}],
  );
}

/** Another device of the secretariat reads too, from now on. */
export async function letRead(session: Session, kid: KeyId): Done<RosterOutcome> {
  const profile = profileOf(session);
  if (profile === null) return err({ type: 'noMechanism' });
  const cause = whyNotNaming(session, profile);
  if (cause !== null) return refused(cause);
  const author = session.trust.authors.get(kid);
  const isOffice = author?.scope.roles.includes('secretariat') === true && !session.trust.revocations.has(kid);
  if (!isOffice || author.recipient === null || !isOfSuite(author.recipient, profile.suite))
    return refused('unknownReader');
  const { name, recipient } = author;
  const reader: Reader = { name, recipient, kid, role: 'secretariat' };
  return signRoster(session, () => ({ type: 'read', readers: readersWith(session, reader) }), ['letRead', { name }]);
}

function whyNotNaming(session: Session, profile: MechanismProfile) {
  return whyNotSigning(session, profile) ?? (isRosterHalfSigned(session) ? 'signingUnderWay' : null);
}

const ownRecipient = ({ device }: Session, { suite }: MechanismProfile): string =>
  suite === 'classic' ? device.classicRecipient : device.recipient;

/** A reader in its own place, or in that of a secretariat's device that was revoked; the others as they are. */
function readersWith(session: Session, added: Reader): readonly Reader[] {
  const isReplaced = (reader: Reader): boolean => reader.kid === added.kid || isRevokedOffice(session, reader);
  const before = mechanismReaders(session);
  const at = before.findIndex(isReplaced);
  const others = before.filter((reader) => !isReplaced(reader) && reader.recipient !== added.recipient);
  return at < 0 ? [...others, added] : others.toSpliced(at, 0, added);
}

const isRosterHalfSigned = ({ ledger }: Session): boolean =>
  [...keptSignings(ledger.store).values()].some(
    ({ thing }) => thing.type === ROSTER_TYPE && thing.signatures.length > 0,
  );
