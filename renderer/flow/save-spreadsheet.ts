// Saves records of one kind as a spreadsheet to be filled in where this app is not, and remembers that they went out.
// What is restricted or personal is not in it; what is drafted and not yet left in its form is not in it either: only
// what is signed can be changed knowingly.

import { bytesToBase64url } from '#shared/base/bytes.ts';
import type { RecordId } from '#shared/base/ids.ts';
import { err, type Result } from '#shared/base/result.ts';
import { replacing, shownValue } from '#shared/merge/conflict.ts';
import { levelOfCell } from '#shared/merge/record-facts.ts';
import type { RecordState } from '#shared/merge/state.ts';
import { kindOf } from '#shared/record/kinds.ts';
import { fileNameOf } from '#shared/report/document.ts';
import { practiceName, practiceWords } from '#shared/report/practice.ts';
import { MOST_RECORDS, type SheetCell, type SheetRecord, waitingRows } from '#shared/report/spreadsheet-parts.ts';
import { recordsToRows } from '#shared/report/spreadsheet-rows.ts';
import { activityChange } from '../engine/activity.ts';
import { closedCells } from '../engine/erasures.ts';
import type { RecordRow } from '../engine/record-views.ts';
import type { GoOn, MadeReport } from '../engine/report-views.ts';
import { isWorkshop, type Session } from '../engine/session.ts';
import type { SpreadsheetChoice } from '../engine/spreadsheet-door.ts';
import { writeBeside } from '../engine/write-beside.ts';
import { reportChange } from './note-report.ts';
import { notebookOf, spreadsheetWords } from './spreadsheet-words.ts';

export async function saveSpreadsheet(
  session: Session,
  { kind, language }: SpreadsheetChoice,
  rows: readonly RecordRow[],
  goOn: GoOn,
): Promise<MadeReport> {
  const definition = kindOf(kind);
  if (definition === undefined) return err({ type: 'noSuchRecord' });
  const wanted = rows.filter(({ deleted, withdrawn }) => !deleted && withdrawn !== true);
  if (wanted.length > MOST_RECORDS) return err({ type: 'spreadsheetTooManyRecords', most: MOST_RECORDS });
  const said = await spreadsheetWords(language, definition);
  const isPractice = isWorkshop(session);
  const words = isPractice ? { ...said, about: `${practiceWords(language)} · ${said.about}` } : said;
  const states = await session.ledger.store.records.getMany(wanted.map(({ id }) => id));
  const records = wanted.flatMap(({ id }) => {
    const state = states.get(id);
    return state === undefined ? [] : [sheetRecord(session, state)];
  });
  const waiting = Array.from({ length: waitingRows(records.length) }, freshId);
  const facts = { template: freshId(), kind: definition, language, notebook: notebookOf(session) };
  const spreadsheet = { facts, ...recordsToRows(facts, records, words), waiting, words };
  const bytes = await writeBeside({ type: 'spreadsheet', spreadsheet }, goOn);
  if (bytes === undefined) return err({ type: 'reportStopped' });
  const plain = `${fileNameOf(definition.label[language])} ${session.clock.now().slice(0, 10)}.xlsx`;
  const name = isPractice ? practiceName(plain, language) : plain;
  const saved = await session.desktop.fileSave({ kind: 'xlsx', suggestedName: name, bytes });
  if (saved.ok && saved.value !== null) await note(session, saved.value.name, records, states);
  return saved;
}

const freshId = (): RecordId => bytesToBase64url(crypto.getRandomValues(new Uint8Array(16))) as RecordId;

function sheetRecord(session: Session, { id, kind, cells }: RecordState): SheetRecord {
  const shown = Object.entries(cells).flatMap(([path, cell]): [string, SheetCell][] => {
    const value = shownValue(cell) ?? null;
    if (value === null || path.startsWith('$')) return [];
    return [[path, { value, level: levelOfCell(kind, path, cell), writes: replacing(cell) }]];
  });
  return { id, cells: new Map(shown), closed: closedCells(session, id) };
}

async function note(
  session: Session,
  name: string,
  records: readonly SheetRecord[],
  states: ReadonlyMap<string, RecordState>,
): Promise<Result<null, unknown>> {
  const rows = records.map(({ id }) => ({ id, lamport: states.get(id)?.last.lamport ?? 0 }));
  const noted = await session.ledger.exclusive(() =>
    session.ledger.commit({
      shelf: new Map([
        ...activityChange(session, 'savedSpreadsheet', { name, records: rows.length }),
        ...(rows.length === 0 ? [] : reportChange(session, name, rows)),
      ]),
    }),
  );
  session.tell(['activity', 'records']);
  return noted;
}
