// What a table of people shows never gives a small number away: neither by any sum of what stands in it, nor to
// whoever tries every way in which the hidden numbers could have been.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LEAST_SHOWN, LEAST_SHOWN_STRICT, type ShownCount, suppressCounts } from '#shared/report/suppression.ts';

type Counts = readonly (number | undefined)[];

const arbLeast = fc.constantFrom(LEAST_SHOWN, LEAST_SHOWN_STRICT);
const arbCount = fc.oneof(fc.nat({ max: 12 }), fc.nat({ max: 60 }), fc.constant(undefined), fc.constant(0));
const arbCounts = fc.array(arbCount, { minLength: 2, maxLength: 6 });

/** Nothing but small ones beside a total that leaves them one value each. */
const ALL_SMALL: [Counts, number][] = [
  [[9, 9], 10],
  [[1, 1, 1, 1, 1], 5],
  [[9, 9, 9, 0], 10],
];

const shownOf = (counts: Counts, least: number, total: number | undefined): readonly ShownCount[] => [
  ...suppressCounts(new Map(counts.map((count, at) => [String(at), count])), least, total).values(),
];
const sum = (counts: Counts): number => counts.reduce<number>((all, count) => all + (count ?? 0), 0);
const shownTotal = (total: number): number | undefined => (total > 0 && total < LEAST_SHOWN ? undefined : total);

test('no linear combination of what several tables of one total show is a hidden number', () => {
  const arbPartition = (total: number) =>
    fc
      .array(fc.nat({ max: total }), { minLength: 1, maxLength: 5 })
      .map((cuts) => [...cuts.sort((a, b) => a - b), total].map((cut, at, all) => cut - (all[at - 1] ?? 0)));
  const arbTables = fc
    .nat({ max: 60 })
    .chain((total) =>
      fc.tuple(fc.constant(total), fc.array(fc.tuple(arbPartition(total), arbLeast), { minLength: 1, maxLength: 3 })),
    );
  fc.assert(
    fc.property(arbTables, ([total, tables]) => {
      const isTotalShown = shownTotal(total) !== undefined;
      const shown = tables.map(([counts, least]) => shownOf(counts, least, shownTotal(total)));
      const unknowns = shown.flatMap((table, at) =>
        table.flatMap((count, group) => (typeof count === 'number' ? [] : [`${at} ${group}`])),
      );
      if (!isTotalShown) unknowns.push('total');
      // one equation a table: its hidden numbers, less the total where that is hidden too, are known
      const rows = shown.map((_, at) =>
        unknowns.map((name) => (name === 'total' ? -1 : name.startsWith(`${at} `) ? 1 : 0)),
      );
      expect(determined(rows, unknowns.length)).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

test('whoever tries every number that could stand there finds more than one for each small one', () => {
  fc.assert(
    fc.property(arbCounts, arbLeast, (counts, least) => {
      const total = shownTotal(sum(counts));
      if (total === undefined) return;
      const shown = shownOf(counts, least, total);
      const hidden = shown.flatMap((count) => (count === 'small' || count === 'kept' ? [count] : []));
      const left = total - shown.reduce<number>((all, count) => all + (typeof count === 'number' ? count : 0), 0);
      for (const [at, count] of hidden.entries()) {
        if (count === 'small') expect(valuesOf(at, hidden, left, least).length).toBeGreaterThan(1);
      }
    }),
    { numRuns: 1000, examples: ALL_SMALL },
  );
});

test('what is not hidden is as it was counted', () => {
  fc.assert(
    fc.property(arbCounts, arbLeast, fc.boolean(), (counts, least, hasTotal) => {
      for (const [at, count] of shownOf(counts, least, hasTotal ? sum(counts) : undefined).entries()) {
        if (typeof count === 'number') expect(count).toBe(counts[at]);
        if (count === 'small') expect((counts[at] ?? 0) > 0 && (counts[at] ?? 0) < least).toBe(true);
      }
    }),
  );
});

/** The values that a hidden number can have while the others add up to the rest. */
function valuesOf(at: number, hidden: readonly ('small' | 'kept')[], left: number, least: number): readonly number[] {
  const others = hidden.filter((_, other) => other !== at);
  const lowest = others.filter((count) => count === 'small').length;
  const highest = others.includes('kept') ? Number.POSITIVE_INFINITY : lowest * (least - 1);
  return Array.from({ length: least - 1 }, (_, value) => value + 1).filter(
    (value) => left - value >= lowest && left - value <= highest,
  );
}

/** Unknowns that the equations alone fix: those whose unit vector is a combination of the rows (Gauss and Jordan). */
function determined(rows: readonly (readonly number[])[], width: number): readonly number[] {
  const reduced = rows.map((row) => [...row]);
  let rank = 0;
  for (let column = 0; column < width; column++) {
    const pivot = reduced.findIndex((row, at) => at >= rank && row[column] !== 0);
    const found = reduced[pivot];
    if (found === undefined) continue;
    reduced.splice(pivot, 1);
    const lead = found[column] ?? 1;
    const row = found.map((value) => value / lead);
    reduced.splice(rank, 0, row);
    for (const [at, other] of reduced.entries()) {
      const factor = other[column] ?? 0;
      if (at !== rank && factor !== 0) reduced[at] = other.map((value, i) => value - factor * (row[i] ?? 0));
    }
    rank++;
  }
  return reduced.flatMap((row) => {
    const places = row.flatMap((value, at) => (value === 0 ? [] : [at]));
    return places.length === 1 ? places : [];
  });
}
