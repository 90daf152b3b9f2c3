// A document that the page hands over to be printed, and what comes back.

import * as z from 'zod/mini';
import type { Bytes } from '../base/bytes.ts';
import type { Result } from '../base/result.ts';
import { type Paper, PAPERS } from '../report/printed-page.ts';

/** A document as the inside of a page, to be printed. */
export interface DocumentToPrint {
  readonly title: string;
  readonly language: string;
  readonly html: string;
  /** what every page says at its foot, beside its number */
  readonly footer: string;
  /** default: A4 */
  readonly paper?: Paper | undefined;
}

/** The PDF; it was stopped where the person did so, or the vault was locked meanwhile. */
export type PrintAnswer = Result<Bytes, { readonly type: 'printStopped' }>;

const MOST = { words: 300, language: 20, html: 20_000_000 } as const;
const words = z.string().check(z.maxLength(MOST.words));

export const printArgs = z.object({
  title: words,
  language: z.string().check(z.maxLength(MOST.language)),
  html: z.string().check(z.maxLength(MOST.html)),
  footer: words,
  paper: z.optional(z.enum(PAPERS)),
});
