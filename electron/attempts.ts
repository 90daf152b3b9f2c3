// Wrong passphrases slow down: after the third, each further one costs a longer wait, kept on disk so that
// closing the app does not shorten it. A clock set back starts the wait again and never lengthens it; the real
// defence of a seized disk is the cost of the passphrase, not this.

import { join } from 'node:path';
import { bytesToText, textToBytes } from '#shared/base/bytes.ts';
import { canonicalText, isJsonObject, parseJson } from '#shared/base/json.ts';
import type { Disk } from '#secretariat/disk/disk.ts';
import { readWhole, writeWhole } from './whole-files.ts';

export interface Attempts {
  /** seconds until the next try; 0: now */
  readonly waitSeconds: () => Promise<number>;
  readonly failed: () => Promise<void>;
  readonly succeeded: () => Promise<void>;
}

const WAITS = [0, 0, 0, 0, 5, 15, 30, 60, 120, 300] as const;

export function attemptsIn(disk: Disk, folder: string, now: () => number, name: () => string): Attempts {
  const path = join(folder, 'attempts.json');
  let count: { readonly failures: number; readonly at: number } | undefined;

  const read = async (): Promise<{ readonly failures: number; readonly at: number }> => (count ??= await stored());
  const stored = async (): Promise<{ readonly failures: number; readonly at: number }> => {
    const bytes = await readWhole(disk, path, 1024);
    const parsed = bytes.ok ? parseJson(bytesToText(bytes.value) ?? '', { size: 1024, depth: 2 }) : undefined;
    const value = parsed?.ok && isJsonObject(parsed.value) ? parsed.value : {};
    const { failures, at } = value;
    return typeof failures === 'number' && typeof at === 'number' ? { failures, at } : { failures: 0, at: 0 };
  };
  // Where it cannot be written, it still counts until the app is closed.
  const write = async (failures: number): Promise<void> => {
    count = { failures, at: now() };
    await writeWhole(disk, path, textToBytes(canonicalText({ ...count })), name());
  };

  return {
    waitSeconds: async () => {
      const { failures, at } = await read();
      const wait = WAITS[Math.min(failures, WAITS.length - 1)] ?? 0;
      if (wait === 0) return 0;
      if (now() < at) await write(failures);
      const passed = Math.floor((now() - (count?.at ?? at)) / 1000);
      return Math.max(0, wait - passed);
    },
    failed: async () => write((await read()).failures + 1),
    succeeded: async () => {
      if ((await read()).failures > 0) await write(0);
    },
  };
}
