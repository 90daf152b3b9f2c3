// What is kept for good, as objects under keys. A folder is the first keeper; object storage can be another,
// since nothing is asked but put, get, head, list and delete, and no order but that of the keys. A put that
// was answered is durable. Half uploads are not here: they live on the disk of the machine that takes them,
// and come in whole and verified (`putFile`). One suite in tests/contract holds every keeper to this.

import type { Digest } from '#shared/base/ids.ts';

/** `prefix/name` or `prefix/owner/name`; each part begins with a letter, digit, `_` or `-`. */
export type ObjectKey = string;

export interface ObjectStore {
  /** Keeps bytes under a key, whole or not at all, durable when answered. The same key again replaces. */
  readonly put: (key: ObjectKey, bytes: Uint8Array) => Promise<void>;
  /** Takes a local file over whose SHA-256 was verified (base64url); the file is gone from where it was. */
  readonly putFile: (key: ObjectKey, path: string, sha256: Digest) => Promise<void>;
  readonly get: (key: ObjectKey) => Promise<Uint8Array | undefined>;
  /** The bytes `start` to before `end`, as a stream; undefined: no such object. */
  readonly read: (key: ObjectKey, start: number, end: number) => Promise<ReadableStream<Uint8Array> | undefined>;
  /** Its size in bytes; undefined: no such object. */
  readonly size: (key: ObjectKey) => Promise<number | undefined>;
  /** Names directly under a prefix, ascending, after a name, at most so many. */
  readonly list: (prefix: string, after: string, limit: number) => Promise<readonly string[]>;
  /** Nothing happens where nothing is. */
  readonly delete: (key: ObjectKey) => Promise<void>;
}

const PAGE = 1000;

/** All names directly under a prefix, ascending, asked for page by page. */
export async function* namesIn(store: Pick<ObjectStore, 'list'>, prefix: string): AsyncIterable<string> {
  for (let after = ''; ; ) {
    const names = await store.list(prefix, after, PAGE);
    yield* names;
    if (names.length < PAGE) return;
    after = names.at(-1) ?? '';
  }
}

const KEY = /^[a-z]+(\/[A-Za-z0-9_-][A-Za-z0-9_.-]{0,119}){1,2}$/;
const PREFIX = /^[a-z]+(\/[A-Za-z0-9_-][A-Za-z0-9_.-]{0,119})?$/;

/** A key outside the grammar is a bug of ours, never a client's name: it throws. */
export function checkedKey(key: ObjectKey): ObjectKey {
  if (!KEY.test(key)) throw new Error('not an object key');
  return key;
}

export function checkedPrefix(prefix: string): string {
  if (!PREFIX.test(prefix)) throw new Error('not a key prefix');
  return prefix;
}
