// Prints a document as a tagged PDF: a window that nobody sees, without scripts and without our bridge, shows it and is
// gone again. Locking closes whatever is being printed.

import { BrowserWindow } from 'electron';
import { err, ok } from '#shared/base/result.ts';
import { footerTemplate, MARGINS } from '#shared/report/printed-page.ts';
import type { PrintAnswer, DocumentToPrint } from '#shared/wire/ipc.ts';
import type { PrintedPages } from './printed-pages.ts';

export interface DocumentPrinter {
  readonly print: (document: DocumentToPrint) => Promise<PrintAnswer>;
  /** Closes what is being printed; its caller is told. */
  readonly stop: () => void;
}

export function createDocumentPrinter(pages: PrintedPages): DocumentPrinter {
  const windows = new Set<BrowserWindow>();
  return {
    print: async (document) => {
      const page = pages.put(document);
      const window = new BrowserWindow({
        show: false,
        webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, javascript: false },
      });
      windows.add(window);
      try {
        await window.loadURL(page.url);
        const pdf = await window.webContents.printToPDF({
          pageSize: 'A4',
          printBackground: true,
          generateTaggedPDF: true,
          generateDocumentOutline: true,
          displayHeaderFooter: true,
          headerTemplate: '<span></span>',
          footerTemplate: footerTemplate(document.footer),
          margins: MARGINS,
        });
        return ok(new Uint8Array(pdf));
      } catch (error) {
        if (windows.has(window)) throw error;
        return err({ type: 'printStopped' });
      } finally {
        page.remove();
        if (windows.delete(window)) window.destroy();
      }
    },
    stop: () => {
      for (const window of windows) {
        windows.delete(window);
        window.destroy();
      }
    },
  };
}
