// Stage 1, the value of a cell: any JSON. Three values mean something beside themselves: null (cleared),
// `{ notKnown: true }` (answered: not known) and `{ listed: rank }` (this element belongs to the set; the
// rank keeps the order as listed and means nothing else). What an entry gives that would read as one of
// them by mistake, null above all, is wrapped as `{ asGiven: value }`.

import { isJsonObject, type Json } from '../base/json.ts';

export type CellValue = Json;

export const NOT_KNOWN: CellValue = { notKnown: true };

export const isNotKnown = (value: CellValue | undefined): boolean =>
  isOnly(value, 'notKnown') && value['notKnown'] === true;

export const listed = (rank: number): CellValue => ({ listed: rank });

/** The rank of an element that is in the set; Infinity where what stands there has no rank. */
export const rankOf = (value: CellValue): number =>
  isOnly(value, 'listed') && typeof value['listed'] === 'number' ? value['listed'] : Number.POSITIVE_INFINITY;

/** A value as an entry gives it → the value of a cell. */
export const givenToCell = (value: Json): CellValue =>
  value === null || isOnly(value, 'asGiven') ? { asGiven: value } : value;

export const cellToGiven = (value: CellValue): Json => (isOnly(value, 'asGiven') ? (value['asGiven'] ?? null) : value);

/** Whether two writes of a cell say the same, so that there is nothing to decide between them. */
export const sameMeaning = (a: CellValue, b: CellValue): boolean =>
  isSameJson(a, b) || (isOnly(a, 'listed') && isOnly(b, 'listed'));

/** As `sameMeaning`, for what people write in words: two ways to compose the same letters say the same (Unicode NFC). */
export const sameWords = (a: CellValue, b: CellValue): boolean =>
  typeof a === 'string' && typeof b === 'string' ? a === b || a.normalize() === b.normalize() : sameMeaning(a, b);

/** Whether two values are the same JSON, whatever the order of members. */
export function isSameJson(a: Json, b: Json): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((inner, at) => isSameJson(inner, b[at] ?? null));
  }
  if (!isJsonObject(a) || !isJsonObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isSameJson(a[key] ?? null, b[key] ?? null))
  );
}

const isOnly = (value: CellValue | undefined, key: string): value is { readonly [key: string]: Json } =>
  isJsonObject(value) && Object.hasOwn(value, key) && Object.keys(value).length === 1;
