// The attachments kept in this profile, each a file of its own, sealed (AES-256-GCM, a key of the vault for this
// purpose, the id as associated data) and named by its id, the salted digest that a cell names, which says nothing.
// What is sealed is the size, the bytes and zeros up to a step (see shared/bundle/size-steps.ts), so that nobody
// recognises a document on a seized disk by its size. One file at a time is in memory, and none larger than a
// bundle can carry. Keeping the same file again changes nothing; one that went bad is replaced.
//
// A file that no cell names any more stays: a record's history and an older version may still want it. One is erased
// where consent to it was taken back.

import { join } from 'node:path';
import { bytesToBase64url, type Bytes, isSameBytes } from '#shared/base/bytes.ts';
import { type Digest, isId } from '#shared/base/ids.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { MAX_FILE } from '#shared/bundle/manifest.ts';
import { steppedSize } from '#shared/bundle/size-steps.ts';
import type { AnswerOf } from '#shared/wire/ipc.ts';
import type { BlobProblem } from '#shared/wire/problems.ts';
import type { Disk } from '#secretariat/disk/disk.ts';
import type { OpenProfile } from './key-vault.ts';
import { oneAtATime } from '#shared/base/one-at-a-time.ts';
import { aboutOf, NONCE_BYTES, openSealed, type Random, sealBytes, TAG_BYTES } from './seal.ts';
import { attempt, readWhole, TEMPORARY, writeWhole } from './whole-files.ts';

export interface BlobFiles {
  readonly keep: (id: string, bytes: Uint8Array) => Promise<Result<null, BlobProblem>>;
  readonly list: () => Promise<AnswerOf<'blobsKept'>>;
  readonly read: (id: string) => Promise<Result<Bytes, BlobProblem>>;
  /** Nothing happens where it is not there. */
  readonly erase: (id: string) => Promise<Result<null, BlobProblem>>;
}

export interface BlobFilesPorts {
  readonly disk: Disk;
  readonly random: Random;
  /** null while the vault is locked */
  readonly opened: () => OpenProfile | null;
}

const ENDING = '.blob';
const SIZE_BYTES = 8;
const MAX_SEALED = NONCE_BYTES + steppedSize(SIZE_BYTES + MAX_FILE) + TAG_BYTES;
const LOCKED = err({ type: 'vaultLocked' } as const);
const DAMAGED = err({ type: 'fileDamaged' } as const);

export function createBlobFiles({ disk, random, opened }: BlobFilesPorts): BlobFiles {
  const queue = oneAtATime();

  async function keep(place: Place, bytes: Uint8Array): Promise<Result<null, BlobProblem>> {
    const made = await attempt(async () => {
      await disk.makeFolder(place.folder);
      await disk.syncFolder(join(place.folder, '..'));
      return disk.list(place.folder);
    });
    if (!made.ok) return made;
    if (made.value.includes(place.name)) {
      const kept = await read(place);
      if (kept.ok && isSameBytes(kept.value, bytes))
        return attempt(async () => (await disk.syncFolder(place.folder), null));
    }
    const sealed = sealBytes(place.key, padded(bytes), place.about, random);
    return writeWhole(disk, join(place.folder, place.name), sealed, bytesToBase64url(random(9)));
  }

  async function read(place: Place): Promise<Result<Bytes, BlobProblem>> {
    const sealed = await readWhole(disk, join(place.folder, place.name), MAX_SEALED);
    if (!sealed.ok) return sealed;
    const plain = openSealed(place.key, sealed.value, place.about);
    const bytes = plain === undefined ? undefined : unpadded(plain);
    return bytes === undefined ? DAMAGED : ok(bytes);
  }

  const erase = ({ folder, name }: Place): Promise<Result<null, BlobProblem>> =>
    attempt(async () => {
      if (!(await disk.list(folder)).includes(name)) return null;
      await disk.remove(join(folder, name));
      await disk.syncFolder(folder);
      return null;
    });

  const list = (folder: string): Promise<AnswerOf<'blobsKept'>> =>
    attempt(async () => {
      const ids: Digest[] = [];
      for (const name of await disk.list(folder)) {
        if (name.endsWith(TEMPORARY)) await disk.remove(join(folder, name)); // the power went while it was written
        const id = name.slice(0, -ENDING.length);
        if (isId(id) && name.endsWith(ENDING)) ids.push(id as string as Digest);
      }
      return ids;
    });

  const at = <T>(
    id: string,
    work: (place: Place) => Promise<Result<T, BlobProblem>>,
  ): Promise<Result<T, BlobProblem>> =>
    queue(async () => {
      if (!isId(id)) throw new Error('not a blob id'); // an id is a file name here: never anything else
      const profile = opened();
      return profile === null ? LOCKED : work(placeOf(profile, id));
    });

  return {
    keep: (id, bytes) =>
      bytes.length > MAX_FILE
        ? Promise.resolve(err({ type: 'fileTooLarge', limit: MAX_FILE }))
        : at(id, (place) => keep(place, bytes)),
    list: () =>
      queue(async () => {
        const profile = opened();
        return profile === null ? LOCKED : list(folderOf(profile));
      }),
    read: (id) => at(id, read),
    erase: (id) => at(id, erase),
  };
}

interface Place {
  readonly folder: string;
  readonly name: string;
  readonly key: Bytes;
  readonly about: Bytes;
}

const folderOf = ({ folder }: OpenProfile): string => join(folder, 'blobs');

const placeOf = (opened: OpenProfile, id: string): Place => ({
  folder: folderOf(opened),
  name: `${id}${ENDING}`,
  key: opened.keyFor('blobs'),
  about: aboutOf('chasqui-blob/1', opened.profile, id),
});

function padded(bytes: Uint8Array): Bytes {
  const filled = new Uint8Array(steppedSize(SIZE_BYTES + bytes.length));
  new DataView(filled.buffer).setBigUint64(0, BigInt(bytes.length));
  filled.set(bytes, SIZE_BYTES);
  return filled;
}

function unpadded(plain: Bytes): Bytes | undefined {
  if (plain.length < SIZE_BYTES) return undefined;
  const size = Number(new DataView(plain.buffer, plain.byteOffset).getBigUint64(0));
  return size <= plain.length - SIZE_BYTES ? plain.slice(SIZE_BYTES, SIZE_BYTES + size) : undefined;
}
