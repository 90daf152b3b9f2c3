// The store's seal. Everything that reaches IndexedDB is AES-256-GCM under the profile's data key, imported
// as non-extractable, with a fresh 96-bit nonce; the additional data names the table, the row, the key and the
// version of this layout, so that no sealed value can be moved to another place and still open.
//   sealed = nonce (12) · ciphertext · tag (16)

import {
  bytesToBase64url,
  bytesToText,
  type Bytes,
  joinBytes,
  textToBytes,
  textToPassingBytes,
} from '#shared/base/bytes.ts';
import { canonicalText } from '#shared/base/json.ts';

export interface Sealer {
  seal(table: string, id: string, content: string | Bytes): Promise<Bytes>;
  /** The text, or undefined where it is not what was sealed in this place. */
  open(table: string, id: string, sealed: Bytes): Promise<string | undefined>;
  /** The same as bytes. */
  openBytes(table: string, id: string, sealed: Bytes): Promise<Bytes | undefined>;
}

/** 5: the line of a record has the folded words that it is found by. A store of another layout is made again. */
const LAYOUT_VERSION = 5;
const NONCE_LENGTH = 12;

/** Takes the raw data key once; the caller forgets it. */
export async function makeSealer(dataKey: Bytes): Promise<Sealer> {
  const key = await crypto.subtle.importKey('raw', dataKey, 'AES-GCM', false, ['encrypt', 'decrypt']);
  const keyId = await keyIdOfData(dataKey);
  const algorithm = (iv: Bytes, table: string, id: string): AesGcmParams => ({
    name: 'AES-GCM',
    iv,
    additionalData: textToBytes(canonicalText([table, id, keyId, LAYOUT_VERSION])),
  });

  async function openBytes(table: string, id: string, sealed: Bytes): Promise<Bytes | undefined> {
    try {
      const nonce = sealed.slice(0, NONCE_LENGTH);
      const plain = await crypto.subtle.decrypt(algorithm(nonce, table, id), key, sealed.subarray(NONCE_LENGTH));
      return new Uint8Array(plain);
    } catch {
      return undefined;
    }
  }

  return {
    async seal(table, id, content) {
      const nonce = crypto.getRandomValues(new Uint8Array(NONCE_LENGTH));
      const parameters = algorithm(nonce, table, id);
      // WebCrypto copies what it is given before it answers.
      const plain = typeof content === 'string' ? textToPassingBytes(content) : content;
      return joinBytes(nonce, new Uint8Array(await crypto.subtle.encrypt(parameters, key, plain)));
    },
    async open(table, id, sealed) {
      const plain = await openBytes(table, id, sealed);
      return plain === undefined ? undefined : bytesToText(plain);
    },
    openBytes,
  };
}

/** A random name of a row: 16 bytes. */
export const randomName = (): string => bytesToBase64url(crypto.getRandomValues(new Uint8Array(16)));

/** Names the key without saying anything of it. */
async function keyIdOfData(dataKey: Bytes): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', joinBytes(textToBytes('chasqui store key '), dataKey));
  return bytesToBase64url(new Uint8Array(digest).slice(0, 12));
}
