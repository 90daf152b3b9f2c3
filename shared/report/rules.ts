// Stage 5, the rules of the Mechanism that its sources do not have: term, rotation, quorum. They are settings, each
// record in force from its day; what nobody settled is null, and nothing is judged by it.

import { treeOf } from '../record/cell-tree.ts';
import { dayIn, numberIn, type RecordCells } from './cell-readers.ts';

export interface Rules {
  /** the record that says so; null where none is in force */
  readonly record: string | null;
  readonly termMonths: number | null;
  readonly rotationMonths: number | null;
  /** seats of ten */
  readonly quorum: number | null;
}

export const NO_RULES: Rules = { record: null, termMonths: null, rotationMonths: null, quorum: null };

/** Those in force on a day: of several, the latest; of two of one day, the greater id. */
export function rulesOf(records: readonly RecordCells[], today: string): Rules {
  const inForce = records
    .filter(({ kind }) => kind === 'rules')
    .flatMap(({ id, cells }) => {
      const tree = treeOf(cells);
      const from = dayIn(tree, 'from');
      return from === null || from.first > today ? [] : [{ id, tree, from: from.first }];
    })
    .sort((a, b) => (a.from === b.from ? (a.id < b.id ? 1 : -1) : a.from < b.from ? 1 : -1));
  const [latest] = inForce;
  if (latest === undefined) return NO_RULES;
  const count = (field: string): number | null => {
    const number = numberIn(latest.tree, field);
    return number !== null && Number.isSafeInteger(number) && number > 0 ? number : null;
  };
  return {
    record: latest.id,
    termMonths: count('term_months'),
    rotationMonths: count('rotation_months'),
    quorum: count('quorum'),
  };
}
