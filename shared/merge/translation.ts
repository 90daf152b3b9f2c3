// Stage 4, the translations that a record shows. A translation is signed by whoever translated and stands beside the
// answer (record/translation.ts), which stays what its author wrote. Two laws:
//   never without its answer   it is shown, found and counted only where the answer itself is here, whatever came
//   out of date is a fact      it names the version that it translates; if the answer says other words now, it is old.
//                              No clock is asked, and an answer that says the same words again is up to date again.

import type { KeyId } from '../base/ids.ts';
import type { Json } from '../base/json.ts';
import { type Language, LANGUAGES } from '../mechanism/language.ts';
import { type CellPath } from '../record/paths.ts';
import { translatedText, versionOf } from '../record/translation.ts';
import { translationAt } from '../record/translation-path.ts';
import { isConflict } from './conflict.ts';
import type { CellState, Write } from './state.ts';

export interface Translation {
  readonly cell: CellPath;
  /** path of the answer */
  readonly of: CellPath;
  readonly language: Language;
  readonly text: string;
  readonly translator: KeyId;
  /** it translates the words that the answer says now */
  readonly isCurrent: boolean;
  /** several translations of it, and nobody has decided */
  readonly isConflict: boolean;
}

type Cells = { readonly [cell: string]: Pick<CellState, 'writes'> };

/** @param answers what the record shows, by path */
export function translationsIn(
  kind: string,
  cells: Cells,
  answers: ReadonlyMap<CellPath, Json>,
): readonly Translation[] {
  return shownIn(cells, answers).map(({ cell, of, language, text, answer, writes }) => {
    const version = versionOf(answer);
    const saying = writes.map(({ value }) => translatedText(value)).filter((said) => said?.text === text);
    return {
      cell,
      of,
      language,
      text,
      translator: writes[0].author,
      isCurrent: saying.some((said) => said?.of === version),
      isConflict: isConflict(kind, cell, { writes, replaced: [] }),
    };
  });
}

/** The words of the translations that it shows, to be found by. */
export const translatedWords = (cells: Cells, answers: ReadonlyMap<CellPath, Json>): readonly string[] =>
  shownIn(cells, answers).map(({ text }) => text);

interface Shown extends Pick<Translation, 'cell' | 'of' | 'language' | 'text'> {
  readonly answer: string;
  readonly writes: readonly [Write, ...Write[]];
}

/** By language and path. */
function shownIn(cells: Cells, answers: ReadonlyMap<CellPath, Json>): readonly Shown[] {
  const shown: Shown[] = [];
  for (const [cell, { writes }] of Object.entries(cells)) {
    const place = translationAt(cell);
    const answer = place === undefined ? undefined : answers.get(place.of);
    const language = LANGUAGES.find((known) => known === place?.language);
    const [first, ...others] = writes;
    const text = translatedText(first?.value)?.text;
    if (place === undefined || language === undefined || first === undefined || text === undefined) continue;
    if (typeof answer === 'string')
      shown.push({ cell, of: place.of, language, text, answer, writes: [first, ...others] });
  }
  return shown.sort((a, b) => (a.cell < b.cell ? -1 : 1));
}
