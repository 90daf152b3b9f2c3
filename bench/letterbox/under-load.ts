// A letterbox under load: many devices, each with a bundle of its own size, half of them cut in the middle five times. All
// want to begin in one second; then they come one by one, as people do who know nothing of one another, at the rate that a
// letterbox should bear. How long it took is counted from when each wanted to begin. The letterbox is the real program,
// with its fsyncs and its receipts, on a folder and over object storage (Debian's swift, where it can be had). The same
// devices bring the same to @tus/server with its own file store, which neither asks who they are nor waits for the disk; and
// plain signed requests alone say what swift can take. Devices, server and storage share this machine's cores.

import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { Digest } from '#shared/base/ids.ts';
import { type FakeMechanism, fakeMechanism } from '#scripts/headless/mechanism.ts';
import { debianRoot, NO_PACKAGES } from '#scripts/services/debian-packages.ts';
import { startSwift } from '#scripts/services/swift.ts';
import { drawFrom } from '../main-job/draw.ts';
import { type Delivered, deliver, deliverPlainly, type Parcel, parcelOf } from './client.ts';
import { type LoadedServer, startInSmallHeap, startLetterbox, startPlainTus } from './server.ts';
import { storageAlone } from './storage-alone.ts';

export interface LoadSize {
  readonly clients: number;
  readonly smallest: number;
  readonly largest: number;
}

type Say = (line: string) => void;

const CUTS = 5;
const DEVICES_EACH = 10;

/** `soakMinutes`: instead, a steady trickle for so long, to see whether memory grows. */
export async function underLoad(size: LoadSize, soakMinutes: number | undefined, say: Say): Promise<object> {
  const ground = await mkdtemp(join(tmpdir(), 'chasqui-bench-'));
  try {
    say(`${size.clients} devices are enrolled …`);
    const organisations = Math.ceil(size.clients / DEVICES_EACH);
    const world = await fakeMechanism('bench letterbox', { organisations, recordersEach: DEVICES_EACH });
    const profile = join(ground, 'mechanism.json');
    await writeFile(profile, world.profileText);
    const start = soakMinutes === undefined ? startLetterbox : startInSmallHeap;
    const folder = await start(join(ground, 'folder'), profile);
    const bring: Bring = (at, ...parcel) => deliver(lineTo(folder, world, at), ...parcel);
    const shared = { cores: cpus().length, ...size, cutFiveTimes: Math.floor(size.clients / 2) };
    if (soakMinutes !== undefined)
      return { ...shared, folder: await measured(folder, () => soak(folder, bring, size, soakMinutes, say)) };
    const onFolder = await measured(folder, () => bothWays(folder, bring, size, say));
    const plain = await startPlainTus(join(ground, 'plain'));
    const bringPlainly: Bring = (_, ...parcel) => deliverPlainly(plain.url, ...parcel);
    const onPlainTus = await measured(plain, () => bothWays(plain, bringPlainly, size, say));
    const swift = await onSwift(ground, profile, world, size, say);
    return { ...shared, folder: onFolder, plainTus: onPlainTus, swift };
  } finally {
    await rm(ground, { recursive: true, force: true });
  }
}

async function onSwift(ground: string, profile: string, world: FakeMechanism, size: LoadSize, say: Say) {
  const root = await debianRoot();
  if (root === undefined) return NO_PACKAGES;
  const swift = await startSwift(root, join(ground, 'swift'));
  try {
    const node = await startLetterbox(join(ground, 'node'), profile, swift.direct);
    const bring: Bring = (at, ...parcel) => deliver(lineTo(node, world, at), ...parcel);
    const figures = await measured(node, () => bothWays(node, bring, size, say));
    say('swift alone …');
    return { ...figures, storageAlone: await storageAlone(swift.direct, parcelsOf(size)) };
  } finally {
    await swift.close();
  }
}

/** One device brings one parcel, cut so many times. */
type Bring = (at: number, parcel: Parcel, cuts: number) => Promise<Delivered>;

async function measured(server: LoadedServer, work: () => Promise<object>): Promise<object> {
  try {
    return { ...(await work()), peakMiB: await server.peak(), bugs: server.count('bug') };
  } finally {
    await server.stop();
  }
}

/** Milliseconds from the beginning at which each wants to begin. */
type Starts = (parcels: readonly Parcel[]) => readonly number[];

const inOneSecond: Starts = (parcels) => parcels.map(() => 0);

/** One by one, as they please (Poisson's arrivals, the same in each run), so that this much is brought in a second. */
const arriving: Starts = (parcels) => {
  const draw = drawFrom(parcels.length);
  const milliseconds = bytesOf(parcels) / (OFFERED * 1000);
  return parcels.map(() => draw.below(milliseconds));
};

/** megabytes a second */
const OFFERED = 40;

const parcelsOf = (size: LoadSize): readonly Parcel[] => {
  const noise = randomBytes(size.largest);
  return Array.from({ length: size.clients }, (_, at) => parcelOf(sizeOf(size, at), noise));
};

const bothWays = async (server: LoadedServer, bring: Bring, size: LoadSize, say: Say): Promise<object> => ({
  inOneSecond: await brought(server, bring, parcelsOf(size), inOneSecond, say),
  arriving: { offeredMegabytesPerSecond: OFFERED, ...(await brought(server, bring, parcelsOf(size), arriving, say)) },
});

async function brought(
  server: LoadedServer,
  bring: Bring,
  parcels: readonly Parcel[],
  starts: Starts,
  say: Say,
): Promise<object> {
  const wanted = starts(parcels);
  const last = Math.round(Math.max(...wanted) / 1000);
  say(`${parcels.length} devices bring ${Math.round(bytesOf(parcels) / 1e6)} MB, the last begins after ${last} s …`);
  const began = performance.now();
  let done = 0;
  const delivered = await Promise.all(
    parcels.map(async (parcel, at) => {
      const wish = began + (wanted[at] ?? 0);
      await pause(wish - performance.now());
      const result = await bring(at, parcel, at % 2 === 0 ? CUTS : 0);
      if (++done % Math.ceil(parcels.length / 5) === 0) say(`${done} are there`);
      return { ...result, milliseconds: performance.now() - wish };
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  return { ...figuresOf(delivered, parcels, seconds), atTheEndMiB: await server.memory() };
}

const PER_SECOND = 5;

async function soak(letterbox: LoadedServer, bring: Bring, size: LoadSize, minutes: number, say: Say): Promise<object> {
  const noise = randomBytes(size.largest);
  const minuteMiB: (number | undefined)[] = [];
  const underWay = new Set<Promise<unknown>>();
  const [all, parcels]: [Timed[], Parcel[]] = [[], []];
  const began = performance.now();
  for (let at = 0; performance.now() - began < minutes * 60_000; at++) {
    const parcel = parcelOf(sizeOf(size, at), noise);
    parcels.push(parcel);
    const wish = performance.now();
    const one = bring(at % size.clients, parcel, at % 2 === 0 ? CUTS : 0).then((result) => {
      all.push({ ...result, milliseconds: performance.now() - wish });
      underWay.delete(one);
    });
    underWay.add(one);
    await pause(1000 / PER_SECOND);
    if (performance.now() - began < (minuteMiB.length + 1) * 60_000) continue;
    minuteMiB.push(await letterbox.memory());
    say(`minute ${minuteMiB.length}: ${all.length} bundles, ${minuteMiB.at(-1)} MiB`);
  }
  await Promise.all(underWay);
  return { ...figuresOf(all, parcels, (performance.now() - began) / 1000), minuteMiB };
}

const lineTo = ({ url }: LoadedServer, { profile, recorders }: FakeMechanism, at: number) => {
  const device = recorders[at];
  if (device === undefined) throw new Error('fewer devices than clients');
  return { url, mechanism: profile.id as Digest, device };
};

const GOLDEN = 0.618_033_988_75;

/** Spread evenly over the powers between the smallest and the largest: most are small, most bytes are in the large. */
const sizeOf = ({ smallest, largest }: LoadSize, at: number): number =>
  Math.round(smallest * (largest / smallest) ** ((at * GOLDEN) % 1));

/** With the milliseconds from when it wanted to begin to the receipt. */
type Timed = Delivered & { readonly milliseconds: number };

function figuresOf(delivered: readonly Timed[], parcels: readonly Parcel[], seconds: number): object {
  const total = bytesOf(parcels);
  return {
    bundles: delivered.length,
    /** with a receipt: verified and fsynced, or told by the storage itself */
    megabytes: Math.round(total / 1e6),
    seconds: tenths(seconds),
    bundlesPerSecond: tenths(delivered.length / seconds),
    megabytesPerSecond: tenths(total / 1e6 / seconds),
    /** from when it wanted to begin to the receipt, cuts included */
    receiptMs: spread(delivered.map(({ milliseconds }) => milliseconds)),
    /** of each question without a body: is it there, how far is it, may it begin */
    questionMs: spread(delivered.flatMap(({ questions }) => questions)),
    sentTwiceMegabytes: tenths((delivered.reduce((sum, { sentBytes }) => sum + sentBytes, 0) - total) / 1e6),
    toldToWait: delivered.reduce((sum, { waits }) => sum + waits, 0),
  };
}

function spread(milliseconds: readonly number[]): object {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at = (part: number): number =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0);
  return { p50: at(0.5), p99: at(0.99), most: at(1) };
}

const bytesOf = (parcels: readonly Parcel[]): number => parcels.reduce((sum, { size }) => sum + size, 0);
const tenths = (value: number): number => Math.round(value * 10) / 10;
