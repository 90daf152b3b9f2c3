// A copy of the notebook in a folder a person chose, a stick for most; and the way back from one, on another computer
// or, as a practice, on this one. One at a time; a lock or the person stops it, and nothing of it stays then.
// A restored notebook has its own profile, data key and signing key: the copy holds none. It becomes a profile with the
// writing of its vault, which comes last; a folder that says it is being restored and has no vault is left over from a
// power cut and is taken away before the next restoring.

import { basename, join } from 'node:path';
import { type Bytes, bytesToBase64url, textToBytes } from '#shared/base/bytes.ts';
import { isWorkshop, makeProfileFolder, RESTORING } from './profiles.ts';
import { oneAtATime } from '#shared/base/one-at-a-time.ts';
import { wordsToBytes } from '#shared/base/recovery-words.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { BACKUP_FORMAT, BACKUP_READER } from '#shared/bundle/backup.ts';
import type { PickedFile } from '#shared/wire/files.ts';
import type { AnswerOf, ArgsOf } from '#shared/wire/ipc.ts';
import type { BackupProblem, RestoreProblem } from '#shared/wire/problems.ts';
import type { BackupMade } from '#shared/wire/recovery.ts';
import { type Disk, withFile } from '#secretariat/disk/disk.ts';
import { archiveOf, ArchiveStopped, type NotebookFiles } from './backup-archive.ts';
import { createBlobFiles } from './blob-files.ts';
import { createBundleFiles } from './bundle-files.ts';
import { type Journal, openJournal } from './journal.ts';
import type { KeyVault, OpenProfile } from './key-vault.ts';
import { newVault } from './new-vault.ts';
import { differences } from './practice.ts';
import { addNotes } from './recovery-notes.ts';
import { openWithWords, pastOf, phraseOf, sheetIn, sheetOf } from './recovery-sheet.ts';
import { type Restored, restoreFiles } from './restore.ts';
import { deriveKey, KEY_BYTES } from './seal.ts';
import { writeSealed } from './sealed-copy.ts';
import { COPIES, type VaultFile } from './vault-file.ts';
import type { Former } from './vault-secrets.ts';
import { attempt, TEMPORARY, writeWhole } from './whole-files.ts';
import type { WrapPorts } from './wraps.ts';

/** What recovery needs of the app around it. */
export interface RecoveryHost extends Pick<WrapPorts, 'cost' | 'keychain'> {
  /** of all profiles */
  readonly folder: string;
  /** ISO day, as this computer's clock has it */
  readonly today: () => string;
  readonly askFolder: () => Promise<string | null>;
  readonly askFile: () => Promise<string | null>;
  readonly tell: (progress: { readonly done: number; readonly of: number }) => void;
}

interface BackupPorts extends RecoveryHost, WrapPorts {
  readonly disk: Disk;
  readonly vault: Pick<KeyVault, 'look' | 'mayUse' | 'install' | 'opened' | 'onLock'>;
  /** the open profile's; undefined while locked */
  readonly journal: () => Journal | undefined;
  readonly bundles: NotebookFiles['bundles'];
  readonly blobs: NotebookFiles['blobs'];
}

interface Backup {
  readonly make: () => Promise<AnswerOf<'backupMake'>>;
  readonly stop: () => null;
  readonly pick: () => Promise<AnswerOf<'backupPick'>>;
  readonly restore: (request: ArgsOf<'backupRestore'>[0]) => Promise<AnswerOf<'backupRestore'>>;
  readonly practise: (request: ArgsOf<'recoveryPractise'>[0]) => Promise<AnswerOf<'recoveryPractise'>>;
}

const ENDING = 'age';
/** What a restored store takes beside its files, at the least. */
const RESERVE = 64 * 1024 * 1024;

export function createBackup(ports: BackupPorts): Backup {
  const { disk, vault, random, today, tell } = ports;
  const queue = oneAtATime();
  const picked = new Map<string, string>();
  let run = 0; // rises with every stop: what began before it ends
  let isBusy = false;
  const locked = err({ type: 'vaultLocked' } as const);
  const name = (): string => bytesToBase64url(random(9));
  const stop = (): null => {
    run += 1;
    return null;
  };
  vault.onLock(stop);

  async function alone<T, E>(
    work: (isStopped: () => boolean) => Promise<Result<T, E>>,
  ): Promise<Result<T, E | { readonly type: 'backupUnderWay' }>> {
    if (isBusy) return err({ type: 'backupUnderWay' });
    isBusy = true;
    const began = run;
    try {
      return await queue(() => work(() => run !== began));
    } finally {
      isBusy = false;
    }
  }

  async function make(isStopped: () => boolean): Promise<Result<BackupMade | null, BackupProblem>> {
    const profile = vault.opened();
    const journal = ports.journal();
    const look = vault.look((file, vaultKey) => ({ sheet: sheetIn(file, vaultKey), past: pastOf(file, vaultKey) }));
    if (profile === null || journal === undefined || !look.ok) return locked;
    if (isWorkshop(profile.profile)) return err({ type: 'notInWorkshop' });
    const { sheet, past } = look.value;
    if (past === undefined) return err({ type: 'vaultDamaged' });
    if (sheet === null) return err({ type: 'backupNeedsSheet' });
    const folder = await ports.askFolder();
    if (folder === null) return ok(null);
    const needs = await sizeOf(disk, profile.folder);
    const free = await attempt(() => disk.freeBytes(folder));
    if (free.ok && free.value < needs) return err({ type: 'notEnoughSpace', needs, limit: free.value });
    const facts = {
      format: BACKUP_FORMAT,
      minReader: BACKUP_READER,
      madeAt: today(),
      sheetMadeAt: sheet.madeAt,
      devices: past.devices,
    } as const;
    const archive = archiveOf({ facts, identities: past.identities }, { ...ports, journal });
    const path = join(folder, `${neutralName(random)}.${ENDING}`);
    const written = await writeCopy(path, sheet.phrase, until(archive, isStopped), (done) => tell({ done, of: needs }));
    if (!written.ok) return written;
    const made = { name: basename(path), folder: basename(folder), size: written.value };
    await addNotes(disk, profile, { backup: { at: today(), name: made.name, size: made.size } }, random);
    return ok(made);
  }

  /** temp → fsync → read back → rename → fsync of the folder */
  async function writeCopy(
    path: string,
    phrase: string,
    archive: AsyncGenerator<Uint8Array, void>,
    onPiece: (done: number) => void,
  ): Promise<Result<number, BackupProblem>> {
    const temporary = `${path}${TEMPORARY}`;
    const written = await stoppable(async () => {
      const size = await withFile(disk, temporary, 'create', (file) => writeSealed(file, phrase, archive, onPiece));
      await disk.rename(temporary, path);
      await disk.syncFolder(join(path, '..'));
      return size;
    });
    if (written.ok) return written;
    await attempt(() => disk.remove(temporary));
    return written.error.type === 'fileGone' ? err({ type: 'placeGone' }) : written;
  }

  async function restore(
    { pick, words: text, passphrase }: ArgsOf<'backupRestore'>[0],
    isStopped: () => boolean,
  ): Promise<AnswerOf<'backupRestore'>> {
    const words = wordsToBytes(text);
    if (!words.ok) return words;
    const isFree = await vault.mayUse(passphrase, null);
    if (!isFree.ok) return isFree;
    await removeLeftOver();
    const place = await makePlace(ports.folder);
    if (!place.ok) return place;
    const restored = await readInto(place.value, pick, phraseOf(words.value), isStopped);
    if (!restored.ok) {
      await removePlace(place.value);
      return restored;
    }
    const { facts, identities } = restored.value;
    const sheet = sheetOf(words.value, facts.sheetMadeAt);
    words.value.fill(0);
    const former = { devices: facts.devices as Former['devices'], identities };
    const { profile, folder, dataKey } = place.value;
    const made = await newVault(ports, { profile, generation: 1, passphrase, dataKey, goesOnFor: { former, sheet } });
    const opened = await vault.install(folder, made);
    if (opened.ok) await attempt(() => disk.remove(join(folder, RESTORING)));
    return opened;
  }

  async function practise(
    { pick, words: text }: ArgsOf<'recoveryPractise'>[0],
    isStopped: () => boolean,
  ): Promise<AnswerOf<'recoveryPractise'>> {
    const words = wordsToBytes(text);
    if (!words.ok) return words;
    const profile = vault.opened();
    const journal = ports.journal();
    const right = vault.look((file) => isSheetOf(file, words.value, profile));
    if (profile === null || journal === undefined || !right.ok) return locked;
    if (!right.value) return err({ type: 'wrongWords' });
    if (pick === null) {
      await addNotes(disk, profile, { drill: { at: today(), withBackup: false } }, random);
      return ok({ backup: null });
    }
    const place = await makePlace(ports.folder);
    if (!place.ok) return place;
    try {
      const restored = await readInto(place.value, pick, phraseOf(words.value), isStopped);
      if (!restored.ok) return restored;
      const files = filesOf(place.value);
      const count = await differences({ ...ports, journal }, files);
      await files.journal.close();
      if (count > 0) return err({ type: 'practiceDiffers', count });
      await addNotes(disk, profile, { drill: { at: today(), withBackup: true } }, random);
      const { facts, counts } = restored.value;
      return ok({ backup: { madeAt: facts.madeAt, entries: counts.entries, files: counts.bundles + counts.blobs } });
    } finally {
      await removePlace(place.value);
    }
  }

  async function readInto(
    place: Place,
    pick: string,
    phrase: string,
    isStopped: () => boolean,
  ): Promise<Result<Restored, RestoreProblem>> {
    const path = picked.get(pick);
    if (path === undefined) return err({ type: 'fileGone' });
    const files = filesOf(place);
    const restored = await stoppable(() =>
      withFile(disk, path, 'read', async (file) => {
        const size = await file.size();
        const free = await attempt(() => disk.freeBytes(ports.folder));
        const needs = size + RESERVE;
        if (free.ok && free.value < needs) return err({ type: 'notEnoughSpace', needs, limit: free.value } as const);
        return restoreFiles(file, phrase, files, (done) => {
          tell({ done, of: size });
          return !isStopped();
        });
      }),
    );
    await files.journal.close();
    return restored.ok ? restored.value : restored;
  }

  async function makePlace(parent: string): Promise<Result<Place, BackupProblem>> {
    const profile = bytesToBase64url(random(16)).replaceAll('-', 'a').replaceAll('_', 'b');
    const folder = join(parent, profile);
    const made = await attempt(() => makeProfileFolder(disk, folder));
    if (!made.ok) return made;
    const marked = await writeWhole(disk, join(folder, RESTORING), textToBytes('1'), name());
    return marked.ok ? ok({ profile, folder, dataKey: random(KEY_BYTES) }) : marked;
  }

  function filesOf({ profile, folder, dataKey }: Place): NotebookFiles & { readonly journal: Journal } {
    const keyFor = (purpose: string): Bytes => deriveKey(dataKey, `${purpose} ${profile}`);
    const opened: OpenProfile = { profile, folder, keyFor };
    return {
      journal: openJournal({ disk, random, folder, profile, key: keyFor('journal') }),
      bundles: createBundleFiles({ disk, random, folder: () => folder }),
      blobs: createBlobFiles({ disk, random, opened: () => opened }),
    };
  }

  async function removePlace({ folder, dataKey }: Place): Promise<void> {
    dataKey.fill(0);
    await attempt(() => disk.removeTree(folder));
  }

  async function removeLeftOver(): Promise<void> {
    await attempt(async () => {
      for (const entry of await disk.list(ports.folder)) {
        const names = await disk.list(join(ports.folder, entry));
        const isBegun = names.length === 0 || names.some((each) => each.startsWith(RESTORING));
        const isLeftOver = isBegun && !names.some((each) => (COPIES as readonly string[]).includes(each));
        if (isLeftOver) await disk.removeTree(join(ports.folder, entry));
      }
    });
  }

  return {
    make: () => alone(make),
    stop,
    pick: async () => {
      const path = await ports.askFile();
      if (path === null) return ok(null);
      const size = await attempt(() => withFile(disk, path, 'read', (file) => file.size()));
      if (!size.ok) return size;
      picked.clear();
      const pick = name();
      picked.set(pick, path);
      return ok({ pick, name: basename(path), size: size.value } satisfies PickedFile);
    },
    restore: (request) => alone((isStopped) => restore(request, isStopped)),
    practise: (request) => alone((isStopped) => practise(request, isStopped)),
  };
}

/** Where a copy is read into. */
interface Place {
  readonly profile: string;
  readonly folder: string;
  readonly dataKey: Bytes;
}

/** A disk's problems, and what stopped the reading of the notebook, as data. */
async function stoppable<T>(work: () => Promise<T>): Promise<Result<T, BackupProblem>> {
  try {
    return await attempt(work);
  } catch (error) {
    if (error instanceof ArchiveStopped) return err(error.problem as BackupProblem);
    throw error;
  }
}

async function* until(
  pieces: AsyncGenerator<Uint8Array, void>,
  isStopped: () => boolean,
): AsyncGenerator<Uint8Array, void> {
  for await (const piece of pieces) {
    if (isStopped()) throw new ArchiveStopped({ type: 'backupStopped' });
    yield piece;
  }
}

function isSheetOf(file: VaultFile, words: Uint8Array, profile: OpenProfile | null): boolean {
  const recovered = openWithWords(file, words);
  if (recovered === undefined || profile === null) return false;
  const purpose = 'recovery practice';
  const [theirs, ours] = [deriveKey(recovered.dataKey, `${purpose} ${profile.profile}`), profile.keyFor(purpose)];
  recovered.dataKey.fill(0);
  return theirs.every((byte, at) => byte === ours[at]);
}

/** What the files of a notebook take; a copy is not larger but for its headers. */
async function sizeOf(disk: Disk, folder: string): Promise<number> {
  let size = 1024 * 1024;
  for (const inside of [folder, join(folder, 'bundles'), join(folder, 'blobs')]) {
    const names = await attempt(() => disk.list(inside));
    for (const file of names.ok ? names.value : []) {
      const one = await attempt(() => withFile(disk, join(inside, file), 'read', (open) => open.size()));
      size += (one.ok ? one.value : 0) + 1024;
    }
  }
  return size;
}

/** Says nothing of what it is. */
const neutralName = (random: (length: number) => Bytes): string =>
  [...random(8)].map((byte) => 'abcdefghijkmnpqrstuvwxyz23456789'.charAt(byte % 32)).join('');
