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
  isSafePublicKey,
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
 */
export async function resolveTrust(
  profile: MechanismProfile,
  credentials: readonly Signed[],
  rosters: readonly Signed[],
): Promise<Trust> {
  const newest = await newestRoster(profile, rosters);
  const rootSets = newest?.rootSets ?? [profile.roots];
  const closings = new Map(newest?.roster.closings?.map((closing) => [closing.kid, new Set(closing.devices)]));
  // Later counts where one key has several: by the date it is valid from, then by id, so never by arrival.
  const ofMechanism = credentials
    .flatMap((signed) => readOnce(signed) ?? [])
    .filter(({ credential }) => credential.mechanism === profile.id)
    .sort((a, b) => compare(a.credential.from ?? '', b.credential.from ?? '') || compare(a.id, b.id));
  const organisations = new Map<KeyId, Credential>();
  for (const { kid, credential } of await endorsedByRoots(ofMechanism, profile, rootSets)) {
    organisations.set(kid, credential);
  }
  const isOfOrganisation = ({ kid, credential: { parent, scope } }: ReadCredential): boolean => {
    const organisation = organisations.get(parent);
    if (organisation === undefined || !isWithin(scope, organisation.scope)) return false;
    return closings.get(parent)?.has(kid) ?? true;
  };
  const keyOf = (parent: KeyId): string | undefined => organisations.get(parent)?.card.key;
  const authors = new Map<KeyId, Author>();
  for (const { kid, credential } of await endorsed(ofMechanism.filter(isOfOrganisation), 'device', keyOf)) {
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

async function newestRoster(profile: MechanismProfile, rosters: readonly Signed[]): Promise<NewestRoster | undefined> {
  let newest: NewestRoster | undefined;
  for (const signed of inOrderOfId(rosters)) {
    const roster = decodeRoster(signed);
    if (roster?.mechanism !== profile.id || !isAfter(roster, newest?.roster)) continue;
    const rootSets = await rootSetsAfter(profile, roster.successions ?? []);
    const roots = rootSets?.at(-1);
    if (rootSets !== undefined && roots !== undefined && (await isSignedByEnough(signed, roots)))
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
): Promise<readonly ReadCredential[]> {
  const keys = new Map(rootSets.flatMap((set) => set.keys.map((key): [KeyId, string] => [keyIdOf(key), key])));
  const named = await endorsed(list, 'organisation', (parent) => keys.get(parent));
  if (profile.roots.binds !== 'all') return named;
  const verdicts = await Promise.all(
    named.map(async ({ signed }) => {
      for (const set of rootSets) if (await isSignedByEnough(signed, set)) return true;
      return false;
    }),
  );
  return named.filter((_, at) => verdicts[at]);
}

interface ReadCredential {
  readonly signed: Signed;
  readonly id: string;
  readonly credential: Credential;
  /** of the key that it vouches for */
  readonly kid: KeyId;
}

/** What a signed value says, and whether a key signed it, never changes: read once and verified once for each value. */
const readOnce = oncePer((signed: Signed): ReadCredential | null => {
  const credential = decodeCredential(signed);
  if (credential === undefined) return null;
  return { signed, id: signedIdOf(signed.type, signed.body), credential, kid: keyIdOf(credential.card.key) };
});

const isEndorsedOnce = oncePerPair(
  ({ signed, credential }: ReadCredential, parentKey: string): Promise<boolean> =>
    isEndorsed(signed, credential, parentKey),
);

/** As many are given to the platform before the first is waited for: it verifies them beside this thread. */
const AT_ONCE = 500;

/** Those whose parent's key vouches for them, in their order; verified parent by parent, so that its key is at hand. */
async function endorsed(
  list: readonly ReadCredential[],
  subject: Credential['subject'],
  keyOf: (parent: KeyId) => string | undefined,
): Promise<readonly ReadCredential[]> {
  const asked = list.filter(({ credential }) => credential.subject === subject);
  const byParent = asked.toSorted((a, b) => compare(a.credential.parent, b.credential.parent));
  const good = new Set<ReadCredential>();
  for (let at = 0; at < byParent.length; at += AT_ONCE) {
    const some = byParent.slice(at, at + AT_ONCE);
    const verdicts = await Promise.all(
      some.map((read) => {
        const parentKey = keyOf(read.credential.parent);
        return parentKey === undefined ? Promise.resolve(false) : isEndorsedOnce(read, parentKey);
      }),
    );
    for (const [place, read] of some.entries()) if (verdicts[place] === true) good.add(read);
  }
  return asked.filter((read) => good.has(read));
}

export async function isEndorsed(signed: Signed, credential: Credential, parentKey: string): Promise<boolean> {
  const signature =
    credential.subject === 'organisation'
      ? signed.signatures.find(({ kid }) => kid === credential.parent)
      : signed.signatures[0];
  if (signature === undefined || signature.kid !== credential.parent) return false;
  if (!isSafePublicKey(credential.card.key)) return false;
  const card: Signed = {
    type: CARD_TYPE,
    body: canonicalText(credential.card as object as Json),
    signatures: [{ kid: keyIdOf(credential.card.key), sig: credential.proof }],
  };
  return (await decodeCard(card)) !== undefined && (await isSignedBy(signed, signature, parentKey));
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
