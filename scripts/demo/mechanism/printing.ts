// Prints a document on paper as the app does: the same page, the same style sheets, the same margins and footer, by the
// Chromium of this machine. The page is given whole, so it needs no address and loads nothing.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright';
import { documentToPrint } from '#shared/report/document-to-html.ts';
import type { ReportDocument } from '#shared/report/document.ts';
import { filledPage, footerTemplate, MARGINS } from '#shared/report/printed-page.ts';
import { chromiumFlags, chromiumPath } from '../../chromium.ts';

export interface Printer {
  readonly print: (document: ReportDocument) => Promise<Uint8Array>;
  readonly close: () => Promise<void>;
}

const RENDERER = join(import.meta.dirname, '../../../renderer');

export async function openPrinter(): Promise<Printer> {
  const browser: Browser = await chromium.launch({
    ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }),
    args: [...chromiumFlags],
  });
  const empty = (await readFile(join(RENDERER, 'print.html'), 'utf8')).replace(
    /<link[^>]*>/,
    `<style>${await styles('print.css')}</style>`,
  );
  return {
    print: async (document) => {
      const { footer, ...inside } = documentToPrint(document);
      const page = await browser.newPage({ javaScriptEnabled: false });
      try {
        await page.setContent(filledPage(empty, inside));
        const { top, bottom, left, right } = MARGINS;
        const pdf = await page.pdf({
          format: 'A4',
          printBackground: true,
          tagged: true,
          outline: true,
          displayHeaderFooter: true,
          headerTemplate: '<span></span>',
          footerTemplate: footerTemplate(footer),
          margin: { top: `${top}in`, bottom: `${bottom}in`, left: `${left}in`, right: `${right}in` },
        });
        return new Uint8Array(pdf);
      } finally {
        await page.close();
      }
    },
    close: () => browser.close(),
  };
}

/** A style sheet with what it imports, its fonts inside. */
async function styles(name: string): Promise<string> {
  const sheet = await readFile(join(RENDERER, 'styles', name), 'utf8');
  const parts = sheet.split(/@import '\.\/([a-z.]+)';|url\('(\.\.\/[^']+)'\)/);
  const whole = await Promise.all(
    parts.map(async (part, at) => {
      if (at % 3 === 0) return part;
      if (part === undefined) return '';
      if (at % 3 === 1) return styles(part);
      const font = await readFile(join(RENDERER, 'styles', part));
      return `url('data:font/woff2;base64,${font.toString('base64')}')`;
    }),
  );
  return whole.join('');
}
