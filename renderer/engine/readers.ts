// Who can be handed a bundle: the readers that the profile names, and, for receipts and records on their way
// back, enrolled devices that gave an age recipient of the mechanism's suite with their card. What is for the secretariat
// is sealed for every device of it that the roots named: of three people with three laptops, each takes it in.

import { type KeyId, shortCodeOf } from '#shared/base/ids.ts';
import { MAX_RECIPIENTS } from '#shared/bundle/manifest.ts';
import type { Reader } from '#shared/log/profile.ts';
import type { Scope } from '#shared/log/roster.ts';
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
    ({ kid, name, organisation, recipient, scope }): readonly KnownReader[] =>
      recipient === null ||
      taken.has(recipient) ||
      taken.has(kid) ||
      !isOfSuite(recipient, profile.suite) ||
      trust.revocations.has(kid)
        ? []
        : [{ id: kid, name: `${name} · ${organisation}`, recipient, role: roleOf(scope), kid, organisation }],
  );
  return toldApart([...named, ...devices]).filter(({ kid }) => kid !== device.kid);
}

/** Two laptops of one name, with the short code of each. */
function toldApart(readers: readonly KnownReader[]): readonly KnownReader[] {
  const counts = new Map<string, number>();
  for (const { name } of readers) counts.set(name, (counts.get(name) ?? 0) + 1);
  return readers.map((reader) =>
    counts.get(reader.name) === 1 || reader.kid === null
      ? reader
      : { ...reader, name: `${reader.name} (${shortCodeOf(reader.kid)})` },
  );
}

const roleOf = ({ roles }: Scope): KnownReader['role'] =>
  roles.includes('secretariat') ? 'secretariat' : 'organisation';

/** A secretariat's device that reads as long as no other took its place, and is sealed for beside none. */
export const isRevokedOffice = ({ trust }: Pick<Session, 'trust'>, { kid, role }: Reader): boolean =>
  role === 'secretariat' && kid !== undefined && trust.revocations.has(kid);

/** Age recipients of a bundle for this reader: its own first. What one header can hold is enough for any secretariat. */
export function recipientsFor(session: Session, { recipient, role }: KnownReader): readonly string[] {
  if (role !== 'secretariat') return [recipient];
  const offices = mechanismReaders(session).filter(
    (each) => each.role === 'secretariat' && !isRevokedOffice(session, each),
  );
  return [...new Set([recipient, ...offices.map((each) => each.recipient)])].slice(0, MAX_RECIPIENTS);
}

export const readersView = (session: Session): HandOverView['readers'] =>
  readersOf(session).map(({ id, name, role }) => ({ id, name, role }));
