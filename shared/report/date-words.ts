// Stage 5, dates and numbers as people write them in a document, in its language. From words of our own data and not from
// the platform's, whose spelling changes with its version: the same records give the same text on any machine.

import { dateForms, months } from '../mechanism/about.ts';
import type { Language } from '../mechanism/language.ts';
import { parsePartialDate } from '../record/partial-date.ts';
import type { TableCell } from './table.ts';

/** A record's date, as precise as it is known; what is none stays as it was written. */
export function dateWords(text: string, language: Language): string {
  if (parsePartialDate(text)?.type !== 'day') return text;
  const [year = '', month, day] = text.split('-');
  const name = months[language][Number(month) - 1];
  if (name === undefined) return year;
  const form = day === undefined ? dateForms.month : dateForms.day;
  const number = day === undefined ? '' : Number(day) === 1 && language === 'fr' ? '1er' : String(Number(day));
  return form[language].replace('{{day}}', number).replace('{{month}}', name).replace('{{year}}', year);
}

/** In three letters or so, for the foot of a chart. */
export const monthWord = (month: number, language: Language): string => (months[language][month - 1] ?? '').slice(0, 3);

const GROUPING: Readonly<Record<Language, string>> = { es: '.', en: ',', pt: '.', fr: '\u202f', ht: '\u202f' };

/** Whole numbers from 10 000 on in groups of three. */
export function numberWords(value: number, language: Language): string {
  if (!Number.isSafeInteger(value) || Math.abs(value) < 10_000) return String(value);
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, GROUPING[language]);
}

/** A cell of a table as it is read. */
export const cellText = (value: TableCell, language: Language): string =>
  typeof value === 'number' ? numberWords(value, language) : (value ?? '');
