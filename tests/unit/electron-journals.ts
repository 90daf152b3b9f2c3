// Journals on a disk in memory, and what can be read of them.

import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import { type Journal, openJournal } from '#electron/journal.ts';
import { type Bytes, bytesToText, textToBytes } from '#shared/base/bytes.ts';
import { type MemoryDisk, memoryDisk } from './electron-memory-disk.ts';

export const PATH = '/p/journal.quipuj';
export const END = '/p/journal-end';
const KEY = new Uint8Array(32).fill(7);
const random = (length: number): Bytes => new Uint8Array(randomBytes(length));
export const entry = (text: string): Bytes => textToBytes(text);
export const numbered = (count: number, from = 0): readonly Bytes[] =>
  Array.from({ length: count }, (_, at) => entry(`entry ${from + at}`));

export const opened = (disk: MemoryDisk, profile = 'p1', key: Bytes = KEY): Journal =>
  openJournal({ disk, random, folder: '/p', profile, key: key.slice() });

/** Everything that can be read, following `resumesAt` around damage; undefined: an entry that is lost. */
export async function readAll(journal: Journal): Promise<readonly (string | undefined)[]> {
  const texts: (string | undefined)[] = [];
  let from: number | null = 0;
  while (from !== null) {
    const page: Awaited<ReturnType<Journal['read']>> = await journal.read(from);
    if (page.ok) {
      texts.push(...page.value.entries.map((bytes) => bytesToText(bytes)));
      from = page.value.next;
    } else if (page.error.type === 'journalDamaged') {
      expect(page.error.at).toBe(from);
      const next: number = page.error.resumesAt ?? page.error.entries;
      while (texts.length < next) texts.push(undefined);
      from = page.error.resumesAt ?? null;
    } else throw new Error(page.error.type);
  }
  return texts;
}

export const filled = (count: number): Promise<MemoryDisk> => filledAs('p1', count);

export async function filledAs(profile: string, count: number): Promise<MemoryDisk> {
  const disk = memoryDisk();
  const journal = opened(disk, profile);
  expect((await journal.append(numbered(count))).ok).toBe(true);
  await journal.close();
  return disk;
}

export const bytesOf = (disk: MemoryDisk): Bytes => disk.files().get(PATH) ?? new Uint8Array(0);
