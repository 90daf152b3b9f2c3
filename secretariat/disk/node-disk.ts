// The real disk, by Node. Files are for this user only.

import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, statfs } from 'node:fs/promises';
import { codeOf, type Disk, type OpenFile } from './disk.ts';

const FLAGS = {
  read: constants.O_RDONLY,
  update: constants.O_RDWR,
  create: constants.O_RDWR | constants.O_CREAT | constants.O_EXCL,
};
/** What a folder answers to fsync where its file system has no such thing, or it is not ours (FAT, network drives, Windows). */
const NO_FOLDER_SYNC: ReadonlySet<string> = new Set(['EINVAL', 'ENOTSUP', 'EISDIR', 'EPERM', 'EACCES', 'EBADF']);
const NO_FOLDER: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR']);
const hasCode = (error: unknown, codes: ReadonlySet<string>): boolean => codes.has(codeOf(error) ?? '');

export const nodeDisk: Disk = {
  open: async (path, how) => openFileOf(await open(path, FLAGS[how], 0o600)),
  rename: (from, to) => rename(from, to),
  remove: (path) => rm(path, { force: true }),
  removeTree: (path) => rm(path, { force: true, recursive: true }),
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
