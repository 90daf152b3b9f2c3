// Who can be handed a bundle: the readers that the profile names, and, for receipts and records on their way
// back, enrolled devices that gave an age recipient of the mechanism's suite with their card.

import type { KeyId } from '#shared/base/ids.ts';
import { isOfSuite } from '#shared/log/roster-body.ts';
import type { HandOverView } from './carry-views.ts';
import { mechanismReaders, profileOf, type Session } from './session.ts';

export interface KnownReader {
  /** short: recipients of the hybrid suite are two thousand characters */
  readonly id: string;
  readonly name: string;
  readonly recipient: string;
  readonly role: 'secretariat' | 'organisation';
  /** the device that signs its receipts */
  readonly kid: KeyId | null;
  readonly organisation: string | null;
}

export function readersOf(session: Session): readonly KnownReader[] {
  const profile = profileOf(session);
  if (profile === null) return [];
  const { trust, device } = session;
  const named = mechanismReaders(session).map((reader): KnownReader => {
    const kid =
      reader.kid ?? [...trust.authors.values()].find(({ recipient }) => recipient === reader.recipient)?.kid ?? null;
    const organisation = kid === null ? null : (trust.authors.get(kid)?.organisation ?? null);
    return {
      id: reader.kid ?? reader.recipient,
      name: reader.name,
      recipient: reader.recipient,
      role: reader.role,
      kid,
      organisation,
    };
  });
  const taken = new Set<string | null>(named.flatMap(({ id, recipient, kid }) => [id, recipient, kid]));
  const devices = [...trust.authors.values()].flatMap(
    ({ kid, name, organisation, recipient }): readonly KnownReader[] =>
      recipient === null ||
      taken.has(recipient) ||
      taken.has(kid) ||
      !isOfSuite(recipient, profile.suite) ||
      trust.revocations.has(kid)
        ? []
        : [{ id: kid, name: `${name} · ${organisation}`, recipient, role: 'organisation', kid, organisation }],
  );
  return [...named, ...devices].filter(({ kid }) => kid !== device.kid);
}

export const readersView = (session: Session): HandOverView['readers'] =>
  readersOf(session).map(({ id, name, role }) => ({ id, name, role }));
