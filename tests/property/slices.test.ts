// Sorting and choosing in slices answer what sorting all at once would, and let others in between.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eachInSlices, firstOf, putAmong, sortInSlices } from '#renderer/engine/slices.ts';

interface Item {
  readonly key: number;
  readonly at: number;
}

const byKey = (a: Item, b: Item): number => a.key - b.key;
const inAll = (a: Item, b: Item): number => a.key - b.key || a.at - b.at;
const arbItems = (maxLength: number): fc.Arbitrary<readonly Item[]> =>
  fc.array(fc.integer({ min: 0, max: 40 }), { maxLength }).map((keys) => keys.map((key, at) => ({ key, at })));

test('what is sorted in slices is sorted, and equals stay in their order', () =>
  fc.assert(
    fc.asyncProperty(arbItems(3_000), async (items) => {
      expect(await sortInSlices(items, byKey)).toEqual([...items].sort(byKey));
    }),
    { numRuns: 40 },
  ));

test('few that are put among many stand where sorting all of them would put them', () =>
  fc.assert(
    fc.property(arbItems(200), fc.integer({ min: 0, max: 200 }), (items, cut) => {
      const [many, few] = [items.slice(cut).sort(inAll), items.slice(0, cut).sort(inAll)];
      expect(putAmong(many, few, inAll)).toEqual([...items].sort(inAll));
    }),
  ));

test('the first so many are those that sorting all of them would put first', () =>
  fc.assert(
    fc.property(arbItems(3_000), fc.integer({ min: 0, max: 700 }), (items, count) => {
      expect(firstOf(items, count, inAll)).toEqual([...items].sort(inAll).slice(0, count));
    }),
    { numRuns: 60 },
  ));

test('each is given once and in order, and what waits is done before the last of very many', async () => {
  const given: number[] = [];
  let after = -1;
  setTimeout(() => {
    after = given.length;
  }, 0);
  const slow = (each: number): void => {
    for (const until = performance.now() + 0.05; performance.now() < until; );
    given.push(each);
  };
  const all = Array.from({ length: 2_000 }, (_, at) => at);
  await eachInSlices(all, slow);
  expect(given).toEqual(all);
  expect(after).toBeGreaterThan(0);
  expect(after).toBeLessThan(all.length);
});
