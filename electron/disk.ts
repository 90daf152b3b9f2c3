// The one door to the file system of the services beside it: vault, journal, kept bundles, courier.
// A whole file is written as temp → full write → fsync → re-read → rename → folder fsync, so that under every
// failure the path holds the old bytes or the new ones, never a part. A write may return a short count without
// an error (seen on a nearly full disk): it is written on, and a count of 0 is a full disk.
// What the disk does to us is a DiskProblem; an error without a system code is a bug and goes on up.

import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Bytes, isSameBytes } from '#shared/base/bytes.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import type { DiskProblem } from '#shared/wire/ipc.ts';

/** An open file. Every operation may fail with a system error; `read` and `write` may do less than asked. */
export interface OpenFile {
  readonly size: () => Promise<number>;
  readonly read: (length: number, position: number) => Promise<Bytes>;
  readonly write: (bytes: Uint8Array, position: number) => Promise<number>;
  readonly sync: () => Promise<void>;
  readonly truncate: (length: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface Disk {
  /** read: must exist · update: read and write, must exist · create: must not exist */
  readonly open: (path: string, how: 'read' | 'update' | 'create') => Promise<OpenFile>;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly remove: (path: string) => Promise<void>;
  readonly makeFolder: (path: string) => Promise<void>;
  /** names in a folder; of what is no folder: none */
  readonly list: (path: string) => Promise<readonly string[]>;
  readonly syncFolder: (path: string) => Promise<void>;
  readonly freeBytes: (path: string) => Promise<number>;
}

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
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (typeof code !== 'string' || !/^E[A-Z0-9]+$/.test(code)) throw error;
  if (code === 'ENOSPC' || code === 'EDQUOT') return { type: 'diskFull' };
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') return { type: 'readOnlyFolder' };
  if (code === 'ENOENT' || code === 'ENODEV' || code === 'ENXIO' || code === 'ENOTDIR') return { type: 'fileGone' };
  if (code === 'EFBIG') return { type: 'fileTooLarge', limit: FAT32_LIMIT };
  return { type: 'diskFailure', code };
}

export const diskError = (code: string): Error => Object.assign(new Error(code), { code });

export async function writeFully(file: OpenFile, bytes: Uint8Array, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const count = await file.write(bytes.subarray(done), position + done);
    if (count <= 0) throw diskError('ENOSPC');
    done += count;
  }
}

/** Up to `length` bytes: fewer only where the file ends. */
export async function readFully(file: Pick<OpenFile, 'read'>, length: number, position: number): Promise<Bytes> {
  const bytes = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const part = await file.read(length - done, position + done);
    if (part.length === 0) break;
    bytes.set(part, done);
    done += part.length;
  }
  return bytes.subarray(0, done);
}

export async function withFile<T>(
  disk: Disk,
  path: string,
  how: 'read' | 'update' | 'create',
  work: (file: OpenFile) => Promise<T>,
): Promise<T> {
  const file = await disk.open(path, how);
  try {
    return await work(file);
  } finally {
    await file.close();
  }
}

const FAT32_LIMIT = 2 ** 32 - 1;
/** What a folder answers to fsync where its file system has no such thing (FAT, some network drives, Windows). */
const NO_FOLDER_SYNC: ReadonlySet<string> = new Set(['EINVAL', 'ENOTSUP', 'EISDIR', 'EPERM', 'EACCES', 'EBADF']);
const NO_FOLDER: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR']);
const hasCode = (error: unknown, codes: ReadonlySet<string>): boolean =>
  error instanceof Error && 'code' in error && codes.has(String(error.code));
const FLAGS = {
  read: constants.O_RDONLY,
  update: constants.O_RDWR,
  create: constants.O_RDWR | constants.O_CREAT | constants.O_EXCL,
};

/** The real disk. Files are for this user only. */
export const nodeDisk: Disk = {
  open: async (path, how) => openFileOf(await open(path, FLAGS[how], 0o600)),
  rename: (from, to) => rename(from, to),
  remove: (path) => rm(path, { force: true }),
  makeFolder: async (path) => void (await mkdir(path, { recursive: true, mode: 0o700 })),
  list: async (path) => {
    try {
      return (await readdir(path)).sort();
    } catch (error) {
      if (hasCode(error, NO_FOLDER)) return [];
      throw error;
    }
  },
  syncFolder: async (path) => {
    let folder: FileHandle | undefined;
    try {
      folder = await open(path, constants.O_RDONLY);
      await folder.sync();
    } catch (error) {
      if (!hasCode(error, NO_FOLDER_SYNC)) throw error;
    } finally {
      await folder?.close();
    }
  },
  freeBytes: async (path) => {
    const facts = await statfs(path);
    return facts.bavail * facts.bsize;
  },
};

const openFileOf = (handle: FileHandle): OpenFile => ({
  size: async () => (await handle.stat()).size,
  read: async (length, position) => {
    const bytes = new Uint8Array(length);
    const { bytesRead } = await handle.read(bytes, 0, length, position);
    return bytes.subarray(0, bytesRead);
  },
  write: async (bytes, position) => (await handle.write(bytes, 0, bytes.length, position)).bytesWritten,
  sync: () => handle.sync(),
  truncate: (length) => handle.truncate(length),
  close: () => handle.close(),
});
