// Whole files in the letterbox's folder. "Durable" here means: the data is fsynced, the name is in its folder, and
// the folder is fsynced; only then may anybody be told.

import { dirname } from 'node:path';
import type { Bytes } from '#shared/base/bytes.ts';
import { codeOf, type Disk, readFully, withFile, writeFully } from './disk/disk.ts';

/** Puts these bytes under this path, whole or not at all, and durable when it answers. */
export async function writeWhole(disk: Disk, path: string, bytes: Uint8Array, temporary: string): Promise<void> {
  await disk.remove(temporary);
  try {
    await withFile(disk, temporary, 'create', async (file) => {
      await writeFully(file, bytes, 0);
      await file.sync();
    });
    await disk.rename(temporary, path);
  } catch (error) {
    await disk.remove(temporary).catch(() => undefined);
    throw error;
  }
  await disk.syncFolder(dirname(path));
}

/** The bytes of a file, or undefined where there is none. */
export async function readWhole(disk: Disk, path: string): Promise<Bytes | undefined> {
  return ifThere(() => withFile(disk, path, 'read', async (file) => readFully(file, await file.size(), 0)));
}

/** What the work answers, or undefined where the file it needs is not there. */
export async function ifThere<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

export const isDiskFull = (error: unknown): boolean => codeOf(error) === 'ENOSPC' || codeOf(error) === 'EDQUOT';
