// Stage 5, records as counts and nothing else, for what is told outside the app: how many there are of which kind, from
// which countries, on which objectives, and how many people spoke. Never a name, a title, or a place inside a country.
// What these readers may not know of is left out (admission.ts), each event counts once, and small numbers of people are
// hidden together with what would give them away (figures.ts).

import { parsePartialDate } from '../record/partial-date.ts';
import { componentsOf, pathOf } from '../record/paths.ts';
import { objectives as allObjectives } from '../mechanism/compact.ts';
import type { SameEvents } from '../merge/same-event.ts';
import type { Audience } from './admission.ts';
import { onePerEvent } from './charts.ts';
import { figuresOf } from './figures.ts';
import { inOrder, knownTo, type ReportSource } from './report-source.ts';
import type { ShownCount } from './suppression.ts';

export interface RecordCounts {
  /** each event once */
  readonly records: number;
  readonly organisations: number;
  /** the most first */
  readonly byKind: readonly { readonly kind: string; readonly count: number }[];
  readonly countries: readonly { readonly code: string; readonly count: number }[];
  /** by objective, in the order of their numbers */
  readonly objectives: readonly number[];
  /** the first and the last month or year; '' where none is known */
  readonly from: string;
  readonly to: string;
  /** who took part in the consultations; null where nobody counted, or consent does not let it be */
  readonly people: PeopleCount | null;
  /** of them, by the key of an option of `by_sex` */
  readonly groups: readonly (PeopleCount & { readonly key: string })[];
  /** how many of those asked for these readers may not know of */
  readonly leftOut: number;
}

export interface PeopleCount {
  readonly count: ShownCount;
  /** fewer than these are hidden */
  readonly least: number;
}

const TOTAL = 'total';
const GROUPS = 'by_sex';
/** YYYY-MM: a day beside a country is more than a count needs. */
const MONTH = 7;

export function countsOf(asked: readonly ReportSource[], events: SameEvents, audience: Audience): RecordCounts {
  const known = inOrder(knownTo(audience, asked));
  const counted = onePerEvent(known);
  const months = counted
    .map(({ date }) => date)
    .filter((date) => parsePartialDate(date)?.type === 'day')
    .map((date) => date.slice(0, MONTH))
    .sort();
  const figures = figuresOf(
    known.map(({ cited }) => cited),
    events,
    audience,
  );
  const named = (name: string): PeopleCount | null => figures.get(name) ?? null;
  return {
    records: counted.length,
    organisations: new Set(known.map(({ organisation }) => organisation).filter((name) => name !== '')).size,
    byKind: ranked(counted.map(({ cited }) => cited.kind)).map(([kind, count]) => ({ kind, count })),
    countries: ranked(counted.flatMap(({ countries }) => countries)).map(([code, count]) => ({ code, count })),
    objectives: allObjectives.map(({ n }) => counted.filter(({ objectives }) => objectives.includes(n)).length),
    from: months[0] ?? '',
    to: months.at(-1) ?? '',
    people: named(pathOf(TOTAL)),
    groups: [...figures.entries()].flatMap(([path, { count, least }]) => {
      const [field, key] = componentsOf(path);
      return field === GROUPS && key !== undefined && count !== 0 ? [{ key, count, least }] : [];
    }),
    leftOut: asked.length - known.length,
  };
}

/** Each with how often it comes, the most frequent first, else as they came. */
const ranked = (names: readonly string[]): readonly (readonly [string, number])[] => {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
};
