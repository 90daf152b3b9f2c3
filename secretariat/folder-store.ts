// The keeper that needs nothing installed: objects as files in a folder. Every put is temp → fsync → rename →
// folder fsync. Names are listed from memory after the first look, since the folder is this process's own;
// the files stay the truth and are read again at the next start.

import { basename, dirname, join } from 'node:path';
import type { Bytes } from '#shared/base/bytes.ts';
import { type Disk, type OpenFile, readFully, withFile } from './disk/disk.ts';
import { ifThere, readWhole, writeWhole } from './durable-files.ts';
import { checkedKey, checkedPrefix, type ObjectStore } from './store.ts';

/** Folders whose names are remembered; the listing's own is always among them, since it is always in use. */
const REMEMBERED_FOLDERS = 200;
const CHUNK = 256 * 1024;

/** `look`: another process owns the folder; nothing in it is made or cleared away. */
export async function createFolderStore(folder: string, disk: Disk, use: 'own' | 'look' = 'own'): Promise<ObjectStore> {
  const root = join(folder, 'kept');
  const temporaries = join(folder, 'temporary');
  const made = new Set<string>();
  const namesByFolder = new Map<string, Promise<string[]>>();
  let count = 0;
  if (use === 'own') {
    await disk.makeFolder(root);
    await disk.makeFolder(temporaries);
    await disk.syncFolder(folder);
    for (const left of await disk.list(temporaries)) await disk.remove(join(temporaries, left));
  }

  /** The path of a key, its folder made and durable. */
  const placeOf = async (key: string): Promise<string> => {
    const path = join(root, ...checkedKey(key).split('/'));
    const parent = dirname(path);
    if (!made.has(parent)) {
      await disk.makeFolder(parent);
      for (let at = parent; at !== root; at = dirname(at)) await disk.syncFolder(dirname(at));
      made.add(parent);
    }
    return path;
  };
  const pathOf = (key: string): string => join(root, ...checkedKey(key).split('/'));

  // A change made while a folder is being listed is applied after: to a listing that has it already, nothing happens.
  const namesIn = (path: string): Promise<string[]> => {
    const names = namesByFolder.get(path) ?? disk.list(path).then((found) => [...found]);
    namesByFolder.delete(path);
    namesByFolder.set(path, names); // the last used is the last forgotten
    names.catch(() => namesByFolder.delete(path));
    const oldest = namesByFolder.keys().next().value;
    if (namesByFolder.size > REMEMBERED_FOLDERS && oldest !== undefined) namesByFolder.delete(oldest);
    return names;
  };
  const remember = (path: string): void =>
    void namesByFolder.get(dirname(path))?.then(
      (names) => insertSorted(names, basename(path)),
      () => undefined,
    );
  const forget = (path: string): void =>
    void namesByFolder.get(dirname(path))?.then(
      (names) => removeSorted(names, basename(path)),
      () => undefined,
    );

  return {
    put: async (key, bytes) => {
      const path = await placeOf(key);
      await writeWhole(disk, path, bytes, join(temporaries, `${++count}`));
      remember(path);
    },
    putFile: async (key, from) => {
      const path = await placeOf(key);
      await withFile(disk, from, 'update', (file) => file.sync());
      await disk.rename(from, path);
      await disk.syncFolder(dirname(path));
      await disk.syncFolder(dirname(from));
      remember(path);
    },
    get: (key) => readWhole(disk, pathOf(key)),
    read: (key, start, end) => ifThere(async () => fileToStream(await disk.open(pathOf(key), 'read'), start, end)),
    size: (key) => ifThere(() => withFile(disk, pathOf(key), 'read', (file) => file.size())),
    list: async (prefix, after, limit) => {
      const names = await namesIn(join(root, ...checkedPrefix(prefix).split('/')));
      const from = firstAfter(names, after);
      return names.slice(from, from + limit);
    },
    delete: async (key) => {
      const path = pathOf(key);
      await disk.remove(path);
      forget(path);
      await ifThere(() => disk.syncFolder(dirname(path)));
    },
  };
}

function fileToStream(file: OpenFile, start: number, end: number): ReadableStream<Uint8Array> {
  let position = start;
  return new ReadableStream<Bytes>(
    {
      pull: async (controller) => {
        try {
          const chunk = await readFully(file, Math.min(CHUNK, end - position), position);
          position += chunk.length;
          if (chunk.length > 0) controller.enqueue(chunk);
          if (chunk.length === 0 || position >= end) {
            await file.close();
            controller.close();
          }
        } catch {
          await file.close();
          controller.error(new Error('the object could not be read to its end'));
        }
      },
      cancel: () => file.close(),
    },
    { highWaterMark: 0 },
  );
}

function insertSorted(names: string[], name: string): void {
  const at = firstAfter(names, name);
  if (names[at - 1] !== name) names.splice(at, 0, name);
}

function removeSorted(names: string[], name: string): void {
  const at = firstAfter(names, name) - 1;
  if (names[at] === name) names.splice(at, 1);
}

/** Index of the first name greater than this one (binary search). */
function firstAfter(names: readonly string[], name: string): number {
  let low = 0;
  let high = names.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((names[middle] ?? '') <= name) low = middle + 1;
    else high = middle;
  }
  return low;
}
