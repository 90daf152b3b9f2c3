// Stone: JSON as data, and the canonical gate (RFC 8785, JCS). What is signed is canonical or it is nothing:
// after parsing, writing it again must give the same text. That alone refuses duplicate keys, 1e400, -0,
// needless escapes, spaces and every other second spelling. Caps on size and depth come before the parser,
// so that a hostile text costs a scan and no more.

import canonicalize from 'canonicalize';
import { bytesToText } from './bytes.ts';
import { err, ok, type Result } from './result.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

export type JsonProblem =
  | { readonly type: 'badUtf8' }
  | { readonly type: 'tooLarge'; readonly limit: number }
  | { readonly type: 'tooDeep'; readonly limit: number }
  | { readonly type: 'notJson' }
  | { readonly type: 'notCanonical' }
  | { readonly type: 'forbiddenKey'; readonly key: string };

export interface JsonCaps {
  /** bytes (of UTF-8) or characters (of text) */
  readonly size: number;
  readonly depth: number;
}

export const MAX_DEPTH = 40;
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** The canonical text of a value. Throws (a bug) on what JSON cannot carry: check such input before. */
export function canonicalText(value: Json): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('not a JSON value');
  return text;
}

/** Parses canonical JSON bytes or text; anything else is refused by name. */
export function parseCanonical(input: Uint8Array | string, caps: JsonCaps): Result<Json, JsonProblem> {
  if (input.length > caps.size) return err({ type: 'tooLarge', limit: caps.size });
  const text = typeof input === 'string' ? input : bytesToText(input);
  if (text === undefined) return err({ type: 'badUtf8' });
  const parsed = parseJson(text, caps);
  if (!parsed.ok) return parsed;
  return writesAs(parsed.value, text) ? parsed : err({ type: 'notCanonical' });
}

/** Parses any JSON text (files people hand us: profiles, samples), within caps and without forbidden keys. */
export function parseJson(text: string, caps: JsonCaps): Result<Json, JsonProblem> {
  if (text.length > caps.size) return err({ type: 'tooLarge', limit: caps.size });
  if (isDeeperThan(text, caps.depth)) return err({ type: 'tooDeep', limit: caps.depth });
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    return err({ type: 'notJson' });
  }
  const key = forbiddenKeyIn(value);
  return key === undefined ? ok(value) : err({ type: 'forbiddenKey', key });
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

function writesAs(value: Json, text: string): boolean {
  try {
    return canonicalText(value) === text;
  } catch {
    return false; // lone surrogates, Infinity from 1e400
  }
}

/** Counts open brackets outside strings, without parsing. */
function isDeeperThan(text: string, limit: number): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === 0x5c) at++;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) inString = true;
    else if (code === 0x7b || code === 0x5b) {
      if (++depth > limit) return true;
    } else if (code === 0x7d || code === 0x5d) depth--;
  }
  return false;
}

function forbiddenKeyIn(value: Json): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    if (FORBIDDEN_KEYS.has(key)) return key;
    const found = forbiddenKeyIn(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}
