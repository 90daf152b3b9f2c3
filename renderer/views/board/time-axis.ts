// The height of a knot is its date. One year: January above, December below, every second month named. All of
// them: from the first year with records to the last. A date known only to the year has a place among years but
// none among months; then, and where there is no date at all, the knot hangs below the axis, "without a date".

import { datePartsOf } from '#renderer/i18n/format.ts';

export type Tick = { readonly at: number } & (
  | { readonly type: 'month'; readonly month: number }
  | { readonly type: 'year'; readonly year: number }
);

export interface TimeAxis {
  /** first moment shown, and the first after the last, in years and parts of a year */
  readonly from: number;
  readonly to: number;
  /** `at`: 0 above, 1 below */
  readonly ticks: readonly Tick[];
  /** where today is, if it is on the axis at all: this laptop's clock may be wrong */
  readonly today: number | null;
}

const MAX_YEAR_TICKS = 7;

/** `year` null: all of `years`. `today`: by this laptop's clock. */
export function timeAxis(year: number | null, years: readonly number[], today: Date): TimeAxis {
  const now = momentOf(today.getFullYear(), today.getMonth() + 1, today.getDate());
  if (year !== null || years.length === 0) {
    const from = year ?? today.getFullYear();
    const ticks = [1, 3, 5, 7, 9, 11].map((month) => ({ type: 'month' as const, month, at: (month - 1) / 12 }));
    return { from, to: from + 1, ticks, today: within(now, from, from + 1) };
  }
  const from = Math.min(...years);
  const to = Math.max(...years) + 1;
  const step = Math.ceil((to - from) / MAX_YEAR_TICKS);
  const ticks: Tick[] = [];
  for (let one = from; one < to; one += step) ticks.push({ type: 'year', year: one, at: (one - from) / (to - from) });
  return { from, to, ticks, today: within(now, from, to) };
}

/** 0 to 1 down the axis; null where the date is too vague for it, or not on it. */
export function placeOnAxis(axis: TimeAxis, date: string | null): number | null {
  const parts = date === null ? undefined : datePartsOf(date);
  if (parts === undefined || parts.year === null) return null;
  const isOneYear = axis.to - axis.from === 1;
  if (parts.month === null) return isOneYear ? null : within(parts.year + 0.5, axis.from, axis.to);
  return within(momentOf(parts.year, parts.month, parts.dayOfMonth ?? 15), axis.from, axis.to);
}

/** The year shown where the person chose none: this one if it has records, else all. */
export const usualYear = (years: readonly number[], today: Date): number | null =>
  years.includes(today.getFullYear()) ? today.getFullYear() : null;

/** Whole days from a record's date to today; null where the date is vague, or later than the clock says. */
export function daysSince(date: string | null, today: Date): number | null {
  const parts = date === null ? undefined : datePartsOf(date);
  if (parts === undefined || parts.year === null || parts.month === null || parts.dayOfMonth === null) return null;
  const then = Date.UTC(parts.year, parts.month - 1, parts.dayOfMonth);
  const days = Math.round((Date.UTC(today.getFullYear(), today.getMonth(), today.getDate()) - then) / 86_400_000);
  return days >= 0 ? days : null;
}

const momentOf = (year: number, month: number, day: number): number => year + (month - 1 + (day - 1) / 31) / 12;

const within = (moment: number, from: number, to: number): number | null =>
  moment >= from && moment < to ? (moment - from) / (to - from) : null;
