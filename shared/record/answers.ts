// Stage 1, what counts as an answer. "Not known" is one; an empty text, an empty list or spaces are none.

import { isJsonObject, type Json } from '../base/json.ts';
import { type CellNode, treeOf } from './cell-tree.ts';
import { type CellValue, cellToGiven, isNotKnown } from './cell-value.ts';
import type { Field, Kind } from './definition.ts';
import type { CellPath } from './paths.ts';

export function isAnswered(node: CellNode | undefined): boolean {
  if (node === undefined) return false;
  if (node.whole !== undefined && (isNotKnown(node.whole) || hasContent(cellToGiven(node.whole)))) return true;
  return [...node.parts.values()].some(isAnswered);
}

/** What the form asks for, is not answered, and may be left. */
export function stillOpen(kind: Kind, cells: ReadonlyMap<CellPath, CellValue>): readonly Field[] {
  const tree = treeOf(cells);
  return kind.fields.filter((field) => field.recommended && !isAnswered(tree.get(field.key)));
}

function hasContent(value: Json): boolean {
  if (value === null) return false;
  if (typeof value === 'string') return value.trim() !== '';
  if (Array.isArray(value)) return value.some(hasContent);
  return isJsonObject(value) ? Object.values(value).some(hasContent) : true;
}
