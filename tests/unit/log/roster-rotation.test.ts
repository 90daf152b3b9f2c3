// Every key can be changed: root by root, a steward's, a device's, an age key. What was signed before stays good, and
// what was sealed to an old key still opens.

import { describe, expect, test } from 'vitest';
import { identityOf } from '#shared/bundle/identity.ts';
import { openBundle } from '#shared/bundle/decode.ts';
import { judgeRoster } from '#shared/log/judge-trust.ts';
import { addSignature, rootSetsAfter, rootsThatSigned, SUCCESSION_TYPE } from '#shared/log/roots.ts';
import { nextRoster } from '#shared/log/roster-plan.ts';
import type { Signed } from '#shared/log/envelope.ts';
import { resolveTrust } from '#shared/log/roster.ts';
import { fakeHybridAgeKey, type FakeKey, fakeKey } from '#scripts/headless/keys.ts';
import { vectorBytes, vectorJson } from '../../vectors/read.ts';
import {
  ana,
  chain,
  credentialOf,
  errorOf,
  house,
  laterRoots,
  luz,
  otherHouse,
  profile,
  profileWith,
  revokeAt,
  rootA,
  rootB,
  rootC,
  roots,
  rootSetOf,
  rosterIn,
  rosterLine,
  signedRoster,
  successionTo,
  thief,
} from './roster-world.ts';

const both = [rootA, rootB];
const later = rootSetOf(laterRoots, 2);
const [laterA, laterB] = laterRoots as [FakeKey, FakeKey, FakeKey];
const succession = await successionTo(later, 1, [...both, laterA, laterB]);

describe('roots', () => {
  test.each<readonly [name: string, make: () => Promise<readonly Signed[]>, sets: number | undefined]>([
    ['no succession', async () => [], 1],
    ['enough of the old and enough of the new', async () => [succession], 2],
    ['all of both', async () => [await successionTo(later, 1, [...roots, ...laterRoots])], 2],
    ['one old root', async () => [await successionTo(later, 1, [rootA, laterA, laterB])], undefined],
    ['one new root', async () => [await successionTo(later, 1, [...both, laterA])], undefined],
    ['the old ones alone', async () => [await successionTo(later, 1, both)], undefined],
    ['the new ones alone', async () => [await successionTo(later, 1, laterRoots)], undefined],
    ['the second generation first', async () => [await successionTo(later, 2, [...both, ...laterRoots])], undefined],
    ['the same one twice', async () => [succession, succession], undefined],
    [
      'another mechanism’s',
      async () => [await successionTo(later, 1, [...both, ...laterRoots], profileWith([thief], 1))],
      undefined,
    ],
    [
      'a threshold greater than the roots',
      async () => [await successionTo({ ...later, threshold: 4 }, 1, [...both, ...laterRoots])],
      undefined,
    ],
    [
      'one key counted twice',
      async () => [await successionTo({ keys: [laterA.key, laterA.key], threshold: 2 }, 1, [...both, laterA])],
      undefined,
    ],
    ['a threshold of none', async () => [await successionTo({ ...later, threshold: 0 }, 1, both)], undefined],
    ['something else', async () => [await signedRoster({ generation: 1 }, both, SUCCESSION_TYPE)], undefined],
  ])('are succeeded with %s', async (_name, make, sets) => {
    expect((await rootSetsAfter(profile, await make()))?.length).toBe(sets);
  });

  test('may change in number: from one to two of three, and on to three of three', async () => {
    const single = profileWith([rootA], 1);
    const first = await successionTo(rootSetOf(roots, 2), 1, [rootA, rootB], single);
    const second = await successionTo(rootSetOf(laterRoots, 3), 2, [rootB, rootC, ...laterRoots], single);
    expect(await rootSetsAfter(single, [first, second])).toEqual([
      single.roots,
      rootSetOf(roots, 2),
      rootSetOf(laterRoots, 3),
    ]);
  });

  test('sign on one laptop, one after the other, each from its own stick; a signature more changes nothing', async () => {
    const value = nextRoster(null, profile.id, revokeAt(ana.kid), null);
    let signed = await signedRoster(value, [rootC]);
    expect(await rootsThatSigned(signed, profile.roots)).toEqual([rootC.key]);
    expect(errorOf(await judgeRoster(profile, { roster: null }, signed))).toEqual({
      type: 'rosterUnsigned',
      have: 1,
      need: 2,
    });
    for (const stick of [rootC, rootA, rootA]) signed = await addSignature(signed, stick.signer);
    expect(await rootsThatSigned(signed, profile.roots)).toEqual([rootA.key, rootC.key]);
    expect(signed.signatures).toHaveLength(2);
    expect(errorOf(await judgeRoster(profile, { roster: null }, signed))).toBeNull();
  });

  test('once succeeded, only the later ones sign rosters; what the earlier ones endorsed stays', async () => {
    const [before] = await rosterLine([revokeAt(luz.kid, 3)]);
    const after = nextRoster(rosterIn(before), profile.id, { type: 'succeed', succession }, null);
    const byLater = await signedRoster(after, [laterA, laterB]);
    const byEarlier = await signedRoster(after, both);
    const trust = await resolveTrust(profile, chain, [before as Signed, byLater]);
    expect([...trust.authors.keys()].sort()).toEqual([ana.kid, luz.kid].sort());
    expect([trust.rosterVersion, trust.revocations.get(luz.kid)?.seq, trust.rootSets.length]).toEqual([2, 3, 2]);
    expect(errorOf(await judgeRoster(profile, { roster: rosterIn(before) }, byEarlier))).toEqual({
      type: 'rosterUnsigned',
      have: 0,
      need: 2,
    });
  });

  test('the later ones endorse organisations, as soon as a roster shows that they are roots', async () => {
    const endorsed = await credentialOf({ own: otherHouse, subject: 'organisation', parent: laterA, with: [laterB] });
    const device = await credentialOf({ own: fakeKey('new device'), subject: 'device', parent: otherHouse });
    const roster = await signedRoster(nextRoster(null, profile.id, { type: 'succeed', succession }, null), laterRoots);
    expect((await resolveTrust(profile, [...chain, endorsed, device], [])).authors.size).toBe(2);
    expect((await resolveTrust(profile, [...chain, endorsed, device], [roster])).authors.size).toBe(3);
  });

  test('a roster that leaves its line of roots is led astray; one that goes on from it is not', async () => {
    const now = await signedRoster(nextRoster(null, profile.id, { type: 'succeed', succession }, null), laterRoots);
    const back = await successionTo(rootSetOf(roots, 2), 2, [laterA, laterB, ...roots]);
    const on = nextRoster(rosterIn(now), profile.id, { type: 'succeed', succession: back }, null);
    expect(errorOf(await judgeRoster(profile, { roster: rosterIn(now) }, await signedRoster(on, both)))).toBeNull();
    const other = await successionTo(rootSetOf([thief, rootA], 2), 1, [...both, thief]);
    const fork = nextRoster(null, profile.id, { type: 'succeed', succession: other }, null);
    const forked = await signedRoster(fork, [thief, rootA]);
    expect(errorOf(await judgeRoster(profile, { roster: rosterIn(now) }, forked))).toEqual({ type: 'rosterAstray' });
  });
});

describe('the keys below', () => {
  test("a steward's: the organisation under a second key, the first closed, and every device still known", async () => {
    const second = await credentialOf({ own: otherHouse, subject: 'organisation', parent: rootA, with: [rootC] });
    const fresh = fakeKey('device of the second steward');
    const device = await credentialOf({ own: fresh, subject: 'device', parent: otherHouse });
    const closed = await rosterLine([
      { type: 'close', closing: { kid: house.kid, devices: [ana.kid, luz.kid], reason: 'se fue' } },
    ]);
    const trust = await resolveTrust(profile, [...chain, second, device], closed);
    expect([...trust.authors.keys()].sort()).toEqual([ana.kid, luz.kid, fresh.kid].sort());
  });

  test("a device's signing key: the new one is another author, and for a while both sign", async () => {
    const fresh = fakeKey('ana again');
    const again = await credentialOf({ own: fresh, subject: 'device', parent: house });
    expect((await resolveTrust(profile, [...chain, again], [])).authors.size).toBe(3);
    const rosters = await rosterLine([revokeAt(ana.kid, 12, 'equipo nuevo')]);
    const trust = await resolveTrust(profile, [...chain, again], rosters);
    expect([trust.authors.has(fresh.kid), trust.revocations.get(ana.kid)?.seq]).toEqual([true, 12]);
  });

  test("a device's age key: the credential that is valid later names the new one", async () => {
    const [before, after] = ['age1before', 'age1after'];
    const old = await credentialOf({ own: ana, subject: 'device', parent: house, recipient: before });
    const renewed = await credentialOf({
      own: ana,
      subject: 'device',
      parent: house,
      recipient: after,
      from: '2026-11-28',
    });
    for (const way of [
      [old, renewed],
      [renewed, old],
    ])
      expect((await resolveTrust(profile, [...chain, ...way], [])).authors.get(ana.kid)?.recipient).toBe(after);
  });

  test('a bundle that was sealed to an age key of eighteen months ago still opens with the key that was kept', async () => {
    const [sealed] =
      vectorJson<readonly { readonly file: string; readonly identities: readonly string[] }[]>('bundles.json');
    if (sealed === undefined) throw new Error('no vector');
    const fresh = (await fakeHybridAgeKey('a key of now')).identity;
    const bytes = vectorBytes(`bundles/${sealed.file}`);
    expect((await openBundle(bytes, identityOf([fresh]))).ok).toBe(false);
    expect((await openBundle(bytes, identityOf([fresh, ...sealed.identities]))).ok).toBe(true);
  });
});
