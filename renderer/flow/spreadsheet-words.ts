// The words in a spreadsheet, in its own language, and which notebook it is from.

import type { Language } from '#shared/mechanism/language.ts';
import type { Kind } from '#shared/record/definition.ts';
import { leftOutOf } from '#shared/report/spreadsheet-columns.ts';
import type { SheetWords } from '#shared/report/spreadsheet-parts.ts';
import { isWorkshop, profileOf, type Session } from '../engine/session.ts';

interface ExportWords {
  readonly yes: string;
  readonly no: string;
  readonly notKnown: string;
  readonly sheet: Omit<SheetWords, 'yes' | 'no' | 'notKnown'> & { readonly leftOut: string };
}

const texts = import.meta.glob<ExportWords>('../../resources/locales/*/export.json', { import: 'default' });

export async function spreadsheetWords(language: Language, kind: Kind): Promise<SheetWords> {
  const words = await texts[`../../resources/locales/${language}/export.json`]?.();
  if (words === undefined) throw new Error(`no words for a spreadsheet in ${language}`);
  const { yes, no, notKnown, sheet } = words;
  const fields = leftOutOf(kind, language).join(', ');
  const leftOut = fields === '' ? '' : ` ${sheet.leftOut.replace('{{fields}}', fields)}`;
  return { yes, no, notKnown, ...sheet, about: sheet.about + leftOut };
}

/** A spreadsheet of one mechanism, or of a workshop, is none of another's. */
export function notebookOf(session: Pick<Session, 'ledger' | 'device'>): string {
  const mechanism = profileOf(session)?.id ?? '';
  return isWorkshop(session) ? `workshop ${mechanism}` : mechanism;
}
