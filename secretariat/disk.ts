// The letterbox's one door to the file system. "Durable" here means: the data is fsynced, the name is in its
// folder, and the folder is fsynced; only then may anybody be told. A write may return a short count without an
// error (seen on a nearly full disk), so it is written on, and a count of 0 is a full disk. The tests put a
// disk behind this door that forgets at a power cut whatever was not fsynced.

import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Bytes } from '#shared/base/bytes.ts';

/** An open file. `read` and `write` may do less than asked. */
export interface OpenFile {
  readonly size: () => Promise<number>;
  readonly read: (length: number, position: number) => Promise<Bytes>;
  readonly write: (bytes: Uint8Array, position: number) => Promise<number>;
  readonly sync: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface Disk {
  /** read: must exist · update: read and write, must exist · create: must not exist */
  readonly open: (path: string, how: 'read' | 'update' | 'create') => Promise<OpenFile>;
  readonly rename: (from: string, to: string) => Promise<void>;
  /** nothing happens where nothing is */
  readonly remove: (path: string) => Promise<void>;
  /** with its parents */
  readonly makeFolder: (path: string) => Promise<void>;
  /** names in a folder, ascending; of a folder that is not there: none */
  readonly list: (path: string) => Promise<readonly string[]>;
  readonly syncFolder: (path: string) => Promise<void>;
  readonly freeBytes: (path: string) => Promise<number>;
}

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

export async function writeFully(file: OpenFile, bytes: Uint8Array, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const count = await file.write(bytes.subarray(done), position + done);
    if (count <= 0) throw Object.assign(new Error('short write'), { code: 'ENOSPC' });
    done += count;
  }
}

/** Up to `length` bytes: fewer only where the file ends. */
export async function readFully(file: OpenFile, length: number, position: number): Promise<Bytes> {
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

/** What the work answers, or undefined where the file it needs is not there. */
export async function ifThere<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** The system's name of a failure, such as ENOSPC; undefined of any other error. */
export function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^E[A-Z0-9]+$/.test(code) ? code : undefined;
}

export const isDiskFull = (error: unknown): boolean => codeOf(error) === 'ENOSPC' || codeOf(error) === 'EDQUOT';

const FLAGS = {
  read: constants.O_RDONLY,
  update: constants.O_RDWR,
  create: constants.O_RDWR | constants.O_CREAT | constants.O_EXCL,
};

/** What a folder answers to fsync where its file system has no such thing, or it is not ours (FAT, network drives, Windows). */
const NO_FOLDER_SYNC: ReadonlySet<string> = new Set(['EINVAL', 'ENOTSUP', 'EISDIR', 'EPERM', 'EACCES', 'EBADF']);

/** The real disk. Files are for this user only. */
export const nodeDisk: Disk = {
  open: async (path, how) => openFileOf(await open(path, FLAGS[how], 0o600)),
  rename: (from, to) => rename(from, to),
  remove: (path) => rm(path, { force: true }),
  makeFolder: async (path) => void (await mkdir(path, { recursive: true, mode: 0o700 })),
  list: async (path) => ((await ifThere(() => readdir(path))) ?? []).sort(),
  syncFolder: async (path) => {
    let folder: FileHandle | undefined;
    try {
      folder = await open(path, constants.O_RDONLY);
      await folder.sync();
    } catch (error) {
      if (!NO_FOLDER_SYNC.has(codeOf(error) ?? '')) throw error;
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
  close: () => handle.close(),
});
