// Sealing of small values on this disk: AES-256-GCM, 12 random bytes of nonce, then ciphertext and tag.
// The associated data names what a value is (format, profile, purpose), so that no sealed value can stand in
// the place of another. Keys for different purposes are derived (HKDF-SHA-256), never shared.

import { createCipheriv, createDecipheriv, hkdfSync, type KeyObject } from 'node:crypto';
import { base64urlToBytes, type Bytes, bytesToBase64url, joinBytes, textToBytes } from '#shared/base/bytes.ts';
import { canonicalText } from '#shared/base/json.ts';

/** Bytes; or, where one key seals much, the platform's own object for it, which is many times quicker. */
export type SealingKey = Uint8Array | KeyObject;

export type Random = (length: number) => Bytes;

export const KEY_BYTES = 32;
export const NONCE_BYTES = 12;
export const TAG_BYTES = 16;

/** nonce ‖ ciphertext ‖ tag */
export function sealBytes(key: SealingKey, plain: Uint8Array, about: Uint8Array, random: Random): Bytes {
  const nonce = random(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(about);
  const sealed = cipher.update(plain);
  cipher.final();
  return joinBytes(nonce, sealed, cipher.getAuthTag());
}

/** The plain bytes, or undefined where key, place or bytes are not the ones that were sealed. */
export function openSealed(key: SealingKey, sealed: Uint8Array, about: Uint8Array): Bytes | undefined {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) return undefined;
  const tagAt = sealed.length - TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(about);
  decipher.setAuthTag(sealed.subarray(tagAt));
  try {
    const plain = decipher.update(sealed.subarray(NONCE_BYTES, tagAt));
    decipher.final(); // checks the tag; GCM keeps nothing back
    return new Uint8Array(plain.buffer as ArrayBuffer, plain.byteOffset, plain.length);
  } catch {
    return undefined;
  }
}

export const sealToText = (key: Uint8Array, plain: Uint8Array, about: Uint8Array, random: Random): string =>
  bytesToBase64url(sealBytes(key, plain, about, random));

export function openSealedText(key: Uint8Array, text: string, about: Uint8Array): Bytes | undefined {
  const sealed = base64urlToBytes(text);
  return sealed === undefined ? undefined : openSealed(key, sealed, about);
}

/** One unambiguous encoding of what a sealed value is. */
export const aboutOf = (...names: readonly (string | number)[]): Bytes => textToBytes(canonicalText(names));

export const deriveKey = (key: Uint8Array, purpose: string, salt: Uint8Array = new Uint8Array(0)): Bytes =>
  new Uint8Array(hkdfSync('sha256', key, salt, textToBytes(`chasqui/1 ${purpose}`), KEY_BYTES));
