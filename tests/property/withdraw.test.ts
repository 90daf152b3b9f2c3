// Consent taken back, as values: in whatever order a withdrawal, what it is about, edits of those who did not know, and
// late copies come, what is left is the same everywhere, says nothing of it, and every signature holds.

import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalText, type Json } from '#shared/base/json.ts';
import type { RecordId } from '#shared/base/ids.ts';
import { type Changeset, verifyChangeset, withholdLevels } from '#shared/log/changeset.ts';
import { resolveTrust, type Trust } from '#shared/log/roster.ts';
import { type Heeding, takeBack, takeInHeeding } from '#scripts/headless/consent.ts';
import { makeDevice, writeRecord } from '#scripts/headless/device.ts';
import type { FakeKey } from '#scripts/headless/keys.ts';
import { fakeMechanism } from '#scripts/headless/mechanism.ts';

const MARK = 'SEMILLAROJA';
const RECORD = recordIdOf('record');
const OTHER = recordIdOf('other');

test('every order, split and repetition ends in the same records, and the words are nowhere', async () => {
  const { world, trust, everything } = await played();
  const keyOf = new Map([...world.recorders, world.secretariat].map(({ kid, key }) => [kid as string, key]));
  const reference = await after(world.secretariat, trust, [everything]);
  expect(reference.text).not.toContain(MARK);
  expect(reference.text).toContain('lo que queda');
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray([...everything], { minLength: everything.length }),
      fc.array(fc.constantFrom(...everything), { maxLength: 6 }),
      fc.integer({ min: 1, max: 4 }),
      async (shuffled, late, size) => {
        const batches = Array.from({ length: Math.ceil(shuffled.length / size) }, (_, at) =>
          shuffled.slice(at * size, (at + 1) * size),
        );
        const { text, heeding } = await after(world.secretariat, trust, [...batches, late]);
        expect(text).toBe(reference.text);
        expect(whatIsIn(heeding)).not.toContain(MARK);
        for (const changeset of heeding.device.changesets.values()) {
          const key = keyOf.get(changeset.signed.signatures[0]?.kid ?? '') ?? '';
          expect((await verifyChangeset(changeset, key)).ok).toBe(true);
        }
      },
    ),
    { numRuns: 60, seed: 20261128 },
  );
});

test('who comes by it through somebody that has erased it gets the signed bodies and none of the words', async () => {
  const { world, trust, everything } = await played();
  const first = await after(world.secretariat, trust, [everything]);
  const carried = [...first.heeding.device.changesets.values()];
  expect(carried).toHaveLength(everything.length);
  expect(canonicalText(carried as object as Json)).not.toContain(MARK);
  const second = await after(world.secretariat, trust, [carried]);
  expect(second.text).toBe(first.text);
  // and from somebody who has not: it does not come back
  for (const late of [everything, everything.map((each) => withholdLevels(each, ['mechanism']))]) {
    const third = await after(world.secretariat, trust, [carried, late]);
    expect([third.text, whatIsIn(third.heeding).includes(MARK)]).toEqual([first.text, false]);
  }
});

test('nobody takes back what others wrote, unless they speak for them', async () => {
  const { world, trust, ana, luis } = await played(false);
  const [, , stranger] = world.recorders;
  const thief = heedingOf(stranger as FakeKey, trust);
  await takeInHeeding(thief, [...ana.device.changesets.values(), ...luis.device.changesets.values()]);
  expect(await takeBack(thief, RECORD, 'consultation')).toBe(0);
  const everything = [...thief.device.changesets.values()];
  expect(whatIsIn((await after(world.secretariat, trust, [everything])).heeding)).toContain(MARK);
  const office = heedingOf(world.secretariat, trust);
  await takeInHeeding(office, [...luis.device.changesets.values()]);
  expect(await takeBack(office, RECORD, 'consultation')).toBeGreaterThan(0);
  expect(whatIsIn(office)).not.toContain(MARK);
});

test('whoever only wrote in a record takes back their own words, and no others, in every order', async () => {
  const { world, trust, luis, everything } = await played(false);
  await takeBack(luis, RECORD, 'consultation', ['title']);
  await takeBack(luis, RECORD, 'consultation');
  const all = wholeOf([...everything, ...luis.device.changesets.values()]);
  const reference = await after(world.secretariat, trust, [all]);
  expect(reference.text).toContain(`${MARK} uno`);
  expect(reference.text).not.toContain('corregido');
  expect(reference.text).not.toContain(`${MARK} riesgo`); // what he added later
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray([...all], { minLength: all.length }),
      fc.integer({ min: 1, max: 4 }),
      async (shuffled, size) => {
        const batches = Array.from({ length: Math.ceil(shuffled.length / size) }, (_, at) =>
          shuffled.slice(at * size, (at + 1) * size),
        );
        expect((await after(world.secretariat, trust, batches)).text).toBe(reference.text);
      },
    ),
    { numRuns: 60, seed: 20261129 },
  );
});

/** Ana writes, Luis of another organisation corrects; Ana takes back; Luis, who does not know, writes again. */
async function played(isTakenBack = true) {
  const world = await fakeMechanism('withdraw', { organisations: 3, recordersEach: 1 });
  const trust = await resolveTrust(world.profile, world.credentials, []);
  const [one, two] = world.recorders;
  const [ana, luis] = [heedingOf(one as FakeKey, trust), heedingOf(two as FakeKey, trust)];
  await write(ana, RECORD, [
    ['title', `${MARK} uno`],
    ['site', `Refugio ${MARK}`],
  ]);
  await write(ana, OTHER, [['title', 'lo que queda']]);
  await takeInHeeding(luis, [...ana.device.changesets.values()]);
  await write(luis, RECORD, [['title', `${MARK} corregido`]]);
  if (isTakenBack) await takeBack(ana, RECORD, 'consultation');
  await write(luis, RECORD, [['risks', `${MARK} riesgo`]]);
  await write(luis, OTHER, [['risks', 'lo que queda también']]);
  await write(ana, OTHER, [['risks', 'otro riesgo']]);
  expect(whatIsIn(luis)).toContain(MARK);
  // As it was carried before Ana took it back: with every part.
  const copies = [...luis.device.changesets.values(), ...ana.device.changesets.values()];
  return { world, trust, ana, luis, everything: wholeOf(copies) };
}

/** Of each changeset the copy with the most parts. */
function wholeOf(copies: readonly Changeset[]): readonly Changeset[] {
  const whole = new Map<string, Changeset>();
  for (const copy of copies) {
    const known = whole.get(copy.signed.body);
    whole.set(copy.signed.body, { signed: copy.signed, parts: { ...known?.parts, ...copy.parts } });
  }
  return [...whole.values()];
}

async function after(key: FakeKey, trust: Trust, batches: readonly (readonly Changeset[])[]) {
  const heeding = heedingOf(key, trust);
  for (const batch of batches) await takeInHeeding(heeding, batch);
  const records = [...heeding.device.records.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  return { heeding, text: canonicalText(records as object as Json) };
}

const whatIsIn = ({ device }: Heeding): string =>
  canonicalText([[...device.records.values()], [...device.changesets.values()], device.held] as object as Json);

async function write({ device }: Heeding, record: RecordId, cells: readonly (readonly [string, Json])[]) {
  await writeRecord(device, record, 'consultation', cells);
}

function heedingOf({ signer, key, kid }: FakeKey, trust: Trust): Heeding {
  let salts = 0;
  const makeSalt = (): string =>
    createHash('sha256').update(`${kid} ${salts++}`).digest().subarray(0, 16).toString('base64url');
  const claimTime = () => ({ time: '2026-11-28T10:00:00Z', doubt: null });
  return { device: makeDevice({ signer, key, trust, claimTime, makeSalt }), withdrawn: new Map() };
}

function recordIdOf(name: string): RecordId {
  return createHash('sha256').update(name).digest().subarray(0, 16).toString('base64url') as RecordId;
}
