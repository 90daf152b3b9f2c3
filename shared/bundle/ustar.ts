// Stage 3, the archive: POSIX ustar (IEEE Std 1003.1, pax, "ustar interchange format"), and of it only what a
// bundle needs. Regular files under names of a fixed grammar; owner, mode and time are always the same, so a
// name and a size make exactly one header, and a reader compares whole headers instead of believing fields.
// No directories, links, pax or GNU extensions. Two zero blocks end it, and nothing follows.

import { type Bytes, joinBytes, textToBytes } from '../base/bytes.ts';

export const BLOCK = 512;
export const END_BLOCKS = 2 * BLOCK;
const SIZE_LIMIT = 8 ** 11;

export interface ArchiveEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** In the order in which they follow one another; `blobs/…` may repeat, ascending. */
const ENTRY_ORDER = [
  'manifest.json',
  'changesets.jsonl.gz',
  'credentials.jsonl',
  'rosters.jsonl',
  'receipts.jsonl',
  'requests.jsonl',
  'custody.jsonl',
  'blobs/',
  'padding',
] as const;

export const PADDING = 'padding';
export const BLOBS = 'blobs/';
const BLOB_NAME = /^blobs\/[A-Za-z0-9_-]{43}$/;

/** The place of a name in the archive; -1: not a name of this format. */
export const placeOf = (name: string): number =>
  BLOB_NAME.test(name)
    ? ENTRY_ORDER.indexOf(BLOBS)
    : name === BLOBS
      ? -1
      : (ENTRY_ORDER as readonly string[]).indexOf(name);

/** Whole blocks taken by an entry: its header and its filled content. */
export const sizeInArchive = (size: number): number => BLOCK + Math.ceil(size / BLOCK) * BLOCK;

export function writeArchive(entries: readonly ArchiveEntry[]): Bytes {
  const parts: Uint8Array[] = [];
  for (const { name, bytes } of entries) {
    parts.push(entryHeader(name, bytes.length), bytes, new Uint8Array(-bytes.length & (BLOCK - 1)));
  }
  return joinBytes(...parts, new Uint8Array(END_BLOCKS));
}

/** The one header of an entry of a bundle, of this name and size. */
export function entryHeader(name: string, size: number): Bytes {
  if (placeOf(name) < 0) throw new Error(`no entry: ${name}`);
  return fileHeader(name, size);
}

/** The one header of a file of this name and size. */
export function fileHeader(name: string, size: number): Bytes {
  if (textToBytes(name).length > 100 || !Number.isSafeInteger(size) || size < 0 || size >= SIZE_LIMIT)
    throw new Error(`no entry: ${name}`);
  const header = new Uint8Array(BLOCK);
  const put = (at: number, text: string): void => header.set(textToBytes(text), at);
  put(0, name);
  put(100, '0000644\0'); // mode
  put(108, '0000000\0'); // uid
  put(116, '0000000\0'); // gid
  put(124, `${octal(size, 11)}\0`);
  put(136, '00000000000\0'); // mtime
  put(148, '        '); // checksum, as spaces while it is summed
  put(156, '0'); // a regular file
  put(257, 'ustar\x0000');
  put(148, `${octal(checksumOf(header), 6)}\0 `);
  return header;
}

/** Sum of a header's bytes, its checksum field taken as spaces. */
export function checksumOf(header: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < BLOCK; at++) sum += at >= 148 && at < 156 ? 0x20 : (header[at] ?? 0);
  return sum;
}

const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0');
