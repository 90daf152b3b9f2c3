// Stage 5, arithmetic of the calendar for days as texts (YYYY-MM-DD): no clock, no time zone. "Today" is given by
// whoever asks.

import { daysInMonth, parsePartialDate } from '../record/partial-date.ts';

/** What a date can mean, from its earliest to its latest day. */
export interface DayRange {
  readonly first: string;
  readonly last: string;
  /** as recorded */
  readonly text: string;
}

export interface QuarterName {
  readonly year: number;
  /** 1 to 4 */
  readonly quarter: number;
}

/** null where the text is no date, or recurs every year. */
export function dayRangeOf(text: unknown): DayRange | null {
  const date = typeof text === 'string' ? parsePartialDate(text) : undefined;
  return date?.type === 'day' ? { first: date.first, last: date.last, text: String(text) } : null;
}

/** The same day so many months on; the month's last day where it has no such day. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const index = year * 12 + (month - 1) + months;
  const [newYear, newMonth] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1];
  return dayText(newYear, newMonth, Math.min(date, daysInMonth(newYear, newMonth) ?? 28));
}

export function dayAfter(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return date < (daysInMonth(year, month) ?? 28)
    ? dayText(year, month, date + 1)
    : addMonths(dayText(year, month, 1), 1);
}

export const quarterOf = (day: string): QuarterName => ({
  year: Number(day.slice(0, 4)),
  quarter: Math.ceil(Number(day.slice(5, 7)) / 3),
});

/** Quarters in a row are numbers in a row. */
export const quarterNumber = ({ year, quarter }: QuarterName): number => year * 4 + quarter - 1;

export const quarterByNumber = (number: number): QuarterName => ({
  year: Math.floor(number / 4),
  quarter: (number % 4) + 1,
});

const dayText = (year: number, month: number, day: number): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
