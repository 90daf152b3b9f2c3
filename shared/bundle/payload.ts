// Stage 3, the payload of an age file (C2SP age.md, "Payload"): a nonce, then chunks of 64 KiB with a tag each,
// sealed by ChaCha20-Poly1305 under HKDF-SHA-256(file key, nonce), numbered in their nonces, the last one marked.
// Read here by the platform's cipher where a shell gives one; else by the age library (docs/decisions).

import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { type Bytes, textToBytes } from '../base/bytes.ts';

/** ChaCha20-Poly1305 (RFC 8439): the plaintext, or a rejection where it does not authenticate. */
export type OpenChunk = (nonce: Bytes, chunk: Bytes) => Promise<Uint8Array>;
export type Cipher = (key: Bytes) => Promise<OpenChunk>;

/** A payload's plaintext, slice by slice. */
export interface Slices {
  /** the next slice, null at the end, undefined where the bytes do not authenticate */
  readonly next: () => Promise<Uint8Array | null | undefined>;
  readonly stop: () => Promise<void>;
}

export const CHUNK = 64 * 1024;
export const TAG = 16;
export const NONCE = 16;

/** @param payload from its nonce on */
export async function readPayload(payload: Uint8Array, fileKey: Uint8Array, cipher: Cipher): Promise<Slices> {
  const key = hkdf(sha256, fileKey, payload.slice(0, NONCE), textToBytes('payload'), 32) as Bytes;
  const openChunk = payload.length < NONCE ? undefined : await cipher(key);
  let at = NONCE;
  let number = 0;
  let isOver = false;

  async function next(): Promise<Uint8Array | null | undefined> {
    if (isOver) return null;
    const end = Math.min(at + CHUNK + TAG, payload.length);
    const isLast = end === payload.length;
    const nonce = nonceOf(number, isLast);
    const slice = await openChunk?.(nonce, payload.slice(at, end)).catch(() => undefined);
    // "The last chunk MUST NOT be empty unless the whole payload is."
    if (slice === undefined || (slice.length === 0 && number > 0)) {
      isOver = true;
      return undefined;
    }
    at = end;
    number++;
    isOver = isLast;
    return slice;
  }

  return { next, stop: async () => void (isOver = true) };
}

/** Eleven bytes of a big-endian number, and one that is 1 on the last chunk. */
function nonceOf(number: number, isLast: boolean): Bytes {
  const nonce = new Uint8Array(12);
  const view = new DataView(nonce.buffer);
  view.setUint32(3, Math.floor(number / 2 ** 32));
  view.setUint32(7, number);
  nonce[11] = Number(isLast);
  return nonce;
}
