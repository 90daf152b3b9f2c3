// A courier carries what it cannot read: kept sealed, given on, let go when a receipt for that very file comes by.

import { expect, test } from 'vitest';
import { textToBytes } from '#shared/base/bytes.ts';
import { digestOf } from '#shared/base/ids.ts';
import { fakeLetterbox } from '#tests/fixtures/desktop.ts';
import { deviceReader, errorOf, finished, mechanism, packed, readerOf, valueOf } from './laptops.ts';

async function courierWithBundle(options: Parameters<typeof mechanism>[0] = {}) {
  const { secretariat, profile, enrolled } = await mechanism(options);
  const courier = await enrolled('Mensajero', 'Red', 'coordinator');
  const ana = await enrolled('Ana', 'Red');
  await finished(ana);
  const { bytes } = await packed(ana, readerOf(profile));
  expect(valueOf(await courier.engine.takeIn('x.quipu', bytes))).toMatchObject({
    problem: { type: 'notForMe' },
    records: 0,
  });
  const { code } = valueOf(await courier.engine.carrySealed(bytes));
  return { secretariat, courier, ana, bytes, code };
}

test('a bundle for somebody else is carried sealed, and shown as no more than a code, a size and a time', async () => {
  const { courier, bytes, code } = await courierWithBundle();
  const { cargo } = await courier.engine.handOver();
  expect(cargo).toEqual([
    { file: digestOf(bytes), code, size: bytes.length, since: '2026-03-01T12:00:00.000Z', delivery: null },
  ]);
  expect((await courier.engine.list({})).total).toBe(0);
  expect((await courier.engine.inbox()).takenIn).toEqual([]);
  valueOf(await courier.engine.carrySealed(bytes)); // the same by another hand
  const again = await courier.again();
  expect(again.report.rebuilt).toBeNull();
  expect((await again.engine.handOver()).cargo).toEqual(cargo);
  valueOf(await again.engine.saveBundle(cargo[0]!.file));
  expect(again.fake.saved.get(`${code}.quipu`)).toEqual(bytes);
});

test('it is let go when its reader confirms that very file', async () => {
  const { secretariat, courier, bytes } = await courierWithBundle();
  valueOf(await secretariat.engine.takeIn('x', bytes));
  const back = await packed(secretariat, await deviceReader(secretariat, 'Mensajero'));
  valueOf(await courier.engine.takeIn('recibos', back.bytes));
  await expect.poll(async () => (await courier.engine.handOver()).cargo).toEqual([]);
  await expect.poll(() => [...courier.fake.bundles.values()].some(({ origin }) => origin === 'cargo')).toBe(false);
  expect(errorOf(await courier.engine.carrySealed(bytes))).toEqual({
    type: 'refused',
    reason: { type: 'cargoReceived' },
  });
});

test('a letterbox that stored it confirms it too, and from there it is taken in', async () => {
  const box = await fakeLetterbox('https://buzon.example');
  const { secretariat, courier } = await courierWithBundle({ letterboxes: [box] });
  const [carried] = (await courier.engine.handOver()).cargo;
  expect(valueOf(await courier.engine.sendBundle(carried!.file, box.url))).toMatchObject({ state: 'stored' });
  await expect.poll(async () => (await courier.engine.handOver()).cargo).toEqual([]);
  expect(valueOf(await secretariat.engine.fetchFrom(box.url))).toMatchObject([{ newRecords: 1, problem: null }]);
});

test('the person may put it down, and nothing else that is kept can be', async () => {
  const { courier, ana } = await courierWithBundle();
  const [carried] = (await courier.engine.handOver()).cargo;
  valueOf(await courier.engine.putDown(carried!.file));
  expect((await courier.engine.handOver()).cargo).toEqual([]);
  const [own] = (await ana.engine.handOver()).bundles;
  valueOf(await ana.engine.putDown(own!.bundle));
  expect(ana.fake.bundles.has(own!.bundle)).toBe(true);
});

test('what can be opened here, or is no bundle, is not carried', async () => {
  const { secretariat, courier, bytes } = await courierWithBundle();
  expect(errorOf(await secretariat.engine.carrySealed(bytes))).toEqual({
    type: 'refused',
    reason: { type: 'notSealedForOther' },
  });
  expect(errorOf(await courier.engine.carrySealed(textToBytes('una foto')))).toMatchObject({ type: 'refused' });
  expect((await courier.engine.handOver()).cargo).toHaveLength(1);
});
