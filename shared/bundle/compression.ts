// Stage 3, gzip (RFC 1952) of the changesets. One member, a fixed header, nothing after the trailer; CRC and
// length are checked here because fflate does not. fflate on both sides rather than the platform's streams:
// the same bytes on every machine, and one verdict, where Node and Chromium differ on what may follow a member.
// Inflating goes by small slices, so that a bomb is stopped within 32 MiB of where it passes a cap; smaller ones
// cost fflate more than the inflating itself.

import { Gunzip, gzipSync } from 'fflate';
import type { Bytes } from '../base/bytes.ts';
import { joinBytes } from '../base/bytes.ts';
import { crc32 } from '../base/crc32.ts';

/** inflated : deflated, beyond the first `RATIO_FREE` bytes */
export const MAX_RATIO = 200;
export const RATIO_FREE = 1024 * 1024;

const HEADER: readonly number[] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];
const TRAILER = 8;
const SLICE = 32 * 1024;
const FINE_SLICE = 1024;

export type CompressionProblem =
  | { readonly type: 'badCompression' }
  | { readonly type: 'tooCompressed'; readonly limit: number }
  | { readonly type: 'tooLarge'; readonly limit: number };

export function gzipOf(bytes: Uint8Array): Bytes {
  const packed = gzipSync(bytes, { level: 6, mtime: 0 });
  if (bytes.length <= RATIO_FREE || isBelievedAllAlong(packed)) return packed;
  // What compresses better than any reader would believe is stored as it is.
  const stored = gzipSync(bytes, { level: 0, mtime: 0 });
  stored.set(HEADER);
  return stored;
}

/**
 * Whether no prefix is compressed too much, in whatever slices a reader gets it: a long run of one letter is, though
 * what follows it may bring the whole under the ratio.
 */
function isBelievedAllAlong(packed: Uint8Array): boolean {
  let given = 0;
  const gunzip = new Gunzip((bytes) => {
    given += bytes.length;
  });
  for (let at = 0; at < packed.length; at += FINE_SLICE) {
    gunzip.push(packed.slice(at, at + FINE_SLICE));
    if (isTooCompressed(given, at)) return false;
  }
  return true;
}

export interface Inflater<Problem> {
  readonly push: (bytes: Uint8Array) => CompressionProblem | Problem | undefined;
  readonly end: () => CompressionProblem | undefined;
}

/** Inflates what is pushed, any slices of one gzip file, and gives it on; `limit` caps what comes out. */
export function inflate<Problem>(limit: number, onText: (bytes: Uint8Array) => Problem | undefined): Inflater<Problem> {
  let problem: CompressionProblem | Problem | undefined;
  let taken = 0;
  let given = 0;
  let crc = 0;
  let head: Bytes = new Uint8Array(0);
  let tail: Bytes = new Uint8Array(0);
  const gunzip = new Gunzip((bytes) => {
    given += bytes.length;
    if (given > limit) problem ??= { type: 'tooLarge', limit };
    else if (isTooCompressed(given, taken)) problem ??= { type: 'tooCompressed', limit: MAX_RATIO };
    if (problem !== undefined || bytes.length === 0) return;
    crc = crc32(bytes, crc);
    problem = onText(bytes);
  });
  gunzip.onmember = () => {
    problem ??= { type: 'badCompression' };
  };
  const feed = (bytes: Uint8Array, isLast: boolean): void => {
    try {
      gunzip.push(bytes, isLast);
    } catch {
      problem ??= { type: 'badCompression' };
    }
  };

  const push = (bytes: Uint8Array): CompressionProblem | Problem | undefined => {
    if (head.length < HEADER.length) {
      head = joinBytes(head, bytes.subarray(0, HEADER.length - head.length));
      if (head.some((byte, at) => byte !== HEADER[at])) problem ??= { type: 'badCompression' };
    }
    tail = joinBytes(tail, bytes.subarray(-TRAILER)).slice(-TRAILER);
    for (let at = 0; at < bytes.length && problem === undefined; at += SLICE) {
      const slice = bytes.slice(at, at + SLICE);
      taken += slice.length;
      feed(slice, false);
    }
    return problem;
  };

  const end = (): CompressionProblem | undefined => {
    feed(new Uint8Array(0), true);
    const trailer = new DataView(tail.buffer, tail.byteOffset);
    const isWhole =
      head.length === HEADER.length &&
      tail.length === TRAILER &&
      trailer.getUint32(0, true) === crc >>> 0 &&
      trailer.getUint32(4, true) === given % 2 ** 32;
    return problem === undefined && isWhole ? undefined : { type: 'badCompression' };
  };

  return { push, end };
}

const isTooCompressed = (inflated: number, deflated: number): boolean =>
  inflated > RATIO_FREE && inflated > deflated * MAX_RATIO;
