// Prints a document as a tagged PDF: a window that nobody sees, without scripts and without our bridge, shows it and is
// gone again. Locking closes whatever is being printed.

import { BrowserWindow } from 'electron';
import { err, ok } from '#shared/base/result.ts';
import { escapeXml } from '#shared/report/xml-text.ts';
import type { PrintAnswer, DocumentToPrint } from '#shared/wire/ipc.ts';
import type { PrintedPages } from './printed-pages.ts';

export interface DocumentPrinter {
  readonly print: (document: DocumentToPrint) => Promise<PrintAnswer>;
  /** Closes what is being printed; its caller is told. */
  readonly stop: () => void;
}

/** Inches. */
const MARGINS = { top: 0.8, bottom: 0.85, left: 0.85, right: 0.85 };

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
          footerTemplate: footerOf(document.footer),
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

/** Chromium sets it in a page of its own, which has no style sheet. */
const footerOf = (text: string): string =>
  `<div style="width:100%;margin:0 0.85in;display:flex;justify-content:space-between;font:8pt sans-serif;color:#51493E"><span>${escapeXml(text)}</span><span><span class="pageNumber"></span> / <span class="totalPages"></span></span></div>`;
