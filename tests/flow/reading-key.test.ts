// The secretariat changes the key that bundles for it are sealed with: those who have heard of it seal for the new one,
// those who have not are read all the same, and whatever stops on the way leaves one of both in use.

import { Decrypter } from 'age-encryption';
import { expect, test } from 'vitest';
import { fakeLetterbox } from '#tests/fixtures/desktop.ts';
import { digestOfText } from '#shared/base/ids.ts';
import {
  deviceReader,
  enrol,
  errorOf,
  finished,
  type Laptop,
  laptop,
  mechanism,
  packed,
  PRACTICE,
  readerOf,
  take,
  valueOf,
} from './laptops.ts';

const readerNow = async ({ engine }: Laptop): Promise<string | undefined> =>
  (await engine.trust()).readers.find(({ role }) => role === 'secretariat')?.recipient;

const hear = async (from: Laptop, to: Laptop, name: string): Promise<void> =>
  take(to, (await packed(from, await deviceReader(from, name))).bytes);

/** Whether the secretariat's key of now, and the one before it, open this. */
async function opensWith(bytes: Uint8Array, { fake }: Laptop): Promise<readonly [now: boolean, before: boolean]> {
  const [, now = '', , before = ''] = fake.identities;
  const opens = async (identity: string): Promise<boolean> => {
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    return decrypter.decrypt(bytes).then(
      () => true,
      () => false,
    );
  };
  return [await opens(now), await opens(before)];
}

test('who has heard seals for the new key, who has not is read all the same, and what was sealed before opens', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const office = readerOf(profile);
  const [ana, luz] = [await enrolled('Ana'), await enrolled('Luz')];
  const old = await readerNow(ana);
  const early = await finished(ana, { ...PRACTICE, title: 'De antes' });
  const before = await packed(ana, office);
  expect(valueOf(await secretariat.engine.turnReadingKey())).toBe('done');
  const next = await readerNow(secretariat);
  expect(next).not.toBe(old);
  expect((await secretariat.engine.trust()).device.recipient).toBe(next);
  expect((await secretariat.engine.trust()).roster?.version).toBe(1);

  await finished(secretariat, { ...PRACTICE, title: 'De la oficina' });
  await hear(secretariat, ana, 'Ana');
  expect([await readerNow(ana), await readerNow(luz)]).toEqual([next, old]);
  const { readers } = await ana.engine.handOver();
  expect(readers.filter(({ name }) => name.startsWith('Oficina'))).toHaveLength(1);
  const [later, late] = [await finished(ana, { ...PRACTICE, title: 'Nueva' }), await finished(luz)];
  const [ofAna, ofLuz] = [await packed(ana, office), await packed(luz, office)];
  expect(await opensWith(before.bytes, secretariat)).toEqual([false, true]);
  expect(await opensWith(ofAna.bytes, secretariat)).toEqual([true, false]);
  expect(await opensWith(ofLuz.bytes, secretariat)).toEqual([false, true]);
  const open = await secretariat.again();
  for (const { bytes } of [before, ofAna, ofLuz]) await take(open, bytes);
  for (const id of [early, later, late]) expect(await open.engine.record(id)).not.toBeNull();
});

test('what was sealed for the key before counts as given: nothing goes twice', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const reader = readerOf(profile);
  const ana = await enrolled('Ana');
  await finished(ana);
  await take(secretariat, (await packed(ana, reader)).bytes);
  valueOf(await secretariat.engine.turnReadingKey());
  await hear(secretariat, ana, 'Ana');
  expect(errorOf(await ana.engine.makeBundle({ reader }))).toEqual({ type: 'nothingToPack' });
  await finished(ana, { ...PRACTICE, title: 'Otra' });
  expect(valueOf(await ana.engine.previewBundle({ reader })).records).toMatchObject([{ title: 'Otra' }]);
});

test('what lies at a letterbox for the key before is not sent again for the new one', async () => {
  const url = 'http://buzon.test';
  const { secretariat, profile, enrolled } = await mechanism({ letterboxes: [await fakeLetterbox(url)] });
  const reader = readerOf(profile);
  const ana = await enrolled('Ana');
  await finished(ana);
  const { bundle } = valueOf(await ana.engine.makeBundle({ reader }));
  valueOf(await ana.engine.sendBundle(bundle, url)); // stored, and nobody has fetched it
  valueOf(await secretariat.engine.turnReadingKey());
  await finished(secretariat, { ...PRACTICE, title: 'De la oficina' });
  await hear(secretariat, ana, 'Ana');
  expect(await readerNow(ana)).toBe(await readerNow(secretariat));
  expect(errorOf(await ana.engine.makeBundle({ reader }))).toEqual({ type: 'nothingToPack' });
});

test('killed between the making of the key and its naming, the old one is in use, and asking again names the new one', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const ana = await enrolled('Ana');
  const old = await readerNow(ana);
  secretariat.fake.intercept('readingKeyTurn', { type: 'killedAfter' });
  void secretariat.engine.turnReadingKey();
  await expect.poll(() => secretariat.fake.calls.includes('readingKeyTurn')).toBe(true);
  await expect.poll(() => secretariat.fake.unlock().device.classicRecipient).not.toBe(old);
  const later = await secretariat.again();
  const made = (await later.engine.trust()).device.recipient;
  expect([await readerNow(later), made === old]).toEqual([old, false]);
  await finished(ana);
  await take(later, (await packed(ana, readerOf(profile))).bytes);
  expect(valueOf(await later.engine.turnReadingKey())).toBe('done');
  expect([await readerNow(later), (await later.engine.trust()).device.recipient]).toEqual([made, made]);
});

test('a vault that cannot write makes no key and names none', async () => {
  const { secretariat } = await mechanism();
  const old = await readerNow(secretariat);
  secretariat.fake.intercept('readingKeyTurn', { type: 'answer', value: { ok: false, error: { type: 'diskFull' } } });
  expect(errorOf(await secretariat.engine.turnReadingKey())).toEqual({ type: 'diskFull' });
  expect([await readerNow(secretariat), (await secretariat.engine.trust()).roster]).toEqual([old, null]);
});

test('nobody but the secretariat names a reading key', async () => {
  const { enrolled } = await mechanism();
  const ana = await enrolled('Ana');
  expect(errorOf(await ana.engine.turnReadingKey())).toMatchObject({ reason: { type: 'notSecretariat' } });
  expect(ana.fake.calls).not.toContain('readingKeyTurn');
});

/** A mechanism whose roots are two sticks, both of which sign. */
async function onSticks() {
  const office = await laptop();
  const make = async (passphrase: string) => ({
    ...valueOf(await office.fake.desktop.rootMake({ passphrase })),
    passphrase,
  });
  const sticks = [await make('soga uno'), await make('soga dos')];
  const sign = async ({ engine }: Laptop): Promise<void> => {
    for (const { file, passphrase } of sticks) valueOf(await engine.signWithStick(file, passphrase));
  };
  const facts = {
    names: { es: 'De prueba' },
    organisation: 'Secretaría',
    device: 'Oficina',
    suite: 'classic',
  } as const;
  const keys = sticks.map(({ key }) => key);
  valueOf(await office.engine.foundWithRoots({ ...facts, letterboxes: [], keys, threshold: keys.length }));
  await sign(office);
  const { profile } = await office.engine.trust();
  if (profile === null) throw new Error('not founded');
  return { office, profile, sign };
}

test('where the roots are on sticks the old key is in use until enough have signed, and given up, still is', async () => {
  const { office, sign } = await onSticks();
  const old = await readerNow(office);
  expect(valueOf(await office.engine.turnReadingKey())).toBe('waits');
  const made = (await office.engine.trust()).device.recipient;
  const [signing] = (await office.engine.roots()).signings;
  expect(signing?.facts).toMatchObject({ type: 'roster', reads: [{ name: 'Oficina', key: digestOfText(made) }] });
  valueOf(await office.engine.dropSigning(signing?.id ?? ''));
  expect([await readerNow(office), made === old]).toEqual([old, false]);
  const later = await office.again();
  expect(valueOf(await later.engine.turnReadingKey())).toBe('waits');
  expect((await later.engine.trust()).device.recipient).toBe(made); // no third key
  await sign(later);
  expect(await readerNow(later)).toBe(made);
  expect((await later.engine.roots()).past[0]?.facts.reads).toEqual([{ name: 'Oficina', key: digestOfText(made) }]);
});

test('another device of the secretariat takes the place of one that was revoked, with a key of its own', async () => {
  const { office, profile, sign } = await onSticks();
  const second = await laptop();
  await enrol(office, second, profile, 'Archivo', 'Secretaría', 'secretariat');
  const { device } = await second.engine.trust();
  expect((await second.engine.trust()).readers.map(({ kid }) => kid)).not.toContain(device.kid);
  valueOf(await second.engine.revokeDevice(office.fake.unlock().device.kid, 'se perdió'));
  await sign(second);
  expect(valueOf(await second.engine.turnReadingKey())).toBe('waits');
  await sign(second);
  expect((await second.engine.trust()).readers).toEqual([
    { name: 'Archivo', recipient: device.recipient, kid: device.kid, role: 'secretariat' },
  ]);
  expect(second.fake.calls).not.toContain('readingKeyTurn'); // its key was never lost
});

test('a roster in the out-tray is fetched and taken in: the next bundle is sealed for the key that it names', async () => {
  const url = 'http://buzon.test';
  const box = await fakeLetterbox(url);
  const { secretariat, profile, enrolled } = await mechanism({ letterboxes: [box] });
  const reader = readerOf(profile);
  const ana = await enrolled('Ana');
  await finished(ana);
  const sent = valueOf(await ana.engine.makeBundle({ reader }));
  valueOf(await ana.engine.sendBundle(sent.bundle, url));
  valueOf(await secretariat.engine.fetchFrom(url));
  await expect.poll(() => box.outTrays.size).toBe(1);
  valueOf(await ana.engine.fetchFrom(url));
  valueOf(await secretariat.engine.turnReadingKey());
  await expect.poll(() => box.outTrays.size).toBe(1);
  valueOf(await ana.engine.fetchFrom(url));
  expect(await readerNow(ana)).toBe(await readerNow(secretariat));
  expect((await ana.engine.trust()).roster?.version).toBe(1);
  await finished(ana, { ...PRACTICE, title: 'Después' });
  const { bytes } = await packed(ana, reader);
  expect(await opensWith(bytes, secretariat)).toEqual([true, false]);
  await take(secretariat, bytes);
  valueOf(await secretariat.engine.fetchFrom(url)); // left once, not with every fetching
  const tray = [...box.outTrays.values()].flat().map(({ type }) => type);
  expect(tray).not.toContain('application/vnd.chasqui.roster+json;v=1');
});
