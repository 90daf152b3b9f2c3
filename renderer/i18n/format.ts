// Numbers, dates and times as people write them, by language and country. Intl knows no Haitian Creole: it
// formats with fr-HT there, and takes the names of months and days from date-fns. Dates of records are as
// precise as they are known (YYYY, YYYY-MM, YYYY-MM-DD, --MM-DD) and belong to no time zone.

import { ht } from 'date-fns/locale/ht';
import type { Language } from '#shared/mechanism/language.ts';
import { useLanguage } from './language.ts';

export interface Formats {
  readonly locale: string;
  readonly number: (value: number) => string;
  /** a file's size in the unit people know */
  readonly size: (bytes: number) => string;
  /** a record's date; `short`: no year where it is `thisYear` */
  readonly date: (text: string, style?: 'long' | 'short') => string;
  /** 10:42 */
  readonly time: (iso: string) => string;
  /** the day of a moment, in this device's time zone: 12 de noviembre de 2026 */
  readonly day: (iso: string, style?: 'long' | 'short') => string;
  /** the day and the time of a moment */
  readonly moment: (iso: string) => string;
  /** jueves 12 de noviembre */
  readonly weekday: (date: Date) => string;
  /** 1 to 12: ene, feb … */
  readonly month: (month: number) => string;
  /** one, two and three */
  readonly list: (words: readonly string[]) => string;
  /** The same words where they stand alone: Domingo 29 de noviembre */
  readonly alone: (words: string) => string;
  readonly compare: (a: string, b: string) => number;
}

const HOME_COUNTRIES: Readonly<Record<Language, string | null>> = { es: null, en: null, pt: 'BR', fr: null, ht: 'HT' };

/** The locale Intl is asked for: the person's country where they gave one, Brazil for Portuguese, fr-HT for Creole. */
export function formatLocale(language: Language, country: string | null = null): string {
  if (language === 'ht') return 'fr-HT';
  const region = country ?? HOME_COUNTRIES[language];
  return region !== null && /^[A-Z]{2}$/.test(region) ? `${language}-${region}` : language;
}

const made = new Map<string, Formats>();

/** Made once for each locale and time zone: a set of formats takes longer to make than a page of rows to draw. */
export function formatsFor(language: Language, country: string | null = null): Formats {
  const key = `${language} ${country ?? ''} ${new Date().getTimezoneOffset()}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const formats = makeFormats(language, country);
  made.set(key, formats);
  return formats;
}

function makeFormats(language: Language, country: string | null): Formats {
  const locale = formatLocale(language, country);
  const numbers = new Intl.NumberFormat(locale);
  const times = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' });
  const collator = new Intl.Collator(locale, { sensitivity: 'base', numeric: true });
  const words = language === 'ht' ? creoleWords : wordsOf(locale);

  const day: Formats['day'] = (iso, style = 'long') => {
    const date = new Date(iso);
    if (Number.isNaN(date.getTime())) return iso;
    return words.day(date.getFullYear(), date.getMonth() + 1, date.getDate(), style);
  };
  const time: Formats['time'] = (iso) => {
    const date = new Date(iso);
    return Number.isNaN(date.getTime()) ? iso : times.format(date);
  };
  return {
    locale,
    number: (value) => numbers.format(value),
    size: (bytes) => sizeWords(locale, bytes),
    date: (text, style = 'long') => {
      const parts = datePartsOf(text);
      if (parts === undefined) return text;
      const { year, month, dayOfMonth } = parts;
      if (year === null) return words.dayOfMonth(month ?? 1, dayOfMonth ?? 1, style);
      if (month === null) return String(year);
      return dayOfMonth === null ? words.monthOf(year, month, style) : words.day(year, month, dayOfMonth, style);
    },
    time,
    day,
    moment: (iso) => `${day(iso)}, ${time(iso)}`,
    weekday: words.weekday,
    month: words.month,
    list: (items) => (language === 'ht' ? creoleList(items) : lists.format(items)),
    alone: (text) => text.charAt(0).toLocaleUpperCase(locale) + text.slice(1),
    compare: (a, b) => collator.compare(a, b),
  };
}

export const useFormats = (): Formats => formatsFor(useLanguage());

export interface DateParts {
  readonly year: number | null;
  readonly month: number | null;
  readonly dayOfMonth: number | null;
}

/** The parts of a record's date; undefined where the text is none of the four forms. */
export function datePartsOf(text: string): DateParts | undefined {
  const match = /^(?:(\d{4})(?:-(\d{2}))?|-)(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(text);
  if (match === null) return undefined;
  if (text.startsWith('--')) {
    const [month, dayOfMonth] = text.slice(2).split('-').map(Number);
    return month !== undefined && dayOfMonth !== undefined && isMonth(month)
      ? { year: null, month, dayOfMonth }
      : undefined;
  }
  const [year, month = null, dayOfMonth = null] = text.split('-').map(Number);
  if (year === undefined || (month !== null && !isMonth(month))) return undefined;
  return { year, month, dayOfMonth };
}

const isMonth = (month: number): boolean => month >= 1 && month <= 12;

interface DateWords {
  readonly day: (year: number, month: number, day: number, style: 'long' | 'short') => string;
  readonly dayOfMonth: (month: number, day: number, style: 'long' | 'short') => string;
  readonly monthOf: (year: number, month: number, style: 'long' | 'short') => string;
  readonly weekday: (date: Date) => string;
  readonly month: (month: number) => string;
}

function wordsOf(locale: string): DateWords {
  const utc = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC', calendar: 'gregory', numberingSystem: 'latn' });
  const at = (year: number, month: number, day: number): Date => new Date(Date.UTC(year, month - 1, day));
  const longDay = utc({ day: 'numeric', month: 'long', year: 'numeric' });
  const shortDay = utc({ day: 'numeric', month: 'short', year: 'numeric' });
  const longDayOfMonth = utc({ day: 'numeric', month: 'long' });
  const shortDayOfMonth = utc({ day: 'numeric', month: 'short' });
  const longMonth = utc({ month: 'long', year: 'numeric' });
  const shortMonth = utc({ month: 'short', year: 'numeric' });
  const monthOnly = utc({ month: 'short' });
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });
  return {
    day: (year, month, day, style) => (style === 'long' ? longDay : shortDay).format(at(year, month, day)),
    dayOfMonth: (month, day, style) =>
      (style === 'long' ? longDayOfMonth : shortDayOfMonth).format(at(2024, month, day)),
    monthOf: (year, month, style) => (style === 'long' ? longMonth : shortMonth).format(at(year, month, 1)),
    // Spanish of Latin America sets no comma here, whatever Intl says; English and Portuguese do.
    weekday: (date) => (locale.startsWith('es') ? weekday.format(date).replace(',', '') : weekday.format(date)),
    month: (month) => monthOnly.format(at(2024, month, 1)).replace('.', ''),
  };
}

type FnsMonth = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11;
type FnsDay = 0 | 1 | 2 | 3 | 4 | 5 | 6;
const creoleMonth = (month: number, style: 'long' | 'short'): string =>
  ht.localize.month((month - 1) as FnsMonth, { width: style === 'long' ? 'wide' : 'abbreviated' }).replace('.', '');

const creoleWords: DateWords = {
  day: (year, month, day, style) => `${day} ${creoleMonth(month, style)} ${year}`,
  dayOfMonth: (month, day, style) => `${day} ${creoleMonth(month, style)}`,
  monthOf: (year, month, style) => `${creoleMonth(month, style)} ${year}`,
  weekday: (date) =>
    `${ht.localize.day(date.getDay() as FnsDay, { width: 'wide' })} ${date.getDate()} ${creoleMonth(date.getMonth() + 1, 'long')}`,
  month: (month) => creoleMonth(month, 'short'),
};

const creoleList = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ak ${items.at(-1) ?? ''}`;

function sizeWords(locale: string, bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const step = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** step;
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: units[step] ?? 'byte',
    unitDisplay: step === 0 ? 'long' : 'short', // Intl's short English has 9 byte
    maximumFractionDigits: value < 10 && step > 0 ? 1 : 0,
  }).format(value);
}
