// Stage 1, dates as precise as they are known: a year, a month, a day, or a day of a month whose year is not
// given. Proleptic Gregorian, no time zone, no clock: a date is a text of the calendar, compared as a range.

export type PartialDate =
  | { readonly type: 'day'; readonly first: string; readonly last: string }
  /** `--MM-DD`: recurs every year, so it has no place in time */
  | { readonly type: 'anniversary'; readonly month: number; readonly day: number };

const PATTERN = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;
const ANNIVERSARY = /^--(\d{2})-(\d{2})$/;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** `first` and `last` are the earliest and the latest day meant, YYYY-MM-DD. Undefined where the text is no date. */
export function parsePartialDate(text: string): PartialDate | undefined {
  const anniversary = ANNIVERSARY.exec(text);
  if (anniversary) {
    const [month, day] = [Number(anniversary[1]), Number(anniversary[2])];
    return isDay(2000, month, day) ? { type: 'anniversary', month, day } : undefined;
  }
  const [whole, year, month, day] = PATTERN.exec(text) ?? [];
  if (whole === undefined || year === undefined) return undefined;
  if (month === undefined) return { type: 'day', first: `${year}-01-01`, last: `${year}-12-31` };
  const days = daysInMonth(Number(year), Number(month));
  if (days === undefined) return undefined;
  if (day === undefined) return { type: 'day', first: `${whole}-01`, last: `${whole}-${days}` };
  return isDay(Number(year), Number(month), Number(day)) ? { type: 'day', first: whole, last: whole } : undefined;
}

/** Whether something that ended at `end` ended before it began at `start`, however each is meant. */
export const endsBefore = (start: PartialDate, end: PartialDate): boolean =>
  start.type === 'day' && end.type === 'day' && end.last < start.first;

const isDay = (year: number, month: number, day: number): boolean => day >= 1 && day <= (daysInMonth(year, month) ?? 0);

export const daysInMonth = (year: number, month: number): number | undefined =>
  month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : DAYS[month - 1];
