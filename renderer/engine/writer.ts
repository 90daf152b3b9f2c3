// Whatever leaves as a file of one document or table: given as a value, answered as its bytes. It runs in a worker
// beside the engine's (write-beside.ts), and what it needs of large libraries is loaded there with its first use.

import { textToBytes } from '#shared/base/bytes.ts';
import type { Language } from '#shared/mechanism/language.ts';
import type { ReportDocument } from '#shared/report/document.ts';
import type { Table } from '#shared/report/table.ts';
import type { SpreadsheetToWrite } from '#shared/report/spreadsheet-parts.ts';
import type { Sheet } from '#shared/report/xlsx.ts';

export type Writing =
  | { readonly type: 'docx'; readonly document: ReportDocument }
  | { readonly type: 'xlsx'; readonly sheets: readonly Sheet[] }
  | { readonly type: 'spreadsheet'; readonly spreadsheet: SpreadsheetToWrite }
  | { readonly type: 'csv'; readonly table: Table; readonly language: Language };

export async function write(writing: Writing): Promise<Uint8Array> {
  switch (writing.type) {
    case 'docx': {
      const { documentToDocx } = await import('#shared/report/docx.ts');
      return documentToDocx(writing.document, null);
    }
    case 'xlsx': {
      const { sheetsToXlsx } = await import('#shared/report/xlsx.ts');
      return sheetsToXlsx(writing.sheets);
    }
    case 'spreadsheet': {
      const { spreadsheetToXlsx } = await import('#shared/report/spreadsheet.ts');
      return spreadsheetToXlsx(writing.spreadsheet);
    }
    case 'csv': {
      const { tableToCsv } = await import('#shared/report/csv.ts');
      return textToBytes(tableToCsv(writing.table, writing.language));
    }
  }
}
