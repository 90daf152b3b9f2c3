// What a file system is to the programs of this house that have one: the app's main process and the letterbox. The
// one home of it (docs/decisions/one-disk.md): behind this door the tests put disks that fail, run full, tear writes,
// or forget at a power cut what was not fsynced. A write may return a short count without an error (seen on a nearly
// full disk): it is written on, and a count of 0 is a full disk.

import type { Bytes } from '#shared/base/bytes.ts';

/** An open file. Every operation may fail with a system error; `read` and `write` may do less than asked. */
export interface OpenFile {
  readonly size: () => Promise<number>;
  readonly read: (length: number, position: number) => Promise<Bytes>;
  readonly write: (bytes: Uint8Array, position: number) => Promise<number>;
  readonly sync: () => Promise<void>;
  readonly truncate: (length: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** read: must exist · update: read and write, must exist · create: must not exist */
export type Opening = 'read' | 'update' | 'create';

export interface Disk {
  readonly open: (path: string, how: Opening) => Promise<OpenFile>;
  readonly rename: (from: string, to: string) => Promise<void>;
  /** nothing happens where nothing is */
  readonly remove: (path: string) => Promise<void>;
  /** a file, or a folder with all that is in it; nothing happens where nothing is */
  readonly removeTree: (path: string) => Promise<void>;
  /** with its parents */
  readonly makeFolder: (path: string) => Promise<void>;
  /** names in a folder, ascending; of what is no folder: none */
  readonly list: (path: string) => Promise<readonly string[]>;
  readonly syncFolder: (path: string) => Promise<void>;
  readonly freeBytes: (path: string) => Promise<number>;
}

export async function writeFully(file: OpenFile, bytes: Uint8Array, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const count = await file.write(bytes.subarray(done), position + done);
    if (count <= 0) throw diskError('ENOSPC');
    done += count;
  }
}

/** Up to `length` bytes: fewer only where the file ends. */
export async function readFully(file: Pick<OpenFile, 'read'>, length: number, position: number): Promise<Bytes> {
  const first = await file.read(length, position);
  if (first.length === 0 || first.length === length) return first; // nearly always: nothing is copied
  const bytes = new Uint8Array(length);
  bytes.set(first);
  let done = first.length;
  while (done < length) {
    const part = await file.read(length - done, position + done);
    if (part.length === 0) break;
    bytes.set(part, done);
    done += part.length;
  }
  return bytes.subarray(0, done);
}

export async function withFile<T>(
  disk: Disk,
  path: string,
  how: Opening,
  work: (file: OpenFile) => Promise<T>,
): Promise<T> {
  const file = await disk.open(path, how);
  try {
    return await work(file);
  } finally {
    await file.close();
  }
}

/** The system's name of a failure, such as ENOSPC; undefined of any other error. */
export function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^E[A-Z0-9]+$/.test(code) ? code : undefined;
}

export const diskError = (code: string): Error => Object.assign(new Error(code), { code });
