// A disk in memory that forgets: what was not fsynced (bytes) or not in a synced folder (names) is gone after
// `crash()`. Every operation is counted, so that a test can fail the Nth one, for every N, or let a write be
// short without an error.

import { dirname, basename } from 'node:path';
import { type Disk, diskError, type OpenFile } from '#secretariat/disk/disk.ts';
import type { Bytes } from '#shared/base/bytes.ts';

interface Inode {
  bytes: Bytes;
  durable: Bytes;
}

export interface Fault {
  /** 1, 2, 3 …: the operation that goes wrong */
  readonly at: number;
  /** only operations of this name count */
  readonly only?: Operation;
  /** throw: a system error · short: half a write, then a full disk · power: this and all later ones throw */
  readonly how: 'throw' | 'short' | 'power';
  readonly code?: string;
}
export type Operation =
  | 'open'
  | 'read'
  | 'write'
  | 'sync'
  | 'truncate'
  | 'rename'
  | 'remove'
  | 'list'
  | 'syncFolder'
  | 'makeFolder'
  | 'size';

export interface MemoryDisk extends Disk {
  fault: Fault | undefined;
  /** operations so far, since the last `fault` was set by hand */
  count: number;
  /** power is gone and comes back. strict: only what was synced · lucky: everything · torn: half of what was appended */
  readonly crash: (how: 'strict' | 'lucky' | 'torn') => void;
  readonly files: () => ReadonlyMap<string, Bytes>;
  readonly put: (path: string, bytes: Uint8Array) => void;
}

export function memoryDisk(): MemoryDisk {
  let names = new Map<string, Inode>();
  let durableNames = new Map<string, Inode>();
  let isFull = false;

  function step(operation: Operation): void {
    const { fault } = disk;
    if (fault?.only !== undefined && fault.only !== operation) return;
    disk.count += 1;
    if (fault === undefined) return;
    if (fault.how === 'power' ? disk.count >= fault.at : fault.how === 'throw' && disk.count === fault.at)
      throw diskError(fault.code ?? 'EIO');
  }

  const openFileOf = (inode: Inode): OpenFile => ({
    size: async () => {
      step('size');
      return inode.bytes.length;
    },
    read: async (length, position) => {
      step('read');
      return inode.bytes.slice(position, position + length);
    },
    write: async (bytes, position) => {
      step('write');
      if (isFull) throw diskError('ENOSPC');
      const isShort = disk.fault?.how === 'short' && disk.count === disk.fault.at;
      if (isShort) isFull = true;
      const part = isShort ? bytes.subarray(0, Math.floor(bytes.length / 2)) : bytes;
      const next = new Uint8Array(Math.max(inode.bytes.length, position + part.length));
      next.set(inode.bytes);
      next.set(part, position);
      inode.bytes = next;
      return part.length;
    },
    sync: async () => {
      step('sync');
      inode.durable = inode.bytes.slice();
    },
    truncate: async (length) => {
      step('truncate');
      inode.bytes = inode.bytes.slice(0, length);
    },
    close: async () => undefined,
  });

  const disk: MemoryDisk = {
    fault: undefined,
    count: 0,
    open: async (path, how) => {
      step('open');
      const known = names.get(path);
      if (how !== 'create') {
        if (known === undefined) throw diskError('ENOENT');
        return openFileOf(known);
      }
      if (known !== undefined) throw diskError('EEXIST');
      const inode = { bytes: new Uint8Array(0), durable: new Uint8Array(0) };
      names.set(path, inode);
      return openFileOf(inode);
    },
    rename: async (from, to) => {
      step('rename');
      const inode = names.get(from);
      if (inode === undefined) throw diskError('ENOENT');
      names.delete(from);
      names.set(to, inode);
    },
    remove: async (path) => {
      step('remove');
      names.delete(path);
    },
    removeTree: async (path) => {
      for (const name of [...names.keys()].filter((one) => one === path || one.startsWith(`${path}/`))) {
        step('remove');
        names.delete(name);
      }
    },
    makeFolder: async () => step('makeFolder'),
    list: async (path) => {
      step('list');
      const inside = [...names.keys()]
        .filter((name) => name.startsWith(`${path}/`))
        .map((name) => name.slice(path.length + 1).split('/')[0] ?? '');
      return [...new Set(inside)].sort();
    },
    syncFolder: async (path) => {
      step('syncFolder');
      // A folder that was removed is a name in this one: what was in it goes with it.
      for (const name of durableNames.keys()) {
        if (!name.startsWith(`${path}/`)) continue;
        const entry = `${path}/${name.slice(path.length + 1).split('/')[0]}`;
        const isThere = [...names.keys()].some(
          (one) => one === entry || (entry !== name && one.startsWith(`${entry}/`)),
        );
        if (!isThere) durableNames.delete(name);
      }
      for (const [name, inode] of names) if (dirname(name) === path) durableNames.set(name, inode);
    },
    freeBytes: async () => 1e9,
    crash: (how) => {
      isFull = false;
      if (how === 'strict') names = new Map(durableNames);
      for (const inode of names.values()) {
        if (how === 'strict') inode.bytes = inode.durable.slice();
        if (how === 'torn' && inode.bytes.length > inode.durable.length) {
          inode.bytes = inode.bytes.slice(0, Math.ceil((inode.durable.length + inode.bytes.length) / 2));
        }
        inode.durable = inode.bytes.slice();
      }
      durableNames = new Map(names);
    },
    files: () => new Map([...names].map(([name, { bytes }]) => [name, bytes.slice()])),
    put: (path, bytes) => {
      const inode = { bytes: new Uint8Array(bytes), durable: new Uint8Array(bytes) };
      names.set(path, inode);
      durableNames.set(path, inode);
    },
  };
  return disk;
}

/** Where a marker word stands on the disk: in a name or in bytes, as text or as UTF-16. */
export function placesOf(disk: MemoryDisk, marker: string): readonly string[] {
  const forms = [
    Buffer.from(marker, 'utf8'),
    Buffer.from(marker, 'utf16le'),
    Buffer.from(Buffer.from(marker).toString('base64').replace(/=+$/, '')),
  ];
  return [...disk.files()]
    .filter(
      ([name, bytes]) => basename(name).includes(marker) || forms.some((form) => Buffer.from(bytes).includes(form)),
    )
    .map(([name]) => name);
}
