// Stage 5, what the rows of a spreadsheet say of records, column by column: the text, and the writes that stood there when
// it was read, or that it is locked. What is restricted or personal says nothing.

import { cellsToEntry } from '../record/cells.ts';
import type { Level } from '../record/definition.ts';
import type { CellPath } from '../record/paths.ts';
import { answerToText } from './spreadsheet-answers.ts';
import { type Column, columnsOf } from './spreadsheet-columns.ts';
import type {
  Answer,
  Row,
  SheetCell,
  SheetFacts,
  SheetRecord,
  SheetWords,
  SpreadsheetToWrite,
} from './spreadsheet-parts.ts';
import { answerText } from './table.ts';
import { LONGEST_TEXT } from './workbook-places.ts';
import { plainXmlText } from './xml-text.ts';

export function recordsToRows(
  facts: SheetFacts,
  records: readonly SheetRecord[],
  words: SheetWords,
): Pick<SpreadsheetToWrite, 'columns' | 'rows'> {
  const columns = columnsOf(facts.kind, facts.language);
  return { columns, rows: records.map((record) => rowOf(facts, columns, record, words)) };
}

function rowOf(
  { kind, language }: SheetFacts,
  columns: readonly Column[],
  record: SheetRecord,
  words: SheetWords,
): Row {
  const byColumn = new Map<CellPath, Map<CellPath, SheetCell>>(columns.map(({ key }) => [key, new Map()]));
  for (const [path, cell] of record.cells) {
    const key = ownersOf(path).find((each) => byColumn.has(each));
    if (key !== undefined) byColumn.get(key)?.set(path, cell);
  }
  const closed = new Set(record.closed.flatMap(ownersOf));
  const shown = [...record.cells].filter(([, { level }]) => isReadable(level));
  const entry = cellsToEntry(kind.key, new Map(shown.map(([path, { value }]) => [path, value])));
  const answers = columns.map((column): Answer => {
    const cells = byColumn.get(column.key) ?? new Map<CellPath, SheetCell>();
    const isNumber = column.reads.type === 'number';
    if (![...cells.values()].every(({ level }) => isReadable(level))) return { text: '', isNumber, writes: undefined };
    if (column.reads.type === 'locked') {
      const text = answerText(column.field.shape, entry[column.field.key], { ...words, language }) ?? '';
      return { text: plainXmlText(String(text)).slice(0, LONGEST_TEXT), isNumber, writes: undefined };
    }
    const values = new Map([...cells].map(([path, { value }]) => [path, value]));
    const { text, isExact } = answerToText(column, values, words);
    const isOne = [...cells.values()].every(({ writes }) => writes.length === 1);
    const isClosed = closed.has(column.key);
    const writes = Object.fromEntries([...cells].map(([path, cell]) => [path, cell.writes]));
    const isFree = isExact && isOne && !isClosed && JSON.stringify(writes).length <= LONGEST_TEXT;
    return { text: plainXmlText(text).slice(0, LONGEST_TEXT), isNumber, writes: isFree ? writes : undefined };
  });
  return { id: record.id, answers };
}

/** The path itself and those above it, the longest first. */
function ownersOf(path: CellPath): readonly CellPath[] {
  const parts = path.split('.');
  return parts.map((_, at) => parts.slice(0, parts.length - at).join('.'));
}

const isReadable = (level: Level): boolean => level === 'open' || level === 'mechanism';
