// A relatoría leaves as a document. What was written is signed first, so that the manifest names what the document was
// made from: the text itself, and every record that its sentences and figures rest on, each in its version. Nothing is
// made while a sentence rests on a source that may not be cited any more, or has words that its readers may not read
// (they may be others than when it was written).

import type { ChangesetId, RecordId } from '#shared/base/ids.ts';
import { err } from '#shared/base/result.ts';
import { LANGUAGES, type Language } from '#shared/mechanism/language.ts';
import { reviewIdOf } from '#shared/merge/review.ts';
import { fileNameOf } from '#shared/report/document.ts';
import { deniedIn, restingOn } from '#shared/report/open-relatoria.ts';
import { type DocumentWords, relatoriaDocument } from '#shared/report/relatoria-document.ts';
import { versionOf } from '#shared/report/report-source.ts';
import type { Catalogue } from '../engine/catalogue.ts';
import type { CitedRecords } from '../engine/cited-records.ts';
import { languageOf } from '../engine/language.ts';
import { type OpenRelatoria, openRelatoria } from '../engine/read-relatoria.ts';
import { languageNow, shownNow } from '../engine/record-now.ts';
import type { GoOn } from '../engine/report-views.ts';
import type { SavedRelatoria } from '../engine/relatoria-views.ts';
import type { Session } from '../engine/session.ts';
import { leaveRecord } from './leave-record.ts';
import { documentBytes } from './make-report.ts';
import { always } from './report-sources.ts';
import { saveReport } from './save-report.ts';

const texts = import.meta.glob<DocumentWords>('../../resources/locales/*/relatoria-document.json', {
  import: 'default',
});

export async function saveRelatoria(
  session: Session,
  catalogue: Pick<Catalogue, 'events'>,
  cited: CitedRecords,
  id: RecordId,
  format: 'docx' | 'pdf',
  goOn: GoOn = always,
): Promise<SavedRelatoria> {
  const left = await leaveRecord(session, id);
  if (!left.ok) return left;
  const open = await openRelatoria(session, cited, id);
  if (open === null) return err({ type: 'noSuchRecord' });
  const denied = deniedIn(open);
  if (denied.length > 0) return err({ type: 'sentencesDenied', sentences: denied });
  const written = languageNow(open.now);
  const language: Language = LANGUAGES.find((each) => each === written) ?? (await languageOf(session));
  const words = await texts[`../../resources/locales/${language}/relatoria-document.json`]?.();
  if (words === undefined) throw new Error(`no words of a document in ${language}`);
  const title = shownNow(open.now).get('title');
  const name = typeof title === 'string' ? title : '';
  const document = relatoriaDocument({ ...open, title: name, language, events: catalogue.events() }, words);
  const made = await documentBytes(session, document, format, goOn);
  if (!made.ok) return made;
  return saveReport(session, {
    kind: format,
    name: fileNameOf(name) || id,
    settings: { report: 'relatoria', relatoria: id, language, audience: open.frame.audience, format },
    versions: await versionsOf(session, open),
    bytes: made.value,
  });
}

async function versionsOf(
  { ledger }: Session,
  open: OpenRelatoria,
): Promise<ReadonlyMap<RecordId, readonly ChangesetId[]>> {
  const ids = [open.now.id, ...restingOn(open)];
  const states = await ledger.store.records.getMany(new Set(ids.flatMap((id) => [id, reviewIdOf(id)])));
  return new Map(ids.map((id) => [id, versionOf(states.get(id), states.get(reviewIdOf(id)))]));
}
