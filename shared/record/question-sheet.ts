// Stage 1, the extra questions of a mesa: one cell of a record of the kind `questions`, and what it adds to the form of
// another kind. What is brought again under the same name and type is the same question; what is gone is kept with its
// words, so that answers that were given stay readable. Others wrote it: what is not understood is left out, as a newer
// app's questions are.

import type { RecordId } from '../base/ids.ts';
import { isJsonObject, type Json } from '../base/json.ts';
import { type Labels, type Language, LANGUAGES } from '../mechanism/language.ts';
import type { Field, Kind, Option } from './definition.ts';
import { isOptionName, isQuestionName, isQuestionType, questionField, type QuestionType } from './question-key.ts';

/** A text in the languages there are; `other`: in one that is none of the app's. */
export type SheetWords = { readonly [language in Language | 'other']?: string };

export interface QuestionOption {
  readonly key: string;
  readonly label: SheetWords;
  /** it cannot be chosen any more */
  readonly gone?: true;
}

export interface Question {
  readonly name: string;
  readonly type: QuestionType;
  readonly label: SheetWords;
  readonly help?: SheetWords;
  /** stands above it: a group of questions begins */
  readonly heading?: SheetWords;
  /** asked for, yet a record can be finished without it */
  readonly needed?: true;
  readonly options?: readonly QuestionOption[];
  /** it is not asked any more */
  readonly gone?: true;
}

export interface QuestionSheet {
  /** whose words stand where a language has none */
  readonly main: Language | 'other';
  readonly questions: readonly Question[];
}

/** A sheet as a notebook has it. */
export interface KnownSheet {
  readonly id: RecordId;
  readonly title: string;
  /** key of the kind whose form asks it */
  readonly about: string;
  readonly mesa: number | null;
  /** false: closed, or nobody who may ask wrote it */
  readonly isAsked: boolean;
  readonly sheet: QuestionSheet;
}

/** Asked at one time, and with those that are gone. */
export const MOST_ASKED = 100;
const MOST_QUESTIONS = 300;
export const MOST_OPTIONS = 200;
/** Characters of one text, and of a sheet as JSON. */
export const LONGEST_WORDS = 1_000;
export const LONGEST_SHEET = 400_000;

/** The value of the cell; undefined where it is no sheet. */
export function questionSheet(value: Json | undefined): QuestionSheet | undefined {
  if (!isJsonObject(value) || !Array.isArray(value['questions'])) return undefined;
  const main = WORDS_IN.find((each) => each === value['main']) ?? 'other';
  const seen = new Set<string>();
  const questions = value['questions'].slice(0, MOST_QUESTIONS).flatMap((each: Json): readonly Question[] => {
    const question = questionIn(each);
    const id = `${question?.type} ${question?.name}`;
    if (question === undefined || seen.has(id)) return [];
    seen.add(id);
    return [question];
  });
  return questions.length === 0 ? undefined : { main, questions };
}

const WORDS_IN = [...LANGUAGES, 'other'] as const;

function questionIn(value: Json): Question | undefined {
  if (!isJsonObject(value)) return undefined;
  const { name, type } = value;
  const label = wordsIn(value['label']);
  if (!isQuestionName(name) || !isQuestionType(type) || label === undefined) return undefined;
  const [help, heading] = [wordsIn(value['help']), wordsIn(value['heading'])];
  const options = type === 'choice' || type === 'multichoice' ? optionsIn(value['options']) : undefined;
  return {
    name,
    type,
    label,
    ...(help && { help }),
    ...(heading && { heading }),
    ...(value['needed'] === true && { needed: true as const }),
    ...(options && { options }),
    ...(value['gone'] === true && { gone: true as const }),
  };
}

function optionsIn(value: Json | undefined): readonly QuestionOption[] {
  const options = new Map<string, QuestionOption>();
  for (const each of Array.isArray(value) ? value.slice(0, MOST_OPTIONS) : []) {
    const key = isJsonObject(each) ? each['key'] : undefined;
    if (!isJsonObject(each) || !isOptionName(key) || options.has(key)) continue;
    const label = wordsIn(each['label']) ?? { other: key };
    options.set(key, { key, label, ...(each['gone'] === true && { gone: true as const }) });
  }
  return [...options.values()];
}

function wordsIn(value: Json | undefined): SheetWords | undefined {
  if (!isJsonObject(value)) return undefined;
  const words = WORDS_IN.flatMap((language) => {
    const text = value[language];
    return typeof text === 'string' && text !== ''
      ? [[language, text.slice(0, LONGEST_WORDS).toWellFormed()] as const]
      : [];
  });
  return words.length === 0 ? undefined : Object.fromEntries(words);
}

/** In all five: where a language has none, those of the sheet's own, or of any. */
export function labelsOf(words: SheetWords, main: QuestionSheet['main']): Labels {
  const any = words[main] ?? Object.values(words)[0] ?? '';
  return Object.fromEntries(LANGUAGES.map((language) => [language, words[language] ?? any])) as Record<
    Language,
    string
  >;
}

/** The questions as fields, with those that are not asked any more. */
export const fieldsOfSheet = ({ id, sheet: { main, questions } }: Pick<KnownSheet, 'id' | 'sheet'>): readonly Field[] =>
  questions.map(({ name, type, label, help, heading, needed, options = [] }) => ({
    ...questionField({ sheet: id, type, name }, labelsOf(label, main), options.map(optionIn(main))),
    recommended: needed === true,
    ...(help && { help: labelsOf(help, main) }),
    ...(heading && { heading: labelsOf(heading, main) }),
  }));

const optionIn =
  (main: QuestionSheet['main']) =>
  ({ key, label }: QuestionOption): Option => ({ key, label: labelsOf(label, main) });

/** A kind with a section more for each sheet about it; `asked`: as its form asks now, else with all that is known. */
export function withQuestions(kind: Kind, sheets: readonly KnownSheet[], which: 'asked' | 'all'): Kind {
  const own = sheets
    .filter(({ about, isAsked }) => about === kind.key && (isAsked || which === 'all'))
    .map((known) => (which === 'all' ? known : { ...known, sheet: askedIn(known.sheet) }))
    .filter(({ sheet }) => sheet.questions.length > 0);
  if (own.length === 0) return kind;
  const sections = own.map(({ id, title, sheet }) => ({
    key: id as string,
    label: labelsOf({ other: title }, sheet.main),
  }));
  return {
    ...kind,
    sections: [...kind.sections, ...sections],
    fields: [...kind.fields, ...own.flatMap(fieldsOfSheet)],
  };
}

export const askedIn = ({ main, questions }: QuestionSheet): QuestionSheet => ({
  main,
  questions: questions
    .filter(({ gone }) => gone !== true)
    .map((question) => ({
      ...question,
      ...(question.options && { options: question.options.filter(({ gone }) => gone !== true) }),
    })),
});

/** A sheet brought anew over the one there was: what it does not ask any more goes to its end, marked as gone. */
export function broughtOver(before: QuestionSheet | undefined, now: QuestionSheet): QuestionSheet {
  const earlier = new Map(before?.questions.map((question) => [idOf(question), question]));
  const questions = now.questions.map((question) => {
    const was = earlier.get(idOf(question));
    earlier.delete(idOf(question));
    const kept = new Set(question.options?.map(({ key }) => key));
    const gone = (was?.options ?? [])
      .filter(({ key }) => !kept.has(key))
      .map((option) => ({ ...option, gone: true as const }));
    return gone.length === 0
      ? question
      : { ...question, options: [...(question.options ?? []), ...gone].slice(0, MOST_OPTIONS) };
  });
  const gone = [...earlier.values()].map((question) => ({ ...question, gone: true as const }));
  return { main: now.main, questions: [...questions, ...gone].slice(0, MOST_QUESTIONS) };
}

export const idOf = ({ type, name }: Pick<Question, 'type' | 'name'>): string => `${type} ${name}`;

/** A sheet to read, in one language: a line a question, its options under it. */
export function sheetText(value: Json, language: Language): string | undefined {
  const sheet = questionSheet(value);
  if (sheet === undefined) return undefined;
  return fieldsOfSheet({ id: NO_SHEET, sheet: askedIn(sheet) })
    .flatMap(({ label, shape }, at) => [
      `${at + 1}. ${label[language]}`,
      ...('from' in shape && shape.from.type === 'list'
        ? [`   ${shape.from.options.map((option) => option.label[language]).join(' · ')}`]
        : []),
    ])
    .join('\n');
}

/** Where only the words matter. */
const NO_SHEET = 'AAAAAAAAAAAAAAAAAAAAAA' as RecordId;
