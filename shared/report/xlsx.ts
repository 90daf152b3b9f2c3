// Stage 5, tables as the sheets of an Office Open XML workbook (ECMA-376, SpreadsheetML): texts as inline strings, which
// no spreadsheet runs, numbers as numbers, days as dates, a bold first row that stays in view. Written here because
// write-excel-file compresses anything over 160 KB in a worker made from a blob, which the page's policy
// forbids; this is in a worker already and compresses at once.

import type { Bytes } from '../base/bytes.ts';
import { PALETTE } from './palette.ts';
import type { Table, TableCell } from './table.ts';
import { columnName } from './workbook-places.ts';
import { cellXml, MAIN, packWorkbook, sheetNames } from './xlsx-package.ts';

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
  return packWorkbook(
    sheets.map(({ table }, at) => ({ name: names[at] ?? '', xml: sheetOf(table) })),
    STYLES,
  );
}

function sheetOf({ columns, rows }: Table): string {
  const frozen =
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>';
  const labels = columns.map(({ label }) => label);
  const names = columns.map((_, at) => columnName(at));
  const lines = [
    `<row r="1">${labels.map((label, at) => cellXml(label, `${names[at]}1`, LOOK.head)).join('')}</row>`,
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
  return day === undefined ? cellXml(cell, where, LOOK.plain) : `<c r="${where}"${LOOK.date}><v>${day}</v></c>`;
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
