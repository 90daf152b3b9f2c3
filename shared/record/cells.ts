// Stage 1, a record as cells: the two-way mapping between an entry (an object of fields, as people and files
// give it) and its cells, the units that are changed, signed and merged one by one.
//   a set             objectives.7            { listed: rank }
//   counts            by_sex.women            12
//   per objective     progress.23             text
//   repeats           partners.<element id>   value
//   repeated groups   follow_up.<element id>.action
//   everything else   title                   value
// Law: cellsToEntry(entryToCells(x)) is x, order of arrays included, for any JSON, known kind or not. What
// does not fit its field's shape (a double in a set, a wrong type, an unknown field) travels whole in one
// cell at the field's path. Refused is only what canonical JSON cannot carry; −0 becomes 0 there, so here.

import { isJsonObject, type Json, type JsonObject } from '../base/json.ts';
import { err, ok, type Result } from '../base/result.ts';
import { carriable, type RecordProblem } from './carriable.ts';
import { type CellNode, treeOf } from './cell-tree.ts';
import { type CellValue, cellToGiven, givenToCell, isNotKnown, isSameJson, listed, rankOf } from './cell-value.ts';
import type { Field, Level, OptionSource, Shape } from './definition.ts';
import { elementIdAt, MAX_NUMBERED } from './element-id.ts';
import { fieldOf } from './kinds.ts';
import { type CellPath, componentsOf, isLogPath, MAX_PATH, OVERFLOW_PATH, pathOf } from './paths.ts';
import { translationAt } from './translation-path.ts';

type Cells = Map<CellPath, CellValue>;

export function entryToCells(
  kind: string,
  entry: { readonly [field: string]: Json },
): Result<ReadonlyMap<CellPath, CellValue>, RecordProblem> {
  const checked = carriable(entry);
  if (!checked.ok) return err(checked.error);
  const cells: Cells = new Map();
  const overflow: Record<string, Json> = {};
  for (const [key, value] of Object.entries(checked.value)) {
    const path = pathOf(key);
    if (path.length > MAX_PATH) {
      overflow[key] = value;
      continue;
    }
    const parts = valueToParts(fieldOf(kind, key)?.shape, path, value);
    if (parts !== undefined && [...parts.keys()].every((part) => part.length <= MAX_PATH)) {
      for (const [part, inner] of parts) cells.set(part, inner);
    } else cells.set(path, givenToCell(value));
  }
  if (Object.keys(overflow).length > 0) cells.set(OVERFLOW_PATH, overflow);
  return ok(cells);
}

/** Total: any cells give an entry, whoever wrote them. Where both a whole value and parts are live, both show if they can. */
export function cellsToEntry(kind: string, cells: ReadonlyMap<CellPath, CellValue>): Record<string, Json> {
  const overflow = cells.get(OVERFLOW_PATH);
  const entry: Record<string, Json> = isJsonObject(overflow) ? { ...overflow } : {};
  for (const [key, node] of treeOf(cells)) {
    const value = nodeToValue(fieldOf(kind, key)?.shape, node);
    if (value !== undefined) entry[key] = value;
  }
  return entry;
}

/** The field, or the subfield, that a cell belongs to. */
export function fieldOfPath(kind: string, path: CellPath): Field | undefined {
  const [key = '', first = '', second = ''] = componentsOf(path);
  const field = isLogPath(path) ? undefined : fieldOf(kind, key);
  const { shape } = field ?? {};
  if (shape?.type === 'repeatGroup') return shape.subfields.find((subfield) => subfield.key === second) ?? field;
  if (shape?.type === 'group') return shape.subfields.find((subfield) => subfield.key === first) ?? field;
  return field;
}

/**
 * The floor of a cell's level. What this app does not know is restricted; the log's own cells are open, but a translation
 * is as close as what it translates.
 */
export function levelOfPath(kind: string, path: CellPath): Level {
  const translation = translationAt(path);
  if (translation !== undefined) return levelOfPath(kind, translation.of);
  return isLogPath(path) ? 'open' : (fieldOfPath(kind, path)?.level ?? 'restricted');
}

/** The elements of a set as its sources write them: objectives, mesas and goals are numbers, the rest texts. */
export const isNumbered = (from: OptionSource): boolean =>
  from.type === 'objectives' || from.type === 'mesas' || from.type === 'sdgs';

/** The value of a field that has parts, or undefined where it has none; `whole` values stay as they are. */
export function nodeToValue(shape: Shape | undefined, node: CellNode): Json | undefined {
  switch (shape?.type) {
    case 'multichoice':
      return withListed(wholeOf(node), elementsOf(shape.from, node));
    case 'repeatText':
    case 'repeatUrl':
    case 'repeatGroup':
    case 'file':
      return withRepeated(wholeOf(node), repeatsOf(node).map(objectOf));
    case 'counts':
    case 'longtextPerObjective':
    case 'group':
      return objectOf(node);
    default:
      return wholeOf(node) ?? objectOf(node);
  }
}

/** Elements of a repeat in their order. */
export const repeatsOf = (node: CellNode | undefined): readonly CellNode[] =>
  [...(node?.parts.values() ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1));

function valueToParts(shape: Shape | undefined, path: CellPath, value: Json): Cells | undefined {
  switch (shape?.type) {
    case 'multichoice':
      return setToParts(shape.from, path, value);
    case 'counts':
    case 'longtextPerObjective':
    case 'group':
      return objectToParts(path, value);
    case 'repeatText':
    case 'repeatUrl':
    case 'file':
      return arrayToParts(path, value, (inner, at) => new Map([[at, givenToCell(inner)]]));
    case 'repeatGroup':
      return arrayToParts(path, value, (inner, at) => objectToParts(at, inner) ?? new Map([[at, givenToCell(inner)]]));
    default:
      return undefined;
  }
}

function setToParts(from: OptionSource, path: CellPath, value: Json): Cells | undefined {
  if (!Array.isArray(value) || value.length === 0 || new Set(value).size < value.length) return undefined;
  const fits = isNumbered(from) ? Number.isSafeInteger : (element: Json) => typeof element === 'string';
  if (!value.every(fits)) return undefined;
  return new Map(value.map((element, rank) => [`${path}.${pathOf(String(element))}`, listed(rank)]));
}

function objectToParts(path: CellPath, value: Json): Cells | undefined {
  if (!isJsonObject(value) || Object.keys(value).length === 0 || isNotKnown(value)) return undefined;
  return new Map(Object.entries(value).map(([key, inner]) => [`${path}.${pathOf(key)}`, givenToCell(inner)]));
}

function arrayToParts(path: CellPath, value: Json, toParts: (inner: Json, at: CellPath) => Cells): Cells | undefined {
  if (!Array.isArray(value) || value.length === 0 || value.length > MAX_NUMBERED) return undefined;
  return new Map(value.flatMap((inner: Json, at) => [...toParts(inner, `${path}.${elementIdAt(at + 1)}`)]));
}

const wholeOf = (node: CellNode): Json | undefined => (node.whole === undefined ? undefined : cellToGiven(node.whole));

/** Elements in the order as listed; two of the same rank, from two people, in the tree's order, by path. */
function elementsOf(from: OptionSource, node: CellNode): readonly Json[] {
  return [...node.parts.values()]
    .filter((part) => part.whole !== undefined)
    .map((part) => ({ rank: rankOf(part.whole ?? null), name: part.name }))
    .sort((a, b) => (a.rank === b.rank ? 0 : a.rank - b.rank))
    .map(({ name }) => elementOf(from, name));
}

/** An element as an entry gives it, from the last component of its path. */
export function elementOf(from: OptionSource, name: string): number | string {
  const n = Number(name);
  return isNumbered(from) && Number.isSafeInteger(n) && String(n) === name ? n : name;
}

function withListed(whole: Json | undefined, elements: readonly Json[]): Json | undefined {
  if (elements.length === 0) return whole;
  const before = Array.isArray(whole) ? whole : typeof whole === 'string' || typeof whole === 'number' ? [whole] : [];
  return [...before, ...elements.filter((element) => !before.some((other) => isSameJson(other, element)))];
}

function withRepeated(whole: Json | undefined, elements: readonly (Json | undefined)[]): Json | undefined {
  const present = elements.filter((element) => element !== undefined);
  if (present.length === 0) return whole;
  return Array.isArray(whole) ? [...whole, ...present] : present;
}

/** A node without parts is its value; with parts, an object of them, over the members of a whole object. */
function objectOf(node: CellNode): Json | undefined {
  const whole = wholeOf(node);
  const members = [...node.parts.values()].flatMap((part) => {
    const value = isJsonObject(part.whole) ? objectOf(part) : (wholeOf(part) ?? objectOf(part));
    return value === undefined ? [] : [[part.name, value] as const];
  });
  if (members.length === 0) return whole;
  const under: JsonObject = isJsonObject(whole) && !isNotKnown(whole) ? whole : {};
  return { ...under, ...Object.fromEntries(members) };
}
