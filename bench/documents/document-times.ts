// What ten thousand records cost as a table (CSV, XLSX) and as a document (DOCX, printed PDF), in this very process with
// the functions that the engine's worker runs; only paper is made by Chromium, as in the app. How soon a person who
// stops is heard is the longest stretch in which nobody asks whether to go on: records are read in slices, and what is
// written after that is written in one go.

import { cpus, loadavg } from 'node:os';
import { textToBytes } from '#shared/base/bytes.ts';
import type { RecordId } from '#shared/base/ids.ts';
import { kindOf } from '#shared/record/kinds.ts';
import { tableToCsv } from '#shared/report/csv.ts';
import { cellText } from '#shared/report/date-words.ts';
import { documentText, type ReportDocument } from '#shared/report/document.ts';
import { documentToHtml } from '#shared/report/document-to-html.ts';
import { documentToDocx } from '#shared/report/docx.ts';
import { textOfDocx } from '#shared/report/docx-package.ts';
import { reportSourceOf } from '#shared/report/record-sources.ts';
import type { ReportSource } from '#shared/report/report-source.ts';
import { documentOf } from '#shared/report/reports.ts';
import { recordsByKind, recordsToTable } from '#shared/report/table.ts';
import { sheetsToXlsx } from '#shared/report/xlsx.ts';
import { openPrinter } from '../../scripts/demo/mechanism/printing.ts';
import { tableWords } from '../../scripts/demo/mechanism/words.ts';
import { drawFrom } from '../main-job/draw.ts';
import { rounded } from '../main-job/figures.ts';
import { sampleStates } from './sample-states.ts';

const LANGUAGE = 'es';
/** As the engine reads them (renderer/flow/report-sources.ts). */
const AT_ONCE = 500;

export async function documentTimes(rows: number, say: (line: string) => void) {
  const load = loadavg()[0] ?? 0;
  const states = sampleStates(rows, drawFrom(1));
  say(`${rows} records`);
  const slices: number[] = [];
  const sources: ReportSource[] = [];
  for (let from = 0; from < rows; from += AT_ONCE) {
    const slice = await timed(() => {
      for (const state of states.slice(from, from + AT_ONCE))
        sources.push(reportSourceOf(state, { state: 'approved', record: undefined }, state.id));
    });
    slices.push(slice.ms);
  }
  const words = await tableWords(LANGUAGE);
  const records = sources.map(({ cited }) => cited);
  const csv = await timed(() => textToBytes(tableToCsv(recordsToTable(records, words), LANGUAGE)));
  say(`CSV: ${Math.round(csv.ms)} ms`);
  const xlsx = await timed(() => sheetsToXlsx(recordsByKind(records, words)));
  say(`XLSX: ${Math.round(xlsx.ms)} ms`);
  const document = await timed(() => listOf(sources));
  const docx = await timed(() => documentToDocx(document.value, null));
  say(`DOCX: ${Math.round(docx.ms)} ms`);
  const html = await timed(() => documentToHtml(document.value));
  const printer = await openPrinter();
  const pdf = await timed(() => printer.print(document.value));
  await printer.close();
  say(`PDF: ${Math.round(pdf.ms)} ms`);
  const bulletin = await timed(() =>
    documentOf(
      { report: 'bulletin', number: 1, year: 2024, quarter: null, language: LANGUAGE, audience: 'mechanism' },
      sources,
    ),
  );
  const isWhole = documentText(document.value).split('\n').length >= rows;
  return {
    rows,
    load: rounded(load),
    cores: cpus().length,
    readingMs: { all: rounded(slices.reduce((sum, ms) => sum + ms, 0)), slices: slices.length },
    csv: { ms: rounded(csv.ms), bytes: csv.value.length },
    xlsx: { ms: rounded(xlsx.ms), bytes: xlsx.value.length },
    docx: {
      ms: rounded(docx.ms),
      bytes: docx.value.length,
      paragraphs: (textOfDocx(docx.value) ?? '').split('\n').length,
    },
    pdf: { ms: rounded(pdf.ms), pageMs: rounded(html.ms), bytes: pdf.value.length },
    bulletinMs: rounded(bulletin.ms),
    stopIsHeardWhileReadingWithinMs: rounded(Math.max(...slices)),
    isWhole,
  };
}

/** A line a record, as a document: four columns. */
function listOf(sources: readonly ReportSource[]): ReportDocument {
  const rows = sources.map(({ id, cited, title, date }) => [
    shortOf(id),
    kindOf(cited.kind)?.label[LANGUAGE] ?? cited.kind,
    title,
    cellText(date, LANGUAGE),
  ]);
  return {
    title: 'Registros',
    language: LANGUAGE,
    footer: 'Registros',
    sources: [],
    blocks: [
      { type: 'heading', level: 1, text: 'Registros' },
      { type: 'table', caption: 'Registros', head: ['Código', 'Tipo', 'Título', 'Fecha'], rows, widths: [2, 2, 6, 2] },
    ],
  };
}

const shortOf = (id: RecordId): string => id.slice(0, 8);

async function timed<T>(work: () => T | Promise<T>): Promise<{ readonly value: T; readonly ms: number }> {
  const from = performance.now();
  const value = await work();
  return { value, ms: performance.now() - from };
}
