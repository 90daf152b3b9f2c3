// Every number of the table of coverage is that of a plain model, and of the list its link opens, whatever is
// linked, deleted, undated or without a country.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { BoardQuery, CoverageBy } from '#renderer/engine/board-views.ts';
import { coverageOf } from '#renderer/engine/read-coverage.ts';
import { makeLister } from '#renderer/engine/list-records.ts';
import type { RecordRow } from '#renderer/engine/record-views.ts';
import { columnFilter } from '#renderer/views/board/coverage-filter.ts';
import { filterOf, searchOf } from '#renderer/views/records/query.ts';
import type { RecordId } from '#shared/base/ids.ts';
import { mesaOfObjective } from '#shared/mechanism/compact.ts';
import { subregionOfCountry } from '#shared/mechanism/countries.ts';
import { type Judged, sameEvents } from '#shared/merge/same-event.ts';

const IDS = 'abcdefghij'.split('');
const BYS: readonly CoverageBy[] = ['country', 'subregion', 'year', 'kind'];

const arbRow = fc.record({
  kind: fc.constantFrom('consultation', 'practice'),
  date: fc.constantFrom('', '2023', '2023-05-01', '2024-12', '--05-01'),
  objectives: fc.uniqueArray(fc.constantFrom(1, 7, 8, 23), { maxLength: 3 }),
  countries: fc.uniqueArray(fc.constantFrom('MX', 'HT', 'GT', 'ES'), { maxLength: 3 }),
  deleted: fc.boolean(),
});
const arbQuery: fc.Arbitrary<BoardQuery> = fc.record(
  {
    kinds: fc.constant(['practice']),
    mesas: fc.constant([mesaOfObjective(7)?.n ?? 1]),
    countries: fc.constantFrom(['MX'], ['none']),
    subregions: fc.constantFrom(['caribbean'], ['elsewhere']),
    fromYear: fc.constantFrom(2023, 2024),
    toYear: fc.constantFrom(2023, 2024),
  },
  { requiredKeys: [] },
);
const arbLinks = fc.array(fc.tuple(fc.constantFrom(...IDS), fc.constantFrom(...IDS)), { maxLength: 5 });

it('each number is the events of a plain model, and what the list it opens counts', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(arbRow, { maxLength: IDS.length }),
      arbLinks,
      arbQuery,
      fc.constantFrom(...BYS),
      async (made, links, query, by) => {
        const rows = made.map((row, at): RecordRow => ({ ...BARE, ...row, id: (IDS[at] ?? '') as RecordId }));
        const events = sameEvents(judgements(rows, links));
        const day = ({ date }: RecordRow): string | null => (/^\d{4}/.test(date) ? date : null);
        const facts = { dayOf: day, authorsOf: () => [], hasFiles: () => false };
        const view = await coverageOf(rows, facts, events, query, by);

        const yearIn = (row: RecordRow): number | null => (day(row) === null ? null : Number(row.date.slice(0, 4)));
        const subs = ({ countries }: RecordRow): string[] =>
          countries.map((code) => subregionOfCountry(code)?.key ?? 'elsewhere');
        const shown = rows.filter((row) => {
          const year = yearIn(row);
          if (row.deleted) return false;
          if (query.kinds !== undefined && row.kind !== 'practice') return false;
          if (
            query.mesas !== undefined &&
            !row.objectives.some((n) => query.mesas?.includes(mesaOfObjective(n)?.n ?? 0))
          )
            return false;
          const countries = row.countries.length === 0 ? ['none'] : row.countries;
          if (query.countries !== undefined && !countries.includes(query.countries[0] ?? '')) return false;
          if (query.subregions !== undefined && !subs(row).includes(query.subregions[0] ?? '')) return false;
          if (query.fromYear !== undefined && (year === null || year < query.fromYear)) return false;
          return query.toYear === undefined || (year !== null && year <= query.toYear);
        });
        const eventsOf = (some: readonly RecordRow[]): number => new Set(some.map(({ id }) => events.eventOf(id))).size;
        const isIn = (row: RecordRow, key: string): boolean => {
          if (by === 'kind') return row.kind === key;
          if (by === 'year') return String(yearIn(row) ?? '') === key;
          const named = by === 'country' ? row.countries : subs(row);
          return key === '' ? named.length === 0 : named.includes(key);
        };
        expect(view.total).toBe(eventsOf(shown));
        const lister = makeLister('es');
        const listed = { line: (id: string) => lineFor(rows, id), stored: () => undefined, events: () => events };
        for (const [at, { key, total }] of view.columns.entries()) {
          expect(total).toBe(eventsOf(shown.filter((row) => isIn(row, key))));
          for (const { n, counts } of view.objectives) {
            const within = shown.filter((row) => row.objectives.includes(n) && isIn(row, key));
            expect([by, key, n, counts[at]]).toEqual([by, key, n, eventsOf(within)]);
            const opened = columnFilter(query, by, key, { objectives: [n] });
            if (opened === undefined) continue;
            const page = await lister.list(rows, filterOf(searchOf(opened)), undefined, listed as never);
            expect([by, key, n, page.counted]).toEqual([by, key, n, counts[at]]);
          }
        }
        for (const { n, total } of view.mesas) {
          expect(total).toBe(eventsOf(shown.filter((row) => row.objectives.some((o) => mesaOfObjective(o)?.n === n))));
        }
      },
    ),
  );
});

const BARE = {
  title: '',
  organisation: '',
  state: 'merged',
  finished: true,
  conflicts: 0,
  fromOthers: false,
  lamport: 1,
  changedAt: '',
  language: 'es',
} as const;

const lineFor = (rows: readonly RecordRow[], id: string): { readonly date: string | null } => {
  const date = rows.find((row) => row.id === id)?.date ?? '';
  return { date: /^\d{4}/.test(date) ? date : null };
};

function judgements(rows: readonly RecordRow[], links: readonly (readonly [string, string])[]) {
  const judged = new Map<string, Judged>(rows.map(({ id, kind, deleted }) => [id, { kind, deleted, judged: {} }]));
  for (const [a, b] of links) {
    const known = judged.get(a);
    if (known !== undefined && a !== b) judged.set(a, { ...known, judged: { ...known.judged, [b]: true } });
  }
  return judged;
}
