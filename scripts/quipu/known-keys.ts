// Whose keys are known: those that the person vouches for (--roster) and those that the bundle's own
// credentials bring. A key id is the thumbprint of a key, so a key found in the bundle is surely the key of
// that id; only the name beside it is a claim until somebody vouches for it.

import type { KeyId } from '#shared/base/ids.ts';
import { isJsonObject, type Json, parseJson } from '#shared/base/json.ts';
import type { OpenedBundle } from '#shared/bundle/decode.ts';
import { isSafePublicKey, isSignedBy, keyIdOf, type Signed } from '#shared/log/envelope.ts';
import { decodeProfile } from '#shared/log/profile.ts';
import { decodeCredential } from '#shared/log/roster.ts';

export interface KnownKey {
  /** Ed25519 public key, 32 bytes base64url */
  readonly key: string;
  readonly name: string;
  readonly organisation: string | null;
  readonly role: string | null;
  /** true: from --roster; false: the bundle says so itself */
  readonly isVouched: boolean;
}

export type KnownKeys = ReadonlyMap<KeyId, KnownKey>;

export type SignatureState = 'good' | 'bad' | 'unknownKey';

const CAPS = { size: 4 * 1024 * 1024, depth: 10 };

/** A roster file `{ kid: { jwk, name, organisation, role } }` or a mechanism profile; undefined: neither. */
export function decodeRosterFile(text: string): KnownKeys | undefined {
  const profile = decodeProfile(text);
  if (profile.ok) {
    const roots = profile.value.roots.keys.map(
      (key, at) => [keyIdOf(key), vouched(key, `root ${at + 1}`, null, 'root')] as const,
    );
    return new Map(roots);
  }
  const parsed = parseJson(text, CAPS);
  if (!parsed.ok || !isJsonObject(parsed.value)) return undefined;
  const keys = new Map<KeyId, KnownKey>();
  for (const [kid, entry] of Object.entries(parsed.value)) {
    const key = isJsonObject(entry) && isJsonObject(entry['jwk']) ? entry['jwk']['x'] : undefined;
    if (typeof key !== 'string' || !isSafePublicKey(key) || keyIdOf(key) !== kid || !isJsonObject(entry))
      return undefined;
    keys.set(
      keyIdOf(key),
      vouched(key, textOr(entry['name'], kid), textOr(entry['organisation'], null), textOr(entry['role'], null)),
    );
  }
  return keys;
}

/** All keys that signatures in this bundle can be checked with; what the person vouches for counts first. */
export function keysFor(opened: OpenedBundle, roster: KnownKeys | null): KnownKeys {
  const keys = new Map<KeyId, KnownKey>();
  const credentials = opened.credentials.flatMap((signed) => decodeCredential(signed) ?? []);
  const organisations = new Map(credentials.map(({ card }) => [keyIdOf(card.key), card.name]));
  for (const { card, parent, scope, subject } of credentials) {
    const organisation = subject === 'organisation' ? card.name : (organisations.get(parent) ?? null);
    const role = subject === 'organisation' ? 'organisation' : (scope.roles[0] ?? null);
    keys.set(keyIdOf(card.key), { key: card.key, name: card.name, organisation, role, isVouched: false });
  }
  for (const [kid, key] of roster ?? []) keys.set(kid, key);
  return keys;
}

/** Whether every signature of a signed thing holds; a thing with one bad signature is bad. */
export async function signatureStateOf(signed: Signed, keys: KnownKeys): Promise<SignatureState> {
  let state: SignatureState = 'good';
  for (const signature of signed.signatures) {
    const known = keys.get(signature.kid);
    if (known === undefined) state = 'unknownKey';
    else if (!(await isSignedBy(signed, signature, known.key))) return 'bad';
  }
  return state;
}

const vouched = (key: string, name: string, organisation: string | null, role: string | null): KnownKey => ({
  key,
  name,
  organisation,
  role,
  isVouched: true,
});

const textOr = <Other extends string | null>(value: Json | undefined, other: Other): string | Other =>
  typeof value === 'string' ? value : other;
