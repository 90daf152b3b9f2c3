// One profile, two engines at a time: a page that is being reloaded while the old one still writes. There is one
// writer at a time, numbers of the chain are given once, and nothing of either is lost.

import { expect, test } from 'vitest';
import { beside } from './beside.ts';
import { finished, laptop, mechanism, packed, PRACTICE, readerOf, recorded, valueOf } from './laptops.ts';

test('what both write by turns is one chain without a fork, and what one had not seen is a conflict, not lost', async () => {
  const one = await laptop();
  const id = await recorded(one);
  const two = await beside(one);
  for (const [device, title] of [
    [two, 'a'],
    [one, 'b'],
    [two, 'c'],
    [one, 'd'],
  ] as const) {
    valueOf(await device.engine.editRecord(id, { title }));
    valueOf(await device.engine.leaveRecord(id));
    expect((await device.engine.record(id))?.row.title).toBe(title);
  }
  const history = await one.engine.history(id);
  expect(history.map(({ changes }) => changes.at(-1)?.after)).toEqual([PRACTICE['title'], 'a', 'b', 'c', 'd']);
  expect((await one.engine.inbox()).forked).toEqual([]);
  const sides = (await one.engine.conflict(id, 'title'))?.sides.map(({ value }) => value);
  expect(sides).toContain('d');
  expect((await one.engine.list({})).rows[0]).toMatchObject({ conflicts: 1, title: 'd' });
});

test('two flows at once in one engine do not mix: a take-in that was checked before a save is planned after it', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const ana = await enrolled('Ana');
  const id = await finished(ana);
  const { bytes } = await packed(ana, readerOf(profile));
  const own = await recorded(secretariat, { title: 'Propio' });
  valueOf(await secretariat.engine.editRecord(own, { title: 'Propio, después' }));
  const [report, saved] = await Promise.all([
    secretariat.engine.takeIn('x', bytes),
    secretariat.engine.leaveRecord(own),
  ]);
  expect([report.ok, saved.ok]).toEqual([true, true]);
  const again = await secretariat.again();
  expect((await again.engine.record(id))?.row.title).toBe(PRACTICE['title']);
  expect((await again.engine.record(own))?.row.title).toBe('Propio, después');
  expect((await again.engine.inbox()).forked).toEqual([]);
});

test('the same bundle taken in by two engines at once is taken in once', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const other = await beside(secretariat);
  const ana = await enrolled('Ana');
  const id = await finished(ana);
  const { bytes } = await packed(ana, readerOf(profile));
  const reports = await Promise.all([secretariat.engine.takeIn('x', bytes), other.engine.takeIn('x', bytes)]);
  expect(reports.map((report) => valueOf(report).newRecords).toSorted((a, b) => a - b)).toEqual([0, 1]);
  expect(await secretariat.engine.history(id)).toHaveLength(2);
  expect((await secretariat.engine.inbox()).takenIn).toHaveLength(1);
});

test('the same bundle dropped twice at once is taken in once, and the second time says so', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const ana = await enrolled('Ana');
  await finished(ana);
  const { bytes } = await packed(ana, readerOf(profile));
  await Promise.all([secretariat.engine.takeIn('x', bytes), secretariat.engine.takeIn('x', bytes)]);
  const [last, before] = (await secretariat.engine.activity(0, 50)).entries;
  expect([last?.type, before?.type]).toEqual(['takenInAgain', 'takenIn']);
});

test('bundles given together are taken in in the order they were given', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const ana = await enrolled('Ana');
  const bundles: Uint8Array[] = [];
  for (const title of ['uno', 'dos', 'tres']) {
    await finished(ana, { ...PRACTICE, title });
    bundles.push((await packed(ana, readerOf(profile))).bytes);
  }
  // The vault takes longer over the first than the others take altogether.
  const others = Promise.withResolvers<void>();
  secretariat.fake.intercept('vaultUnwrap', { type: 'later', than: others.promise });
  const reports = bundles.map((bytes) => secretariat.engine.takeIn('x', bytes));
  const [, second] = reports;
  const early = await Promise.race([second, new Promise((resolve) => setTimeout(resolve, 300, 'waits'))]);
  others.resolve();
  expect(early).toBe('waits');
  expect((await Promise.all(reports)).map((report) => valueOf(report).newRecords)).toEqual([1, 1, 1]);
});
