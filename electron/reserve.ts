// Room on the disk that is kept for what a person writes when the disk is full: then this file goes, and the save is
// tried once more. It is made again at the next opening that finds plenty of room. Its bytes are random, so that no
// file system keeps it in less.

import { join } from 'node:path';
import { bytesToBase64url } from '#shared/base/bytes.ts';
import type { Disk } from '#secretariat/disk/disk.ts';
import type { Journal, JournalPorts } from './journal.ts';
import type { Random } from './seal.ts';
import { attempt, writeWhole } from './whole-files.ts';

/** Bytes: some thousand saves. */
export const RESERVE = 4 * 1024 * 1024;
const FILE = 'reserve';
/** It is made where so many times as much is free. */
const PLENTY = 4;

/** Never a reason not to open: where it cannot be made, there is none. */
export async function keepReserve(disk: Disk, folder: string, random: Random, size: number): Promise<void> {
  await attempt(async () => {
    const names = await disk.list(folder);
    for (const name of names) if (name.startsWith(`${FILE}.`)) await disk.remove(join(folder, name)); // half written
    if (names.includes(FILE) || (await disk.freeBytes(folder)) < size * PLENTY) return;
    await writeWhole(disk, join(folder, FILE), random(size), bytesToBase64url(random(6)));
  });
}

/** Saves once more with the reserve's room, where the disk was full. */
export function withReserve({ disk, folder }: Pick<JournalPorts, 'disk' | 'folder'>, journal: Journal): Journal {
  return {
    ...journal,
    append: async (entries) => {
      const answer = await journal.append(entries);
      if (answer.ok || answer.error.type !== 'diskFull') return answer;
      const freed = await attempt(async () => {
        if (!(await disk.list(folder)).includes(FILE)) return false;
        await disk.remove(join(folder, FILE));
        await disk.syncFolder(folder);
        return true;
      });
      return freed.ok && freed.value ? journal.append(entries) : answer;
    },
  };
}
