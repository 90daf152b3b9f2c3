// Stage 5, extra questions from an XLSForm, as KoboToolbox and ODK make them. Understood is this much, and nothing is
// guessed of the rest:
//   survey    type text, integer, decimal (as text), date, select_one, select_multiple, note (as help of the next
//             question), begin group and end group; name, label, hint, required, appearance `multiline`
//   choices   list_name, name, label
//   settings  form_title, form_id, default_language
// Everything else is listed by sheet and row, with what stands there and whether the question goes without it or not at
// all, before anything is written. Hostile until read, as every spreadsheet (read-workbook.ts).

import { err, ok, type Result } from '../base/result.ts';
import type { Language } from '../mechanism/language.ts';
import { isOptionName, isQuestionName, type QuestionType } from '../record/question-key.ts';
import {
  LONGEST_SHEET,
  LONGEST_WORDS,
  MOST_ASKED,
  MOST_OPTIONS,
  type Question,
  type QuestionOption,
  type QuestionSheet,
  type SheetWords,
} from '../record/question-sheet.ts';
import { type BroughtSheet, readWorkbook, type WorkbookProblem } from './read-workbook.ts';
import type { GoesWithout, LeftOut, NotTaken } from './xlsform-left.ts';
import { type FormRow, type FormTable, formTable, languageNamed } from './xlsform-table.ts';

export type XlsformProblem =
  | WorkbookProblem
  /** no sheet `survey` with the columns `type` and `name`; nothing in it that can be asked; too much of it */
  | { readonly type: 'xlsformNotOne' | 'xlsformNothing' | 'xlsformTooLong' }
  | { readonly type: 'xlsformTooMany'; readonly most: number };

export interface Xlsform {
  /** '' where the form has none */
  readonly title: string;
  /** what stays the same when the form is brought again; '' where it has none */
  readonly form: string;
  readonly sheet: QuestionSheet;
  /** rows of the survey by name of the question */
  readonly rows: ReadonlyMap<string, number>;
  readonly left: readonly LeftOut[];
}

const MOST_LEFT = 1_000;
const LONGEST_TITLE = 200;

export function readXlsform(file: Uint8Array): Result<Xlsform, XlsformProblem> {
  const workbook = readWorkbook(file);
  if (!workbook.ok) return workbook;
  const sheets = new Map<string, BroughtSheet>();
  for (const sheet of workbook.value) sheets.set(sheet.name.trim().toLowerCase(), sheet);
  const left: LeftOut[] = [];
  const leave: Leave = (sheet, row, what, text) => {
    if (left.length < MOST_LEFT) left.push({ sheet, row, what, text: text.slice(0, LONGEST_TITLE).toWellFormed() });
  };
  const settings = sheets.get('settings');
  const facts = settingsIn(settings && formTable(settings, 'other'), leave);
  const { main } = facts;
  const survey = sheets.get('survey');
  if (survey === undefined) return err({ type: 'xlsformNotOne' });
  const table = formTable(survey, main);
  if (!['type', 'name'].every((name) => table.columns.some((column) => column.name === name)))
    return err({ type: 'xlsformNotOne' });
  const choices = sheets.get('choices');
  const lists = listsIn(choices && formTable(choices, main), leave);
  for (const [name, { name: head }] of sheets)
    if (!['survey', 'choices', 'settings'].includes(name)) leave(head, 0, 'sheet', head);
  const { questions, rows } = questionsIn(table, lists, leave);
  if (questions.length === 0) return err({ type: 'xlsformNothing' });
  if (questions.length > MOST_ASKED) return err({ type: 'xlsformTooMany', most: MOST_ASKED });
  const sheet: QuestionSheet = { main, questions };
  if (JSON.stringify(sheet).length > LONGEST_SHEET) return err({ type: 'xlsformTooLong' });
  const { title, form } = facts;
  return ok({ title, form, sheet, rows, left });
}

type Leave = (sheet: string, row: number, what: LeftOut['what'], text: string) => void;

interface Facts {
  readonly title: string;
  readonly form: string;
  readonly main: Language | 'other';
}

function settingsIn(table: FormTable | undefined, leave: Leave): Facts {
  const row = table?.rows[0];
  const text = (...names: readonly string[]): string =>
    names
      .map((name) => row?.text(name) ?? '')
      .find((each) => each !== '')
      ?.slice(0, LONGEST_TITLE)
      .toWellFormed() ?? '';
  for (const other of row?.others(OF_SETTINGS) ?? [])
    leave('settings', row?.row ?? 0, 'column', `${other.head}: ${other.text}`);
  return {
    title: text('form_title', 'title'),
    form: text('form_id', 'id_string'),
    main: languageNamed(text('default_language')) ?? 'other',
  };
}

const OF_SETTINGS = new Set(['form_title', 'title', 'form_id', 'id_string', 'default_language', 'version']);
const OF_CHOICES = new Set(['list_name', 'name', 'label']);
const OF_SURVEY = new Set(['type', 'name', 'label', 'hint', 'required', 'appearance', 'disabled']);
const SAID = new Set(['type', 'name', 'label']);

type Lists = ReadonlyMap<string, readonly QuestionOption[]>;

function listsIn(table: FormTable | undefined, leave: Leave): Lists {
  const lists = new Map<string, QuestionOption[]>();
  for (const { name, head, language } of table?.columns ?? [])
    if (head !== '' && !name.startsWith('$') && (!OF_CHOICES.has(name) || language === 'other'))
      leave('choices', 1, OF_CHOICES.has(name) ? 'language' : 'column', head);
  for (const row of table?.rows ?? []) {
    const list = row.text('list_name');
    if (list === '') continue;
    const name = row.text('name');
    const options = lists.get(list) ?? [];
    lists.set(list, options);
    const label = row.words('label') ?? { other: name };
    const isTaken = isOptionName(name) && isShort(label) && options.every(({ key }) => key !== name);
    if (isTaken && !row.isComputed(OF_CHOICES)) options.push({ key: name, label });
    else leave('choices', row.row, 'option', `${list} ${name}`);
  }
  return lists;
}

const isShort = (words: SheetWords): boolean => Object.values(words).every((text) => text.length <= LONGEST_WORDS);

interface Group {
  readonly label: SheetWords | undefined;
  readonly isRepeat: boolean;
}

function questionsIn(table: FormTable, lists: Lists, leave: Leave) {
  const questions: Question[] = [];
  const rows = new Map<string, number>();
  const groups: Group[] = [];
  let heading: SheetWords | undefined;
  let notes: { readonly row: FormRow; readonly words: SheetWords }[] = [];
  const dropNotes = (): void => {
    for (const { row, words } of notes) leave('survey', row.row, 'note', Object.values(words)[0] ?? '');
    notes = [];
  };
  for (const { head, language } of table.columns) if (language === 'other') leave('survey', 1, 'language', head);
  for (const row of table.rows) {
    const type = row.text('type').toLowerCase().replace(/\s+/gu, ' ');
    const [, edge, of] = /^(begin|end)[ _](group|repeat)$/u.exec(type) ?? [];
    if (edge === 'begin') {
      const label = row.words('label');
      groups.push({ label: label && isShort(label) ? label : undefined, isRepeat: of === 'repeat' });
      if (of === 'repeat') leave('survey', row.row, 'repeat', row.text('name'));
      else heading = groups.at(-1)?.label ?? heading;
      for (const other of row.others(OF_SURVEY)) leave('survey', row.row, 'column', `${other.head}: ${other.text}`);
    } else if (edge === 'end') {
      dropNotes();
      if (groups.pop()?.isRepeat !== (of === 'repeat')) leave('survey', row.row, 'group', type);
      heading = undefined;
    } else if (groups.some(({ isRepeat }) => isRepeat)) leave('survey', row.row, 'repeat', saidIn(row));
    else if (type === 'note') {
      const words = row.words('label');
      if (words !== undefined && isShort(words) && !row.isComputed(SAID)) notes.push({ row, words });
      else leave('survey', row.row, 'note', saidIn(row));
      for (const other of row.others(OF_SURVEY)) leave('survey', row.row, 'column', `${other.head}: ${other.text}`);
    } else {
      const question = questionOf(row, type, { lists, isNamed: (name) => rows.has(name), leave });
      if (question === undefined) continue;
      rows.set(question.name, row.row);
      const help = together([...notes.map(({ words }) => words), ...(question.help ? [question.help] : [])]);
      const isWhole = help !== undefined && isShort(help);
      questions.push({ ...question, ...(isWhole && { help }), ...(heading && { heading }) });
      if (isWhole) notes = [];
      dropNotes();
      heading = undefined;
    }
  }
  dropNotes();
  return { questions, rows };
}

const saidIn = (row: FormRow): string =>
  [row.text('type'), row.text('name') || row.text('label')].filter((text) => text !== '').join(' ');

interface Around {
  readonly lists: Lists;
  readonly isNamed: (name: string) => boolean;
  readonly leave: Leave;
}

/** undefined: it is not taken, and was said */
function questionOf(row: FormRow, type: string, { lists, isNamed, leave }: Around): Question | undefined {
  const out = (what: NotTaken): undefined => {
    leave('survey', row.row, what, saidIn(row));
  };
  if (type === '') return out('noType');
  if (isYes(row.text('disabled'))) return out('disabled');
  const kind = typeOf(type, row.text('appearance'));
  if (kind === undefined) return out('type');
  const [name, label, hint] = [row.text('name'), row.words('label'), row.words('hint')];
  if (row.isComputed(SAID)) return out('formula');
  if (!isQuestionName(name)) return out('name');
  if (isNamed(name)) return out('sameName');
  if (label === undefined || !isShort(label)) return out('label');
  const listName =
    row
      .text('type')
      .trim()
      .split(/\s+/u)
      .at(kind.isSpaced ? 2 : 1) ?? '';
  const options = kind.isChoice ? (lists.get(listName) ?? []) : undefined;
  if (options !== undefined && (options.length === 0 || options.length > MOST_OPTIONS)) return out('list');
  const without = (what: GoesWithout, text: string): void => leave('survey', row.row, what, text);
  for (const { head, text } of row.others(OF_SURVEY)) without('column', `${head}: ${text}`);
  const appearance = row.text('appearance');
  if (appearance !== '' && !kind.isMultiline) without('column', `appearance: ${appearance}`);
  if (kind.isDecimal) without('decimal', name);
  if (kind.isOrOther) without('orOther', name);
  if (/\$\{[^}]*\}/u.test(Object.values({ ...label, ...hint }).join(' '))) without('reference', name);
  if (hint !== undefined && !isShort(hint)) without('hint', name);
  const required = row.text('required');
  if (!isYes(required) && !isNo(required)) without('required', required);
  return {
    name,
    type: kind.type,
    label,
    ...(hint && isShort(hint) && { help: hint }),
    ...(isYes(required) && { needed: true as const }),
    ...(options && { options }),
  };
}

const isYes = (text: string): boolean => ['yes', 'true', 'true()', '1', 'sí', 'si'].includes(text.toLowerCase());
const isNo = (text: string): boolean => ['', 'no', 'false', 'false()', '0'].includes(text.toLowerCase());

interface AskedAs {
  readonly type: QuestionType;
  readonly isChoice?: boolean;
  /** `select one x`, as older forms write it */
  readonly isSpaced?: boolean;
  readonly isOrOther?: boolean;
  readonly isDecimal?: boolean;
  readonly isMultiline?: boolean;
}

function typeOf(type: string, appearance: string): AskedAs | undefined {
  if (type === 'text') {
    const isMultiline = appearance.toLowerCase() === 'multiline';
    return { type: isMultiline ? 'longtext' : 'text', isMultiline };
  }
  if (type === 'integer' || type === 'int') return { type: 'integer' };
  if (type === 'decimal') return { type: 'text', isDecimal: true };
  if (type === 'date') return { type: 'date' };
  const [, spaced, how, other] = /^select([ _])(one|multiple) \S+( or_other)?$/u.exec(type) ?? [];
  if (how === undefined) return undefined;
  return {
    type: how === 'one' ? 'choice' : 'multichoice',
    isChoice: true,
    isSpaced: spaced === ' ',
    isOrOther: other !== undefined,
  };
}

/** One under the other, in each language; undefined where there are none. */
function together(all: readonly SheetWords[]): SheetWords | undefined {
  const [first, ...others] = all;
  return others.reduce<SheetWords | undefined>((before = {}, next) => {
    const languages = new Set([...Object.keys(before), ...Object.keys(next)]) as Set<keyof SheetWords>;
    const joined = [...languages].map((language): [string, string] => {
      const texts = [before[language], next[language]].filter((text) => text !== undefined);
      return [language, texts.join('\n')];
    });
    return Object.fromEntries(joined);
  }, first);
}
