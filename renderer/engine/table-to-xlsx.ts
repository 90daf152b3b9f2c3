// A table as one sheet of an Office Open XML workbook (ECMA-376, SpreadsheetML): texts as inline strings, which
// no spreadsheet runs, numbers as numbers, a bold first row that stays in view. Written here because
// write-excel-file compresses anything over 160 KB in a worker made from a blob, which the page's policy
// forbids; this is in a worker already and compresses at once.

import { zipSync } from 'fflate';
import { type Bytes, textToBytes } from '#shared/base/bytes.ts';
import type { Table, TableCell } from '#shared/report/table.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** What one cell of a sheet can hold. */
const LONGEST_TEXT = 32_767;
/** 1980-01-01, the first day a ZIP can name: the file tells no time. */
const NO_TIME = new Date(1980, 0, 1);

export function tableToXlsx(table: Table, sheetName: string): Bytes {
  const files = {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/></Types>`,
    '_rels/.rels': relations(['officeDocument', 'xl/workbook.xml']),
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><sheets><sheet name="${escape(sheetNameOf(sheetName))}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(['worksheet', 'worksheets/sheet1.xml'], ['styles', 'styles.xml']),
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><fonts count="2"><font/><font><b/></font></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': sheetOf(table),
  };
  const entries = Object.entries(files).map(([name, text]) => [name, textToBytes(HEAD + text)] as const);
  return zipSync(Object.fromEntries(entries), { mtime: NO_TIME }) as Bytes;
}

function sheetOf({ columns, rows }: Table): string {
  const frozen =
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>';
  const head = rowOf(
    columns.map(({ label }) => label),
    ' s="1"',
  );
  return `<worksheet xmlns="${MAIN}">${frozen}<sheetData>${head}${rows.map((row) => rowOf(row, '')).join('')}</sheetData></worksheet>`;
}

const rowOf = (cells: readonly TableCell[], style: string): string =>
  `<row>${cells.map((cell) => cellOf(cell, style)).join('')}</row>`;

function cellOf(cell: TableCell, style: string): string {
  if (cell === null || cell === '') return `<c${style}/>`;
  if (typeof cell === 'number') return `<c${style}><v>${cell}</v></c>`;
  return `<c t="inlineStr"${style}><is><t xml:space="preserve">${escape(cell.slice(0, LONGEST_TEXT))}</t></is></c>`;
}

const relations = (...targets: readonly (readonly [type: string, target: string])[]): string =>
  `<Relationships xmlns="${RELATIONS}">${targets.map(([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${DOCUMENT}/${type}" Target="${target}"/>`).join('')}</Relationships>`;

/** Up to 31 characters, and none of those that formulas use. */
const sheetNameOf = (name: string): string =>
  name
    .replace(/[\\/?*[\]:']/g, ' ')
    .trim()
    .slice(0, 31) || 'Chasqui';

/** XML 1.0 has no way to write most control characters, nor half a surrogate pair. */
const escape = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[^\t\n\r\P{Cc}]|[\uFFFE\uFFFF]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
