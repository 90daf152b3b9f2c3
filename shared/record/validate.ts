// Stage 1, what is wrong with a record. While recording nothing is refused; finishing asks that no problem is
// an error. Required is only what a record cannot do without, and "not known" answers it. Figures that do not
// add up are flagged, for they are what was counted; a group without a figure is unknown, which is not 0.
// Of a kind that this app does not know nothing is wrong.

import type { CellNode } from './cell-tree.ts';
import { answerAt, treeOf } from './cell-tree.ts';
import { type CellValue, cellToGiven } from './cell-value.ts';
import { isAnswered } from './answers.ts';
import { shapeProblemsOf, type ShapeProblem } from './check-shape.ts';
import type { Field, Kind } from './definition.ts';
import { kindOf } from './kinds.ts';
import { optionsOf } from './options.ts';
import { endsBefore, parsePartialDate } from './partial-date.ts';
import { type CellPath, componentsOf } from './paths.ts';

export type Problem =
  | ShapeProblem
  | ({ readonly path: CellPath } & (
      | { readonly severity: 'error'; readonly type: 'missing' }
      | { readonly severity: 'error'; readonly type: 'dateOrder'; readonly start: string; readonly end: string }
      | {
          readonly severity: 'flag';
          readonly type: 'subtotalAboveTotal' | 'subtotalDiffers';
          readonly sum: number;
          readonly total: number;
        }
      /** the record stays on this device while this is the answer */
      | { readonly severity: 'flag'; readonly type: 'consentBlocks'; readonly answer: string }
      /** kept as it is; the Compact is about migrants, and what is about refugees alone has a forum of its own */
      | { readonly severity: 'flag'; readonly type: 'outOfScope' }
    ));

type Tree = ReadonlyMap<string, CellNode>;

/** In the order of the form. @param kind with the questions that are asked beside it */
export function problemsOf(
  kindKey: string,
  cells: ReadonlyMap<CellPath, CellValue>,
  kind = kindOf(kindKey),
): readonly Problem[] {
  if (!kind) return [];
  const tree = treeOf(cells);
  return kind.fields.flatMap((field) => problemsOfField(kind, field, tree));
}

/** Without what is missing where consent was taken back: nobody is asked for it again. */
export const withoutClosed = (problems: readonly Problem[], closed: readonly CellPath[]): readonly Problem[] =>
  problems.filter(
    ({ type, path }) => type !== 'missing' || !closed.some((cell) => componentsOf(cell)[0] === componentsOf(path)[0]),
  );

/** Whether an answer, such as consent not obtained, keeps the record on this device. */
export const isKeptHere = (kind: string, cells: ReadonlyMap<CellPath, CellValue>): boolean =>
  problemsOf(kind, cells).some(({ type }) => type === 'consentBlocks');

function problemsOfField(kind: Kind, field: Field, tree: Tree): readonly Problem[] {
  const node = tree.get(field.key);
  if (!isAnswered(node)) {
    return field.required === 'atFinishing' ? [{ severity: 'error', type: 'missing', path: field.key }] : [];
  }
  if (node === undefined) return [];
  return [
    ...shapeProblemsOf(field.shape, node),
    ...inDates(kind, field, tree),
    ...inTotals(field, node, tree),
    ...inConsent(field, node),
    ...inFlag(field, node),
  ];
}

function inDates(kind: Kind, field: Field, tree: Tree): readonly Problem[] {
  if (field.key !== kind.endDateField) return [];
  const [start, end] = [answerAt(tree.get(kind.dateField ?? '')), answerAt(tree.get(field.key))];
  if (typeof start !== 'string' || typeof end !== 'string') return [];
  const [begun, ended] = [parsePartialDate(start), parsePartialDate(end)];
  if (!begun || !ended || !endsBefore(begun, ended)) return [];
  return [{ severity: 'error', type: 'dateOrder', path: field.key, start, end }];
}

/** Sums are compared only with a known total; that they differ can be said only when every group is known. */
function inTotals({ shape, key }: Field, node: CellNode, tree: Tree): readonly Problem[] {
  if (shape.type !== 'counts') return [];
  const counts = countsOf(node);
  const within = answerAt(tree.get(shape.within ?? ''));
  const total = answerAt(tree.get(shape.sumsTo ?? ''));
  const problems: Problem[] = [];
  if (typeof within === 'number') {
    for (const { path, count } of counts.values()) {
      if (count > within)
        problems.push({ severity: 'flag', type: 'subtotalAboveTotal', path, sum: count, total: within });
    }
  }
  if (typeof total === 'number' && counts.size > 0) {
    const sum = [...counts.values()].reduce((all, { count }) => all + count, 0);
    const isComplete = optionsOf(shape.from).every((option) => counts.has(option.key));
    if (sum > total) problems.push({ severity: 'flag', type: 'subtotalAboveTotal', path: key, sum, total });
    else if (isComplete && sum < total)
      problems.push({ severity: 'flag', type: 'subtotalDiffers', path: key, sum, total });
  }
  return problems;
}

/** The groups whose number is known. */
function countsOf(node: CellNode): ReadonlyMap<string, { readonly path: CellPath; readonly count: number }> {
  return new Map(
    [...node.parts.values()].flatMap((part) => {
      const count = part.whole === undefined ? null : cellToGiven(part.whole);
      return typeof count === 'number' ? [[part.name, { path: part.path, count }] as const] : [];
    }),
  );
}

function inConsent(field: Field, node: CellNode): readonly Problem[] {
  const answer = answerAt(node);
  if (typeof answer !== 'string' || field.blocks === undefined || !Object.hasOwn(field.blocks, answer)) return [];
  return [{ severity: 'flag', type: 'consentBlocks', path: node.path, answer }];
}

const inFlag = ({ flag }: Field, node: CellNode): readonly Problem[] =>
  flag !== undefined && answerAt(node) === flag.answer ? [{ severity: 'flag', type: flag.type, path: node.path }] : [];
