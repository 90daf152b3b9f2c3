// A small disk that a round can fill: a tmpfs of its own where this user may mount one (root on Linux), filled by
// another process; elsewhere a disk in memory with a quota, which counts the bytes of its files and gives short writes
// without an error just before it is full, as a tmpfs does.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Disk, diskError, type OpenFile } from '#secretariat/disk/disk.ts';
import { nodeDisk } from '#secretariat/disk/node-disk.ts';
import { forgetfulDisk } from '#tests/fixtures/forgetful-disk.ts';

export interface SmallDisk {
  readonly disk: Disk;
  readonly root: string;
  /** Somebody else takes all but so many bytes. */
  readonly fill: (left: number) => void;
  /** What they took is free again. */
  readonly free: () => void;
  /** Takes everything away: the next round begins with an empty one. */
  readonly clear: () => void;
  readonly end: () => void;
  /** said where it is not a tmpfs */
  readonly said?: string;
}

const SMALL = 4 * 1024 * 1024;
const PAGE = 4096;

export function openSmallDisk(mayMount = true): SmallDisk {
  return (mayMount ? mountedDisk() : undefined) ?? quotaDisk();
}

function mountedDisk(): SmallDisk | undefined {
  const root = mkdtempSync(join(tmpdir(), 'chasqui-small-'));
  const end = (): void => rmSync(root, { recursive: true, force: true });
  const run = (command: string, ...args: string[]): boolean =>
    spawnSync(command, args, { stdio: 'ignore' }).status === 0;
  const mount = (): boolean => run('mount', '-t', 'tmpfs', '-o', `size=${SMALL},mode=700`, 'chasqui-faults', root);
  if (process.platform !== 'linux' || !mount()) {
    end();
    return undefined;
  }
  const filler = join(root, 'somebody-else');
  const freeBytes = (): number => {
    const { bavail, bsize } = statfsSync(root);
    return bavail * bsize;
  };
  return {
    disk: nodeDisk,
    root,
    fill: (left) => {
      const pages = Math.floor((freeBytes() - left) / PAGE);
      if (pages > 0) run('dd', 'if=/dev/zero', `of=${filler}`, `bs=${PAGE}`, `count=${pages}`);
    },
    free: () => rmSync(filler, { force: true }),
    clear: () => run('find', root, '-mindepth', '1', '-delete'),
    end: () => {
      if (run('umount', '-l', root)) end();
    },
  };
}

function quotaDisk(): SmallDisk {
  let memory = forgetfulDisk();
  let taken = 0;
  let sizes = new Map<string, number>();
  const room = (): number => SMALL - taken - [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const moved = (from: string, to: string | null): void => {
    const size = sizes.get(from);
    sizes.delete(from);
    if (to !== null && size !== undefined) sizes.set(to, size);
  };
  const openFileOf = async (path: string, file: OpenFile): Promise<OpenFile> => {
    sizes.set(path, await file.size());
    return {
      ...file,
      write: async (bytes, position) => {
        const size = await file.size();
        const grown = Math.max(0, position + bytes.length - size);
        const part = bytes.subarray(0, bytes.length - Math.max(0, grown - Math.max(0, room())));
        if (part.length === 0 && bytes.length > 0) throw diskError('ENOSPC');
        const count = await file.write(part, position);
        sizes.set(path, await file.size());
        return count;
      },
      truncate: async (length) => {
        await file.truncate(length);
        sizes.set(path, length);
      },
    };
  };
  const disk: Disk = {
    open: async (path, how) => openFileOf(path, await memory.open(path, how)),
    rename: async (from, to) => {
      await memory.rename(from, to);
      moved(from, to);
    },
    remove: async (path) => {
      await memory.remove(path);
      moved(path, null);
    },
    removeTree: async (path) => {
      await memory.removeTree(path);
      for (const name of sizes.keys()) if (name === path || name.startsWith(`${path}/`)) sizes.delete(name);
    },
    makeFolder: (path) => memory.makeFolder(path),
    list: (path) => memory.list(path),
    syncFolder: (path) => memory.syncFolder(path),
    freeBytes: async () => Math.max(0, room()),
  };
  return {
    disk,
    root: '/',
    fill: (left) => {
      taken = Math.max(0, room() - left);
    },
    free: () => {
      taken = 0;
    },
    clear: () => {
      memory = forgetfulDisk();
      sizes = new Map();
      taken = 0;
    },
    end: () => undefined,
    said: 'No tmpfs could be mounted here (that takes root on Linux): the disk is one in memory with a quota.',
  };
}
