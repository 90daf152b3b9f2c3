// The journal's bytes. A record is
//   'QPJ1' · length u32 · index u32 · 32 bytes: digest of the record before · nonce 12 · ciphertext · tag 16
// sealed with AES-256-GCM; the associated data holds the profile and, as they stand there, the index and the
// digest before, so that no record can be moved, repeated or taken from another journal. The digest of a record is SHA-256 over all its
// bytes, and holds the one before in itself: the digest of the last one is the running digest of all.
// Each record says on its own where it belongs, so that reading can go on behind a damaged place.

import { createHash, type KeyObject } from 'node:crypto';
import { type Bytes, isSameBytes, joinBytes, textToBytes } from '#shared/base/bytes.ts';
import { aboutOf, NONCE_BYTES, openSealed, type Random, sealBytes, TAG_BYTES } from './seal.ts';

export const MAX_ENTRY = 32 * 1024 * 1024;
export const HEADER_BYTES = 44;
const SEALING_BYTES = NONCE_BYTES + TAG_BYTES;
const FORMAT = 'chasqui-journal/1';
const MARK = textToBytes('QPJ1');

export interface JournalKey {
  /** what every record of this journal is sealed as: format and profile */
  readonly about: Bytes;
  readonly key: KeyObject;
}

export interface JournalRecord {
  readonly index: number;
  readonly before: Uint8Array;
  readonly entry: Bytes;
  /** as it stands on disk */
  readonly bytes: Uint8Array;
}

export const journalKeyOf = (profile: string, key: KeyObject): JournalKey => ({ about: aboutOf(FORMAT, profile), key });

export const firstDigest = ({ about }: JournalKey): Bytes => recordDigest(about);

export function encodeRecord(
  { about, key }: JournalKey,
  index: number,
  before: Bytes,
  entry: Uint8Array,
  random: Random,
): { bytes: Bytes; digest: Bytes } {
  const header = new Uint8Array(HEADER_BYTES);
  const view = new DataView(header.buffer);
  header.set(MARK, 0);
  view.setUint32(4, entry.length + SEALING_BYTES);
  view.setUint32(8, index);
  header.set(before, 12);
  const sealed = sealBytes(key, entry, joinBytes(about, header.subarray(8)), random);
  const bytes = joinBytes(header, sealed);
  return { bytes, digest: recordDigest(bytes) };
}

/** How long the record at the start of these bytes says it is, or undefined where none starts here. */
export function recordLength(header: Uint8Array): number | undefined {
  if (header.length < HEADER_BYTES || !isSameBytes(header.subarray(0, 4), MARK)) return undefined;
  const sealed = new DataView(header.buffer, header.byteOffset).getUint32(4);
  return sealed < SEALING_BYTES || sealed > MAX_ENTRY + SEALING_BYTES ? undefined : HEADER_BYTES + sealed;
}

/** A record from exactly its bytes (of which it is a view, the entry apart); undefined where they are not what was written. */
export function decodeRecord({ about, key }: JournalKey, bytes: Uint8Array): JournalRecord | undefined {
  const header = bytes.subarray(0, HEADER_BYTES);
  const entry = openSealed(key, bytes.subarray(HEADER_BYTES), joinBytes(about, header.subarray(8)));
  if (entry === undefined) return undefined;
  const index = new DataView(bytes.buffer, bytes.byteOffset).getUint32(8);
  return { index, before: header.subarray(12), entry, bytes };
}

/** Where the next record might start, at or after `from`; -1: nowhere in these bytes. */
export const nextMark = (bytes: Uint8Array, from: number): number =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(MARK, from);

export const recordDigest = (bytes: Uint8Array): Bytes => new Uint8Array(createHash('sha256').update(bytes).digest());
