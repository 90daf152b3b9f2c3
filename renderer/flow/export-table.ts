// Saves the listed records as a table, with the reader's words. What is personal or restricted is left out and
// small numbers are hidden (shared/report/table.ts); a person chooses where, in the main process's dialog.

import { textToBytes } from '#shared/base/bytes.ts';
import { ok } from '#shared/base/result.ts';
import type { Language } from '#shared/mechanism/language.ts';
import { tableToCsv } from '#shared/report/csv.ts';
import { recordsToTable, type ReportRecord, type TableWords, withEvents } from '#shared/report/table.ts';
import { tableToXlsx } from '#shared/report/xlsx.ts';
import { activityChange } from '../engine/activity.ts';
import type { Catalogue } from '../engine/catalogue.ts';
import type { RecordRow } from '../engine/record-views.ts';
import { cellViewsOf, recordNow } from '../engine/record-now.ts';
import { languageOf } from '../engine/language.ts';
import type { Done, Session } from '../engine/session.ts';
import { reportChange } from './note-report.ts';

interface ExportWords {
  readonly id: string;
  readonly kind: string;
  readonly event: string;
  readonly counts: string;
  readonly yes: string;
  readonly no: string;
  readonly notKnown: string;
  readonly fewerThan: string;
  readonly notShown: string;
  readonly fileName: string;
}

const texts = import.meta.glob<ExportWords>('../../resources/locales/*/export.json', { import: 'default' });

export async function exportTable(
  session: Session,
  catalogue: Pick<Catalogue, 'events'>,
  rows: readonly RecordRow[],
  format: 'csv' | 'xlsx',
): Done<{ readonly name: string } | null> {
  const language = await languageOf(session);
  const words = await texts[`../../resources/locales/${language}/export.json`]?.();
  if (words === undefined) throw new Error(`no words to export in ${language}`);
  const table = recordsToTable(
    withEvents(await reportRecords(session, rows), catalogue.events()),
    tableWords(words, language),
  );
  const bytes = format === 'csv' ? textToBytes(tableToCsv(table, language)) : tableToXlsx(table, words.fileName);
  const day = session.clock.now().slice(0, 10);
  const saved = await session.desktop.fileSave({
    kind: format,
    suggestedName: `${words.fileName} ${day}.${format}`,
    bytes,
  });
  if (!saved.ok || saved.value === null) return saved;
  const facts = { name: saved.value.name, records: rows.length };
  await session.ledger.exclusive(() =>
    session.ledger.commit({
      shelf: new Map([
        ...activityChange(session, 'exportedTable', facts),
        ...reportChange(session, saved.value?.name ?? '', rows),
      ]),
    }),
  );
  session.tell(['activity', 'records']);
  return ok(saved.value);
}

async function reportRecords(session: Session, rows: readonly RecordRow[]): Promise<readonly ReportRecord[]> {
  const records: ReportRecord[] = [];
  for (const { id } of rows) {
    const now = await recordNow(session, id);
    if (now === undefined) continue;
    const cells = cellViewsOf(now).map(({ path, value, level }) => [path, { value, level }] as const);
    records.push({ id, kind: now.kind, cells: new Map(cells) });
  }
  return records;
}

const tableWords = (words: ExportWords, language: Language): TableWords => ({
  ...words,
  language,
  fewerThan: (limit) => words.fewerThan.replace('{{limit}}', String(limit)),
});
