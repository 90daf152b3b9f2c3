// The ten attacks that TUF names on whoever updates from others (https://theupdateframework.io/docs/security), each as
// what it would be here: somebody on the way (a stick, a letterbox, a neighbour) wants other people to be trusted, or
// somebody who was thrown out to stay.

import { describe, expect, test } from 'vitest';
import { judgeCredential, judgeRoster } from '#shared/log/judge-trust.ts';
import type { Signed } from '#shared/log/envelope.ts';
import { isRevokedAt, resolveTrust } from '#shared/log/roster.ts';
import { decodeRoster, ROSTER_TYPE } from '#shared/log/roster-body.ts';
import { fakeKey } from '#scripts/headless/keys.ts';
import {
  ana,
  anaCredential,
  chain,
  credentialOf,
  errorOf,
  house,
  houseCredential,
  laterRoots,
  luz,
  otherHouse,
  profile,
  profileWith,
  revokeAt,
  rootA,
  rootB,
  rootC,
  rootSetOf,
  rosterIn,
  rosterLine,
  scopeWith,
  signedRoster,
  successionTo,
  thief,
} from './roster-world.ts';

const both = [rootA, rootB];
const eve = fakeKey('roster eve');
const mirror = profileWith([thief], 1);
const revoked = await rosterLine([revokeAt(ana.kid, 4)]);
const MOST = Number.MAX_SAFE_INTEGER;

const authorsOf = async (credentials: readonly Signed[], rosters: readonly Signed[] = []): Promise<readonly string[]> =>
  [...(await resolveTrust(profile, credentials, rosters)).authors.keys()].sort();
const honest = [ana.kid, luz.kid].sort();

describe('1 arbitrary software: whatever somebody signs', () => {
  test('an organisation that no root signed brings nobody in', async () => {
    const own = await credentialOf({ own: otherHouse, subject: 'organisation', parent: thief });
    const device = await credentialOf({ own: eve, subject: 'device', parent: otherHouse });
    expect(await authorsOf([...chain, own, device])).toEqual(honest);
  });

  test('a roster that no root signed revokes nobody', async () => {
    const own = await signedRoster({ mechanism: profile.id, version: 9, revocations: [] }, [thief, eve]);
    expect((await resolveTrust(profile, chain, [...revoked, own])).rosterVersion).toBe(1);
  });

  test('a device enrolled by a device is nobody', async () => {
    const device = await credentialOf({ own: eve, subject: 'device', parent: ana });
    expect(await authorsOf([...chain, device])).toEqual(honest);
  });
});

describe('2 endless data: more than anybody can read', () => {
  test.each([
    [
      'a roster of very many revocations',
      { revocations: Array.from({ length: 3000 }, () => ({ kid: ana.kid, seq: 0, id: null, reason: 'x'.repeat(20) })) },
    ],
    [
      'a roster with a very long reason',
      { revocations: [{ kid: ana.kid, seq: 0, id: null, reason: 'x'.repeat(300_000) }] },
    ],
    [
      'a roster of very many successions',
      { revocations: [], successions: Array.from({ length: 5000 }, () => anaCredential) },
    ],
  ])('%s is not read, though the roots signed it', async (_name, more) => {
    const signed = await signedRoster({ mechanism: profile.id, version: 2, ...more }, both);
    expect(decodeRoster(signed)).toBeUndefined();
    expect((await resolveTrust(profile, chain, [...revoked, signed])).rosterVersion).toBe(1);
  });

  test('what is nested without end is not read', async () => {
    const body = `{"mechanism":${'['.repeat(5000)}`;
    expect(decodeRoster({ type: ROSTER_TYPE, body, signatures: [] })).toBeUndefined();
  });

  test('a line of more successions than roots can have changed is led astray', async () => {
    const successions: Signed[] = [];
    for (let generation = 1; generation <= 17; generation++)
      successions.push(await successionTo(rootSetOf([rootA, rootB], 2), generation, both));
    const signed = await signedRoster({ mechanism: profile.id, version: 2, revocations: [], successions }, both);
    expect(errorOf(await judgeRoster(profile, { roster: null }, signed))).toEqual({ type: 'rosterAstray' });
  });
});

describe('3 extraneous dependencies: what comes along and was not asked for', () => {
  test('the credentials of another mechanism that come along bring nobody in', async () => {
    const theirs = await credentialOf({ own: otherHouse, subject: 'organisation', parent: thief, mechanism: mirror });
    const device = await credentialOf({ own: eve, subject: 'device', parent: otherHouse, mechanism: mirror });
    expect(await authorsOf([...chain, theirs, device])).toEqual(honest);
  });

  test('a key more in a credential or a roster does not come along unread', async () => {
    const more = await credentialOf({ own: eve, subject: 'device', parent: house, more: { also: thief.kid } });
    expect(errorOf(await judgeCredential(profile, chain, [], more))).toEqual({ type: 'notACredential' });
    const roster = await signedRoster({ mechanism: profile.id, version: 9, revocations: [], also: [] }, both);
    expect(errorOf(await judgeRoster(profile, { roster: null }, roster))).toEqual({ type: 'notARoster' });
  });

  test('an organisation gives its devices no role that it has not itself', async () => {
    const narrow = await credentialOf({
      own: otherHouse,
      subject: 'organisation',
      parent: rootA,
      with: [rootB],
      scope: scopeWith(['recorder'], [], []),
    });
    const wide = await credentialOf({
      own: eve,
      subject: 'device',
      parent: otherHouse,
      scope: scopeWith(['recorder', 'secretariat'], [], []),
    });
    expect(await authorsOf([...chain, narrow, wide])).toEqual(honest);
  });
});

describe('4 fast-forward: a version so high that nothing true can come after it', () => {
  test('one stolen root cannot', async () => {
    const ahead = await signedRoster({ mechanism: profile.id, version: MOST, revocations: [] }, [rootA]);
    expect((await resolveTrust(profile, chain, [...revoked, ahead])).rosterVersion).toBe(1);
  });

  test('with enough stolen roots it can, until the roots are succeeded: then a low version comes after it', async () => {
    const ahead = await signedRoster({ mechanism: profile.id, version: MOST, revocations: [] }, both);
    expect((await resolveTrust(profile, chain, [...revoked, ahead])).rosterVersion).toBe(MOST);
    const succession = await successionTo(rootSetOf(laterRoots, 2), 1, [rootB, rootC, ...laterRoots]);
    const after = { mechanism: profile.id, version: 2, revocations: [], successions: [succession] };
    const recovered = await signedRoster(after, laterRoots.slice(0, 2));
    expect((await resolveTrust(profile, chain, [...revoked, ahead, recovered])).rosterVersion).toBe(2);
    expect(errorOf(await judgeRoster(profile, { roster: rosterIn(ahead) }, recovered))).toBeNull();
  });

  test('a version that numbers cannot count exactly is none', async () => {
    const beyond = await signedRoster({ mechanism: profile.id, version: 2 ** 60, revocations: [] }, both);
    expect(errorOf(await judgeRoster(profile, { roster: null }, beyond))).toEqual({ type: 'notARoster' });
  });
});

describe('5 indefinite freeze: the old is given again and again, and the new is kept back', () => {
  test('what was known before stays known', async () => {
    const later = await rosterLine([revokeAt(ana.kid, 4), { type: 'renew' }]);
    const frozen = await resolveTrust(profile, chain, [
      ...later,
      ...Array.from({ length: 50 }, () => later[0] as Signed),
    ]);
    expect([frozen.rosterVersion, isRevokedAt(frozen, ana.kid, 5)]).toEqual([2, true]);
  });

  test('a roster says of which day it is, so that a person sees that it is old', async () => {
    const dated = await signedRoster({ mechanism: profile.id, version: 2, revocations: [], at: '2025-01-31' }, both);
    expect((await resolveTrust(profile, chain, [dated])).roster?.at).toBe('2025-01-31');
  });
});

describe('6 malicious mirrors: whoever carries it mixes in what is false, or leaves out', () => {
  const broken = (signed: Signed): Signed => ({ ...signed, body: `${signed.body} ` });

  test('what is true comes through in whatever company and order', async () => {
    const junk = [
      broken(houseCredential),
      broken(anaCredential),
      await credentialOf({ own: ana, subject: 'device', parent: thief }),
    ];
    for (const way of [
      [...junk, ...chain],
      [...chain, ...junk],
      [...chain.toReversed(), ...junk, ...chain],
    ])
      expect(await authorsOf(way, [broken(revoked[0] as Signed), ...revoked])).toEqual(honest);
  });

  test('a false copy does not stand before the true one', async () => {
    const [true1] = revoked as [Signed];
    const false1 = { ...true1, signatures: true1.signatures.map((one) => ({ ...one, sig: 'A'.repeat(86) })) };
    for (const way of [
      [false1, true1],
      [true1, false1],
    ])
      expect((await resolveTrust(profile, chain, way)).revocations.has(ana.kid)).toBe(true);
  });

  test('without its organisation a device waits; it is not let in by halves', async () => {
    expect(await authorsOf([anaCredential])).toEqual([]);
    expect(errorOf(await judgeCredential(profile, [anaCredential], [], anaCredential))).toEqual({
      type: 'credentialOrphan',
    });
  });
});

describe('7 mix-and-match: parts of different times or mechanisms put together', () => {
  test('the signatures of one roster do not hold for another', async () => {
    const [first, second] = (await rosterLine([{ type: 'renew' }, revokeAt(luz.kid)])) as [Signed, Signed];
    const mixed = { ...second, signatures: first.signatures };
    expect(errorOf(await judgeRoster(profile, { roster: null }, mixed))).toEqual({
      type: 'rosterUnsigned',
      have: 0,
      need: 2,
    });
  });

  test('two roots that signed two different rosters have not signed one', async () => {
    const one = await signedRoster({ mechanism: profile.id, version: 7, revocations: [] }, [rootA]);
    const other = await signedRoster(
      { mechanism: profile.id, version: 7, revocations: rosterIn(revoked[0]).revocations },
      [rootB],
    );
    const mixed = { ...one, signatures: [...one.signatures, ...other.signatures] };
    expect(errorOf(await judgeRoster(profile, { roster: null }, mixed))).toEqual({
      type: 'rosterUnsigned',
      have: 1,
      need: 2,
    });
  });

  test('a root of then and a root of now are not two roots', async () => {
    const succession = await successionTo(rootSetOf(laterRoots, 2), 1, [...both, ...laterRoots]);
    const value = { mechanism: profile.id, version: 2, revocations: [], successions: [succession] };
    const mixed = await signedRoster(value, [rootA, laterRoots[0] as typeof rootA]);
    expect(errorOf(await judgeRoster(profile, { roster: null }, mixed))).toEqual({
      type: 'rosterUnsigned',
      have: 1,
      need: 2,
    });
  });

  test('the roster of one mechanism says nothing in another', async () => {
    const theirs = await signedRoster(
      { mechanism: mirror.id, version: 8, revocations: rosterIn(revoked[0]).revocations },
      [thief],
    );
    expect((await resolveTrust(profile, chain, [theirs])).revocations.size).toBe(0);
  });

  test('two rosters of one version: everybody takes the same one', async () => {
    const one = await signedRoster({ mechanism: profile.id, version: 7, revocations: [] }, both);
    const other = await signedRoster(
      { mechanism: profile.id, version: 7, revocations: rosterIn(revoked[0]).revocations },
      both,
    );
    const ways = await Promise.all(
      [
        [one, other],
        [other, one],
      ].map((way) => resolveTrust(profile, chain, way)),
    );
    expect(ways[0]?.roster).toEqual(ways[1]?.roster);
    expect(errorOf(await judgeRoster(profile, { roster: rosterIn(one) }, other))).toEqual({
      type: 'rosterContradicts',
      version: 7,
    });
  });
});

describe('8 rollback: an older state, true once', () => {
  test('a roster from before a revocation does not lift it', async () => {
    const line = await rosterLine([{ type: 'renew' }, revokeAt(ana.kid, 4)]);
    const trust = await resolveTrust(profile, chain, line.toReversed());
    expect(isRevokedAt(trust, ana.kid, 5)).toBe(true);
    expect(errorOf(await judgeRoster(profile, trust, line[0] as Signed))).toEqual({
      type: 'rosterOlder',
      version: 1,
      known: 2,
    });
  });

  test('nor does one from before a succession, whatever its version', async () => {
    const succession = await successionTo(rootSetOf(laterRoots, 2), 1, [...both, ...laterRoots]);
    const now = await signedRoster(
      { mechanism: profile.id, version: 2, revocations: [], successions: [succession] },
      laterRoots,
    );
    const old = await signedRoster({ mechanism: profile.id, version: 900, revocations: [] }, both);
    const trust = await resolveTrust(profile, chain, [old, now]);
    expect(trust.rosterVersion).toBe(2);
    expect(errorOf(await judgeRoster(profile, trust, old))).toEqual({ type: 'rosterOlder', version: 900, known: 2 });
  });

  test('an older credential of a device does not come back in front of its newer one', async () => {
    const newer = await credentialOf({
      own: ana,
      subject: 'device',
      parent: house,
      from: '2026-06-01',
      scope: scopeWith(['recorder'], [2], []),
    });
    for (const way of [
      [newer, ...chain],
      [...chain, newer],
    ])
      expect((await resolveTrust(profile, way, [])).authors.get(ana.kid)?.scope.mesas).toEqual([2]);
  });
});
