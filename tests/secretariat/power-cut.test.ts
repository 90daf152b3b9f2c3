import { beforeAll, describe, expect, it, vi } from 'vitest';
import { decodeStoredReceipt } from '#shared/bundle/receipt.ts';
import { type Signed, signValue } from '#shared/log/envelope.ts';
import { decodeListing, decodeOutTray, paths } from '#shared/wire/letterbox.ts';
import { fakeMechanism } from '#scripts/headless/mechanism.ts';
import { codeIn, type DeviceVisit, fakeBundle, jsonIn, openVisitable, type Visitable, visitOf } from './visit.ts';

// The power goes at every single disk operation of a day (with dice: at every fifth) at the letterbox. What was acknowledged before must be
// there after, whatever the disk kept of the rest, and the day must be able to end.

vi.setConfig({ testTimeout: 180_000 }); // processes and cuts, on a machine that may be busy

const fake = await fakeMechanism('power');
const bundles = [fakeBundle('first', 3000), fakeBundle('second', 4000), fakeBundle('third', 1000)] as const;
const things = await Promise.all(
  ['a', 'b', 'c'].map((text) =>
    signValue('application/vnd.chasqui.merged+json;v=1', { text }, fake.secretariat.signer),
  ),
);

interface Told {
  readonly receipts: Map<string, string>;
  readonly offsets: Map<string, number>;
  left: readonly Signed[];
  taken: readonly Signed[];
  triedToTake: readonly Signed[];
}

interface Visits {
  readonly one: DeviceVisit;
  readonly two: DeviceVisit;
  readonly reader: DeviceVisit;
}

const visitsOf = async (letterbox: Visitable): Promise<Visits> => {
  const [one, two, reader] = await Promise.all(
    [fake.recorders[0]!, fake.recorders[2]!, fake.secretariat].map((device) =>
      visitOf(letterbox, device, fake.profile.id),
    ),
  );
  return { one: one!, two: two!, reader: reader! };
};

/** A day: two devices, three bundles, one of them brought twice, cuts in between, and an out-tray. */
async function day({ one, two, reader }: Visits, told: Told): Promise<void> {
  const [first, second, third] = bundles;
  const send = async (
    visit: DeviceVisit,
    bundle: (typeof bundles)[number],
    from: number,
    to?: number,
  ): Promise<void> => {
    const answer = await visit.send(bundle, from, to);
    if (answer.status === 204) told.offsets.set(bundle.sha256, Number(answer.headers.get('upload-offset')));
  };
  const keepReceipt = async (visit: DeviceVisit, bundle: (typeof bundles)[number]): Promise<void> => {
    const answer = await visit.receipt(bundle);
    if (answer.status === 200) told.receipts.set(bundle.sha256, await answer.text());
  };
  await one.begin(first);
  await send(one, first, 0, 1000);
  await two.begin(second);
  await send(one, first, 1000);
  await keepReceipt(one, first);
  await send(two, second, 0, 3999);
  await two.begin(first);
  await keepReceipt(two, first);
  await send(two, second, 3999);
  await keepReceipt(two, second);
  const kid = fake.recorders[0]!.kid;
  const leave = (signed: readonly Signed[]) =>
    reader.ask(paths.outTrayOf(kid), { method: 'POST', body: JSON.stringify({ signed }) });
  if ((await leave(things.slice(0, 2))).status === 204) told.left = things.slice(0, 2);
  const tray = decodeOutTray(await jsonIn(await one.ask(paths.outTray)));
  const last = tray?.items.at(-1);
  if (last !== undefined) {
    told.triedToTake = things.slice(0, 2);
    if ((await one.ask(`${paths.outTray}?upTo=${last.cursor}`, { method: 'DELETE' })).status === 204)
      told.taken = told.triedToTake;
  }
  if ((await leave(things.slice(2))).status === 204) told.left = [...told.left, ...things.slice(2)];
  await one.begin(third);
  await send(one, third, 0);
  await keepReceipt(one, third);
}

const nothingTold = (): Told => ({ receipts: new Map(), offsets: new Map(), left: [], taken: [], triedToTake: [] });

async function checkTold({ one, two, reader }: Visits, told: Told): Promise<void> {
  const listed = decodeListing(await jsonIn(await reader.ask(paths.bundles)))?.items ?? [];
  for (const bundle of bundles) {
    const receipt = told.receipts.get(bundle.sha256);
    if (receipt !== undefined) {
      expect(await (await two.receipt(bundle)).text()).toBe(receipt);
      expect(listed.map(({ sha256 }) => sha256)).toContain(bundle.sha256);
      const bytes = new Uint8Array(await (await reader.ask(paths.bundle(bundle.sha256))).arrayBuffer());
      expect(bytes).toEqual(bundle.bytes);
    }
    const offset = told.offsets.get(bundle.sha256) ?? 0;
    const visit = bundle === bundles[1] ? two : one;
    // what was acknowledged is still a half upload, or was being kept: then its sender hears so when it asks
    const here = (await visit.offset(bundle)) ?? (offset > 0 ? await visit.begin(bundle) : 0);
    if (typeof here === 'number') expect(here).toBeGreaterThanOrEqual(offset);
    else expect(await codeIn(here)).toBe('alreadyStored');
  }
  const tray = (decodeOutTray(await jsonIn(await one.ask(paths.outTray)))?.items ?? []).map(({ signed }) => signed);
  for (const thing of told.left) if (!told.triedToTake.includes(thing)) expect(tray).toContainEqual(thing);
  for (const thing of told.taken) expect(tray).not.toContainEqual(thing);
}

describe('a power cut', () => {
  let operations = 0;
  beforeAll(async () => {
    const letterbox = await openVisitable(fake.profile);
    letterbox.disk.dieAt(0);
    const told = nothingTold();
    await day(await visitsOf(letterbox), told);
    operations = letterbox.disk.operations();
    expect(told.receipts.size).toBe(3);
    expect([told.left.length, told.taken.length]).toEqual([3, 2]);
  });

  const parts = [1, 2, 3, 4, 5, 6];
  it.each([
    ...parts.map((part) => ['loses all that was not fsynced', part, 1, () => () => false] as const),
    ['keeps by chance some of what was not fsynced', 1, 5, (seed: number) => diceOf(seed)] as const,
  ])('that %s takes back nothing that was acknowledged (%i)', async (_name, first, every, keepsOf) => {
    const step = every === 1 ? parts.length : every;
    for (let operation = first; operation <= operations; operation += step) {
      const letterbox = await openVisitable(fake.profile);
      const told = nothingTold();
      letterbox.disk.dieAt(operation);
      await day(await visitsOf(letterbox), told);
      letterbox.disk.powerCut(keepsOf(operation));
      const visits = await visitsOf(await letterbox.reopen());
      await checkTold(visits, told);
      const receipts = await Promise.all([
        visits.one.deliver(bundles[0]),
        visits.two.deliver(bundles[1]),
        visits.one.deliver(bundles[2]),
      ]);
      const numbers = receipts.map((receipt) => decodeStoredReceipt(receipt)?.running);
      expect(new Set(numbers).size).toBe(3);
      await checkTold(visits, told);
    }
  });
});

/** Seeded coin tosses (a linear congruential generator). */
function diceOf(seed: number): () => boolean {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state > 0x80000000;
  };
}
