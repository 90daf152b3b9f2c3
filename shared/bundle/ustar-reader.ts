// Stage 3, the archive on the way in: a push parser that holds one block and gives content on as it comes.
// A header is parsed for its name and size only; then the one header of that name and size is made and must
// be equal to it, byte for byte. What differs is then named: a checksum, the magic, the type, another field.
// Which names may follow which, and what content must be, the visitor decides.

import { isSameBytes } from '../base/bytes.ts';
import { err, ok, type Result } from '../base/result.ts';
import { BLOCK, checksumOf, END_BLOCKS, fileHeader, placeOf } from './ustar.ts';

export type ArchiveRule =
  | 'checksum' // a header's sum does not hold
  | 'magic' // not ustar
  | 'entryType' // a link, a directory, an extension
  | 'name' // not a name of this format
  | 'size' // no octal number
  | 'field' // owner, mode, time or another fixed field
  | 'order' // not the entry that must come here
  | 'filler' // content is not filled up with zeros
  | 'padding' // the last entry is not zeros, or of the wrong size
  | 'end' // not two zero blocks, or something after them
  | 'short'; // ends before its end

export interface ArchiveProblem {
  readonly type: 'badArchive';
  readonly rule: ArchiveRule;
}

/** What is done with the entries. Each call may answer a problem, which ends the reading. */
export interface ArchiveVisitor<Problem> {
  readonly begin: (name: string, size: number) => Problem | undefined;
  readonly content: (bytes: Uint8Array) => Problem | undefined;
  readonly finish: () => Problem | undefined;
}

export interface ArchiveReader<Problem> {
  /** Any slice of the archive, in order. After a problem, nothing more may be pushed. */
  readonly push: (bytes: Uint8Array) => Problem | ArchiveProblem | undefined;
  readonly end: () => ArchiveProblem | undefined;
}

/** @param isName which names the format has; a bundle's unless told */
export function readArchive<Problem>(
  visitor: ArchiveVisitor<Problem>,
  isName: (name: string) => boolean = isBundleName,
): ArchiveReader<Problem> {
  const block = new Uint8Array(BLOCK);
  let held = 0; // bytes of a header held in `block`
  let content = 0; // bytes of the entry's content still to come
  let filler = 0; // bytes of its filling still to come
  let ending = 0; // zero bytes seen of the end; 0: not there yet
  let isOpen = false;

  const closeEntry = (): Problem | undefined => {
    isOpen = false;
    return visitor.finish();
  };

  const openEntry = (): Problem | ArchiveProblem | undefined => {
    if (block.every((byte) => byte === 0)) {
      ending = BLOCK;
      return undefined;
    }
    const entry = decodeHeader(block, isName);
    if (!entry.ok) return entry.error;
    content = entry.value.size;
    filler = -content & (BLOCK - 1);
    isOpen = true;
    return visitor.begin(entry.value.name, entry.value.size) ?? (content === 0 ? closeEntry() : undefined);
  };

  const push = (bytes: Uint8Array): Problem | ArchiveProblem | undefined => {
    let at = 0;
    while (at < bytes.length) {
      let problem: Problem | ArchiveProblem | undefined;
      const left = bytes.length - at;
      if (ending > 0) {
        ending += left;
        if (ending > END_BLOCKS || !isZero(bytes.subarray(at))) return bad('end');
        return undefined;
      }
      if (content > 0) {
        const taken = bytes.subarray(at, at + Math.min(content, left));
        content -= taken.length;
        at += taken.length;
        problem = visitor.content(taken) ?? (content === 0 ? closeEntry() : undefined);
      } else if (filler > 0) {
        const taken = bytes.subarray(at, at + Math.min(filler, left));
        filler -= taken.length;
        at += taken.length;
        problem = isZero(taken) ? undefined : bad('filler');
      } else {
        const taken = bytes.subarray(at, at + Math.min(BLOCK - held, left));
        block.set(taken, held);
        held = (held + taken.length) % BLOCK;
        at += taken.length;
        if (held === 0) problem = openEntry();
      }
      if (problem !== undefined) return problem;
    }
    return undefined;
  };

  const end = (): ArchiveProblem | undefined =>
    isOpen || filler > 0 || held > 0 || ending === 0 ? bad('short') : ending === END_BLOCKS ? undefined : bad('end');

  return { push, end };
}

/** Name and size of the one header that this block may be. */
function decodeHeader(
  block: Uint8Array,
  isName: (name: string) => boolean,
): Result<{ name: string; size: number }, ArchiveProblem> {
  const sum = asciiOf(block.subarray(148, 154));
  if (!/^[0-7]{6}$/.test(sum) || Number.parseInt(sum, 8) !== checksumOf(block)) return err(bad('checksum'));
  if (asciiOf(block.subarray(257, 265)) !== 'ustar\x0000') return err(bad('magic'));
  if (block[156] !== 0x30) return err(bad('entryType'));
  const name = asciiOf(block.subarray(0, block.indexOf(0)));
  if (!isName(name)) return err(bad('name'));
  const octal = asciiOf(block.subarray(124, 135));
  if (!/^[0-7]{11}$/.test(octal)) return err(bad('size'));
  const size = Number.parseInt(octal, 8);
  return isSameBytes(block, fileHeader(name, size)) ? ok({ name, size }) : err(bad('field'));
}

const isBundleName = (name: string): boolean => placeOf(name) >= 0;

const bad = (rule: ArchiveRule): ArchiveProblem => ({ type: 'badArchive', rule });

const asciiOf = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

const isZero = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0);
