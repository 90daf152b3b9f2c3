// Prints a document as a tagged PDF: a window that nobody sees, without scripts and without our bridge, shows it and is
// gone again. Locking, or a person who stops, closes whatever is being printed, in the middle of it.

import { BrowserWindow } from 'electron';
import { err, ok } from '#shared/base/result.ts';
import { footerTemplate, MARGINS } from '#shared/report/printed-page.ts';
import type { DocumentToPrint, PrintAnswer } from '#shared/wire/printing.ts';
import type { PrintedPages } from './printed-pages.ts';

export interface DocumentPrinter {
  readonly print: (document: DocumentToPrint) => Promise<PrintAnswer>;
  /** Closes what is being printed; its caller is told. */
  readonly stop: () => void;
}

export function createDocumentPrinter(pages: PrintedPages): DocumentPrinter {
  const stops = new Set<() => void>();
  return {
    print: async (document) => {
      const page = pages.put(document);
      const window = new BrowserWindow({
        show: false,
        webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, javascript: false },
      });
      const { promise: stopped, resolve: stop } = Promise.withResolvers<null>();
      const stopThis = (): void => stop(null);
      stops.add(stopThis);
      try {
        // A window that is destroyed may leave whoever waits for its PDF without an answer.
        const pdf = await Promise.race([pdfOf(window, page.url, document), stopped]);
        return pdf === null ? err({ type: 'printStopped' }) : ok(new Uint8Array(pdf));
      } finally {
        stops.delete(stopThis);
        page.remove();
        window.destroy();
      }
    },
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}

async function pdfOf(
  window: BrowserWindow,
  url: string,
  { footer, paper = 'A4' }: DocumentToPrint,
): Promise<Uint8Array> {
  await window.loadURL(url);
  return window.webContents.printToPDF({
    pageSize: paper,
    printBackground: true,
    generateTaggedPDF: true,
    generateDocumentOutline: true,
    displayHeaderFooter: true,
    headerTemplate: '<span></span>',
    footerTemplate: footerTemplate(footer),
    margins: MARGINS,
  });
}
