// A hundred bundles dropped together, the same and different ones, into one window or two over one notebook: each is
// taken in exactly once, and the store is the one that its journal and kept bundles make.

import { expect, test } from 'vitest';
import type { TakeInReport } from '#renderer/engine/carry-views.ts';
import type { Engine } from '#renderer/engine/door.ts';
import { deleteDatabase } from '#renderer/store/whole-databases.ts';
import { beside } from './beside.ts';
import { finished, type Laptop, mechanism, packed, PRACTICE, readerOf, recordsOf, valueOf } from './laptops.ts';

const DIFFERENT = 20;
const EACH = 5;

async function twentyBundles() {
  const { secretariat, profile, enrolled } = await mechanism();
  const authors = [await enrolled('Ana'), await enrolled('Bea'), await enrolled('Celia'), await enrolled('Dora')];
  const bundles: Uint8Array[] = [];
  for (let at = 0; at < DIFFERENT; at++) {
    const author = authors[at % authors.length] ?? secretariat;
    await finished(author, { ...PRACTICE, title: `Práctica ${at}` });
    bundles.push((await packed(author, readerOf(profile))).bytes);
  }
  return { secretariat, bundles };
}

/** Each bundle comes to each of the engines, out of order. */
const takeAll = (engines: readonly Engine[], bundles: readonly Uint8Array[]): Promise<readonly TakeInReport[]> =>
  Promise.all(
    Array.from({ length: DIFFERENT * EACH }, async (_, at): Promise<TakeInReport> => {
      const engine = engines[Math.floor(at / DIFFERENT) % engines.length];
      const bytes = bundles[(at * 7) % DIFFERENT];
      if (engine === undefined || bytes === undefined) throw new Error('nothing to take in');
      return valueOf(await engine.takeIn(`${at}.quipu`, bytes));
    }),
  );

/** On the screen and in the list of what happened: new to one of those who brought it, there already for the others. */
async function expectToldOnce({ engine }: Laptop, told: readonly TakeInReport[]): Promise<void> {
  expect(told.reduce((sum, { newRecords }) => sum + newRecords, 0)).toBe(DIFFERENT);
  const { entries } = await engine.activity(0, 500);
  const first = entries.filter(({ type }) => type === 'takenIn').map(({ facts }) => facts);
  expect(first).toHaveLength(DIFFERENT);
  expect(first.filter(({ name }) => name === '')).toEqual([]); // nothing came that nobody was told of
  expect(entries.filter(({ type }) => type === 'takenInAgain')).toHaveLength(DIFFERENT * (EACH - 1));
}

async function expectOnce(secretariat: Laptop): Promise<Laptop> {
  const again = await secretariat.again();
  const { forked, held, missing } = await again.engine.inbox();
  expect([forked, held, missing]).toEqual([[], [], []]);
  const { rows, total } = await again.engine.list({ sort: 'title' });
  expect([total, new Set(rows.map(({ title }) => title)).size]).toEqual([DIFFERENT, DIFFERENT]);
  for (const { id } of rows) expect(await again.engine.history(id)).toHaveLength(2);
  await again.engine.close();
  const together = await recordsOf(again);
  await deleteDatabase(again.profile);
  const anew = await again.again();
  await anew.engine.close();
  expect(await recordsOf(anew)).toEqual(together);
  return anew;
}

test('a hundred take-ins at once, of twenty bundles five times each, take each in exactly once and say so', async () => {
  const { secretariat, bundles } = await twentyBundles();
  const told = await takeAll([secretariat.engine], bundles);
  expect(told.filter(({ problem }) => problem !== null)).toEqual([]);
  await expectToldOnce(secretariat, told);
  await expectOnce(secretariat);
});

test('and so they do in two windows: what each is told is true, and each bundle is told as new once', async () => {
  const { secretariat, bundles } = await twentyBundles();
  const other = await beside(secretariat);
  const told = await takeAll([secretariat.engine, other.engine], bundles);
  expect(told.filter(({ problem }) => problem !== null)).toEqual([]);
  await expectToldOnce(secretariat, told);
  await expectOnce(secretariat);
});
