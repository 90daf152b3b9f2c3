// Typing from paper: the rows of the printed form one after another. The number of a row is the place of its field in the
// definition, from 1, as it stands on the paper (shared/report/blank-form.ts); what is said about each objective is asked
// once for each that was chosen. Files and what reviewers decide are on no paper.

import { isAsked } from '#shared/record/answers.ts';
import type { Field, Kind } from '#shared/record/definition.ts';
import { type FieldValue, numbersOf } from './field-value.ts';

export interface PaperStep {
  /** of the step, among the steps of a form */
  readonly key: string;
  readonly field: Field;
  /** on the paper */
  readonly row: number;
  /** the one that the text is about, where there is one text an objective */
  readonly objective?: number;
}

export function paperSteps(kind: Kind, valueOf: (field: Field) => FieldValue): readonly PaperStep[] {
  const byKey = new Map(kind.fields.map((field) => [field.key, field]));
  const answerTo = (key: string): string | null => {
    const field = byKey.get(key);
    const value = field === undefined ? undefined : valueOf(field);
    return value?.type === 'one' && typeof value.value === 'string' ? value.value : null;
  };
  const chosen = kind.objectiveFields.flatMap((key) => {
    const field = byKey.get(key);
    return field === undefined ? [] : numbersOf(valueOf(field));
  });
  return kind.fields.flatMap((field, at): readonly PaperStep[] => {
    const { type } = field.shape;
    if (type === 'workflow' || type === 'file' || !isAsked(field, answerTo)) return [];
    const row = at + 1;
    if (type !== 'longtextPerObjective') return [{ key: field.key, field, row }];
    return [...new Set(chosen)].map((objective) => ({ key: `${field.key} ${objective}`, field, row, objective }));
  });
}
