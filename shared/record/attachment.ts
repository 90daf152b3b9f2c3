// Stage 1, an attachment: the value of a cell that names a file. The file's bytes (a *blob*) are kept and carried
// apart from the cell, under their digest, so that a record is never blocked by its media.
//   value  = { digest, name, role, salt, size, type }, and whatever members a newer app adds: carried untouched
//   salt   = 16 random bytes, fresh at each attaching, base64url (22 characters)
//   digest = SHA-256( "chasqui-blob/1" LF ‖ salt ‖ bytes ), base64url (43 characters)
//   size   = how many bytes; type = media type, lower case, without parameters; name = as the person sees it
//   role   = what the file is to the record: `file`; a newer app may name others, which are kept
// Who has the cell can check the bytes. Who has only the blob's name (a letterbox's log, a receipt that names
// what is missing) cannot try guesses against it, and the same file attached twice has two names.
// A value that is none of this (a text in an old entry) is no attachment and stays as it is (see cells.ts).

import { sha256 } from '@noble/hashes/sha2.js';
import { base64urlToBytes, type Bytes, bytesToBase64url, textToBytes } from '../base/bytes.ts';
import { type Digest, isId } from '../base/ids.ts';
import { isJsonObject, type Json, type JsonObject } from '../base/json.ts';

export interface Attachment extends JsonObject {
  readonly digest: Digest;
  readonly name: string;
  readonly role: string;
  readonly salt: string;
  readonly size: number;
  readonly type: string;
}

/** bytes of one file, where a field says nothing else; the data's own limit is as large */
export const MAX_FILE_BYTES = 25_000_000;
/** files of one field, where it says nothing else */
export const MAX_FILES = 20;
const MAX_NAME = 255;
const SALT_BYTES = 16;
const PREFIX = textToBytes('chasqui-blob/1\n');
const TYPE = /^[a-z0-9][a-z0-9.+-]{0,63}\/[a-z0-9][a-z0-9.+-]{0,126}$/;
const ROLE = /^[a-z][a-zA-Z-]{0,39}$/;

/** The attachment that a cell's value is, with all its members; undefined where it is none. */
export function attachmentOf(value: Json | undefined): Attachment | undefined {
  if (!isJsonObject(value)) return undefined;
  const { digest, name, role, salt, size, type } = value;
  if (!isId(digest) || saltBytesOf(salt) === undefined) return undefined;
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 1) return undefined;
  if (typeof name !== 'string' || name === '' || name.length > MAX_NAME || !name.isWellFormed()) return undefined;
  if (typeof type !== 'string' || !TYPE.test(type) || typeof role !== 'string' || !ROLE.test(role)) return undefined;
  return value as Attachment;
}

/** The attachment of these bytes. `salt`: 16 fresh random bytes. */
export function makeAttachment(bytes: Uint8Array, salt: Bytes, name: string, type: string): Attachment {
  const attachment = attachmentOf({
    digest: saltedDigestOf(bytes, salt),
    name,
    role: 'file',
    salt: bytesToBase64url(salt),
    size: bytes.length,
    type,
  });
  if (attachment === undefined) throw new Error('not an attachment');
  return attachment;
}

/** Whether these are the bytes that the cell names. */
export function isFileOf(attachment: Pick<Attachment, 'digest' | 'salt' | 'size'>, bytes: Uint8Array): boolean {
  const salt = saltBytesOf(attachment.salt);
  return salt !== undefined && bytes.length === attachment.size && saltedDigestOf(bytes, salt) === attachment.digest;
}

function saltedDigestOf(bytes: Uint8Array, salt: Bytes): Digest {
  const digest = sha256.create().update(PREFIX).update(salt).update(bytes).digest();
  return bytesToBase64url(digest) as Digest;
}

function saltBytesOf(salt: Json | undefined): Bytes | undefined {
  const bytes = typeof salt === 'string' ? base64urlToBytes(salt) : undefined;
  return bytes?.length === SALT_BYTES ? bytes : undefined;
}
