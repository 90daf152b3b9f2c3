// A device with a courier: its disk a temporary folder, its kept bundles a map, its clock and its timers in the
// hands of the test. Nothing waits by time here: a test waits for what the courier says, or lets a timer run out.

import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Courier, createCourier } from '#electron/courier.ts';
import { addressOf } from '#electron/courier/addresses.ts';
import type { Disk } from '#secretariat/disk/disk.ts';
import { nodeDisk } from '#secretariat/disk/node-disk.ts';
import { deriveKey } from '#electron/seal.ts';
import type { Bytes } from '#shared/base/bytes.ts';
import type { BundleId, Digest } from '#shared/base/ids.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { preAuthEncoding } from '#shared/log/envelope.ts';
import type { Delivery } from '#shared/wire/ipc.ts';
import type { DiskProblem } from '#shared/wire/problems.ts';
import type { FakeDevice } from '#scripts/headless/mechanism.ts';
import type { FakeBundle } from './visit.ts';

export interface Desk {
  readonly courier: Courier;
  readonly folder: string;
  readonly device: FakeDevice;
  readonly kept: Map<BundleId, Bytes>;
  readonly state: {
    now: number;
    isLocked: boolean;
    /** whether the courier may go by itself */
    mayGo: boolean;
    /** in the network of every letterbox */
    place: string | null;
    /** nobody allowed its letterboxes */
    isForbidden: boolean;
    disk: Disk;
    keepProblem: Result<null, DiskProblem> | null;
  };
  readonly timers: { readonly milliseconds: number; readonly work: () => void }[];
  /** Packs it here and queues it. */
  readonly send: (bundle: FakeBundle, letterbox: string, isNearby?: true) => ReturnType<Courier['send']>;
  readonly fetch: (letterbox: string) => ReturnType<Courier['fetch']>;
  /** Resolves with the one delivery of a bundle once it is as wanted. */
  readonly until: (bundle: FakeBundle, isWanted: (delivery: Delivery) => boolean) => Promise<Delivery>;
  /** Lets the shortest pause before a next try run out. */
  readonly waitOut: () => void;
  /** Every timer goes on; the clock is the test's to set. */
  readonly letPass: (milliseconds: number) => void;
  /** The same folder and bundles after the app was ended and begun again. */
  readonly restart: () => Promise<Desk>;
  readonly remove: () => Promise<void>;
}

export interface DeskOptions {
  readonly now?: number;
  readonly folder?: string;
  readonly kept?: Map<BundleId, Bytes>;
  readonly disk?: Disk;
  readonly mayGo?: boolean;
}

/** Pauses of the queue begin here; patience with a connection is longer. */
const SHORTEST_PAUSE = 7_500;
const IDLE: readonly number[] = [60_000, 90_000, 8_000, 45_000];

export async function openDesk(device: FakeDevice, mechanism: Digest, options: DeskOptions = {}): Promise<Desk> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'chasqui-courier-')));
  const kept = options.kept ?? new Map<BundleId, Bytes>();
  const state: Desk['state'] = {
    now: options.now ?? Date.now(),
    isLocked: false,
    mayGo: options.mayGo ?? true,
    place: null,
    isForbidden: false,
    disk: options.disk ?? nodeDisk,
    keepProblem: null,
  };
  const timers: { readonly milliseconds: number; readonly work: () => void; passed: number }[] = [];
  const listeners = new Set<(deliveries: readonly Delivery[]) => void>();
  const gone = err({ type: 'fileGone' } as const);

  const courier = createCourier({
    disk: throughOf(() => state.disk),
    random: (length) => new Uint8Array(randomBytes(length)),
    opened: () =>
      state.isLocked ? null : { profile: 'profile', folder, keyFor: (purpose) => deriveKey(device.pkcs8, purpose) },
    isAllowed: async (letterbox) => addressOf(letterbox) !== undefined && !state.isForbidden,
    readBundle: async (id) => {
      const bytes = kept.get(id);
      return bytes === undefined ? gone : ok(bytes);
    },
    keepBundle: async (id, bytes): Promise<Result<null, DiskProblem>> => {
      if (state.keepProblem !== null) return state.keepProblem;
      kept.set(id, bytes.slice());
      return ok(null);
    },
    sign: async (type, body) =>
      state.isLocked ? err({ type: 'vaultLocked' }) : ok(await device.signer.sign(preAuthEncoding(type, body))),
    now: () => state.now,
    mayGo: () => state.mayGo,
    placeBeside: () => state.place,
    onChange: (deliveries) => {
      for (const listener of listeners) listener(deliveries);
    },
    after: (milliseconds, work) => {
      const timer = { milliseconds, work, passed: 0 };
      timers.push(timer);
      return () => void (timers.includes(timer) && timers.splice(timers.indexOf(timer), 1));
    },
  });
  const senderAt = (letterbox: string) => ({ letterbox, mechanism, credentials: [...device.credentials] as never });

  return {
    courier,
    folder,
    device,
    kept,
    state,
    timers,
    send: (bundle, letterbox, isNearby) => {
      kept.set(bundle.id, bundle.bytes);
      return courier.send({ bundle: bundle.id, ...senderAt(letterbox), isNearby });
    },
    fetch: (letterbox) => courier.fetch(senderAt(letterbox)),
    until: async (bundle, isWanted) => {
      const { promise, resolve } = Promise.withResolvers<Delivery>();
      const look = (deliveries: readonly Delivery[]): void => {
        const found = deliveries.find((delivery) => delivery.bundle === bundle.id);
        if (found !== undefined && isWanted(found)) resolve(found);
      };
      listeners.add(look);
      look(await courier.deliveries());
      const found = await promise;
      listeners.delete(look);
      return found;
    },
    waitOut: () => {
      const pauses = timers.filter(
        ({ milliseconds }) => milliseconds >= SHORTEST_PAUSE && !IDLE.includes(milliseconds),
      );
      const [first] = pauses.sort((a, b) => a.milliseconds - b.milliseconds);
      if (first === undefined) throw new Error('nothing is waiting');
      timers.splice(timers.indexOf(first), 1);
      first.work();
    },
    letPass: (milliseconds) => {
      for (const timer of timers) timer.passed += milliseconds;
      for (const timer of timers.filter(({ passed, milliseconds: patience }) => passed >= patience)) {
        if (!timers.includes(timer)) continue; // one before it ended this one
        timers.splice(timers.indexOf(timer), 1);
        timer.work();
      }
    },
    restart: async () => {
      courier.pause();
      return openDesk(device, mechanism, { now: state.now, folder, kept });
    },
    remove: async () => {
      courier.pause();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A disk that can be changed for another while it is in use. */
const throughOf = (disk: () => Disk): Disk => ({
  open: (...args) => disk().open(...args),
  rename: (...args) => disk().rename(...args),
  remove: (...args) => disk().remove(...args),
  removeTree: (...args) => disk().removeTree(...args),
  makeFolder: (...args) => disk().makeFolder(...args),
  list: (...args) => disk().list(...args),
  syncFolder: (...args) => disk().syncFolder(...args),
  freeBytes: (...args) => disk().freeBytes(...args),
});
