// Saves the listed records as a table (as XLSX one sheet a kind), with the reader's words. What is personal or restricted is left out and
// small numbers are hidden (shared/report/table.ts); a person chooses where, in the main process's dialog.

import { textToBytes } from '#shared/base/bytes.ts';
import type { RecordId } from '#shared/base/ids.ts';
import type { Language } from '#shared/mechanism/language.ts';
import { reviewIdOf } from '#shared/merge/review.ts';
import { tableToCsv } from '#shared/report/csv.ts';
import { recordsByKind, recordsToTable, type ReportRecord, type TableWords, withEvents } from '#shared/report/table.ts';
import { versionOf } from '#shared/report/report-source.ts';
import { sheetsToXlsx } from '#shared/report/xlsx.ts';
import type { Catalogue } from '../engine/catalogue.ts';
import type { RecordRow } from '../engine/record-views.ts';
import { cellViewsOf, recordNow } from '../engine/record-now.ts';
import { languageOf } from '../engine/language.ts';
import type { Done, Session } from '../engine/session.ts';
import { saveReport } from './save-report.ts';

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
  const records = withEvents(await reportRecords(session, rows), catalogue.events());
  const say = tableWords(words, language);
  const written = (): Uint8Array => {
    if (format === 'csv') return textToBytes(tableToCsv(recordsToTable(records, say), language));
    const sheets = recordsByKind(records, say);
    return sheetsToXlsx(sheets.length === 0 ? [{ name: words.fileName, table: recordsToTable([], say) }] : sheets);
  };
  const day = session.clock.now().slice(0, 10);
  const versions = await versionsOf(
    session,
    records.map(({ id }) => id as RecordId),
  );
  const settings = { report: 'table', language, format };
  return saveReport(session, { kind: format, name: `${words.fileName} ${day}`, settings, versions, bytes: written() });
}

/** What is only drafted has no version yet. */
async function versionsOf({ ledger }: Session, ids: readonly RecordId[]) {
  const states = await ledger.store.records.getMany(ids.flatMap((id) => [id, reviewIdOf(id)]));
  return new Map(
    ids.flatMap((id) => (states.has(id) ? [[id, versionOf(states.get(id), states.get(reviewIdOf(id)))] as const] : [])),
  );
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
