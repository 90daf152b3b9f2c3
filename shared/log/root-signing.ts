// Stage 2, what roots are asked to sign together: an organisation's credential, a roster, or a change of roots, with the
// signatures that are there so far. Half signed it is a file like any other, worth nothing until enough have signed, so
// it may go from one root's laptop to another's. What is shown to whoever signs is read from the very text that is
// signed, never from what somebody says of it.

import { type Digest, digestOfText, type KeyId } from '../base/ids.ts';
import { canonicalText, hasOnlyKeys, isJsonObject, type Json, parseCanonical, parseJson } from '../base/json.ts';
import { isSigned, keyIdOf, type Signed } from './envelope.ts';
import { decodeProfile, type MechanismProfile } from './profile.ts';
import { decodeRoster, type Roster, ROSTER_TYPE } from './roster-body.ts';
import { CREDENTIAL_TYPE, decodeCredential, type Role } from './roster.ts';
import { decodeSuccession, type RootSet, rootSetsAfter, rootsThatSigned, SUCCESSION_TYPE } from './roots.ts';

const SIGNING_FORMAT = 'chasqui-signing/1';

export interface RootSigning {
  readonly thing: Signed;
  /** what takes effect together with it: the device's credential under a new organisation's */
  readonly along: readonly Signed[];
  /** of a mechanism that is being founded: nobody knows it yet */
  readonly profile: MechanismProfile | null;
}

export type SigningFacts =
  | { readonly type: 'organisation'; readonly name: string; readonly roles: readonly Role[] }
  | {
      readonly type: 'roster';
      readonly version: number;
      /** what it decides beside the roster that counts now */
      readonly decided: readonly {
        readonly what: 'revoked' | 'readmitted' | 'closed';
        readonly kid: KeyId;
        readonly reason: string;
      }[];
      readonly isSuccession: boolean;
      /** whom bundles are sealed for from then on, where that changes; `key`: digest of the age recipient */
      readonly reads?: readonly { readonly name: string; readonly key: Digest }[];
    }
  | { readonly type: 'succession'; readonly roots: RootSet };

/** How many of a set of roots have signed, and how many must. */
export interface SigningProgress {
  readonly roots: RootSet;
  readonly signed: readonly string[];
  readonly need: number;
}

/** What a text to be signed says; undefined: nothing that roots sign. */
export function signingFacts(thing: Signed, known: Roster | null): SigningFacts | undefined {
  if (thing.type === ROSTER_TYPE) {
    const roster = decodeRoster(thing);
    return roster && rosterFacts(roster, known);
  }
  if (thing.type === SUCCESSION_TYPE) {
    const succession = decodeSuccession(thing);
    return succession && { type: 'succession', roots: succession.roots };
  }
  const credential = decodeCredential(thing);
  if (credential?.subject !== 'organisation') return undefined;
  return { type: 'organisation', name: credential.card.name, roles: credential.scope.roles };
}

/** Who must sign it, set by set, and who has; undefined where it can never be enough. */
export async function signingProgress(
  thing: Signed,
  profile: MechanismProfile,
  rootSets: readonly RootSet[],
): Promise<readonly SigningProgress[] | undefined> {
  const now = rootSets.at(-1) ?? profile.roots;
  const count = async (roots: RootSet, need = roots.threshold): Promise<SigningProgress> => ({
    roots,
    signed: await rootsThatSigned(thing, roots),
    need,
  });
  if (thing.type === CREDENTIAL_TYPE) return [await count(now, profile.roots.binds === 'all' ? now.threshold : 1)];
  if (thing.type === SUCCESSION_TYPE) {
    const next = decodeSuccession(thing);
    return next && [await count(now), await count(next.roots)];
  }
  const sets = await rootSetsAfter(profile, decodeRoster(thing)?.successions ?? []);
  const last = sets?.at(-1);
  return last && [await count(last)];
}

export const isEnough = (progress: readonly SigningProgress[]): boolean =>
  progress.every(({ signed, need }) => signed.length >= need);

/** An organisation's credential names the first root that signs it: until one has, it may be any. */
export function begunBy(thing: Signed, root: KeyId): Signed {
  const parsed = parseCanonical(thing.body, { size: 256 * 1024, depth: 10 });
  if (thing.type !== CREDENTIAL_TYPE || thing.signatures.length > 0 || !parsed.ok || !isJsonObject(parsed.value))
    return thing;
  return { ...thing, body: canonicalText({ ...parsed.value, parent: root }) };
}

export const signingToText = ({ thing, along, profile }: RootSigning): string =>
  canonicalText({ format: SIGNING_FORMAT, thing, along, profile } as object as Json);

/** What somebody hands over half signed; undefined where it is no such thing. */
export function textToSigning(text: string): RootSigning | undefined {
  const parsed = parseJson(text.trim(), { size: 1024 * 1024, depth: 14 });
  const value = parsed.ok ? parsed.value : null;
  if (!isJsonObject(value) || !hasOnlyKeys(value, ['format', 'thing', 'along', 'profile'])) return undefined;
  const { format, thing, along, profile } = value;
  if (format !== SIGNING_FORMAT || !isSigned(thing)) return undefined;
  if (!Array.isArray(along) || along.length > MOST_ALONG || !along.every(isSigned)) return undefined;
  const decoded = profile === null ? null : decodeProfile(JSON.stringify(profile));
  if (decoded?.ok === false) return undefined;
  const signing = { thing, along, profile: decoded?.value ?? null } as object as RootSigning;
  return signingFacts(signing.thing, null) === undefined ? undefined : signing;
}

const MOST_ALONG = 5;

function rosterFacts(roster: Roster, known: Roster | null): SigningFacts {
  const isNew = (list: readonly { readonly kid: KeyId; readonly reason: string }[] = []) => {
    const before = new Set(list.map((each) => JSON.stringify(each)));
    return (each: { readonly kid: KeyId }): boolean => !before.has(JSON.stringify(each));
  };
  const told =
    (what: 'revoked' | 'readmitted' | 'closed') => (each: { readonly kid: KeyId; readonly reason: string }) => ({
      what,
      kid: each.kid,
      reason: each.reason,
    });
  const before = new Set(known?.readers?.map(({ recipient }) => recipient));
  const readers = roster.readers ?? [];
  const isChanged = readers.length !== before.size || readers.some(({ recipient }) => !before.has(recipient));
  const reads = isChanged ? readers.map(({ name, recipient }) => ({ name, key: digestOfText(recipient) })) : [];
  return {
    type: 'roster',
    version: roster.version,
    decided: [
      ...roster.revocations.filter(isNew(known?.revocations)).map(told('revoked')),
      ...(roster.readmissions ?? []).filter(isNew(known?.readmissions)).map(told('readmitted')),
      ...(roster.closings ?? []).filter(isNew(known?.closings)).map(told('closed')),
    ],
    isSuccession: (roster.successions?.length ?? 0) > (known?.successions?.length ?? 0),
    ...(reads.length === 0 ? {} : { reads }),
  };
}

/** Its place in a set of roots, from one on, as its stick is called; 0: none of them. */
export const rootNumber = ({ keys }: RootSet, kid: KeyId): number => keys.findIndex((key) => keyIdOf(key) === kid) + 1;
