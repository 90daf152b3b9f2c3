// Stage 4, how alike two records are: points for what they have in common, with the reason for each, so that a
// person sees why a pair is shown. Everything that is compared is a number made once a record (`traitsOf`), so
// that a hundred thousand records fit into memory and a comparison costs less than a microsecond.
// Weights are judgements, not measurements: a title is worth most, but only as far as it has names; the day
// comes next, then the place; none of the three suffices alone. Dates that cannot be of one event, and figures
// in titles that differ, speak against.

import { fold, wordsIn } from '../base/folding.ts';
import { parsePartialDate } from '../record/partial-date.ts';
import type { Summary } from '../record/summary.ts';
import { rootOf, titleWordsOf } from './title-words.ts';

/** What is compared of a record. */
export type Compared = Omit<Summary, 'date' | 'status'> & { readonly kind: string; readonly language: string };

export type DuplicateReason =
  | { readonly type: 'sameTitle' | 'sameTitleWords' }
  | { readonly type: 'samePlace' | 'sameCountry' }
  /** the very same days; days in common; a day of the year in common, where one record gives no year */
  | { readonly type: 'sameDates' | 'overlappingDates' | 'sameDayOfYear' }
  | { readonly type: 'nearDates'; readonly days: number }
  | { readonly type: 'sharedObjectives'; readonly objectives: readonly number[] }
  | { readonly type: 'sameOrganisation' };

export interface Likeness {
  /** at least LEAST_SCORE; at most about 100 */
  readonly score: number;
  /** those that weigh most first */
  readonly reasons: readonly DuplicateReason[];
}

/** Sets are ascending lists of hashes. */
export interface Traits {
  readonly kind: number;
  readonly language: number;
  /** of the title's words as written; 0: no title */
  readonly title: number;
  readonly names: readonly number[];
  readonly usual: readonly number[];
  /** of the figures of the title; 0: none */
  readonly figures: number;
  readonly countries: readonly number[];
  readonly places: readonly number[];
  readonly organisation: readonly number[];
  /** first and last day, counted from 1970-01-01; both NO_DAY where its place in time is not known */
  readonly first: number;
  readonly last: number;
  /** month × 100 + day of a date without a year, or of a single day; 0: none */
  readonly dayOfYear: number;
  /** bit n: objective n */
  readonly objectives: number;
}

export const NO_DAY = -1_000_000;
const LEAST_SCORE = 50;
/** Dates this near may be two people's memory of one day. */
export const NEAR_DAYS = 3;
/** Events further apart than this are not one. */
const FAR_DAYS = 31;

export function traitsOf(record: Compared): Traits {
  const words = titleWordsOf(record.title);
  const [first, last] = daysOf(record);
  const date = parsePartialDate(record.dateText);
  return {
    kind: hashOf(record.kind),
    language: hashOf(record.language),
    title: hashOf(wordsIn(fold(record.title)).join(' ')),
    names: hashesOf(words.names),
    usual: hashesOf(words.usual),
    figures: hashOf(words.figures.join(' ')),
    countries: hashesOf(record.countries),
    places: hashesOf(record.places.flatMap(rootsIn)),
    organisation: hashesOf(rootsIn(record.organisation ?? '')),
    first,
    last,
    dayOfYear: date?.type === 'anniversary' ? date.month * 100 + date.day : first === last ? dayOfYearIn(record) : 0,
    objectives: record.objectives.reduce((bits, n) => bits | (1 << n), 0),
  };
}

/** Undefined where there is too little to bother a person with. */
export function likenessOf(a: Traits, b: Traits): Likeness | undefined {
  if (a.kind !== b.kind) return undefined;
  const found: (readonly [points: number, reason: DuplicateReason | undefined])[] = [
    inTitle(a, b),
    inTime(a, b),
    inPlace(a, b),
    inOrganisation(a, b),
    inObjectives(a, b),
  ];
  const score = found.reduce((sum, [points]) => sum + points, 0);
  if (score < LEAST_SCORE) return undefined;
  const reasons = found
    .filter(([points]) => points > 0)
    .sort(([x], [y]) => y - x)
    .flatMap(([, reason]) => reason ?? []);
  return { score, reasons };
}

type Finding = readonly [points: number, reason: DuplicateReason | undefined];
const NOTHING: Finding = [0, undefined];

const MOST_FOR_TITLE = 40;
const WEIGHT_OF_NAME = 3;
/** A title whose words in common weigh less says less: "Consulta" alone is worth a quarter. */
const FULL_WEIGHT = 4;

function inTitle(a: Traits, b: Traits): Finding {
  if (a.title === 0 || b.title === 0) return NOTHING;
  if (a.figures !== b.figures && a.figures !== 0 && b.figures !== 0) return [-20, undefined];
  const usual = inCommon(a.usual, b.usual);
  const shared = WEIGHT_OF_NAME * inCommon(a.names, b.names) + usual;
  const words = (2 * shared) / Math.max(1, weightOf(a) + weightOf(b));
  // What is no usual word may be one, translated: between two languages the usual ones speak for it in part.
  const translated = a.language === b.language ? 0 : (1.5 * usual) / Math.max(1, a.usual.length + b.usual.length);
  const dice = Math.max(words, translated);
  if (dice < 0.2) return [a.language === b.language ? -10 : 0, undefined];
  const points = Math.round(MOST_FOR_TITLE * dice * Math.min(1, shared / FULL_WEIGHT));
  return [points, { type: a.title === b.title ? 'sameTitle' : 'sameTitleWords' }];
}

const weightOf = ({ names, usual }: Traits): number => WEIGHT_OF_NAME * names.length + usual.length;

function inTime(a: Traits, b: Traits): Finding {
  if (a.first === NO_DAY || b.first === NO_DAY) {
    const isSameDay = a.dayOfYear !== 0 && a.dayOfYear === b.dayOfYear;
    return isSameDay ? [15, { type: 'sameDayOfYear' }] : NOTHING;
  }
  const apart = Math.max(a.first, b.first) - Math.min(a.last, b.last);
  if (apart > FAR_DAYS) return [-60, undefined];
  if (apart > NEAR_DAYS) return [-15, undefined];
  if (apart > 0) return [15, { type: 'nearDates', days: apart }];
  if (a.first === b.first && a.last === b.last) {
    return [spanOf(a) <= 7 ? 25 : spanOf(a) <= 31 ? 15 : 6, { type: 'sameDates' }];
  }
  const span = Math.max(spanOf(a), spanOf(b));
  return [span <= 7 ? 18 : span <= 31 ? 12 : 4, { type: 'overlappingDates' }];
}

const spanOf = ({ first, last }: Traits): number => last - first + 1;

/** Towns of two countries may have one name. */
function inPlace(a: Traits, b: Traits): Finding {
  const isKnown = a.countries.length > 0 && b.countries.length > 0;
  if (isKnown && inCommon(a.countries, b.countries) === 0) return [-15, undefined];
  const places = Math.min(a.places.length, b.places.length);
  if (places > 0 && inCommon(a.places, b.places) / places >= 0.6) return [15, { type: 'samePlace' }];
  return isKnown && places === 0 ? [5, { type: 'sameCountry' }] : NOTHING;
}

function inOrganisation(a: Traits, b: Traits): Finding {
  const words = a.organisation.length + b.organisation.length;
  const isSame = words > 0 && (2 * inCommon(a.organisation, b.organisation)) / words >= 0.75;
  return isSame ? [12, { type: 'sameOrganisation' }] : NOTHING;
}

function inObjectives(a: Traits, b: Traits): Finding {
  const both = a.objectives & b.objectives;
  const either = a.objectives | b.objectives;
  if (either === 0) return NOTHING;
  const points = Math.round((10 * bitsIn(both)) / bitsIn(either));
  return points === 0 ? NOTHING : [points, { type: 'sharedObjectives', objectives: numbersIn(both) }];
}

function bitsIn(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count++;
  return count;
}

const numbersIn = (bits: number): readonly number[] =>
  Array.from({ length: 23 }, (_, at) => at + 1).filter((n) => (bits & (1 << n)) !== 0);

function inCommon(a: readonly number[], b: readonly number[]): number {
  let count = 0;
  let at = 0;
  for (const value of a) {
    while ((b[at] ?? value) < value) at++;
    if (b[at] === value) count++;
  }
  return count;
}

function daysOf({ dateText, endDateText }: Compared): readonly [number, number] {
  const start = parsePartialDate(dateText);
  if (start?.type !== 'day') return [NO_DAY, NO_DAY];
  const end = parsePartialDate(endDateText);
  const last = end?.type === 'day' && end.last >= start.first ? end.last : start.last;
  return [dayNumberOf(start.first), dayNumberOf(last)];
}

const dayOfYearIn = ({ dateText }: Compared): number =>
  Number(dateText.slice(5, 7)) * 100 + Number(dateText.slice(8, 10));

/** Days since 1970-01-01 in the proleptic Gregorian calendar; no clock and no time zone is asked. */
export function dayNumberOf(day: string): number {
  const [written = 0, month = 1, date = 1] = day.split('-').map(Number);
  const year = month <= 2 ? written - 1 : written;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + date - 1;
  return 365 * year + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400) + dayOfYear - 719_468;
}

const rootsIn = (text: string): readonly string[] =>
  wordsIn(fold(text)).flatMap((word) => (word.length < 3 ? [] : [rootOf(word)]));

const hashesOf = (words: readonly string[]): readonly number[] =>
  words.length === 0 ? NONE : [...new Set(words.map(hashOf))].sort((x, y) => x - y);

const NONE: readonly number[] = [];

/** FNV-1a over code units, 30 bits, so that it is a small integer everywhere; 0 for no text. */
function hashOf(text: string): number {
  if (text === '') return 0;
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 2 || 1;
}
