// Stage 5, one answer of a record, read without trust in its type: what is not of the expected type is no answer.

import type { Json } from '../base/json.ts';
import { isJsonObject } from '../base/json.ts';
import { compareText } from '../base/folding.ts';
import { answerAt, type CellNode } from '../record/cell-tree.ts';
import { rankOf } from '../record/cell-value.ts';
import { elementOf, repeatsOf } from '../record/cells.ts';
import type { Level } from '../record/definition.ts';
import type { CellPath } from '../record/paths.ts';
import { type DayRange, dayRangeOf } from './calendar.ts';

/** A record by its cells, as read. */
export interface RecordCells {
  readonly id: string;
  readonly kind: string;
  readonly cells: ReadonlyMap<CellPath, Json>;
}

/** Whether it may lie open outside the sealed notebook: it is for every reader of the Mechanism. */
export const isReadable = (level: Level): boolean => level === 'open' || level === 'mechanism';

/** A record without what is restricted or personal. */
export const readableCells = (
  id: string,
  kind: string,
  cells: Iterable<readonly [CellPath, { readonly value: Json; readonly level: Level }]>,
): RecordCells => ({
  id,
  kind,
  cells: new Map([...cells].flatMap(([path, { value, level }]) => (isReadable(level) ? [[path, value] as const] : []))),
});

export type AnswerTree = ReadonlyMap<string, CellNode>;

/** '' where there is none */
export function textIn(tree: AnswerTree, field: string): string {
  const answer = answerAt(tree.get(field));
  return typeof answer === 'string' ? answer.trim() : '';
}

export function numberIn(tree: AnswerTree, field: string): number | null {
  const answer = answerAt(tree.get(field));
  return typeof answer === 'number' ? answer : null;
}

export const dayIn = (tree: AnswerTree, field: string): DayRange | null => dayRangeOf(answerAt(tree.get(field)));

/** The elements of a set in the order as listed, each once; a single value in its place is a set of one. */
export function textsIn(tree: AnswerTree, field: string): readonly string[] {
  const node = tree.get(field);
  if (node === undefined) return [];
  const whole = answerAt(node);
  const given = whole === undefined ? [] : Array.isArray(whole) ? whole : [whole];
  const listed = [...node.parts.values()]
    .filter(({ whole: value }) => value !== undefined)
    .sort((a, b) => rankOf(a.whole ?? null) - rankOf(b.whole ?? null) || compareText(a.name, b.name))
    .map(({ name }) => name);
  return [...new Set([...given, ...listed].flatMap((item) => (typeof item === 'string' ? [item] : [])))];
}

/** The numbers of objectives or mesas in a set. */
export function numbersIn(tree: AnswerTree, field: string): readonly number[] {
  const node = tree.get(field);
  if (node === undefined) return [];
  const whole = answerAt(node);
  const given = whole === undefined ? [] : Array.isArray(whole) ? whole : [whole];
  const listed = [...node.parts.values()].flatMap((part) =>
    part.whole === undefined ? [] : [elementOf({ type: 'objectives' }, part.name)],
  );
  const numbers = [...given, ...listed].filter((item): item is number => typeof item === 'number');
  return [...new Set(numbers)].sort((a, b) => a - b);
}

/** What stands there as one list, as an old entry has it. */
function listIn(node: CellNode | undefined): readonly Json[] {
  const whole = node === undefined ? undefined : answerAt(node);
  return Array.isArray(whole) ? (whole as readonly Json[]) : [];
}

export interface Group {
  /** names its cells: `field.id.subfield`; null where the groups stand in one cell and none has its own */
  readonly id: string | null;
  readonly values: Readonly<Record<string, Json>>;
}

/** The groups of a repeated group, in their order. */
export function groupsIn(tree: AnswerTree, field: string): readonly Group[] {
  const node = tree.get(field);
  const given = listIn(node);
  return [
    ...given.flatMap((item) => (isJsonObject(item) ? [{ id: null, values: item }] : [])),
    ...repeatsOf(node).map((row) => ({
      id: row.name,
      values: Object.fromEntries([...row.parts].map(([key, part]) => [key, answerAt(part) ?? null])),
    })),
  ];
}

/** Texts of a repeat, in their order. */
export function repeatedTexts(tree: AnswerTree, field: string): readonly string[] {
  const node = tree.get(field);
  const given = listIn(node);
  return [...given, ...repeatsOf(node).map((row) => answerAt(row) ?? null)].filter(
    (text): text is string => typeof text === 'string' && text.trim() !== '',
  );
}

export const groupText = ({ values }: Group, key: string): string => {
  const value = values[key];
  return typeof value === 'string' ? value.trim() : '';
};
