// Stage 5, a workbook that somebody brings, as its cells: what a person typed, and never what a formula says. Hostile
// until read: every part is looked for by name and unpacked within a limit (zip-part.ts), its XML is strict
// (xml-events.ts), and rows, columns and cells are counted. Excel and LibreOffice both write what is read here
// (ECMA-376, SpreadsheetML): shared and inline texts, rich texts, dates from 1900 or 1904, merged cells.

import { bytesToText } from '../base/bytes.ts';
import { err, ok, type Result } from '../base/result.ts';
import { dateFormats } from './workbook-formats.ts';
import { type CellPlace, placeOf } from './workbook-places.ts';
import { readXml, type XmlListener } from './xml-events.ts';
import { partOfZip } from './zip-part.ts';

export type BroughtCell =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'number'; readonly value: number }
  /** YYYY-MM-DD; undefined: no day of the calendar */
  | { readonly type: 'date'; readonly day: string | undefined }
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'formula' | 'error' };

export interface BroughtSheet {
  readonly name: string;
  /** by number of the row from 1, by number of the column from 0; empty cells are absent */
  readonly rows: ReadonlyMap<number, ReadonlyMap<number, BroughtCell>>;
  /** ranges such as `B4:C5`, both ends included */
  readonly merged: readonly { readonly from: CellPlace; readonly to: CellPlace }[];
}

export type WorkbookProblem = {
  readonly type: 'spreadsheetTooLarge' | 'spreadsheetOtherFormat' | 'spreadsheetNotReadable';
};

const MOST_FILE = 16 * 1024 * 1024;
const MOST_PART = 24 * 1024 * 1024;
const MOST_SHEETS = 20;
const MOST_ROWS = 20_000;
const MOST_COLUMNS = 500;
const MOST_CELLS = 400_000;
const MOST_MERGED = 10_000;

export function readWorkbook(file: Uint8Array): Result<readonly BroughtSheet[], WorkbookProblem> {
  if (file.length > MOST_FILE) return err({ type: 'spreadsheetTooLarge' });
  if (isOldOffice(file) || textPart(file, 'mimetype')?.includes('opendocument') === true)
    return err({ type: 'spreadsheetOtherFormat' });
  try {
    return ok(sheetsIn(file));
  } catch (error) {
    return err({ type: error === TOO_MUCH ? 'spreadsheetTooLarge' : 'spreadsheetNotReadable' });
  }
}

/** A compound file: an XLS, or an XLSX under a password. */
const isOldOffice = (file: Uint8Array): boolean => [0xd0, 0xcf, 0x11, 0xe0].every((byte, at) => file[at] === byte);

const textPart = (file: Uint8Array, name: string): string | undefined => {
  const part = partOfZip(file, name, MOST_PART);
  return part === undefined ? undefined : bytesToText(part);
};

/** Thrown where a part is more than any of ours. */
const TOO_MUCH = new Error('more than any spreadsheet of ours');

interface Workbook {
  readonly sheets: { readonly name: string; readonly relation: string }[];
  is1904: boolean;
}

function sheetsIn(file: Uint8Array): readonly BroughtSheet[] {
  const wanted = (name: string): string => {
    const text = textPart(file, name);
    if (text === undefined) throw new Error(`no ${name}`);
    return text;
  };
  const workbook: Workbook = { sheets: [], is1904: false };
  listen(wanted('xl/workbook.xml'), (name, attributes) => {
    if (name === 'workbookPr') workbook.is1904 = ['1', 'true'].includes(attributes.get('date1904') ?? '');
    if (name === 'sheet')
      workbook.sheets.push({ name: attributes.get('name') ?? '', relation: attributes.get('id') ?? '' });
    if (workbook.sheets.length > MOST_SHEETS) throw TOO_MUCH;
  });
  const targets = new Map<string, string>();
  listen(wanted('xl/_rels/workbook.xml.rels'), (name, attributes) => {
    if (name === 'Relationship') targets.set(attributes.get('Id') ?? '', attributes.get('Target') ?? '');
  });
  const texts = sharedTexts(textPart(file, 'xl/sharedStrings.xml'));
  const isDate = dateFormats(textPart(file, 'xl/styles.xml'));
  const count = { cells: 0 };
  return workbook.sheets.map(({ name, relation }) => {
    const target = targets.get(relation) ?? '';
    const part = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
    return { name, ...cellsIn(wanted(part), { texts, isDate, is1904: workbook.is1904, count }) };
  });
}

function listen(text: string, open: XmlListener['open']): void {
  readXml(text, { open, close: () => undefined, text: () => undefined });
}

function sharedTexts(part: string | undefined): readonly string[] {
  const texts: string[] = [];
  if (part === undefined) return texts;
  const reader = textReader();
  readXml(part, {
    open: (name) => {
      if (name === 'si') reader.clear();
      reader.open(name);
    },
    close: (name) => {
      reader.close(name);
      if (name === 'si') texts.push(reader.read());
      if (texts.length > MOST_CELLS) throw TOO_MUCH;
    },
    text: reader.text,
  });
  return texts;
}

/** The `t` of a text, rich or plain, without how it is read aloud (`rPh`). */
function textReader() {
  let text = '';
  let isIn = false;
  let aloud = 0;
  return {
    clear: () => {
      text = '';
    },
    open: (name: string) => {
      if (name === 'rPh') aloud++;
      isIn = name === 't' && aloud === 0;
    },
    close: (name: string) => {
      if (name === 'rPh') aloud--;
      isIn = false;
    },
    text: (more: string) => {
      if (isIn) text += more;
    },
    read: () => plainText(text),
  };
}

/** ECMA-376, 22.9.2.19 (ST_Xstring): `_x000D_` is the character of that number. */
const plainText = (text: string): string =>
  text
    .replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\r\n?/g, '\n')
    .toWellFormed();

interface Around {
  readonly texts: readonly string[];
  readonly isDate: (style: number) => boolean;
  readonly is1904: boolean;
  /** over all sheets */
  readonly count: { cells: number };
}

function cellsIn(part: string, around: Around): Pick<BroughtSheet, 'rows' | 'merged'> {
  const rows = new Map<number, Map<number, BroughtCell>>();
  const merged: { from: CellPlace; to: CellPlace }[] = [];
  const inline = textReader();
  let row = 0;
  let column = -1;
  let cell: Raw | undefined;
  let isValue = false;
  readXml(part, {
    open: (name, attributes) => {
      if (cell !== undefined) {
        inline.open(name);
        if (name === 'f') cell.isFormula = true;
        isValue = name === 'v';
      } else if (name === 'row') {
        row = wholeNumber(attributes.get('r')) ?? row + 1;
        column = -1;
      } else if (name === 'c') {
        const place = placeOf(attributes.get('r') ?? '');
        column = place?.column ?? column + 1;
        inline.clear();
        cell = { type: attributes.get('t') ?? 'n', style: wholeNumber(attributes.get('s')) ?? 0, value: '' };
      } else if (name === 'mergeCell') {
        const [from, to = from] = (attributes.get('ref') ?? '').split(':').map(placeOf);
        if (from !== undefined && to !== undefined) merged.push({ from, to });
        if (merged.length > MOST_MERGED) throw TOO_MUCH;
      }
    },
    close: (name) => {
      if (cell === undefined) return;
      inline.close(name);
      isValue = false;
      if (name !== 'c') return;
      const read = cellOf(cell, inline.read(), around);
      cell = undefined;
      if (read === undefined) return;
      if (row > MOST_ROWS || column >= MOST_COLUMNS || ++around.count.cells > MOST_CELLS) throw TOO_MUCH;
      const cells = rows.get(row) ?? new Map<number, BroughtCell>();
      rows.set(row, cells.set(column, read));
    },
    text: (more) => {
      inline.text(more);
      if (isValue && cell !== undefined) cell.value += more;
    },
  });
  return { rows, merged };
}

interface Raw {
  readonly type: string;
  readonly style: number;
  value: string;
  isFormula?: true;
}

/** undefined: empty */
function cellOf({ type, style, value, isFormula }: Raw, inline: string, around: Around): BroughtCell | undefined {
  if (isFormula === true) return { type: 'formula' };
  switch (type) {
    case 'inlineStr':
      return textCell(inline);
    case 's':
      return textCell(around.texts[wholeNumber(value) ?? -1] ?? '');
    case 'str':
      return textCell(plainText(value));
    case 'b':
      return { type: 'boolean', value: value.trim() === '1' };
    case 'e':
      return { type: 'error' };
    case 'd':
      return { type: 'date', day: /^\d{4}-\d\d-\d\d/.exec(value)?.[0] };
    default: {
      if (value.trim() === '') return undefined;
      const number = Number(value);
      if (!Number.isFinite(number)) return { type: 'error' };
      return around.isDate(style)
        ? { type: 'date', day: dayOf(number, around.is1904) }
        : { type: 'number', value: number };
    }
  }
}

const textCell = (text: string): BroughtCell | undefined => (text === '' ? undefined : { type: 'text', text });

const wholeNumber = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;

/** Days since 30 December 1899, or since 1 January 1904; an hour of the day is let go. Before March 1900 Excel is a day off. */
function dayOf(serial: number, is1904: boolean): string | undefined {
  const days = Math.floor(serial) + (is1904 ? 1462 : 0);
  if (days <= 60 || days > 2_958_465) return undefined;
  // H. Hinnant, chrono-Compatible Low-Level Date Algorithms: days since 0000-03-01 to a date of the calendar.
  const since0 = days + 693_899;
  const era = Math.floor(since0 / 146_097);
  const ofEra = since0 - era * 146_097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1_460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * ofYear + 2) / 153);
  const day = ofYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
