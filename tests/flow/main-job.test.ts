// The main job without a window: recorded, finished, packed, taken in, in conflict, decided, confirmed, seen.

import { expect, test } from 'vitest';
import {
  deviceReader,
  enrol,
  errorOf,
  finished,
  laptop,
  mechanism,
  packed,
  PRACTICE,
  readerOf,
  valueOf,
} from './laptops.ts';

test('what two laptops recorded is taken in, its conflict decided, and both see what arrived', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const reader = readerOf(profile);
  const ana = await enrolled('Ana');
  const luz = await enrolled('Luz');

  const id = await finished(ana);
  expect((await ana.engine.record(id))?.row.state).toBe('saved');
  const first = await packed(ana, reader);
  expect((await ana.engine.record(id))?.row.state).toBe('packed');
  const report = valueOf(await secretariat.engine.takeIn('ana.quipu', first.bytes));
  expect(report).toMatchObject({
    problem: null,
    records: 1,
    newRecords: 1,
    changedRecords: 0,
    held: [],
    refused: [],
    missing: [],
  });
  expect((await secretariat.engine.record(id))?.cells).toEqual((await ana.engine.record(id))?.cells);

  // The secretariat passes the record on to Luz, whose change then meets Ana's.
  const onward = await packed(secretariat, await deviceReader(secretariat, 'Luz'));
  expect(valueOf(await luz.engine.takeIn('secretaria.quipu', onward.bytes))).toMatchObject({
    problem: null,
    newRecords: 1,
  });
  valueOf(await luz.engine.editRecord(id, { title: 'Título de Luz' }));
  valueOf(await luz.engine.leaveRecord(id));
  valueOf(await ana.engine.editRecord(id, { title: 'Título de Ana' }));
  valueOf(await ana.engine.leaveRecord(id));
  for (const laptop of [ana, luz]) {
    expect(valueOf(await secretariat.engine.takeIn('x', (await packed(laptop, reader)).bytes)).problem).toBeNull();
  }
  const [conflict] = (await secretariat.engine.inbox()).conflicts;
  expect(conflict).toMatchObject({ cell: 'title', row: { id, conflicts: 1 } });
  const sides = await secretariat.engine.conflict(id, 'title');
  expect(sides?.base).toBe('Orientación a familias recién llegadas');
  expect(sides?.sides.map(({ value }) => value).sort()).toEqual(['Título de Ana', 'Título de Luz']);
  expect(sides?.sides.map(({ author }) => author.name).sort()).toEqual(['Ana', 'Luz']);

  const seen = sides?.live ?? [];
  valueOf(await secretariat.engine.decideConflicts([{ record: id, cell: 'title', value: 'Título decidido', seen }]));
  expect((await secretariat.engine.inbox()).conflicts).toEqual([]);

  const back = await packed(secretariat, await deviceReader(secretariat, 'Ana'));
  expect(valueOf(await ana.engine.takeIn('vuelta.quipu', back.bytes))).toMatchObject({
    problem: null,
    receipts: 2,
    changedRecords: 1,
  });
  const view = await ana.engine.record(id);
  expect(view?.row).toMatchObject({ title: 'Título decidido', state: 'merged', conflicts: 0 });
  expect((await ana.engine.handOver()).bundles.map(({ state }) => state)).toEqual(['merged', 'merged']);
  expect((await ana.engine.today()).receipts.map(({ kind }) => kind)).toEqual(['merged', 'merged']);
  expect((await ana.engine.history(id)).at(-1)).toMatchObject({
    author: { name: 'Oficina' },
    changes: [{ path: 'title', after: 'Título decidido' }],
  });
});

test('a bundle taken in twice changes nothing, and says so', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const ana = await enrolled('Ana');
  const id = await finished(ana);
  const { bytes } = await packed(ana, readerOf(profile));
  valueOf(await secretariat.engine.takeIn('uno.quipu', bytes));
  const before = await secretariat.engine.history(id);
  const inbox = await secretariat.engine.inbox();
  const again = valueOf(await secretariat.engine.takeIn('dos.quipu', bytes));
  expect(again).toMatchObject({
    problem: null,
    records: 1,
    newRecords: 0,
    changedRecords: 0,
    sameRecords: 1,
    held: [],
  });
  expect(await secretariat.engine.history(id)).toEqual(before);
  expect((await secretariat.engine.inbox()).takenIn).toEqual(inbox.takenIn);
  expect((await secretariat.engine.activity(0, 50)).entries[0]).toMatchObject({ type: 'takenInAgain' });
});

test('a device that belongs to no mechanism records at once, and joining later hands all of it over', async () => {
  const { secretariat, profile } = await mechanism();
  const ana = await laptop();
  const id = await finished(ana);
  const before = await ana.engine.record(id);
  expect(errorOf(await ana.engine.makeBundle({ reader: readerOf(profile) }))).toEqual({ type: 'noMechanism' });
  await enrol(secretariat, ana, profile, 'Ana', 'Casa del Camino');
  expect((await ana.engine.record(id))?.cells).toEqual(before?.cells);
  const { bytes } = await packed(ana, readerOf(profile));
  expect(valueOf(await secretariat.engine.takeIn('x', bytes))).toMatchObject({
    newRecords: 1,
    held: [],
    from: { name: 'Ana' },
  });
});

test('changesets of somebody nobody vouches for are held, counted, passed on, and admitted when somebody does', async () => {
  const { secretariat, profile } = await mechanism();
  const ana = await laptop();
  const id = await finished(ana);
  valueOf(await ana.engine.joinMechanism(JSON.stringify(profile)));
  const { bytes } = await packed(ana, readerOf(profile));
  const report = valueOf(await secretariat.engine.takeIn('x', bytes));
  expect(report.held.map(({ reason }) => reason.type)).toEqual(['unknownAuthor', 'unknownAuthor']);
  expect(await secretariat.engine.record(id)).toBeNull();
  expect((await secretariat.engine.today()).counts.held).toBe(2);
  const card = valueOf(await ana.engine.makeCard('Ana'));
  valueOf(await secretariat.engine.enrolDevice(card, 'recorder', 'Casa del Camino'));
  expect((await secretariat.engine.today()).counts.held).toBe(0);
  expect((await secretariat.engine.record(id))?.row.title).toBe(PRACTICE['title']);
});
