// Erasing a profile for good. Without the keys its files are noise, so the keys go first: every file that wraps them
// is overwritten where it lies, with a mark that says so, and fsynced. From then on nothing opens the profile, and the
// mark is the promise to go on: what is left is removed, at the next start if the power went, and the mark at last.
// What a disk keeps of older versions of a file (an SSD's spare blocks, a backup) no program reaches; there the
// passphrase alone protects. See docs/decisions/erasing-begins-with-the-keys.md.

import { join } from 'node:path';
import { isSameBytes, joinBytes, textToBytes } from '#shared/base/bytes.ts';
import type { Result } from '#shared/base/result.ts';
import type { DiskProblem } from '#shared/wire/problems.ts';
import { type Disk, readFully, withFile, writeFully } from '#secretariat/disk/disk.ts';
import type { Random } from './seal.ts';
import { COPIES, isVaultName } from './vault-file.ts';
import { attempt } from './whole-files.ts';

const MARK = textToBytes('chasqui-erased\n');

/** Answers a problem where keys could not be destroyed, or where files are left that the next start takes away. */
export async function eraseProfile(disk: Disk, folder: string, random: Random): Promise<Result<null, DiskProblem>> {
  const destroyed = await destroyKeys(disk, folder, random);
  return destroyed.ok ? removeFiles(disk, folder) : destroyed;
}

/** Goes on with every erasing that was begun here; what cannot be done now is tried again at the next start. */
export async function finishErasing(disk: Disk, folder: string, random: Random): Promise<void> {
  const entries = await attempt(() => disk.list(folder));
  if (!entries.ok) return;
  for (const entry of entries.value) {
    const inside = join(folder, entry);
    if (await isErasing(disk, inside)) await eraseProfile(disk, inside, random);
  }
}

export async function isErasing(disk: Disk, folder: string): Promise<boolean> {
  for (const copy of COPIES) {
    const read = await attempt(() =>
      withFile(disk, join(folder, copy), 'read', (file) => readFully(file, MARK.length, 0)),
    );
    if (read.ok && isSameBytes(read.value, MARK)) return true;
  }
  return false;
}

/**
 * The vault's copies, and parts of copies that were being written when the power went. What cannot be overwritten is
 * at least removed; where not even that is certain nothing else is touched.
 */
async function destroyKeys(disk: Disk, folder: string, random: Random): Promise<Result<null, DiskProblem>> {
  const names = await attempt(() => disk.list(folder));
  if (!names.ok) return names;
  const kept: string[] = [];
  for (const name of names.value.filter(isVaultName)) {
    const path = join(folder, name);
    const over = await attempt(() => overwrite(disk, path, random));
    if (!over.ok) kept.push(path);
  }
  return attempt(async () => {
    for (const path of kept) await disk.remove(path);
    if (kept.length > 0) await disk.syncFolder(folder);
    return null;
  });
}

const overwrite = (disk: Disk, path: string, random: Random): Promise<void> =>
  withFile(disk, path, 'update', async (file) => {
    const rest = Math.max(0, (await file.size()) - MARK.length);
    await writeFully(file, joinBytes(MARK, random(rest)), 0);
    await file.sync();
  });

/** The mark goes last: while anything is left it is there. */
async function removeFiles(disk: Disk, folder: string): Promise<Result<null, DiskProblem>> {
  return attempt(async () => {
    const names = await disk.list(folder);
    const mark = COPIES.find((copy) => names.includes(copy));
    for (const name of names) if (name !== mark) await disk.removeTree(join(folder, name));
    await disk.syncFolder(folder);
    await disk.removeTree(folder);
    await disk.syncFolder(join(folder, '..'));
    return null;
  });
}
