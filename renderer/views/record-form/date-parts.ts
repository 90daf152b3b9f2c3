// A date as precise as it is known: YYYY, YYYY-MM, YYYY-MM-DD, or --MM-DD where only the day of the year is.
// The form keeps its three parts as they are typed; they become a date when they name one. A whole date
// typed or pasted into any part (15/11/2023, 2023-11-15, 11/2023, 15-11) is spread over the three.

import { parsePartialDate } from '#shared/record/partial-date.ts';

export interface DateParts {
  readonly day: string;
  readonly month: string;
  readonly year: string;
}

export type DateProblem = 'dayWithoutMonth' | 'monthAlone' | 'noSuchDay' | 'badYear';

export type PartsAnswer =
  | { readonly type: 'empty' }
  | { readonly type: 'date'; readonly date: string }
  | { readonly type: 'unfinished'; readonly problem: DateProblem };

export const NO_PARTS: DateParts = { day: '', month: '', year: '' };

/** The parts of a date as stored; undefined where the text is none. */
export function partsOf(date: string): DateParts | undefined {
  const match = /^(?:(\d{4})|-)(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(date);
  if (match === null) return undefined;
  const parts = { year: match[1] ?? '', month: unpadded(match[2]), day: unpadded(match[3]) };
  return dateOf(parts).type === 'date' ? parts : undefined;
}

/** The date that the parts name, or why they name none yet. */
export function dateOf({ day, month, year }: DateParts): PartsAnswer {
  if (day === '' && month === '' && year === '') return { type: 'empty' };
  if (year !== '' && !/^\d{4}$/.test(year)) return unfinished('badYear');
  if (day !== '' && month === '') return unfinished('dayWithoutMonth');
  if (month === '') return { type: 'date', date: year };
  if (!/^(?:[1-9]|1[0-2])$/.test(month)) return unfinished('noSuchDay');
  if (day === '') return year === '' ? unfinished('monthAlone') : { type: 'date', date: `${year}-${padded(month)}` };
  const date = `${year === '' ? '-' : year}-${padded(month)}-${padded(day)}`;
  return parsePartialDate(date) === undefined ? unfinished('noSuchDay') : { type: 'date', date };
}

/** The parts of a whole date as people type it, day first; undefined where it is not one. */
export function partsOfTyped(text: string): DateParts | undefined {
  const numbers = text.trim().split(/\s*[-/.\s]\s*/);
  if (numbers.length < 2 || numbers.length > 3 || !numbers.every((part) => /^\d{1,4}$/.test(part))) return undefined;
  const [first = '', second = '', third = ''] = numbers;
  let parts: DateParts;
  if (first.length === 4) parts = { year: first, month: unpadded(second), day: unpadded(third) };
  else if (numbers.length === 3) parts = { year: third, month: unpadded(second), day: unpadded(first) };
  else if (second.length === 4) parts = { year: second, month: unpadded(first), day: '' };
  else parts = { year: '', month: unpadded(second), day: unpadded(first) };
  return dateOf(parts).type === 'date' ? parts : undefined;
}

/** Whether nothing more is to come: half of 5/11/2025 is a date too. */
export const isTypedWhole = (text: string): boolean =>
  /^\s*(?:\d{1,2}\s*[-/.\s]\s*){1,2}\d{4}\s*$|^\s*\d{4}-\d{2}-\d{2}\s*$/.test(text);

const unfinished = (problem: DateProblem): PartsAnswer => ({ type: 'unfinished', problem });
const padded = (part: string): string => part.padStart(2, '0');
const unpadded = (part: string | undefined): string => (part === undefined ? '' : part.replace(/^0+(?=\d)/, ''));
