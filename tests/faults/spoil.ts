// How a file goes bad on its disk: bits flipped, cut, zeroed, removed, or what it was earlier.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Dice } from '#tests/hostile/dice.ts';

export const HOWS = ['flip', 'cut', 'zero', 'remove', 'earlier'] as const;
export type How = (typeof HOWS)[number];

export function spoilFile(path: string, how: 'flip' | 'cut' | 'zero', dice: Dice): void {
  writeFileSync(path, spoiled(new Uint8Array(readFileSync(path)), how, dice));
}

function spoiled(bytes: Uint8Array<ArrayBuffer>, how: 'flip' | 'cut' | 'zero', dice: Dice): Uint8Array {
  if (how === 'cut' || bytes.length === 0) return bytes.subarray(0, dice(Math.max(1, bytes.length)));
  const at = dice(bytes.length);
  if (how === 'zero') return bytes.fill(0, at, at + 512);
  for (let flips = 1 + dice(4); flips > 0; flips--) {
    const one = dice(bytes.length);
    bytes[one] = (bytes[one] ?? 0) ^ (1 << dice(8));
  }
  return bytes;
}

/** Names below the folder, at any depth. */
export const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
