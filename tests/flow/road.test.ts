// The road of a bundle: recorder → coordinator → mesa → secretariat, with signatures intact and a line of custody a
// hop; and the secretariat's word back along it. What was withheld on the way is never said to have arrived.

import { expect, test } from 'vitest';
import type { Json } from '#shared/base/json.ts';
import type { RecordId } from '#shared/base/ids.ts';
import type { Level } from '#shared/record/definition.ts';
import { fakeLetterbox } from '#tests/fixtures/desktop.ts';
import {
  bytesOf,
  deviceReader,
  errorOf,
  finished,
  type Laptop,
  mechanism,
  PRACTICE,
  readerOf,
  valueOf,
} from './laptops.ts';

const CONSULTATION: Readonly<Record<string, Json>> = {
  title: 'Consulta en el albergue',
  date_start: '2026-02',
  'country.MX': { listed: 0 },
  lead_organization: 'Casa del Camino',
  'objectives.7': { listed: 0 },
  consent_obtained: 'verbal',
  site: 'tapachula',
};

async function consulted(device: Laptop): Promise<RecordId> {
  const id = valueOf(await device.engine.beginRecord('consultation', 'es'));
  valueOf(await device.engine.editRecord(id, CONSULTATION));
  valueOf(await device.engine.finishRecord(id));
  return id;
}

/** Packs, and is taken in there: one stick. */
async function hand(
  from: Laptop,
  to: Laptop,
  reader: string,
  more: { withhold?: readonly Level[]; records?: readonly RecordId[] } = {},
) {
  const ticket = valueOf(await from.engine.makeBundle({ reader, ...more }));
  const reports = [];
  for (const bundle of [ticket.bundle, ...ticket.more])
    reports.push(valueOf(await to.engine.takeIn(`${ticket.code}.quipu`, bytesOf(from, bundle))));
  expect(reports.map(({ problem, refused }) => ({ problem, refused }))).toEqual(
    reports.map(() => ({ problem: null, refused: [] })),
  );
  return { ticket, report: reports[0]! };
}

async function world() {
  const { secretariat, profile, enrolled } = await mechanism();
  const mesa = await enrolled('Mesa', 'Mesa Uno', 'coordinator');
  const coordinator = await enrolled('Coordinación', 'Red del Sur', 'coordinator');
  const ana = await enrolled('Ana', 'Red del Sur');
  const office = readerOf(profile);
  const to = async (from: Laptop, name: string) => deviceReader(from, name);
  const up = async () => {
    await hand(ana, coordinator, await to(ana, 'Coordinación'));
    await hand(coordinator, mesa, await to(coordinator, 'Mesa'));
    return hand(mesa, secretariat, office);
  };
  const down = async () => {
    await hand(secretariat, mesa, await to(secretariat, 'Mesa'));
    await hand(mesa, coordinator, await to(mesa, 'Coordinación'));
    return hand(coordinator, ana, await to(coordinator, 'Ana'));
  };
  return { secretariat, mesa, coordinator, ana, office, profile, enrolled, up, down, to };
}

const stateOf = async ({ engine }: Laptop, id: RecordId) => (await engine.record(id))?.row.state;

test('over two hops the record arrives whole, its road is told, and the word that it was merged comes back', async () => {
  const { secretariat, mesa, coordinator, ana, office, to, up, down } = await world();
  const id = await finished(ana);
  await up();
  expect((await secretariat.engine.record(id))?.cells).toEqual((await ana.engine.record(id))?.cells);
  const [first] = await secretariat.engine.history(id);
  expect(first?.author.name).toBe('Ana');
  expect(first?.roads.map(({ hops, isWhole }) => ({ hops: hops.map(({ device }) => device.name), isWhole }))).toEqual([
    { hops: ['Coordinación', 'Mesa'], isWhole: true },
  ]);
  expect((await coordinator.engine.history(id))[0]?.roads.map(({ hops }) => hops)).toEqual([[]]);
  expect((await ana.engine.history(id))[0]?.roads).toEqual([]);

  expect([await stateOf(ana, id), await stateOf(coordinator, id), await stateOf(mesa, id)]).toEqual([
    'packed',
    'packed',
    'packed',
  ]);
  expect(valueOf(await ana.engine.previewBundle({ reader: await to(ana, 'Coordinación') })).records).toHaveLength(1);
  const { report } = await down();
  expect(report.receipts).toBeGreaterThan(0);
  expect([await stateOf(ana, id), await stateOf(coordinator, id), await stateOf(mesa, id)]).toEqual([
    'merged',
    'merged',
    'merged',
  ]);
  expect((await ana.engine.today()).toHandOver).toEqual([]);
  expect(errorOf(await ana.engine.makeBundle({ reader: office }))).toEqual({
    type: 'nothingToPack',
  });
  const again = await ana.again();
  expect(await stateOf(again, id)).toBe('merged');
});

test('what a hop withheld is not said to be merged, and goes to the secretariat once its author hands it over', async () => {
  const { secretariat, coordinator, ana, office, to } = await world();
  const id = await consulted(ana);
  await hand(ana, coordinator, await to(ana, 'Coordinación'));
  await hand(coordinator, secretariat, office, { withhold: ['restricted'] });
  const there = async () => (await secretariat.engine.record(id))?.cells.map(({ path }) => path) ?? [];
  expect(await there()).toContain('title');
  expect(await there()).not.toContain('site');
  await hand(secretariat, coordinator, await to(secretariat, 'Coordinación'));
  await hand(coordinator, ana, await to(coordinator, 'Ana'));
  expect(await stateOf(ana, id)).not.toBe('merged');
  await hand(ana, secretariat, office);
  expect(await there()).toContain('site');
  await hand(secretariat, ana, await to(secretariat, 'Ana'));
  expect(await stateOf(ana, id)).toBe('merged');
});

test('a chain that came without a record says nothing of the record', async () => {
  const { secretariat, coordinator, ana, office, to } = await world();
  const [kept, passed] = [await finished(ana), await finished(ana, { ...PRACTICE, title: 'Otra' })];
  await hand(ana, coordinator, await to(ana, 'Coordinación'));
  await hand(coordinator, secretariat, office, { records: [passed] });
  expect((await secretariat.engine.list({})).rows.map(({ id }) => id)).toEqual([passed]);
  await hand(secretariat, coordinator, await to(secretariat, 'Coordinación'));
  await hand(coordinator, ana, await to(coordinator, 'Ana'));
  expect([await stateOf(ana, kept), await stateOf(ana, passed)]).not.toContain('saved');
  expect(await stateOf(ana, kept)).not.toBe('merged');
  expect(await stateOf(ana, passed)).toBe('merged');
});

test('the receipts of a coordinator are its own word: the record is handed over, and not sent to it again', async () => {
  const { coordinator, ana, to } = await world();
  const id = await finished(ana);
  const reader = await to(ana, 'Coordinación');
  await hand(ana, coordinator, reader);
  await hand(coordinator, ana, await to(coordinator, 'Ana'));
  expect(await stateOf(ana, id)).toBe('delivered');
  expect((await ana.engine.today()).receipts.map(({ kind, from }) => [kind, from])).toEqual([
    ['merged', 'Coordinación'],
  ]);
  expect((await ana.engine.today()).silentDays).toBeNull();
  expect(errorOf(await ana.engine.makeBundle({ reader }))).toEqual({ type: 'nothingToPack' });
});

test('receipts of receipts are not given: who has nothing new has nothing to hand over', async () => {
  const { secretariat, coordinator, ana, office, to } = await world();
  await finished(ana);
  await hand(ana, coordinator, await to(ana, 'Coordinación'));
  await hand(coordinator, secretariat, office);
  const { report } = await hand(secretariat, coordinator, await to(secretariat, 'Coordinación'));
  expect(report).toMatchObject({ records: 0, receipts: 1 }); // what the coordinator gave does not come back to it
  expect(errorOf(await coordinator.engine.makeBundle({ reader: office }))).toEqual({ type: 'nothingToPack' });
});

test('the same bundle by two couriers is one, and two roads are two', async () => {
  const { secretariat, mesa, coordinator, ana, office, to } = await world();
  const id = await finished(ana);
  const { ticket } = await hand(ana, coordinator, await to(ana, 'Coordinación'));
  expect(valueOf(await coordinator.engine.takeIn('otra memoria', bytesOf(ana, ticket.bundle)))).toMatchObject({
    newRecords: 0,
    sameRecords: 1,
  });
  expect((await coordinator.engine.inbox()).takenIn).toHaveLength(1);
  await hand(coordinator, mesa, await to(coordinator, 'Mesa'));
  await hand(coordinator, secretariat, office);
  await hand(mesa, secretariat, office);
  expect(await secretariat.engine.history(id)).toHaveLength(2);
  const [first] = await secretariat.engine.history(id);
  expect(first?.roads.map(({ hops }) => hops.map(({ device }) => device.name))).toEqual([
    ['Coordinación'],
    ['Coordinación', 'Mesa'],
  ]);
});

test("the secretariat's word reaches a recorder at its letterbox, left there by the coordinator", async () => {
  const box = await fakeLetterbox('https://buzon.example');
  const { secretariat, profile, enrolled } = await mechanism({ letterboxes: [box] });
  const coordinator = await enrolled('Coordinación', 'Red del Sur', 'coordinator');
  const ana = await enrolled('Ana', 'Red del Sur');
  const id = await finished(ana);
  await hand(ana, coordinator, await deviceReader(ana, 'Coordinación'));
  await hand(coordinator, secretariat, readerOf(profile));
  const kidOf = async ({ engine }: Laptop) => (await engine.trust()).device.kid;
  const coordinatorKid = await kidOf(coordinator);
  await expect.poll(() => box.outTrays.has(coordinatorKid)).toBe(true);
  const anaKid = await kidOf(ana);
  valueOf(await ana.engine.fetchFrom(box.url)); // the coordinator's own receipt
  valueOf(await coordinator.engine.fetchFrom(box.url));
  await expect.poll(() => box.outTrays.has(anaKid)).toBe(true);
  expect(valueOf(await ana.engine.fetchFrom(box.url))).toMatchObject([{ receipts: 1 }]);
  expect(await stateOf(ana, id)).toBe('merged');
});
