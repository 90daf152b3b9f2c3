// How many entries the journal had when it last grew, in a small file beside it: so a journal that somebody put back as it
// was before is noticed also where the page's store never learned what is missing (typed last, then the power went). It
// is written after the journal is on the disk, and nobody waits for it: it can lag behind, and is never ahead of a
// journal that kept what it acknowledged. What cannot be read or written is no mark, and stops nothing.

import { join } from 'node:path';
import type { Bytes } from '#shared/base/bytes.ts';
import { type Disk, type OpenFile, readFully, writeFully } from '#secretariat/disk/disk.ts';
import { aboutOf, NONCE_BYTES, openSealed, type Random, sealBytes, type SealingKey, TAG_BYTES } from './seal.ts';
import { attempt } from './whole-files.ts';

export interface JournalEnd {
  /** entries, when it was last written before this opening; 0: not known */
  readonly before: number;
  readonly write: (entries: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface JournalEndPorts {
  readonly disk: Disk;
  readonly random: Random;
  /** holds the journal's file */
  readonly folder: string;
  readonly profile: string;
  readonly key: SealingKey;
}

/** in the profile's folder */
const FILE = 'journal-end';

const COUNT_BYTES = 8;
const SIZE = NONCE_BYTES + COUNT_BYTES + TAG_BYTES;

export async function openJournalEnd({ disk, random, folder, profile, key }: JournalEndPorts): Promise<JournalEnd> {
  const path = join(folder, FILE);
  const about = aboutOf('chasqui-journal-end/1', profile);
  let file = await openOrUndefined(disk, path, 'update');
  const sealed = file && (await attempt(() => readFully(file as OpenFile, SIZE, 0)));
  const plain = sealed?.ok === true ? openSealed(key, sealed.value, about) : undefined;
  return {
    before: plain === undefined ? 0 : countOf(plain),
    async write(entries) {
      file ??= await openOrUndefined(disk, path, 'create');
      const mark = file;
      if (mark !== undefined) await attempt(() => writeFully(mark, sealBytes(key, bytesOf(entries), about, random), 0));
    },
    async close() {
      await attempt(async () => file?.close());
    },
  };
}

async function openOrUndefined(disk: Disk, path: string, how: 'update' | 'create'): Promise<OpenFile | undefined> {
  const opened = await attempt(() => disk.open(path, how));
  return opened.ok ? opened.value : undefined;
}

function bytesOf(count: number): Bytes {
  const bytes = new Uint8Array(COUNT_BYTES);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(count));
  return bytes;
}

function countOf(bytes: Bytes): number {
  return bytes.length === COUNT_BYTES ? Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0)) : 0;
}
