// Stage 5, a table as one sheet of an Office Open XML workbook (ECMA-376, SpreadsheetML): texts as inline strings, which
// no spreadsheet runs, numbers as numbers, a bold first row that stays in view. Written here because
// write-excel-file compresses anything over 160 KB in a worker made from a blob, which the page's policy
// forbids; this is in a worker already and compresses at once.

import { zipSync } from 'fflate';
import { type Bytes, textToBytes } from '../base/bytes.ts';
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

/** Two looks of a cell: plain, and bold for the first row. The two fills are those that spreadsheets expect first. */
const STYLES = [
  `<styleSheet xmlns="${MAIN}">`,
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>',
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>',
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>',
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
  '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
  '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>',
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
].join('');

export function tableToXlsx(table: Table, sheetName: string): Bytes {
  const files = {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/></Types>`,
    '_rels/.rels': relations(['officeDocument', 'xl/workbook.xml']),
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><sheets><sheet name="${escapeXml(sheetNameOf(sheetName))}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(['worksheet', 'worksheets/sheet1.xml'], ['styles', 'styles.xml']),
    'xl/styles.xml': STYLES,
    'xl/worksheets/sheet1.xml': sheetOf(table),
  };
  const entries = Object.entries(files).map(([name, text]) => [name, textToBytes(HEAD + text)] as const);
  return zipSync(Object.fromEntries(entries), { mtime: NO_TIME }) as Bytes;
}

function sheetOf({ columns, rows }: Table): string {
  const frozen =
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>';
  const labels = columns.map(({ label }) => label);
  const lines = [rowOf(labels, 1, ' s="1"'), ...rows.map((row, at) => rowOf(row, at + 2, ''))];
  return `<worksheet xmlns="${MAIN}">${frozen}<sheetData>${lines.join('')}</sheetData></worksheet>`;
}

const rowOf = (cells: readonly TableCell[], number: number, style: string): string =>
  `<row r="${number}">${cells.map((cell, at) => cellOf(cell, `r="${columnName(at)}${number}"${style}`)).join('')}</row>`;

function cellOf(cell: TableCell, where: string): string {
  if (cell === null || cell === '') return `<c ${where}/>`;
  if (typeof cell === 'number') return `<c ${where}><v>${cell}</v></c>`;
  return `<c ${where} t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell.slice(0, LONGEST_TEXT))}</t></is></c>`;
}

/** 0 → A, 25 → Z, 26 → AA */
const columnName = (at: number): string =>
  (at >= 26 ? columnName(Math.floor(at / 26) - 1) : '') + String.fromCharCode(65 + (at % 26));

const relations = (...targets: readonly (readonly [type: string, target: string])[]): string =>
  `<Relationships xmlns="${RELATIONS}">${targets.map(([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${DOCUMENT}/${type}" Target="${target}"/>`).join('')}</Relationships>`;

/** Up to 31 characters, and none of those that formulas use. */
const sheetNameOf = (name: string): string =>
  name
    .replace(/[\\/?*[\]:']/g, ' ')
    .trim()
    .slice(0, 31) || 'Chasqui';
