// Stage 5, what charts count, once for screen and paper: coverage of the objectives by sub-region, records in time and
// place, and how far commitments are. Each event counts once; whoever calls has already left out what may not be named.

import type { SayWord } from '../mechanism/about.ts';
import { mesaOfObjective, objectiveByNumber, objectives } from '../mechanism/compact.ts';
import { countryByCode, subregionOfCountry, subregions } from '../mechanism/countries.ts';
import type { Language } from '../mechanism/language.ts';
import { fieldOf } from '../record/kinds.ts';
import { dateWords, monthWord } from './date-words.ts';
import type { Block, ChartBlock, MatrixBlock } from './document.ts';
import type { ReportSource } from './report-source.ts';

type Words = { readonly language: Language; readonly say: SayWord };

export const objectiveName = (n: number, language: Language): string =>
  `${n} · ${objectiveByNumber(n)?.short[language] ?? ''}`;

export function coverageMatrix(events: readonly ReportSource[], { language, say }: Words): MatrixBlock {
  const regionsOf = ({ countries: codes }: ReportSource): ReadonlySet<string> =>
    new Set(codes.length === 0 ? [''] : codes.map((code) => subregionOfCountry(code)?.key ?? ''));
  const columns = [
    ...subregions.map(({ key, label }) => ({ key, label: label[language] })),
    { key: '', label: say('elsewhere') },
  ];
  return {
    type: 'matrix',
    title: say('matrix'),
    by: say('objective'),
    columns: columns.map(({ label }) => label),
    total: say('total'),
    rows: objectives.map(({ n }) => {
      const own = events.filter((source) => source.objectives.includes(n));
      return {
        name: objectiveName(n, language),
        mesa: mesaOfObjective(n)?.n ?? 0,
        values: columns.map(({ key }) => own.filter((source) => regionsOf(source).has(key)).length),
        total: own.length,
      };
    }),
  };
}

/** @param months YYYY-MM */
export const monthsChart = (
  events: readonly ReportSource[],
  months: readonly string[],
  title: string,
  { language, say }: Words,
): ChartBlock =>
  timeChart(events, months, title, (month) => monthWord(Number(month.slice(5)), language), { language, say });

/** At most so many years, the last ones. */
const MOST_YEARS = 12;

export function yearsChart(events: readonly ReportSource[], words: Words): ChartBlock {
  const known = events.map(({ date }) => Number(date.slice(0, 4))).filter((year) => year > 0);
  const last = Math.max(...known);
  const first = Math.max(Math.min(...known), last - MOST_YEARS + 1);
  const years = known.length === 0 ? [] : Array.from({ length: last - first + 1 }, (_, at) => String(first + at));
  return timeChart(events, years, words.say('byYear'), (year) => dateWords(year, words.language), words);
}

const timeChart = (
  events: readonly ReportSource[],
  parts: readonly string[],
  title: string,
  nameOf: (part: string) => string,
  { say }: Words,
): ChartBlock => ({
  type: 'chart',
  kind: 'columns',
  title,
  alt: say('chartAlt'),
  by: say(parts[0]?.length === 4 ? 'yearWord' : 'month'),
  categories: parts.map(nameOf),
  series: [
    { name: say('records'), values: parts.map((part) => events.filter(({ date }) => date.startsWith(part)).length) },
  ],
});

/** Nothing where no event has a country. */
export function placesMap(events: readonly ReportSource[], { language, say }: Words): readonly Block[] {
  const codes = [...new Set(events.flatMap(({ countries: own }) => own))];
  const countries = codes
    .map((country) => ({
      country,
      name: countryByCode(country)?.name[language] ?? country,
      value: events.filter(({ countries: own }) => own.includes(country)).length,
    }))
    .sort((a, b) => b.value - a.value || (a.country < b.country ? -1 : 1));
  return countries.length === 0
    ? []
    : [{ type: 'map', title: say('map'), alt: say('chartAlt'), head: [say('country'), say('records')], countries }];
}

/** Commitments on each objective by how far they say they are; nothing where there is none. */
export function progressChart(events: readonly ReportSource[], { language, say }: Words): readonly Block[] {
  const pledges = events.filter(({ cited }) => cited.kind === 'commitment');
  const shape = fieldOf('commitment', 'status')?.shape;
  const options = shape?.type === 'workflow' ? shape.options : [];
  const statusOf = ({ cited }: ReportSource): unknown => cited.cells.get('status')?.value;
  const statuses = options.filter(({ key }) => pledges.some((pledge) => statusOf(pledge) === key));
  const spoken = objectives.filter(({ n }) => pledges.some((pledge) => pledge.objectives.includes(n)));
  if (statuses.length === 0 || spoken.length === 0) return [];
  return [
    {
      type: 'chart',
      kind: 'bars',
      title: say('progress'),
      alt: say('chartAlt'),
      by: say('objective'),
      categories: spoken.map(({ n }) => objectiveName(n, language)),
      series: statuses.map(({ key, label }) => ({
        name: label[language],
        values: spoken.map(
          ({ n }) => pledges.filter((pledge) => pledge.objectives.includes(n) && statusOf(pledge) === key).length,
        ),
      })),
    },
  ];
}

/** What several records tell of one event counts once: the one that stands for it, else the first. */
export function onePerEvent(sources: readonly ReportSource[]): readonly ReportSource[] {
  const byEvent = new Map<string, ReportSource>();
  for (const source of sources) {
    const known = byEvent.get(source.event);
    byEvent.set(
      source.event,
      known === undefined
        ? source
        : { ...known, objectives: union(known, source, 'objectives'), countries: union(known, source, 'countries') },
    );
  }
  return [...byEvent.values()];
}

const union = <Key extends 'objectives' | 'countries'>(a: ReportSource, b: ReportSource, key: Key): ReportSource[Key] =>
  [...new Set<string | number>([...a[key], ...b[key]])] as unknown as ReportSource[Key];
