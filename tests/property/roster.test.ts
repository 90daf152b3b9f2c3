// Rosters and credentials over generated histories: whoever hears what, in which order, how often and in whose company,
// ends with the same trust, and nothing that is heard later undoes what was decided.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeRoster } from '#shared/log/judge-trust.ts';
import type { KeyId } from '#shared/base/ids.ts';
import type { Signed } from '#shared/log/envelope.ts';
import type { RosterDecision } from '#shared/log/roster-plan.ts';
import { isRevokedAt, resolveTrust, type Role, type Scope, type Trust } from '#shared/log/roster.ts';
import { makeVerdicts } from '#shared/log/verdicts.ts';
import {
  ana,
  anaCredential,
  chain,
  credentialOf,
  house,
  houseCredential,
  luz,
  luzCredential,
  otherHouse,
  profile,
  revokeAt,
  rootA,
  rootB,
  rosterLine,
  thief,
} from '../unit/log/roster-world.ts';

const DEVICES = [ana.kid, luz.kid];
const RUNS = { numRuns: 40 };

const arbKid = fc.constantFrom(...DEVICES);
const arbDecision: fc.Arbitrary<RosterDecision> = fc.oneof(
  fc.tuple(arbKid, fc.nat(5)).map(([kid, seq]) => revokeAt(kid, seq)),
  arbKid.map((kid) => ({ type: 'readmit', kid, reason: 'apareció' }) as const),
  fc
    .subarray(DEVICES)
    .map((devices) => ({ type: 'close', closing: { kid: house.kid, devices, reason: 'se fue' } }) as const),
  fc.constant({ type: 'renew' } as const),
);
const arbLine = fc.array(arbDecision, { minLength: 1, maxLength: 6 });
/** Some of a line, in any order, some of them more than once; places in it. */
const arbHeard = fc.array(fc.nat(5), { minLength: 1, maxLength: 10 });

const shapeOf = ({ authors, rosterVersion, revocations, roster }: Trust) => ({
  authors: [...authors].sort(([a], [b]) => (a < b ? -1 : 1)),
  rosterVersion,
  revocations: [...revocations].sort(([a], [b]) => (a < b ? -1 : 1)),
  roster,
});
const trusts = async (credentials: readonly Signed[], rosters: readonly Signed[]) =>
  shapeOf(await resolveTrust(profile, credentials, rosters));
const heardOf = (line: readonly Signed[], places: readonly number[]): readonly Signed[] =>
  places.map((place) => line[place % line.length] as Signed);

test('whatever of a line of rosters is heard, in any order and however often, the newest of it counts whole', () =>
  fc.assert(
    fc.asyncProperty(arbLine, arbHeard, async (decisions, places) => {
      const line = await rosterLine(decisions);
      const newest = Math.max(...places.map((place) => place % line.length));
      expect(await trusts(chain, heardOf(line, places))).toEqual(await trusts(chain, [line[newest] as Signed]));
    }),
    RUNS,
  ));

test('two who put together what they heard agree, and neither falls behind what it knew', () =>
  fc.assert(
    fc.asyncProperty(arbLine, arbHeard, arbHeard, async (decisions, mine, yours) => {
      const line = await rosterLine(decisions);
      const [own, other] = [heardOf(line, mine), heardOf(line, yours)];
      const together = await trusts(chain, [...own, ...other]);
      expect(await trusts(chain.toReversed(), [...other, ...own])).toEqual(together);
      expect(together.rosterVersion).toBe(
        Math.max((await trusts(chain, own)).rosterVersion, (await trusts(chain, other)).rosterVersion),
      );
    }),
    RUNS,
  ));

test('at the door, one after the other, the version only rises, to where hearing all at once leads', () =>
  fc.assert(
    fc.asyncProperty(arbLine, arbHeard, async (decisions, places) => {
      const heard = heardOf(await rosterLine(decisions), places);
      let trust = await resolveTrust(profile, chain, []);
      for (const [at, signed] of heard.entries()) {
        const judged = await judgeRoster(profile, trust, signed);
        const next = await resolveTrust(profile, chain, heard.slice(0, at + 1));
        expect(next.rosterVersion).toBe(judged.ok ? judged.value.version : trust.rosterVersion);
        expect(next.rosterVersion).toBeGreaterThanOrEqual(trust.rosterVersion);
        trust = next;
      }
      expect(shapeOf(trust)).toEqual(await trusts(chain, heard));
    }),
    RUNS,
  ));

test('who is revoked stays revoked for what came after the last good one, and for nothing before, until readmitted', () =>
  fc.assert(
    fc.asyncProperty(arbLine, async (decisions) => {
      const last = new Map<KeyId, number>();
      for (const decision of decisions) {
        if (decision.type === 'revoke') last.set(decision.revocation.kid, decision.revocation.seq);
        if (decision.type === 'readmit') last.delete(decision.kid);
      }
      const trust = await resolveTrust(profile, chain, await rosterLine(decisions));
      for (const kid of DEVICES) {
        for (const seq of [1, 3, 5, 6, 1000])
          expect(isRevokedAt(trust, kid, seq)).toBe(seq > (last.get(kid) ?? Number.POSITIVE_INFINITY));
      }
    }),
    RUNS,
  ));

test('a closed key keeps those whom the last closing names, whatever was decided about them beside', () =>
  fc.assert(
    fc.asyncProperty(arbLine, async (decisions) => {
      const closing = decisions.findLast(({ type }) => type === 'close');
      const kept = closing?.type === 'close' ? closing.closing.devices : DEVICES;
      const { authors } = await resolveTrust(profile, chain, await rosterLine(decisions));
      expect([...authors.keys()].sort()).toEqual([...kept].sort());
    }),
    RUNS,
  ));

const arbScope: fc.Arbitrary<Scope> = fc.record({
  roles: fc.subarray<Role>(['recorder', 'coordinator', 'steward']),
  mesas: fc.subarray([1, 2, 3, 4]),
  countries: fc.subarray(['HN', 'SV', 'MX']),
});
/** Whether all that one list allows the other does too; one that is empty allows also what nobody has named yet. */
function allowsNoMore<T>(below: readonly T[], above: readonly T[]): boolean {
  const allowed = (list: readonly T[], one: T | 'unnamed'): boolean =>
    list.length === 0 || (list as readonly (T | 'unnamed')[]).includes(one);
  return [...below, ...above, 'unnamed' as const].every((one) => !allowed(below, one) || allowed(above, one));
}

test('no scope widens on the way down: a device counts exactly where it may nothing that its organisation may not', () =>
  fc.assert(
    fc.asyncProperty(arbScope, arbScope, async (above, below) => {
      const facts = { own: otherHouse, subject: 'organisation', parent: rootA, with: [rootB] } as const;
      const organisation = await credentialOf({ ...facts, scope: above });
      const device = await credentialOf({ own: ana, subject: 'device', parent: otherHouse, scope: below });
      const { authors } = await resolveTrust(profile, [device, organisation], []);
      const isWithin =
        below.roles.every((role) => above.roles.includes(role)) &&
        allowsNoMore(below.mesas, above.mesas) &&
        allowsNoMore(below.countries, above.countries);
      expect(authors.has(ana.kid)).toBe(isWithin);
    }),
    { numRuns: 150 },
  ));

const organisationToo = await credentialOf({ own: otherHouse, subject: 'organisation', parent: rootA, with: [rootB] });
const anaToo = await credentialOf({ own: ana, subject: 'device', parent: otherHouse, from: '2026-05-01' });
const good = [houseCredential, anaCredential, luzCredential, organisationToo, anaToo];
/** One letter of the body or of a signature is another, or somebody else's signature stands there. */
const arbDamage = fc.oneof(
  fc.nat(400).map((place) => (signed: Signed): Signed => {
    const at = place % signed.body.length;
    const other = signed.body[at] === 'a' ? 'b' : 'a';
    return { ...signed, body: signed.body.slice(0, at) + other + signed.body.slice(at + 1) };
  }),
  fc.nat(80).map(
    (at) =>
      (signed: Signed): Signed => ({
        ...signed,
        signatures: signed.signatures.map(({ kid, sig }) => ({
          kid,
          sig: sig.slice(0, at) + (sig[at] === 'B' ? 'C' : 'B') + sig.slice(at + 1),
        })),
      }),
  ),
  fc.constant(
    (signed: Signed): Signed => ({
      ...signed,
      signatures: signed.signatures.map(({ sig }) => ({ kid: thief.kid, sig })),
    }),
  ),
);

test('one damaged credential anywhere is as if it were not there: every answer about every device is the same', () =>
  fc.assert(
    fc.asyncProperty(fc.nat(good.length - 1), arbDamage, arbLine, async (place, damage, decisions) => {
      const line = await rosterLine(decisions);
      const damaged = good.map((signed, at) => (at === place ? damage(signed) : signed));
      const without = good.filter((_, at) => at !== place);
      expect(await trusts(damaged, line)).toEqual(await trusts(without, line));
      expect(await trusts([...damaged, ...good], line)).toEqual(await trusts(good, line));
    }),
    RUNS,
  ));

test('what was verified before never changes an answer, whatever was heard and damaged in between', () =>
  fc.assert(
    fc.asyncProperty(
      fc.subarray(good),
      fc.nat(good.length - 1),
      arbDamage,
      arbLine,
      async (before, place, damage, decisions) => {
        const line = await rosterLine(decisions);
        const first = makeVerdicts([]);
        await resolveTrust(profile, before, line.slice(0, 1), first);
        const now = good.map((signed, at) => (at === place ? damage(signed) : signed));
        const again = await resolveTrust(profile, structuredClone(now), line, makeVerdicts(first.fresh()));
        expect(shapeOf(again)).toEqual(await trusts(now, line));
      },
    ),
    RUNS,
  ));
