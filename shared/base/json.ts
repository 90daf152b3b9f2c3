// Stone: JSON as data, and the canonical gate (RFC 8785, JCS). What is signed is canonical or it is nothing:
// after parsing, writing it again must give the same text. That alone refuses duplicate keys, 1e400, -0,
// needless escapes, spaces and every other second spelling. Caps on size and depth come before the parser,
// so that a hostile text costs a scan and no more. Nearly all texts are canonical: canonical.ts finds that out
// without writing them again, and the reference here decides, and names, the rest.

import canonicalize from 'canonicalize';
import { bytesToText } from './bytes.ts';
import { isCanonicalIfJson } from './canonical.ts';
import { endOfString, textToJson } from './json-text.ts';
import { err, ok, type Result } from './result.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

export type JsonProblem =
  | { readonly type: 'badUtf8' }
  | { readonly type: 'tooLarge'; readonly limit: number }
  | { readonly type: 'tooDeep'; readonly limit: number }
  | { readonly type: 'tooMany'; readonly limit: number }
  | { readonly type: 'notJson' }
  | { readonly type: 'notCanonical' }
  | { readonly type: 'forbiddenKey'; readonly key: string };

export interface JsonCaps {
  /** bytes (of UTF-8) or characters (of text) */
  readonly size: number;
  readonly depth: number;
  /** commas and openings, so about values: five million empty objects are a small text and a large memory */
  readonly items?: number;
}

export const MAX_DEPTH = 40;
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** The canonical text of a value. Throws (a bug) on what JSON cannot carry: check such input before. */
export function canonicalText(value: Json): string {
  // What is in order already the platform writes the same, several times faster (a property test compares).
  const text = isInOrder(value) ? JSON.stringify(value) : canonicalize(value);
  if (text === undefined) throw new Error('not a JSON value');
  return text;
}

/** Parses canonical JSON bytes or text; anything else is refused by name. */
export function parseCanonical(input: Uint8Array | string, caps: JsonCaps): Result<Json, JsonProblem> {
  if (input.length > caps.size) return err({ type: 'tooLarge', limit: caps.size });
  const text = typeof input === 'string' ? input : bytesToText(input);
  if (text === undefined) return err({ type: 'badUtf8' });
  const quick = parseQuickly(text, caps);
  if (quick !== undefined) return ok(quick);
  const parsed = parseJson(text, caps);
  if (!parsed.ok) return parsed;
  return writesAs(parsed.value, text) ? parsed : err({ type: 'notCanonical' });
}

/** The value of a text that one walk finds canonical; undefined where it does not, and the gate must say why. */
function parseQuickly(text: string, caps: JsonCaps): Json | undefined {
  if (!isCanonicalIfJson(text, caps, FORBIDDEN_KEYS)) return undefined;
  try {
    return JSON.parse(text) as Json; // no key in it has escapes: see json-text.ts
  } catch {
    return undefined;
  }
}

/** Parses any JSON text (files people hand us: profiles, samples), within caps and without forbidden keys. */
export function parseJson(text: string, caps: JsonCaps): Result<Json, JsonProblem> {
  if (text.length > caps.size) return err({ type: 'tooLarge', limit: caps.size });
  const excess = excessOf(text, caps);
  if (excess !== undefined) return err(excess);
  let value: Json;
  try {
    value = textToJson(text) as Json;
  } catch {
    return err({ type: 'notJson' });
  }
  const problem = problemIn(value);
  return problem === undefined ? ok(value) : err(problem);
}

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether every key of an object is one of those allowed, and all required ones are there. */
export const hasOnlyKeys = (
  object: JsonObject,
  required: readonly string[],
  optional: readonly string[] = [],
): boolean =>
  required.every((key) => Object.hasOwn(object, key)) &&
  Object.keys(object).every((key) => required.includes(key) || optional.includes(key));

const writesAs = (value: Json, text: string): boolean => canonicalText(value) === text;

/** Whether every object's keys ascend by UTF-16 unit, and nothing is in it that JSON cannot carry. */
function isInOrder(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object') return typeof value === 'boolean';
  if (value === null) return true;
  if (Array.isArray(value)) return value.every(isInOrder);
  let before: string | undefined;
  for (const [key, inner] of Object.entries(value)) {
    if ((before !== undefined && before >= key) || !key.isWellFormed() || !isInOrder(inner)) return false;
    before = key;
  }
  return true;
}

/** Counts brackets and commas outside strings, without parsing; strings are leapt over. */
function excessOf(
  text: string,
  { depth: deepest, items: most = Number.POSITIVE_INFINITY }: JsonCaps,
): JsonProblem | undefined {
  let depth = 0;
  let items = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (code === COMMA) items++;
    else if (code === 0x7b || code === 0x5b) {
      items++;
      if (++depth > deepest) return { type: 'tooDeep', limit: deepest };
    } else if (code === 0x7d || code === 0x5d) depth--;
    if (items > most) return { type: 'tooMany', limit: most };
  }
  return undefined;
}

const COMMA = 0x2c;
const QUOTE = 0x22;

/** What the parser lets through and no canonical text can carry: Infinity from 1e400, lone surrogates. Or a key. */
function problemIn(value: Json): JsonProblem | undefined {
  if (typeof value === 'string') return value.isWellFormed() ? undefined : { type: 'notJson' };
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : { type: 'notJson' };
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    if (FORBIDDEN_KEYS.has(key)) return { type: 'forbiddenKey', key };
    const problem = key.isWellFormed() ? problemIn(inner) : ({ type: 'notJson' } as const);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
