// Saves what is handed to Governments before an annual dialogue, with its signed manifest: inputs on its topics since the
// dialogue before it, as they are merged and as Governments may read them.

import type { RecordId } from '#shared/base/ids.ts';
import { err } from '#shared/base/result.ts';
import { dialoguePackageOf, packageInputs, type PackageWords } from '#shared/report/dialogue-package.ts';
import { fileNameOf } from '#shared/report/document.ts';
import type { Catalogue } from '../engine/catalogue.ts';
import { readMechanism } from '../engine/read-mechanism.ts';
import { readableNow } from '../engine/record-now.ts';
import type { GoOn, MadeReport } from '../engine/report-views.ts';
import type { Session } from '../engine/session.ts';
import { documentBytes } from './make-report.ts';
import { always, reportSources } from './report-sources.ts';
import { saveReport } from './save-report.ts';

export async function savePackage(
  session: Session,
  catalogue: Catalogue,
  record: RecordId,
  format: 'docx' | 'pdf',
  words: PackageWords,
  goOn: GoOn = always,
): Promise<MadeReport> {
  const { dialogues } = await readMechanism(session, catalogue, readableNow);
  const dialogue = dialogues.find(({ meeting }) => meeting.record === record);
  if (dialogue === undefined) return err({ type: 'noSuchRecord' });
  const sources = await reportSources(session, catalogue, goOn);
  if (sources === undefined) return err({ type: 'reportStopped' });
  const inputs = packageInputs(dialogues, dialogue, sources, catalogue.events());
  const document = dialoguePackageOf(dialogue, inputs, sources, words);
  const cited = new Set(document.sources.map(({ record: id }) => id));
  const made = await documentBytes(session, document, format, goOn);
  if (!made.ok) return made;
  return saveReport(session, {
    kind: format,
    name: fileNameOf(document.title) || record,
    settings: { report: 'dialogue', meeting: record, language: words.language, audience: 'governments', format },
    versions: new Map(sources.filter(({ id }) => cited.has(id)).map(({ id, version }) => [id, version])),
    bytes: made.value,
  });
}
