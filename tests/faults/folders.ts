// The folders of a round, under its root: the laptop's own, a stick, what other people bring, and the letterbox's.

import { join } from 'node:path';
import { type Disk, withFile, writeFully } from '#secretariat/disk/disk.ts';

export const FOLDERS = { folder: '/laptop', stick: '/stick', incoming: '/incoming', letterbox: '/letterbox' } as const;

/** There for good. */
export async function makeFolders(disk: Disk, root: string): Promise<void> {
  for (const name of Object.values(FOLDERS)) {
    await disk.makeFolder(join(root, name));
    await disk.syncFolder(join(root, name));
  }
  await disk.syncFolder(root);
}

/** Copies somebody's file there as any other program would, and answers its path. */
export const arriveIn =
  (disk: Disk, root: string) =>
  async (name: string, bytes: Uint8Array): Promise<string> => {
    const folder = join(root, FOLDERS.incoming);
    const path = join(folder, name);
    await disk.remove(path);
    await withFile(disk, path, 'create', async (file) => {
      await writeFully(file, bytes, 0);
      await file.sync();
    });
    await disk.syncFolder(folder);
    return path;
  };
