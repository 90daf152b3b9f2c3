// Stage 2, what people hold before a camera or type while a device is enrolled: codes of fewer than 200 letters, so
// that an old laptop's camera reads them. What is longer is split into numbered codes that can come in any order. A
// code's bytes: kind and version (1), length of its part (1), its number (1), of how many (1), the first two bytes of
// the whole's SHA-256 (2), its part. One that is typed says itself in which group a letter is wrong (typed-code.ts).

import { sha256 } from '@noble/hashes/sha2.js';
import { type Bytes, joinBytes } from '../base/bytes.ts';
import { err, ok, type Result } from '../base/result.ts';
import { bytesToTypedCode, type TypedCodeProblem, typedCodeToBytes } from '../base/typed-code.ts';

export type CodeKind = 'invitation' | 'answer' | 'comparison' | 'grant';
const KINDS: readonly CodeKind[] = ['invitation', 'answer', 'comparison', 'grant'];

export interface CodePart {
  readonly kind: CodeKind;
  /** from 1 */
  readonly number: number;
  readonly of: number;
  /** the same for the codes of one whole */
  readonly tag: number;
  readonly bytes: Bytes;
}

export type CodeProblem =
  | TypedCodeProblem
  | { readonly type: 'newerCode' }
  /** its letters fit one another and yet it is not what was written: more than one was mistyped */
  | { readonly type: 'codeAltered' }
  | { readonly type: 'codesMixed' };

export interface JoinedCodes {
  readonly kind: CodeKind;
  /** null: some have not come yet */
  readonly bytes: Bytes | null;
  readonly of: number;
  readonly missing: readonly number[];
}

const VERSION = 1;
const HEADER = 6;
/** With its header and checks, 198 letters. */
const MOST_BYTES = 97;
export const MOST_CODES = 40;

/** Without hyphens, as a QR code carries it; undefined: too long to be shown as codes, it goes as a file. */
export function bytesToCodes(kind: CodeKind, bytes: Uint8Array): readonly string[] | undefined {
  const of = Math.max(1, Math.ceil(bytes.length / MOST_BYTES));
  if (of > MOST_CODES) return undefined;
  const tag = sha256(bytes).subarray(0, 2);
  const first = (VERSION << 4) | KINDS.indexOf(kind);
  return Array.from({ length: of }, (_, at) => {
    const part = bytes.subarray(at * MOST_BYTES, (at + 1) * MOST_BYTES);
    const header = Uint8Array.of(first, part.length, at + 1, of);
    return bytesToTypedCode(joinBytes(header, tag, part)).replaceAll('-', '');
  });
}

/** A code as people type it. */
export const codeToGroups = (code: string): string => code.replaceAll(/(.{6})(?=.)/g, '$1-');

export function readCode(text: string): Result<CodePart, CodeProblem> {
  const read = typedCodeToBytes(text);
  if (!read.ok) return read;
  const [first = 0, length = 0, number = 0, of = 0, high = 0, low = 0] = read.value;
  const kind = KINDS[first & 15];
  if (read.value.length < HEADER) return err({ type: 'codeCutShort' });
  if (first >> 4 !== VERSION) return err({ type: first >> 4 > VERSION ? 'newerCode' : 'notACode' });
  if (kind === undefined || number < 1 || number > of || of > MOST_CODES) return err({ type: 'notACode' });
  if (read.value.length < HEADER + length) return err({ type: 'codeCutShort' });
  if (read.value.length > HEADER + length) return err({ type: 'notACode' });
  return ok({ kind, number, of, tag: (high << 8) | low, bytes: read.value.slice(HEADER) });
}

/** Codes of one whole, in any order, some twice. */
export function joinCodes(parts: readonly CodePart[]): Result<JoinedCodes, CodeProblem> {
  const [first] = parts;
  if (first === undefined) return err({ type: 'notACode' });
  const { kind, of, tag } = first;
  if (parts.some((part) => part.kind !== kind || part.of !== of || part.tag !== tag))
    return err({ type: 'codesMixed' });
  const byNumber = new Map(parts.map((part) => [part.number, part.bytes]));
  const numbers = Array.from({ length: of }, (_, at) => at + 1);
  const missing = numbers.filter((number) => !byNumber.has(number));
  if (missing.length > 0) return ok({ kind, bytes: null, of, missing });
  const bytes = joinBytes(...numbers.flatMap((number) => byNumber.get(number) ?? []));
  const [high = 0, low = 0] = sha256(bytes);
  return ((high << 8) | low) === tag ? ok({ kind, bytes, of, missing }) : err({ type: 'codeAltered' });
}
