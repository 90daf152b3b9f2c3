// Stage 5, tables as the sheets of an Office Open XML workbook (ECMA-376, SpreadsheetML): texts as inline strings, which
// no spreadsheet runs, numbers as numbers, days as dates, a bold first row that stays in view. Written here because
// write-excel-file compresses anything over 160 KB in a worker made from a blob, which the page's policy
// forbids; this is in a worker already and compresses at once.

import { zipSync } from 'fflate';
import { type Bytes, textToBytes } from '../base/bytes.ts';
import { PALETTE } from './palette.ts';
import type { Table, TableCell } from './table.ts';
import { escapeXml } from './xml-text.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** What one cell of a sheet can hold. */
const LONGEST_TEXT = 32_767;
/** The first day a ZIP can name, wherever one is: the file tells no time. */
const NO_TIME = '1980-01-01T00:00:00';

/** Looks of a cell: plain (lines break), the first row (bold on wool), and a date. Spreadsheets expect the first two fills. */
const LOOK = { plain: '', head: ' s="1"', date: ' s="2"' } as const;
const STYLES = [
  `<styleSheet xmlns="${MAIN}">`,
  '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>',
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>',
  '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>',
  `<fill><patternFill patternType="solid"><fgColor rgb="FF${PALETTE.wool}"/></patternFill></fill></fills>`,
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>',
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
  '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
  '<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>',
  '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>',
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
].join('');

export interface Sheet {
  readonly name: string;
  readonly table: Table;
}

export const tableToXlsx = (table: Table, name: string): Bytes => sheetsToXlsx([{ name, table }]);

/** @param sheets at least one; two names that would be one get a number */
export function sheetsToXlsx(sheets: readonly Sheet[]): Bytes {
  const names = sheetNames(sheets.map(({ name }) => name));
  const each = (write: (number: number, name: string) => string): string =>
    names.map((name, at) => write(at + 1, name)).join('');
  const part = (number: number): string => `worksheets/sheet${number}.xml`;
  const files: [string, string][] = [
    [
      '[Content_Types].xml',
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>${each((number) => `<Override PartName="/xl/${part(number)}" ContentType="${TYPE}.worksheet+xml"/>`)}<Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/></Types>`,
    ],
    ['_rels/.rels', relations(['officeDocument', 'xl/workbook.xml'])],
    [
      'xl/workbook.xml',
      `<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><sheets>${each((number, name) => `<sheet name="${escapeXml(name)}" sheetId="${number}" r:id="rId${number}"/>`)}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      relations(...names.map((_, at): [string, string] => ['worksheet', part(at + 1)]), ['styles', 'styles.xml']),
    ],
    ['xl/styles.xml', STYLES],
    ...sheets.map(({ table }, at): [string, string] => [`xl/${part(at + 1)}`, sheetOf(table)]),
  ];
  const entries = files.map(([name, text]) => [name, textToBytes(HEAD + text)] as const);
  return zipSync(Object.fromEntries(entries), { mtime: NO_TIME }) as Bytes;
}

function sheetOf({ columns, rows }: Table): string {
  const frozen =
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>';
  const labels = columns.map(({ label }) => label);
  const names = columns.map((_, at) => columnName(at));
  const lines = [
    `<row r="1">${labels.map((label, at) => cellOf(label, `${names[at]}1`, LOOK.head)).join('')}</row>`,
    ...rows.map(
      (row, at) =>
        `<row r="${at + 2}">${row.map((cell, of) => bodyCell(cell, `${names[of]}${at + 2}`)).join('')}</row>`,
    ),
  ];
  const widths = `<cols><col min="1" max="${Math.max(1, columns.length)}" width="22" customWidth="1"/></cols>`;
  return `<worksheet xmlns="${MAIN}">${frozen}${widths}<sheetData>${lines.join('')}</sheetData></worksheet>`;
}

/** A day that is known is a date; less than a day is a text, since no spreadsheet has half a date. */
function bodyCell(cell: TableCell, where: string): string {
  const day = typeof cell === 'string' && /^(19|20)\d\d-\d\d-\d\d$/.test(cell) ? dayNumber(cell) : undefined;
  return day === undefined ? cellOf(cell, where, LOOK.plain) : `<c r="${where}"${LOOK.date}><v>${day}</v></c>`;
}

/** Days since 30 December 1899, as spreadsheets count; undefined: no such day, or one before they agree (March 1900). */
function dayNumber(text: string): number | undefined {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const inMonth = month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  if (month < 1 || month > 12 || day < 1 || day > inMonth) return undefined;
  // Years begin in March, so that the odd day is their last (H. Hinnant, chrono-Compatible Low-Level Date Algorithms).
  const shifted = month <= 2 ? year - 1 : year;
  const ofYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const since0 =
    365 * shifted + Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400) + ofYear;
  const number = since0 - 693_899;
  return number > 60 ? number : undefined;
}

function cellOf(cell: TableCell, at: string, look: string): string {
  const where = `r="${at}"${look}`;
  if (cell === null || cell === '') return `<c ${where}/>`;
  if (typeof cell === 'number') return `<c ${where}><v>${cell}</v></c>`;
  return `<c ${where} t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell.slice(0, LONGEST_TEXT))}</t></is></c>`;
}

/** 0 → A, 25 → Z, 26 → AA */
const columnName = (at: number): string =>
  (at >= 26 ? columnName(Math.floor(at / 26) - 1) : '') + String.fromCharCode(65 + (at % 26));

const relations = (...targets: readonly (readonly [type: string, target: string])[]): string =>
  `<Relationships xmlns="${RELATIONS}">${targets.map(([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${DOCUMENT}/${type}" Target="${target}"/>`).join('')}</Relationships>`;

/** Up to 31 characters, none of those that formulas use, and each once. */
function sheetNames(names: readonly string[]): readonly string[] {
  const used = new Set<string>();
  return names.map((name) => {
    const plain =
      name
        .replace(/[\\/?*[\]:']/g, ' ')
        .trim()
        .slice(0, 31) || 'Chasqui';
    let free = plain;
    for (let number = 2; used.has(free.toLowerCase()); number++) free = `${plain.slice(0, 27)} ${number}`;
    used.add(free.toLowerCase());
    return free;
  });
}
