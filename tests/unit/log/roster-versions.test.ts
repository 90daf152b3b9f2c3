// Rosters: their version only rises, as many roots sign as the profile asks for, and what they decide is carried on.

import { describe, expect, test } from 'vitest';
import { judgeRoster, type RosterRefusal } from '#shared/log/judge-trust.ts';
import { addSignature } from '#shared/log/roots.ts';
import { nextRoster, type RosterDecision } from '#shared/log/roster-plan.ts';
import type { Signed } from '#shared/log/envelope.ts';
import { isRevokedAt, resolveTrust } from '#shared/log/roster.ts';
import { ROSTER_TYPE } from '#shared/log/roster-body.ts';
import {
  ana,
  chain,
  errorOf,
  house,
  luz,
  profile,
  profileWith,
  revokeAt,
  rootA,
  rootB,
  rootC,
  roots,
  rosterIn,
  rosterLine,
  signedRoster,
  thief,
} from './roster-world.ts';

const revocation = { kid: ana.kid, seq: 4, id: null, reason: 'robada' };
const value = { mechanism: profile.id, version: 5, revocations: [revocation] };
const both = [rootA, rootB];
const other = profileWith([thief], 1);
const known = rosterIn(await signedRoster({ ...value, version: 4 }, both));

const twistedSignature = async (): Promise<Signed> => {
  const signed = await signedRoster(value, both);
  return {
    ...signed,
    signatures: signed.signatures.map((one, at) => (at === 0 ? { ...one, sig: 'A'.repeat(86) } : one)),
  };
};

describe('a roster', () => {
  test.each<readonly [name: string, make: () => Promise<Signed>, error: RosterRefusal | null]>([
    ['signed by two of three roots', () => signedRoster(value, both), null],
    ['signed by the other two', () => signedRoster(value, [rootB, rootC]), null],
    ['signed by all three', () => signedRoster(value, roots), null],
    ['signed by two roots and a stranger', () => signedRoster(value, [...both, thief]), null],
    [
      'signed twice by one and once by another',
      async () => addSignature(await signedRoster(value, both), rootA.signer),
      null,
    ],
    ['with a date', () => signedRoster({ ...value, at: '2026-11-28' }, both), null],
    ['that leaps over versions', () => signedRoster({ ...value, version: 900 }, both), null],
    ['signed by nobody', () => signedRoster(value, []), { type: 'rosterUnsigned', have: 0, need: 2 }],
    ['signed by one root', () => signedRoster(value, [rootC]), { type: 'rosterUnsigned', have: 1, need: 2 }],
    [
      'signed by one root twice',
      () => signedRoster(value, [rootA, rootA]),
      { type: 'rosterUnsigned', have: 1, need: 2 },
    ],
    [
      'signed by a root and an organisation',
      () => signedRoster(value, [rootA, house]),
      { type: 'rosterUnsigned', have: 1, need: 2 },
    ],
    ['signed by strangers', () => signedRoster(value, [thief, luz]), { type: 'rosterUnsigned', have: 0, need: 2 }],
    ['one of whose signatures is false', twistedSignature, { type: 'rosterUnsigned', have: 1, need: 2 }],
    [
      'whose version was raised after it was signed',
      async () => {
        const signed = await signedRoster(value, both);
        return { ...signed, body: signed.body.replace('"version":5', '"version":6') };
      },
      { type: 'rosterUnsigned', have: 0, need: 2 },
    ],
    ['of another mechanism', () => signedRoster({ ...value, mechanism: other.id }, both), { type: 'rosterOfAnother' }],
    [
      'of a lower version',
      () => signedRoster({ ...value, version: 3 }, both),
      { type: 'rosterOlder', version: 3, known: 4 },
    ],
    [
      'of the same version that says something else',
      () => signedRoster({ ...value, version: 4, revocations: [] }, both),
      { type: 'rosterContradicts', version: 4 },
    ],
    ['that is the known one', () => signedRoster({ ...value, version: 4 }, both), null],
    [
      'of another algorithm',
      () => signedRoster(value, both, ROSTER_TYPE.replace('v=1', 'v=9')),
      { type: 'unknownAlgorithm' },
    ],
    [
      'that is something else',
      () => signedRoster(value, both, 'application/vnd.chasqui.card+json;v=1'),
      { type: 'notARoster' },
    ],
    ['of version 0', () => signedRoster({ ...value, version: 0 }, both), { type: 'notARoster' }],
    ['of half a version', () => signedRoster({ ...value, version: 5.5 }, both), { type: 'notARoster' }],
    ['of a version that is a text', () => signedRoster({ ...value, version: '5' }, both), { type: 'notARoster' }],
    [
      'of a version past what counts exactly',
      () => signedRoster({ ...value, version: 2 ** 53 }, both),
      { type: 'notARoster' },
    ],
    ['with a key that it must not have', () => signedRoster({ ...value, grants: [] }, both), { type: 'notARoster' }],
    ['without revocations', () => signedRoster({ mechanism: profile.id, version: 5 }, both), { type: 'notARoster' }],
    [
      'that revokes no key',
      () => signedRoster({ ...value, revocations: [{ ...revocation, kid: 'ana' }] }, both),
      { type: 'notARoster' },
    ],
    [
      'that revokes from before the first',
      () => signedRoster({ ...value, revocations: [{ ...revocation, seq: -1 }] }, both),
      { type: 'notARoster' },
    ],
    [
      'that revokes for no reason',
      () => signedRoster({ ...value, revocations: [{ kid: ana.kid, seq: 1, id: null }] }, both),
      { type: 'notARoster' },
    ],
    [
      'that readmits for no reason',
      () => signedRoster({ ...value, readmissions: [{ kid: ana.kid }] }, both),
      { type: 'notARoster' },
    ],
    [
      'that closes a key and names no devices',
      () => signedRoster({ ...value, closings: [{ kid: house.kid, reason: 'x' }] }, both),
      { type: 'notARoster' },
    ],
    [
      'whose successions are no signed things',
      () => signedRoster({ ...value, successions: ['x'] }, both),
      { type: 'notARoster' },
    ],
    ['of a day that is none', () => signedRoster({ ...value, at: 'ayer' }, both), { type: 'notARoster' }],
  ])('%s', async (_name, make, error) => {
    const signed = await make();
    expect(errorOf(await judgeRoster(profile, { roster: known }, signed))).toEqual(error);
    const before = await signedRoster(known, both);
    const trust = await resolveTrust(profile, chain, [before, signed]);
    const isNewer = error === null && rosterIn(signed).version > known.version;
    expect(trust.rosterVersion).toBe(isNewer ? rosterIn(signed).version : known.version);
  });

  test('is the first where none is known', async () => {
    expect(
      errorOf(await judgeRoster(profile, { roster: null }, await signedRoster({ ...value, version: 1 }, both))),
    ).toBeNull();
  });
});

describe('what rosters decide, one after the other', () => {
  const readmit: RosterDecision = { type: 'readmit', kid: ana.kid, reason: 'apareció' };

  test('each raises the version by one and carries on what was decided before', async () => {
    const line = await rosterLine([revokeAt(ana.kid, 2), revokeAt(luz.kid, 7), { type: 'renew' }, readmit]);
    expect(line.map((signed) => rosterIn(signed).version)).toEqual([1, 2, 3, 4]);
    expect(line.map((signed) => rosterIn(signed).revocations.map(({ kid }) => kid))).toEqual([
      [ana.kid],
      [ana.kid, luz.kid],
      [ana.kid, luz.kid],
      [luz.kid],
    ]);
    expect(rosterIn(line[3]).readmissions).toEqual([{ kid: ana.kid, reason: 'apareció' }]);
  });

  test('in whatever order they come, and some not at all, the newest of them counts', async () => {
    const line = await rosterLine([revokeAt(ana.kid, 2), readmit, revokeAt(ana.kid, 9)]);
    for (const some of [line, line.toReversed(), [line[2], line[0]], [line[2]]]) {
      const trust = await resolveTrust(profile, chain, some as readonly Signed[]);
      expect([trust.rosterVersion, trust.revocations.get(ana.kid)?.seq]).toEqual([3, 9]);
    }
  });

  test.each([
    [1, false],
    [4, false],
    [5, true],
    [9, true],
  ])('of who was revoked at 4, number %i is after it: %s', async (seq, isAfter) => {
    const trust = await resolveTrust(profile, chain, await rosterLine([revokeAt(ana.kid, 4)]));
    expect(isRevokedAt(trust, ana.kid, seq)).toBe(isAfter);
    expect(isRevokedAt(trust, luz.kid, seq)).toBe(false);
  });

  test('who is readmitted counts again from the first to the last', async () => {
    const trust = await resolveTrust(profile, chain, await rosterLine([revokeAt(ana.kid, 4), readmit]));
    expect([4, 5, 99].map((seq) => isRevokedAt(trust, ana.kid, seq))).toEqual([false, false, false]);
  });

  test('who is revoked again after that is revoked, and no longer called readmitted', async () => {
    const line = await rosterLine([revokeAt(ana.kid, 4), readmit, revokeAt(ana.kid, 6, 'otra vez')]);
    expect(rosterIn(line[2])).toEqual({
      mechanism: profile.id,
      version: 3,
      revocations: [{ kid: ana.kid, seq: 6, id: null, reason: 'otra vez' }],
    });
  });

  test('late ones that turn out to be good are let in by moving the last good one', async () => {
    const trust = await resolveTrust(profile, chain, await rosterLine([revokeAt(ana.kid, 4), revokeAt(ana.kid, 6)]));
    expect([5, 6, 7].map((seq) => isRevokedAt(trust, ana.kid, seq))).toEqual([false, false, true]);
  });

  test('readmitting who was never revoked changes nobody', async () => {
    const trust = await resolveTrust(profile, chain, await rosterLine([revokeAt(luz.kid), readmit]));
    expect([...trust.revocations.keys()]).toEqual([luz.kid]);
  });

  test('a roster of revocations alone is written as it always was', () => {
    expect(nextRoster(null, profile.id, revokeAt(ana.kid, 2), null)).toEqual({
      mechanism: profile.id,
      version: 1,
      revocations: [{ kid: ana.kid, seq: 2, id: null, reason: 'robada' }],
    });
    expect(Object.keys(nextRoster(null, profile.id, { type: 'renew' }, '2026-11-28'))).toEqual([
      'mechanism',
      'version',
      'revocations',
      'at',
    ]);
  });
});
