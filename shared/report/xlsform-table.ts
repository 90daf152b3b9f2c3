// Stage 5, a sheet of an XLSForm as rows by the names of its columns, and the languages of its words (xlsform.org, "The
// survey sheet", "Multiple language support"): `label::Español (es)`, `label::es`, or `label` alone.

import { type Language, LANGUAGES } from '../mechanism/language.ts';
import type { SheetWords } from '../record/question-sheet.ts';
import type { BroughtCell, BroughtSheet } from './read-workbook.ts';

/** Where words stand: in a language of the app, in the form's default one (''), or in another. */
export type WordsIn = Language | '' | 'other';

export interface FormColumn {
  /** as xlsform.org names it, such as `type`, `label`, `constraint_message` */
  readonly name: string;
  readonly language: WordsIn;
  /** as it stands in the sheet */
  readonly head: string;
}

export interface FormRow {
  /** as the spreadsheet numbers it */
  readonly row: number;
  /** trimmed; '' where there is none */
  readonly text: (column: string) => string;
  readonly words: (column: string) => SheetWords | undefined;
  /** what stands in the other columns */
  readonly others: (known: ReadonlySet<string>) => readonly { readonly head: string; readonly text: string }[];
  /** a formula or an error stands in one of these columns */
  readonly isComputed: (columns: ReadonlySet<string>) => boolean;
  readonly isEmpty: boolean;
}

export interface FormTable {
  readonly columns: readonly FormColumn[];
  readonly rows: readonly FormRow[];
}

/** @param main in which words of no named language are */
export function formTable(sheet: BroughtSheet, main: Language | 'other'): FormTable {
  const [first, ...others] = [...sheet.rows.keys()].sort((a, b) => a - b);
  const heads = first === undefined ? undefined : sheet.rows.get(first);
  const columns = new Map([...(heads ?? [])].map(([at, cell]) => [at, columnOf(textOf(cell))]));
  const rows = others.map((row) => rowOf(row, sheet.rows.get(row) ?? new Map(), columns, main));
  return { columns: [...columns.values()], rows: rows.filter(({ isEmpty }) => !isEmpty) };
}

function rowOf(
  row: number,
  cells: ReadonlyMap<number, BroughtCell>,
  columns: ReadonlyMap<number, FormColumn>,
  main: Language | 'other',
): FormRow {
  const placed = [...columns].flatMap(([at, column]) => {
    const cell = cells.get(at);
    return cell === undefined || (cell.type === 'text' && cell.text.trim() === '') ? [] : [{ column, cell }];
  });
  const named = (name: string) => placed.filter(({ column }) => column.name === name);
  return {
    row,
    text: (name) => textOf(named(name)[0]?.cell),
    words: (name) => {
      const words = named(name).flatMap(({ column: { language }, cell }) => {
        const text = textOf(cell);
        return text === '' ? [] : [[language === '' ? main : language, text] as const];
      });
      return words.length === 0 ? undefined : Object.fromEntries(words.toReversed());
    },
    others: (known) =>
      placed
        .filter(({ column: { name } }) => !known.has(name) && !name.startsWith('$'))
        .map(({ column: { head }, cell }) => ({ head, text: textOf(cell) })),
    isComputed: (names) =>
      placed.some(({ column, cell }) => names.has(column.name) && (cell.type === 'formula' || cell.type === 'error')),
    isEmpty: placed.length === 0,
  };
}

function textOf(cell: BroughtCell | undefined): string {
  switch (cell?.type) {
    case 'text':
      return cell.text.normalize().trim();
    case 'number':
      return String(cell.value);
    case 'boolean':
      return String(cell.value);
    case 'date':
      return cell.day ?? '';
    default:
      return '';
  }
}

/** Older forms have spaces in names, and one colon before a language. */
function columnOf(head: string): FormColumn {
  const [, base = '', language] = /^([^:]*?)\s*(?:::?\s*(.*))?$/su.exec(head) ?? [];
  const name = base.toLowerCase().replace(/[\s_]+/gu, '_');
  return name === 'media' || name === 'bind' || name === 'body'
    ? { name: `${name}::${language ?? ''}`, language: '', head }
    : { name, language: language === undefined || language === '' ? '' : (languageNamed(language) ?? 'other'), head };
}

/** By its code, or by what it is called in itself, in English or in Spanish. */
export function languageNamed(text: string): Language | undefined {
  const [, code] = /\(([a-z]{2,3})(?:-[a-z0-9]+)?\)\s*$/iu.exec(text) ?? [];
  const name = (code ?? text).trim().toLowerCase();
  return LANGUAGES.find((each) => each === name) ?? NAMES.get(name);
}

const NAMES: ReadonlyMap<string, Language> = new Map(
  (
    [
      ['es', 'español', 'castellano', 'spanish', 'spa'],
      ['en', 'english', 'inglés', 'eng'],
      ['pt', 'português', 'portugués', 'portuguese', 'por'],
      ['fr', 'français', 'francés', 'french', 'fra'],
      ['ht', 'kreyòl ayisyen', 'kreyòl', 'creole', 'haitian creole', 'criollo haitiano', 'hat'],
    ] as const
  ).flatMap(([language, ...names]) => names.map((name) => [name, language] as const)),
);
