// A second laptop of the secretariat: its credential says that it is one, and the keys that sign are not in its vault. What
// it cannot do it says before anything is made; and what is handed to the secretariat opens there once the roots say so.

import { expect, test } from 'vitest';
import { type KeyId, type RecordId, shortCodeOf } from '#shared/base/ids.ts';
import type { Engine } from '#renderer/engine/door.ts';
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

const reasonOf = (result: Parameters<typeof errorOf>[0]): unknown => {
  const error = errorOf(result) as { readonly type: string; readonly reason?: { readonly type: string } };
  return error.reason?.type ?? error.type;
};

const kidOf = ({ fake }: Laptop): KeyId => fake.unlock().device.kid;

const SECRET = 'Solo para la secretaría.';

/** A finished practice whose summary only the secretariat and the own organisation may read. */
async function restricted({ engine }: Laptop, title: string): Promise<RecordId> {
  const id = valueOf(await engine.beginRecord('practice', 'es'));
  valueOf(await engine.editRecord(id, { ...PRACTICE, title, summary: SECRET }, { summary: 'restricted' }));
  valueOf(await engine.finishRecord(id));
  return id;
}

const summaryOf = async ({ engine }: Laptop, id: RecordId): Promise<unknown> =>
  (await engine.record(id))?.cells.find(({ path }) => path === 'summary')?.value;

async function twoOffices() {
  const made = await mechanism();
  const second = await made.enrolled('Archivo', 'Secretaría', 'secretariat');
  return { ...made, second };
}

/** Mechanism of two sticks, both of which sign. */
async function onSticks() {
  const office = await laptop();
  const make = async (passphrase: string) => ({
    ...valueOf(await office.fake.desktop.rootMake({ passphrase })),
    passphrase,
  });
  const sticks = [await make('soga uno'), await make('soga dos')];
  const facts = { names: { es: 'De prueba' }, organisation: 'Secretaría', device: 'Oficina' } as const;
  const keys = sticks.map(({ key }) => key);
  const more = { suite: 'classic', letterboxes: [], practice: false, keys, threshold: 2 } as const;
  const sign = async ({ engine }: Laptop): Promise<void> => {
    for (const { file, passphrase } of sticks) valueOf(await engine.signWithStick(file, passphrase));
  };
  valueOf(await office.engine.foundWithRoots({ ...facts, ...more }));
  await sign(office);
  const { profile } = await office.engine.trust();
  if (profile === null) throw new Error('not founded');
  const second = await laptop();
  await enrol(office, second, profile, 'Archivo', 'Secretaría', 'secretariat');
  return { office, second, profile, sign };
}

const ACTS: readonly (readonly [string, (engine: Engine, office: KeyId, card: string) => Promise<unknown>])[] = [
  ['revokes', (engine, office) => engine.revokeDevice(office, 'se perdió')],
  ['readmits', (engine, office) => engine.readmitDevice(office, 'apareció')],
  ['enrols of another organisation', (engine, _, card) => engine.enrolDevice(card, 'recorder', 'Casa de Paso')],
  ['enrols of its own organisation', (engine, _, card) => engine.enrolDevice(card, 'secretariat', 'Secretaría')],
  [
    'invites an organisation',
    (engine) => engine.invite({ subject: 'organisation', organisation: 'Casa', role: 'steward', until: null }),
  ],
  [
    'invites a device of its own organisation',
    (engine) => engine.invite({ subject: 'device', organisation: 'Secretaría', role: 'recorder', until: null }),
  ],
  ['changes the reading key', (engine) => engine.turnReadingKey()],
  ['lets another device read', (engine, office) => engine.letRead(office)],
];

test.each(ACTS)(
  'where the one root is in the first laptop, a second one that %s is told so, and no key is made or used',
  async (_, act) => {
    const { second, secretariat } = await twoOffices();
    const device = await laptop();
    const card = valueOf(await device.engine.makeCard('Otro'));
    const before = await second.engine.trust();
    const calls = second.fake.calls.length;
    expect(reasonOf((await act(second.engine, kidOf(secretariat), card)) as never)).toBe('rootElsewhere');
    expect(second.fake.calls.slice(calls).filter((name) => /vault|readingKey/.test(name))).toEqual([]);
    expect(await second.engine.trust()).toEqual(before);
  },
);

test('who closes organisations or changes the roots needs the root too', async () => {
  const { second, secretariat } = await twoOffices();
  const own = (await second.engine.trust()).self;
  expect(reasonOf(await second.engine.closeOrganisation(own?.organisationKid as KeyId, 'se fue'))).toBe(
    'rootElsewhere',
  );
  const { key } = valueOf(await secretariat.fake.desktop.rootMake({ passphrase: 'soga' }));
  expect(reasonOf(await second.engine.succeedRoots([key], 1))).toBe('rootElsewhere');
});

test('a notebook says where the key is that signs, also after it was opened again', async () => {
  const { second, secretariat, enrolled } = await twoOffices();
  const ana = await enrolled('Ana');
  const said = async ({ engine }: Laptop) => {
    const { rootPlace, mayInvite, isSecretariat } = await engine.trust();
    return [rootPlace, mayInvite, isSecretariat];
  };
  expect(await said(secretariat)).toEqual(['here', 'secretariat', true]);
  expect(await said(await secretariat.again())).toEqual(['here', 'secretariat', true]);
  expect(await said(second)).toEqual(['elsewhere', null, true]);
  expect(await said(ana)).toEqual(['elsewhere', null, false]);
  expect((await second.engine.leaving()).isSecretariat, 'no key of the mechanism is lost with it').toBe(false);
});

test('with the roots on sticks a second laptop begins what they sign, for its own organisation too', async () => {
  const { second, profile, sign } = await onSticks();
  expect(await second.engine.trust()).toMatchObject({ rootPlace: 'sticks', mayInvite: 'secretariat' });
  for (const [name, organisation] of [
    ['Ana', 'Casa de Paso'],
    ['Mesa de entrada', 'Secretaría'],
  ] as const) {
    const device = await laptop();
    valueOf(await device.engine.joinMechanism(JSON.stringify(profile)));
    const card = valueOf(await device.engine.makeCard(name));
    expect(reasonOf(await second.engine.enrolDevice(card, 'recorder', organisation))).toBe('waitsForRoots');
    await sign(second);
    const [done] = (await second.engine.roots()).signings;
    valueOf(await device.engine.acceptCredentials(done?.given ?? ''));
    expect((await device.engine.trust()).self).toMatchObject({ name, organisation });
    valueOf(await second.engine.dropSigning(done?.id ?? ''));
  }
});

test('what is handed to the secretariat opens at each of its laptops that the roots let read, what is restricted too', async () => {
  const { secretariat, second, profile, enrolled } = await twoOffices();
  const third = await enrolled('Relatoría', 'Secretaría', 'secretariat');
  const ana = await enrolled('Ana');
  const first = await restricted(ana, 'Antes');
  const early = await packed(ana, readerOf(profile));
  expect(valueOf(await second.engine.takeIn('x', early.bytes)).problem, 'nobody said that it reads').not.toBeNull();
  for (const each of [second, third]) expect(valueOf(await secretariat.engine.letRead(kidOf(each)))).toBe('done');
  expect((await secretariat.engine.trust()).offices.map(({ reads }) => reads)).toEqual([true, true, true]);
  await take(secretariat, early.bytes);
  await take(ana, (await packed(secretariat, await deviceReader(secretariat, 'Ana'))).bytes);
  const later = await restricted(ana, 'Después');
  const { bytes } = await packed(ana, readerOf(profile));
  await take(secretariat, bytes);
  for (const name of ['Archivo', 'Relatoría']) {
    const office = name === 'Archivo' ? second : third;
    await take(office, (await packed(secretariat, await deviceReader(secretariat, name))).bytes);
    valueOf(await office.engine.takeIn('x', bytes));
    for (const record of [first, later]) expect(await summaryOf(office, record)).toBe(SECRET);
  }
});

test('each laptop of the secretariat opens the file itself, and what any of them says has merged has merged', async () => {
  const { secretariat, second, profile, enrolled } = await twoOffices();
  valueOf(await secretariat.engine.letRead(kidOf(second)));
  const ana = await enrolled('Ana');
  const record = await restricted(ana, 'Reservada');
  const { bytes } = await packed(ana, readerOf(profile));
  await take(second, bytes);
  expect(await summaryOf(second, record)).toBe(SECRET);
  expect(await secretariat.engine.record(record), 'the first laptop has not seen the file').toBeNull();
  await take(ana, (await packed(second, await deviceReader(second, 'Ana'))).bytes);
  expect((await ana.engine.record(record))?.row.state).toBe('merged');
  await take(secretariat, bytes);
});

test('a laptop of the secretariat that lost its signature is sealed for no more, and its place is taken', async () => {
  const { secretariat, second, profile, enrolled } = await twoOffices();
  valueOf(await secretariat.engine.letRead(kidOf(second)));
  valueOf(await secretariat.engine.revokeDevice(kidOf(second), 'se perdió'));
  expect((await secretariat.engine.trust()).leaving).toEqual(['Archivo']);
  const ana = await enrolled('Ana');
  await finished(ana);
  const { bytes } = await packed(ana, readerOf(profile));
  expect(valueOf(await second.engine.takeIn('x', bytes)).problem).not.toBeNull();
  await take(secretariat, bytes);
  const third = await enrolled('Relatoría', 'Secretaría', 'secretariat');
  valueOf(await secretariat.engine.letRead(kidOf(third)));
  const { readers } = await secretariat.engine.trust();
  expect(readers.map(({ name }) => name)).toEqual(['Oficina', 'Relatoría']);
});

test('nobody but a device of the secretariat is let read for it', async () => {
  const { secretariat, enrolled } = await twoOffices();
  const ana = await enrolled('Ana');
  expect(reasonOf(await secretariat.engine.letRead(kidOf(ana)))).toBe('unknownReader');
});

test('two laptops of one name are told apart wherever they are named', async () => {
  const { secretariat, enrolled } = await mechanism();
  const [one, other] = [await enrolled('Luz', 'Casa Luz'), await enrolled('Luz', 'Casa Luz')];
  await enrolled('Ana', 'Casa Luz');
  const names = (await secretariat.engine.handOver()).readers.map(({ name }) => name);
  const coded = [one, other].map((each) => `Luz · Casa Luz (${shortCodeOf(kidOf(each))})`);
  expect(names).toEqual(expect.arrayContaining([...coded, 'Ana · Casa Luz']));
  const record = await finished(one);
  expect((await one.engine.record(record))?.authors.map(({ name }) => name)).toEqual(['Luz']); // it knows of no other
});
