// "Check this report": whether a file says what was saved, who made it, and what became of the records that it was made
// from. Nothing is written. A report that is made of something withdrawn since says so before all else.

import { bytesToText } from '#shared/base/bytes.ts';
import { type ChangesetId, isRecordId, type KeyId, type RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { ok, type Result } from '#shared/base/result.ts';
import { LANGUAGES } from '#shared/mechanism/language.ts';
import { reviewIdOf } from '#shared/merge/review.ts';
import { AUDIENCES } from '#shared/report/admission.ts';
import { deniedSources } from '#shared/report/open-relatoria.ts';
import { openReport, reportChanges, type ReportManifest } from '#shared/report/report-manifest.ts';
import { mayBeNamed, versionOf } from '#shared/report/report-source.ts';
import { type ReportSettings, versionsIn } from '#shared/report/reports.ts';
import type { PickedReport } from '#shared/wire/files.ts';
import type { Catalogue } from '../engine/catalogue.ts';
import type { EngineProblem } from '../engine/engine-problem.ts';
import type { CitedRecords } from '../engine/cited-records.ts';
import { openRelatoria } from '../engine/read-relatoria.ts';
import type { AgainFrom, NamedRecord, ReportCheck } from '../engine/report-views.ts';
import type { Session } from '../engine/session.ts';
import { reportSources } from './report-sources.ts';

interface Open {
  readonly session: Session;
  readonly catalogue: Catalogue;
  readonly cited: CitedRecords;
}

/** null: the person chose no file */
export async function checkReport(open: Open): Promise<Result<ReportCheck | null, EngineProblem>> {
  const picked = await open.session.desktop.reportPick();
  if (!picked.ok) return picked;
  return ok(picked.value === null ? null : await checkOf(open, picked.value));
}

async function checkOf(open: Open, { name, bytes, beside }: PickedReport): Promise<ReportCheck> {
  const { session } = open;
  const brought = { name, bytes, beside: beside === null ? undefined : bytesToText(beside) };
  const opened = await openReport(brought, (kid) => makerOf(session, kid)?.key);
  if (opened.type !== 'whole') return { ...opened, name };
  const { manifest, by } = opened;
  const again = againFrom(manifest.settings);
  const now = await againNow(open, manifest, again);
  const { summaries } = session.ledger.store.records;
  const changes = reportChanges(manifest.records, now, (id) => summaries.has(id));
  const facts = { name, records: Object.keys(manifest.records).length, by: makerOf(session, by)?.name ?? '' };
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
    again,
  };
}

const makerOf = ({ device, trust }: Session, kid: KeyId): { readonly key: string; readonly name: string } | undefined =>
  trust.authors.get(kid) ?? (kid === device.kid ? { key: device.key, name: '' } : undefined);

async function againNow(
  { session, catalogue, cited }: Open,
  { settings, records }: ReportManifest,
  again: AgainFrom,
): Promise<ReportManifest['records']> {
  if (again.place === 'reports')
    return Object.fromEntries(versionsIn(again.settings, (await reportSources(session, catalogue)) ?? []));
  if (again.place === 'records') return sameNow(session, records, new Set());
  const audience = AUDIENCES.find((each) => each === settings['audience']) ?? 'public';
  const here = await cited.of(Object.keys(records) as RecordId[]);
  const unnamed = [...here.values()].filter((record) => !mayBeNamed({ cited: record }, audience)).map(({ id }) => id);
  const desk = again.place === 'relatoria' ? await openRelatoria(session, cited, again.record) : null;
  const gone = new Set<string>([...unnamed, ...(desk === null ? [] : deniedSources(desk))]);
  if (again.place === 'relatoria') gone.delete(again.record); // it is no source of itself
  return sameNow(session, records, gone);
}

/** The same records as they are now, but for those that were deleted or may not stand in it any more. */
async function sameNow({ ledger }: Session, then: ReportManifest['records'], gone: ReadonlySet<string>) {
  const { records } = ledger.store;
  const ids = Object.keys(then) as RecordId[];
  const states = await records.getMany(ids.flatMap((id) => [id, reviewIdOf(id)]));
  const now: [string, readonly ChangesetId[]][] = ids.flatMap((id) => {
    const isThere = states.has(id) && records.summaries.get(id)?.deleted === false && !gone.has(id);
    return isThere ? [[id, versionOf(states.get(id), states.get(reviewIdOf(id)))]] : [];
  });
  return Object.fromEntries(now);
}

/** By the settings in a signed manifest, as far as this app knows them. */
function againFrom(given: ReportManifest['settings']): AgainFrom {
  const settings = settingsOf(given);
  if (settings !== null) return { place: 'reports', settings };
  const { report, relatoria } = given;
  if (report === 'relatoria' && isRecordId(relatoria)) return { place: 'relatoria', record: relatoria };
  return { place: report === 'dialogue' ? 'dialogue' : 'records' };
}

/** Settings out of a signed manifest, null: it is none of this place. */
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
  return report === 'practices' || report === 'coverage' || report === 'map'
    ? ({ report, language, audience } as object as ReportSettings)
    : null;
}
