// The seeded simulation: nine devices under four organisations record, edit the same records, lose, repeat
// and reorder what they exchange, with clocks from 1970 to 2090, one cloned disk (a fork), withheld parts and
// a device nobody has enrolled yet. Whatever the order and the split, the same set ends in the same state.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalText, type Json } from '#shared/base/json.ts';
import type { RecordId } from '#shared/base/ids.ts';
import { type Changeset, withholdLevels } from '#shared/log/changeset.ts';
import { resolveTrust, type Trust } from '#shared/log/roster.ts';
import { conflictsOf } from '#shared/merge/conflict.ts';
import { type HeadlessDevice, makeDevice, takeIn, writeRecord } from '#scripts/headless/device.ts';
import { type FakeMechanism, fakeMechanism } from '#scripts/headless/mechanism.ts';

const SEED = Number(process.env['SIMULATION_SEED'] ?? 20261122);
const CLOCKS = [
  '1970-01-01T00:00:00Z',
  '2000-01-01T00:00:00Z',
  '2026-11-22T10:42:00Z',
  '2090-12-31T23:59:59Z',
  'no clock at all',
];

describe(`nine devices, seed ${SEED}`, { timeout: 120_000 }, () => {
  it('every order and split of what they wrote ends in the same records, conflicts and forks', async () => {
    const world = await fakeMechanism(`simulation ${SEED}`, { organisations: 4, recordersEach: 2 });
    const trust = await resolveTrust(world.profile, world.credentials, []);
    const random = seeded(SEED);
    const { devices, stranger } = await playStory(world, trust, random);
    const everything = devices.flatMap((device) => [...device.changesets.values()]);
    const reference = await stateAfter(world, trust, [everything]);
    expect(reference.conflicts).toBeGreaterThan(0);
    expect(reference.forks).toBe(1);
    expect(reference.held).toBe(stranger);

    for (let round = 0; round < 12; round++) {
      const shuffled = shuffle([...everything, ...everything.slice(0, 40)], random);
      const state = await stateAfter(world, trust, split(shuffled, random));
      expect(state.records).toBe(reference.records);
      expect(state.logs).toBe(reference.logs);
    }
  });

  it('parts that were withheld and come later end in the state of those that came whole', async () => {
    const world = await fakeMechanism(`withheld ${SEED}`, { organisations: 2, recordersEach: 2 });
    const trust = await resolveTrust(world.profile, world.credentials, []);
    const { devices } = await playStory(world, trust, seeded(SEED + 1));
    const whole = devices.flatMap((device) => [...device.changesets.values()]);
    const poor = whole.map((changeset) => withholdLevels(changeset, ['restricted', 'personal']));
    const reference = await stateAfter(world, trust, [whole]);
    const withoutParts = await stateAfter(world, trust, [poor]);
    expect(withoutParts.records).not.toBe(reference.records);
    expect((await stateAfter(world, trust, [poor, whole])).records).toBe(reference.records);
    expect((await stateAfter(world, trust, [whole, poor])).records).toBe(reference.records);
  });

  it('a stranger is held until its credential comes, then admitted as if it had been known', async () => {
    const world = await fakeMechanism(`stranger ${SEED}`, { organisations: 1, recordersEach: 2 });
    const [first, second] = world.recorders;
    assert(first && second);
    const known = await resolveTrust(world.profile, world.credentials, []);
    const before = await resolveTrust(
      world.profile,
      world.credentials.filter((credential) => credential !== second.credential),
      [],
    );
    const writer = deviceOf(second, known, seeded(3));
    const record = recordIdOf('one');
    await writeRecord(writer, record, 'consultation', [['title', 'Consulta en la frontera']]);
    await writeRecord(writer, record, 'consultation', [['title', 'Consulta en la frontera sur']]);
    const changesets = [...writer.changesets.values()];
    const receiver = deviceOf(world.secretariat, before, seeded(4));
    const held = await takeIn(receiver, changesets);
    expect(held.held.map(({ reason }) => reason.type)).toEqual(['unknownAuthor', 'unknownAuthor']);
    expect(held.records.size).toBe(0);
    receiver.trust = known;
    const admitted = await takeIn(receiver, []);
    expect(admitted.held).toEqual([]);
    expect(stateText(receiver)).toBe(stateText(writer));
  });
});

describe('laws of the merge, over generated histories', { timeout: 120_000 }, () => {
  it('is commutative, associative and idempotent', async () => {
    const world = await fakeMechanism('laws', { organisations: 2, recordersEach: 2 });
    const trust = await resolveTrust(world.profile, world.credentials, []);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 2 ** 31 - 1 }), async (seed) => {
        const random = seeded(seed);
        const { devices } = await playStory(world, trust, random, 30);
        const all = shuffle(
          devices.flatMap((device) => [...device.changesets.values()]),
          random,
        );
        const a = all.slice(0, all.length / 3);
        const b = all.slice(all.length / 3);
        const ab = await stateAfter(world, trust, [a, b]);
        expect((await stateAfter(world, trust, [b, a])).records).toBe(ab.records);
        expect((await stateAfter(world, trust, [a, b, a, b])).records).toBe(ab.records);
        expect(
          (
            await stateAfter(
              world,
              trust,
              all.map((changeset) => [changeset]),
            )
          ).records,
        ).toBe(ab.records);
      }),
      { numRuns: 8, seed: SEED },
    );
  });

  it('taking the same in a hundred times changes nothing the second to the hundredth time', async () => {
    const world = await fakeMechanism('hundred', { organisations: 2, recordersEach: 2 });
    const trust = await resolveTrust(world.profile, world.credentials, []);
    const { devices } = await playStory(world, trust, seeded(7), 40);
    const all = devices.flatMap((device) => [...device.changesets.values()]);
    const receiver = deviceOf(world.secretariat, trust, seeded(8));
    await takeIn(receiver, all);
    const first = stateText(receiver);
    for (let time = 2; time <= 100; time++) {
      const plan = await takeIn(receiver, all);
      expect([plan.changesets.length, plan.records.size, plan.logs.size, plan.refused.length]).toEqual([0, 0, 0, 0]);
    }
    expect(stateText(receiver)).toBe(first);
  });
});

// ---- the story

type Random = () => number;

/** Everybody writes and meets somebody now and then; one disk is cloned; the last device is not enrolled. */
async function playStory(world: FakeMechanism, trust: Trust, random: Random, steps = 160) {
  const stranger = await world.enrol('Sin inscribir', world.organisations[0] ?? assert.fail());
  const devices = [...world.recorders, world.secretariat, stranger].map((keys) => deviceOf(keys, trust, random));
  const records = Array.from({ length: 12 }, (_, at) => recordIdOf(`record ${at}`));
  const clone = devices[0] ?? assert.fail();
  for (let step = 0; step < steps; step++) {
    const device = pick(devices, random);
    if (random() < 0.7) await writeSomething(device, pick(records, random), step, random);
    else await meet(device, pick(devices, random), random);
    if (step === Math.floor(steps / 2)) devices.push(copyOf(clone));
  }
  for (const twin of [clone, devices.at(-1) ?? assert.fail()])
    await writeSomething(twin, pick(records, random), steps, random);
  const unknown = devices[world.recorders.length + 1] ?? assert.fail();
  const strangersOwn = [...unknown.changesets.values()].filter(
    ({ signed }) => signed.signatures[0]?.kid === stranger.kid,
  );
  return { devices, stranger: strangersOwn.length };
}

async function writeSomething(device: HeadlessDevice, record: RecordId, step: number, random: Random): Promise<void> {
  const cells: [string, Json][] = [
    ['title', `Título ${step}`],
    [`objectives.${1 + Math.floor(random() * 23)}`, random() < 0.8 ? { listed: step } : null],
    ['site', `Refugio ${Math.floor(random() * 3)}`],
    ['risks', `Riesgo ${step}`],
    [`progress.${1 + Math.floor(random() * 3)}`, `Avance ${Math.floor(random() * 4)}`],
  ];
  await writeRecord(device, record, 'consultation', cells.slice(0, 1 + Math.floor(random() * cells.length)));
}

/** A lossy, repeating, reordering exchange from one to another. */
async function meet(from: HeadlessDevice, to: HeadlessDevice, random: Random): Promise<void> {
  const carried = shuffle([...from.changesets.values()], random).filter(() => random() < 0.8);
  await takeIn(to, [...carried, ...carried.slice(0, 3)]);
}

const copyOf = (device: HeadlessDevice): HeadlessDevice => ({
  ...device,
  logs: new Map(device.logs),
  records: new Map(device.records),
  changesets: new Map(device.changesets),
});

// ---- measuring

async function stateAfter(world: FakeMechanism, trust: Trust, batches: readonly (readonly Changeset[])[]) {
  const receiver = deviceOf(world.secretariat, trust, seeded(1));
  for (const batch of batches) {
    const plan = await takeIn(receiver, batch);
    expect(plan.refused).toEqual([]);
  }
  return {
    records: stateText(receiver),
    logs: canonicalText([...receiver.logs.values()].sort((a, b) => (a.author < b.author ? -1 : 1)) as object as Json),
    conflicts: [...receiver.records.values()].reduce((sum, record) => sum + conflictsOf(record).length, 0),
    forks: [...receiver.logs.values()].filter(({ forks }) => forks.length > 0).length,
    held: receiver.held.length,
  };
}

const stateText = (device: HeadlessDevice): string =>
  canonicalText([...device.records.values()].sort((a, b) => (a.id < b.id ? -1 : 1)) as object as Json);

function deviceOf(keys: Pick<HeadlessDevice, 'signer' | 'key'>, trust: Trust, random: Random): HeadlessDevice {
  const time = CLOCKS[Math.floor(random() * CLOCKS.length)] ?? '';
  let salts = 0;
  const makeSalt = (): string =>
    createHash('sha256').update(`${keys.key} ${random()} ${salts++}`).digest().subarray(0, 16).toString('base64url');
  return makeDevice({ signer: keys.signer, key: keys.key, trust, claimTime: () => ({ time, doubt: null }), makeSalt });
}

const recordIdOf = (name: string): RecordId =>
  createHash('sha256').update(name).digest().subarray(0, 16).toString('base64url') as RecordId;

const pick = <T>(list: readonly T[], random: Random): T => list[Math.floor(random() * list.length)] ?? assert.fail();

function shuffle<T>(list: readonly T[], random: Random): T[] {
  const shuffled = [...list];
  for (let at = shuffled.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [shuffled[at], shuffled[other]] = [shuffled[other] as T, shuffled[at] as T];
  }
  return shuffled;
}

function split<T>(list: readonly T[], random: Random): T[][] {
  const batches: T[][] = [[]];
  for (const item of list) {
    if (random() < 0.1) batches.push([]);
    batches.at(-1)?.push(item);
  }
  return batches;
}

/** mulberry32 */
function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
