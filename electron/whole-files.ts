// Whole files for the services beside it (vault, journal, kept bundles, courier), and what a disk does to us as data.
// A whole file is written as temp → full write → fsync → re-read → rename → folder fsync, so that under every
// failure the path holds the old bytes or the new ones, never a part. What fails is a DiskProblem; an error without a
// system code is a bug and goes on up.

import { dirname } from 'node:path';
import { type Bytes, isSameBytes } from '#shared/base/bytes.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import type { DiskProblem } from '#shared/wire/problems.ts';
import { codeOf, type Disk, diskError, readFully, withFile, writeFully } from '#secretariat/disk/disk.ts';

export const TEMPORARY = '.part';

/** Puts these bytes under this path, whole or not at all. `name` makes the temporary name unguessable. */
export async function writeWhole(
  disk: Disk,
  path: string,
  bytes: Uint8Array,
  name: string,
): Promise<Result<null, DiskProblem>> {
  const temporary = `${path}.${name}${TEMPORARY}`;
  const written = await attempt(async () => {
    await withFile(disk, temporary, 'create', async (file) => {
      await writeFully(file, bytes, 0);
      await file.sync();
    });
    const again = await withFile(disk, temporary, 'read', (file) => readFully(file, bytes.length + 1, 0));
    if (!isSameBytes(again, bytes)) throw diskError('EIO');
    await disk.rename(temporary, path);
  });
  if (!written.ok) {
    await attempt(() => disk.remove(temporary));
    return written;
  }
  return attempt(async () => {
    await disk.syncFolder(dirname(path));
    return null;
  });
}

export async function readWhole(disk: Disk, path: string, limit: number): Promise<Result<Bytes, DiskProblem>> {
  const read = await attempt(() =>
    withFile(disk, path, 'read', async (file) => {
      const size = await file.size();
      return size > limit ? undefined : readFully(file, size, 0);
    }),
  );
  if (!read.ok) return read;
  return read.value === undefined ? err({ type: 'fileTooLarge', limit }) : ok(read.value);
}

/** Runs something that touches the disk; its system errors become a DiskProblem. */
export async function attempt<T>(work: () => Promise<T>): Promise<Result<T, DiskProblem>> {
  try {
    return ok(await work());
  } catch (error) {
    return err(problemOf(error));
  }
}

export function problemOf(error: unknown): DiskProblem {
  const code = codeOf(error);
  if (code === undefined) throw error;
  if (code === 'ENOSPC' || code === 'EDQUOT') return { type: 'diskFull' };
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') return { type: 'readOnlyFolder' };
  if (code === 'ENOENT' || code === 'ENODEV' || code === 'ENXIO' || code === 'ENOTDIR') return { type: 'fileGone' };
  if (code === 'EFBIG') return { type: 'fileTooLarge', limit: FAT32_LIMIT };
  return { type: 'diskFailure', code };
}

const FAT32_LIMIT = 2 ** 32 - 1;
