// "Check this report": whether a file says what was saved, who made it, and what became of the records that it was made
// from. Nothing is written. A report that is made of something withdrawn since says so before all else.

import { bytesToText } from '#shared/base/bytes.ts';
import type { ChangesetId, RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { ok, type Result } from '#shared/base/result.ts';
import { isSignedBy } from '#shared/log/envelope.ts';
import { LANGUAGES } from '#shared/mechanism/language.ts';
import { reviewIdOf } from '#shared/merge/review.ts';
import { AUDIENCES } from '#shared/report/admission.ts';
import { manifestIn } from '#shared/report/docx-package.ts';
import { contentOf, reportChanges, type ReportManifest, textToReport } from '#shared/report/report-manifest.ts';
import { versionOf } from '#shared/report/report-source.ts';
import { type ReportSettings, versionsIn } from '#shared/report/reports.ts';
import type { PickedReport } from '#shared/wire/ipc.ts';
import type { Catalogue } from '../engine/catalogue.ts';
import type { EngineProblem } from '../engine/engine-problem.ts';
import type { NamedRecord, ReportCheck } from '../engine/report-views.ts';
import type { Session } from '../engine/session.ts';
import { reportSources } from './report-sources.ts';

/** null: the person chose no file */
export async function checkReport(
  session: Session,
  catalogue: Catalogue,
): Promise<Result<ReportCheck | null, EngineProblem>> {
  const picked = await session.desktop.reportPick();
  if (!picked.ok) return picked;
  return ok(picked.value === null ? null : await checkOf(session, catalogue, picked.value));
}

async function checkOf(session: Session, catalogue: Catalogue, file: PickedReport): Promise<ReportCheck> {
  const { name } = file;
  const text = manifestIn(file.bytes) ?? (file.beside === null ? undefined : bytesToText(file.beside));
  const report = text === undefined ? undefined : textToReport(text);
  if (report === undefined) return { type: 'unknown', name, isOurs: text !== undefined };
  const { signed, manifest } = report;
  const [signature] = signed.signatures;
  const maker = signature === undefined ? undefined : makerOf(session, signature.kid);
  if (signature === undefined || maker === undefined) return { type: 'unknown', name, isOurs: true };
  const isWhole = await isSignedBy(signed, signature, maker.key);
  if (!isWhole || contentOf(name, file.bytes) !== manifest.content) return { type: 'altered', name };

  const settings = settingsOf(manifest.settings);
  const now =
    settings === null ? await sameNow(session, manifest.records) : await againNow(session, catalogue, settings);
  const { summaries } = session.ledger.store.records;
  const changes = reportChanges(manifest.records, now, (id) => summaries.has(id));
  const facts = { name, records: Object.keys(manifest.records).length, by: maker.name };
  const { changed, withdrawn, notHere, added } = changes;
  if (changed.length + withdrawn.length + notHere.length + added.length === 0) return { type: 'unchanged', ...facts };
  const named = (ids: readonly RecordId[]): readonly NamedRecord[] =>
    ids.map((id) => ({ id, title: summaries.get(id)?.title ?? '' }));
  return {
    type: withdrawn.length > 0 ? 'withdrawn' : 'older',
    ...facts,
    changed: named(changed),
    withdrawn: named(withdrawn),
    notHere: notHere.length,
    added: named(added),
    settings,
  };
}

const makerOf = (
  { device, trust }: Session,
  kid: string,
): { readonly key: string; readonly name: string } | undefined => {
  const author = trust.authors.get(kid as never);
  if (author !== undefined) return { key: author.key, name: author.name };
  return kid === device.kid ? { key: device.key, name: '' } : undefined;
};

async function againNow(session: Session, catalogue: Catalogue, settings: ReportSettings) {
  const sources = (await reportSources(session, catalogue)) ?? [];
  return Object.fromEntries(versionsIn(settings, sources));
}

/** Of a table: the same records as they are now, but for those that were deleted. */
async function sameNow({ ledger }: Session, then: ReportManifest['records']) {
  const { records } = ledger.store;
  const ids = Object.keys(then) as RecordId[];
  const states = await records.getMany(ids.flatMap((id) => [id, reviewIdOf(id)]));
  const now: [string, readonly ChangesetId[]][] = ids.flatMap((id) => {
    const isThere = states.has(id) && records.summaries.get(id)?.deleted === false;
    return isThere ? [[id, versionOf(states.get(id), states.get(reviewIdOf(id)))]] : [];
  });
  return Object.fromEntries(now);
}

/** Settings out of a signed manifest, as far as this app knows them; null: it is a table. */
function settingsOf(given: ReportManifest['settings']): ReportSettings | null {
  const { report, language, audience, number, year, quarter } = given;
  const isIn = (list: readonly string[], value: Json | undefined): boolean => list.some((each) => each === value);
  if (!isIn(LANGUAGES, language) || !isIn(AUDIENCES, audience)) return null;
  const isBulletin =
    report === 'bulletin' &&
    typeof number === 'number' &&
    typeof year === 'number' &&
    (quarter === null || typeof quarter === 'number');
  if (isBulletin) return { report, number, year, quarter, language, audience } as object as ReportSettings;
  return report === 'practices' || report === 'map'
    ? ({ report, language, audience } as object as ReportSettings)
    : null;
}
