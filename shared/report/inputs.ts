// Stage 5, what the records say about the topics of a meeting, for those who will read it: texts by objective, under
// the name of the field in which they stand. What consent, sensitivity or review do not allow for that audience is
// left out and counted (admission.ts). Of a kind without a text for each objective, its first long text is taken.
// The order depends on the records alone.

import type { RecordId } from '../base/ids.ts';
import type { Labels } from '../mechanism/language.ts';
import type { Field } from '../record/definition.ts';
import { kindOf } from '../record/kinds.ts';
import { type CellPath, pathOf } from '../record/paths.ts';
import { type Audience, denialOf } from './admission.ts';
import { dayRangeOf } from './calendar.ts';
import { inOrder, type ReportSource } from './report-source.ts';

/** Both days included, YYYY-MM-DD; '' leaves that end open. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

export interface Input {
  readonly words: string;
  readonly record: RecordId;
}

export interface ObjectiveInputs {
  /** 1 to 23 */
  readonly objective: number;
  readonly fields: readonly { readonly label: Labels; readonly inputs: readonly Input[] }[];
  /** texts that may not be said to this audience */
  readonly withheld: number;
}

export function gatherInputs(
  records: readonly ReportSource[],
  objectives: readonly number[],
  period: Period,
  audience: Audience,
): readonly ObjectiveInputs[] {
  const within = inOrder(records.filter(({ date }) => isWithin(date, period)));
  return objectives.map((objective) => {
    const byField = new Map<string, { readonly label: Labels; readonly inputs: Input[] }>();
    let withheld = 0;
    for (const source of within) {
      for (const { field, path } of textsAbout(source, objective)) {
        const words = source.cited.cells.get(path)?.value;
        if (typeof words !== 'string' || words.trim() === '') continue;
        if (denialOf(source.cited, path, audience) !== undefined) withheld++;
        else {
          const key = `${source.cited.kind} ${field.key}`;
          const known = byField.get(key) ?? { label: field.label, inputs: [] };
          byField.set(key, known);
          known.inputs.push({ words: words.trim(), record: source.id });
        }
      }
    }
    return { objective, fields: [...byField.values()], withheld };
  });
}

/** A record without a day is in every period: nobody knows that it is not. */
function isWithin(date: string, { from, to }: Period): boolean {
  const range = dayRangeOf(date);
  return range === null || ((from === '' || range.last >= from) && (to === '' || range.first <= to));
}

interface TextAbout {
  readonly field: Field;
  readonly path: CellPath;
}

function textsAbout({ cited, objectives }: ReportSource, objective: number): readonly TextAbout[] {
  const fields = kindOf(cited.kind)?.fields ?? [];
  const perObjective = fields.filter(({ shape }) => shape.type === 'longtextPerObjective');
  if (perObjective.length > 0)
    return perObjective.map((field) => ({ field, path: pathOf(field.key, String(objective)) }));
  const first = fields.find(({ shape }) => shape.type === 'longtext');
  return first === undefined || !objectives.includes(objective) ? [] : [{ field: first, path: first.key }];
}
