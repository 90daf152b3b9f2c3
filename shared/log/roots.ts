// Stage 2, the roots: who must sign what the whole mechanism rests on. A thing of the roots counts with as many
// signatures, of different roots, as their threshold asks for. The first set is the profile's, and the mechanism's id
// is its digest for ever. Roots change by a signed succession, by enough of the old set and enough of the new one; a
// roster carries the successions it stands on, so that it proves itself wherever it comes. What earlier roots
// endorsed stays good; a roster of later roots comes before any of earlier ones, whatever its version: so a thief of
// old roots can neither go on nor run ahead.

import { type Digest, isId } from '../base/ids.ts';
import { hasOnlyKeys, isJsonObject, type Json } from '../base/json.ts';
import { oncePerPair } from '../base/once.ts';
import {
  bodyOf,
  isPracticeKey,
  isSafePublicKey,
  isSignedBy,
  keyIdOf,
  type Signed,
  signedIdOf,
  type Signer,
  signText,
} from './envelope.ts';
import type { MechanismProfile } from './profile.ts';
import { askedOnce, type Verdicts, verdictOf } from './verdicts.ts';

export const SUCCESSION_TYPE = 'application/vnd.chasqui.roots+json;v=1';
const CAPS = { size: 16 * 1024, depth: 6 };
const MOST_ROOTS = 15;
const MOST_SUCCESSIONS = 16;

export interface RootSet {
  readonly keys: readonly string[];
  readonly threshold: number;
}

/** `generation`: 1 succeeds the profile's roots, 2 those, and so on. */
export interface Succession {
  readonly mechanism: Digest;
  readonly generation: number;
  readonly roots: RootSet;
}

/** Adds a signature to something begun elsewhere; once for each key. */
export async function addSignature(signed: Signed, signer: Signer): Promise<Signed> {
  const { signatures } = await signText(signed.type, signed.body, signer);
  const others = signed.signatures.filter(({ kid }) => kid !== signer.kid);
  return { ...signed, signatures: [...others, ...signatures] };
}

/** Which of the roots have signed it; each counts once, however often it signed. */
export async function rootsThatSigned(
  signed: Signed,
  { keys }: RootSet,
  verdicts?: Verdicts,
): Promise<readonly string[]> {
  const hasSigned = await Promise.all(keys.map((key) => isSignedByRoot(signed, key, verdicts)));
  return keys.filter((key, at) => hasSigned[at] && keys.indexOf(key) === at);
}

export const isSignedByEnough = async (signed: Signed, roots: RootSet, verdicts?: Verdicts): Promise<boolean> =>
  (await rootsThatSigned(signed, roots, verdicts)).length >= roots.threshold;

/** The sets of roots, from the profile's on, that these successions lead to; undefined where one does not hold. */
export async function rootSetsAfter(
  profile: Pick<MechanismProfile, 'id' | 'roots' | 'practice'>,
  successions: readonly Signed[],
  verdicts?: Verdicts,
): Promise<readonly RootSet[] | undefined> {
  const sets: RootSet[] = [profile.roots];
  if (successions.length > MOST_SUCCESSIONS) return undefined;
  for (const signed of successions) {
    const succession = decodeSuccession(signed);
    const before = sets.at(-1);
    if (succession === undefined || before === undefined) return undefined;
    if (succession.mechanism !== profile.id || succession.generation !== sets.length) return undefined;
    if ([...before.keys, ...succession.roots.keys].some((key) => isPracticeKey(key) !== profile.practice))
      return undefined;
    const isEnough =
      (await isSignedByEnough(signed, before, verdicts)) &&
      (await isSignedByEnough(signed, succession.roots, verdicts));
    if (!isEnough) return undefined;
    sets.push(succession.roots);
  }
  return sets;
}

export function decodeSuccession(signed: Signed): Succession | undefined {
  const value = bodyOf(signed, SUCCESSION_TYPE, CAPS);
  if (value === undefined || !hasOnlyKeys(value, ['mechanism', 'generation', 'roots'])) return undefined;
  const { mechanism, generation, roots } = value;
  if (!isId(mechanism) || !Number.isSafeInteger(generation) || Number(generation) < 1) return undefined;
  return isRootSet(roots) ? (value as object as Succession) : undefined;
}

function isRootSet(value: Json | undefined): boolean {
  if (!isJsonObject(value) || !hasOnlyKeys(value, ['keys', 'threshold'])) return false;
  const { keys, threshold } = value;
  if (!Array.isArray(keys) || keys.length > MOST_ROOTS || new Set(keys).size !== keys.length) return false;
  if (!keys.every((key) => typeof key === 'string' && isSafePublicKey(key))) return false;
  return Number.isInteger(threshold) && Number(threshold) >= 1 && Number(threshold) <= keys.length;
}

/** Ids of successions, to see whether one line of roots goes on from another. */
export const lineOf = (successions: readonly Signed[]): readonly Digest[] =>
  successions.map(({ type, body }) => signedIdOf<Digest>(type, body));

/** What a value's signatures say never changes: each is verified once for each root. */
const isSignedByRoot = oncePerPair(async (signed: Signed, key: string, verdicts?: Verdicts): Promise<boolean> => {
  const kid = keyIdOf(key);
  const claimed = signed.signatures.filter((signature) => signature.kid === kid);
  if (claimed.length === 0) return false;
  return askedOnce(
    verdicts,
    () => verdictOf('signed/1', signed, key),
    async () => {
      for (const signature of claimed) if (await isSignedBy(signed, signature, key)) return true;
      return false;
    },
  );
});
