// What the page's store held when it last wrote, kept outside IndexedDB: Chromium has been seen to hand out an
// empty database after a full disk, silently. Sealed, since even a count tells something; a mark that is missing
// or does not open is no mark, and the journal is then what the store is measured by.

import { join } from 'node:path';
import * as z from 'zod/mini';
import { bytesToBase64url, bytesToText, textToBytes } from '#shared/base/bytes.ts';
import { canonicalText, parseJson } from '#shared/base/json.ts';
import type { Result } from '#shared/base/result.ts';
import { calls } from '#shared/wire/ipc.ts';
import type { DiskProblem } from '#shared/wire/problems.ts';
import type { Disk } from '#secretariat/disk/disk.ts';
import { readWhole, writeWhole } from './whole-files.ts';
import type { OpenProfile } from './key-vault.ts';
import { aboutOf, openSealed, type Random, sealBytes } from './seal.ts';

export interface HighWater {
  readonly changesets: number;
  readonly records: number;
}

const FILE = 'high-water';
const LIMIT = 4096;

export async function readHighWater(disk: Disk, { profile, folder, keyFor }: OpenProfile): Promise<HighWater | null> {
  const sealed = await readWhole(disk, join(folder, FILE), LIMIT);
  const plain = sealed.ok
    ? openSealed(keyFor(FILE), sealed.value, aboutOf('chasqui-high-water/1', profile))
    : undefined;
  const parsed = plain === undefined ? undefined : parseJson(bytesToText(plain) ?? '', { size: LIMIT, depth: 2 });
  const checked = z.safeParse(calls.highWaterWrite.args, [parsed?.ok ? parsed.value : null]);
  return checked.success ? checked.data[0] : null;
}

export function writeHighWater(
  disk: Disk,
  { profile, folder, keyFor }: OpenProfile,
  mark: HighWater,
  random: Random,
): Promise<Result<null, DiskProblem>> {
  const plain = textToBytes(canonicalText({ changesets: mark.changesets, records: mark.records }));
  const sealed = sealBytes(keyFor(FILE), plain, aboutOf('chasqui-high-water/1', profile), random);
  return writeWhole(disk, join(folder, FILE), sealed, bytesToBase64url(random(6)));
}
