// Consent that is taken back: wherever the record went, it is erased from everything a device has, its signatures hold,
// and it does not come back, whatever comes in which order and whatever is cut short.

import { expect, test } from 'vitest';
import { bytesToText, textToBytes } from '#shared/base/bytes.ts';
import type { RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import type { CallName } from '#shared/wire/ipc.ts';
import { ERASURE } from '#renderer/engine/shelf-names.ts';
import { deleteDatabase } from '#renderer/store/whole-databases.ts';
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
  recordsOf,
  take,
  valueOf,
} from './laptops.ts';
import { tracesOf } from './traces.ts';

const MARK = 'SEMILLAROJA';
const MARKED = { ...PRACTICE, title: `${MARK} título`, summary: `Lo que contó ${MARK} aquella tarde.` };

/** Ana's record and another one of hers, both with the secretariat. */
async function handedOver() {
  const made = await mechanism();
  const ana = await made.enrolled('Ana');
  const record = await finished(ana, MARKED);
  const other = await finished(ana, { ...PRACTICE, title: 'Otra práctica' });
  const first = (await packed(ana, readerOf(made.profile))).bytes;
  await take(made.secretariat, first);
  return { ...made, ana, record, other, first };
}

async function withdrawn(from: Laptop, record: RecordId, reader: string): Promise<Uint8Array> {
  valueOf(await from.engine.withdrawRecord(record, null));
  return (await packed(from, reader)).bytes;
}

test('what was taken back is in no place of the author any more, and nothing can be written in it', async () => {
  const { ana, record, other, profile } = await handedOver();
  expect(await tracesOf(ana, MARK)).not.toEqual([]);
  valueOf(await ana.engine.withdrawRecord(record, null));
  expect(await tracesOf(ana, MARK)).toEqual([]);
  expect([...ana.fake.bundles.values()].map(({ origin }) => origin)).not.toContain('packed'); // sealed, and erased whole
  expect(errorOf(await ana.engine.editRecord(record, { title: 'x' }))).toEqual({ type: 'recordWithdrawn' });
  expect((await ana.engine.record(record))?.row).toMatchObject({ deleted: true, withdrawn: true, title: '' });
  expect((await ana.engine.record(other))?.row.title).toBe('Otra práctica');
  expect((await ana.engine.list({ text: MARK })).total).toBe(0);
  expect((await ana.engine.bin()).total).toBe(0);
  expect((await ana.engine.handOver()).waiting.map(({ id }) => id)).toContain(record);
  expect(await packed(ana, readerOf(profile))).toBeDefined();
});

test('it is erased at the secretariat too; the chain stays whole and the next bundle builds on it', async () => {
  const { ana, secretariat, record, other, profile } = await handedOver();
  await take(secretariat, await withdrawn(ana, record, readerOf(profile)));
  expect(await tracesOf(secretariat, MARK)).toEqual([]);
  expect((await secretariat.engine.record(record))?.row).toMatchObject({ withdrawn: true, title: '' });
  expect((await secretariat.engine.record(other))?.row.title).toBe('Otra práctica');
  const third = await finished(ana, { ...PRACTICE, title: 'Tercera' });
  await take(secretariat, (await packed(ana, readerOf(profile))).bytes);
  expect((await secretariat.engine.record(third))?.row.title).toBe('Tercera');
  expect(await secretariat.engine.inbox()).toMatchObject({ held: [], missing: [], forked: [] });
});

test('what was erased is noted once: the same bundle again does not look at it anew', async () => {
  const { ana, secretariat, record, profile } = await handedOver();
  const bundle = await withdrawn(ana, record, readerOf(profile));
  await take(secretariat, bundle);
  const noted = (): number =>
    secretariat.fake.journal.filter((entry) => bytesToText(entry)?.includes(ERASURE) === true).length;
  const before = noted();
  expect(before).toBeGreaterThan(0);
  await take(secretariat, bundle);
  expect(noted()).toBe(before);
});

test('the store that is rebuilt afterwards is the same, byte for byte, and has no trace either', async () => {
  const { ana, secretariat, record, profile } = await handedOver();
  await take(secretariat, await withdrawn(ana, record, readerOf(profile)));
  for (const device of [ana, secretariat]) {
    await device.engine.close();
    const before = await recordsOf(device);
    await deleteDatabase(device.profile);
    const again = await device.again();
    await again.engine.close();
    expect(await recordsOf(again)).toEqual(before);
    expect(await tracesOf(again, MARK)).toEqual([]);
  }
});

test('the same bundle on another stick, or a late one by another courier, does not bring it back', async () => {
  const { ana, secretariat, record, profile, first } = await handedOver();
  const late = (await packed(ana, readerOf(profile))).bytes;
  await take(secretariat, await withdrawn(ana, record, readerOf(profile)));
  for (const bytes of [first, late, first]) {
    await take(secretariat, bytes);
    expect(await tracesOf(secretariat, MARK)).toEqual([]);
  }
  await secretariat.engine.close();
  const before = await recordsOf(secretariat);
  await deleteDatabase(secretariat.profile);
  const again = await secretariat.again();
  expect(await tracesOf(again, MARK)).toEqual([]);
  await again.engine.close();
  expect(await recordsOf(again)).toEqual(before);
});

test('a withdrawal that comes before what it is about is heeded when that comes', async () => {
  const made = await mechanism();
  const ana = await made.enrolled('Ana');
  const record = await finished(ana, MARKED);
  const first = (await packed(ana, readerOf(made.profile))).bytes;
  await take(made.secretariat, await withdrawn(ana, record, readerOf(made.profile)));
  await take(made.secretariat, first);
  expect(await tracesOf(made.secretariat, MARK)).toEqual([]);
  expect((await made.secretariat.engine.record(record))?.row).toMatchObject({ withdrawn: true });
});

const STEPS: readonly CallName[] = ['journalAppend', 'journalRewrite', 'bundleErase', 'bundleKeep', 'vaultSign'];
type Place = 'author' | 'secretariat';

/** An author has taken nothing in; a secretariat has packed nothing with it. */
const isIdle = (place: Place, step: CallName): boolean =>
  place === 'author' ? step === 'bundleKeep' : step === 'bundleErase' || step === 'journalRewrite';

/** Where consent is taken back, or heard of; and what does it there. */
async function atPlace(place: Place) {
  const made = await handedOver();
  const { ana, secretariat, record, profile } = made;
  if (place === 'author') return { ...made, device: ana, act: (on: Laptop) => on.engine.withdrawRecord(record, null) };
  const bytes = await withdrawn(ana, record, readerOf(profile));
  return { ...made, device: secretariat, act: (on: Laptop) => on.engine.takeIn('x', bytes) };
}

const callsOf = ({ fake }: Laptop, step: CallName): number => fake.calls.filter((name) => name === step).length;

test.each(
  (['author', 'secretariat'] as const).flatMap((place) =>
    STEPS.filter((step) => !isIdle(place, step)).map((step): [Place, CallName] => [place, step]),
  ),
)('a kill at the %s at any %s is finished at the next opening', async (place, step) => {
  const clean = await atPlace(place);
  clean.device.fake.calls.length = 0;
  expect(await clean.act(clean.device)).toMatchObject({ ok: true });
  const count = callsOf(clean.device, step);
  for (let spared = 0; spared < count; spared++) {
    for (const type of ['killedBefore', 'killedAfter'] as const) {
      const { device, act, record } = await atPlace(place);
      device.fake.calls.length = 0;
      for (let each = 0; each < spared; each++) device.fake.intercept(step, { type: 'later', than: Promise.resolve() });
      device.fake.intercept(step, { type });
      void act(device);
      await expect.poll(() => callsOf(device, step)).toBeGreaterThan(spared);
      device.fake.clear();
      const again = await device.again();
      const isHeard = (await again.engine.record(record))?.row.withdrawn === true;
      if (isHeard) expect(await tracesOf(again, MARK)).toEqual([]); // by itself
      expect(await act(again)).toMatchObject({ ok: true });
      expect(await tracesOf(again, MARK)).toEqual([]);
    }
  }
  expect(count).toBeGreaterThan(0);
});

test('only who wrote in it, who speaks for them, or the secretariat may take it back', async () => {
  const { ana, secretariat, record, profile, enrolled } = await handedOver();
  const luis = await enrolled('Luis');
  const coordinator = await enrolled('Rosa', 'Casa Ana', 'coordinator');
  for (const device of [luis, coordinator]) {
    const reader = await deviceReader(secretariat, device === luis ? 'Luis' : 'Rosa');
    await take(device, (await packed(secretariat, reader)).bytes);
  }
  expect(errorOf(await luis.engine.withdrawRecord(record, null))).toEqual({ type: 'mayNotWithdraw' });
  await take(secretariat, await withdrawn(coordinator, record, readerOf(profile)));
  expect(await tracesOf(secretariat, MARK)).toEqual([]);
  expect((await ana.engine.record(record))?.row.withdrawn).toBeUndefined();
});

test('some cells alone are taken back: what else was said with them stays', async () => {
  const { ana, secretariat, record, profile } = await handedOver();
  valueOf(await ana.engine.withdrawRecord(record, ['title', 'summary']));
  await take(secretariat, (await packed(ana, readerOf(profile))).bytes);
  for (const device of [ana, secretariat]) {
    expect(await tracesOf(device, MARK)).toEqual([]);
    const cells = new Map((await device.engine.record(record))?.cells.map(({ path, value }) => [path, value]));
    expect(cells.get('main_implementer')).toBe(PRACTICE['main_implementer']);
    expect(cells.has('title')).toBe(false);
    expect((await device.engine.record(record))?.row).toMatchObject({ deleted: false, finished: true, conflicts: 0 });
  }
});

test('who erased says so, signed; the author sees who has confirmed, who has not, and since when', async () => {
  const { ana, secretariat, record, profile, enrolled } = await handedOver();
  const rosa = await enrolled('Rosa', 'Casa Ana', 'coordinator');
  valueOf(
    await ana.engine.acceptCredentials(
      valueOf(
        await secretariat.engine.enrolDevice(valueOf(await rosa.engine.makeCard('Rosa')), 'coordinator', 'Casa Ana'),
      ),
    ),
  );
  const toRosa = valueOf(await ana.engine.makeBundle({ reader: await deviceReader(ana, 'Rosa') }));
  await ana.engine.saveBundle(toRosa.bundle);
  await take(rosa, bytesOf(ana, toRosa.bundle));
  const toAll = valueOf(await ana.engine.makeBundle({ reader: readerOf(profile) }));
  await ana.engine.saveBundle(toAll.bundle);
  await take(secretariat, await withdrawn(ana, record, readerOf(profile)));
  const waiting = (await ana.engine.record(record))?.withdrawal;
  expect(waiting).toMatchObject({ heeded: [{ cells: null, by: { isThisDevice: true } }], confirmed: [] });
  expect(waiting?.erasedAt).not.toBeNull();
  expect(waiting?.waiting.map(({ reader }) => reader.split(' ')[0])).toEqual([expect.any(String), expect.any(String)]);
  await take(ana, (await packed(secretariat, await deviceReader(secretariat, 'Ana'))).bytes);
  const heard = (await ana.engine.record(record))?.withdrawal;
  expect(heard?.confirmed.map(({ device }) => device.name)).toEqual(['Oficina']);
  expect(heard?.waiting.map(({ reader }) => reader)).toEqual(['Rosa · Casa Ana']);
  // Rosa, who has it too, hears of it from the secretariat, and her word comes back by the same road.
  await take(rosa, (await packed(secretariat, await deviceReader(secretariat, 'Rosa'))).bytes);
  expect(await tracesOf(rosa, MARK)).toEqual([]);
  await take(secretariat, (await packed(rosa, readerOf(profile))).bytes);
  await take(ana, (await packed(secretariat, await deviceReader(secretariat, 'Ana'))).bytes);
  expect((await ana.engine.record(record))?.withdrawal).toMatchObject({ waiting: [] });
});

test('a table that was made of it says so when it is checked', async () => {
  const { ana, secretariat, record, profile } = await handedOver();
  const saved = valueOf(await secretariat.engine.exportTable({}, 'csv'));
  const bytes = secretariat.fake.saved.get(saved?.name ?? '');
  const beside = secretariat.fake.beside.get(saved?.name ?? '');
  if (bytes === undefined || beside === undefined) throw new Error('nothing was saved');
  secretariat.fake.report = { name: saved?.name ?? '', bytes, beside };
  expect(valueOf(await secretariat.engine.checkReport())).toMatchObject({ type: 'unchanged' });
  await take(secretariat, await withdrawn(ana, record, readerOf(profile)));
  expect(valueOf(await secretariat.engine.checkReport())).toMatchObject({
    type: 'withdrawn',
    withdrawn: [{ id: record, title: '' }],
  });
});

test('its attachments are erased with it, also one that comes late in a bundle of its own', async () => {
  const made = await mechanism();
  const { secretariat, profile } = made;
  const ana = await made.enrolled('Ana');
  const file = valueOf(await ana.engine.attachFile({ name: 'nota.txt', bytes: textToBytes(`Apuntes ${MARK}.`) }, {}));
  const record = await finished(ana, { ...PRACTICE, 'attachments.e0001': file as object as Json });
  const ticket = valueOf(await ana.engine.makeBundle({ reader: readerOf(profile) }));
  const bundles = [ticket.bundle, ...ticket.more].map((id) => bytesOf(ana, id));
  expect(bundles).toHaveLength(2);
  for (const bytes of bundles) await take(secretariat, bytes);
  for (const device of [ana, secretariat]) expect(device.fake.blobs.size).toBe(1);
  await take(secretariat, await withdrawn(ana, record, readerOf(profile)));
  for (const bytes of [...bundles].reverse()) await take(secretariat, bytes);
  for (const device of [ana, secretariat]) {
    expect(device.fake.blobs.size).toBe(0);
    expect(await tracesOf(device, MARK)).toEqual([]);
  }
});
