// What was done against a loss here, and when: for reminders, and so that nobody has to believe it. Sealed; notes that
// are missing or do not open are no notes.

import { join } from 'node:path';
import * as z from 'zod/mini';
import { bytesToBase64url, bytesToText, textToBytes } from '#shared/base/bytes.ts';
import { canonicalText, type Json, parseJson } from '#shared/base/json.ts';
import type { Result } from '#shared/base/result.ts';
import type { DiskProblem } from '#shared/wire/problems.ts';
import type { Disk } from '#secretariat/disk/disk.ts';
import type { OpenProfile } from './key-vault.ts';
import { aboutOf, openSealed, type Random, sealBytes } from './seal.ts';
import { readWhole, writeWhole } from './whole-files.ts';

const day = z.string();
const NOTES = z.object({
  /** the person said no to a sheet; ISO day, like all of these */
  declinedAt: z.optional(day),
  backup: z.optional(z.object({ at: day, name: z.string(), size: z.number() })),
  drill: z.optional(z.object({ at: day, withBackup: z.boolean() })),
  /** shares of the reading key, by the digest of its recipient */
  shares: z.optional(z.object({ at: day, code: z.string(), key: z.string() })),
  sharesDrill: z.optional(z.object({ at: day, key: z.string() })),
});
export type RecoveryNotes = z.infer<typeof NOTES>;

const FILE = 'recovery-notes';
const LIMIT = 4096;

export async function readNotes(disk: Disk, { profile, folder, keyFor }: OpenProfile): Promise<RecoveryNotes> {
  const sealed = await readWhole(disk, join(folder, FILE), LIMIT);
  const plain = sealed.ok ? openSealed(keyFor(FILE), sealed.value, aboutNotes(profile)) : undefined;
  const parsed = plain === undefined ? undefined : parseJson(bytesToText(plain) ?? '', { size: LIMIT, depth: 3 });
  const checked = z.safeParse(NOTES, parsed?.ok ? parsed.value : {});
  return checked.success ? checked.data : {};
}

export async function addNotes(
  disk: Disk,
  opened: OpenProfile,
  notes: RecoveryNotes,
  random: Random,
): Promise<Result<null, DiskProblem>> {
  const all = { ...(await readNotes(disk, opened)), ...notes };
  const plain = textToBytes(canonicalText(all as object as Json));
  const sealed = sealBytes(opened.keyFor(FILE), plain, aboutNotes(opened.profile), random);
  return writeWhole(disk, join(opened.folder, FILE), sealed, bytesToBase64url(random(6)));
}

const aboutNotes = (profile: string): Uint8Array => aboutOf('chasqui-recovery-notes/1', profile);
