// Stage 2, who may sign, as of when. Credentials form the chain root → organisation → device, each signed by
// its parent with a scope no wider than the parent's and the subject's own proof that it holds the key. The
// roster, signed by the roots with a version that only rises, revokes by (device, last good seq, its hash):
// what came before stays valid, what comes after is held. It also readmits, and closes an organisation's key. Dates of
// validity are shown and flagged; no clock ever refuses a changeset.

import { isId, type Digest, type KeyId } from '../base/ids.ts';
import { canonicalText, hasOnlyKeys, isJsonObject, type Json } from '../base/json.ts';
import { oncePer, oncePerPair } from '../base/once.ts';
import {
  bodyOf,
  isPracticeKey,
  isSafePublicKey,
  isSignatureOf,
  isSignedBy,
  keyIdOf,
  type Signed,
  signedIdOf,
  type Signer,
  signValue,
} from './envelope.ts';
import type { MechanismProfile } from './profile.ts';
import { decodeRoster, isAfter, isDateOrNull, type Revocation, type Roster } from './roster-body.ts';
import { isSignedByEnough, type RootSet, rootSetsAfter } from './roots.ts';
import { type Verdicts, verdictOf } from './verdicts.ts';

export const CREDENTIAL_TYPE = 'application/vnd.chasqui.credential+json;v=1';
export const CARD_TYPE = 'application/vnd.chasqui.card+json;v=1';

const CAPS = { size: 256 * 1024, depth: 10 };

export type Role = 'recorder' | 'coordinator' | 'steward' | 'secretariat' | 'trainer';
const ROLES: readonly Role[] = ['recorder', 'coordinator', 'steward', 'secretariat', 'trainer'];

export interface Scope {
  readonly roles: readonly Role[];
  /** working tables 1–4; empty: all */
  readonly mesas: readonly number[];
  /** ISO 3166-1 alpha-2; empty: all */
  readonly countries: readonly string[];
}

/** What a key says of itself, signed with itself: the proof of possession that a parent then endorses. */
export interface Card {
  readonly key: string;
  readonly name: string;
  /** age recipient of a device that can read bundles */
  readonly recipient: string | null;
}

export interface Credential {
  readonly mechanism: Digest;
  readonly subject: 'organisation' | 'device';
  readonly card: Card;
  /** the subject's signature over its card */
  readonly proof: string;
  readonly parent: KeyId;
  readonly scope: Scope;
  /** ISO dates, shown; null: open */
  readonly from: string | null;
  readonly until: string | null;
}

/** An author as the app shows it: a device under an organisation. */
export interface Author {
  readonly kid: KeyId;
  readonly key: string;
  readonly name: string;
  readonly organisation: string;
  readonly organisationKid: KeyId;
  readonly scope: Scope;
  readonly recipient: string | null;
  readonly from: string | null;
  readonly until: string | null;
}

/** What a set of signed credentials and rosters amounts to under one profile. */
export interface Trust {
  readonly mechanism: Digest | null;
  readonly authors: ReadonlyMap<KeyId, Author>;
  readonly rosterVersion: number;
  readonly revocations: ReadonlyMap<KeyId, Revocation>;
  /** the roster that counts, whole */
  readonly roster: Roster | null;
  /** from the profile's roots to those of now; empty: no profile */
  readonly rootSets: readonly RootSet[];
}

export const NO_TRUST: Trust = {
  mechanism: null,
  authors: new Map(),
  rosterVersion: 0,
  revocations: new Map(),
  roster: null,
  rootSets: [],
};

export const signCard = (card: Card, signer: Signer): Promise<Signed> =>
  signValue(CARD_TYPE, card as object as Json, signer);

export async function signCredential(
  card: Signed,
  facts: Omit<Credential, 'card' | 'proof' | 'parent'>,
  parent: Signer,
): Promise<Signed | undefined> {
  const decoded = await decodeCard(card);
  const proof = card.signatures[0]?.sig;
  if (decoded === undefined || proof === undefined) return undefined;
  const credential: Credential = { ...facts, card: decoded, proof, parent: parent.kid };
  return signValue(CREDENTIAL_TYPE, credential as object as Json, parent);
}

/** A card whose own signature holds; undefined otherwise. */
export async function decodeCard(card: Signed): Promise<Card | undefined> {
  const value = bodyOf(card, CARD_TYPE, CAPS);
  const signature = card.signatures[0];
  if (signature === undefined || !isCard(value)) return undefined;
  return (await isSignedBy(card, signature, value.key)) ? value : undefined;
}

/**
 * What may be trusted of these signed things. Order does not matter; what does not verify is left out. Of rosters, the
 * latest roots' count first, and of these the one with the greatest version.
 * @param verdicts what was verified before, and need not be again
 */
export async function resolveTrust(
  profile: MechanismProfile,
  credentials: readonly Signed[],
  rosters: readonly Signed[],
  verdicts?: Verdicts,
): Promise<Trust> {
  const newest = await newestRoster(profile, rosters, verdicts);
  const rootSets = newest?.rootSets ?? [profile.roots];
  const closings = new Map(newest?.roster.closings?.map((closing) => [closing.kid, new Set(closing.devices)]));
  const ofMechanism = ofOne(profile, credentials);
  const organisations = new Map<KeyId, Credential>();
  for (const { kid, credential } of await endorsedByRoots(ofMechanism, profile, rootSets, verdicts)) {
    organisations.set(kid, credential);
  }
  const isOfOrganisation = ({ kid, credential: { parent, scope } }: ReadCredential): boolean => {
    const organisation = organisations.get(parent);
    if (organisation === undefined || !isWithin(scope, organisation.scope)) return false;
    return closings.get(parent)?.has(kid) ?? true;
  };
  const keyOf = (parent: KeyId): string | undefined => organisations.get(parent)?.card.key;
  const authors = new Map<KeyId, Author>();
  for (const { kid, credential } of await endorsed(ofMechanism.filter(isOfOrganisation), 'device', keyOf, verdicts)) {
    const organisation = organisations.get(credential.parent) as Credential;
    authors.set(kid, {
      kid,
      key: credential.card.key,
      name: credential.card.name,
      organisation: organisation.card.name,
      organisationKid: credential.parent,
      scope: credential.scope,
      recipient: credential.card.recipient,
      from: credential.from,
      until: credential.until,
    });
  }
  const roster = newest?.roster ?? null;
  return {
    mechanism: profile.id,
    authors,
    rosterVersion: roster?.version ?? 0,
    revocations: new Map((roster?.revocations ?? []).map((revocation) => [revocation.kid, revocation])),
    roster,
    rootSets,
  };
}

/** Whether this device signed a thing of one signature; false too where nobody vouches for it. */
export async function isBy(signed: Signed, kid: KeyId, { authors }: Pick<Trust, 'authors'>): Promise<boolean> {
  const [signature] = signed.signatures;
  const key = authors.get(kid)?.key;
  return key !== undefined && signature !== undefined && isSignedBy(signed, signature, key);
}

/** Whether a changeset of this author at this place in its chain is past its revocation. */
export const isRevokedAt = (trust: Trust, kid: KeyId, seq: number): boolean => {
  const revocation = trust.revocations.get(kid);
  return revocation !== undefined && seq > revocation.seq;
};

export function decodeCredential(signed: Signed): Credential | undefined {
  const value = bodyOf(signed, CREDENTIAL_TYPE, CAPS);
  if (value === undefined) return undefined;
  if (!hasOnlyKeys(value, ['mechanism', 'subject', 'card', 'proof', 'parent', 'scope', 'from', 'until']))
    return undefined;
  const { mechanism, subject, card, proof, parent, scope, from, until } = value;
  if (!isId(mechanism) || !isId(parent) || !isCard(card) || typeof proof !== 'string') return undefined;
  if ((subject !== 'organisation' && subject !== 'device') || !isScope(scope)) return undefined;
  if (!isDateOrNull(from) || !isDateOrNull(until)) return undefined;
  return value as object as Credential;
}

interface NewestRoster {
  readonly roster: Roster;
  readonly rootSets: readonly RootSet[];
}

async function newestRoster(
  profile: MechanismProfile,
  rosters: readonly Signed[],
  verdicts: Verdicts | undefined,
): Promise<NewestRoster | undefined> {
  let newest: NewestRoster | undefined;
  for (const signed of inOrderOfId(rosters)) {
    const roster = decodeRoster(signed);
    if (roster?.mechanism !== profile.id || !isAfter(roster, newest?.roster)) continue;
    const rootSets = await rootSetsAfter(profile, roster.successions ?? [], verdicts);
    const roots = rootSets?.at(-1);
    if (rootSets !== undefined && roots !== undefined && (await isSignedByEnough(signed, roots, verdicts)))
      newest = { roster, rootSets };
  }
  return newest;
}

/**
 * Organisations that the roots endorsed, those of now or earlier ones: by as many as their threshold where the profile
 * says so, else by the one that it names as its parent.
 */
async function endorsedByRoots(
  list: readonly ReadCredential[],
  profile: MechanismProfile,
  rootSets: readonly RootSet[],
  verdicts: Verdicts | undefined,
): Promise<readonly ReadCredential[]> {
  const keys = new Map(rootSets.flatMap((set) => set.keys.map((key): [KeyId, string] => [keyIdOf(key), key])));
  const named = await endorsed(list, 'organisation', (parent) => keys.get(parent), verdicts);
  if (profile.roots.binds !== 'all') return named;
  const isEnough = await Promise.all(
    named.map(async ({ signed }) => {
      for (const set of rootSets) if (await isSignedByEnough(signed, set, verdicts)) return true;
      return false;
    }),
  );
  return named.filter((_, at) => isEnough[at]);
}

interface ReadCredential {
  readonly signed: Signed;
  readonly credential: Credential;
  /** of the key that it vouches for */
  readonly kid: KeyId;
}

/** What a signed value says, and whether a key signed it, never changes: read once and verified once for each value. */
const readOnce = oncePer((signed: Signed): ReadCredential | null => {
  const credential = decodeCredential(signed);
  return credential === undefined ? null : { signed, credential, kid: keyIdOf(credential.card.key) };
});

/** Where one key has several, the one that counts comes last: by the date it is valid from, then by id, so never by arrival. */
function ofOne({ id, practice }: MechanismProfile, credentials: readonly Signed[]): readonly ReadCredential[] {
  const byKid = new Map<KeyId, ReadCredential[]>();
  for (const signed of credentials) {
    const read = readOnce(signed);
    if (read?.credential.mechanism !== id || isPracticeKey(read.credential.card.key) !== practice) continue;
    const before = byKid.get(read.kid);
    if (before === undefined) byKid.set(read.kid, [read]);
    else before.push(read);
  }
  const order = (a: ReadCredential, b: ReadCredential): number =>
    compare(a.credential.from ?? '', b.credential.from ?? '') || compare(idOf(a), idOf(b));
  return [...byKid.values()].flatMap((several) => (several.length === 1 ? several : several.sort(order)));
}

const idOf = oncePer(({ signed }: ReadCredential): string => signedIdOf(signed.type, signed.body));

/** The parent's key under which it was found good in this session: nothing is asked twice. */
const goodUnder = new WeakMap<ReadCredential, string>();

function isKnownGood(read: ReadCredential, parentKey: string, verdicts: Verdicts | undefined): boolean {
  if (goodUnder.get(read) === parentKey) return true;
  if (verdicts?.has(verdictOf('endorsed/1', read.signed, parentKey)) !== true) return false;
  goodUnder.set(read, parentKey);
  return true;
}

const isEndorsedOnce = oncePerPair(({ signed, credential }: ReadCredential, parentKey: string) =>
  isEndorsed(signed, credential, parentKey),
);

/** As many are given to the platform before the first is waited for: it verifies them beside this thread. */
const AT_ONCE = 500;

/** Those whose parent's key vouches for them, in their order; verified parent by parent, so that its key is at hand. */
async function endorsed(
  list: readonly ReadCredential[],
  subject: Credential['subject'],
  keyOf: (parent: KeyId) => string | undefined,
  verdicts: Verdicts | undefined,
): Promise<readonly ReadCredential[]> {
  const good = new Set<ReadCredential>();
  const unknown: (readonly [read: ReadCredential, parentKey: string])[] = [];
  for (const read of list) {
    const parentKey = read.credential.subject === subject ? keyOf(read.credential.parent) : undefined;
    if (parentKey === undefined) continue;
    if (isKnownGood(read, parentKey, verdicts)) good.add(read);
    else unknown.push([read, parentKey]);
  }
  unknown.sort(([, a], [, b]) => compare(a, b));
  for (let at = 0; at < unknown.length; at += AT_ONCE) {
    const some = unknown.slice(at, at + AT_ONCE);
    const isGood = await Promise.all(some.map(([read, parentKey]) => isEndorsedOnce(read, parentKey)));
    for (const [place, [read, parentKey]] of some.entries()) {
      if (isGood[place] !== true) continue;
      good.add(read);
      goodUnder.set(read, parentKey);
      verdicts?.add(verdictOf('endorsed/1', read.signed, parentKey));
    }
  }
  return good.size === list.length ? list : list.filter((read) => good.has(read));
}

export async function isEndorsed(signed: Signed, credential: Credential, parentKey: string): Promise<boolean> {
  const signature =
    credential.subject === 'organisation'
      ? signed.signatures.find(({ kid }) => kid === credential.parent)
      : signed.signatures[0];
  if (signature === undefined || signature.kid !== credential.parent) return false;
  const { card, proof } = credential; // as decodeCard would read it: decoded with the credential it stands in
  const isProved = isSignatureOf(CARD_TYPE, canonicalText(card as object as Json), proof, card.key);
  return (await isProved) && (await isSignedBy(signed, signature, parentKey));
}

const inOrderOfId = (list: readonly Signed[]): readonly Signed[] =>
  list
    .map((signed) => ({ signed, id: signedIdOf(signed.type, signed.body) }))
    .sort((a, b) => compare(a.id, b.id))
    .map(({ signed }) => signed);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const isWithin = (inner: Scope, outer: Scope): boolean =>
  inner.roles.every((role) => outer.roles.includes(role)) &&
  isPart(inner.mesas, outer.mesas) &&
  isPart(inner.countries, outer.countries);

/** An empty list means all, so it is within another only where that one is empty too. */
const isPart = <T>(inner: readonly T[], outer: readonly T[]): boolean =>
  outer.length === 0 || (inner.length > 0 && inner.every((item) => outer.includes(item)));

function isCard(value: Json | undefined): value is Card & { readonly [key: string]: Json } {
  if (!isJsonObject(value) || !hasOnlyKeys(value, ['key', 'name', 'recipient'])) return false;
  const { key, name, recipient } = value;
  return (
    typeof key === 'string' &&
    isSafePublicKey(key) &&
    typeof name === 'string' &&
    name.length > 0 &&
    name.length <= 200 &&
    (recipient === null || (typeof recipient === 'string' && recipient.startsWith('age1') && recipient.length < 4000))
  );
}

const isScope = (value: Json | undefined): boolean =>
  isJsonObject(value) &&
  hasOnlyKeys(value, ['roles', 'mesas', 'countries']) &&
  Array.isArray(value['roles']) &&
  value['roles'].every((role) => ROLES.includes(role as Role)) &&
  Array.isArray(value['mesas']) &&
  value['mesas'].every((mesa) => Number.isInteger(mesa)) &&
  Array.isArray(value['countries']) &&
  value['countries'].every((country) => typeof country === 'string');
