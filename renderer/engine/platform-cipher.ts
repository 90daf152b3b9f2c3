// The page's own ChaCha20-Poly1305, to open bundles with. Chromium has it; where it does not, the answer is undefined
// and the age library's own is used.

import type { Bytes } from '#shared/base/bytes.ts';
import type { Cipher } from '#shared/bundle/payload.ts';

export const platformCipher = (): Promise<Cipher | undefined> => (known ??= cipherOfPlatform());
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
