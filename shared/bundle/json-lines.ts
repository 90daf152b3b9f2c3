// Stage 3, JSON Lines: one signed thing a line, each line canonical JSON (so a thing has one spelling), each
// ended by a line feed. Changesets carry their parts beside what is signed. A line is refused whole, by the
// first rule it breaks; what the signed text inside says is not looked at here.

import { type Bytes, bytesToText, joinBytes, textToBytes } from '../base/bytes.ts';
import { canonicalText, hasOnlyKeys, isJsonObject, type Json, type JsonProblem, parseCanonical } from '../base/json.ts';
import type { Changeset } from '../log/changeset.ts';
import { isSigned, type Signed } from '../log/envelope.ts';

export const MAX_LINE = 16 * 1024 * 1024;
export const MAX_LINES = 100_000;
/** a line has a handful of parts and at most 20 signatures; what is nested in its texts is read elsewhere */
const CAPS = { size: MAX_LINE, depth: 5, items: 500 };
const LINE_FEED = 0x0a;

export type LineProblem =
  /** `rule`: a rule of the canonical gate, 'shape' (no signed thing), or 'unended' (no line feed at the end) */
  | { readonly type: 'badLine'; readonly line: number; readonly rule: JsonProblem['type'] | 'shape' | 'unended' }
  | { readonly type: 'tooMany'; readonly limit: number }
  | { readonly type: 'tooLarge'; readonly limit: number };

export const signedToLine = (signed: Signed): string => `${canonicalText(signed as object as Json)}\n`;

export const changesetToLine = (changeset: Changeset): string => `${canonicalText(changeset as object as Json)}\n`;

export const linesToBytes = (lines: readonly string[]): Bytes => textToBytes(lines.join(''));

export interface LineReader {
  readonly push: (bytes: Uint8Array) => LineProblem | undefined;
  readonly end: () => LineProblem | undefined;
}

/** Cuts pushed bytes into lines, decodes each, and gives it on. */
export function readLines<Item>(decode: (value: Json) => Item | undefined, onItem: (item: Item) => void): LineReader {
  let held: Uint8Array[] = [];
  let size = 0;
  let line = 0;

  const closeLine = (): LineProblem | undefined => {
    line++;
    if (line > MAX_LINES) return { type: 'tooMany', limit: MAX_LINES };
    const text = bytesToText(held.length === 1 && held[0] !== undefined ? held[0] : joinBytes(...held));
    held = [];
    size = 0;
    if (text === undefined) return { type: 'badLine', line, rule: 'badUtf8' };
    const parsed = parseCanonical(text, CAPS);
    if (!parsed.ok) return { type: 'badLine', line, rule: parsed.error.type };
    const item = decode(parsed.value);
    if (item === undefined) return { type: 'badLine', line, rule: 'shape' };
    onItem(item);
    return undefined;
  };

  const push = (bytes: Uint8Array): LineProblem | undefined => {
    let from = 0;
    while (from < bytes.length) {
      const feed = bytes.indexOf(LINE_FEED, from);
      const piece = bytes.subarray(from, feed < 0 ? bytes.length : feed);
      size += piece.length;
      if (size > MAX_LINE) return { type: 'tooLarge', limit: MAX_LINE };
      held.push(piece);
      if (feed < 0) return undefined;
      const problem = closeLine();
      if (problem !== undefined) return problem;
      from = feed + 1;
    }
    return undefined;
  };

  const end = (): LineProblem | undefined =>
    held.length > 0 ? { type: 'badLine', line: line + 1, rule: 'unended' } : undefined;

  return { push, end };
}

export function decodeChangesetLine(value: Json): Changeset | undefined {
  if (!isJsonObject(value) || !hasOnlyKeys(value, ['parts', 'signed'])) return undefined;
  const { parts } = value;
  const signed = decodeSigned(value['signed'] ?? null);
  if (signed === undefined || !isJsonObject(parts)) return undefined;
  const isPart = ([level, text]: readonly [string, Json]): boolean =>
    LEVEL_NAME.test(level) && typeof text === 'string';
  return Object.entries(parts).every(isPart) ? { signed, parts: parts as Changeset['parts'] } : undefined;
}

/** Any signed thing, its text unread. */
export const decodeSigned = (value: Json): Signed | undefined =>
  isSigned(value) ? (value as object as Signed) : undefined;

/** a newer app may know more levels than these */
const LEVEL_NAME = /^[a-z]{1,20}$/;
