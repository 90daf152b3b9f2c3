// Stage 5, a page to print and the paper it is printed on (document-to-html.ts makes its inside).
// Whoever prints it gives the empty page (renderer/print.html) with its style sheet.

import { PALETTE } from './palette.ts';
import { escapeXml } from './xml-text.ts';

export const PAPERS = ['A4', 'Letter'] as const;
export type Paper = (typeof PAPERS)[number];

export interface PageToPrint {
  readonly title: string;
  readonly language: string;
  /** the inside of one element; every text in it is escaped */
  readonly html: string;
  /** what stands at the foot of every page, beside its number */
  readonly footer: string;
  /** default: A4 */
  readonly paper?: Paper;
}

export const filledPage = (
  empty: string,
  { title, language, html }: Pick<PageToPrint, 'title' | 'language' | 'html'>,
): string =>
  empty
    .replace(/<html lang="[^"]*">/, () => `<html lang="${escapeXml(language)}">`)
    .replace(/<title>[^<]*<\/title>/, () => `<title>${escapeXml(title)}</title>`)
    .replace('<main></main>', () => `<main>${html}</main>`);

/** Of every paper, in inches. */
export const MARGINS = { top: 0.8, bottom: 0.85, left: 0.85, right: 0.85 };

/** Chromium sets it in a page of its own, which has no style sheet. */
export const footerTemplate = (text: string): string =>
  `<div style="width:100%;margin:0 ${MARGINS.left}in;display:flex;justify-content:space-between;font:8pt sans-serif;color:#${PALETTE.quiet}"><span>${escapeXml(text)}</span><span><span class="pageNumber"></span> / <span class="totalPages"></span></span></div>`;
