// Stone: the names of things. Every id is the base64url text (43 characters, no padding) of 32 bytes:
// a SHA-256 digest, an RFC 7638 thumbprint, or 32 random bytes made by a shell. Brands keep them apart.

import { sha256 } from '@noble/hashes/sha2.js';
import { base64urlToBytes, bytesToBase64url, textToBytes, textToPassingBytes } from './bytes.ts';

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** SHA-256(PAE(type, body)) of a signed changeset; also names each write in it (one write a cell). */
export type ChangesetId = Branded<'changeset'>;
/** RFC 7638 thumbprint of a device's, an organisation's or a root's Ed25519 key. */
export type KeyId = Branded<'key'>;
/** 16 random bytes as base64url (22 characters), made where the record was begun. */
export type RecordId = Branded<'record'>;
/** SHA-256(PAE(type, body)) of a bundle's signed manifest. */
export type BundleId = Branded<'bundle'>;
/** SHA-256 of some bytes. */
export type Digest = Branded<'digest'>;

/** The canonical base64url of 32 and of 16 bytes: the last letter has no stray bits. */
const ID = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;
const RECORD_ID = /^[A-Za-z0-9_-]{21}[AQgw]$/;

export const isId = (text: unknown): text is string => typeof text === 'string' && ID.test(text);

export const isRecordId = (text: unknown): text is RecordId => typeof text === 'string' && RECORD_ID.test(text);

/** SHA-256 of bytes, as an id of the kind asked for. Synchronous: hashing is no secret and no verdict. */
export const digestOf = <Id extends string = Digest>(bytes: Uint8Array): Id => bytesToBase64url(sha256(bytes)) as Id;

export const digestOfText = (text: string): Digest => digestOf(textToPassingBytes(text));

/**
 * A short code for people to compare and read aloud, such as `K7M-4QX`: 30 bits of an id in Crockford's
 * base 32 (no I, L, O, U). It names a bundle on a ticket; it proves nothing.
 */
export function shortCodeOf(id: string): string {
  const bytes = base64urlToBytes(id) ?? textToBytes(id);
  const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  const code = Array.from({ length: 6 }, (_, at) => letters.charAt((bytes[at] ?? 0) & 31)).join('');
  return `${code.slice(0, 3)}-${code.slice(3)}`;
}
