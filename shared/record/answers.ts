// Stage 1, what counts as an answer. "Not known" is one; an empty text, an empty list or spaces are none.

import { isJsonObject, type Json } from '../base/json.ts';
import { answerAt, type CellNode, treeOf } from './cell-tree.ts';
import { type CellValue, cellToGiven, isNotKnown } from './cell-value.ts';
import type { Field, Kind } from './definition.ts';
import type { CellPath } from './paths.ts';

export function isAnswered(node: CellNode | undefined): boolean {
  if (node === undefined) return false;
  if (node.whole !== undefined && (isNotKnown(node.whole) || hasContent(cellToGiven(node.whole)))) return true;
  return [...node.parts.values()].some(isAnswered);
}

/** Whether the form asks for it: where that depends on another answer, as long as that one is not given too. */
export function isAsked({ showIf }: Field, answerTo: (field: string) => Json | undefined): boolean {
  if (showIf === undefined) return true;
  const answer = answerTo(showIf.field) ?? null;
  return typeof answer !== 'string' || answer === '' || showIf.is.includes(answer);
}

/** What the form asks for, is not answered, and may be left. */
export function stillOpen(kind: Kind, cells: ReadonlyMap<CellPath, CellValue>): readonly Field[] {
  const tree = treeOf(cells);
  const answerTo = (key: string): Json | undefined => answerAt(tree.get(key));
  return kind.fields.filter(
    (field) => field.recommended && isAsked(field, answerTo) && !isAnswered(tree.get(field.key)),
  );
}

function hasContent(value: Json): boolean {
  if (value === null) return false;
  if (typeof value === 'string') return value.trim() !== '';
  if (Array.isArray(value)) return value.some(hasContent);
  return isJsonObject(value) ? Object.values(value).some(hasContent) : true;
}
