// A whole letterbox in a folder, such as a stick's, and back. The folder has the shape of a letterbox's own, so that
// `check` reads it too, with its key, and beside them `contents.jsonl`: a line for each object with its size and SHA-256, and
// a last line over all of them. That last line is written when everything before it was read back. An import takes what
// the contents name and nothing else, compares every byte, and marks the letterbox as unfinished until it is whole.

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { bytesToBase64url, bytesToText, textToBytes } from '#shared/base/bytes.ts';
import { hasOnlyKeys, isJsonObject, parseJson } from '#shared/base/json.ts';
import { isId } from '#shared/base/ids.ts';
import { digitsOf } from './arrivals.ts';
import { copyObject, keysIn, UNFINISHED } from './copies.ts';
import { type Disk, diskError } from './disk/disk.ts';
import { readWhole, writeWhole } from './durable-files.ts';
import { createFolderStore } from './folder-store.ts';
import { copyOwnKey, COUNT_FROM } from './own-key.ts';
import { checkedKey, type ObjectKey, type ObjectStore } from './store.ts';

export interface Spoilt {
  readonly damage: 'damaged' | 'missing';
  readonly key: ObjectKey;
}

export interface CopyReport {
  readonly objects: number;
  readonly bytes: number;
  /** were not there before */
  readonly copied: number;
  readonly damages: number;
}

export interface CopyFacts {
  /** of the letterbox: its key is there */
  readonly folder: string;
  /** what it keeps, in that folder or in a bucket */
  readonly store: ObjectStore;
  /** of the stick */
  readonly stick: string;
  readonly disk: Disk;
  readonly find: (spoilt: Spoilt) => void;
}

const CONTENTS = 'contents.jsonl';
const BEGUN = '{"begun":true}\n';

/**
 * Writes a letterbox to a stick. Throws ENOENT where there is no letterbox, EEXIST where the folder holds something else,
 * EKEY where it holds another letterbox. What is damaged here is named and not written.
 */
export async function exportLetterbox({ folder, store, stick, disk, find }: CopyFacts): Promise<CopyReport> {
  await disk.makeFolder(stick);
  const isBegun = (await readWhole(disk, join(stick, CONTENTS))) !== undefined;
  if (!isBegun && (await disk.list(stick)).length > 0) throw diskError('EEXIST');
  await copyOwnKey(folder, stick, disk);
  await writeContents(stick, disk, BEGUN);
  const to = await createFolderStore(stick, disk);
  const lines: string[] = [];
  let [bytes, copied, damages] = [0, 0, 0];
  for await (const key of keysIn(store)) {
    const done = await copyObject(store, to, key);
    if (done === 'gone') continue; // it was taken meanwhile
    if (done === 'damaged') {
      damages++;
      find({ damage: 'damaged', key });
      continue;
    }
    lines.push(JSON.stringify({ key, size: done.size, sha256: done.sha256 }));
    bytes += done.size;
    if (done.isNew) copied++;
  }
  await writeContents(stick, disk, contentsOf(lines));
  return { objects: lines.length, bytes, copied, damages };
}

/**
 * Brings a letterbox back from a stick. Throws EUNFINISHED where the export was not ended or its contents do not read,
 * EKEY where another letterbox is here, EEXIST where one is here that is whole. With anything damaged or missing it
 * stays unfinished, unless `without` says to do without it.
 */
export async function importLetterbox(
  { folder, store, stick, disk, find, claim }: CopyFacts & { readonly claim?: () => Promise<void> },
  now: number,
  without: boolean,
): Promise<CopyReport> {
  const contents = decodeContents(bytesToText((await readWhole(disk, join(stick, CONTENTS))) ?? new Uint8Array()));
  if (contents === undefined) throw diskError('EUNFINISHED');
  await disk.makeFolder(folder);
  await copyOwnKey(stick, folder, disk);
  await claim?.();
  const isBegun = (await store.size(UNFINISHED)) !== undefined;
  if (!isBegun && (await store.list('index', '', 1)).length > 0) throw diskError('EEXIST');
  await store.put(UNFINISHED, textToBytes('import'));
  const from = await createFolderStore(stick, disk, 'look');
  let [bytes, copied, damages] = [0, 0, 0];
  for (const { key, sha256 } of contents) {
    const done = await copyObject(from, store, key, sha256);
    if (typeof done === 'string') {
      damages++;
      find({ damage: done === 'gone' ? 'missing' : 'damaged', key });
      continue;
    }
    bytes += done.size;
    if (done.isNew) copied++;
  }
  await store.put(COUNT_FROM, textToBytes(digitsOf(Math.floor(now / 10))));
  if (damages === 0 || without) await store.delete(UNFINISHED);
  return { objects: contents.length - damages, bytes, copied, damages };
}

const writeContents = (stick: string, disk: Disk, text: string): Promise<void> =>
  writeWhole(disk, join(stick, CONTENTS), textToBytes(text), join(stick, `${CONTENTS}.new`));

const contentsOf = (lines: readonly string[]): string => {
  const text = lines.map((line) => `${line}\n`).join('');
  return `${text}${endOf(text, lines.length)}\n`;
};

const endOf = (text: string, objects: number): string =>
  JSON.stringify({ objects, sha256: bytesToBase64url(createHash('sha256').update(text).digest()) });

interface Listed {
  readonly key: ObjectKey;
  readonly sha256: string;
}

/** undefined: it was not ended, or is not as it was written. */
function decodeContents(text: string | undefined): readonly Listed[] | undefined {
  const lines = text?.endsWith('\n') === true ? text.slice(0, -1).split('\n') : [];
  const end = lines.pop();
  if (end === undefined || end !== endOf(lines.map((line) => `${line}\n`).join(''), lines.length)) return undefined;
  const listed = lines.map(decodeLine);
  return listed.every((line) => line !== undefined) ? listed : undefined;
}

function decodeLine(line: string): Listed | undefined {
  const parsed = parseJson(line, { size: 1000, depth: 2 });
  if (!parsed.ok || !isJsonObject(parsed.value) || !hasOnlyKeys(parsed.value, ['key', 'size', 'sha256']))
    return undefined;
  const { key, sha256 } = parsed.value;
  if (typeof key !== 'string' || !isId(sha256) || key.startsWith('owner/')) return undefined;
  try {
    return { key: checkedKey(key), sha256 };
  } catch {
    return undefined; // no key of ours
  }
}
