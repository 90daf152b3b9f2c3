// What a cell will be after a decision: one of the versions, all of them together, or what the person writes.
// Together goes only what can be: texts are put together word by word over what was there before; items that were
// put in the same place of a list are both kept, each in a place of its own. Dates, numbers and choices are chosen.

import type { ConflictView } from '#renderer/engine/inbox-views.ts';
import { newSalt } from '#renderer/views/record-form/salt.ts';
import type { Json } from '#shared/base/json.ts';
import { isSameJson } from '#shared/record/cell-value.ts';
import { fieldOfPath } from '#shared/record/cells.ts';
import { elementIdBetween } from '#shared/record/element-id.ts';
import { fieldOf } from '#shared/record/kinds.ts';
import { componentsOf, pathOf } from '#shared/record/paths.ts';
import { diffWords, type MergedPiece, mergeWords } from './word-diff.ts';

/** The index of a version, all together, or what the person writes. */
export type Mode = Choice | 'written';

export type Choice = number | 'both';

/** What can be put together, and how; null: one is chosen. */
export type Join = 'texts' | 'items' | null;

export interface Versions {
  readonly kind: string;
  readonly cell: string;
  readonly base: Json | undefined;
  readonly values: readonly Json[];
}

export interface Outcome {
  readonly value: Json;
  /** cells of further items of the list */
  readonly more: Readonly<Record<string, Json>>;
}

export const versionsOf = ({ row, cell, base, sides }: ConflictView): Versions => ({
  kind: row.kind,
  cell,
  base,
  values: sides.map(({ value }) => value),
});

export function joinOf({ kind, cell, base, values }: Versions): Join {
  const shape = fieldOfPath(kind, cell)?.shape.type;
  const isList = shape === 'repeatText' || shape === 'repeatUrl';
  if (isList && componentsOf(cell).length === 1 && values.every(isArray)) return 'items';
  if (!values.every((value) => typeof value === 'string' && value !== '')) return null;
  const hasBase = typeof base === 'string' && base !== '';
  if (isList && !hasBase) return componentsOf(cell).length === 2 ? 'items' : null;
  return isWords(kind, cell) ? 'texts' : null;
}

/** Whether a person can write the outcome anew. */
export const canWrite = ({ kind, cell, values }: Versions): boolean =>
  isWords(kind, cell) && values.every((value) => value === null || typeof value === 'string');

/** An element of a set: each is in it or not. */
export const isElement = (kind: string, cell: string): boolean => {
  const [key = '', element] = componentsOf(cell);
  return element !== undefined && fieldOf(kind, key)?.shape.type === 'multichoice';
};

/** Texts put together: of two, whose each stretch is; of more, only what is new. */
export function textsTogether({ base, values }: Versions): readonly MergedPiece[] {
  const [first = '', second = '', ...others] = values.map((value) => (typeof value === 'string' ? value : ''));
  const before = typeof base === 'string' ? base : undefined;
  const two = mergeWords(before, first, second);
  if (others.length === 0) return two;
  const all = others.reduce((text, next) => spell(mergeWords(before, text, next)), spell(two));
  return diffWords(first, all)
    .filter(({ type }) => type !== 'removed')
    .map(({ text }) => ({ hand: 0, text }));
}

function itemsTogether({ values }: Versions): readonly Json[] {
  const items: Json[] = [];
  for (const value of values) {
    for (const item of isArray(value) ? value : [value])
      if (!items.some((known) => isSameJson(known, item))) items.push(item);
  }
  return items;
}

/** As it will be shown. */
export function outcomeValue(versions: Versions, mode: Mode, written: Json): Json {
  if (mode === 'written') return written;
  if (mode !== 'both') return versions.values[mode] ?? null;
  return joinOf(versions) === 'items' ? [...itemsTogether(versions)] : spell(textsTogether(versions));
}

/** As it will be written. */
export function outcomeOf(versions: Versions, mode: Mode, written: Json): Outcome {
  const [field = '', element] = componentsOf(versions.cell);
  if (mode !== 'both' || joinOf(versions) !== 'items' || element === undefined)
    return { value: outcomeValue(versions, mode, written), more: {} };
  const [value = null, ...others] = itemsTogether(versions);
  const more: Record<string, Json> = {};
  let before = element;
  for (const other of others) {
    before = elementIdBetween(before, null, newSalt());
    more[pathOf(field, before)] = other;
  }
  return { value, more };
}

const spell = (pieces: readonly MergedPiece[]): string => pieces.map(({ text }) => text).join('');

const isArray = (value: Json): value is Json[] => Array.isArray(value);

const WORDS: ReadonlySet<string | undefined> = new Set(['text', 'longtext', 'longtextPerObjective', 'repeatText']);

const isWords = (kind: string, cell: string): boolean => WORDS.has(fieldOfPath(kind, cell)?.shape.type);
