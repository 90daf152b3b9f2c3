// Handing over: what goes, what stays, and the four states that a record passes through.

import { expect, test } from 'vitest';
import type { Json } from '#shared/base/json.ts';
import { deleteDatabase } from '#renderer/store/whole-databases.ts';
import { fakeLetterbox } from '#tests/fixtures/desktop.ts';
import {
  bytesOf,
  deviceReader,
  errorOf,
  finished,
  type Laptop,
  mechanism,
  packed,
  PRACTICE,
  readerOf,
  recorded,
  valueOf,
} from './laptops.ts';

const URL_OF_BOX = 'https://buzon.example';

const CONSULTATION: Readonly<Record<string, Json>> = {
  title: 'Consulta en el albergue',
  date_start: '2026-02',
  'country.MX': { listed: 0 },
  lead_organization: 'Casa del Camino',
  'objectives.7': { listed: 0 },
  consent_obtained: 'verbal',
};

test('a record is saved, packed, delivered and merged, each by its own receipt, over a letterbox and back', async () => {
  const box = await fakeLetterbox(URL_OF_BOX);
  const { secretariat, profile, enrolled } = await mechanism({ letterboxes: [box] });
  const ana = await enrolled('Ana');
  const id = await finished(ana);
  const stateOf = async () => (await ana.engine.record(id))?.row.state;
  expect(await stateOf()).toBe('saved');
  const { bundle } = await packed(ana, readerOf(profile));
  expect(await stateOf()).toBe('packed');
  expect(valueOf(await ana.engine.sendBundle(bundle, URL_OF_BOX))).toMatchObject({ state: 'stored' });
  await expect.poll(stateOf).toBe('delivered');
  expect((await ana.engine.handOver()).bundles[0]).toMatchObject({
    state: 'delivered',
    receipts: [{ kind: 'stored' }],
  });

  expect(valueOf(await secretariat.engine.fetchFrom(URL_OF_BOX))).toMatchObject([{ newRecords: 1, problem: null }]);
  await expect.poll(() => box.outTrays.size).toBe(1);
  expect(valueOf(await ana.engine.fetchFrom(URL_OF_BOX))).toMatchObject([{ bundle: null, receipts: 1 }]);
  expect(await stateOf()).toBe('merged');
  expect((await ana.engine.handOver()).waiting).toEqual([]);
  const again = await ana.again();
  expect((await again.engine.record(id))?.row.state).toBe('merged');
  valueOf(await again.engine.editRecord(id, { title: 'Corregido' }));
  valueOf(await again.engine.leaveRecord(id));
  expect((await again.engine.record(id))?.row.state).toBe('saved');
});

test('a letterbox that is not there is told, and receipts reach it when it is back', async () => {
  const box = await fakeLetterbox(URL_OF_BOX);
  const { secretariat, profile, enrolled } = await mechanism({ letterboxes: [box] });
  const ana = await enrolled('Ana');
  const id = await finished(ana);
  box.isReachable = false;
  const { bundle, bytes } = await packed(ana, readerOf(profile));
  expect(valueOf(await ana.engine.sendBundle(bundle, URL_OF_BOX))).toMatchObject({
    state: 'waiting',
    problem: { type: 'unreachable' },
  });
  expect((await ana.engine.record(id))?.row.state).toBe('packed');
  valueOf(await secretariat.engine.takeIn('stick.quipu', bytes));
  expect(errorOf(await secretariat.engine.fetchFrom(URL_OF_BOX))).toEqual({ type: 'unreachable' });
  box.isReachable = true;
  valueOf(await secretariat.engine.fetchFrom(URL_OF_BOX));
  await expect.poll(() => box.outTrays.size).toBe(1);
  valueOf(await ana.engine.fetchFrom(URL_OF_BOX));
  expect((await ana.engine.record(id))?.row.state).toBe('merged');
});

test('a file on a stick counts as handed over, and what is on it is packed again until it is confirmed', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const ana = await enrolled('Ana');
  const id = await finished(ana);
  const { bundle } = await packed(ana, readerOf(profile));
  const { name } = valueOf(await ana.engine.saveBundle(bundle)) ?? { name: '' };
  expect(name).toMatch(/^[0-9A-Z]{3}-[0-9A-Z]{3}\.quipu$/);
  expect((await ana.engine.record(id))?.row.state).toBe('delivered');
  const second = await packed(ana, readerOf(profile)); // the stick was lost
  expect(valueOf(await secretariat.engine.takeIn('x', second.bytes))).toMatchObject({ newRecords: 1 });
  valueOf(await ana.engine.takeIn('y', (await packed(secretariat, await deviceReader(secretariat, 'Ana'))).bytes));
  expect((await ana.engine.record(id))?.row.state).toBe('merged');
  expect(errorOf(await ana.engine.makeBundle({ reader: readerOf(profile) }))).toEqual({ type: 'nothingToPack' });
});

test('personal values never leave, and the preview says how many stay', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const ana = await enrolled('Ana');
  const id = valueOf(await ana.engine.beginRecord('consultation', 'es'));
  valueOf(await ana.engine.editRecord(id, { ...CONSULTATION, risks: 'Nombre y lugar de una persona' }));
  valueOf(await ana.engine.finishRecord(id));
  const preview = valueOf(await ana.engine.previewBundle({ reader: readerOf(profile) }));
  expect(preview).toMatchObject({ personalCells: 1, withheldCells: 0 });
  expect(preview.records.map((row) => row.id)).toEqual([id]);
  const ticket = valueOf(await ana.engine.makeBundle({ reader: readerOf(profile) }));
  expect(ticket.size).toBe(preview.size);
  valueOf(await secretariat.engine.takeIn('x', bytesOf(ana, ticket.bundle)));
  const there = (await secretariat.engine.record(id))?.cells.map(({ path }) => path) ?? [];
  expect(there).toContain('lead_organization');
  expect(there).not.toContain('risks');
  expect((await secretariat.engine.history(id))[0]?.withheld).toEqual(['personal']);
});

test('a level that was withheld goes with a later bundle, when its author no longer withholds it', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const ana = await enrolled('Ana');
  const reader = readerOf(profile);
  const id = valueOf(await ana.engine.beginRecord('consultation', 'es'));
  valueOf(await ana.engine.editRecord(id, { ...CONSULTATION, site: 'tapachula' }));
  valueOf(await ana.engine.finishRecord(id));
  const first = valueOf(await ana.engine.makeBundle({ reader, withhold: ['restricted'] }));
  valueOf(await secretariat.engine.takeIn('x', bytesOf(ana, first.bundle)));
  const pathsThere = async () => (await secretariat.engine.record(id))?.cells.map(({ path }) => path);
  expect(await pathsThere()).not.toContain('site');
  valueOf(await ana.engine.takeIn('y', (await packed(secretariat, await deviceReader(secretariat, 'Ana'))).bytes));
  const second = valueOf(await ana.engine.makeBundle({ reader }));
  expect(valueOf(await secretariat.engine.takeIn('z', bytesOf(ana, second.bundle)))).toMatchObject({
    changedRecords: 1,
  });
  expect(await pathsThere()).toContain('site');
  expect((await secretariat.engine.record(id))?.cells).toEqual((await ana.engine.record(id))?.cells);
});

test('what is not finished stays, and goes whole once it is; the chain there has no gap meanwhile', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const ana = await enrolled('Ana');
  const reader = readerOf(profile);
  const unfinished = await recorded(ana, { title: 'Sin terminar' });
  const done = await finished(ana);
  expect(valueOf(await ana.engine.previewBundle({ reader }))).toMatchObject({ unfinished: 1, records: [{ id: done }] });
  const report = valueOf(await secretariat.engine.takeIn('x', (await packed(ana, reader)).bytes));
  expect(report).toMatchObject({ newRecords: 1, held: [], missing: [] });
  expect(await secretariat.engine.record(unfinished)).toBeNull();
  valueOf(await ana.engine.takeIn('y', (await packed(secretariat, await deviceReader(secretariat, 'Ana'))).bytes));
  expect((await ana.engine.record(unfinished))?.row.state).toBe('draft');
  valueOf(await ana.engine.editRecord(unfinished, PRACTICE));
  valueOf(await ana.engine.finishRecord(unfinished));
  expect((await ana.engine.record(unfinished))?.row.state).toBe('saved');
  valueOf(await secretariat.engine.takeIn('z', (await packed(ana, reader)).bytes));
  expect((await secretariat.engine.record(unfinished))?.cells).toEqual((await ana.engine.record(unfinished))?.cells);
  expect(await secretariat.engine.history(unfinished)).toHaveLength(2);
});

test('a record without consent stays, and says so when it is asked for', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const ana = await enrolled('Ana');
  const reader = readerOf(profile);
  const id = valueOf(await ana.engine.beginRecord('consultation', 'es'));
  valueOf(await ana.engine.editRecord(id, { ...CONSULTATION, consent_obtained: 'not_obtained' }));
  valueOf(await ana.engine.finishRecord(id));
  expect(errorOf(await ana.engine.makeBundle({ reader }))).toEqual({ type: 'nothingToPack' });
  expect(errorOf(await ana.engine.makeBundle({ reader, records: [id] }))).toEqual({
    type: 'consentBlocks',
    records: [id],
  });
  await finished(ana);
  expect(valueOf(await ana.engine.previewBundle({ reader }))).toMatchObject({
    keptHere: 1,
    records: [{ kind: 'practice' }],
  });
  valueOf(await secretariat.engine.takeIn('x', (await packed(ana, reader)).bytes));
  expect((await secretariat.engine.list({})).rows.map(({ kind }) => kind)).toEqual(['practice']);
});

test('only the chosen records go with their content', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const ana = await enrolled('Ana');
  const reader = readerOf(profile);
  const [one, other] = [await finished(ana), await finished(ana, { ...PRACTICE, title: 'Otra' })];
  const ticket = valueOf(await ana.engine.makeBundle({ reader, records: [one] }));
  valueOf(await secretariat.engine.takeIn('x', bytesOf(ana, ticket.bundle)));
  expect((await secretariat.engine.list({})).rows.map(({ id }) => id)).toEqual([one]);
  expect([(await ana.engine.record(one))?.row.state, (await ana.engine.record(other))?.row.state]).toEqual([
    'packed',
    'saved',
  ]);
});

test('the draft of a finished record goes along, signed when it is packed', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const ana = await enrolled('Ana');
  const id = await finished(ana);
  valueOf(await ana.engine.editRecord(id, { title: 'Último minuto' }));
  valueOf(await secretariat.engine.takeIn('x', (await packed(ana, readerOf(profile))).bytes));
  expect((await secretariat.engine.record(id))?.row.title).toBe('Último minuto');
  expect((await ana.engine.record(id))?.hasDraft).toBe(false);
});

test('a coordinator passes on what others wrote with their signatures, and the receipts for them back', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const ana = await enrolled('Ana', 'Red del Sur');
  const coordinator = await enrolled('Coordinación', 'Red del Sur', 'coordinator');
  const id = await finished(ana);
  // Ana's stick is for the secretariat; the coordinator's own copy comes back from there.
  valueOf(await secretariat.engine.takeIn('x', (await packed(ana, readerOf(profile))).bytes));
  valueOf(
    await coordinator.engine.takeIn(
      'y',
      (await packed(secretariat, await deviceReader(secretariat, 'Coordinación'))).bytes,
    ),
  );
  expect((await coordinator.engine.record(id))?.row).toMatchObject({ fromOthers: true, title: PRACTICE['title'] });
  valueOf(await coordinator.engine.editRecord(id, { title: 'Revisado' }));
  valueOf(await coordinator.engine.leaveRecord(id));
  const onward = await packed(coordinator, await deviceReader(coordinator, 'Ana'));
  expect(valueOf(await ana.engine.takeIn('z', onward.bytes))).toMatchObject({
    problem: null,
    receipts: 1,
    changedRecords: 1,
    held: [],
  });
  expect((await ana.engine.record(id))?.row).toMatchObject({ title: 'Revisado', state: 'merged' });
  expect((await ana.engine.record(id))?.authors.map(({ name }) => name).sort()).toEqual(['Ana', 'Coordinación']);
});

test('a receiver that lost what it had confirmed asks for exactly that, and gets it with the next bundle', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const ana = await enrolled('Ana');
  const reader = readerOf(profile);
  const early = await finished(ana);
  const first = await packed(ana, reader);
  valueOf(await secretariat.engine.takeIn('uno', first.bytes));
  const passOn = async (from: Laptop) => packed(from, await deviceReader(from, 'Ana'));
  valueOf(await ana.engine.takeIn('recibo', (await passOn(secretariat)).bytes));

  await secretariat.engine.close();
  await deleteDatabase(secretariat.profile);
  secretariat.fake.bundles.delete(first.bundle); // the disk lost both
  const office = await secretariat.again();
  expect(office.report.rebuilt).toMatchObject({ cause: 'emptied', missing: 2 });
  const late = await finished(ana, { ...PRACTICE, title: 'Después' });
  const report = valueOf(await office.engine.takeIn('dos', (await packed(ana, reader)).bytes));
  expect(report.missing).toMatchObject([{ author: { name: 'Ana' }, from: 1, to: 2 }]);
  expect(await office.engine.record(late)).toBeNull();

  valueOf(await ana.engine.takeIn('solicitud', (await passOn(office)).bytes));
  valueOf(await office.engine.takeIn('tres', (await packed(ana, reader)).bytes));
  expect((await office.engine.list({ sort: 'title' })).rows.map(({ id }) => id)).toEqual([late, early]);
  expect((await office.engine.inbox()).missing).toEqual([]);
});
