// The answers of a record as a person chooses among them: a question with all its cells is one, but each attached file
// and each objective's text is its own.

import type { RecordView } from '#renderer/engine/record-views.ts';
import { fieldOf, kindOf } from '#shared/record/kinds.ts';
import { componentsOf, pathOf } from '#shared/record/paths.ts';

export interface ChoosableAnswer {
  /** names it as a cell is named */
  readonly key: string;
  readonly paths: readonly string[];
}

/** In the order of the form; what this app has no question for comes last. */
export function choosableAnswers({
  row,
  withdrawable,
}: Pick<RecordView, 'row' | 'withdrawable'>): readonly ChoosableAnswer[] {
  const byKey = new Map<string, string[]>();
  for (const path of withdrawable) {
    const key = answerOf(row.kind, path);
    const before = byKey.get(key);
    if (before === undefined) byKey.set(key, [path]);
    else before.push(path);
  }
  const order = kindOf(row.kind)?.fields.map(({ key }) => key) ?? [];
  const placeOf = (key: string): number => {
    const at = order.indexOf(componentsOf(key)[0] ?? '');
    return at < 0 ? order.length : at;
  };
  return [...byKey]
    .map(([key, paths]) => ({ key, paths }))
    .sort((a, b) => placeOf(a.key) - placeOf(b.key) || (a.key < b.key ? -1 : 1));
}

function answerOf(kind: string, path: string): string {
  const [key = '', part] = componentsOf(path);
  const shape = fieldOf(kind, key)?.shape.type;
  const isPart = part !== undefined && (shape === 'file' || shape === 'longtextPerObjective');
  return isPart ? pathOf(key, part) : pathOf(key);
}
