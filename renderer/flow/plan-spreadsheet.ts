// What a filled spreadsheet would change here, row by row. A cell that stands as it was saved says nothing. Of any other:
//   the notebook says the same by now          nothing to do
//   here it is as it was when it was saved     a change, which replaces what the sheet knew of
//   this very file wrote what stands here      a change, or nothing where the file said this before
//   somebody wrote something else meanwhile    a conflict: both stay, a person decides
// A row in which anything is wrong is left out whole. Rows that are not there mean nothing.

import type { ChangesetId, RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { LANGUAGE_CELL } from '#shared/log/change.ts';
import { replacing, shownValue } from '#shared/merge/conflict.ts';
import { isDeleted } from '#shared/merge/record-facts.ts';
import type { CellState, RecordState } from '#shared/merge/state.ts';
import { sameMeaning } from '#shared/record/cell-value.ts';
import type { CellPath } from '#shared/record/paths.ts';
import type { FilledAnswer, FilledRow, FilledSheet } from '#shared/report/read-spreadsheet.ts';
import { type AnswerSigns, answerToText, type Cells, textToAnswer } from '#shared/report/spreadsheet-answers.ts';
import { closedCells, isWholeWithdrawn } from '../engine/erasures.ts';
import type { DraftCell } from '../engine/journal-entry.ts';
import type { Session } from '../engine/session.ts';
import type { CellProblem, PlannedCell, PlannedRow, RowProblem } from '../engine/spreadsheet-door.ts';
import type { RecordWrites } from './write-changes.ts';

export interface SheetChanges {
  readonly rows: readonly PlannedRow[];
  readonly unchanged: number;
  /** of the rows in which nothing is wrong */
  readonly writes: readonly RecordWrites[];
  /** records that they begin */
  readonly begun: ReadonlySet<RecordId>;
}

/** What this file wrote before: the changesets, and by record and cell the values. */
export interface TakenBefore {
  readonly changesets: ReadonlySet<ChangesetId>;
  readonly values: (record: RecordId, cell: CellPath) => readonly Json[];
}

export async function changesIn(
  session: Session,
  sheet: FilledSheet,
  before: TakenBefore,
  signs: AnswerSigns,
): Promise<SheetChanges> {
  const { ledger } = session;
  const states = await ledger.store.records.getMany(new Set(sheet.rows.map(({ record }) => record)));
  const planned: PlannedRow[] = [];
  const writes: RecordWrites[] = [];
  const begun = new Set<RecordId>();
  let unchanged = 0;
  for (const row of sheet.rows) {
    const state = states.get(row.record);
    const draft = ledger.drafts.get(row.record);
    const now: RowNow = { session, sheet, row, state, before, signs };
    const cells = row.answers.flatMap((answer) => cellOf(now, answer) ?? []);
    const problem = row.problem ?? problemOf(now);
    // a record that this file began says so where it was deleted since: it would seem to be here
    if (cells.length === 0 && (row.isKnown || problem?.type !== 'rowInBin')) {
      unchanged++;
      continue;
    }
    const isWrong = problem !== null || cells.some(({ shown }) => shown.state === 'wrong');
    const isConflict = cells.some(({ shown }) => shown.state === 'conflict');
    const isNew = state === undefined;
    planned.push({
      row: row.row,
      record: row.record,
      title: titleOf(now),
      state: isWrong ? 'wrong' : isConflict ? 'conflict' : isNew ? 'new' : 'changed',
      problem,
      cells: cells.map(({ shown }) => shown),
    });
    if (isWrong) continue;
    const language = { [LANGUAGE_CELL]: { value: sheet.language, replaces: [] } };
    const own = Object.assign({}, ...cells.map(({ changes }) => changes)) as Record<CellPath, DraftCell>;
    const kind = sheet.kind.key;
    writes.push({ now: { id: row.record, kind, state, draft }, cells: isNew ? { ...own, ...language } : own });
    if (isNew) begun.add(row.record);
  }
  return { rows: planned, unchanged, writes, begun };
}

interface RowNow {
  readonly session: Session;
  readonly sheet: FilledSheet;
  readonly row: FilledRow;
  readonly state: RecordState | undefined;
  readonly before: TakenBefore;
  readonly signs: AnswerSigns;
}

function problemOf({ session, sheet, row, state }: RowNow): RowProblem | null {
  const { ledger } = session;
  if (isWholeWithdrawn(ledger.store, row.record)) return { type: 'rowWithdrawn' };
  const draft = ledger.drafts.get(row.record);
  if (draft !== undefined && (state === undefined || Object.keys(draft.cells).length > 0)) return { type: 'rowOpen' };
  if (state === undefined) return row.isKnown ? { type: 'rowNotHere' } : null;
  if (state.kind !== sheet.kind.key) return { type: 'rowOtherKind' };
  return isDeleted(state) ? { type: 'rowInBin' } : null;
}

function titleOf({ sheet, row, state }: RowNow): string {
  const here = shownValue(state?.cells[sheet.kind.titleField]);
  if (typeof here === 'string' && here !== '') return here;
  const answer = row.answers.find(({ column }) => column.key === sheet.kind.titleField);
  return answer?.read.type === 'text' ? answer.read.text : '';
}

interface CellChange {
  readonly shown: PlannedCell;
  readonly changes: Readonly<Record<CellPath, DraftCell>>;
}

/** undefined: it says nothing new */
function cellOf(now: RowNow, answer: FilledAnswer): CellChange | undefined {
  const { column, at, read, before } = answer;
  if (read.type === 'text' ? read.text === before.text : read.type === 'locked' && !read.isTouched) return undefined;
  const shown = { at, label: column.label, now: textNow(now, answer), read: read.type === 'text' ? read.text : '' };
  const wrong = (problem: CellProblem): CellChange => ({ shown: { ...shown, state: 'wrong', problem }, changes: {} });
  if (read.type !== 'text') return wrong({ type: NOT_TEXT[read.type] });
  const saved = savedCells(answer, now.signs);
  if (saved === undefined) return wrong({ type: 'cellForgotten' });
  const salt = now.sheet.template.slice(0, 6);
  const said = textToAnswer(column, read.text, now.signs, { cells: saved, salt });
  if (!said.ok) return wrong(said.error);
  const changes: Record<CellPath, DraftCell> = {};
  let isConflict = false;
  for (const path of new Set([...saved.keys(), ...said.value.keys()])) {
    const value = said.value.get(path) ?? null;
    if (sameMeaning(value, saved.get(path) ?? null)) continue;
    const change = changeOf(now, path, value, {
      value: saved.get(path) ?? null,
      writes: before.writes?.get(path) ?? [],
    });
    if (change === undefined) continue;
    isConflict ||= change.isConflict;
    changes[path] = { value, replaces: change.replaces };
  }
  if (Object.keys(changes).length === 0) return undefined;
  const closed = closedCells(now.session, now.row.record);
  if (Object.keys(changes).some((path) => closed.includes(path))) return wrong({ type: 'cellWithdrawn' });
  const state = isConflict ? 'conflict' : now.state === undefined ? 'new' : 'changed';
  return { shown: { ...shown, state, problem: null }, changes };
}

const NOT_TEXT = { formula: 'cellFormula', error: 'cellError', date: 'cellDate', locked: 'cellLocked' } as const;

/** What stood there when it was saved; undefined: what the file remembers does not fit together any more. */
function savedCells({ column, before }: FilledAnswer, signs: AnswerSigns): Cells | undefined {
  const paths = [...(before.writes?.keys() ?? [])].sort();
  const isInLines = column.reads.type === 'lines' && paths.every((path) => path !== column.key);
  if (isInLines) {
    const lines = before.text === '' ? [] : before.text.split('\n');
    return lines.length === paths.length ? new Map(paths.map((path, at) => [path, lines[at] ?? ''])) : undefined;
  }
  const read = textToAnswer(column, before.text, signs, { cells: new Map(), salt: '0' });
  return read.ok ? read.value : undefined;
}

interface Seen {
  readonly value: Json;
  readonly writes: readonly ChangesetId[];
}

function changeOf(
  { row, state, before }: RowNow,
  path: CellPath,
  value: Json,
  saved: Seen,
): { readonly replaces: readonly ChangesetId[]; readonly isConflict: boolean } | undefined {
  const cell: CellState | undefined = state?.cells[path];
  const live = replacing(cell);
  if (cell === undefined ? value === null : cell.writes.every((write) => sameMeaning(write.value, value)))
    return undefined;
  if (live.join() === saved.writes.join()) return { replaces: live, isConflict: false };
  const isAsSaved = (cell?.writes.length ?? 0) <= 1 && sameMeaning(shownValue(cell) ?? null, saved.value);
  if (isAsSaved) return { replaces: live, isConflict: false };
  if (before.values(row.record, path).some((earlier) => sameMeaning(earlier, value))) return undefined;
  const others = live.filter((id) => !saved.writes.includes(id) && !before.changesets.has(id));
  if (others.length === 0) return { replaces: live, isConflict: false };
  const known = new Set([...live, ...(cell?.replaced ?? [])]);
  return { replaces: saved.writes.filter((id) => known.has(id)), isConflict: true };
}

/** What the notebook says of a column. */
function textNow({ state, signs }: RowNow, { column }: FilledAnswer): string {
  const cells = Object.entries(state?.cells ?? {}).flatMap(([path, cell]): [CellPath, Json][] => {
    const value = shownValue(cell) ?? null;
    const isOfColumn = path === column.key || path.startsWith(`${column.key}.`);
    return value !== null && isOfColumn ? [[path, value]] : [];
  });
  return answerToText(column, new Map(cells), signs).text;
}
