// Stage 1, the name of an extra question in a record: `question:<record of its sheet>:<letter of its type>:<name>`, one
// component of a path. It says its own type, so that whoever lacks the sheet maps, merges and carries the answer in its
// shape; a question whose type changes is another question. Its words are in the sheet (question-sheet.ts).

import { isRecordId, type RecordId } from '../base/ids.ts';
import { LANGUAGES, type Labels } from '../mechanism/language.ts';
import type { Field, Option, Shape } from './definition.ts';

const LETTERS = { text: 't', longtext: 'l', integer: 'i', date: 'd', choice: 'o', multichoice: 'm' } as const;

export type QuestionType = keyof typeof LETTERS;

const TYPES = new Map(Object.entries(LETTERS).map(([type, letter]) => [letter as string, type as QuestionType]));

export const isQuestionType = (value: unknown): value is QuestionType =>
  typeof value === 'string' && Object.hasOwn(LETTERS, value);

export interface QuestionAt {
  readonly sheet: RecordId;
  readonly type: QuestionType;
  /** as the spreadsheet names it */
  readonly name: string;
}

/** Letters of any script, digits, `_` and `-`: no dot, so that the name is one component and a form's name too. */
const NAME = /^[\p{L}_][\p{L}\p{M}\p{N}_-]{0,59}$/u;
const OPTION = /^[\p{L}\p{N}_-][\p{L}\p{M}\p{N}_-]{0,59}$/u;
/** What JavaScript would take for its own (carriable.ts). */
const RESERVED: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

export const isQuestionName = (name: unknown): name is string => typeof name === 'string' && NAME.test(name);

export const isOptionName = (name: unknown): name is string =>
  typeof name === 'string' && OPTION.test(name) && !RESERVED.has(name);

export const questionKey = ({ sheet, type, name }: QuestionAt): string => `question:${sheet}:${LETTERS[type]}:${name}`;

/** Undefined where a field is of the form itself. */
export function questionAt(key: string): QuestionAt | undefined {
  if (!key.startsWith('question:')) return undefined;
  const [, sheet, letter = '', name, ...others] = key.split(':');
  const type = TYPES.get(letter);
  if (type === undefined || !isRecordId(sheet) || !isQuestionName(name) || others.length > 0) return undefined;
  return { sheet, type, name };
}

/**
 * A question as a field. Its level is that of free text in the forms: between those of the Mechanism, also where the form
 * has open fields; whoever answers can raise it. Numbers can count people: small ones are hidden. Nobody is kept from finishing by it.
 */
export const questionField = (at: QuestionAt, label: Labels, options: readonly Option[] = []): Field => ({
  key: questionKey(at),
  label,
  shape: shapeOf(at.type, options),
  section: at.sheet,
  required: 'no',
  recommended: false,
  level: 'mechanism',
  suppress: at.type === 'integer',
  source: 'ours',
});

/** As far as its key alone says it; its name stands for its words. */
export function bareQuestion(key: string): Field | undefined {
  const at = questionAt(key);
  return at && questionField(at, sameInAll(at.name));
}

const sameInAll = (text: string): Labels =>
  Object.fromEntries(LANGUAGES.map((language) => [language, text])) as Record<keyof Labels, string>;

function shapeOf(type: QuestionType, options: readonly Option[]): Shape {
  switch (type) {
    case 'choice':
    case 'multichoice':
      return { type, from: { type: 'list', options } };
    default:
      return { type };
  }
}
