// Older and newer apps beside one another. What a newer app wrote (a kind, a field, a whole schema that is not known
// here) is kept, counted, shown as what it is and handed on byte for byte. A store of an older layout is made anew from
// the journal and the kept bundles, and a kill at any point of that is made good by the next opening.

import { expect, test } from 'vitest';
import { bytesToBase64url } from '#shared/base/bytes.ts';
import type { ChangesetId } from '#shared/base/ids.ts';
import { canonicalText, type Json } from '#shared/base/json.ts';
import { EMPTY_CONTENT, encodeBundle } from '#shared/bundle/encode.ts';
import { type Changeset, SCHEMA } from '#shared/log/changeset.ts';
import { signedIdOf } from '#shared/log/envelope.ts';
import { NO_TRUST } from '#shared/log/roster.ts';
import { makeEngine } from '#renderer/engine/engine.ts';
import { VaultRefusal, vaultSigner } from '#renderer/engine/session.ts';
import { openDatabase } from '#renderer/store/database.ts';
import { makeSealer } from '#renderer/store/seal.ts';
import { openStore } from '#renderer/store/store.ts';
import { makeDevice } from '#scripts/headless/device.ts';
import { NEW_KIND, writeAsNewerApp } from '#tests/fixtures/newer-app.ts';
import {
  deviceReader,
  finished,
  type Laptop,
  type Mechanism,
  mechanism,
  NOON,
  packed,
  readerOf,
  recorded,
  recordsOf,
  take,
  valueOf,
} from './laptops.ts';

/** A laptop with a newer app, by the key that it was enrolled with. */
async function newerChangesets({ fake }: Laptop, levels?: readonly string[]) {
  const { device } = fake.unlock();
  const signer = vaultSigner(fake.desktop, 'device', device.kid);
  const written = await writeAsNewerApp(
    makeDevice({
      signer,
      key: device.key,
      trust: NO_TRUST,
      claimTime: () => ({ time: '2030-01-01T00:00:00.000Z', doubt: null }),
      makeSalt: () => bytesToBase64url(crypto.getRandomValues(new Uint8Array(16))),
    }),
    levels,
  );
  return { signer, ...written };
}

const idOf = ({ signed }: Changeset): ChangesetId => signedIdOf<ChangesetId>(signed.type, signed.body);
const textOf = (changeset: Changeset): string => canonicalText(changeset as object as Json);

/** Admitted or held, as they are kept. */
async function keptBy(closed: Laptop, changesets: readonly Changeset[]): Promise<readonly string[]> {
  const store = await openStore(closed.profile, await makeSealer(closed.fake.unlock().dataKey));
  const admitted = await store.log.getMany(changesets.map(idOf));
  const held = new Map(store.held().map(({ id, changeset }) => [id, changeset]));
  store.close();
  return changesets.map((changeset) => {
    const kept = admitted.get(idOf(changeset)) ?? held.get(idOf(changeset));
    return kept === undefined ? 'lost' : textOf(kept);
  });
}

test('a newer kind, field and schema are kept, shown as newer, and handed on byte for byte', async () => {
  const world = await mechanism();
  const { secretariat, profile, enrolled } = world;
  const [ana, bea] = [await enrolled('Ana'), await enrolled('Bea')];
  const office = await enrolled('Oficina', 'Casa Oficina', 'coordinator');
  await finished(bea);
  await take(secretariat, (await packed(bea, readerOf(profile))).bytes);
  await take(office, (await packed(secretariat, await deviceReader(secretariat, 'Oficina'))).bytes); // who is who
  const written = await newerChangesets(ana);
  const { changesets, ofNewKind, withNewField } = written;
  const bundle = await newerBundle(world, written, office);
  const report = valueOf(await office.engine.takeIn('del futuro', bundle));
  expect(report).toMatchObject({ problem: null, refused: [], newRecords: 2 });
  expect(report.held.map(({ reason }) => reason)).toEqual([{ type: 'newerSchema', schema: SCHEMA + 1 }]);

  const later = await office.again();
  const seen = await later.engine.record(ofNewKind);
  expect([seen?.row.kind, seen?.row.title]).toEqual([NEW_KIND, 'Registro del futuro']);
  expect(seen?.cells).toContainEqual(
    expect.objectContaining({ path: 'palette.e0001', value: { listed: 0, shade: 'añil' } }),
  );
  const other = await later.engine.record(withNewField);
  expect(other?.cells).toContainEqual(
    expect.objectContaining({ path: 'a_newer_field', value: ['x', { y: [1, null] }] }),
  );
  expect((await later.engine.inbox()).held).toMatchObject([{ reason: { type: 'newerSchema' }, count: 1 }]);

  const onward = await packed(later, readerOf(profile));
  const arrived = valueOf(await secretariat.engine.takeIn('de la oficina', onward.bytes));
  expect(arrived.held.map(({ reason }) => reason.type)).toEqual(['newerSchema']);
  await later.engine.close();
  await secretariat.engine.close();
  expect(await keptBy(later, changesets)).toEqual(changesets.map(textOf));
  expect(await keptBy(secretariat, changesets)).toEqual(changesets.map(textOf));
});

/** Its first bundle, sealed for that device. */
async function newerBundle(
  { profile }: Mechanism,
  { signer, changesets }: Awaited<ReturnType<typeof newerChangesets>>,
  to: Laptop,
): Promise<Uint8Array> {
  const bundle = valueOf(
    await encodeBundle(
      { ...EMPTY_CONTENT, changesets },
      {
        mechanism: profile.id,
        suite: profile.suite,
        recipients: [to.fake.unlock().device.classicRecipient],
        basis: {},
        rosterVersion: 0,
        records: 2,
        nonce: 'AAAAAAAAAAAAAAAAAAAAAA',
      },
      signer,
    ),
  );
  return bundle.bytes;
}

test('parts of a newer schema go through two hands byte for byte, each to whom its level may go, and are joined', async () => {
  const world = await mechanism();
  const { secretariat, profile, enrolled } = world;
  const [ana, bea] = [await enrolled('Ana'), await enrolled('Bea')];
  const office = await enrolled('Oficina', 'Casa Oficina', 'coordinator');
  const neighbour = await enrolled('Vecina', 'Casa Vecina', 'coordinator');
  await finished(bea);
  await take(secretariat, (await packed(bea, readerOf(profile))).bytes);
  for (const [name, device] of [
    ['Oficina', office],
    ['Vecina', neighbour],
  ] as const)
    await take(device, (await packed(secretariat, await deviceReader(secretariat, name))).bytes); // who is who
  const written = await newerChangesets(ana, ['open', 'restricted', 'personal', 'moonlit']);
  const last = written.changesets.at(-1) as Changeset;
  const only = (...levels: readonly string[]): string =>
    textOf({
      signed: last.signed,
      parts: Object.fromEntries(Object.entries(last.parts).filter(([level]) => levels.includes(level))),
    });
  const heldAt = async (device: Laptop): Promise<string | undefined> => {
    await device.engine.close();
    return (await keptBy(device, [last]))[0];
  };

  valueOf(await office.engine.takeIn('del futuro', await newerBundle(world, written, office)));
  const toNeighbour = await packed(office, await deviceReader(office, 'Vecina'));
  const toSecretariat = await packed(office, readerOf(profile));
  expect(await heldAt(office)).toBe(textOf(last));

  valueOf(await neighbour.engine.takeIn('de la oficina', toNeighbour.bytes));
  const onward = await packed(neighbour, readerOf(profile));
  expect(await heldAt(neighbour)).toBe(only('open'));

  const arrived = valueOf(await secretariat.engine.takeIn('de la vecina', onward.bytes));
  expect(arrived.held.map(({ reason }) => reason.type)).toEqual(['newerSchema']);
  valueOf(await secretariat.engine.takeIn('de la oficina', toSecretariat.bytes));
  valueOf(await secretariat.engine.takeIn('de la vecina otra vez', onward.bytes));
  expect(await heldAt(secretariat)).toBe(only('open', 'restricted', 'moonlit'));
});

test('a record of a newer kind is handed on by who can write in others, and what is known of it can be edited', async () => {
  const world = await mechanism();
  const { secretariat, enrolled } = world;
  const ana = await enrolled('Ana');
  const written = await newerChangesets(ana);
  const { withNewField } = written;
  valueOf(await secretariat.engine.takeIn('del futuro', await newerBundle(world, written, secretariat)));
  valueOf(await secretariat.engine.editRecord(withNewField, { title: 'Corregido aquí' }));
  valueOf(await secretariat.engine.leaveRecord(withNewField));
  const view = await secretariat.engine.record(withNewField);
  expect(view?.row.title).toBe('Corregido aquí');
  expect(view?.cells.find(({ path }) => path === 'a_newer_field')?.value).toEqual(['x', { y: [1, null] }]);
});

/** As if an older version of the app had sealed it: nothing in it opens. */
async function makeOlder({ profile }: Laptop): Promise<void> {
  const database = await openDatabase(profile);
  const [marks] = await database.read('marks', ['marks']);
  const [, ...tables] = ['marks', 'recordPages', 'recordIndex', 'logPages', 'logIndex', 'shelf'] as const;
  const writes = await Promise.all(
    tables.map(async (table) => ({
      table,
      puts: (await database.rows(table)).map(({ id, sealed }) => ({ id, sealed: sealed.map((byte) => byte ^ 1) })),
      deletes: [],
    })),
  );
  await database.write(writes, marks?.sealed, new Uint8Array(40));
  database.close();
}

test('a store of an older layout is made anew, and a kill at any call of that is made good by the next opening', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const ana = await enrolled('Ana');
  await finished(ana);
  await take(secretariat, (await packed(ana, readerOf(profile))).bytes);
  await recorded(secretariat, { title: 'Propio' });
  await secretariat.engine.close();
  const before = await recordsOf(secretariat);
  expect(before.size).toBe(2);

  await makeOlder(secretariat);
  const callsBefore = secretariat.fake.calls.length;
  const whole = await secretariat.again();
  expect(whole.report.rebuilt?.cause).toBe('damaged');
  const calls = secretariat.fake.calls.length - callsBefore;
  expect(calls).toBeGreaterThan(5);
  await whole.engine.close();
  expect(await recordsOf(whole)).toEqual(before);

  const gone = new VaultRefusal({ type: 'vaultLocked' }); // what goes on beside ends with it too, as with a killed page
  for (let at = 1; at <= calls; at++) {
    await makeOlder(secretariat);
    let made = 0;
    const desktop = new Proxy(secretariat.fake.desktop, {
      get: (target, name) => {
        const call = Reflect.get(target, name) as unknown;
        if (typeof call !== 'function') return call;
        return (...args: unknown[]) => (++made < at ? (call.apply(target, args) as unknown) : Promise.reject(gone));
      },
    });
    const killed = makeEngine(() => NOON);
    await killed.open(secretariat.fake.unlock(), desktop, () => undefined).catch(() => undefined);
    await killed.close();
    expect(made).toBeGreaterThanOrEqual(at);
    const again = await secretariat.again();
    await again.engine.close();
    expect([at, await recordsOf(again)]).toEqual([at, before]);
  }
});
