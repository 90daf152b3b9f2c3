// A letterbox under load: many devices at once, each with a bundle of its own size, half of them cut in the middle five
// times. The letterbox is the real program, with its fsyncs and its receipts, on a folder and over object storage (Debian's
// swift, where it can be had). The same devices bring the same to @tus/server with its own file store, which neither asks who
// they are nor waits for the disk. Devices, server and storage share this machine's cores.

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
import { type Delivered, deliver, deliverPlainly, type Parcel, parcelOf } from './client.ts';
import { type LoadedServer, startLetterbox, startPlainTus } from './server.ts';

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
    const folder = await startLetterbox(join(ground, 'folder'), profile);
    const bring: Bring = (at, ...parcel) => deliver(lineTo(folder, world, at), ...parcel);
    const onFolder = await measured(folder, () =>
      soakMinutes === undefined ? atOnce(folder, bring, size, say) : soak(folder, bring, size, soakMinutes, say),
    );
    const shared = { cores: cpus().length, ...size, cutFiveTimes: Math.floor(size.clients / 2), folder: onFolder };
    if (soakMinutes !== undefined) return shared;
    const plain = await startPlainTus(join(ground, 'plain'));
    const bringPlainly: Bring = (_, ...parcel) => deliverPlainly(plain.url, ...parcel);
    const onPlainTus = await measured(plain, () => atOnce(plain, bringPlainly, size, say));
    return { ...shared, plainTus: onPlainTus, swift: await onSwift(ground, profile, world, size, say) };
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
    return await measured(node, () => atOnce(node, bring, size, say));
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

async function atOnce(server: LoadedServer, bring: Bring, size: LoadSize, say: Say): Promise<object> {
  const noise = randomBytes(size.largest);
  const parcels = Array.from({ length: size.clients }, (_, at) => parcelOf(sizeOf(size, at), noise));
  const total = parcels.reduce((sum, parcel) => sum + parcel.size, 0);
  say(`${parcels.length} devices bring ${Math.round(total / 1e6)} MB at once …`);
  const began = performance.now();
  let done = 0;
  const delivered = await Promise.all(
    parcels.map(async (parcel, at) => {
      const result = await bring(at, parcel, at % 2 === 0 ? CUTS : 0);
      if (++done % Math.ceil(parcels.length / 5) === 0) say(`${done} are there`);
      return result;
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
  const [all, parcels]: [Delivered[], Parcel[]] = [[], []];
  const began = performance.now();
  for (let at = 0; performance.now() - began < minutes * 60_000; at++) {
    const parcel = parcelOf(sizeOf(size, at), noise);
    parcels.push(parcel);
    const one = bring(at % size.clients, parcel, at % 2 === 0 ? CUTS : 0).then((result) => {
      all.push(result);
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

function figuresOf(delivered: readonly Delivered[], parcels: readonly Parcel[], seconds: number): object {
  const total = parcels.reduce((sum, { size }) => sum + size, 0);
  const times = delivered.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  const at = (part: number): number =>
    Math.round(times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0);
  return {
    bundles: delivered.length,
    /** with a receipt: verified and fsynced, or told by the storage itself */
    megabytes: Math.round(total / 1e6),
    seconds: Math.round(seconds * 10) / 10,
    bundlesPerSecond: Math.round((delivered.length / seconds) * 10) / 10,
    megabytesPerSecond: Math.round((total / 1e6 / seconds) * 10) / 10,
    /** from the first question to the receipt, cuts included */
    receiptMs: { p50: at(0.5), p99: at(0.99), most: at(1) },
    sentTwiceMegabytes: Math.round((delivered.reduce((sum, { sentBytes }) => sum + sentBytes, 0) - total) / 1e5) / 10,
    toldToWait: delivered.reduce((sum, { waits }) => sum + waits, 0),
  };
}
