// What answers each call of the page: the services of this process, put behind the one schema. The journal and
// the high-water mark belong to the open profile: they come and go with the vault.

import type { BundleId } from '#shared/base/ids.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import type { AppInfo, Settings } from '#shared/wire/ipc.ts';
import type { DocumentToPrint, PrintAnswer } from '#shared/wire/printing.ts';
import type { OpenVault } from '#shared/wire/vault.ts';
import { MEDIA_TYPES } from '#shared/record/media-type.ts';
import { createBackup, type RecoveryHost } from './backup.ts';
import type { BlobFiles } from './blob-files.ts';
import type { BundleFiles } from './bundle-files.ts';
import { BUNDLE_EXTENSION, type ChosenFiles } from './chosen-files.ts';
import type { Courier } from './courier.ts';
import type { AddressBook } from './courier/addresses.ts';
import type { Disk } from '#secretariat/disk/disk.ts';
import { readHighWater, writeHighWater } from './high-water.ts';
import type { Handlers } from './ipc.ts';
import { type Journal, openJournal } from './journal.ts';
import { createKeyShares } from './key-shares.ts';
import { createRecovery } from './recovery.ts';
import type { KeyVault } from './key-vault.ts';
import type { OwnClipboard } from './own-clipboard.ts';
import { isWorkshop } from './profiles.ts';
import { makeRoot, signWithRoot } from './root-sticks.ts';
import type { Random } from './seal.ts';
import type { RoomHandlers } from './room/room-handlers.ts';
import { keepReserve, RESERVE, withReserve } from './reserve.ts';
import { readSettings, removeSettings, writeSettings } from './settings.ts';
import type { UpdateHandlers } from './update.ts';

export interface Services {
  readonly disk: Disk;
  readonly random: Random;
  readonly vault: KeyVault;
  readonly recovery: RecoveryHost;
  readonly bundles: BundleFiles;
  readonly blobs: BlobFiles;
  readonly chosen: ChosenFiles;
  readonly courier: Omit<Courier, 'pause' | 'tell' | 'cursorOf' | 'choiceChanged'>;
  /** what the page knows of the network; null: nothing */
  readonly linkIs: (isMetered: boolean | null) => void;
  readonly room: RoomHandlers;
  readonly update: UpdateHandlers;
  readonly addresses: Pick<AddressBook, 'allow'>;
  /** userData */
  readonly folder: string;
  /** bytes kept free for each notebook's last saves; default: RESERVE */
  readonly reserveBytes?: number;
  readonly info: () => Omit<AppInfo, 'freeBytes'>;
  readonly settingsChanged: (settings: Settings) => void;
  /** of the page, all of them, whatever state their files are in */
  readonly clearDatabases: () => Promise<void>;
  readonly print: () => void;
  readonly clipboard: OwnClipboard;
  readonly printDocument: (document: DocumentToPrint) => Promise<PrintAnswer>;
  readonly stopPrinting: () => void;
  /** the person pressed for the camera or the microphone, or is done with it */
  readonly mediaWanted: (media: 'video' | 'audio', isWanted: boolean) => void;
}

export function createHandlers(services: Services): Handlers {
  const { disk, random, vault, bundles, blobs, chosen, courier, folder } = services;
  vault.onLock(chosen.forget);
  vault.onLock(() => void services.clipboard.forget().catch(() => undefined)); // a clipboard that does not answer
  const journal = journalOf(services);
  const recovery = createRecovery({ ...services, ...services.recovery });
  const backup = createBackup({ ...services, ...services.recovery, journal });
  const shares = createKeyShares({ ...services, ...services.recovery });
  const locked = err({ type: 'vaultLocked' } as const);
  const gone = err({ type: 'fileGone' } as const);
  const reserve = async (): Promise<void> => {
    const profile = vault.opened();
    if (profile !== null) await keepReserve(disk, profile.folder, random, services.reserveBytes ?? RESERVE);
  };
  /** What was waiting to be sent goes on by itself. */
  const opened = async <E>(opening: Promise<Result<OpenVault, E>>): Promise<Result<OpenVault, E>> => {
    const answer = await opening;
    if (!answer.ok) return answer;
    await reserve();
    await courier.deliveries();
    return answer;
  };

  return {
    vaultStatus: vault.status,
    vaultCreate: async ({ passphrase }) => {
      const created = await vault.create(passphrase);
      if (created.ok) await reserve();
      return created;
    },
    vaultPractise: () => opened(vault.practise()),
    vaultUnlock: ({ passphrase }) => opened(vault.unlock(passphrase)),
    vaultSession: vault.session,
    vaultLock: vault.lock,
    vaultErase: async () => {
      const wasWorkshop = isWorkshop(vault.opened()?.profile ?? '');
      const erased = await vault.erase();
      const left = await vault.profiles();
      if (!wasWorkshop && left.ok && left.value.every(isWorkshop)) await removeSettings(disk, folder);
      return erased;
    },
    vaultProfiles: vault.profiles,
    vaultChangePassphrase: ({ old, next }) => vault.changePassphrase(old, next),
    vaultRecover: (request) => opened(recovery.recover(request)),
    recoveryState: recovery.state,
    backupMake: backup.make,
    backupStop: backup.stop,
    backupPick: backup.pick,
    backupRestore: (request) => opened(backup.restore(request)),
    recoveryPractise: backup.practise,
    sheetBegin: recovery.begin,
    sheetKeep: recovery.keep,
    sheetDecline: recovery.decline,
    vaultSign: vault.sign,
    vaultNewKey: ({ as }) => vault.newKey(as),
    vaultUnwrap: vault.unwrap,
    keySharesState: shares.state,
    keySharesBegin: shares.begin,
    keyShareSave: shares.save,
    keySharePick: shares.pick,
    keySharesRecover: shares.recover,
    keySharesPractise: shares.practise,
    keySharesDrop: shares.drop,
    readingKeyTurn: shares.turn,
    rootMake: ({ passphrase }) => {
      const open = vault.opened();
      return open === null ? locked : makeRoot(passphrase, random, isWorkshop(open.profile));
    },
    rootSign: ({ texts, ...stick }) => {
      const open = vault.opened();
      return open === null ? locked : signWithRoot(stick, texts, isWorkshop(open.profile));
    },

    journalAppend: ({ entries }) => journal()?.append(entries) ?? locked,
    journalRead: ({ from }) => journal()?.read(from) ?? locked,
    journalMark: () => journal()?.mark() ?? locked,
    journalRewrite: ({ edits }) => journal()?.rewrite(edits) ?? locked,

    bundleKeep: ({ id, origin, bytes }) => bundles.keep(id, origin, bytes),
    bundlesKept: bundles.list,
    bundleRead: ({ id }) => bundles.read(id),
    bundleSaveAs: async ({ id, suggestedName, sha256 }) => {
      const bytes = await bundles.read(id, sha256);
      return bytes.ok ? chosen.save(suggestedName, BUNDLE_EXTENSION, bytes.value) : bytes;
    },
    bundlesSaveAs: async ({ files }) => {
      const kept = await bundles.list();
      const sizes = new Map(kept.ok ? kept.value.map(({ id, size }) => [id as string, size]) : []);
      const all = await chosen.saveAll(
        files.map(({ id, suggestedName, sha256 }) => ({
          suggestedName,
          size: sizes.get(id),
          read: () => bundles.read(id, sha256),
        })),
        BUNDLE_EXTENSION,
      );
      if (!all.ok) return all;
      if (all.value === null) return ok(null);
      const { name, count, problem } = all.value;
      return ok({ name, saved: files.slice(0, count).map(({ id }) => id as BundleId), problem });
    },
    bundleDrop: ({ id }) => bundles.drop(id, 'cargo'),
    bundleErase: ({ id }) => bundles.drop(id, 'packed'),
    bundlePick: () => chosen.pick(BUNDLE_EXTENSION),
    bundlesWaiting: chosen.waiting,
    fileSave: ({ kind, suggestedName, bytes, beside }) => chosen.save(suggestedName, kind, bytes, beside),
    reportPick: chosen.pickReport,
    documentPrint: services.printDocument,
    documentPrintStop: () => {
      services.stopPrinting();
      return null;
    },
    clipboardCopy: async ({ text }) => {
      await services.clipboard.copy(text);
      return null;
    },
    clipboardNote: ({ text }) => {
      services.clipboard.note(text);
      return null;
    },
    cameraWanted: ({ wanted }) => services.mediaWanted('video', wanted),
    microphoneWanted: ({ wanted }) => services.mediaWanted('audio', wanted),
    filePick: ({ kind }) => chosen.pick(kind === 'any' ? null : kind),
    filesPick: () => chosen.pickMany(ATTACHABLE),
    pickedRead: ({ pick }) => chosen.readPicked(pick),

    blobKeep: ({ id, bytes }) => blobs.keep(id, bytes),
    blobsKept: blobs.list,
    blobRead: ({ id }) => blobs.read(id),
    blobErase: ({ id }) => blobs.erase(id),
    blobSaveAs: async ({ id, suggestedName, extension }) => {
      const bytes = await blobs.read(id);
      return bytes.ok ? chosen.save(suggestedName, extension, bytes.value) : bytes;
    },

    courierAllow: ({ letterboxes }) => services.addresses.allow(letterboxes),
    courierSend: courier.send,
    courierDeliveries: courier.deliveries,
    courierRetry: async ({ id }) => (await courier.retry(id), null),
    courierCancel: async ({ id }) => (await courier.cancel(id), null),
    courierLink: ({ metered }) => {
      services.linkIs(metered);
      return null;
    },
    courierFetch: courier.fetch,
    courierPost: courier.post,

    ...services.room,
    ...services.update,

    appInfo: async () => ({ ...services.info(), freeBytes: await disk.freeBytes(folder).catch(() => null) }),
    settingsRead: () => readSettings(disk, folder),
    settingsWrite: async (settings) => {
      const written = await writeSettings(disk, folder, settings, random);
      services.settingsChanged(settings);
      return written;
    },
    databasesClear: async () => {
      if (vault.opened() !== null) await services.clearDatabases();
      return null;
    },
    highWaterRead: () => {
      const profile = vault.opened();
      return profile === null ? null : readHighWater(disk, profile);
    },
    highWaterWrite: (mark) => {
      const profile = vault.opened();
      return profile === null ? gone : writeHighWater(disk, profile, mark, random);
    },
    printPage: () => {
      services.print();
      return null;
    },
  };
}

const ATTACHABLE = MEDIA_TYPES.flatMap(({ extensions }) => extensions);

/** The open profile's journal, opened at its first use and closed with the vault. */
function journalOf({ disk, random, vault }: Services): () => Journal | undefined {
  let journal: Journal | undefined;
  vault.onLock(() => {
    void journal?.close();
    journal = undefined;
  });
  return () => {
    const opened = vault.opened();
    if (opened === null) return undefined;
    const { profile, folder, keyFor } = opened;
    journal ??= withReserve({ disk, folder }, openJournal({ disk, random, folder, profile, key: keyFor('journal') }));
    return journal;
  };
}
