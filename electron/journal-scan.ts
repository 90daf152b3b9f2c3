// Reading a journal from its start to its end, record by record, through a window of bounded size. Behind a
// damaged place it looks for the next record that opens; what cannot be opened at the very end is the tail of a
// write that power loss cut short (or a damaged last record: it is set aside, never thrown away).

import { type Bytes, isSameBytes } from '#shared/base/bytes.ts';
import { diskError, type OpenFile, readFully } from '#secretariat/disk/disk.ts';
import {
  decodeRecord,
  firstDigest,
  HEADER_BYTES,
  type JournalKey,
  nextMark,
  recordDigest,
  recordLength,
} from './journal-format.ts';

export interface Scan {
  /** place of each entry in the file, by index; LOST: damaged */
  readonly places: readonly number[];
  /** where the last good record ends */
  readonly end: number;
  /** running digest up to `end` */
  readonly digest: Bytes;
  /** bytes after `end` that no record opens */
  readonly tail: number;
}

export const LOST = -1;
const WINDOW = 1024 * 1024;
const SECTOR = 4096;

/** Gives all that is there, as a view that the next reading does not change. */
type Readable = Pick<OpenFile, 'read'>;

export async function scanJournal(journal: OpenFile, key: JournalKey): Promise<Scan> {
  const file = reader(journal);
  const size = await journal.size();
  const places: number[] = [];
  let digest = firstDigest(key);
  let at = 0;
  let end = 0;
  while (at < size) {
    const record = await readRecord(file, key, at);
    const follows =
      record !== undefined &&
      (record.index > places.length || (record.index === places.length && isSameBytes(record.before, digest)));
    if (!follows) {
      const next = await findMark(file, at + 1, size);
      if (next === undefined) break;
      at = next;
      continue;
    }
    while (places.length < record.index) places.push(LOST);
    places.push(at);
    digest = recordDigest(record.bytes);
    at += record.bytes.length;
    end = at;
  }
  // A place that cannot be read is damage where good records follow it; at the end it may be good tomorrow.
  if (file.unreadable() >= end) throw diskError('EIO');
  return { places, end, digest, tail: size - end };
}

/** The record that starts here, or undefined. */
export async function readRecord(
  file: Readable,
  key: JournalKey,
  at: number,
): Promise<ReturnType<typeof decodeRecord>> {
  const length = recordLength(await file.read(HEADER_BYTES, at));
  if (length === undefined) return undefined;
  const bytes = await file.read(length, at);
  return bytes.length === length ? decodeRecord(key, bytes) : undefined;
}

async function findMark(file: Readable, from: number, size: number): Promise<number | undefined> {
  for (let at = from; at < size; at += WINDOW - 3) {
    const found = nextMark(await file.read(WINDOW, at), 0);
    if (found >= 0) return at + found;
  }
  return undefined;
}

/** Reads ahead, so that many small records cost few calls; a bad sector reads as zeros and is remembered. */
export function reader(file: OpenFile): Readable & { readonly unreadable: () => number } {
  let window: Bytes = new Uint8Array(0);
  let windowAt = 0;
  let unreadable = -1;
  const readAhead = async (length: number, position: number): Promise<Bytes> => {
    const whole = await readOrBad(file, length, position);
    if (whole !== undefined) return whole;
    const bytes = new Uint8Array(length);
    let done = 0;
    while (done < length) {
      const at = position + done;
      const step = Math.min(SECTOR - (at % SECTOR), length - done);
      const part = await readOrBad(file, step, at);
      if (part === undefined) unreadable = Math.max(unreadable, at);
      else bytes.set(part, done);
      done += part?.length ?? step;
      if (part !== undefined && part.length < step) break;
    }
    return bytes.subarray(0, done);
  };
  return {
    unreadable: () => unreadable,
    read: async (length, position) => {
      if (position < windowAt || position + length > windowAt + window.length) {
        window = await readAhead(Math.max(length, WINDOW), position);
        windowAt = position;
      }
      return window.subarray(position - windowAt, position - windowAt + length);
    },
  };
}

/** undefined: the disk cannot read it. */
async function readOrBad(file: OpenFile, length: number, position: number): Promise<Bytes | undefined> {
  try {
    return await readFully(file, length, position);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EIO')) throw error;
    return undefined;
  }
}
