// Saves one record as a PDF for one reader. Like every report it carries the version it was made from, and this device
// notes that it went out, so that taking consent back can name the paper.

import type { RecordId } from '#shared/base/ids.ts';
import { err } from '#shared/base/result.ts';
import { isFinished } from '#shared/merge/record-facts.ts';
import { reviewIdOf } from '#shared/merge/review.ts';
import { namesMeetings } from '#shared/record/kinds.ts';
import { fileNameOf } from '#shared/report/document.ts';
import { valuesOf } from '#shared/report/lay-out.ts';
import { linkNamesOf, type Meeting, meetingsOf } from '#shared/report/meetings.ts';
import { type PrintedRecord, printedFor, recordDocumentOf, type RecordReader } from '#shared/report/record-document.ts';
import { versionOf } from '#shared/report/report-source.ts';
import type { Catalogue } from '../engine/catalogue.ts';
import type { CitedRecords } from '../engine/cited-records.ts';
import { isWholeWithdrawn } from '../engine/erasures.ts';
import { languageOf } from '../engine/language.ts';
import { kindHere } from '../engine/read-questions.ts';
import { cellViewsOf, type RecordNow, recordNow } from '../engine/record-now.ts';
import type { SavedPage } from '../engine/paper-door.ts';
import type { GoOn } from '../engine/report-views.ts';
import type { Session } from '../engine/session.ts';
import { documentBytes } from './make-report.ts';
import { always } from './report-sources.ts';
import { saveReport } from './save-report.ts';

export async function saveRecordPage(
  session: Session,
  catalogue: Pick<Catalogue, 'rows'>,
  cited: CitedRecords,
  id: RecordId,
  reader: RecordReader,
  goOn: GoOn = always,
): SavedPage {
  const { store } = session.ledger;
  const now = await recordNow(session, id);
  if (now === undefined) return err({ type: 'noSuchRecord' });
  if (isWholeWithdrawn(store, id)) return err({ type: 'recordWithdrawn' });
  const merged = reader === 'own' ? undefined : (await cited.of([id])).get(id);
  const printed = reader === 'own' ? ownPage(now) : merged && printedFor(merged, reader);
  if (printed === undefined || printed.cells.size === 0) return err({ type: 'nothingForReader' });
  const language = await languageOf(session);
  const meetings = namesMeetings(printed.kind) ? await meetingsFor(session, catalogue, cited, reader) : [];
  const kind = await kindHere(session, catalogue, printed.kind, 'all');
  const document = recordDocumentOf(printed, reader, language, linkNamesOf(meetings), kind);
  const made = await documentBytes(session, document, 'pdf', goOn);
  if (!made.ok) return made;
  const review = await store.records.get(reviewIdOf(id));
  return saveReport(session, {
    kind: 'pdf',
    name: fileNameOf(document.title) || id,
    settings: { report: 'record', language, audience: reader },
    versions: now.state === undefined ? new Map() : new Map([[id, versionOf(now.state, review)]]),
    bytes: made.value,
  });
}

/** What the reader of the page may read of the meetings that it names: of another record as much as of this one. */
async function meetingsFor(
  session: Session,
  catalogue: Pick<Catalogue, 'rows'>,
  cited: CitedRecords,
  reader: RecordReader,
): Promise<readonly Meeting[]> {
  const rows = (await catalogue.rows()).filter(({ kind, deleted }) => kind === 'meeting' && !deleted);
  const ids = rows.map(({ id }) => id);
  const pages =
    reader === 'own'
      ? (await Promise.all(ids.map((id) => recordNow(session, id)))).flatMap((now) => (now ? [ownPage(now)] : []))
      : [...(await cited.of(ids)).values()].map((meeting) => printedFor(meeting, reader));
  return meetingsOf(pages.map(({ id, kind, cells }) => ({ id, kind, cells: valuesOf({ cells }) })));
}

const ownPage = (now: RecordNow): PrintedRecord => ({
  id: now.id,
  kind: now.kind,
  isFinished: now.state !== undefined && isFinished(now.state),
  cells: new Map(cellViewsOf(now).map((cell) => [cell.path, cell])),
  leftOut: 0,
});
