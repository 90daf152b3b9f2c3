// Opens a bundle's seal with the vault's help: the age key stays in the main process and gives the file key.

import type { Bytes } from '#shared/base/bytes.ts';
import { type BundleProblem, openBundle, type OpenedBundle } from '#shared/bundle/decode.ts';
import type { Cipher } from '#shared/bundle/payload.ts';
import type { AgeIdentity } from '#shared/bundle/seal.ts';
import type { Result } from '#shared/base/result.ts';
import { VaultRefusal, type Session } from '../engine/session.ts';

export async function openSealed(
  { desktop }: Pick<Session, 'desktop'>,
  bytes: Uint8Array,
): Promise<Result<OpenedBundle, BundleProblem>> {
  const identity: AgeIdentity = {
    async unwrapFileKey(stanzas) {
      const unwrapped = await desktop.vaultUnwrap({
        stanzas: stanzas.map(({ args, body }) => ({ args: [...args], body })),
      });
      if (!unwrapped.ok) throw new VaultRefusal(unwrapped.error);
      return unwrapped.value;
    },
  };
  return openBundle(bytes, identity, undefined, await platformCipher());
}

/** Chromium has ChaCha20-Poly1305; where it is too old to, the age library's own is used. */
const platformCipher = (): Promise<Cipher | undefined> => (known ??= cipherOfPlatform());
let known: Promise<Cipher | undefined> | undefined;

const NAME = 'ChaCha20-Poly1305';

async function cipherOfPlatform(): Promise<Cipher | undefined> {
  const { subtle } = crypto;
  // TypeScript's DOM does not know `raw-secret` yet (Modern Algorithms in the Web Cryptography API).
  const imported = (key: Bytes): Promise<CryptoKey> =>
    subtle.importKey('raw-secret' as 'raw', key, NAME, false, ['decrypt']);
  try {
    await imported(new Uint8Array(32));
  } catch {
    return undefined;
  }
  return async (raw) => {
    const key = await imported(raw);
    return async (iv, chunk) => new Uint8Array(await subtle.decrypt({ name: NAME, iv }, key, chunk));
  };
}
