// Stage 5, a spreadsheet that was filled in (spreadsheet.ts), read back: for each row which record it is, and for each of
// its answers what stands there now and what stood there when it was saved. Columns are found by their hidden keys,
// wherever they were moved; rows by their ids. What was not understood is said of its cell; nothing is guessed.

import { digestOfText, isId, isRecordId, type ChangesetId, type RecordId } from '../base/ids.ts';
import { textToJson } from '../base/json-text.ts';
import { isJsonObject } from '../base/json.ts';
import { err, ok, type Result } from '../base/result.ts';
import { type Language, LANGUAGES } from '../mechanism/language.ts';
import type { Kind } from '../record/definition.ts';
import { kindOf } from '../record/kinds.ts';
import type { CellPath } from '../record/paths.ts';
import { type BroughtCell, type BroughtSheet, readWorkbook, type WorkbookProblem } from './read-workbook.ts';
import { type Column, columnsOf } from './spreadsheet-columns.ts';
import { KEYS_MARK, LOCKED, MEMORY_SHEET, SPREADSHEET_VERSION } from './spreadsheet-parts.ts';
import { columnName } from './workbook-places.ts';

export type SpreadsheetProblem =
  | WorkbookProblem
  /** not made by this app, or its hidden sheet or row is gone */
  | { readonly type: 'spreadsheetNotOurs' | 'spreadsheetNoMemory' | 'spreadsheetNoKeys' }
  /** made by another version of the app or of the form */
  | { readonly type: 'spreadsheetOtherVersion' }
  | { readonly type: 'spreadsheetTwoColumns'; readonly column: string };

export interface FilledSheet {
  readonly template: string;
  readonly kind: Kind;
  readonly language: Language;
  readonly notebook: string;
  readonly rows: readonly FilledRow[];
  /** labels of columns that are not there: their answers stay as they are */
  readonly missing: readonly string[];
  /** heads of columns that somebody added and filled in: they are not read */
  readonly unknown: readonly string[];
}

export interface FilledRow {
  /** as the spreadsheet numbers it */
  readonly row: number;
  readonly record: RecordId;
  /** the file remembers it: it was saved with its answers */
  readonly isKnown: boolean;
  readonly answers: readonly FilledAnswer[];
  /** what is wrong with all of it */
  readonly problem?: { readonly type: 'mergedCells' } | { readonly type: 'copiedRow'; readonly row: number };
}

export interface FilledAnswer {
  readonly column: Column;
  /** `D7` */
  readonly at: string;
  readonly read:
    | { readonly type: 'text'; readonly text: string }
    /** no text, but what a spreadsheet made of it */
    | { readonly type: 'formula' | 'error' | 'date' }
    /** nothing is taken from it; `isTouched`: something else stands there than was saved */
    | { readonly type: 'locked'; readonly isTouched: boolean };
  readonly before: Remembered;
}

export interface Remembered {
  readonly text: string;
  /** null: it is locked */
  readonly writes: ReadonlyMap<CellPath, readonly ChangesetId[]> | null;
}

export function readSpreadsheet(file: Uint8Array): Result<FilledSheet, SpreadsheetProblem> {
  const workbook = readWorkbook(file);
  if (!workbook.ok) return workbook;
  const memory = memoryOf(workbook.value.find(({ name }) => name === MEMORY_SHEET));
  const found = sheetWithKeys(workbook.value);
  if (memory === undefined) return err({ type: found === undefined ? 'spreadsheetNotOurs' : 'spreadsheetNoMemory' });
  if (memory === 'otherVersion') return err({ type: 'spreadsheetOtherVersion' });
  if (found === undefined) return err({ type: 'spreadsheetNoKeys' });
  const columns = columnsIn(found, columnsOf(memory.kind, memory.language));
  if (!columns.ok) return columns;
  const { template, kind, language, notebook } = memory;
  const { placed, missing, unknown } = columns.value;
  return ok({ template, kind, language, notebook, rows: rowsIn(found, placed, memory), missing, unknown });
}

interface Memory extends Pick<FilledSheet, 'template' | 'kind' | 'language' | 'notebook'> {
  readonly cells: ReadonlyMap<string, ReadonlyMap<CellPath, Remembered>>;
}

function memoryOf(sheet: BroughtSheet | undefined): Memory | 'otherVersion' | undefined {
  if (sheet === undefined) return undefined;
  const facts = new Map<string, readonly string[]>();
  const cells = new Map<string, Map<CellPath, Remembered>>();
  for (const [, row] of sheet.rows) {
    const [name = '', ...values] = Array.from({ length: 5 }, (_, at) => textIn(row.get(at)));
    if (name !== 'cell') {
      facts.set(name, values);
      continue;
    }
    const [record = '', column = '', text = '', writes = ''] = values;
    const ofRecord = cells.get(record) ?? new Map<CellPath, Remembered>();
    cells.set(record, ofRecord.set(column, { text, writes: writes === LOCKED ? null : writesIn(writes) }));
  }
  const [version] = facts.get('chasqui') ?? [];
  const [template = ''] = facts.get('template') ?? [];
  if (version === undefined) return undefined;
  const [key = '', kindVersion] = facts.get('kind') ?? [];
  const kind = kindOf(key);
  const language = LANGUAGES.find((each) => each === facts.get('language')?.[0]);
  if (version !== SPREADSHEET_VERSION || kind === undefined || String(kind.version) !== kindVersion)
    return 'otherVersion';
  if (language === undefined || !isRecordId(template)) return undefined;
  return { template, kind, language, notebook: facts.get('notebook')?.[0] ?? '', cells };
}

/** What nobody can have written stands for nothing. */
function writesIn(text: string): ReadonlyMap<CellPath, readonly ChangesetId[]> {
  const value = parsed(text);
  if (!isJsonObject(value)) return new Map();
  return new Map(
    Object.entries(value).flatMap(([path, ids]) =>
      Array.isArray(ids) && ids.every(isId) ? [[path, (ids as string[]).toSorted() as ChangesetId[]] as const] : [],
    ),
  );
}

function parsed(text: string): unknown {
  try {
    return textToJson(text);
  } catch {
    return undefined;
  }
}

interface Found {
  readonly sheet: BroughtSheet;
  readonly keysRow: number;
  readonly idColumn: number;
}

function sheetWithKeys(sheets: readonly BroughtSheet[]): Found | undefined {
  for (const sheet of sheets) {
    for (const [row, cells] of sheet.rows) {
      for (const [column, cell] of cells)
        if (cell.type === 'text' && cell.text === KEYS_MARK) return { sheet, keysRow: row, idColumn: column };
    }
  }
  return undefined;
}

interface Placed {
  readonly column: Column;
  readonly at: number;
}

function columnsIn(
  { sheet, keysRow, idColumn }: Found,
  columns: readonly Column[],
): Result<
  { readonly placed: readonly Placed[]; readonly missing: readonly string[]; readonly unknown: readonly string[] },
  SpreadsheetProblem
> {
  const byKey = new Map(columns.map((column) => [column.key, column]));
  const placed = new Map<CellPath, Placed>();
  for (const [at, cell] of sheet.rows.get(keysRow) ?? []) {
    const column = byKey.get(textIn(cell));
    if (column === undefined) continue;
    if (placed.has(column.key)) return err({ type: 'spreadsheetTwoColumns', column: column.label });
    placed.set(column.key, { column, at });
  }
  const known = new Set([idColumn, ...[...placed.values()].map(({ at }) => at)]);
  const filled = new Set<number>();
  for (const [row, cells] of sheet.rows) {
    if (row > keysRow) for (const at of cells.keys()) if (!known.has(at)) filled.add(at);
  }
  const headIn = (at: number): string => textIn(sheet.rows.get(keysRow - 1)?.get(at)) || columnName(at);
  return ok({
    placed: [...placed.values()].sort((a, b) => a.at - b.at),
    missing: columns.filter(({ key }) => !placed.has(key)).map(({ label }) => label),
    unknown: [...filled].sort((a, b) => a - b).map(headIn),
  });
}

function rowsIn({ sheet, keysRow, idColumn }: Found, placed: readonly Placed[], memory: Memory): readonly FilledRow[] {
  const rows: FilledRow[] = [];
  const rowsById = new Map<RecordId, number[]>();
  const merged = sheet.merged.filter(({ to }) => to.row > keysRow);
  for (const [row, cells] of [...sheet.rows].sort(([a], [b]) => a - b)) {
    if (row <= keysRow) continue;
    const given = textIn(cells.get(idColumn)).trim();
    const remembered = memory.cells.get(given);
    if (remembered === undefined && !placed.some(({ at }) => cells.has(at))) continue;
    const answers = placed.map(({ column, at }) =>
      answerAt(cells.get(at), column, `${columnName(at)}${row}`, remembered?.get(column.key)),
    );
    const record = isRecordId(given) ? given : newIdOf(memory.template, answers);
    rowsById.set(record, [...(rowsById.get(record) ?? []), row]);
    const isMerged = merged.some(({ from, to }) => from.row <= row && to.row >= row);
    const problem = isMerged ? { problem: { type: 'mergedCells' } as const } : {};
    rows.push({ row, record, isKnown: remembered !== undefined, answers, ...problem });
  }
  return rows.map((each) => {
    const twin = rowsById.get(each.record)?.find((row) => row !== each.row);
    return twin === undefined ? each : { ...each, problem: { type: 'copiedRow', row: twin } };
  });
}

/** A row that was written below those that wait: the same words in the same file are the same record. */
const newIdOf = (template: string, answers: readonly FilledAnswer[]): RecordId => {
  const said = answers.map(({ column, read }) => [column.key, read.type === 'text' ? read.text : read.type]);
  return `${digestOfText(JSON.stringify([template, said])).slice(0, 21)}A` as RecordId;
};

const NOTHING: Remembered = { text: '', writes: new Map() };

function answerAt(
  cell: BroughtCell | undefined,
  column: Column,
  at: string,
  before: Remembered = NOTHING,
): FilledAnswer {
  const read = readOf(cell, column);
  if (before.writes !== null && column.reads.type !== 'locked') return { column, at, before, read };
  const isTouched = read.type !== 'text' || read.text !== before.text;
  return { column, at, before, read: { type: 'locked', isTouched } };
}

function readOf(cell: BroughtCell | undefined, { reads }: Column): FilledAnswer['read'] {
  if (cell === undefined) return { type: 'text', text: '' };
  switch (cell.type) {
    case 'formula':
    case 'error':
      return { type: cell.type };
    case 'date':
      return reads.type === 'date' && cell.day !== undefined ? { type: 'text', text: cell.day } : { type: 'date' };
    default:
      return { type: 'text', text: textIn(cell) };
  }
}

/** What a cell shows, as far as its type is a text, a number or yes and no. */
function textIn(cell: BroughtCell | undefined): string {
  switch (cell?.type) {
    case 'text':
      return cell.text;
    case 'number':
      return String(cell.value);
    case 'boolean':
      return cell.value ? 'TRUE' : 'FALSE';
    default:
      return '';
  }
}
