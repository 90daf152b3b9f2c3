// The secretariat's report as files: one table of all records, as CSV and as a workbook, in Spanish.

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordState } from '#shared/merge/state.ts';
import { tableToCsv } from '#shared/report/csv.ts';
import { recordsToTable, type ReportRecord, type TableWords } from '#shared/report/table.ts';
import { tableToXlsx } from '#shared/report/xlsx.ts';

const LANGUAGE = 'es';
const WORDS = join(import.meta.dirname, '../../resources/locales', LANGUAGE, 'export.json');

export async function writeReport(folder: string, records: readonly RecordState[]): Promise<void> {
  const words = JSON.parse(await readFile(WORDS, 'utf8')) as Omit<TableWords, 'fewerThan'> & {
    readonly fewerThan: string;
    readonly fileName: string;
  };
  const fewerThan = (limit: number): string => words.fewerThan.replace('{{limit}}', String(limit));
  const table = recordsToTable(
    records.map(recordToReport).sort((a, b) => (a.id < b.id ? -1 : 1)),
    { ...words, language: LANGUAGE, fewerThan },
  );
  await writeFile(join(folder, 'report.csv'), tableToCsv(table, LANGUAGE));
  await writeFile(join(folder, 'report.xlsx'), tableToXlsx(table, words.fileName));
}

/** What the record shows, each cell at the level of the write that is shown. */
export const recordToReport = ({ id, kind, cells }: RecordState): ReportRecord => ({
  id,
  kind,
  cells: new Map(
    Object.entries(cells).flatMap(
      ([
        path,
        {
          writes: [shown],
        },
      ]) =>
        shown === undefined || shown.value === null || path.startsWith('$')
          ? []
          : [[path, { value: shown.value, level: shown.level }] as const],
    ),
  ),
});
