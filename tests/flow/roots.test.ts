// Roots on three sticks, two of which sign: a mechanism is founded, devices are revoked and given back, organisations join
// and roots change, each with its ceremony; and whatever stops in the middle leaves in force what was.

import { expect, test } from 'vitest';
import type { KeyId } from '#shared/base/ids.ts';
import type { MechanismProfile } from '#shared/log/profile.ts';
import type { SigningView } from '#renderer/engine/signing-views.ts';
import { errorOf, finished, type Laptop, laptop, packed, readerOf, valueOf } from './laptops.ts';

interface Stick {
  readonly key: string;
  readonly kid: KeyId;
  readonly file: string;
  readonly passphrase: string;
}

async function sticks({ fake }: Laptop, count: number): Promise<readonly Stick[]> {
  const made: Stick[] = [];
  for (let number = 1; number <= count; number++) {
    const passphrase = `soga número ${number}`;
    made.push({ ...valueOf(await fake.desktop.rootMake({ passphrase })), passphrase });
  }
  return made;
}

const signWith = async ({ engine }: Laptop, stick: Stick | undefined) =>
  engine.signWithStick(stick?.file ?? '', stick?.passphrase ?? '');

const reasonOf = (result: Parameters<typeof errorOf>[0]): unknown => {
  const error = errorOf(result) as { readonly type: string; readonly reason?: { readonly type: string } };
  return error.reason?.type ?? error.type;
};

const waiting = async ({ engine }: Laptop): Promise<readonly SigningView[]> => (await engine.roots()).signings;

const FACTS = {
  names: { es: 'Mecanismo de prueba' },
  organisation: 'Secretaría',
  device: 'Oficina',
  suite: 'classic',
  letterboxes: [],
} as const;

async function founded() {
  const office = await laptop();
  const three = await sticks(office, 3);
  valueOf(await office.engine.foundWithRoots({ ...FACTS, keys: three.map(({ key }) => key), threshold: 2 }));
  valueOf(await signWith(office, three[2]));
  valueOf(await signWith(office, three[0]));
  const { profile } = await office.engine.trust();
  if (profile === null) throw new Error('not founded');
  return { office, three, profile };
}

/** A device of another organisation, which two roots endorse. */
async function enrolled(office: Laptop, three: readonly Stick[], profile: MechanismProfile, name: string) {
  const device = await laptop();
  valueOf(await device.engine.joinMechanism(JSON.stringify(profile)));
  const card = valueOf(await device.engine.makeCard(name));
  expect(reasonOf(await office.engine.enrolDevice(card, 'recorder', `Casa ${name}`))).toBe('waitsForRoots');
  for (const stick of three.slice(0, 2)) valueOf(await signWith(office, stick));
  const done = (await waiting(office)).find(({ state }) => state === 'done');
  valueOf(await device.engine.acceptCredentials(done?.given ?? ''));
  valueOf(await office.engine.dropSigning(done?.id ?? ''));
  return device;
}

test('a mechanism is founded once two of three sticks have signed, and no earlier', async () => {
  const office = await laptop();
  const three = await sticks(office, 3);
  const keys = three.map(({ key }) => key);
  valueOf(await office.engine.foundWithRoots({ ...FACTS, keys, threshold: 2 }));
  expect(await office.engine.trust()).toMatchObject({ profile: null, self: null, isSecretariat: false });
  expect(valueOf(await signWith(office, three[1]))).toEqual({ root: 2, signed: 1, finished: 0 });
  expect(reasonOf(await signWith(office, three[1]))).toBe('rootSignedAlready');
  expect(await waiting(office)).toMatchObject([{ isFounding: true, sets: [{ signed: [2], need: 2, of: 3 }] }]);
  expect((await office.engine.trust()).profile).toBeNull();
  const later = await office.again(); // a power cut between two sticks
  expect(valueOf(await signWith(later, three[0]))).toEqual({ root: 1, signed: 1, finished: 1 });
  const trust = await later.engine.trust();
  expect(trust).toMatchObject({ isSecretariat: true, self: { organisation: 'Secretaría', name: 'Oficina' } });
  expect(trust.profile?.roots).toEqual({ keys, threshold: 2, binds: 'all' });
  expect(await waiting(later)).toEqual([]);
});

test('a stick with another passphrase, of another mechanism or damaged signs nothing', async () => {
  const { office, three } = await founded();
  const device = office.fake.unlock().device.kid;
  const [stranger] = await sticks(office, 1);
  valueOf(await office.engine.succeedRoots(three.map(({ key }) => key).reverse(), 2));
  const [first] = three;
  expect(reasonOf(await office.engine.signWithStick(first?.file ?? '', 'otra soga'))).toBe('wrongRootPassphrase');
  expect(reasonOf(await office.engine.signWithStick('x', 'otra soga'))).toBe('notARootFile');
  expect(reasonOf(await signWith(office, stranger))).toBe('rootUnknown');
  expect((await waiting(office))[0]?.sets.map(({ signed }) => signed)).toEqual([[], []]);
  expect((await office.engine.trust()).device.kid).toBe(device);
});

test('given up in the middle, founding leaves no mechanism and a decision leaves the roster before', async () => {
  const office = await laptop();
  const three = await sticks(office, 3);
  const keys = three.map(({ key }) => key);
  valueOf(await office.engine.foundWithRoots({ ...FACTS, keys, threshold: 2 }));
  valueOf(await signWith(office, three[0]));
  valueOf(await office.engine.dropSigning((await waiting(office))[0]?.id ?? ''));
  expect((await office.engine.trust()).profile).toBeNull();
  expect(reasonOf(await signWith(office, three[1]))).toBe('rootUnknown');
  valueOf(await office.engine.foundWithRoots({ ...FACTS, keys, threshold: 2 }));
  for (const stick of three.slice(1)) valueOf(await signWith(office, stick));
  expect((await office.engine.trust()).isSecretariat).toBe(true);
});

test('a device is revoked and given back by two of three; until then, what was in force is', async () => {
  const { office, three, profile } = await founded();
  const ana = await enrolled(office, three, profile, 'Ana');
  await finished(ana);
  valueOf(await office.engine.takeIn('x', (await packed(ana, readerOf(profile))).bytes));
  const { kid } = ana.fake.unlock().device;
  expect(valueOf(await office.engine.revokeDevice(kid, 'robada'))).toBe('waits');
  expect((await office.engine.trust()).roster).toBeNull();
  valueOf(await signWith(office, three[0]));
  expect((await office.engine.authors({})).authors.some(({ revoked }) => revoked)).toBe(false);
  expect(reasonOf(await office.engine.revokeDevice(kid, 'otra vez'))).toBe('signingUnderWay');
  expect((await waiting(office))[0]?.facts).toMatchObject({ decided: [{ what: 'revoked', kid, reason: 'robada' }] });
  valueOf(await office.engine.dropSigning((await waiting(office))[0]?.id ?? ''));
  expect((await office.engine.trust()).roster).toBeNull();
  valueOf(await office.engine.revokeDevice(kid, 'robada'));
  for (const stick of three.slice(0, 2)) valueOf(await signWith(office, stick));
  expect((await office.engine.trust()).roster).toMatchObject({ version: 1, decided: [{ what: 'revoked' }] });
  valueOf(await office.engine.readmitDevice(kid, 'apareció'));
  for (const stick of three.slice(1)) valueOf(await signWith(office, stick));
  expect((await office.engine.trust()).roster).toMatchObject({ version: 2, decided: [{ what: 'readmitted' }] });
  expect((await office.engine.roots()).past).toMatchObject([
    { version: 2, facts: { decided: [{ what: 'readmitted', reason: 'apareció' }] }, signed: [2, 3] },
    { version: 1, facts: { decided: [{ what: 'revoked', reason: 'robada' }] }, signed: [1, 2] },
  ]);
});

test('two decisions that wait are one roster, and each stick signs all that waits at once', async () => {
  const { office, three, profile } = await founded();
  const ana = await enrolled(office, three, profile, 'Ana');
  const luz = await enrolled(office, three, profile, 'Luz');
  for (const { fake } of [ana, luz]) valueOf(await office.engine.revokeDevice(fake.unlock().device.kid, 'robada'));
  const eva = await laptop();
  valueOf(await eva.engine.joinMechanism(JSON.stringify(profile)));
  await office.engine.enrolDevice(valueOf(await eva.engine.makeCard('Eva')), 'recorder', 'Casa Eva');
  expect(await waiting(office)).toHaveLength(2);
  expect(valueOf(await signWith(office, three[0]))).toEqual({ root: 1, signed: 2, finished: 0 });
  expect(valueOf(await signWith(office, three[2]))).toEqual({ root: 3, signed: 2, finished: 2 });
  expect((await office.engine.trust()).roster?.decided).toHaveLength(2);
});

test('half signed, it goes to another laptop and comes back; what that one says of it is read from what is signed', async () => {
  const { office, three, profile } = await founded();
  const ana = await enrolled(office, three, profile, 'Ana');
  const { kid } = ana.fake.unlock().device;
  valueOf(await office.engine.revokeDevice(kid, 'robada'));
  valueOf(await signWith(office, three[0]));
  const half = (await waiting(office))[0]?.text ?? '';
  const other = await laptop();
  valueOf(await other.engine.joinMechanism(JSON.stringify(profile)));
  expect(valueOf(await other.engine.takeSigning(half))).toEqual({ root: 0, signed: 1, finished: 0 });
  expect((await waiting(other))[0]).toMatchObject({
    facts: { decided: [{ what: 'revoked', kid, reason: 'robada' }] },
    sets: [{ signed: [1], need: 2, of: 3 }],
  });
  expect(reasonOf(await other.engine.takeSigning(half.replace('robada', 'perdida')))).toBe('signingOfAnother');
  expect(valueOf(await signWith(other, three[1]))).toEqual({ root: 2, signed: 1, finished: 1 });
  expect((await other.engine.trust()).roster?.version).toBe(1);
});

test('signatures that two laptops gathered apart are laid together', async () => {
  const { office, three, profile } = await founded();
  const ana = await enrolled(office, three, profile, 'Ana');
  valueOf(await office.engine.revokeDevice(ana.fake.unlock().device.kid, 'robada'));
  valueOf(await signWith(office, three[0]));
  const half = (await waiting(office))[0]?.text ?? '';
  expect(valueOf(await office.engine.takeSigning(half))).toEqual({ root: 0, signed: 0, finished: 0 });
  expect((await office.engine.trust()).roster).toBeNull();
  expect(reasonOf(await office.engine.takeSigning('{}'))).toBe('notASigning');
  const stranger = await laptop();
  expect(reasonOf(await stranger.engine.takeSigning(half))).toBe('signingOfAnother');
});

test('an organisation that was invited is endorsed by two roots before its enrolment is given', async () => {
  const { office, three } = await founded();
  const house = await laptop();
  const facts = { subject: 'organisation', organisation: 'Casa de Paso', role: 'steward', until: null } as const;
  const id = valueOf(await office.engine.invite(facts));
  const invitation = (await office.engine.enrolment()).invitations[0];
  valueOf(await house.engine.answerInvitation(invitation?.codes.join('\n') ?? '', 'Portátil', 'Casa de Paso'));
  valueOf(await office.engine.takeAnswer((await house.engine.enrolment()).joining?.answer ?? '', false));
  const shown = (await office.engine.enrolment()).invitations[0]?.answered;
  valueOf(await house.engine.hearComparison(shown?.codes[0] ?? ''));
  valueOf(await house.engine.settleComparison(true));
  expect(reasonOf(await office.engine.grantInvitation(id))).toBe('waitsForRoots');
  expect(reasonOf(await office.engine.grantInvitation(id))).toBe('waitsForRoots');
  expect(await waiting(office)).toMatchObject([{ facts: { type: 'organisation', name: 'Casa de Paso' } }]);
  valueOf(await signWith(office, three[2]));
  expect(reasonOf(await office.engine.grantInvitation(id))).toBe('waitsForRoots');
  valueOf(await signWith(office, three[1]));
  valueOf(await house.engine.acceptGrant(valueOf(await office.engine.grantInvitation(id))));
  expect((await house.engine.trust()).self).toMatchObject({ organisation: 'Casa de Paso' });
  expect(await waiting(office)).toEqual([]);
});

test('roots change by two of the old and two of the new; from then on the old ones sign nothing', async () => {
  const { office, three, profile } = await founded();
  const ana = await enrolled(office, three, profile, 'Ana');
  const next = await sticks(office, 3);
  expect(
    valueOf(
      await office.engine.succeedRoots(
        next.map(({ key }) => key),
        2,
      ),
    ),
  ).toBe('waits');
  for (const stick of [three[0], three[1], next[0]]) expect(valueOf(await signWith(office, stick)).finished).toBe(0);
  expect((await office.engine.roots()).roots).toEqual(three.map(({ kid }) => kid));
  expect(valueOf(await signWith(office, next[1])).finished).toBe(1);
  expect(await waiting(office)).toMatchObject([
    { facts: { type: 'roster', isSuccession: true }, sets: [{ signed: [] }] },
  ]);
  expect(reasonOf(await signWith(office, three[0]))).toBe('rootUnknown');
  for (const stick of next.slice(1)) valueOf(await signWith(office, stick));
  expect(await office.engine.roots()).toMatchObject({ roots: next.map(({ kid }) => kid), threshold: 2, signings: [] });
  valueOf(await office.engine.revokeDevice(ana.fake.unlock().device.kid, 'robada'));
  expect(reasonOf(await signWith(office, three[0]))).toBe('rootUnknown');
  for (const stick of next.slice(0, 2)) valueOf(await signWith(office, stick));
  expect((await office.engine.trust()).roster?.version).toBe(2);
  expect((await office.engine.authors({})).authors.map(({ name }) => name).sort()).toEqual(['Ana', 'Oficina']);
});

test('a mechanism of one root in a laptop goes over to three sticks, two of which sign', async () => {
  const office = await laptop();
  const profile = valueOf(await office.engine.foundMechanism(FACTS));
  const three = await sticks(office, 3);
  valueOf(
    await office.engine.succeedRoots(
      three.map(({ key }) => key),
      2,
    ),
  );
  expect((await waiting(office))[0]?.sets).toMatchObject([
    { signed: [1], need: 1 },
    { signed: [], need: 2 },
  ]);
  for (const stick of [three[0], three[1]]) valueOf(await signWith(office, stick));
  for (const stick of [three[0], three[1]]) valueOf(await signWith(office, stick));
  expect(await office.engine.roots()).toMatchObject({ areOnSticks: true, threshold: 2 });
  const ana = await enrolled(office, three, profile, 'Ana');
  expect(valueOf(await office.engine.revokeDevice(ana.fake.unlock().device.kid, 'robada'))).toBe('waits');
});

test("a steward's key is closed: its devices stay, and it vouches for nobody else", async () => {
  const { office, three, profile } = await founded();
  const ana = await enrolled(office, three, profile, 'Ana');
  const { kid } = ana.fake.unlock().device;
  const house = (await office.engine.authors({})).authors.find((author) => author.kid === kid)?.organisationKid;
  expect(valueOf(await office.engine.closeOrganisation(house ?? kid, 'se fue'))).toBe('waits');
  for (const stick of three.slice(1)) valueOf(await signWith(office, stick));
  expect((await office.engine.authors({})).authors.some((author) => author.kid === kid)).toBe(true);
  expect((await office.engine.trust()).roster?.version).toBe(1);
});
