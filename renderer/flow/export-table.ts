// Saves the listed records as a table (as XLSX one sheet a kind), with the reader's words. What is personal or restricted
// is left out and small numbers are hidden (shared/report/table.ts). They are read in slices, so that other work gets in
// between and the person can stop; a person chooses where, in the main process's dialog.

import type { ChangesetId, RecordId } from '#shared/base/ids.ts';
import { err } from '#shared/base/result.ts';
import type { Language } from '#shared/mechanism/language.ts';
import { reviewIdOf } from '#shared/merge/review.ts';
import type { Kind } from '#shared/record/definition.ts';
import { kindOf, namesMeetings } from '#shared/record/kinds.ts';
import { withQuestions } from '#shared/record/question-sheet.ts';
import { linkNamesOf } from '#shared/report/meetings.ts';
import { asPracticeTable, practiceName } from '#shared/report/practice.ts';
import {
  recordsByKind,
  recordsToTable,
  type ReportRecord,
  type Table,
  type TableWords,
  withEvents,
} from '#shared/report/table.ts';
import { versionOf } from '#shared/report/report-source.ts';
import type { Catalogue } from '../engine/catalogue.ts';
import type { RecordRow } from '../engine/record-views.ts';
import { cellViewsOf } from '../engine/record-now.ts';
import { languageOf } from '../engine/language.ts';
import { sheetsHere } from '../engine/read-questions.ts';
import type { GoOn, MadeReport } from '../engine/report-views.ts';
import { isWorkshop, type Session } from '../engine/session.ts';
import { writeBeside } from '../engine/write-beside.ts';
import type { Writing } from '../engine/writer.ts';
import { readableMeetings } from './readable-meetings.ts';
import { always, AT_ONCE } from './report-sources.ts';
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
  catalogue: Pick<Catalogue, 'events' | 'rows'>,
  rows: readonly RecordRow[],
  format: 'csv' | 'xlsx',
  goOn: GoOn = always,
): Promise<MadeReport> {
  const language = await languageOf(session);
  const words = await texts[`../../resources/locales/${language}/export.json`]?.();
  if (words === undefined) throw new Error(`no words to export in ${language}`);
  const read = await reportRecords(session, rows, goOn);
  if (read === undefined) return err({ type: 'reportStopped' });
  const records = withEvents(read.records, catalogue.events());
  const say = { ...tableWords(words, language), linkName: await linkNames(session, catalogue, rows) };
  const sheets = await sheetsHere(session, catalogue);
  const kindFor = (key: string): Kind | undefined => {
    const kind = kindOf(key);
    return kind && withQuestions(kind, sheets, 'all');
  };
  const writing = (): Writing => {
    const marked = (table: Table): Table => (isWorkshop(session) ? asPracticeTable(table, language) : table);
    if (format === 'csv') return { type: 'csv', table: marked(recordsToTable(records, say, kindFor)), language };
    const byKind = recordsByKind(records, say, kindFor);
    const pages = byKind.length === 0 ? [{ name: words.fileName, table: recordsToTable([], say) }] : byKind;
    const nameOf = (name: string): string => (isWorkshop(session) ? practiceName(name, language) : name);
    return { type: 'xlsx', sheets: pages.map(({ name, table }) => ({ name: nameOf(name), table: marked(table) })) };
  };
  const bytes = await writeBeside(writing(), goOn);
  if (bytes === undefined) return err({ type: 'reportStopped' });
  const day = session.clock.now().slice(0, 10);
  const { versions } = read;
  const settings = { report: 'table', language, format };
  return saveReport(session, { kind: format, name: `${words.fileName} ${day}`, settings, versions, bytes });
}

interface Read {
  readonly records: readonly ReportRecord[];
  /** what is only drafted has no version yet */
  readonly versions: ReadonlyMap<RecordId, readonly ChangesetId[]>;
}

/** As this device shows them; undefined: it was stopped */
async function reportRecords({ ledger }: Session, rows: readonly RecordRow[], goOn: GoOn): Promise<Read | undefined> {
  const records: ReportRecord[] = [];
  const versions = new Map<RecordId, readonly ChangesetId[]>();
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    if (!(await goOn(from, rows.length))) return undefined;
    const slice = rows.slice(from, from + AT_ONCE);
    const states = await ledger.store.records.getMany(slice.flatMap(({ id }) => [id, reviewIdOf(id)]));
    for (const { id } of slice) {
      const [state, draft] = [states.get(id), ledger.drafts.get(id)];
      const kind = state?.kind ?? draft?.kind;
      if (kind === undefined) continue;
      const cells = cellViewsOf({ id, kind, state, draft });
      records.push({
        id,
        kind,
        cells: new Map(cells.map(({ path, value, level }) => [path, { value, level }] as const)),
      });
      if (state !== undefined) versions.set(id, versionOf(state, states.get(reviewIdOf(id))));
    }
  }
  return (await goOn(rows.length, rows.length)) ? { records, versions } : undefined;
}

/** Of what the table may show of a meeting: its title, and what was agreed there. */
async function linkNames(
  session: Session,
  catalogue: Pick<Catalogue, 'rows'>,
  rows: readonly RecordRow[],
): Promise<(key: string) => string | undefined> {
  if (!rows.some(({ kind }) => namesMeetings(kind))) return () => undefined;
  const { meetings } = await readableMeetings(session, catalogue);
  return linkNamesOf(meetings);
}

const tableWords = (words: ExportWords, language: Language): TableWords => ({
  ...words,
  language,
  fewerThan: (limit) => words.fewerThan.replace('{{limit}}', String(limit)),
});
