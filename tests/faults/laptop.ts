// The main process of one laptop as a harness drives it: the real handlers behind the real schema of calls, over
// whatever disk is under test, with a courier that reaches a real letterbox. Not there: window, dialogs, keychain, and
// the price of Argon2id (through the port by which the product chooses it too). The courier signs as an enrolled
// device of a fake mechanism; its pauses run out when the harness says so.

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createBlobFiles } from '#electron/blob-files.ts';
import { createBundleFiles } from '#electron/bundle-files.ts';
import { createChosenFiles } from '#electron/chosen-files.ts';
import { createCourier } from '#electron/courier.ts';
import { createAddressBook } from '#electron/courier/addresses.ts';
import { createHandlers } from '#electron/handlers.ts';
import type { Handlers } from '#electron/ipc.ts';
import { createKeyVault } from '#electron/key-vault.ts';
import { type holdProfile } from '#electron/profile-lock.ts';
import type { Disk } from '#secretariat/disk/disk.ts';
import type { Bytes } from '#shared/base/bytes.ts';
import { ok } from '#shared/base/result.ts';
import { preAuthEncoding, type Signed } from '#shared/log/envelope.ts';
import type { Delivery } from '#shared/wire/ipc.ts';
import { noRoom } from '#scripts/headless/no-room.ts';
import { noUpdate } from '#scripts/headless/no-update.ts';
import type { FakeDevice } from '#scripts/headless/mechanism.ts';

export interface LaptopGround {
  readonly disk: Disk;
  /** userData */
  readonly folder: string;
  /** where files are saved and come from */
  readonly stick: string;
  readonly device: Pick<FakeDevice, 'signer' | 'credentials'>;
  /** one process per profile; by default the real one */
  readonly hold?: typeof holdProfile;
}

export interface Laptop {
  readonly calls: Handlers;
  /** The delivery of a bundle once its try has ended, well or not. */
  readonly ended: (bundle: string) => Promise<Delivery>;
  /** Lets every pause of the courier run out. */
  readonly hurry: () => void;
  /** as by a double click */
  readonly offer: (path: string) => void;
}

const random = (length: number): Bytes => new Uint8Array(randomBytes(length));
const CHEAP = { memory: 8, passes: 1, lanes: 1 };
/** How long the courier is patient with a connection, and the pause that never ends: not pauses before a next try. */
const PATIENCE: ReadonlySet<number> = new Set([60_000, 90_000, 8_000, 45_000, 2 ** 31 - 1]);
const HOUR = 3_600_000;
let hours = 0;

export function startLaptop({ disk, folder, stick, device, hold }: LaptopGround): Laptop {
  const started = Date.now() + (hours += 1) * HOUR; // no wrong passphrase of the round before makes this one wait
  const wraps = { random, cost: () => CHEAP, keychain: () => null };
  const profiles = join(folder, 'profiles');
  const pauses = new Set<() => void>();
  const listeners = new Set<() => void>();
  let deliveries: readonly Delivery[] = [];
  const vault = createKeyVault({
    ...wraps,
    disk,
    folder: profiles,
    now: () => started,
    ...(hold === undefined ? {} : { hold }),
  });
  const bundles = createBundleFiles({ disk, random, folder: () => vault.opened()?.folder ?? null });
  const blobs = createBlobFiles({ disk, random, opened: vault.opened });
  const chosen = createChosenFiles({
    disk,
    random,
    dialogs: {
      askSave: async (name) => join(stick, name),
      askFolder: async () => stick,
      askOpen: async () => null,
      askOpenMany: async () => [],
    },
  });
  const addresses = createAddressBook({ disk, random, opened: vault.opened, ask: async () => true });
  const courier = createCourier({
    disk,
    random,
    opened: vault.opened,
    isAllowed: addresses.isAllowed,
    readBundle: bundles.read,
    keepBundle: (id, bytes) => bundles.keep(id, 'takenIn', bytes),
    sign: async (type, body) => ok(await device.signer.sign(preAuthEncoding(type, body))),
    now: () => Date.now(),
    onChange: (changed) => {
      deliveries = changed;
      for (const listener of listeners) listener();
    },
    after: (milliseconds, work) => {
      if (PATIENCE.has(milliseconds)) return () => undefined;
      pauses.add(work);
      return () => void pauses.delete(work);
    },
  });
  vault.onLock(courier.pause);
  vault.onLock(addresses.forget);
  const calls = createHandlers({
    disk,
    random,
    vault,
    recovery: {
      ...wraps,
      folder: profiles,
      today: () => '2026-11-29',
      askFolder: async () => stick,
      askFile: async () => null,
      tell: () => undefined,
    },
    bundles,
    blobs,
    chosen,
    courier,
    room: noRoom,
    update: noUpdate,
    addresses,
    folder,
    reserveBytes: 64 * 1024,
    info: () => ({ version: '0', platform: 'linux', locale: 'es', isRealElectron: false, builtAt: '2026-11-22' }),
    settingsChanged: () => undefined,
    print: () => undefined,
    printDocument: async () => ({ ok: false, error: { type: 'printStopped' } }),
    stopPrinting: () => undefined,
    clipboard: { copy: async () => undefined, note: () => undefined, forget: async () => undefined },
    linkIs: () => undefined,
    mediaWanted: () => undefined,
    clearDatabases: async () => undefined,
  });
  return {
    calls,
    ended: (bundle) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = deliveries.find((delivery) => delivery.bundle === bundle);
          if (found === undefined || !isOver(found)) return;
          listeners.delete(look);
          resolve(found);
        };
        listeners.add(look);
        void courier.deliveries().then((now) => {
          deliveries = now;
          look();
        });
      }),
    hurry: () => {
      const due = new Set(pauses);
      pauses.clear();
      for (const work of due) work();
    },
    offer: (path) => void chosen.offer([path]),
  };
}

const isOver = ({ state, problem }: Delivery): boolean =>
  state === 'stored' || state === 'failed' || state === 'cancelled' || (state === 'waiting' && problem !== null);

/** As a letterbox's answer is compared. */
export const receiptText = (receipt: Signed | null): string => JSON.stringify(receipt);
