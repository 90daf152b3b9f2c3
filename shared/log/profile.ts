// Stage 2, whom a device trusts: the mechanism profile, a small file (or pasted text, or QR) handed over by
// people. Its id is the digest of its root keys, so a profile cannot speak for another mechanism. The app
// records without one; joining later adds and drops nothing.

import { digestOfText, type Digest, isId, type KeyId } from '../base/ids.ts';
import { canonicalText, hasOnlyKeys, isJsonObject, type Json, parseJson, type JsonProblem } from '../base/json.ts';
import { err, ok, type Result } from '../base/result.ts';
import { isPracticeKey, isSafePublicKey, publicKeyBytes } from './envelope.ts';

export const PROFILE_FORMAT = 'chasqui-mechanism/1';

/** Hybrid (ML-KEM-768 + X25519) age recipients by default; classic X25519 only where a profile says so. */
export type Suite = 'hybrid' | 'classic';

/** Who can read bundles: an age recipient with a name people know. */
export interface Reader {
  readonly name: string;
  readonly recipient: string;
  /** the device that signs this reader's receipts, where it is known */
  readonly kid?: KeyId;
  readonly role: 'secretariat' | 'organisation';
}

export interface MechanismProfile {
  readonly format: typeof PROFILE_FORMAT;
  readonly id: Digest;
  readonly names: { readonly [language: string]: string };
  readonly roots: {
    readonly keys: readonly string[];
    readonly threshold: number;
    /** what needs as many roots as the threshold: all that they sign, or (absent) rosters alone */
    readonly binds?: 'all';
  };
  readonly suite: Suite;
  readonly readers: readonly Reader[];
  readonly letterboxes: readonly { readonly name: string; readonly url: string }[];
  readonly languages: readonly string[];
  /** true: a workshop's own root; what it signs is never real */
  readonly practice: boolean;
}

export type ProfileProblem =
  | JsonProblem
  | { readonly type: 'notAProfile' }
  | { readonly type: 'newerProfile' }
  | { readonly type: 'wrongProfileId' }
  | { readonly type: 'unsafeKey' }
  /** a workshop's keys under a real profile, or the other way round */
  | { readonly type: 'practiceMixed' }
  | { readonly type: 'mixedSuites' };

/**
 * Whether its roots can sign for its own side. Workshops founded before their keys were marked (an accept vector) are
 * read, and nothing is joined, signed or believed by them.
 */
export const hasOwnKeys = ({ roots, practice }: Pick<MechanismProfile, 'roots' | 'practice'>): boolean =>
  roots.keys.every((key) => isPracticeKey(key) === practice);

/** The id that belongs to these roots; `practice` is in it, so that a workshop can never pass for real. */
export const mechanismIdOf = (roots: MechanismProfile['roots'], practice: boolean): Digest =>
  digestOfText(
    canonicalText({
      ...(roots.binds === undefined ? {} : { binds: roots.binds }),
      keys: [...roots.keys].sort(),
      practice,
      threshold: roots.threshold,
    }),
  );

export function decodeProfile(text: string): Result<MechanismProfile, ProfileProblem> {
  const parsed = parseJson(text.trim(), { size: 64 * 1024, depth: 8 });
  if (!parsed.ok) return parsed;
  const value = parsed.value;
  if (!isJsonObject(value)) return err({ type: 'notAProfile' });
  const format = value['format'];
  if (format !== PROFILE_FORMAT) {
    return err({
      type: typeof format === 'string' && format.startsWith('chasqui-mechanism/') ? 'newerProfile' : 'notAProfile',
    });
  }
  if (!hasProfileShape(value)) return err({ type: 'notAProfile' });
  const profile = value as object as MechanismProfile;
  if (!profile.roots.keys.every(isSafePublicKey)) return err({ type: 'unsafeKey' });
  if (mechanismIdOf(profile.roots, profile.practice) !== profile.id) return err({ type: 'wrongProfileId' });
  const marked = profile.roots.keys.filter(isPracticeKey).length;
  if (marked > 0 && (!profile.practice || marked < profile.roots.keys.length)) return err({ type: 'practiceMixed' });
  const prefix = profile.suite === 'hybrid' ? 'age1pq1' : 'age1';
  const fits = profile.readers.every(
    (reader) =>
      reader.recipient.startsWith(prefix) && (profile.suite === 'hybrid' || !reader.recipient.startsWith('age1pq1')),
  );
  return fits ? ok(profile) : err({ type: 'mixedSuites' });
}

function hasProfileShape(value: { readonly [key: string]: Json }): boolean {
  const keys = ['format', 'id', 'names', 'roots', 'suite', 'readers', 'letterboxes', 'languages', 'practice'];
  if (!hasOnlyKeys(value, keys)) return false;
  const { id, names, roots, suite, readers, letterboxes, languages, practice } = value;
  return (
    typeof id === 'string' &&
    isJsonObject(names) &&
    Object.values(names).every(isText) &&
    isJsonObject(roots) &&
    hasOnlyKeys(roots, ['keys', 'threshold'], ['binds']) &&
    (roots['binds'] === undefined || roots['binds'] === 'all') &&
    isListOf(roots['keys'], isKey) &&
    Number.isInteger(roots['threshold']) &&
    Number(roots['threshold']) >= 1 &&
    Number(roots['threshold']) <= new Set(roots['keys'] as readonly string[]).size &&
    (suite === 'hybrid' || suite === 'classic') &&
    isListOf(readers, isReader) &&
    isListOf(letterboxes, isLetterbox) &&
    isListOf(languages, isText) &&
    typeof practice === 'boolean'
  );
}

const isText = (value: Json | undefined): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= 4000;
const isKey = (value: Json): boolean => typeof value === 'string' && publicKeyBytes(value) !== undefined;
const isListOf = (value: Json | undefined, isItem: (item: Json) => boolean): boolean =>
  Array.isArray(value) && value.length <= 100 && value.every(isItem);
export const isReader = (value: Json): boolean =>
  isJsonObject(value) &&
  hasOnlyKeys(value, ['name', 'recipient', 'role'], ['kid']) &&
  isText(value['name']) &&
  isText(value['recipient']) &&
  (value['kid'] === undefined || isId(value['kid'])) &&
  (value['role'] === 'secretariat' || value['role'] === 'organisation');
const isLetterbox = (value: Json): boolean =>
  isJsonObject(value) &&
  hasOnlyKeys(value, ['name', 'url']) &&
  isText(value['name']) &&
  isText(value['url']) &&
  /^https?:\/\/[^\s/]+/.test(value['url']);
