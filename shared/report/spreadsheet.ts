// Stage 5, records of one kind as a spreadsheet that is filled in and read back (read-spreadsheet.ts).
// The sheet that is seen: row 1 says what it is; row 2 the heads; row 3, hidden, `$keys` and the key of each column; then
// a row a record, its id in the hidden first column, and rows that wait with ids of their own. A cell that cannot be
// read back exactly is locked and grey. A sheet of options, read-only, has the words of the drop-downs.
// The sheet `chasqui`, which no menu shows, remembers:  ['chasqui', version] · ['template', id] · ['kind', key, version] ·
// ['language', code] · ['notebook', mechanism or ''] · then a cell each: ['cell', record, column, text, writes], where
// `writes` is JSON: cell of the record → the writes that stood there; or `locked`.

import type { RecordId } from '../base/ids.ts';
import type { Bytes } from '../base/bytes.ts';
import type { CellPath } from '../record/paths.ts';
import { PALETTE } from './palette.ts';
import type { Column } from './spreadsheet-columns.ts';
import {
  type Answer,
  KEYS_MARK,
  LOCKED,
  MEMORY_SHEET,
  type Row,
  type SheetFacts,
  type SheetWords,
  SPREADSHEET_VERSION,
  type SpreadsheetToWrite,
} from './spreadsheet-parts.ts';
import { columnName } from './workbook-places.ts';
import { cellXml, MAIN, packWorkbook, sheetNames } from './xlsx-package.ts';
import { escapeXml } from './xml-text.ts';

/** @param waiting ids for the rows that wait; the same facts and rows give the same file */
export function spreadsheetToXlsx({ facts, columns, rows, waiting, words }: SpreadsheetToWrite): Bytes {
  const [main = '', options = ''] = sheetNames([facts.kind.label[facts.language], words.options, MEMORY_SHEET]);
  const lists = optionLists(columns);
  const last = FIRST_ROW + rows.length + waiting.length + BELOW;
  const seen = [
    HEAD_XML,
    widthsOf(columns),
    '<sheetData>',
    rowXml(1, [null, words.about], ' s="1"'),
    rowXml(2, [null, ...columns.map(({ label }) => label)], LOOK.head, ' ht="48" customHeight="1"'),
    rowXml(3, [KEYS_MARK, ...columns.map(({ key }) => key)], '', ' hidden="1"'),
    ...rows.map(({ id, answers }, at) => recordXml(FIRST_ROW + at, id, answers)),
    ...waiting.map((id, at) => recordXml(FIRST_ROW + rows.length + at, id, columns.map(emptyAnswer))),
    '</sheetData>',
    '<sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0"/>',
    validations(columns, lists, options, last, words),
    '</worksheet>',
  ];
  return packWorkbook(
    [
      { name: main, xml: seen.join('') },
      { name: options, xml: optionsXml(columns, lists) },
      { name: MEMORY_SHEET, xml: memoryXml(facts, columns, rows), state: 'veryHidden' },
    ],
    STYLES,
  );
}

const FIRST_ROW = 4;
/** rows below those that wait, in which drop-downs are still offered */
const BELOW = 300;

const emptyAnswer = ({ reads }: Column): Answer => ({
  text: '',
  isNumber: reads.type === 'number',
  writes: reads.type === 'locked' ? undefined : {},
});

/** Plain and locked; the first row; heads; a text, a number, and what is locked. */
const LOOK = { head: ' s="2"', text: ' s="3"', number: ' s="4"', locked: ' s="5"' } as const;
const HEAD_XML = `<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane xSplit="2" ySplit="3" topLeftCell="C4" activePane="bottomRight" state="frozen"/></sheetView></sheetViews>`;
const FREE = '<alignment vertical="top" wrapText="1"/><protection locked="0"/>';
const STYLES = [
  `<styleSheet xmlns="${MAIN}">`,
  '<fonts count="3"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font><font><i/><sz val="11"/><name val="Calibri"/></font></fonts>',
  '<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>',
  `<fill><patternFill patternType="solid"><fgColor rgb="FF${PALETTE.wool}"/></patternFill></fill>`,
  `<fill><patternFill patternType="solid"><fgColor rgb="FFE3E3E3"/></patternFill></fill></fills>`,
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>',
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
  '<cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
  '<xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1"/>',
  '<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>',
  `<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1" applyProtection="1">${FREE}</xf>`,
  `<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1" applyProtection="1">${FREE}</xf>`,
  '<xf numFmtId="49" fontId="0" fillId="3" borderId="0" xfId="0" applyNumberFormat="1" applyFill="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs>',
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
].join('');

/** Below what is prepared one may go on writing. */
function widthsOf(columns: readonly Column[]): string {
  const cols = columns.map(({ reads }, at) => {
    const isLong = reads.type === 'text' || reads.type === 'lines' || reads.type === 'objectiveLines';
    const style = reads.type === 'locked' ? 5 : reads.type === 'number' ? 4 : 3;
    return `<col min="${at + 2}" max="${at + 2}" width="${reads.type === 'number' ? 14 : isLong ? 34 : 22}" style="${style}" customWidth="1"/>`;
  });
  return `<cols><col min="1" max="1" width="4" hidden="1" customWidth="1"/>${cols.join('')}</cols>`;
}

const rowXml = (row: number, cells: readonly (string | null)[], look: string, more = ''): string =>
  `<row r="${row}"${more}>${cells.map((cell, at) => cellXml(cell, `${columnName(at)}${row}`, look)).join('')}</row>`;

function recordXml(row: number, id: RecordId, answers: readonly Answer[]): string {
  const cells = answers.map(({ text, isNumber, writes }, at) => {
    const look = writes === undefined ? LOOK.locked : isNumber ? LOOK.number : LOOK.text;
    const isShownAsNumber = isNumber && /^-?\d{1,15}$/.test(text);
    return cellXml(isShownAsNumber ? Number(text) : text, `${columnName(at + 1)}${row}`, look);
  });
  return `<row r="${row}">${cellXml(id, `A${row}`, '')}${cells.join('')}</row>`;
}

/** Which column of the sheet of options has those of a column. */
function optionLists(
  columns: readonly Column[],
): ReadonlyMap<CellPath, { readonly at: number; readonly labels: readonly string[] }> {
  const withOptions = columns.filter(({ reads }) => 'options' in reads && reads.options.length > 0);
  return new Map(
    withOptions.map(({ key, reads }, at) => [
      key,
      { at, labels: 'options' in reads ? reads.options.map(({ label }) => label) : [] },
    ]),
  );
}

function optionsXml(columns: readonly Column[], lists: ReturnType<typeof optionLists>): string {
  const listed = columns.filter(({ key }) => lists.has(key));
  const longest = Math.max(0, ...[...lists.values()].map(({ labels }) => labels.length));
  const rows = Array.from({ length: longest }, (_, row) =>
    rowXml(
      row + 2,
      listed.map(({ key }) => lists.get(key)?.labels[row] ?? null),
      '',
    ),
  );
  const heads = rowXml(
    1,
    listed.map(({ label }) => label),
    LOOK.head,
  );
  const widths = `<cols><col min="1" max="${Math.max(1, listed.length)}" width="34" customWidth="1"/></cols>`;
  return `<worksheet xmlns="${MAIN}">${widths}<sheetData>${heads}${rows.join('')}</sheetData><sheetProtection sheet="1" objects="1" scenarios="1"/></worksheet>`;
}

const LONGEST_HINT = 250;

function validations(
  columns: readonly Column[],
  lists: ReturnType<typeof optionLists>,
  options: string,
  last: number,
  words: SheetWords,
): string {
  const all = columns.map((column, at) => {
    const name = columnName(at + 1);
    const where = `sqref="${name}${FIRST_ROW}:${name}${last}"`;
    const hint = hintOf(column, words).slice(0, LONGEST_HINT);
    const prompt = hint === '' ? '' : ` showInputMessage="1" prompt="${escapeXml(hint)}"`;
    const list = lists.get(column.key);
    if (column.reads.type === 'choice' && list !== undefined) {
      const [of, to] = [columnName(list.at), list.labels.length + 1];
      const source = escapeXml(`'${options}'!$${of}$2:$${of}$${to}`);
      return `<dataValidation type="list" allowBlank="1"${prompt} ${where}><formula1>${source}</formula1></dataValidation>`;
    }
    return hint === '' ? '' : `<dataValidation allowBlank="1"${prompt} ${where}/>`;
  });
  const given = all.filter((each) => each !== '');
  return given.length === 0 ? '' : `<dataValidations count="${given.length}">${given.join('')}</dataValidations>`;
}

function hintOf({ reads }: Column, words: SheetWords): string {
  switch (reads.type) {
    case 'date':
      return words.howDate;
    case 'number':
      return words.howNumber;
    case 'lines':
      return words.howLines;
    case 'objectiveLines':
      return words.howObjectives;
    case 'countLines':
      return words.howCounts;
    case 'choices':
      return words.howChoices;
    case 'locked':
      return words.lockedHere;
    default:
      return '';
  }
}

function memoryXml(facts: SheetFacts, columns: readonly Column[], rows: readonly Row[]): string {
  const { template, kind, language, notebook } = facts;
  const lines: (readonly string[])[] = [
    ['chasqui', SPREADSHEET_VERSION],
    ['template', template],
    ['kind', kind.key, String(kind.version)],
    ['language', language],
    ['notebook', notebook],
    ...rows.flatMap(({ id, answers }) =>
      answers.flatMap(({ text, writes }, at) => {
        const isLocked = writes === undefined;
        if (text === '' && !isLocked) return [];
        return [['cell', id, columns[at]?.key ?? '', text, isLocked ? LOCKED : JSON.stringify(writes)]];
      }),
    ),
  ];
  const xml = lines.map((line, at) => rowXml(at + 1, line, ''));
  return `<worksheet xmlns="${MAIN}"><sheetData>${xml.join('')}</sheetData></worksheet>`;
}
