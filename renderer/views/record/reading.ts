// A record as it is read in another language: its texts where somebody translated them, everything else as it was
// written. What was translated by whom stands beside each; the answers themselves are never changed by it.

import type { CellView, RecordView, TranslationView } from '#renderer/engine/record-views.ts';
import { type Language, LANGUAGES } from '#shared/mechanism/language.ts';
import { componentsOf, isLogPath } from '#shared/record/paths.ts';
import { isTranslatable } from '#shared/record/translation.ts';

export interface Reading {
  readonly cells: readonly CellView[];
  /** of what is shown translated, by path of the answer; none where the original is read */
  readonly translated: ReadonlyMap<string, TranslationView>;
  /** null: the original */
  readonly language: Language | null;
}

export function readIn({ cells, translations }: RecordView, language: Language | null): Reading {
  const translated = new Map(translations.filter((each) => each.language === language).map((each) => [each.of, each]));
  return {
    cells: cells.map((cell) => ({ ...cell, value: translated.get(cell.path)?.text ?? cell.value })),
    translated,
    language,
  };
}

/** Of a field, or of one part of it. */
export const translationsAt = ({ translated }: Reading, field: string, part?: string): readonly TranslationView[] =>
  [...translated.values()].filter(({ of }) => isAt(of, field, part));

/** Whether a cell is of a field, or of one part of it. */
export function isAt(path: string, field: string, part?: string): boolean {
  const [key, its] = isLogPath(path) ? [] : componentsOf(path);
  return key === field && (part === undefined || its === part);
}

/** Languages that something is translated into, in the app's order. */
export const languagesOf = ({ translations }: RecordView): readonly Language[] =>
  LANGUAGES.filter((language) => translations.some((each) => each.language === language));

/** The texts that can be translated, by path. */
export const textsToTranslate = ({ row, cells }: RecordView): readonly Text[] =>
  cells.flatMap(({ path, value }) =>
    typeof value === 'string' && isTranslatable(row.kind, path) ? [{ path, value }] : [],
  );

interface Text {
  readonly path: string;
  readonly value: string;
}
