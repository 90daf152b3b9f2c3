// Stage 2, why a roster or a credential does not count: one typed reason for each cause, so that a person can be told.
// What resolveTrust lets in and what is let in here is the same (a test lays them side by side); it is fast and silent,
// this is for the one thing that somebody has just brought.

import type { Digest, KeyId } from '../base/ids.ts';
import { isJsonObject, type Json, parseJson } from '../base/json.ts';
import { err, ok, type Result } from '../base/result.ts';
import { isPracticeKey, isSafePublicKey, keyIdOf, publicKeyBytes, type Signed, signedIdOf } from './envelope.ts';
import type { MechanismProfile } from './profile.ts';
import { lineOf, rootSetsAfter, rootsThatSigned } from './roots.ts';
import {
  type Credential,
  CREDENTIAL_TYPE,
  decodeCredential,
  isEndorsed,
  isWithin,
  resolveTrust,
  type Trust,
} from './roster.ts';
import { decodeRoster, isAfter, type Roster, ROSTER_TYPE } from './roster-body.ts';

export type RosterRefusal =
  | { readonly type: 'notARoster' }
  | { readonly type: 'unknownAlgorithm' }
  | { readonly type: 'rosterOfAnother' }
  | { readonly type: 'rosterUnsigned'; readonly have: number; readonly need: number }
  /** its successions do not hold, or lead another way than the one taken here */
  | { readonly type: 'rosterAstray' }
  | { readonly type: 'rosterOlder'; readonly version: number; readonly known: number }
  /** another roster of the same version */
  | { readonly type: 'rosterContradicts'; readonly version: number };

export type CredentialRefusal =
  | { readonly type: 'notACredential' }
  | { readonly type: 'unknownAlgorithm' }
  | { readonly type: 'unsafeKey' }
  | { readonly type: 'credentialOfAnother' }
  /** for a workshop's key under a real mechanism, or the other way round */
  | { readonly type: 'practiceMixed' }
  | { readonly type: 'credentialCircular' }
  | { readonly type: 'credentialForged' }
  | { readonly type: 'credentialUnsigned'; readonly have: number; readonly need: number }
  | { readonly type: 'credentialOverScoped'; readonly what: 'roles' | 'mesas' | 'countries' }
  /** whoever signed it is not known here: it waits */
  | { readonly type: 'credentialOrphan' }
  | { readonly type: 'credentialClosed' };

/** What is so by its dates. It is shown and refuses nothing: clocks and dates decide nothing. */
export type ValidityNote = { readonly type: 'credentialEarly' | 'credentialExpired'; readonly date: string };

/** Whether a roster goes on from what is trusted here. */
export async function judgeRoster(
  profile: MechanismProfile,
  trust: Pick<Trust, 'roster'>,
  signed: Signed,
): Promise<Result<Roster, RosterRefusal>> {
  if (signed.type !== ROSTER_TYPE)
    return err({ type: isOtherVersion(signed, ROSTER_TYPE) ? 'unknownAlgorithm' : 'notARoster' });
  const roster = decodeRoster(signed);
  if (roster === undefined) return err({ type: 'notARoster' });
  if (roster.mechanism !== profile.id) return err({ type: 'rosterOfAnother' });
  const known = trust.roster;
  if (!isOneLine(lineOf(roster.successions ?? []), lineOf(known?.successions ?? []))) {
    return err({ type: 'rosterAstray' });
  }
  const roots = (await rootSetsAfter(profile, roster.successions ?? []))?.at(-1);
  if (roots === undefined) return err({ type: 'rosterAstray' });
  const have = (await rootsThatSigned(signed, roots)).length;
  if (have < roots.threshold) return err({ type: 'rosterUnsigned', have, need: roots.threshold });
  if (known === null || isAfter(roster, known)) return ok(roster);
  if (isAfter(known, roster)) return err({ type: 'rosterOlder', version: roster.version, known: known.version });
  return isSameRoster(signed, known) ? ok(roster) : err({ type: 'rosterContradicts', version: roster.version });
}

/** @param credentials all that are here, this one among them or not */
export async function judgeCredential(
  profile: MechanismProfile,
  credentials: readonly Signed[],
  rosters: readonly Signed[],
  signed: Signed,
): Promise<Result<Credential, CredentialRefusal>> {
  if (signed.type !== CREDENTIAL_TYPE) {
    return err({ type: isOtherVersion(signed, CREDENTIAL_TYPE) ? 'unknownAlgorithm' : 'notACredential' });
  }
  if (hasUnsafeKey(signed)) return err({ type: 'unsafeKey' });
  const credential = decodeCredential(signed);
  if (credential === undefined) return err({ type: 'notACredential' });
  if (credential.mechanism !== profile.id) return err({ type: 'credentialOfAnother' });
  if (isPracticeKey(credential.card.key) !== profile.practice) return err({ type: 'practiceMixed' });
  const { kid, parents } = lineageOf(credential, credentials);
  if (parents.includes(kid)) return err({ type: 'credentialCircular' });
  const trust = await resolveTrust(profile, credentials, rosters);
  return credential.subject === 'organisation'
    ? judgeOrganisation(trust, profile, signed, credential)
    : judgeDevice(trust, profile, credentials, signed, credential);
}

/** What a credential's dates say beside a date that may itself be wrong. */
export function validityNote(
  { from, until }: Pick<Credential, 'from' | 'until'>,
  today: string,
): ValidityNote | undefined {
  if (from !== null && from > today) return { type: 'credentialEarly', date: from };
  return until !== null && until < today ? { type: 'credentialExpired', date: until } : undefined;
}

async function judgeOrganisation(
  trust: Trust,
  profile: MechanismProfile,
  signed: Signed,
  credential: Credential,
): Promise<Result<Credential, CredentialRefusal>> {
  const keys = trust.rootSets.flatMap((set) => set.keys);
  const parentKey = keys.find((key) => keyIdOf(key) === credential.parent);
  if (parentKey === undefined) return err({ type: 'credentialOrphan' });
  if (!(await isEndorsed(signed, credential, parentKey))) return err({ type: 'credentialForged' });
  if (profile.roots.binds !== 'all') return ok(credential);
  const enough = await Promise.all(
    trust.rootSets.map(async (set) => ({ have: (await rootsThatSigned(signed, set)).length, need: set.threshold })),
  );
  if (enough.some(({ have, need }) => have >= need)) return ok(credential);
  const { have = 0, need = 0 } = enough.at(-1) ?? {};
  return err({ type: 'credentialUnsigned', have, need });
}

async function judgeDevice(
  trust: Trust,
  profile: MechanismProfile,
  credentials: readonly Signed[],
  signed: Signed,
  credential: Credential,
): Promise<Result<Credential, CredentialRefusal>> {
  const organisation = await organisationOf(trust, profile, credentials, credential.parent);
  if (organisation === undefined) return err({ type: 'credentialOrphan' });
  if (!(await isEndorsed(signed, credential, organisation.card.key))) return err({ type: 'credentialForged' });
  if (!isWithin(credential.scope, organisation.scope)) {
    const wide = (['roles', 'mesas', 'countries'] as const).find(
      (what) => !isWithin({ ...organisation.scope, [what]: credential.scope[what] }, organisation.scope),
    );
    return err({ type: 'credentialOverScoped', what: wide ?? 'roles' });
  }
  const closing = trust.roster?.closings?.find(({ kid }) => kid === credential.parent);
  const isNamed = closing?.devices.includes(keyIdOf(credential.card.key)) ?? true;
  return isNamed ? ok(credential) : err({ type: 'credentialClosed' });
}

/** The organisation's credential that counts: as resolveTrust takes it, the latest. */
async function organisationOf(
  trust: Trust,
  profile: MechanismProfile,
  credentials: readonly Signed[],
  kid: KeyId,
): Promise<Credential | undefined> {
  const given = credentials
    .flatMap((signed) => {
      const credential = decodeCredential(signed);
      const isIt = credential?.subject === 'organisation' && keyIdOf(credential.card.key) === kid;
      return isIt ? [{ signed, credential, id: signedIdOf(signed.type, signed.body) }] : [];
    })
    .sort((a, b) => ((a.credential.from ?? '') + a.id < (b.credential.from ?? '') + b.id ? 1 : -1));
  for (const { signed, credential } of given) {
    if (credential.mechanism !== profile.id) continue;
    if ((await judgeOrganisation(trust, profile, signed, credential)).ok) return credential;
  }
  return undefined;
}

/** Whom a key's line of parents leads through, as it claims; a line that comes back to itself ends there. */
function lineageOf(credential: Credential, credentials: readonly Signed[]) {
  const kid = keyIdOf(credential.card.key);
  const parentOf = new Map<KeyId, KeyId>();
  for (const signed of credentials) {
    const other = decodeCredential(signed);
    if (other !== undefined) parentOf.set(keyIdOf(other.card.key), other.parent);
  }
  const parents: KeyId[] = [];
  let at: KeyId | undefined = credential.parent;
  while (at !== undefined && !parents.includes(at)) {
    parents.push(at);
    at = parentOf.get(at);
  }
  return { kid, parents };
}

/** Whether one of two lines of roots is the beginning of the other. */
const isOneLine = (one: readonly Digest[], other: readonly Digest[]): boolean =>
  one.every((id, at) => at >= other.length || id === other[at]);

const isSameRoster = (signed: Signed, known: Roster): boolean => {
  const other = decodeRoster(signed);
  return other !== undefined && JSON.stringify(other) === JSON.stringify(known); // both read from canonical texts
};

const isOtherVersion = ({ type }: Signed, known: string): boolean =>
  type.startsWith(known.slice(0, known.indexOf('=') + 1)) && type !== known;

function hasUnsafeKey({ body }: Signed): boolean {
  const parsed = parseJson(body, { size: 256 * 1024, depth: 10 });
  const card: Json | undefined = parsed.ok && isJsonObject(parsed.value) ? parsed.value['card'] : undefined;
  const key = isJsonObject(card) ? card['key'] : undefined;
  return typeof key === 'string' && publicKeyBytes(key) !== undefined && !isSafePublicKey(key);
}
