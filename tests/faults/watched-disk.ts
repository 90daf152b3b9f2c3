// A disk with somebody before it: every operation is announced before it is done, and whoever watches may let it fail,
// cut a write short, or do something in the middle of it (die, fill the disk). Counted, so that a round is found
// again by its number. Behind it is any disk: the real one, or one in memory that forgets.

import { type Disk, diskError, type OpenFile } from '#secretariat/disk/disk.ts';

export interface Operation {
  /** 1, 2, 3 … */
  readonly number: number;
  readonly name: keyof Disk | keyof OpenFile;
}

export type Intervention =
  | { readonly type: 'fail'; readonly code: string }
  /** of a write, this share of its bytes and no more; of anything else, nothing happens */
  | { readonly type: 'part'; readonly share: number; readonly also?: () => void }
  /** when it is done and before anybody hears so */
  | { readonly type: 'after'; readonly also: () => void };

export interface WatchedDisk extends Disk {
  readonly operations: () => number;
  /** From now on every operation fails: the process behind it has ended. Answers when none is under way. */
  readonly end: () => Promise<void>;
}

export function watchedDisk(disk: Disk, watch: (operation: Operation) => Intervention | undefined): WatchedDisk {
  let number = 0;
  let isEnded = false;
  const underWay = new Set<Promise<unknown>>();
  const until = async <T>(work: Promise<T>): Promise<T> => {
    underWay.add(work);
    try {
      return await work;
    } finally {
      underWay.delete(work);
    }
  };
  const announce = (name: Operation['name']): Intervention | undefined => {
    if (isEnded) throw diskError('EIO');
    number += 1;
    const intervention = watch({ number, name });
    if (intervention?.type === 'fail') throw diskError(intervention.code);
    return intervention;
  };
  const step = async <T>(name: Operation['name'], work: () => Promise<T>): Promise<T> => {
    const intervention = announce(name);
    const answer = await until(work());
    if (intervention?.type === 'after') intervention.also();
    return answer;
  };
  const openFileOf = (file: OpenFile): OpenFile => ({
    size: () => step('size', file.size),
    read: (length, position) => step('read', () => file.read(length, position)),
    write: async (bytes, position) => {
      const intervention = announce('write');
      const isPart = intervention?.type === 'part' && bytes.length > 1;
      const part = isPart ? bytes.subarray(0, Math.max(1, Math.floor(bytes.length * intervention.share))) : bytes;
      const count = await until(file.write(part, position));
      if (intervention?.type === 'part' || intervention?.type === 'after') intervention.also?.();
      return count;
    },
    sync: () => step('sync', file.sync),
    truncate: (length) => step('truncate', () => file.truncate(length)),
    close: () => file.close(), // what cannot be closed leaks and loses nothing: all that matters was synced before
  });
  return {
    operations: () => number,
    end: async () => {
      isEnded = true;
      await Promise.allSettled(underWay);
    },
    open: async (path, how) => openFileOf(await step('open', () => disk.open(path, how))),
    rename: (from, to) => step('rename', () => disk.rename(from, to)),
    remove: (path) => step('remove', () => disk.remove(path)),
    removeTree: (path) => step('removeTree', () => disk.removeTree(path)),
    makeFolder: (path) => step('makeFolder', () => disk.makeFolder(path)),
    list: (path) => step('list', () => disk.list(path)),
    syncFolder: (path) => step('syncFolder', () => disk.syncFolder(path)),
    freeBytes: (path) => step('freeBytes', () => disk.freeBytes(path)),
  };
}

/** Watches and lets everything be. */
export const unwatched = (): undefined => undefined;
