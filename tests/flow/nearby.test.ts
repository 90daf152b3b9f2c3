// Handing over to a colleague's laptop on the local network, and back: taken in there by one press, exactly once whichever
// other way it goes too; what lies there counts as handed over and not as safe, as on a stick.

import { expect, test } from 'vitest';
import { fakeLetterbox } from '#tests/fixtures/desktop.ts';
import { errorOf, finished, type Laptop, mechanism, packed, readerOf, valueOf } from './laptops.ts';

const HUB = 'http://192.168.7.5:4723';
const BOX = 'https://buzon.example';

async function office() {
  const [hub, box] = [await fakeLetterbox(HUB), await fakeLetterbox(BOX)];
  hub.isReachable = false; // nobody has opened it
  const made = await mechanism({ hub, letterboxes: [box] });
  const ana = await made.enrolled('Ana');
  return { ...made, hub, box, ana };
}

async function delivered(ana: Laptop, reader: string) {
  const id = await finished(ana);
  const { bundle } = await packed(ana, reader);
  const url = valueOf(await ana.engine.keepPlace('192.168.7.5'));
  expect(valueOf(await ana.engine.sendBundle(bundle, url))).toMatchObject({ state: 'stored', isNearby: true });
  const stateOf = async () => (await ana.engine.record(id))?.row.state;
  await expect.poll(stateOf).toBe('delivered');
  return { id, bundle, stateOf };
}

test('a bundle is delivered, taken in by one press, and its receipt comes back the same way', async () => {
  const { secretariat, profile, hub, ana } = await office();
  expect(valueOf(await secretariat.engine.openHub())).toMatchObject({ open: { isHereOnly: false }, left: 0 });
  const { stateOf } = await delivered(ana, readerOf(profile));
  expect((await secretariat.fake.desktop.hubState()).left).toBe(1);
  expect(valueOf(await secretariat.engine.takeFromHub())).toMatchObject([{ newRecords: 1, problem: null }]);
  expect(await secretariat.fake.desktop.hubState()).toMatchObject({ open: { own: HUB }, left: 0 });
  await expect.poll(() => hub.outTrays.size).toBe(1);
  expect(valueOf(await ana.engine.fetchFrom(HUB))).toMatchObject([{ bundle: null, receipts: 1 }]);
  expect(await stateOf()).toBe('merged');
  expect(valueOf(await secretariat.engine.takeFromHub()), 'nothing twice').toEqual([]);
});

test('what lies on a colleague’s laptop is handed over and not safe: it is offered again until its reader confirms it', async () => {
  const { secretariat, profile, ana } = await office();
  valueOf(await secretariat.engine.openHub());
  const { id } = await delivered(ana, readerOf(profile));
  expect(await ana.engine.leaving()).toMatchObject({ stored: 0, unconfirmed: 1 });
  const again = valueOf(await ana.engine.previewBundle({ reader: readerOf(profile) }));
  expect([again.isAgain, again.records.map((row) => row.id)]).toEqual([true, [id]]);
  const later = await ana.again();
  expect(await later.engine.leaving()).toMatchObject({ stored: 0, unconfirmed: 1 });
});

test('by both ways, the laptop and the internet, it is there exactly once, and safe by the letterbox’s word', async () => {
  const { secretariat, profile, ana } = await office();
  valueOf(await secretariat.engine.openHub());
  const { bundle } = await delivered(ana, readerOf(profile));
  valueOf(await ana.engine.sendBundle(bundle, BOX));
  await expect.poll(() => ana.engine.leaving()).toMatchObject({ stored: 1, unconfirmed: 0 });
  expect(valueOf(await secretariat.engine.fetchFrom(BOX))).toMatchObject([{ newRecords: 1 }]);
  for (const report of valueOf(await secretariat.engine.takeFromHub())) expect(report.newRecords).toBe(0);
  expect((await secretariat.engine.list({})).total).toBe(1);
});

test('what came before the laptop closed is taken in later, without opening it to anybody', async () => {
  const { secretariat, profile, hub, ana } = await office();
  valueOf(await secretariat.engine.openHub());
  await delivered(ana, readerOf(profile));
  await secretariat.fake.desktop.hubClose();
  const later = await secretariat.again();
  expect(await later.fake.desktop.hubState()).toEqual({ open: null, left: 1 });
  const taking = later.engine.takeFromHub();
  expect(valueOf(await taking)).toMatchObject([{ newRecords: 1 }]);
  expect(await later.fake.desktop.hubState()).toEqual({ open: null, left: 0 });
  expect(hub.isReachable).toBe(false);
  valueOf(await later.engine.openHub()); // the receipt was made while nobody could fetch it
  await expect.poll(() => hub.outTrays.size).toBe(1);
});

test('a recorder receives from nobody; a coordinator does, and a laptop without a mechanism knows no place', async () => {
  const { ana, enrolled } = await office();
  expect(errorOf(await ana.engine.openHub())).toEqual({ type: 'refused', reason: { type: 'notAReceiver' } });
  expect((await ana.engine.handOver()).mayReceive).toBe(false);
  const berta = await enrolled('Berta', 'Red', 'coordinator');
  expect((await berta.engine.handOver()).mayReceive).toBe(true);
  expect(valueOf(await berta.engine.openHub()).open?.own).toBe(HUB);
});

test('a place is kept once the person allowed it, the newest three, and none that is not beside this laptop', async () => {
  const { ana } = await office();
  const places = async () =>
    (await ana.engine.handOver()).letterboxes.flatMap(({ name, isNearby }) => (isNearby ? [name] : []));
  for (const public_ of ['8.8.8.8', 'buzon.example', '']) {
    const asked = ana.fake.calls.length;
    const problem = errorOf(await ana.engine.keepPlace(public_));
    expect(problem).toEqual({ type: 'refused', reason: { type: 'notNearby' } });
    expect(ana.fake.calls.slice(asked), 'nobody is asked').toEqual([]);
  }
  ana.fake.intercept('courierAllow', { type: 'answer', value: { ok: false, error: { type: 'addressesRefused' } } });
  expect(errorOf(await ana.engine.keepPlace('10.0.0.1'))).toEqual({
    type: 'refused',
    reason: { type: 'addressesRefused' },
  });
  expect(await places()).toEqual([]);
  for (const typed of ['10.0.0.1', '10.0.0.2', '10.0.0.3:5000', '10.0.0.4']) valueOf(await ana.engine.keepPlace(typed));
  expect((await places()).toSorted()).toEqual(['10.0.0.2', '10.0.0.3:5000', '10.0.0.4']);
});
