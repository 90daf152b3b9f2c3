// Everything that a letterbox keeps, from one keeper to another, object by object. What is written is read back and
// compared by its SHA-256; a bundle must be what its name says on either side. A receipt is given last (bundles.ts), so
// receipts are copied first: what they promise is in all that is copied after them, also while the letterbox runs.
// What was copied before is compared and not written again, so that a copy that was cut goes on.

import { createHash } from 'node:crypto';
import { bytesToBase64url } from '#shared/base/bytes.ts';
import { diskError } from './disk/disk.ts';
import { namesIn, type ObjectKey, type ObjectStore } from './store.ts';

/** Where everything that is kept stands, in the order in which it is copied; `out` has a prefix for each device. */
const PREFIXES = ['receipts', 'merged', 'index', 'bundles', 'out', 'rosters', 'removed'] as const;

/** A mark in a store that is not whole yet: no letterbox begins with it. */
export const UNFINISHED = 'owner/unfinished';

/** Throws EUNFINISHED where a copy into this store was begun and not ended. */
export async function checkFinished(store: ObjectStore): Promise<void> {
  if ((await store.size(UNFINISHED)) !== undefined) throw diskError('EUNFINISHED');
}

/** The prefixes under which objects are, a device's tray each. */
export async function* prefixesIn(store: ObjectStore): AsyncIterable<string> {
  for (const prefix of PREFIXES) {
    if (prefix !== 'out') yield prefix;
    else for await (const kid of namesIn(store, 'out')) yield `out/${kid}`;
  }
}

export async function* keysIn(store: ObjectStore): AsyncIterable<ObjectKey> {
  for await (const prefix of prefixesIn(store)) {
    for await (const name of namesIn(store, prefix)) yield `${prefix}/${name}`;
  }
}

export interface Copied {
  readonly size: number;
  /** base64url */
  readonly sha256: string;
  /** it was not there before */
  readonly isNew: boolean;
}

/**
 * Copies one object. `damaged`: its bytes are not those of its name, or not those of `wanted`; `gone`: it is not there.
 * Throws EIO where the other side does not give back what was written.
 */
export async function copyObject(
  from: ObjectStore,
  to: ObjectStore,
  key: ObjectKey,
  wanted = nameOfBundle(key),
): Promise<Copied | 'damaged' | 'gone'> {
  const there = wanted === undefined ? undefined : await to.get(key);
  if (there !== undefined && digestOf(there) === wanted) return { size: there.length, sha256: wanted, isNew: false };
  const bytes = await readOr(from, key);
  if (bytes === undefined) return 'gone';
  const sha256 = bytes === 'unreadable' ? undefined : digestOf(bytes);
  if (bytes === 'unreadable' || (wanted !== undefined && sha256 !== wanted)) return 'damaged';
  const known = there ?? (await to.get(key));
  const copied = { size: bytes.length, sha256: digestOf(bytes) };
  if (known !== undefined && digestOf(known) === copied.sha256) return { ...copied, isNew: false };
  await to.put(key, bytes);
  const back = await to.get(key);
  if (back === undefined || digestOf(back) !== copied.sha256) throw diskError('EIO');
  return { ...copied, isNew: true };
}

const digestOf = (bytes: Uint8Array): string => bytesToBase64url(createHash('sha256').update(bytes).digest());

const nameOfBundle = (key: ObjectKey): string | undefined =>
  key.startsWith('bundles/') ? key.slice('bundles/'.length) : undefined;

/** A disk that does not give one file is no reason to give up all the others. */
async function readOr(from: ObjectStore, key: ObjectKey): Promise<Uint8Array | undefined | 'unreadable'> {
  try {
    return await from.get(key);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EIO') return 'unreadable';
    throw error;
  }
}
