// Stage 5, a blank form of a kind, to be printed and filled in by hand: the questions of the definition in their order,
// numbered as they stand there, dealt out on sheets of paper. Every sheet names its form, version and number, in words
// and as a code, so that a pile that fell down can be put in order. The heights are of renderer/styles/print-form.css, in
// millimetres and rather too much than too little: a sheet that did not fit would run over onto a page without a name.

import { type SayWord, wordsIn } from '../mechanism/about.ts';
import type { Language } from '../mechanism/language.ts';
import type { Field, Kind, OptionSource, Shape } from '../record/definition.ts';
import { optionsOf } from '../record/options.ts';
import type { Paper } from './printed-page.ts';

/** Room for an answer. */
export type Room =
  | { readonly type: 'lines'; readonly count: number; readonly isNumbered?: boolean }
  | { readonly type: 'boxes'; readonly options: readonly string[]; readonly columns: number }
  | { readonly type: 'number' }
  /** day, month and year, each of which may stay empty */
  | { readonly type: 'date'; readonly parts: readonly string[] }
  /** a number beside each name */
  | { readonly type: 'counts'; readonly names: readonly string[]; readonly columns: number }
  /** empty rows under these heads; of the first, its share of the width in hundredths */
  | { readonly type: 'rows'; readonly heads: readonly string[]; readonly count: number; readonly first?: number };

export interface Question {
  /** place in the definition, from 1: the same on paper, in every language */
  readonly number: number;
  readonly label: string;
  /** needed, restricted */
  readonly marks: readonly string[];
  readonly hints: readonly string[];
  readonly room: Room;
}

export interface FormSheet {
  /** what its picture says to whoever scans it: kind, version, language, sheet */
  readonly code: string;
  readonly parts: readonly { readonly heading: string | null; readonly questions: readonly Question[] }[];
}

export interface BlankForm {
  readonly title: string;
  readonly language: Language;
  readonly paper: Paper;
  readonly kind: string;
  readonly version: number;
  readonly sheets: readonly FormSheet[];
}

export function blankFormOf(kind: Kind, language: Language, paper: Paper): BlankForm {
  const sheets = dealt(kind, language, ROOM[paper]);
  return {
    title: kind.label[language],
    language,
    paper,
    kind: kind.key,
    version: kind.version,
    sheets: sheets.map((parts, at) => ({
      code: `chasqui:form:${kind.key}:${kind.version}:${language}:${at + 1}/${sheets.length}`,
      parts,
    })),
  };
}

/** Millimetres of a page between its margins, without the head of a sheet. */
const HEAD = 34;
const ROOM: Readonly<Record<Paper, number>> = { A4: 254 - HEAD, Letter: 236 - HEAD };
const NOTE = 24;
const HEADING = 13;
const LINE = 8;
/** between two questions, and the words of one */
const GAP = 4.5;
const WORDS = 4.8;
/** letters in a line of words; of a narrow paper, in bold */
const LETTERS = 78;
/** More options than these are not printed as boxes: names are written. */
const MOST_BOXES = 30;

type Part = FormSheet['parts'][number];

function dealt(kind: Kind, language: Language, room: number): readonly (readonly Part[])[] {
  const sheets: Part[][] = [[]];
  let left = room - NOTE;
  const askedFor = asked(kind, language);
  for (const { key, label } of kind.sections) {
    let isNamed = false;
    for (const { question } of askedFor.filter(({ field }) => field.section === key)) {
      const height = heightOf(question);
      if (height + (isNamed ? 0 : HEADING) > left) {
        sheets.push([]);
        left = room;
      }
      const sheet = sheets.at(-1) ?? [];
      const part = sheet.at(-1);
      if (isNamed && part !== undefined) {
        sheet[sheet.length - 1] = { ...part, questions: [...part.questions, question] };
      } else {
        sheet.push({ heading: isNamed ? null : label[language], questions: [question] });
        left -= isNamed ? 0 : HEADING;
        isNamed = true;
      }
      left -= height;
    }
  }
  return sheets;
}

interface Asked {
  readonly field: Field;
  readonly question: Question;
}

function asked(kind: Kind, language: Language): readonly Asked[] {
  const say = wordsIn(language);
  let listed: number | undefined; // the question under which the objectives stand
  return kind.fields.flatMap((field, at): readonly Asked[] => {
    const number = at + 1;
    // What is decided about a record is the Mechanism's to write, and no file can be laid on paper.
    if (field.shape.type === 'workflow' || field.shape.type === 'file') return [];
    const above = isOfObjectives(field.shape) ? listed : undefined;
    if (isOfObjectives(field.shape)) listed ??= number;
    const room: Room = above === undefined ? roomFor(field.shape, language, say) : { type: 'lines', count: 1 };
    const hints = [
      conditionOf(kind, field, language, say),
      field.help?.[language] ?? '',
      above === undefined ? '' : say('listAbove', { number: above }),
      room.type === 'boxes' ? say(field.shape.type === 'multichoice' ? 'markSome' : 'markOne') : '',
      room.type === 'lines' && above === undefined && 'from' in field.shape ? say('writeNames') : '',
    ];
    const marks = [
      ...(field.required === 'atFinishing' ? [say('needed')] : []),
      ...(field.level === 'restricted' || field.level === 'personal' ? [say(field.level)] : []),
    ];
    const question: Question = {
      number,
      label: field.label[language],
      marks,
      hints: hints.filter((hint) => hint !== ''),
      room,
    };
    return [{ field, question }];
  });
}

const isOfObjectives = (shape: Shape): boolean => shape.type === 'multichoice' && shape.from.type === 'objectives';

function conditionOf(kind: Kind, { showIf }: Field, language: Language, say: SayWord): string {
  const other = kind.fields.find(({ key }) => key === showIf?.field);
  if (showIf === undefined || other === undefined || !('from' in other.shape)) return '';
  const answers = optionsOf(other.shape.from)
    .filter(({ key }) => showIf.is.includes(key))
    .map(({ label }) => label[language]);
  return say('onlyIf', { question: other.label[language], answers: answers.join(', ') });
}

function roomFor(shape: Shape, language: Language, say: SayWord): Room {
  switch (shape.type) {
    case 'longtext':
      return { type: 'lines', count: 5 };
    case 'integer':
      return { type: 'number' };
    case 'boolean':
      return { type: 'boxes', options: [say('yes'), say('no')], columns: 4 };
    case 'date':
      return { type: 'date', parts: [say('dayWord'), say('month'), say('yearWord')] };
    case 'choice':
    case 'multichoice':
      return boxesOf(shape, language);
    case 'counts': {
      const names = optionsOf(shape.from).map(({ label }) => label[language]);
      const heads = [shape.from.type === 'countries' ? say('country') : '', say('total')];
      return names.length > MOST_BOXES
        ? { type: 'rows', heads, count: 5, first: 70 }
        : { type: 'counts', names, columns: 2 };
    }
    case 'longtextPerObjective':
      return { type: 'rows', heads: [say('objectiveNumber'), ''], count: 3, first: 14 };
    case 'repeatText':
    case 'repeatUrl':
      return { type: 'lines', count: 4, isNumbered: true };
    case 'repeatGroup':
      return { type: 'rows', heads: shape.subfields.map(({ label }) => label[language]), count: 3 };
    case 'group':
      return { type: 'rows', heads: shape.subfields.map(({ label }) => label[language]), count: 1 };
    default:
      return { type: 'lines', count: 1 };
  }
}

function boxesOf(shape: Extract<Shape, { readonly from: OptionSource }>, language: Language): Room {
  const { from } = shape;
  const isCounted = from.type === 'objectives' || from.type === 'sdgs' || from.type === 'mesas';
  const options = optionsOf(from).map(({ key, label }) => (isCounted ? `${key}. ${label[language]}` : label[language]));
  if (options.length === 0 || options.length > MOST_BOXES)
    return { type: 'lines', count: shape.type === 'multichoice' ? 2 : 1 };
  const longest = Math.max(...options.map(({ length }) => length));
  return { type: 'boxes', options, columns: longest <= 17 ? 4 : longest <= 26 ? 3 : 2 };
}

function heightOf({ label, marks, hints, room }: Question): number {
  const words =
    linesOf(`00. ${label} (${marks.join(', ')})`, LETTERS) +
    hints.reduce((sum, hint) => sum + linesOf(hint, LETTERS), 0);
  return GAP + words * WORDS + roomHeight(room);
}

const linesOf = (text: string, letters: number): number => Math.max(1, Math.ceil(text.length / letters));

/** Letters in a line of a column, beside its box or its number. */
const LETTERS_IN: Readonly<Record<number, number>> = { 2: 40, 3: 26, 4: 17 };

function roomHeight(room: Room): number {
  switch (room.type) {
    case 'lines':
      return room.count * LINE;
    case 'number':
      return 10;
    case 'date':
      return 15;
    case 'boxes':
      return columnsHeight(room.options, room.columns, 1.6);
    case 'counts':
      return columnsHeight(room.names, room.columns, 3.4, 33);
    case 'rows': {
      const widest = Math.max(
        ...room.heads.map((head) => linesOf(head, Math.max(8, Math.floor(66 / room.heads.length)))),
      );
      return widest * WORDS + 3 + room.count * 15;
    }
  }
}

/** Row by row, each as high as the longest of its names. */
function columnsHeight(
  names: readonly string[],
  columns: number,
  around: number,
  letters = LETTERS_IN[columns] ?? LETTERS,
): number {
  let height = 1;
  for (let at = 0; at < names.length; at += columns) {
    const row = names.slice(at, at + columns);
    height += Math.max(...row.map((name) => linesOf(name, letters))) * 4.4 + around;
  }
  return height;
}
