// Saves what is handed to Governments before an annual dialogue, as a DOCX with its signed manifest inside: inputs on its
// topics since the dialogue before it, as they are merged and as Governments may read them.

import type { RecordId } from '#shared/base/ids.ts';
import { err, type Result } from '#shared/base/result.ts';
import { dialoguePackageOf, type PackageWords } from '#shared/report/dialogue-package.ts';
import { documentToDocx } from '#shared/report/docx.ts';
import { gatherInputs } from '#shared/report/inputs.ts';
import type { Catalogue } from '../engine/catalogue.ts';
import type { EngineProblem } from '../engine/engine-problem.ts';
import { readMechanism } from '../engine/read-mechanism.ts';
import type { Session } from '../engine/session.ts';
import { reportSources } from './report-sources.ts';
import { saveReport } from './save-report.ts';

export async function savePackage(
  session: Session,
  catalogue: Catalogue,
  record: RecordId,
  words: PackageWords,
): Promise<Result<{ readonly name: string } | null, EngineProblem>> {
  const { dialogues } = await readMechanism(session, catalogue);
  const at = dialogues.findIndex(({ meeting }) => meeting.record === record);
  const dialogue = dialogues[at];
  if (dialogue === undefined) return err({ type: 'noSuchRecord' });
  const { title, date, objectives } = dialogue.meeting;
  const period = { from: dialogues[at + 1]?.meeting.date?.first ?? '', to: date?.last ?? '' };
  const sources = (await reportSources(session, catalogue)) ?? [];
  const gathered = gatherInputs(sources, objectives, period, 'governments');
  const document = dialoguePackageOf(dialogue, gathered, sources, words);
  const cited = new Set(document.sources.map(({ record: id }) => id));
  return saveReport(session, {
    kind: 'docx',
    name: title.slice(0, 100),
    settings: { report: 'dialogue', meeting: record, language: words.language, audience: 'governments' },
    versions: new Map(sources.filter(({ id }) => cited.has(id)).map(({ id, version }) => [id, version])),
    bytes: await documentToDocx(document, null),
  });
}
