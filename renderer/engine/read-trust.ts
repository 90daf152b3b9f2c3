// What the profile page reads: the mechanism, this device; and, a page at a time, every author with what was heard of it.

import { fold } from '#shared/base/folding.ts';
import { oncePer } from '#shared/base/once.ts';
import type { Author, Trust } from '#shared/log/roster.ts';
import { shownNameOf } from './authors.ts';
import { languageOf } from './language.ts';
import { collatorOf } from './list-records.ts';
import { rootPlace } from './offices.ts';
import { isRevokedOffice } from './readers.ts';
import { lastClaims } from './read-silence.ts';
import { mayInvite } from './read-enrolment.ts';
import { isOwn, isSecretariat, mechanismReaders, profileOf, selfOf, type Session } from './session.ts';
import { DEVICE_NAME } from './shelf-names.ts';
import { areRootsOnSticks, keptSignings } from './signing-shelf.ts';
import type { AuthorsPage, AuthorsQuery, TrustView } from './trust-views.ts';

/** Authors, and keys that nobody knows, answered at once. */
const SHOWN = 20;
const DECIDED_SHOWN = 50;
const ALONE_SHOWN = 5;

export function readTrust(session: Session): TrustView {
  const { trust, device, ledger } = session;
  const profile = profileOf(session);
  const name = ledger.store.shelf.get(DEVICE_NAME);
  return {
    profile,
    readers: mechanismReaders(session),
    device: {
      kid: device.kid,
      recipient: profile?.suite === 'classic' ? device.classicRecipient : device.recipient,
      name: selfOf(session)?.name ?? (typeof name === 'string' ? name : null),
    },
    self: selfOf(session),
    isSecretariat: isSecretariat(session),
    rootPlace: profile === null ? null : rootPlace(session, profile),
    offices: officesOf(session),
    leaving: mechanismReaders(session).flatMap((reader) => (isRevokedOffice(session, reader) ? [reader.name] : [])),
    mayInvite: mayInvite(session),
    roster: rosterView(session.trust),
    hasKeys: (profile !== null && areRootsOnSticks(profile, trust)) || keptSignings(ledger.store).size > 0,
    stewardsAlone: stewardsAlone(session.trust),
    mechanism: trust.mechanism,
  };
}

function officesOf(session: Session): TrustView['offices'] {
  const readers = mechanismReaders(session);
  const { authors, revocations } = session.trust;
  return [...authors.values()]
    .filter(({ kid, scope }) => scope.roles.includes('secretariat') && !revocations.has(kid))
    .map(({ kid }) => ({
      kid,
      name: shownNameOf(session.trust, kid),
      reads: readers.some((reader) => reader.kid === kid),
    }));
}

const rosterView = oncePer(({ roster, authors }: Trust): TrustView['roster'] => {
  if (roster === null) return null;
  const decided = [
    ...roster.revocations.map((each) => ({ ...each, what: 'revoked' as const })),
    ...(roster.readmissions ?? []).map((each) => ({ ...each, what: 'readmitted' as const })),
  ];
  return {
    version: roster.version,
    at: roster.at ?? null,
    decided: decided
      .slice(-DECIDED_SHOWN)
      .reverse()
      .map(({ kid, what, reason }) => ({ kid, what, reason, name: authors.get(kid)?.name ?? null })),
  };
});

/** Organisations whose only steward could leave and take the key along. */
const stewardsAlone = oncePer(({ authors, revocations }: Trust): TrustView['stewardsAlone'] => {
  const stewards = new Map<string, number>();
  for (const { kid, organisation, scope } of authors.values()) {
    if (scope.roles.includes('steward') && !revocations.has(kid))
      stewards.set(organisation, (stewards.get(organisation) ?? 0) + 1);
  }
  const alone = [...stewards].flatMap(([name, count]) => (count === 1 ? [name] : []));
  return { names: alone.slice(0, ALONE_SHOWN), total: alone.length };
});

export async function readAuthors(
  session: Session,
  { text = '', from = 0, count = SHOWN }: AuthorsQuery,
): Promise<AuthorsPage> {
  const { trust, ledger } = session;
  const all = await authorsInOrder(session);
  const wanted = fold(text.trim());
  const found = wanted === '' ? all : all.filter((author) => foldedOf(author).includes(wanted));
  const shown = found.slice(from, from + count);
  const devices = devicesByOrganisation(trust.authors);
  const claims = await lastClaims(
    session,
    shown.map(({ kid }) => kid),
  );
  const unknown = unknownIn(session);
  return {
    total: found.length,
    authors: shown.map((author) => ({
      ...author,
      changesets: ledger.store.logs.countOf(author.kid),
      revoked: trust.revocations.has(author.kid),
      lastHeard: claims.get(author.kid)?.time ?? null,
      devices: devices.get(author.organisation) ?? 1,
    })),
    unknown: unknown.slice(0, SHOWN),
    unknownTotal: unknown.length,
  };
}

/** Names of organisations in which a text is; the first so many. */
export async function readOrganisations(session: Session, text: string): Promise<readonly string[]> {
  const wanted = fold(text.trim());
  const names = new Set((await authorsInOrder(session)).map(({ organisation }) => organisation));
  return [...names].filter((name) => fold(name).includes(wanted)).slice(0, SHOWN);
}

function unknownIn(session: Session): AuthorsPage['unknown'] {
  const { trust, ledger } = session;
  const { store } = ledger;
  const heard = new Set([...store.held().map(({ author }) => author), ...store.logs.keys()]);
  return [...heard].filter((kid) => !trust.authors.has(kid) && !isOwn(session, kid));
}

/** Sorted once for each trust. */
async function authorsInOrder(session: Session): Promise<readonly Author[]> {
  const { compare } = collatorOf(await languageOf(session));
  return sorted(session.trust.authors)(compare);
}

const sorted = oncePer((authors: Session['trust']['authors']) => {
  let inOrder: readonly Author[] | undefined;
  return (compare: (a: string, b: string) => number): readonly Author[] =>
    (inOrder ??= [...authors.values()].sort(
      (a, b) => compare(a.organisation, b.organisation) || compare(a.name, b.name),
    ));
});

const foldedOf = oncePer(({ name, organisation }: Author) => fold(`${organisation} ${name}`));

const devicesByOrganisation = oncePer((authors: Session['trust']['authors']) => {
  const devices = new Map<string, number>();
  for (const { organisation } of authors.values()) devices.set(organisation, (devices.get(organisation) ?? 0) + 1);
  return devices;
});
