// A filter and its address say the same: what a number on the board links to is what was counted.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { RecordFilter } from '#renderer/engine/record-views.ts';
import { filterOf, queryOf, searchOf } from '#renderer/views/records/query.ts';

const some = <T>(arb: fc.Arbitrary<T>) => fc.uniqueArray(arb, { minLength: 1, maxLength: 3 });

const arbFilter = fc.record(
  {
    kinds: some(fc.constantFrom('consultation', 'practice', 'a newer kind, with & marks')),
    objectives: some(fc.integer({ min: 1, max: 23 })),
    mesas: some(fc.integer({ min: 1, max: 4 })),
    countries: some(fc.constantFrom('MX', 'HT', 'none')),
    subregions: some(fc.constantFrom('caribbean', 'elsewhere', 'none')),
    fromYear: fc.integer({ min: 1000, max: 9999 }),
    toYear: fc.integer({ min: 1000, max: 9999 }),
    undated: fc.constant(true),
    states: some(fc.constantFrom('draft' as const, 'merged' as const)),
    organisations: some(fc.string({ unit: 'grapheme', minLength: 1 })),
    authors: some(fc.constantFrom('kid1', 'kid-2_')),
    onlyConflicts: fc.constant(true),
    notMerged: fc.constant(true),
    withFiles: fc.constant(true),
    deleted: fc.constant(true),
  },
  { requiredKeys: [] },
);

it('a filter comes back from its address as it was', () => {
  fc.assert(
    fc.property(arbFilter, (filter) => {
      expect(filterOf(searchOf(filter))).toEqual(filter as RecordFilter);
      expect(queryOf(searchOf(filter))).toEqual({ ...filter, sort: 'changed', descending: true });
    }),
  );
});

it('what an address says wrongly is left out', () => {
  expect(filterOf('?objective=99&mesa=0&country=mexico&from=abc&state=lost&files=maybe&subregion=%3Cb%3E')).toEqual({});
});
