// Consent taken back to a part of a record: to answers, to one file of several; by whoever may and by whoever may not;
// more than once; and by a person whose laptop was lost.

import { expect, test } from 'vitest';
import { textToBytes } from '#shared/base/bytes.ts';
import type { RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { EMPTY_CONTENT, encodeBundle } from '#shared/bundle/encode.ts';
import { WITHDRAWN_CELL } from '#shared/log/change.ts';
import { signChangeset } from '#shared/log/changeset.ts';
import type { MechanismProfile } from '#shared/log/profile.ts';
import { vaultSigner } from '#renderer/engine/session.ts';
import {
  bytesOf,
  deviceReader,
  enrol,
  errorOf,
  finished,
  type Laptop,
  mechanism,
  packed,
  PRACTICE,
  readerOf,
  recorded,
  restored,
  take,
  valueOf,
} from './laptops.ts';
import { tracesOf } from './traces.ts';

const MARK = 'SEMILLAROJA';
const MARKED = { ...PRACTICE, summary: `Lo que contó ${MARK} aquella tarde.` };

const valuesIn = async ({ engine }: Laptop, record: RecordId): Promise<ReadonlyMap<string, Json>> =>
  new Map((await engine.record(record))?.cells.map(({ path, value }) => [path, value]));

/** To the secretariat; what it packs goes back. */
async function carry(from: Laptop, secretariat: Laptop, profile: MechanismProfile): Promise<void> {
  await take(secretariat, (await packed(from, readerOf(profile))).bytes);
}

async function bring(secretariat: Laptop, to: Laptop, name: string): Promise<void> {
  await take(to, (await packed(secretariat, await deviceReader(secretariat, name))).bytes);
}

/** Ana's record, in which Luis of another organisation corrected the summary. */
async function corrected(words = `Corregido por ${MARK}.`) {
  const made = await mechanism();
  const { secretariat, profile } = made;
  const [ana, luis] = [await made.enrolled('Ana'), await made.enrolled('Luis')];
  const record = await finished(ana, { ...PRACTICE, summary: 'Como lo contó Ana.' });
  await carry(ana, secretariat, profile);
  await bring(secretariat, luis, 'Luis');
  valueOf(await luis.engine.editRecord(record, { summary: words }));
  valueOf(await luis.engine.leaveRecord(record));
  await carry(luis, secretariat, profile);
  return { ...made, ana, luis, record };
}

test('one file of two is taken back, with its name and content; the other stays, and another can be added', async () => {
  const made = await mechanism();
  const { secretariat, profile } = made;
  const ana = await made.enrolled('Ana');
  const attach = async (name: string, text: string): Promise<Json> =>
    valueOf(await ana.engine.attachFile({ name, bytes: textToBytes(text) }, {})) as object as Json;
  const record = await finished(ana, {
    ...PRACTICE,
    'attachments.e0001': await attach(`${MARK}.txt`, `Apuntes ${MARK}.`),
    'attachments.e0002': await attach('lista.txt', 'Otra cosa.'),
  });
  const ticket = valueOf(await ana.engine.makeBundle({ reader: readerOf(profile) }));
  for (const id of [ticket.bundle, ...ticket.more]) await take(secretariat, bytesOf(ana, id));
  valueOf(await ana.engine.withdrawRecord(record, ['attachments.e0001']));
  await carry(ana, secretariat, profile);
  for (const device of [ana, secretariat]) {
    expect(await tracesOf(device, MARK)).toEqual([]);
    expect(device.fake.blobs.size).toBe(1);
    const values = await valuesIn(device, record);
    expect([values.has('attachments.e0001'), values.has('attachments.e0002')]).toEqual([false, true]);
    expect(values.get('title')).toBe(PRACTICE['title']);
  }
  valueOf(await ana.engine.editRecord(record, { 'attachments.e0003': await attach('otra.txt', 'Nueva.') }));
  valueOf(await ana.engine.leaveRecord(record));
});

test('what else is being written stays; the answer is not written again, and nobody is asked for it', async () => {
  const made = await mechanism();
  const ana = await made.enrolled('Ana');
  const record = await recorded(ana, MARKED);
  valueOf(await ana.engine.editRecord(record, { title: 'Otro título', summary: `${MARK} otra vez` }));
  valueOf(await ana.engine.withdrawRecord(record, ['summary']));
  expect(await tracesOf(ana, MARK)).toEqual([]);
  expect((await valuesIn(ana, record)).get('title')).toBe('Otro título');
  const view = await ana.engine.record(record);
  expect([view?.closed, view?.problems.map(({ path }) => path)]).toEqual([['summary'], []]);
  expect(errorOf(await ana.engine.editRecord(record, { summary: 'x' }))).toEqual({ type: 'answerWithdrawn' });
  valueOf(await ana.engine.editRecord(record, { title: 'El último' }));
  valueOf(await ana.engine.finishRecord(record));
});

test('whoever only wrote in a record takes back their own words; what its author wrote comes back, and stays', async () => {
  const { luis, secretariat, profile, record } = await corrected();
  expect(await tracesOf(secretariat, MARK)).not.toEqual([]);
  expect(await luis.engine.record(record)).toMatchObject({ mayWithdraw: false, withdrawable: ['summary'] });
  expect(errorOf(await luis.engine.withdrawRecord(record, null))).toEqual({ type: 'mayNotWithdraw' });
  expect(errorOf(await luis.engine.withdrawRecord(record, ['title']))).toEqual({ type: 'mayNotWithdraw' });
  valueOf(await luis.engine.withdrawRecord(record, ['summary'], 'Me lo pidieron'));
  await carry(luis, secretariat, profile);
  for (const device of [luis, secretariat]) {
    expect(await tracesOf(device, MARK)).toEqual([]);
    expect((await valuesIn(device, record)).get('summary')).toBe('Como lo contó Ana.');
    expect((await device.engine.record(record))?.withdrawal).toMatchObject({
      heeded: [{ cells: ['summary'], isOwnWords: true, reason: 'Me lo pidieron' }],
      ignored: [],
      isWhole: false,
    });
  }
});

test('whoever began it takes an answer back whoever wrote it', async () => {
  const { ana, luis, secretariat, profile, record } = await corrected();
  await bring(secretariat, ana, 'Ana');
  valueOf(await ana.engine.withdrawRecord(record, ['summary']));
  await carry(ana, secretariat, profile);
  await bring(secretariat, luis, 'Luis');
  for (const device of [ana, luis, secretariat]) {
    expect(await tracesOf(device, MARK)).toEqual([]);
    expect((await valuesIn(device, record)).has('summary')).toBe(false);
  }
});

test('what somebody without a right to it signs all the same is not applied, and is shown', async () => {
  const { enrolled, secretariat, profile, record } = await corrected();
  const stranger = await enrolled('Pedro');
  const forged = await forgedWithdrawal(stranger, profile, record);
  expect(valueOf(await secretariat.engine.takeIn('x.quipu', forged))).toMatchObject({ held: [], refused: [] });
  expect((await secretariat.engine.record(record))?.withdrawal).toMatchObject({
    heeded: [],
    ignored: [{ by: { name: 'Pedro' }, cells: null }],
  });
  expect((await valuesIn(secretariat, record)).get('summary')).toBe(`Corregido por ${MARK}.`);
  expect((await secretariat.engine.record(record))?.row.withdrawn).toBeUndefined();
});

test('a second answer taken back waits for its own confirmation', async () => {
  const made = await mechanism();
  const { secretariat, profile } = made;
  const ana = await made.enrolled('Ana');
  const record = await finished(ana, MARKED);
  const toAll = valueOf(await ana.engine.makeBundle({ reader: readerOf(profile) }));
  await ana.engine.saveBundle(toAll.bundle);
  await take(secretariat, bytesOf(ana, toAll.bundle));
  const confirmed = async (): Promise<number | undefined> =>
    (await ana.engine.record(record))?.withdrawal?.confirmed.length;
  for (const cell of ['summary', 'title']) {
    valueOf(await ana.engine.withdrawRecord(record, [cell]));
    expect(await confirmed()).toBe(0);
    await carry(ana, secretariat, profile);
    await bring(secretariat, ana, 'Ana');
    expect(await confirmed()).toBe(1);
  }
});

test('a person whose laptop was lost goes on from the sheet: reads, writes as a new author, and takes back what the lost one wrote', async () => {
  const made = await mechanism();
  const { secretariat, profile } = made;
  const lost = await made.enrolled('Ana', 'Casa Ana');
  const record = await finished(lost, MARKED);
  const kept = await finished(lost, { ...PRACTICE, title: 'La que queda' });
  await carry(lost, secretariat, profile);
  const next = await restored(lost);
  expect((await valuesIn(next, record)).get('summary')).toBe(MARKED.summary);
  expect((await next.engine.record(record))?.authors).toMatchObject([{ isLostDevice: true }]);
  expect((await next.engine.record(record))?.mayWithdraw).toBe(true);

  // A new author: what it writes is held until it is enrolled, and comes in then.
  const later = await finished(next, { ...PRACTICE, title: 'De después' });
  valueOf(await next.engine.withdrawRecord(record, ['summary']));
  expect(await tracesOf(next, MARK)).toEqual([]);
  const early = valueOf(await secretariat.engine.takeIn('x.quipu', (await packed(next, readerOf(profile))).bytes));
  expect(early.held.length).toBeGreaterThan(0);
  expect(await secretariat.engine.record(later)).toBeNull();
  expect(await tracesOf(secretariat, MARK)).not.toEqual([]);
  await enrol(secretariat, next, profile, 'Ana', 'Casa Ana');
  expect((await valuesIn(secretariat, later)).get('title')).toBe('De después');
  expect(await tracesOf(secretariat, MARK)).toEqual([]);
  expect((await valuesIn(secretariat, kept)).get('title')).toBe('La que queda');

  valueOf(await next.engine.withdrawRecord(kept, null));
  await carry(next, secretariat, profile);
  expect((await secretariat.engine.record(kept))?.row.withdrawn).toBe(true);
});

test('enrolled under another name it is somebody else there, and that is shown', async () => {
  const made = await mechanism();
  const { secretariat, profile } = made;
  const lost = await made.enrolled('Ana', 'Casa Ana');
  const record = await finished(lost, MARKED);
  await carry(lost, secretariat, profile);
  const next = await restored(lost);
  await enrol(secretariat, next, profile, 'Otra persona', 'Casa Ana');
  valueOf(await next.engine.withdrawRecord(record, null));
  await carry(next, secretariat, profile);
  expect((await secretariat.engine.record(record))?.withdrawal?.ignored).toMatchObject([
    { by: { name: 'Otra persona' } },
  ]);
  expect((await valuesIn(secretariat, record)).get('summary')).toBe(MARKED.summary);
});

/** As an altered app would: signed by a device that is enrolled, about a record that is not its own. */
async function forgedWithdrawal({ fake }: Laptop, profile: MechanismProfile, record: RecordId): Promise<Uint8Array> {
  const { device } = fake.unlock();
  const signer = vaultSigner(fake.desktop, 'device', device.kid);
  const change = { record, kind: 'practice', cell: WITHDRAWN_CELL, value: { cells: null }, replaces: [] };
  const facts = {
    author: device.kid,
    seq: 1,
    prev: null,
    seen: {},
    lamport: 50,
    at: { time: '2026-03-01T12:00:00Z', doubt: null },
    app: '0',
  };
  const signed = await signChangeset(facts, { open: [change] }, { open: 'AAAAAAAAAAAAAAAAAAAAAA' }, signer);
  const encoded = await encodeBundle(
    { ...EMPTY_CONTENT, changesets: [signed.changeset] },
    {
      mechanism: profile.id,
      suite: profile.suite,
      recipients: profile.readers.map(({ recipient }) => recipient),
      basis: {},
      rosterVersion: 0,
      records: 0,
      nonce: 'AAAAAAAAAAAAAAAAAAAAAA',
    },
    signer,
  );
  return valueOf(encoded).bytes;
}
