// The bundles kept in this profile, packed here or taken in: with the journal they are what the store is rebuilt
// from; and those carried for somebody else, which nothing here can open. They are sealed already (age) and immutable; a file is named by the bundle's id, which says nothing, and
// by where it came from. Keeping the same bundle again changes nothing; a kept file that went bad is replaced.

import { join } from 'node:path';
import { bytesToBase64url, isSameBytes, type Bytes } from '#shared/base/bytes.ts';
import { isId, type BundleId } from '#shared/base/ids.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { MAX_FILE } from '#shared/bundle/manifest.ts';
import type { BundleOrigin } from '#shared/wire/files.ts';
import type { AnswerOf } from '#shared/wire/ipc.ts';
import type { DiskProblem } from '#shared/wire/problems.ts';
import { type Disk, withFile } from '#secretariat/disk/disk.ts';
import { sha256Of } from './courier/delivering.ts';
import { attempt, readWhole, TEMPORARY, writeWhole } from './whole-files.ts';
import { oneAtATime } from '#shared/base/one-at-a-time.ts';
import type { Random } from './seal.ts';

export interface BundleFiles {
  readonly keep: (id: string, origin: BundleOrigin, bytes: Uint8Array) => Promise<Result<null, DiskProblem>>;
  readonly list: () => Promise<AnswerOf<'bundlesKept'>>;
  /** @param sha256 what the sealed file was: one that is not what it was goes nowhere */
  readonly read: (id: string, sha256?: string) => Promise<Result<Bytes, DiskProblem>>;
  /** Never of those taken in: the store is rebuilt from them. */
  readonly drop: (id: string, origin: Exclude<BundleOrigin, 'takenIn'>) => Promise<Result<null, DiskProblem>>;
}

export interface BundleFilesPorts {
  readonly disk: Disk;
  readonly random: Random;
  /** the open profile's folder; null while the vault is locked */
  readonly folder: () => string | null;
}

const ORIGINS: readonly BundleOrigin[] = ['packed', 'takenIn', 'cargo'];
const GONE = err({ type: 'fileGone' } as const);

export function createBundleFiles({ disk, random, folder }: BundleFilesPorts): BundleFiles {
  const queue = oneAtATime();
  const bundlesFolder = (): string | undefined => {
    const profile = folder();
    return profile === null ? undefined : join(profile, 'bundles');
  };

  async function keep(
    inside: string,
    id: string,
    origin: BundleOrigin,
    bytes: Uint8Array,
  ): Promise<Result<null, DiskProblem>> {
    const made = await attempt(async () => {
      await disk.makeFolder(inside);
      await disk.syncFolder(join(inside, '..'));
      return disk.list(inside);
    });
    if (!made.ok) return made;
    const known = ORIGINS.map((one) => nameOf(id, one)).find((name) => made.value.includes(name));
    const path = join(inside, known ?? nameOf(id, origin));
    if (known !== undefined) {
      const kept = await readWhole(disk, path, MAX_FILE);
      if (kept.ok && isSameBytes(kept.value, bytes)) return attempt(async () => (await disk.syncFolder(inside), null));
    }
    return writeWhole(disk, path, bytes, bytesToBase64url(random(9)));
  }

  const list = (inside: string): Promise<AnswerOf<'bundlesKept'>> =>
    attempt(async () => {
      const bundles: { id: BundleId; origin: BundleOrigin; size: number }[] = [];
      for (const name of await disk.list(inside)) {
        if (name.endsWith(TEMPORARY)) await disk.remove(join(inside, name)); // the power went while it was written
        const [id, origin, ending, ...rest] = name.split('.');
        if (!isId(id) || !isOrigin(origin) || ending !== 'quipu' || rest.length > 0) continue;
        const size = await withFile(disk, join(inside, name), 'read', (file) => file.size());
        bundles.push({ id: id as BundleId, origin, size });
      }
      return bundles;
    });

  async function read(inside: string, id: string, sha256?: string): Promise<Result<Bytes, DiskProblem>> {
    const names = await attempt(() => disk.list(inside));
    if (!names.ok) return names;
    const name = ORIGINS.map((origin) => nameOf(id, origin)).find((one) => names.value.includes(one));
    const bytes = name === undefined ? GONE : await readWhole(disk, join(inside, name), MAX_FILE);
    const isOther = bytes.ok && sha256 !== undefined && sha256Of(bytes.value) !== sha256;
    return isOther ? err({ type: 'diskFailure', code: 'EIO' }) : bytes;
  }

  const drop = (inside: string, id: string, origin: BundleOrigin): Promise<Result<null, DiskProblem>> =>
    attempt(async () => {
      const name = nameOf(id, origin);
      if (!(await disk.list(inside)).includes(name)) return null;
      await disk.remove(join(inside, name));
      await disk.syncFolder(inside);
      return null;
    });

  const inFolder = <T>(
    id: string,
    work: (inside: string) => Promise<Result<T, DiskProblem>>,
  ): Promise<Result<T, DiskProblem>> =>
    queue(async () => {
      if (!isId(id)) throw new Error('not a bundle id'); // an id is a file name here: never anything else
      const inside = bundlesFolder();
      return inside === undefined ? GONE : work(inside);
    });

  return {
    keep: (id, origin, bytes) =>
      bytes.length > MAX_FILE
        ? Promise.resolve(err({ type: 'fileTooLarge', limit: MAX_FILE }))
        : inFolder(id, (inside) => keep(inside, id, origin, bytes)),
    list: () =>
      queue(async () => {
        const inside = bundlesFolder();
        return inside === undefined ? ok([]) : list(inside);
      }),
    read: (id, sha256) => inFolder(id, (inside) => read(inside, id, sha256)),
    drop: (id, origin) => inFolder(id, (inside) => drop(inside, id, origin)),
  };
}

const nameOf = (id: string, origin: BundleOrigin): string => `${id}.${origin}.quipu`;
const isOrigin = (text: string | undefined): text is BundleOrigin => ORIGINS.some((origin) => origin === text);
