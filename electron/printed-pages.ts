// Documents that wait to be printed, as pages of our own origin: each under a name nobody can guess, there only while
// it is printed, and under a policy that allows it nothing but our style sheet and fonts. What the page sent is the
// inside of one element (shared/report/document-to-html.ts); nothing in it can run, load or lead anywhere.

import { readFileSync } from 'node:fs';
import { type Bytes, bytesToBase64url } from '#shared/base/bytes.ts';
import { filledPage } from '#shared/report/printed-page.ts';
import type { DocumentToPrint } from '#shared/wire/printing.ts';
import { ORIGIN } from './local-addresses.ts';
import type { Random } from './seal.ts';

export const PRINT_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'sandbox allow-same-origin', // fonts are given to our own origin alone
].join('; ');

export interface PrintedPages {
  /** Its address, until it is taken away again. */
  readonly put: (document: DocumentToPrint) => { readonly url: string; readonly remove: () => void };
  /** undefined: no such page */
  readonly at: (path: string) => string | undefined;
}

/** @param table where the empty page is (`/print.html`), with the links to its style sheet */
export function createPrintedPages(random: Random, table: () => ReadonlyMap<string, string>): PrintedPages {
  const pages = new Map<string, string>();
  return {
    put: (document) => {
      const path = `/print-${bytesToBase64url(random(18) as Bytes)}.html`;
      const empty = readFileSync(table().get('/print.html') ?? '', 'utf8');
      pages.set(path, filledPage(empty, document));
      return { url: `${ORIGIN}${path}`, remove: () => void pages.delete(path) };
    },
    at: (path) => pages.get(path),
  };
}
