// Whom a device trusts changes over time; what was taken in follows, the same for every order.

import { expect, test } from 'vitest';
import {
  deviceReader,
  enrol,
  finished,
  laptop,
  mechanism,
  packed,
  PRACTICE,
  readerOf,
  recordsOf,
  valueOf,
} from './laptops.ts';

test('of who is revoked, what came before stays good and what comes after is held, for everybody who hears of it', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const ana = await enrolled('Ana');
  const luz = await enrolled('Luz');
  const reader = readerOf(profile);
  const early = await finished(ana);
  valueOf(await secretariat.engine.takeIn('x', (await packed(ana, reader)).bytes));
  const late = await finished(ana, { ...PRACTICE, title: 'Después' });
  const all = await packed(ana, reader);
  valueOf(await secretariat.engine.revokeDevice(ana.fake.unlock().device.kid, 'robada'));
  const report = valueOf(await secretariat.engine.takeIn('y', all.bytes));
  expect(report.held.map(({ reason }) => reason.type)).toEqual(['revoked', 'revoked']);
  expect(await secretariat.engine.record(late)).toBeNull();
  expect((await secretariat.engine.record(early))?.row.title).toBe(PRACTICE['title']);
  expect((await secretariat.engine.authors({})).authors.find(({ name }) => name === 'Ana')).toMatchObject({
    revoked: true,
  });
  valueOf(await luz.engine.takeIn('z', (await packed(secretariat, await deviceReader(secretariat, 'Luz'))).bytes));
  expect((await luz.engine.list({})).rows.map(({ id }) => id)).toEqual([early]);
  expect((await luz.engine.authors({})).authors.find(({ name }) => name === 'Ana')).toMatchObject({ revoked: true });
});

test('a roster that comes after what it revokes takes that back into what is held, and a rebuilt store is the same', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const office = await enrolled('Archivo', 'Secretaría', 'secretariat');
  const ana = await enrolled('Ana');
  const early = await finished(ana);
  valueOf(await secretariat.engine.takeIn('a', (await packed(ana, readerOf(profile))).bytes));
  const passOn = async (to: typeof ana, name: string) =>
    valueOf(await to.engine.takeIn(name, (await packed(secretariat, await deviceReader(secretariat, name))).bytes));
  await passOn(ana, 'Ana'); // who now knows of the second office
  await passOn(office, 'Archivo');
  const late = await finished(ana, { ...PRACTICE, title: 'Después' });
  valueOf(await ana.engine.editRecord(early, { title: 'Cambiado después' }));
  valueOf(await ana.engine.leaveRecord(early));
  valueOf(await office.engine.takeIn('b', (await packed(ana, await deviceReader(ana, 'Archivo'))).bytes));
  expect((await office.engine.record(early))?.row.title).toBe('Cambiado después');

  // The secretariat never saw what came late: it revokes from what it knows.
  valueOf(await secretariat.engine.revokeDevice(ana.fake.unlock().device.kid, 'robada'));
  await finished(secretariat, { ...PRACTICE, title: 'De la oficina' });
  await passOn(office, 'Archivo');
  expect((await office.engine.record(early))?.row.title).toBe(PRACTICE['title']);
  expect(await office.engine.record(late)).toBeNull();
  const { held } = await office.engine.inbox();
  expect(held.map(({ reason, count }) => [reason.type, count])).toEqual([['revoked', 3]]);
  expect((await office.engine.list({ text: 'después' })).total).toBe(0);

  const seen = await office.engine.list({ sort: 'title' });
  expect(seen.total).toBe(2);
  await office.engine.close();
  const records = await recordsOf(office);
  office.fake.highWater = { changesets: 999, records: 999 };
  const again = await office.again();
  expect(again.report.rebuilt?.cause).toBe('behind');
  expect(await again.engine.list({ sort: 'title' })).toEqual(seen);
  expect((await again.engine.inbox()).held).toEqual(held);
  await again.engine.close();
  expect(await recordsOf(again)).toEqual(records);
});

test('the secretariat knows its own, enrols others under their organisation, and counts what it heard from each', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const ana = await enrolled('Ana', 'Casa del Camino');
  await enrolled('Archivo', 'Secretaría', 'secretariat');
  await finished(ana);
  valueOf(await secretariat.engine.takeIn('x', (await packed(ana, readerOf(profile))).bytes));
  const view = await secretariat.engine.trust();
  expect(view).toMatchObject({
    isSecretariat: true,
    mechanism: profile.id,
    self: { organisation: 'Secretaría', name: 'Oficina' },
  });
  const known = (await secretariat.engine.authors({})).authors;
  const authors = known.map(({ name, organisation, changesets }) => [name, organisation, changesets] as const);
  expect(authors.toSorted(([a], [b]) => a.localeCompare(b))).toEqual([
    ['Ana', 'Casa del Camino', 2],
    ['Archivo', 'Secretaría', 0],
    ['Oficina', 'Secretaría', 0],
  ]);
  expect(known.find(({ name }) => name === 'Ana')?.lastHeard).toBe('2026-03-01T12:00:00.000Z');
  expect(await ana.engine.trust()).toMatchObject({
    isSecretariat: false,
    self: { name: 'Ana', organisation: 'Casa del Camino' },
  });
});

test('a name that is taken for one already there is told of with its key before anybody signs, and is not refused', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const ana = await enrolled('Ana', 'Casa de Paso');
  const { kid } = ana.fake.unlock().device;
  const twinsOf = (device: string | null, organisation: string, isOwnKey = false, of: typeof kid | null = null) =>
    secretariat.engine.twins({ kid: of, device, organisation, isOwnKey });
  const found = { kid, name: 'Ana', organisation: 'Casa de Paso' };
  expect(await twinsOf('ANÁ', 'Casa de Paso')).toEqual([{ ...found, what: 'device', isSame: false }]);
  expect(await twinsOf('Ana', 'Casa de Paso')).toEqual([{ ...found, what: 'device', isSame: true }]);
  expect(await twinsOf(null, 'casa de paso')).toEqual([{ ...found, what: 'organisation', isSame: false }]);
  expect(await twinsOf(null, 'Casa de Paso', true)).toEqual([{ ...found, what: 'organisation', isSame: true }]);
  expect(await twinsOf('Ana', 'Casa de Paso', false, kid)).toEqual([]);
  expect(await twinsOf('Ana', 'Otra casa')).toEqual([]);
  const twin = await laptop();
  await enrol(secretariat, twin, profile, 'Aná', 'Casa de Paso');
  expect((await secretariat.engine.authors({ text: 'Casa de Paso' })).total).toBe(2);
});

test('a profile can be read again with another letterbox, and nothing else is lost', async () => {
  const { profile, enrolled } = await mechanism();
  const ana = await enrolled('Ana');
  const id = await finished(ana);
  const letterboxes = [{ name: 'Nuevo', url: 'https://nuevo.example' }];
  valueOf(await ana.engine.joinMechanism(JSON.stringify({ ...profile, letterboxes })));
  expect((await ana.engine.handOver()).letterboxes).toEqual(letterboxes);
  expect((await ana.engine.trust()).self?.name).toBe('Ana');
  expect((await ana.engine.record(id))?.row.title).toBe(PRACTICE['title']);
});

test('a device that nobody enrolled keeps its name on its card and is no author', async () => {
  const device = await laptop();
  valueOf(await device.engine.makeCard('Portátil 4'));
  expect(await device.engine.trust()).toMatchObject({
    profile: null,
    self: null,
    device: { name: 'Portátil 4' },
  });
  expect(await device.engine.authors({})).toEqual({ total: 0, authors: [], unknown: [], unknownTotal: 0 });
});
