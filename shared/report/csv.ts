// Stage 5, a table as CSV (RFC 4180) for people's spreadsheets: byte order mark, so that Excel reads UTF-8;
// `;` where Excel's decimal sign is a comma; texts that a spreadsheet would run as a formula are made harmless
// by an apostrophe before them (as the OWASP CSV injection page says). Numbers stay numbers, with a point.

import Papa from 'papaparse';
import type { Language } from '../mechanism/language.ts';
import type { Table } from './table.ts';

/** The library's own pattern ends at a line's end, and lets through a text of several lines. */
const FORMULA = /^[=+\-@\t\r]/;

export function tableToCsv(table: Table, language: Language): string {
  const rows = [table.columns.map(({ label }) => label), ...table.rows];
  const delimiter = language === 'en' || language === 'ht' ? ',' : ';';
  const text = Papa.unparse(rows as unknown[][], { delimiter, newline: '\r\n', escapeFormulae: FORMULA });
  return `\uFEFF${text}\r\n`;
}
