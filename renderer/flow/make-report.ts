// Makes a report: reads the records, composes it (shared/report), writes it in the format asked for, and saves it. What
// is shown before is the same document. The same settings and records give the same report on any machine.

import { textToBytes } from '#shared/base/bytes.ts';
import type { ChangesetId, RecordId } from '#shared/base/ids.ts';
import { err } from '#shared/base/result.ts';
import { bulletinOf, inBulletin } from '#shared/report/bulletin.ts';
import type { ReportDocument } from '#shared/report/document.ts';
import { documentToHtml } from '#shared/report/document-to-html.ts';
import { recordsToGeojson } from '#shared/report/geojson.ts';
import { practicePackOf } from '#shared/report/practice-pack.ts';
import { mayBeNamed, type ReportSource } from '#shared/report/report-source.ts';
import { wordsIn } from '#shared/mechanism/about.ts';
import type { PrintAnswer } from '#shared/wire/ipc.ts';
import type { Catalogue } from '../engine/catalogue.ts';
import type { MadeReport, ReportFormat, ReportPreview, ReportSettings } from '../engine/report-views.ts';
import type { Session } from '../engine/session.ts';
import { always, type GoOn, reportSources } from './report-sources.ts';
import { saveReport } from './save-report.ts';

export async function previewReport(
  session: Session,
  catalogue: Catalogue,
  settings: ReportSettings,
): Promise<ReportPreview> {
  const sources = (await reportSources(session, catalogue)) ?? [];
  const asked = askedFor(settings, sources);
  const named = asked.filter((source) => mayBeNamed(source, settings.audience));
  return {
    document: documentOf(settings, sources),
    named: named.length,
    leftOut: asked.length - named.length,
  };
}

export async function makeReport(
  session: Session,
  catalogue: Catalogue,
  settings: ReportSettings,
  format: ReportFormat,
  goOn: GoOn = always,
): Promise<MadeReport> {
  const sources = await reportSources(session, catalogue, goOn);
  if (sources === undefined) return err({ type: 'reportStopped' });
  const document = documentOf(settings, sources);
  const report = {
    kind: format,
    name: fileName(settings, document),
    settings: { ...settings, format },
    versions: versionsIn(settings, sources),
  };
  if (document === null)
    return saveReport(session, { ...report, bytes: textToBytes(recordsToGeojson(settings, sources)) });
  if (format === 'docx') {
    const { documentToDocx } = await import('#shared/report/docx.ts'); // a large library, seldom wanted
    const bytes = await documentToDocx(document, null);
    if (!(await goOn(1, 1))) return err({ type: 'reportStopped' });
    return saveReport(session, { ...report, bytes });
  }
  const printed = await printDocument(session, document);
  if (!printed.ok) return printed;
  if (!(await goOn(1, 1))) return err({ type: 'reportStopped' });
  return saveReport(session, { ...report, bytes: printed.value });
}

/** What the same settings give now: record → version. */
export const versionsIn = (
  settings: ReportSettings,
  sources: readonly ReportSource[],
): ReadonlyMap<RecordId, readonly ChangesetId[]> =>
  new Map(
    askedFor(settings, sources)
      .filter((source) => mayBeNamed(source, settings.audience))
      .map(({ id, version }) => [id, version]),
  );

function askedFor(settings: ReportSettings, sources: readonly ReportSource[]): readonly ReportSource[] {
  switch (settings.report) {
    case 'bulletin':
      return inBulletin(settings, sources);
    case 'practices':
      return sources.filter(({ cited }) => cited.kind === 'practice');
    case 'map':
      return sources;
  }
}

function documentOf(settings: ReportSettings, sources: readonly ReportSource[]): ReportDocument | null {
  switch (settings.report) {
    case 'bulletin':
      return bulletinOf(settings, sources);
    case 'practices':
      return practicePackOf(settings, sources);
    case 'map':
      return null;
  }
}

const fileName = ({ language }: ReportSettings, document: ReportDocument | null): string =>
  `${document?.title ?? wordsIn(language)('map')} ${language}`.replace('#', '').slice(0, 100);

export const printDocument = ({ desktop }: Session, document: ReportDocument): Promise<PrintAnswer> =>
  desktop.documentPrint({
    title: document.title.slice(0, 300),
    language: document.language,
    html: documentToHtml(document),
    footer: document.footer.slice(0, 300),
  });
