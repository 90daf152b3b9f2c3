// The main process without Electron: the app's own services on a real folder, behind the app's own handlers.
// Windows, dialogs and the system's keychain are not there; every write is synced as in the app.

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createBlobFiles } from '#electron/blob-files.ts';
import { createBundleFiles } from '#electron/bundle-files.ts';
import { createChosenFiles } from '#electron/chosen-files.ts';
import { createAddressBook } from '#electron/courier/addresses.ts';
import { createCourier } from '#electron/courier.ts';
import { nodeDisk as disk } from '#secretariat/disk/node-disk.ts';
import { createHandlers } from '#electron/handlers.ts';
import type { Handlers } from '#electron/ipc.ts';
import { createKeyVault } from '#electron/key-vault.ts';
import { costFor } from '#electron/passphrase.ts';
import type { Bytes } from '#shared/base/bytes.ts';
import { noRoom } from '#scripts/headless/no-room.ts';
import { noUpdate } from '#scripts/headless/no-update.ts';
import { err } from '#shared/base/result.ts';

export const random = (length: number): Bytes => new Uint8Array(randomBytes(length));

/** @param folder an empty one */
export function startLaptop(folder: string): { readonly handlers: Handlers; readonly stop: () => void } {
  const wraps = { random, cost: () => costFor(process.availableMemory()), keychain: () => null };
  const profiles = join(folder, 'profiles');
  const vault = createKeyVault({ ...wraps, disk, folder: profiles, now: () => Date.now() });
  const bundles = createBundleFiles({ disk, random, folder: () => vault.opened()?.folder ?? null });
  const addresses = createAddressBook({ disk, random, opened: vault.opened, ask: async () => true });
  const courier = createCourier({
    disk,
    random,
    opened: vault.opened,
    isAllowed: addresses.isAllowed,
    readBundle: bundles.read,
    keepBundle: (id, bytes) => bundles.keep(id, 'takenIn', bytes),
    sign: (type, body) => vault.sign({ as: 'device', type, body }),
    now: () => Date.now(),
    onChange: () => undefined,
  });
  vault.onLock(courier.pause);
  const dialogs = {
    askSave: async () => null,
    askFolder: async () => null,
    askOpen: async () => null,
    askOpenMany: async () => [],
  };
  const handlers = createHandlers({
    disk,
    random,
    vault,
    recovery: {
      ...wraps,
      folder: profiles,
      today: () => '2026-11-28',
      askFolder: dialogs.askFolder,
      askFile: async () => null,
      tell: () => undefined,
    },
    bundles,
    blobs: createBlobFiles({ disk, random, opened: vault.opened }),
    courier,
    room: noRoom,
    update: noUpdate,
    addresses,
    folder,
    chosen: createChosenFiles({ disk, random, dialogs }),
    info: () => ({
      version: 'bench',
      platform: process.platform,
      locale: 'es',
      isRealElectron: false,
      builtAt: new Date().toISOString(),
    }),
    settingsChanged: () => undefined,
    print: () => undefined,
    linkIs: () => undefined,
    mediaWanted: () => undefined,
    clearDatabases: async () => undefined,
    clipboard: { copy: async () => undefined, note: () => undefined, forget: async () => undefined },
    printDocument: () => Promise.resolve(err({ type: 'printStopped' })),
    stopPrinting: () => undefined,
  });
  return { handlers, stop: vault.lock };
}
