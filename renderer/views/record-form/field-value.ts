// One field of the form ↔ its cells. A field is read from the cells once and then belongs to the form; a save
// writes only the cells by which the field now differs from what it was. So what the form cannot show (a
// value of another type, made by an entry or a newer app) stays as it is until the person answers anew.
// Law: changesOf(field, x, x) is empty, and after writing changesOf(field, x, y) the field reads as y.

import type { Json } from '#shared/base/json.ts';
import { type CellNode, treeOf } from '#shared/record/cell-tree.ts';
import { cellToGiven, isNotKnown, isSameJson, listed, NOT_KNOWN, rankOf } from '#shared/record/cell-value.ts';
import { repeatsOf } from '#shared/record/cells.ts';
import type { Field } from '#shared/record/definition.ts';
import { elementIdAt, elementIdBetween } from '#shared/record/element-id.ts';
import { pathOf } from '#shared/record/paths.ts';

export type Scalar = string | number | boolean | null;

/** An element of a repeat; `values` by subfield, or under '' where the element is one text. */
export interface Row {
  readonly id: string;
  readonly values: Readonly<Record<string, Scalar>>;
}

/** An attachment, or whatever stands in its place: its value is written back as it is. */
export interface FileRow {
  readonly id: string;
  readonly value: Json;
}

export type FieldValue =
  | { readonly type: 'notKnown' }
  /** something that this field's shape does not hold: shown, carried, replaced only by a new answer */
  | { readonly type: 'other'; readonly value: Json }
  | { readonly type: 'one'; readonly value: Scalar }
  | { readonly type: 'set'; readonly ranks: Readonly<Record<string, number>>; readonly whole?: Json }
  /** per objective (texts) or per group (numbers) */
  | { readonly type: 'parts'; readonly parts: Readonly<Record<string, Scalar>>; readonly whole?: Json }
  | { readonly type: 'rows'; readonly rows: readonly Row[]; readonly whole?: Json }
  | { readonly type: 'files'; readonly files: readonly FileRow[]; readonly whole?: Json };

type Cells = ReadonlyMap<string, Json>;

export function fieldValueOf(field: Field, cells: Cells): FieldValue {
  const node = treeOf(cells).get(field.key);
  if (node === undefined) return emptyOf(field);
  if (isNotKnown(node.whole) && node.parts.size === 0) return { type: 'notKnown' };
  const whole = node.whole === undefined || isNotKnown(node.whole) ? {} : { whole: node.whole };
  switch (field.shape.type) {
    case 'multichoice': {
      const ranks = [...node.parts.values()].flatMap((part) =>
        part.whole === undefined ? [] : [[part.name, Math.min(rankOf(part.whole), 9999)] as const],
      );
      const given = cellToGiven(node.whole ?? null);
      const before = (Array.isArray(given) ? given : [given]).filter(
        (item) => typeof item === 'string' || typeof item === 'number',
      );
      return {
        type: 'set',
        ranks: Object.fromEntries([...before.map((item, at) => [String(item), at - before.length] as const), ...ranks]),
        ...whole,
      };
    }
    case 'counts':
    case 'longtextPerObjective':
    case 'group':
      return { type: 'parts', parts: scalarsOf(node), ...whole };
    case 'repeatText':
    case 'repeatUrl':
    case 'repeatGroup':
      return { type: 'rows', rows: [...rowsOfWhole(node), ...repeatsOf(node).map(rowOf)], ...whole };
    case 'file':
      return {
        type: 'files',
        files: repeatsOf(node).flatMap(({ name, whole: value }) => (value === undefined ? [] : [{ id: name, value }])),
        ...whole,
      };
    default: {
      const value = cellToGiven(node.whole ?? null);
      return isScalar(value) && node.parts.size === 0 ? { type: 'one', value } : { type: 'other', value };
    }
  }
}

export function emptyOf(field: Field): FieldValue {
  switch (field.shape.type) {
    case 'multichoice':
      return { type: 'set', ranks: {} };
    case 'counts':
    case 'longtextPerObjective':
    case 'group':
      return { type: 'parts', parts: {} };
    case 'repeatText':
    case 'repeatUrl':
    case 'repeatGroup':
      return { type: 'rows', rows: [] };
    case 'file':
      return { type: 'files', files: [] };
    default:
      return { type: 'one', value: null };
  }
}

/** Cells to write so that a field that was `before` is `after`; null clears. */
export function changesOf(field: Field, before: FieldValue, after: FieldValue): ReadonlyMap<string, Json> {
  const [old, now] = [cellsOf(field, before), cellsOf(field, after)];
  const changes = new Map<string, Json>();
  for (const path of old.keys()) if (!now.has(path)) changes.set(path, null);
  for (const [path, value] of now) {
    const was = old.get(path);
    if (was === undefined || !isSameJson(was, value)) changes.set(path, value);
  }
  return changes;
}

/** Every cell of a field that has an answer: what is written anew when its level is raised. */
export function cellsOf(field: Field, value: FieldValue): Cells {
  const path = pathOf(field.key);
  const cells = new Map<string, Json>();
  const put = (at: string, scalar: Json): unknown =>
    scalar === null || scalar === '' ? undefined : cells.set(at, scalar);
  switch (value.type) {
    case 'notKnown':
      put(path, NOT_KNOWN);
      break;
    case 'other':
    case 'one':
      put(path, value.value);
      break;
    case 'set':
      if (value.whole !== undefined) put(path, value.whole);
      for (const [name, rank] of Object.entries(value.ranks))
        if (rank >= 0) put(`${path}.${pathOf(name)}`, listed(rank));
      break;
    case 'parts':
      if (value.whole !== undefined) put(path, value.whole);
      for (const [name, part] of Object.entries(value.parts)) put(`${path}.${pathOf(name)}`, part);
      break;
    case 'files':
      if (value.whole !== undefined) put(path, value.whole);
      for (const { id, value: file } of value.files) put(`${path}.${pathOf(id)}`, file);
      break;
    case 'rows':
      if (value.whole !== undefined) put(path, value.whole);
      for (const { id, values } of value.rows) {
        if (value.whole !== undefined && id.startsWith(WHOLE)) continue;
        for (const [name, part] of Object.entries(values)) {
          put(name === '' ? `${path}.${pathOf(id)}` : `${path}.${pathOf(id)}.${pathOf(name)}`, part);
        }
      }
  }
  return cells;
}

export const isEmpty = (field: Field, value: FieldValue): boolean => cellsOf(field, value).size === 0;

/** The set with exactly these elements; a value that stood for the whole set is spread into elements. */
export function withElements(value: FieldValue, names: readonly string[]): FieldValue {
  const kept: Readonly<Record<string, number>> = value.type === 'set' && value.whole === undefined ? value.ranks : {};
  let next = Math.max(-1, ...Object.values(kept)) + 1;
  return { type: 'set', ranks: Object.fromEntries(names.map((name) => [name, kept[name] ?? next++])) };
}

/** In the order as listed. */
export const elementsOf = (value: FieldValue): readonly string[] =>
  value.type === 'set'
    ? Object.entries(value.ranks)
        .sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1))
        .map(([name]) => name)
    : [];

/** In the order of their numbers. */
export const numbersOf = (value: FieldValue): readonly number[] =>
  elementsOf(value)
    .map(Number)
    .filter(Number.isInteger)
    .sort((a, b) => a - b);

/** A repeat with a new element at a place; `salt` as in element-id.ts. */
export function withRowAt(rows: readonly Row[], at: number, values: Row['values'], salt: string): readonly Row[] {
  const settled = settle(rows);
  const id = elementIdBetween(settled[at - 1]?.id ?? null, settled[at]?.id ?? null, salt);
  return [...settled.slice(0, at), { id, values }, ...settled.slice(at)];
}

export const withoutRow = (rows: readonly Row[], at: number): readonly Row[] =>
  settle(rows).filter((_, index) => index !== at);

/** The same elements, one of them at another place: it gets a new id, since the id is its place. */
export function withRowMoved(rows: readonly Row[], from: number, to: number, salt: string): readonly Row[] {
  const row = rows[from];
  if (row === undefined || to < 0 || to >= rows.length) return rows;
  return withRowAt(withoutRow(rows, from), to, row.values, salt);
}

export const withRowValues = (rows: readonly Row[], at: number, values: Row['values']): readonly Row[] =>
  settle(rows).map((row, index) => (index === at ? { ...row, values: { ...row.values, ...values } } : row));

/** The field with one more file at its end; `salt` as in element-id.ts. */
export function withFile(value: FieldValue, file: Json, salt: string): FieldValue {
  const before = value.type === 'files' ? value : { type: 'files' as const, files: [] };
  const id = elementIdBetween(before.files.at(-1)?.id ?? null, null, salt);
  return { ...before, files: [...before.files, { id, value: file }] };
}

/** Rows read from a whole value have no ids in the log; once the list is touched they are elements as any other. */
const WHOLE = '\u0000';

const settle = (rows: readonly Row[]): readonly Row[] => {
  const count = rows.filter(({ id }) => id.startsWith(WHOLE)).length;
  return count === 0 ? rows : rows.map((row, at) => (at < count ? { ...row, id: `-${elementIdAt(at + 1)}` } : row));
};

function rowsOfWhole({ whole }: CellNode): readonly Row[] {
  const given = whole === undefined || isNotKnown(whole) ? null : cellToGiven(whole);
  const items = Array.isArray(given) ? given : [given];
  return items.flatMap((item, at) =>
    isScalar(item) && item !== null ? [{ id: WHOLE + String(at), values: { '': item } }] : [],
  );
}

const rowOf = (node: CellNode): Row => {
  const value = cellToGiven(node.whole ?? null);
  return { id: node.name, values: { ...(isScalar(value) && value !== null ? { '': value } : {}), ...scalarsOf(node) } };
};

const scalarsOf = (node: CellNode): Readonly<Record<string, Scalar>> =>
  Object.fromEntries(
    [...node.parts.values()].flatMap((part) => {
      const value = cellToGiven(part.whole ?? null);
      return isScalar(value) && value !== null ? [[part.name, value] as const] : [];
    }),
  );

const isScalar = (value: Json): value is Scalar => typeof value !== 'object' || value === null;
