// Settings of this computer, not of a person: language, size of text, theme. They are needed before the vault
// opens and say nothing of anybody. A missing or damaged file is the defaults.

import { join } from 'node:path';
import * as z from 'zod/mini';
import { bytesToBase64url, bytesToText, textToBytes } from '#shared/base/bytes.ts';
import { canonicalText, type Json, parseJson } from '#shared/base/json.ts';
import type { Result } from '#shared/base/result.ts';
import { calls, type Settings } from '#shared/wire/ipc.ts';
import type { DiskProblem } from '#shared/wire/problems.ts';
import type { Disk } from '#secretariat/disk/disk.ts';
import { attempt, readWhole, writeWhole } from './whole-files.ts';
import type { Random } from './seal.ts';

export const DEFAULT_SETTINGS: Settings = { language: null, textSize: 100, theme: 'system' };
const LIMIT = 4096;

export async function readSettings(disk: Disk, folder: string): Promise<Settings> {
  const bytes = await readWhole(disk, join(folder, 'settings.json'), LIMIT);
  const parsed = bytes.ok ? parseJson(bytesToText(bytes.value) ?? '', { size: LIMIT, depth: 3 }) : undefined;
  const checked = z.safeParse(calls.settingsWrite.args, [parsed?.ok ? parsed.value : null]);
  return checked.success ? checked.data[0] : DEFAULT_SETTINGS;
}

/** Where nobody is left whose they were. */
export const removeSettings = (disk: Disk, folder: string): Promise<unknown> =>
  attempt(() => disk.remove(join(folder, 'settings.json')));

export const writeSettings = (
  disk: Disk,
  folder: string,
  settings: Settings,
  random: Random,
): Promise<Result<null, DiskProblem>> =>
  writeWhole(
    disk,
    join(folder, 'settings.json'),
    textToBytes(canonicalText(settings as object as Json)),
    bytesToBase64url(random(6)),
  );
