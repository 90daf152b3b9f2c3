// Stage 5, one part of a ZIP package that somebody brings, without a library that unpacks all of it: it is looked for by
// its name in the central directory (APPNOTE 6.3.10, 4.3.12), and inflated until it is longer than it may be or than it
// said. The first of a name counts. Packages of 4 GiB and more (ZIP64) are none of ours.

import { Inflate } from 'fflate';
import { type Bytes, isSameBytes, joinBytes, textToBytes } from '../base/bytes.ts';

const END = 0x06054b50;
const END_LENGTH = 22;
const MOST_REMARK = 0xffff;
const ENTRY = 0x02014b50;
const ENTRY_LENGTH = 46;
const LOCAL = 0x04034b50;
const LOCAL_LENGTH = 30;
const STORED = 0;
const DEFLATED = 8;
/** A slice of this inflates to no more than 2 MB. */
const SLICE = 2 * 1024;

/** Undefined where it is not there, is damaged, or is longer than `most` bytes. */
export function partOfZip(file: Uint8Array, name: string, most: number): Bytes | undefined {
  try {
    const part = findPart(file, textToBytes(name));
    return part === undefined || part.size > most ? undefined : unpacked(part);
  } catch {
    return undefined; // it points outside of itself, or is not deflated
  }
}

interface Part {
  readonly method: number;
  readonly packed: Uint8Array;
  /** as the directory says */
  readonly size: number;
}

function findPart(file: Uint8Array, name: Uint8Array): Part | undefined {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const end = endOf(view);
  if (end === undefined) return undefined;
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (view.getUint32(at, true) !== ENTRY) return undefined;
    const nameEnd = at + ENTRY_LENGTH + view.getUint16(at + 28, true);
    if (isSameBytes(file.subarray(at + ENTRY_LENGTH, nameEnd), name)) return partAt(view, file, at);
    at = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return undefined;
}

function endOf(view: DataView): number | undefined {
  const last = view.byteLength - END_LENGTH;
  for (let at = last; at >= Math.max(0, last - MOST_REMARK); at--) if (view.getUint32(at, true) === END) return at;
  return undefined;
}

function partAt(view: DataView, file: Uint8Array, at: number): Part | undefined {
  const local = view.getUint32(at + 42, true);
  if (view.getUint32(local, true) !== LOCAL) return undefined;
  const begin = local + LOCAL_LENGTH + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  const packed = file.subarray(begin, begin + view.getUint32(at + 20, true));
  return { method: view.getUint16(at + 10, true), packed, size: view.getUint32(at + 24, true) };
}

function unpacked({ method, packed, size }: Part): Bytes | undefined {
  if (method === STORED) return packed.length === size ? packed.slice() : undefined;
  if (method !== DEFLATED) return undefined;
  const chunks: Uint8Array[] = [];
  let length = 0;
  const inflate = new Inflate((chunk) => {
    length += chunk.length;
    chunks.push(chunk);
  });
  for (let at = 0; at < packed.length && length <= size; at += SLICE)
    inflate.push(packed.slice(at, at + SLICE), at + SLICE >= packed.length);
  return length === size ? joinBytes(...chunks) : undefined;
}
