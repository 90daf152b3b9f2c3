// A letterbox that ran on a folder and is started with a bucket moves there while it runs. From the first moment all that is new goes
// into the bucket; what is in the folder is copied behind it, and until that is over everything is read and listed from
// both. Nothing is taken out of the folder but what is deleted anyway, so a kill at any point leaves it as good as before.
// The folder's names are counted (1, 2, 3 …) and the bucket's are hundredths of a second since 1970, so the old ones come
// first, and a cursor that a reader has from before goes on to what came after it.
//   folder  owner/moved       begun: it goes on in a bucket, and never here again · done: it is all there
//   bucket  owner/unfinished  no other machine may begin with it yet

import { bytesToText, textToBytes } from '#shared/base/bytes.ts';
import { copyObject, keysIn, prefixesIn, UNFINISHED } from './copies.ts';
import { diskError } from './disk/disk.ts';
import { namesIn, type ObjectKey, type ObjectStore } from './store.ts';
import { createTurns, type Turns } from './turns.ts';

export interface Move {
  /** both, as one */
  readonly store: ObjectStore;
  /** Copies what is not there yet. Thrown: try again later. */
  readonly goOn: () => Promise<Moved>;
}

export interface Moved {
  /** objects, this time */
  readonly copied: number;
  /** bundles that are not what their name says: they stay in the folder */
  readonly damaged: number;
  /** All is there, and the bucket's own lists show it. */
  readonly isDone: boolean;
}

const MOVED = 'owner/moved';
const MOVING = 'move';

/** Throws EMOVED where what this folder kept has gone on in a bucket: here it would be an old letterbox. */
export async function checkNotMoved(folder: ObjectStore): Promise<void> {
  if ((await folder.size(MOVED)) !== undefined) throw diskError('EMOVED');
}

/**
 * undefined: nothing is to be moved. Throws ENOTEMPTY where the bucket is in use already: what is in the folder would
 * come in behind the cursors of its readers.
 */
export async function openMove(folder: ObjectStore, bucket: ObjectStore): Promise<Move | undefined> {
  const mark = bytesToText((await folder.get(MOVED)) ?? new Uint8Array());
  if (mark === '' && (await isEmpty(folder))) return undefined;
  if (mark === 'done') {
    const left = bytesToText((await bucket.get(UNFINISHED)) ?? new Uint8Array());
    if (left === MOVING) await bucket.delete(UNFINISHED); // cut at the very end
    return undefined;
  }
  if (mark === '') {
    if (!(await isEmpty(bucket))) throw diskError('ENOTEMPTY');
    await bucket.put(UNFINISHED, textToBytes(MOVING));
    await folder.put(MOVED, textToBytes('begun'));
  }
  return createMove(folder, bucket);
}

async function isEmpty(store: ObjectStore): Promise<boolean> {
  for await (const _key of keysIn(store)) return false;
  return true;
}

function createMove(folder: ObjectStore, bucket: ObjectStore): Move {
  const inTurn = createTurns<ObjectKey>();
  let isDone = false;
  const copied = new Set<ObjectKey>();

  const copy = (key: ObjectKey): Promise<'new' | 'there' | 'damaged'> =>
    inTurn(key, async () => {
      if (key.startsWith('out/') && (await folder.size(key)) === 0) {
        await folder.delete(key); // it kept a count that a bucket does not need
        return 'there';
      }
      // what is no bundle may have been replaced there meanwhile
      const isThere = !key.startsWith('bundles/') && (await bucket.size(key)) !== undefined;
      const done = isThere ? undefined : await copyObject(folder, bucket, key);
      copied.add(key);
      if (done === 'damaged') return done;
      return typeof done === 'object' && done.isNew ? 'new' : 'there';
    });

  return {
    store: bothOf(folder, bucket, inTurn, () => isDone),
    goOn: async () => {
      const counts = { new: 0, there: 0, damaged: 0 };
      for await (const key of keysIn(folder)) if (!copied.has(key)) counts[await copy(key)]++;
      if (!isDone && counts.new === 0 && (await isListed(folder, bucket, copied))) {
        await folder.put(MOVED, textToBytes('done'));
        await bucket.delete(UNFINISHED);
        isDone = true;
      }
      return { copied: counts.new, damaged: counts.damaged, isDone };
    },
  };
}

/** Whether the bucket's own lists show all that was copied: a list may be older than what it lists. */
async function isListed(folder: ObjectStore, bucket: ObjectStore, copied: ReadonlySet<ObjectKey>): Promise<boolean> {
  for await (const prefix of prefixesIn(folder)) {
    const there = new Set<string>();
    for await (const name of namesIn(bucket, prefix)) there.add(name);
    for await (const name of namesIn(folder, prefix)) {
      const key = `${prefix}/${name}`;
      const isMissing = !there.has(name) && ((await bucket.size(key)) !== undefined || !copied.has(key));
      if (isMissing) return false; // where it is in neither, it was damaged, and `check` tells
    }
  }
  return true;
}

function bothOf(
  folder: ObjectStore,
  bucket: ObjectStore,
  inTurn: Turns<ObjectKey>,
  isDone: () => boolean,
): ObjectStore {
  return {
    put: (key, bytes) => inTurn(key, () => bucket.put(key, bytes)),
    putFile: (key, path, sha256) => inTurn(key, () => bucket.putFile(key, path, sha256)),
    get: async (key) => (await bucket.get(key)) ?? (isDone() ? undefined : folder.get(key)),
    read: async (key, start, end) =>
      (await bucket.read(key, start, end)) ?? (isDone() ? undefined : folder.read(key, start, end)),
    size: async (key) => (await bucket.size(key)) ?? (isDone() ? undefined : folder.size(key)),
    list: async (prefix, after, limit) => {
      if (isDone()) return bucket.list(prefix, after, limit);
      const old = await folder.list(prefix, after, limit); // before the bucket's: nothing goes from here to there unseen
      const names = new Set([...old, ...(await bucket.list(prefix, after, limit))]);
      return [...names].sort().slice(0, limit);
    },
    delete: (key) =>
      inTurn(key, async () => {
        await folder.delete(key);
        await bucket.delete(key);
      }),
  };
}
