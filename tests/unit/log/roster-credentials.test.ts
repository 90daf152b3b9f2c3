// Root → organisation → device: each way in which a credential does not count has one cause and one typed reason, and
// what is told to a person is what the app goes by.

import { describe, expect, test } from 'vitest';
import { bytesToBase64url } from '#shared/base/bytes.ts';
import { canonicalText, type Json } from '#shared/base/json.ts';
import { judgeCredential, validityNote } from '#shared/log/judge-trust.ts';
import { keyIdOf, type Signed, signText } from '#shared/log/envelope.ts';
import { decodeProfile } from '#shared/log/profile.ts';
import { CREDENTIAL_TYPE, decodeCredential, resolveTrust } from '#shared/log/roster.ts';
import { fakeKey } from '#scripts/headless/keys.ts';
import type { TrustCase } from '../../vectors/hostile-trust.ts';
import { vectorJson } from '../../vectors/read.ts';
import {
  ana,
  anaCredential,
  chain,
  type CredentialFacts,
  credentialOf,
  errorOf,
  house,
  houseCredential,
  luz,
  luzCredential,
  otherHouse,
  profile,
  profileWith,
  revokeAt,
  rootA,
  rootB,
  rootC,
  roots,
  rosterLine,
  scopeWith,
  thief,
} from './roster-world.ts';

const joins = fakeKey('roster joins');
const device: CredentialFacts = { own: joins, subject: 'device', parent: house };
const organisation: CredentialFacts = { own: otherHouse, subject: 'organisation', parent: rootA, with: [rootB] };
const small = (first: number): string => bytesToBase64url(Uint8Array.of(first, ...new Uint8Array(31)));
const others = profileWith([thief], 1);
const text = (more: object): Promise<Signed> => signText(CREDENTIAL_TYPE, canonicalText(more as Json), house.signer);

type Case = readonly [name: string, make: () => Promise<Signed>, error: object | null];

const cases: readonly Case[] = [
  ['a device under its organisation', () => credentialOf(device), null],
  ['an organisation under two of three roots', () => credentialOf(organisation), null],
  ['an organisation under all three', () => credentialOf({ ...organisation, with: [rootB, rootC] }), null],
  ['a device with dates long past: they are shown', () => credentialOf({ ...device, until: '2001-01-01' }), null],
  ['a device from the future: that is shown', () => credentialOf({ ...device, from: '2199-01-01' }), null],
  ['another kind of signed thing', () => signText('application/x', '{}', house.signer), { type: 'notACredential' }],
  ['no object', () => signText(CREDENTIAL_TYPE, '[]', house.signer), { type: 'notACredential' }],
  ['an empty object', () => text({}), { type: 'notACredential' }],
  ['a key too many', () => credentialOf({ ...device, more: { admin: true } }), { type: 'notACredential' }],
  ['no such subject', () => credentialOf({ ...device, more: { subject: 'root' } }), { type: 'notACredential' }],
  [
    'no such role',
    () => credentialOf({ ...device, more: { scope: { roles: ['god'], mesas: [], countries: [] } } }),
    { type: 'notACredential' },
  ],
  ['a day that is none', () => credentialOf({ ...device, until: 'mañana' }), { type: 'notACredential' }],
  ['a name of nothing', () => credentialOf({ ...device, card: { name: '' } }), { type: 'notACredential' }],
  [
    'an algorithm that this app does not know',
    async () => ({ ...(await credentialOf(device)), type: CREDENTIAL_TYPE.replace('v=1', 'v=2') }),
    { type: 'unknownAlgorithm' },
  ],
  ['a key of order 1', () => credentialOf({ ...device, card: { key: small(1) } }), { type: 'unsafeKey' }],
  ['a key of order 4', () => credentialOf({ ...device, card: { key: small(0) } }), { type: 'unsafeKey' }],
  [
    'a key that is not written canonically',
    () => credentialOf({ ...device, card: { key: bytesToBase64url(new Uint8Array(32).fill(0xff)) } }),
    { type: 'unsafeKey' },
  ],
  ['of another mechanism', () => credentialOf({ ...device, mechanism: others }), { type: 'credentialOfAnother' }],
  ['signed by itself', () => credentialOf({ ...device, parent: joins }), { type: 'credentialCircular' }],
  [
    'an organisation signed by itself',
    () => credentialOf({ ...organisation, parent: otherHouse }),
    { type: 'credentialCircular' },
  ],
  [
    'an organisation under its own device',
    () => credentialOf({ own: house, subject: 'organisation', parent: ana }),
    { type: 'credentialCircular' },
  ],
  ['under a device', () => credentialOf({ ...device, parent: ana }), { type: 'credentialOrphan' }],
  ['under a root itself', () => credentialOf({ ...device, parent: rootA }), { type: 'credentialOrphan' }],
  [
    'under an organisation that nobody knows',
    () => credentialOf({ ...device, parent: otherHouse }),
    { type: 'credentialOrphan' },
  ],
  [
    'an organisation under an organisation',
    () => credentialOf({ ...organisation, parent: house, with: [] }),
    { type: 'credentialOrphan' },
  ],
  [
    'an organisation under no root',
    () => credentialOf({ ...organisation, parent: thief, with: [] }),
    { type: 'credentialOrphan' },
  ],
  [
    'an organisation under one root',
    () => credentialOf({ ...organisation, with: [] }),
    { type: 'credentialUnsigned', have: 1, need: 2 },
  ],
  [
    'an organisation under one root, twice',
    () => credentialOf({ ...organisation, with: [rootA] }),
    { type: 'credentialUnsigned', have: 1, need: 2 },
  ],
  [
    'an organisation under a root and a thief',
    () => credentialOf({ ...organisation, with: [thief] }),
    { type: 'credentialUnsigned', have: 1, need: 2 },
  ],
  [
    'a name that its holder never signed',
    () => credentialOf({ ...device, card: { name: 'Otra' } }),
    { type: 'credentialForged' },
  ],
  ["another's key", () => credentialOf({ ...device, card: { key: luz.key } }), { type: 'credentialForged' }],
  [
    'a proof that is none',
    () => credentialOf({ ...device, more: { proof: 'A'.repeat(86) } }),
    { type: 'credentialForged' },
  ],
  [
    'the signature of another credential',
    async () => ({ ...(await credentialOf(device)), signatures: anaCredential.signatures }),
    { type: 'credentialForged' },
  ],
  [
    'a scope changed after it was signed',
    async () => {
      const signed = await credentialOf(device);
      return { ...signed, body: signed.body.replace('"recorder"', '"steward"') };
    },
    { type: 'credentialForged' },
  ],
  [
    'signed by somebody who names the organisation as parent',
    async () => {
      const { signatures } = await signText(CREDENTIAL_TYPE, (await credentialOf(device)).body, thief.signer);
      const forged = signatures.map(({ sig }) => ({ kid: house.kid, sig }));
      return { ...(await credentialOf(device)), signatures: forged };
    },
    { type: 'credentialForged' },
  ],
  [
    'a role that its organisation has not',
    () => credentialOf({ ...device, scope: scopeWith(['secretariat'], [], []) }),
    { type: 'credentialOverScoped', what: 'roles' },
  ],
];

describe('a credential', () => {
  test.each(cases)('%s', async (_name, make, error) => {
    const signed = await make();
    expect(errorOf(await judgeCredential(profile, [...chain, signed], [], signed))).toEqual(error);
  });

  const narrow = { own: otherHouse, subject: 'organisation', parent: rootA, with: [rootB] } as const;
  const within = scopeWith(['recorder'], [1, 2], ['HN', 'SV']);
  test.each([
    [scopeWith(['recorder'], [1], ['HN']), null],
    [within, null],
    [scopeWith(['recorder'], [1, 3], ['HN']), 'mesas'],
    [scopeWith(['recorder'], [], ['HN']), 'mesas'],
    [scopeWith(['recorder'], [1], ['MX']), 'countries'],
    [scopeWith(['recorder'], [1], []), 'countries'],
    [scopeWith(['coordinator'], [1], ['HN']), 'roles'],
  ])('of scope %j is within its organisation’s, or it is said in what it is not', async (scope, what) => {
    const parent = await credentialOf({ ...narrow, scope: within });
    const signed = await credentialOf({ own: joins, subject: 'device', parent: otherHouse, scope });
    const judged = await judgeCredential(profile, [parent, signed], [], signed);
    expect(errorOf(judged)).toEqual(what === null ? null : { type: 'credentialOverScoped', what });
  });

  test('is the same told and gone by', async () => {
    const gone: (readonly [name: string, counts: boolean])[] = [];
    for (const [name, make] of cases) {
      const signed = await make();
      const { authors } = await resolveTrust(profile, [...chain, signed], []);
      const counts = authors.get(joins.kid)?.name === 'Casa del Camino';
      if (decodeCredential(signed)?.subject === 'device') gone.push([name, counts]);
    }
    const told = cases.filter(([name]) => gone.some(([each]) => each === name));
    expect(gone).toEqual(told.map(([name, , error]) => [name, error === null]));
    expect(gone.length).toBeGreaterThan(14);
  });

  const { profile: golden, cases: goldenCases } = vectorJson<{ profile: string; cases: readonly TrustCase[] }>(
    'trust.json',
  );
  test('is told as version 1 has gone by since its first day', async () => {
    const known = decodeProfile(golden);
    if (!known.ok) throw new Error('no profile');
    for (const { name, credentials, authors } of goldenCases) {
      const judged = await Promise.all(
        credentials.map((signed) => judgeCredential(known.value, credentials, [], signed)),
      );
      const admitted = judged.flatMap((one) =>
        one.ok && one.value.subject === 'device' ? [keyIdOf(one.value.card.key)] : [],
      );
      expect([name, [...new Set(admitted)]]).toEqual([name, authors]);
    }
  });

  test('in any order, a thing is verified once for each key, and never believed twice', async () => {
    const list = [houseCredential, anaCredential, luzCredential];
    const ways = [list, list.toReversed(), [...list, ...list]];
    for (const way of ways) expect((await resolveTrust(profile, way, [])).authors.size).toBe(2);
  });

  test.each([
    [{ from: null, until: null }, undefined],
    [{ from: '2026-01-01', until: '2026-11-28' }, undefined],
    [
      { from: null, until: '2026-11-27' },
      { type: 'credentialExpired', date: '2026-11-27' },
    ],
    [
      { from: '2026-11-29', until: null },
      { type: 'credentialEarly', date: '2026-11-29' },
    ],
  ])('of %j is noted beside a date, and stays good', (dates, note) => {
    expect(validityNote(dates, '2026-11-28')).toEqual(note);
  });
});

describe('an organisation whose steward left', () => {
  const closing = { type: 'close', closing: { kid: house.kid, devices: [ana.kid], reason: 'se fue' } } as const;

  test('keeps the devices that are named, and vouches for nobody else', async () => {
    const rosters = await rosterLine([closing]);
    const late = await credentialOf(device);
    const trust = await resolveTrust(profile, [...chain, late], rosters);
    expect([...trust.authors.keys()]).toEqual([ana.kid]);
    expect(errorOf(await judgeCredential(profile, [...chain, late], rosters, late))).toEqual({
      type: 'credentialClosed',
    });
    expect(errorOf(await judgeCredential(profile, chain, rosters, anaCredential))).toBeNull();
  });

  test('has its devices under another steward’s key again', async () => {
    const rosters = await rosterLine([closing]);
    const second = await credentialOf(organisation);
    const again = await credentialOf({ own: luz, subject: 'device', parent: otherHouse });
    const trust = await resolveTrust(profile, [...chain, second, again], rosters);
    expect([...trust.authors.keys()].sort()).toEqual([ana.kid, luz.kid].sort());
    expect(trust.authors.get(luz.kid)?.organisationKid).toBe(otherHouse.kid);
  });

  test('and a device of it that is revoked beside is revoked', async () => {
    const rosters = await rosterLine([closing, revokeAt(ana.kid, 3)]);
    const trust = await resolveTrust(profile, chain, rosters);
    expect([trust.authors.has(ana.kid), trust.revocations.get(ana.kid)?.seq]).toEqual([true, 3]);
  });
});

test('one root is enough where the profile asks for one, and where it binds rosters alone', async () => {
  for (const plain of [profileWith([rootA], 1), profileWith(roots, 2)]) {
    const signed = await credentialOf({ ...organisation, with: [], mechanism: plain });
    expect(errorOf(await judgeCredential(plain, [signed], [], signed))).toBeNull();
  }
});
