// The last two of the ten attacks that TUF names on whoever updates from others (https://theupdateframework.io/docs/security), each as
// what it would be here: somebody on the way (a stick, a letterbox, a neighbour) wants other people to be trusted, or
// somebody who was thrown out to stay.

import { describe, expect, test } from 'vitest';
import { judgeCredential, judgeRoster } from '#shared/log/judge-trust.ts';
import { addSignature } from '#shared/log/roots.ts';
import type { Signed } from '#shared/log/envelope.ts';
import { decodeProfile, mechanismIdOf } from '#shared/log/profile.ts';
import { CARD_TYPE, isRevokedAt, resolveTrust } from '#shared/log/roster.ts';
import { ROSTER_TYPE } from '#shared/log/roster-body.ts';
import { fakeKey } from '#scripts/headless/keys.ts';
import {
  ana,
  anaCredential,
  chain,
  credentialOf,
  errorOf,
  house,
  laterRoots,
  luz,
  otherHouse,
  profile,
  revokeAt,
  rootA,
  rootB,
  rootSetOf,
  rosterIn,
  rosterLine,
  signedRoster,
  successionTo,
  thief,
} from './roster-world.ts';

const both = [rootA, rootB];
const eve = fakeKey('roster eve');
const revoked = await rosterLine([revokeAt(ana.kid, 4)]);

const authorsOf = async (credentials: readonly Signed[], rosters: readonly Signed[] = []): Promise<readonly string[]> =>
  [...(await resolveTrust(profile, credentials, rosters)).authors.keys()].sort();
const honest = [ana.kid, luz.kid].sort();

describe('9 key compromises: what a thief of one key can do', () => {
  test('one root of three: no organisation, no roster, no succession', async () => {
    const own = await credentialOf({ own: otherHouse, subject: 'organisation', parent: rootA });
    const device = await credentialOf({ own: eve, subject: 'device', parent: otherHouse });
    expect(await authorsOf([...chain, own, device])).toEqual(honest);
    const succession = await successionTo(rootSetOf([thief], 1), 1, [rootA, thief]);
    const taken = await signedRoster(
      { mechanism: profile.id, version: 2, revocations: [], successions: [succession] },
      [thief],
    );
    expect(errorOf(await judgeRoster(profile, { roster: null }, taken))).toEqual({ type: 'rosterAstray' });
  });

  test("an organisation's key: devices of its own until it is closed, of no other organisation, and no roster", async () => {
    const made = await credentialOf({ own: eve, subject: 'device', parent: house });
    expect(await authorsOf([...chain, made])).toEqual([...honest, eve.kid].sort());
    const closed = await rosterLine([
      { type: 'close', closing: { kid: house.kid, devices: [ana.kid, luz.kid], reason: 'robada' } },
    ]);
    expect(await authorsOf([...chain, made], closed)).toEqual(honest);
    const roster = await signedRoster({ mechanism: profile.id, version: 5, revocations: [] }, [house, rootA]);
    expect(errorOf(await judgeRoster(profile, { roster: null }, roster))).toEqual({
      type: 'rosterUnsigned',
      have: 1,
      need: 2,
    });
  });

  test("a device's key: what it signs after the last good one is held, what came before stays", async () => {
    const trust = await resolveTrust(profile, chain, revoked);
    expect([4, 5].map((seq) => isRevokedAt(trust, ana.kid, seq))).toEqual([false, true]);
    expect(trust.authors.has(ana.kid)).toBe(true);
  });

  test('roots that were succeeded sign no roster any more, also with the thief as their heir', async () => {
    const succession = await successionTo(rootSetOf(laterRoots, 2), 1, [...both, ...laterRoots]);
    const now = await signedRoster(
      { mechanism: profile.id, version: 2, revocations: [], successions: [succession] },
      laterRoots,
    );
    const heir = await successionTo(rootSetOf([thief], 1), 1, [...both, thief]);
    const taken = await signedRoster({ mechanism: profile.id, version: 9, revocations: [], successions: [heir] }, [
      thief,
    ]);
    expect(errorOf(await judgeRoster(profile, { roster: rosterIn(now) }, taken))).toEqual({ type: 'rosterAstray' });
  });
});

describe('10 wrong software installation: something true, in the place of something else', () => {
  test('a card is no credential, a credential no roster, a roster no succession', async () => {
    const card: Signed = { ...anaCredential, type: CARD_TYPE };
    expect(errorOf(await judgeCredential(profile, chain, [], card))).toEqual({ type: 'notACredential' });
    expect(errorOf(await judgeRoster(profile, { roster: null }, { ...anaCredential, type: ROSTER_TYPE }))).toEqual({
      type: 'notARoster',
    });
    const value = { mechanism: profile.id, version: 2, revocations: [], successions: revoked };
    expect(errorOf(await judgeRoster(profile, { roster: null }, await signedRoster(value, both)))).toEqual({
      type: 'rosterAstray',
    });
  });

  test('the same bytes signed as another type do not hold', async () => {
    const signed = await signedRoster(
      { mechanism: profile.id, version: 3, revocations: [] },
      both,
      'application/vnd.chasqui.card+json;v=1',
    );
    expect(errorOf(await judgeRoster(profile, { roster: null }, { ...signed, type: ROSTER_TYPE }))).toEqual({
      type: 'rosterUnsigned',
      have: 0,
      need: 2,
    });
  });

  test('what a workshop’s roots signed is nothing under the real ones, though the keys were the same', async () => {
    const practice = { ...profile, id: mechanismIdOf(profile.roots, true), practice: true };
    const theirs = await credentialOf({
      own: otherHouse,
      subject: 'organisation',
      parent: rootA,
      with: [rootB],
      mechanism: practice,
    });
    expect(errorOf(await judgeCredential(profile, chain, [], theirs))).toEqual({ type: 'credentialOfAnother' });
    expect(decodeProfile(JSON.stringify({ ...practice, practice: false })).ok).toBe(false);
  });

  test('a profile that binds less than it did is another mechanism', () => {
    const { binds: _, ...looser } = profile.roots;
    expect(decodeProfile(JSON.stringify(profile)).ok).toBe(true);
    expect(decodeProfile(JSON.stringify({ ...profile, roots: looser }))).toEqual({
      ok: false,
      error: { type: 'wrongProfileId' },
    });
  });

  test('a signature more does not make it another thing', async () => {
    const [first] = revoked as [Signed];
    const more = await addSignature(first, thief.signer);
    expect((await resolveTrust(profile, chain, [more])).revocations.has(ana.kid)).toBe(true);
  });
});
