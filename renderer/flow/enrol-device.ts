// The secretariat enrols a device: signs its card under an organisation and answers the text to give back.
// Devices of its own organisation are signed by that organisation's key, where it is in the vault. For another organisation,
// which has no steward with a key of its own yet, the root endorses a fresh organisation key that signs this one
// device and is then forgotten: nobody can sign anything more under it, and only the roots revoke.

import { type Bytes, bytesToBase64url } from '#shared/base/bytes.ts';
import type { Digest } from '#shared/base/ids.ts';
import { canonicalText, type Json, parseJson } from '#shared/base/json.ts';
import { err, ok } from '#shared/base/result.ts';
import { decodeSigned } from '#shared/bundle/json-lines.ts';
import {
  keyIdOf,
  practiceEncoding,
  practiceKeyOf,
  signedIdOf,
  type Signed,
  type Signer,
} from '#shared/log/envelope.ts';
import type { MechanismProfile } from '#shared/log/profile.ts';
import { decodeCard, decodeCredential, type Role, signCard, signCredential } from '#shared/log/roster.ts';
import { activityChange } from '../engine/activity.ts';
import { isByOffice, rootPlace } from '../engine/offices.ts';
import { chainOf, ownChain } from '../engine/own-chain.ts';
import {
  credentialsIn,
  type Done,
  isSecretariat,
  isWorkshop,
  profileOf,
  rostersIn,
  selfOf,
  type Session,
  vaultSigner,
} from '../engine/session.ts';
import { CREDENTIAL } from '../engine/shelf-names.ts';
import { areRootsOnSticks } from '../engine/signing-shelf.ts';
import { commitTrust } from './commit-trust.ts';
import { unsignedOrganisation } from './found-with-roots.ts';
import { ALL_ROLES } from './found-mechanism.ts';
import { nameOfCard } from './make-card.ts';
import { begun } from './sign-together.ts';

export async function enrolDevice(session: Session, text: string, role: Role, organisation: string): Done<string> {
  const profile = profileOf(session);
  if (profile === null) return err({ type: 'noMechanism' });
  if (!isSecretariat(session)) return err({ type: 'refused', reason: { type: 'notSecretariat' } });
  const name = nameOfCard(organisation);
  if (name === undefined) return err({ type: 'refused', reason: { type: 'noName' } });
  if (!isByOffice(session, name) && rootPlace(session, profile) === 'elsewhere')
    return err({ type: 'refused', reason: { type: 'rootElsewhere' } });
  const card = await cardIn(text);
  if (card === undefined) return err({ type: 'refused', reason: { type: 'notACard' } });
  if (mustSignTogether(session, profile, name))
    return waitForRoots(session, await endorse(session, profile, card, role, name), null);
  const chain = await endorse(session, profile, card, role, name);
  const facts = { name: (await decodeCard(card))?.name ?? '', organisation: name, role };
  const shelf = new Map<string, Json | null>([
    ...chain.map((signed): [string, Json] => [
      `${CREDENTIAL}${signedIdOf(signed.type, signed.body)}`,
      signed as object as Json,
    ]),
    ...activityChange(session, 'enrolledDevice', facts),
  ]);
  const done = await session.ledger.exclusive(() => commitTrust(session, shelf));
  if (!done.ok) return done;
  const given = [
    ...ownChain(session),
    ...chain,
    ...carriersFor(session, role, name),
    ...rostersIn(session.ledger.store),
  ];
  return ok(canonicalText([...new Set(given)] as readonly object[] as Json));
}

/** Credentials of those to whom it can hand over on the way here: its organisation's coordinators, a coordinator's peers. */
export function carriersFor(session: Session, role: Role, organisation: string): readonly Signed[] {
  const all = credentialsIn(session.ledger.store);
  return [...session.trust.authors.values()]
    .filter(({ scope }) => scope.roles.includes('coordinator'))
    .filter((author) => role === 'coordinator' || author.organisation === organisation)
    .slice(-MOST_CARRIERS)
    .flatMap(({ kid, organisationKid }) => chainOf(all, kid, organisationKid));
}

/** The text must still be one that people can hand to one another. */
const MOST_CARRIERS = 50;

/** A card as `makeCard` gives it, whose own signature holds. */
async function cardIn(text: string): Promise<Signed | undefined> {
  const parsed = parseJson(text.trim(), { size: 64 * 1024, depth: 6 });
  const signed = parsed.ok ? decodeSigned(parsed.value) : undefined;
  return signed !== undefined && (await decodeCard(signed)) !== undefined ? signed : undefined;
}

/** Whether roots on sticks must sign before somebody of this organisation is enrolled. */
export const mustSignTogether = (session: Session, profile: MechanismProfile, organisation: string): boolean =>
  areRootsOnSticks(profile, session.trust) && !isByOffice(session, organisation);

export const rootsNow = ({ trust }: Session, { roots }: MechanismProfile) => ({
  roots: trust.rootSets.at(-1) ?? roots,
});

/** The organisation's credential waits for them, and what it vouches for with it: which is the answer, if all goes well. */
export async function waitForRoots(
  session: Session,
  [thing, ...along]: readonly Signed[],
  invitation: Digest | null,
): Done<never> {
  if (thing === undefined) return err({ type: 'refused', reason: { type: 'notACard' } });
  const shelf = new Map([
    begun(session, { thing, along }, { invitation }),
    ...activityChange(session, 'begunOrganisation', { organisation: decodeCredential(thing)?.card.name ?? '' }),
  ]);
  const done = await session.ledger.exclusive(() => session.ledger.commit({ shelf }));
  if (!done.ok) return err(done.error);
  session.tell(['trust', 'activity']);
  return err({ type: 'refused', reason: { type: 'waitsForRoots' } });
}

/** The organisation's credential, then the device's; where the roots are on sticks, the first without a signature. */
export async function endorse(
  session: Session,
  profile: MechanismProfile,
  card: Signed,
  role: Role,
  organisation: string,
): Promise<readonly Signed[]> {
  const { desktop } = session;
  const everywhere = { mesas: [], countries: [] };
  const facts = { mechanism: profile.id, from: null, until: null };
  const device = { ...facts, subject: 'device', scope: { roles: [role], ...everywhere } } as const;
  const self = selfOf(session);
  if (self !== null && isByOffice(session, organisation)) {
    const credential = await signCredential(card, device, vaultSigner(desktop, 'organisation', self.organisationKid));
    return [...ownChain(session).slice(0, 1), ...listOf(credential)];
  }
  const rootKey = profile.roots.keys[0] ?? '';
  const office = await freshOrganisation(session);
  const officeCard = await signCard({ key: office.key, name: organisation, recipient: null }, office.signer);
  const roles = ALL_ROLES.filter((each) => each !== 'secretariat' || role === 'secretariat');
  const endorsement = { ...facts, scope: { roles, ...everywhere } };
  const endorsed = areRootsOnSticks(profile, session.trust)
    ? unsignedOrganisation(officeCard, rootsNow(session, profile), endorsement)
    : signCredential(
        officeCard,
        { ...endorsement, subject: 'organisation' },
        vaultSigner(desktop, 'root', keyIdOf(rootKey)),
      );
  return [...listOf(await endorsed), ...listOf(await signCredential(card, device, office.signer))];
}

/** Its private half cannot be exported and is gone when this flow has ended; of a workshop's notebook, a workshop's key. */
export async function freshOrganisation(
  session: Pick<Session, 'device'>,
): Promise<{ readonly key: string; readonly signer: Signer }> {
  const isPractice = isWorkshop(session);
  const pair = (await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify'])) as CryptoKeyPair;
  const bytes = bytesToBase64url(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)));
  const key = isPractice ? practiceKeyOf(bytes) : bytes;
  const forSide = (message: Bytes): Bytes => (isPractice ? practiceEncoding(message) : message);
  return {
    key,
    signer: {
      kid: keyIdOf(key),
      sign: async (message) => new Uint8Array(await crypto.subtle.sign('Ed25519', pair.privateKey, forSide(message))),
    },
  };
}

const listOf = <T>(item: T | undefined): readonly T[] => (item === undefined ? [] : [item]);
