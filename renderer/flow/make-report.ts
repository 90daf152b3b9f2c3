// Makes a report: reads the records, composes it (shared/report), writes it in the format asked for, and saves it. What
// is shown before is the same document. The same settings and records give the same report on any machine.

import { textToBytes } from '#shared/base/bytes.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import type { ReportDocument } from '#shared/report/document.ts';
import { documentToPrint } from '#shared/report/document-to-html.ts';
import { recordsToGeojson } from '#shared/report/geojson.ts';
import { asPracticeDocument } from '#shared/report/practice.ts';
import { mayBeNamed } from '#shared/report/report-source.ts';
import { askedFor, documentOf, reportName, type ReportSettings, versionsIn } from '#shared/report/reports.ts';
import type { DocumentToPrint } from '#shared/wire/printing.ts';
import type { Catalogue } from '../engine/catalogue.ts';
import type {
  GoOn,
  MadeReport,
  PrintProblem,
  ReportFormat,
  ReportPreview,
  ReportProblem,
} from '../engine/report-views.ts';
import { isWorkshop, type Session } from '../engine/session.ts';
import { unlessStopped, writeBeside } from '../engine/write-beside.ts';
import { always, reportSources } from './report-sources.ts';
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
    name: reportName(settings, document),
    settings: { ...settings, format },
    versions: versionsIn(settings, sources),
  };
  if (document === null)
    return saveReport(session, {
      ...report,
      bytes: textToBytes(recordsToGeojson(settings, sources, isWorkshop(session))),
    });
  const made = await documentBytes(session, document, format === 'pdf' ? 'pdf' : 'docx', goOn);
  if (!made.ok) return made;
  return saveReport(session, { ...report, bytes: made.value });
}

/** A document as a file, before its manifest. */
export async function documentBytes(
  session: Session,
  document: ReportDocument,
  format: 'docx' | 'pdf',
  goOn: GoOn = always,
): Promise<Result<Uint8Array, PrintProblem | ReportProblem>> {
  const said = isWorkshop(session) ? asPracticeDocument(document) : document;
  if (format === 'docx') {
    const bytes = await writeBeside({ type: 'docx', document: said }, goOn);
    return bytes === undefined ? err({ type: 'reportStopped' }) : ok(bytes);
  }
  return printedPage(session.desktop, documentToPrint(said), goOn);
}

/** As a PDF; whoever stops it closes what is being printed. */
export async function printedPage(
  desktop: Session['desktop'],
  page: DocumentToPrint,
  goOn: GoOn,
): Promise<Result<Uint8Array, PrintProblem | ReportProblem>> {
  const printed = await unlessStopped(desktop.documentPrint(page), goOn);
  if (printed !== undefined) return printed;
  await desktop.documentPrintStop();
  return err({ type: 'reportStopped' });
}
