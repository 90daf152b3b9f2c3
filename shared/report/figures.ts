// Stage 5, live figures: a number in a sentence is written as its name between braces, such as {{total}} or
// {{by_sex.women}}, and counted anew wherever the text is shown, so that the same records give the same numbers. It is
// counted over the records of the frame that speak of the objective of the sentence and whose consent lets their
// numbers be counted for its readers; of one event, over one record. Small ones are hidden, and whatever would give
// them away beside the others (suppression.ts): every figure of an objective may stand in the same text.

import type { SameEvents } from '../merge/same-event.ts';
import { countedOnce } from '../merge/same-event.ts';
import type { Field } from '../record/definition.ts';
import { kindOf } from '../record/kinds.ts';
import { optionsOf } from '../record/options.ts';
import { pathOf } from '../record/paths.ts';
import { type Audience, figureDenialOf } from './admission.ts';
import type { LaidRecord } from './lay-out.ts';
import { leastOf, type ShownCount, suppressCount, suppressCounts } from './suppression.ts';

/** By name; the names are paths of cells of a consultation. What nobody counted has no figure. */
export type Figures = ReadonlyMap<string, { readonly count: ShownCount; readonly least: number }>;

const FIGURE = /\{\{([a-z0-9_.+-]{1,60})\}\}/gu;

/** @param records those that speak of the objective, the first of an event before the others */
export function figuresOf(records: readonly LaidRecord[], events: SameEvents, audience: Audience): Figures {
  const { counted } = countedOnce(
    records.filter(({ kind }) => kind === 'consultation'),
    events,
  );
  const figures = new Map<string, { readonly count: ShownCount; readonly least: number }>();
  const sums = new Map<string, number>();
  const fields = kindOf('consultation')?.fields.filter(({ suppress }) => suppress) ?? [];
  for (const field of fields) {
    if (field.shape.type !== 'integer') continue;
    const sum = sumOf(counted, field, field.key, audience);
    if (sum === undefined) continue;
    const count = suppressCount(sum, leastOf(field));
    figures.set(field.key, { count, least: leastOf(field) });
    if (count !== 'small') sums.set(field.key, sum);
  }
  for (const field of fields) {
    const { shape } = field;
    if (shape.type !== 'counts') continue;
    const counts = new Map(
      optionsOf(shape.from).map(({ key }) => {
        const name = pathOf(field.key, key);
        return [name, sumOf(counted, field, name, audience)] as const;
      }),
    );
    const shown = suppressCounts(counts, leastOf(field), sums.get(shape.sumsTo ?? ''));
    for (const [name, count] of shown) {
      if (counts.get(name) !== undefined) figures.set(name, { count, least: leastOf(field) });
    }
  }
  return figures;
}

/** Undefined where nobody counted it. */
function sumOf(records: readonly LaidRecord[], field: Field, path: string, audience: Audience): number | undefined {
  const counts = records.flatMap((record) => {
    const value = record.cells.get(path)?.value;
    const isCounted = typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
    return isCounted && figureDenialOf(record, field.key, audience) === undefined ? [value] : [];
  });
  return counts.length === 0 ? undefined : counts.reduce((sum, count) => sum + count, 0);
}

export const figureMark = (name: string): string => `{{${name}}}`;

/** Words as they are kept, in pieces: texts, and the names of figures between them. Joined they are the words again. */
export function wordParts(words: string): readonly { readonly text: string; readonly figure: string | null }[] {
  const pieces = words.split(FIGURE); // every second one is a name
  return pieces
    .map((piece, at) => (at % 2 === 0 ? { text: piece, figure: null } : { text: figureMark(piece), figure: piece }))
    .filter(({ text }) => text !== '');
}

/** The words with their figures. `say`: a count in the reader's language; null: there is none of that name. */
export const withFigures = (
  words: string,
  figures: Figures,
  say: (figure: { readonly count: ShownCount; readonly least: number } | null) => string,
): string => words.replace(FIGURE, (_, name: string) => say(figures.get(name) ?? null));
