// A cell in words: what it is called and what stands in it, for the history, conflicts and problems. Codes of
// lists become their words, dates are written for people; what no definition knows is shown as it stands.

import type { TFunction } from 'i18next';
import type { Formats } from '#renderer/i18n/format.ts';
import { LANGUAGE_NAMES } from '#renderer/i18n/language.ts';
import { sourceOf, wordOf } from '#renderer/views/record-form/options.ts';
import { isJsonObject, type Json } from '#shared/base/json.ts';
import { SAME_CELL } from '#shared/log/change.ts';
import { type Language, LANGUAGES } from '#shared/mechanism/language.ts';
import { attachmentOf } from '#shared/record/attachment.ts';
import { cellToGiven, isNotKnown } from '#shared/record/cell-value.ts';
import { fieldOfPath } from '#shared/record/cells.ts';
import type { Field } from '#shared/record/definition.ts';
import { fieldOf, QUESTIONS_KIND } from '#shared/record/kinds.ts';
import { questionAt } from '#shared/record/question-key.ts';
import { sheetText } from '#shared/record/question-sheet.ts';
import { componentsOf, isLogPath } from '#shared/record/paths.ts';
import { translatedText } from '#shared/record/translation.ts';
import { translationAt } from '#shared/record/translation-path.ts';

export interface Words {
  readonly t: TFunction<readonly ['records', 'record']>;
  readonly formats: Formats;
  readonly language: Language;
  /** what a meeting or an agreement is called that is named by its id; undefined: it is not in this notebook */
  readonly linkName?: (key: string) => string | undefined;
  /** an extra question with its words; undefined: it is not in this notebook */
  readonly questionOf?: (key: string) => Field | undefined;
}

/** What a cell is called: the field, and which part of it. */
export function cellName(kind: string, path: string, words: Words): string {
  const { t, language } = words;
  const translation = translationAt(path);
  if (translation !== undefined) {
    const { of, language: into } = translation;
    const known = LANGUAGES.find((each) => each === into);
    const named = known === undefined ? into : LANGUAGE_NAMES[known];
    return t('cell.translation', { name: cellName(kind, of, words), language: named });
  }
  if (isLogPath(path)) {
    return t(`history.own.${path.startsWith(SAME_CELL) ? 'same' : (LOG_NAMES.get(path) ?? 'other')}`);
  }
  const [key = '', part, inner] = componentsOf(path);
  const field = fieldNamed(kind, key, words);
  if (field === undefined) return path;
  const name = fieldName(field, words);
  if (part === undefined) return name;
  switch (field.shape.type) {
    case 'longtextPerObjective':
      return t('cell.ofObjective', { name, objective: part });
    case 'counts':
      return `${name}: ${wordOf(field.shape.from, part, language)}`;
    case 'repeatGroup':
    case 'group': {
      const subfield = field.shape.subfields.find((each) => each.key === (inner ?? part));
      return subfield === undefined ? name : `${name}: ${subfield.label[language]}`;
    }
    default:
      return name;
  }
}

/** What stands in a cell, as text; lines stay lines. Empty where nothing does. */
export function cellText(kind: string, path: string, value: Json | undefined, words: Words): string {
  const { t, language } = words;
  if (value === undefined || value === null) return '';
  if (isNotKnown(value)) return t('record:notKnown');
  if (path.startsWith(SAME_CELL)) return typeof value === 'boolean' ? t(value ? 'cell.yes' : 'cell.no') : '';
  if (translationAt(path) !== undefined) return translatedText(value)?.text ?? '';
  if (isLogPath(path)) return isJsonObject(value) && typeof value['reason'] === 'string' ? value['reason'] : '';
  const [key = '', part] = componentsOf(path);
  const field = fieldNamed(kind, key, words);
  if (field?.shape.type === 'multichoice' && part !== undefined) return elementText(field, part, language);
  const holder = fieldOfPath(kind, path);
  return valueText(part === undefined ? field : holder, cellToGiven(value), words);
}

const fieldNamed = (kind: string, key: string, { questionOf }: Words): Field | undefined =>
  questionOf?.(key) ?? fieldOf(kind, key);

/** Of an extra question that is not here, its name and that it is not. */
function fieldName({ key, label }: Field, { t, language, questionOf }: Words): string {
  const question = questionAt(key);
  if (question === undefined || questionOf?.(key) !== undefined) return label[language];
  return t('cell.questionElsewhere', { name: question.name });
}

/** A value of a field as its entry gives it. */
export function valueText(field: Field | undefined, value: Json, words: Words): string {
  const { t, formats, language } = words;
  if (value === null) return '';
  if (isNotKnown(value)) return t('record:notKnown');
  if (typeof value === 'boolean') return t(value ? 'cell.yes' : 'cell.no');
  const from = field === undefined ? undefined : sourceOf(field);
  if (typeof value === 'number')
    return from === undefined ? formats.number(value) : wordOf(from, String(value), language);
  if (typeof value === 'string') {
    if (field?.shape.type === 'date') return formats.date(value);
    if (from?.type === 'meetings' || from?.type === 'agreements')
      return words.linkName?.(value) ?? t('cell.linkedElsewhere');
    return from === undefined || from.type === 'members' ? value : wordOf(from, value, language);
  }
  const file = attachmentOf(value);
  if (file !== undefined) return `${file.name} (${formats.size(file.size)})`;
  if (Array.isArray(value)) return value.map((each: Json) => valueText(field, each, words)).join('\n');
  if (isSheet(field)) return sheetText(value, language) ?? '';
  return Object.entries(value)
    .map(([name, inner]) => `${subName(field, name, language)}: ${valueText(undefined, inner, words)}`)
    .join('\n');
}

const elementText = (field: Field, element: string, language: Language): string => {
  const from = sourceOf(field);
  const word = from === undefined ? element : wordOf(from, element, language);
  return from?.type === 'objectives' ? `${element} ${word}` : word;
};

const subName = (field: Field | undefined, name: string, language: Language): string =>
  (field !== undefined && 'subfields' in field.shape
    ? field.shape.subfields.find(({ key }) => key === name)?.label[language]
    : undefined) ?? name;

const SHEET = fieldOf(QUESTIONS_KIND, 'sheet');

/** Extra questions: all of them in one cell. */
export const isSheet = (field: Field | undefined): boolean => field !== undefined && field === SHEET;

const LOG_NAMES: ReadonlyMap<string, 'finished' | 'deleted' | 'language'> = new Map([
  ['$finished', 'finished'],
  ['$deleted', 'deleted'],
  ['$language', 'language'],
]);
