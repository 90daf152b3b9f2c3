// Ways to the vault key. Where the system has a real keychain, two are kept: the everyday one, which needs the
// passphrase and the keychain, and one by the passphrase alone at four times the cost. So a lost keychain (new
// system, moved disk, changed login) loses nothing, while a seized disk without it is four times as dear to
// guess at. Without a keychain there is one wrap, at the normal cost. See docs/decisions/keychain-is-a-second-wrap.md.

import { base64urlToBytes, type Bytes, bytesToBase64url, joinBytes } from '#shared/base/bytes.ts';
import { type Argon2Cost, keyFromPassphrase } from './passphrase.ts';
import { aboutOf, deriveKey, openSealedText, type Random, sealToText } from './seal.ts';
import { VAULT_FORMAT, type Wrap } from './vault-file.ts';

/** The operating system's keychain, where it is a real one. */
export interface Keychain {
  readonly seal: (text: string) => Bytes;
  /** throws where it cannot */
  readonly open: (sealed: Bytes) => string;
}

export interface WrapPorts {
  readonly keychain: () => Keychain | null;
  readonly cost: () => Argon2Cost;
  readonly random: Random;
}

const DEARER = 4;

export async function makeWraps(
  ports: WrapPorts,
  profile: string,
  passphrase: string,
  vaultKey: Bytes,
): Promise<readonly Wrap[]> {
  const cost = ports.cost();
  const keychain = ports.keychain();
  const secret = ports.random(32);
  const sealed = keychain === null ? undefined : sealInKeychain(keychain, secret);
  if (sealed === undefined) return [await makeWrap(ports, profile, passphrase, vaultKey, cost, null)];
  const part = { sealed: bytesToBase64url(sealed), secret };
  const alone = { ...cost, passes: cost.passes * DEARER };
  return [
    await makeWrap(ports, profile, passphrase, vaultKey, cost, part),
    await makeWrap(ports, profile, passphrase, vaultKey, alone, null),
  ];
}

/** The vault key by the first wrap that opens. `isStale`: with this machine's keychain the wraps should be made anew. */
export async function openWraps(
  ports: WrapPorts,
  profile: string,
  passphrase: string,
  wraps: readonly Wrap[],
): Promise<{ readonly vaultKey: Bytes; readonly isStale: boolean } | undefined> {
  const keychain = ports.keychain();
  for (const wrap of wraps) {
    const secret = wrap.keychain === null ? null : openFromKeychain(keychain, wrap.keychain);
    if (secret === undefined) continue;
    const salt = base64urlToBytes(wrap.salt) ?? new Uint8Array(0);
    const key = await wrappingKey(passphrase, salt, wrap.cost, secret);
    const vaultKey = openSealedText(key, wrap.sealed, aboutWrap(profile, secret !== null));
    key.fill(0);
    if (vaultKey !== undefined) return { vaultKey, isStale: keychain !== null && wrap.keychain === null };
  }
  return undefined;
}

async function makeWrap(
  ports: WrapPorts,
  profile: string,
  passphrase: string,
  vaultKey: Bytes,
  cost: Argon2Cost,
  part: { readonly sealed: string; readonly secret: Bytes } | null,
): Promise<Wrap> {
  const salt = ports.random(16);
  const key = await wrappingKey(passphrase, salt, cost, part?.secret ?? null);
  const sealed = sealToText(key, vaultKey, aboutWrap(profile, part !== null), ports.random);
  key.fill(0);
  return { salt: bytesToBase64url(salt), cost, keychain: part?.sealed ?? null, sealed };
}

async function wrappingKey(passphrase: string, salt: Bytes, cost: Argon2Cost, secret: Bytes | null): Promise<Bytes> {
  const key = await keyFromPassphrase(passphrase, salt, cost);
  if (secret === null) return key;
  const both = joinBytes(key, secret);
  const derived = deriveKey(both, 'wrap with keychain', salt);
  key.fill(0);
  both.fill(0);
  return derived;
}

const aboutWrap = (profile: string, withKeychain: boolean): Bytes =>
  aboutOf(VAULT_FORMAT, profile, withKeychain ? 'wrap by passphrase and keychain' : 'wrap by passphrase');

function sealInKeychain(keychain: Keychain, secret: Bytes): Bytes | undefined {
  try {
    return keychain.seal(bytesToBase64url(secret));
  } catch {
    return undefined; // a keychain that refuses is none
  }
}

function openFromKeychain(keychain: Keychain | null, sealed: string): Bytes | undefined {
  const bytes = base64urlToBytes(sealed);
  if (keychain === null || bytes === undefined) return undefined;
  try {
    return base64urlToBytes(keychain.open(bytes));
  } catch {
    return undefined;
  }
}
