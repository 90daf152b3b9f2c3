// The profiles of this computer: folders `profiles/<random id>/`, each with a vault, a journal and kept bundles of its
// own. A name is random and says nothing; how many there are is all that anybody sees who cannot open one. A folder
// whose erasing was begun is no profile any more.
// A workshop's notebook lies beside them, apart by its name, which is in what every key of it is bound to: it has a
// passphrase that all the world knows, is never tried with a person's, and never becomes a real one.

import { dirname, join } from 'node:path';
import { ok, type Result } from '#shared/base/result.ts';
import type { DiskProblem } from '#shared/wire/problems.ts';
import type { Disk } from '#secretariat/disk/disk.ts';
import { isErasing } from './erase.ts';
import { COPIES, loadVaultFiles, type LoadProblem, type VaultFile } from './vault-file.ts';
import type { Attempts } from './attempts.ts';
import { JOURNAL } from './journal.ts';
import { attempt } from './whole-files.ts';
import { openWraps, type WrapPorts } from './wraps.ts';
import type { Bytes } from '#shared/base/bytes.ts';

/** A notebook that is being restored, not one yet: its folder has a file of this name. */
export const RESTORING = 'restoring';

/** Opens every workshop's notebook: nothing in it is anybody's. */
export const WORKSHOP_PASSPHRASE = 'chasqui workshop';
const WORKSHOP = 'workshop-'; // no other profile's name has a '-' in it

export const isWorkshop = (profile: string): boolean => profile.startsWith(WORKSHOP);
export const workshopOf = (name: string): string => `${WORKSHOP}${name}`;

/** Every passphrase is tried on every profile, and each try takes its time. */
export const MAX_PROFILES = 6;

/** Its name, and the name of the folder of all profiles, are there after a power cut. */
export async function makeProfileFolder(disk: Disk, folder: string): Promise<void> {
  await disk.makeFolder(folder);
  for (const parent of [dirname(folder), dirname(dirname(folder))]) await disk.syncFolder(parent);
}

/** The folders of real notebooks, by name; also one whose vault was taken away: that there is a notebook must be said. */
export const profileFolders = (disk: Disk, folder: string): Promise<Result<readonly string[], DiskProblem>> =>
  foldersOf(disk, folder, false);

export const workshopFolders = (disk: Disk, folder: string): Promise<Result<readonly string[], DiskProblem>> =>
  foldersOf(disk, folder, true);

function foldersOf(disk: Disk, folder: string, areWorkshops: boolean): Promise<Result<readonly string[], DiskProblem>> {
  return attempt(async () => {
    const folders: string[] = [];
    for (const entry of await disk.list(folder)) {
      if (isWorkshop(entry) !== areWorkshops) continue;
      const inside = join(folder, entry);
      const names = await disk.list(inside);
      const hasVault = names.some((file) => (COPIES as readonly string[]).includes(file));
      const isBereft = names.includes(JOURNAL) && !names.some((file) => file.startsWith(RESTORING));
      if ((hasVault || isBereft) && !(await isErasing(disk, inside))) folders.push(inside);
    }
    return folders;
  });
}

export interface Tried {
  readonly folder: string;
  readonly file: VaultFile;
  readonly vaultKey: Bytes;
  readonly isStale: boolean;
  /** both copies of its vault are there and equal */
  readonly isWhole: boolean;
  /** of its newest copy */
  readonly generation: number;
}
export type TryProblem =
  | LoadProblem
  | { readonly type: 'wrongPassphrase'; readonly waitSeconds: number }
  | { readonly type: 'tooManyAttempts'; readonly waitSeconds: number };

/**
 * The one profile that this passphrase opens. A wrong one counts against all on which it was tried; those that wait
 * are not tried, and then it is not called wrong: it may be right for one of them.
 */
export async function tryProfiles(
  disk: Disk,
  wraps: WrapPorts,
  folders: readonly string[],
  attemptsFor: (folder: string) => Attempts,
  passphrase: string,
): Promise<Result<Tried, TryProblem>> {
  const tried: Attempts[] = [];
  const waits: number[] = [];
  let problem: LoadProblem = { type: 'noVault' };
  for (const folder of folders) {
    const attempts = attemptsFor(folder);
    const wait = await attempts.waitSeconds();
    if (wait > 0) {
      waits.push(wait);
      continue;
    }
    const loaded = await loadVaultFiles(disk, folder);
    if (!loaded.ok) {
      problem = loaded.error.type === 'noVault' ? { type: 'vaultDamaged' } : loaded.error;
      continue;
    }
    const { files, isWhole } = loaded.value;
    for (const file of files) {
      const key = await openWraps(wraps, file.profile, passphrase, file.wraps);
      if (key === undefined) continue;
      await attempts.succeeded();
      return ok({ folder, file, ...key, isWhole, generation: Math.max(...files.map((one) => one.generation)) });
    }
    tried.push(attempts);
  }
  for (const attempts of tried) await attempts.failed();
  if (waits.length > 0) return { ok: false, error: { type: 'tooManyAttempts', waitSeconds: Math.min(...waits) } };
  if (tried.length === 0) return { ok: false, error: problem };
  const after = await Promise.all(tried.map((attempts) => attempts.waitSeconds()));
  return { ok: false, error: { type: 'wrongPassphrase', waitSeconds: Math.min(...after) } };
}
