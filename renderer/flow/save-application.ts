// Saves an application to join as a document, to be printed and signed by hand, or to be worked on; as it stands now,
// finished or not.

import type { RecordId } from '#shared/base/ids.ts';
import { err } from '#shared/base/result.ts';
import { reviewIdOf } from '#shared/merge/review.ts';
import { REGISTRATION_KIND } from '#shared/record/kinds.ts';
import { applicationOf } from '#shared/report/application.ts';
import { fileNameOf } from '#shared/report/document.ts';
import { versionOf } from '#shared/report/report-source.ts';
import { languageOf } from '../engine/language.ts';
import { recordNow, shownNow } from '../engine/record-now.ts';
import type { GoOn, MadeReport } from '../engine/report-views.ts';
import type { Session } from '../engine/session.ts';
import { documentBytes } from './make-report.ts';
import { always } from './report-sources.ts';
import { saveReport } from './save-report.ts';

export async function saveApplication(
  session: Session,
  id: RecordId,
  format: 'docx' | 'pdf',
  goOn: GoOn = always,
): Promise<MadeReport> {
  const now = await recordNow(session, id);
  if (now?.kind !== REGISTRATION_KIND) return err({ type: 'noSuchRecord' });
  const language = await languageOf(session);
  const document = applicationOf(id, shownNow(now), language);
  const made = await documentBytes(session, document, format, goOn);
  if (!made.ok) return made;
  const review = await session.ledger.store.records.get(reviewIdOf(id));
  return saveReport(session, {
    kind: format,
    name: fileNameOf(document.title) || id,
    settings: { report: 'application', language, format },
    versions: now.state === undefined ? new Map() : new Map([[id, versionOf(now.state, review)]]),
    bytes: made.value,
  });
}
