// What may go. A bundle goes when the secretariat has said, over its own signature and from its own device, that it
// merged all of it, and the grace period that the person who runs the letterbox set is over. Nothing else ever goes:
// not for a coordinator's word, not where something was held or refused, not for a device that was revoked since.
//   merged/<sha256>.<hundredths of a second since 1970, 12 digits>.<key id of who merged it>
//   removed/<sha256>   { at }: it was here, and went
// The *stored* receipt stays, so that its sender is told the same as before. The newest entry of the index stays with its
// bundle, so that the count never goes back. A mark goes only when a later look found nothing left: a list may be
// stale and a machine may die anywhere, so everything here can be done again, and by several nodes at once.

import { textToBytes } from '#shared/base/bytes.ts';
import { type Digest, isId, type KeyId } from '#shared/base/ids.ts';
import { decodeMergedReceipt, MERGED_TYPE } from '#shared/bundle/receipt.ts';
import { isSignedBy, type Signed, signedIdOf } from '#shared/log/envelope.ts';
import { digitsOf } from './arrivals.ts';
import { nameToEntry } from './entries.ts';
import { namesIn, type ObjectStore } from './store.ts';
import type { Visitor } from './tokens.ts';

export interface RetentionFacts {
  readonly store: ObjectStore;
  /** of the mechanism */
  readonly mechanism: Digest;
  readonly isRevoked: (kid: KeyId) => boolean;
  /** milliseconds since 1970 by the clock of what keeps the objects */
  readonly time: () => Promise<number>;
}

/** Something that was merged long enough ago. */
export interface Due {
  readonly sha256: Digest;
  /** bytes; undefined: the bundle is gone already, and only what points to it is left */
  readonly size: number | undefined;
  readonly entries: readonly string[];
  readonly marks: readonly string[];
}

export interface Retention {
  /** Notes what a signed thing says of a bundle here, where it is the secretariat's word; answers whether it was. */
  readonly hear: (thing: Signed, from: Visitor) => Promise<boolean>;
  /** What would go now; changes nothing. `days`: since it was merged. */
  readonly due: (days: number) => Promise<readonly Due[]>;
  /** Takes it away; answers how many bundles and bytes went. */
  readonly clear: (days: number) => Promise<{ readonly bundles: number; readonly bytes: number }>;
}

const DAY = 24 * 60 * 60 * 1000;

export function createRetention(facts: RetentionFacts): Retention {
  const { store, time } = facts;
  const due = (days: number): Promise<readonly Due[]> => dueAfter(facts, days);

  return {
    due,
    hear: async (thing, from) => {
      const sha256 = await mergedBy(thing, from, facts.mechanism);
      if (sha256 === undefined || (await store.size(`bundles/${sha256}`)) === undefined) return false;
      const known = await marksOf(store, sha256);
      if (known.some((name) => name.endsWith(`.${from.kid}`))) return true;
      const name = `${sha256}.${digitsOf(Math.floor((await time()) / 10))}.${from.kid}`;
      await store.put(`merged/${name}`, textToBytes(signedIdOf(thing.type, thing.body)));
      return true;
    },
    clear: async (days) => {
      let [bundles, bytes] = [0, 0];
      for (const { sha256, size, entries, marks } of await due(days)) {
        const isOver = size === undefined && entries.length === 0;
        if (isOver) await deleteAll(store, 'merged', marks);
        if (isOver) continue;
        const at = new Date(await time()).toISOString();
        await store.put(`removed/${sha256}`, textToBytes(JSON.stringify({ at })));
        await deleteAll(store, 'index', entries);
        await store.delete(`bundles/${sha256}`);
        if (size === undefined) continue;
        bundles++;
        bytes += size;
      }
      return { bundles, bytes };
    },
  };
}

/** The bundle of which this is the secretariat's own word, left by itself, that nothing of it waits or was refused. */
async function mergedBy(thing: Signed, from: Visitor, mechanism: Digest): Promise<Digest | undefined> {
  const receipt = thing.type === MERGED_TYPE ? decodeMergedReceipt(thing) : undefined;
  const signature = thing.signatures[0];
  if (receipt === undefined || signature === undefined || !from.isSecretariat) return undefined;
  const isWhole = receipt.held.length + receipt.refused.length === 0;
  if (receipt.mechanism !== mechanism || receipt.by !== from.kid || !isWhole) return undefined;
  return (await isSignedBy(thing, signature, from.key)) ? receipt.file : undefined;
}

async function dueAfter({ store, isRevoked, time }: RetentionFacts, days: number): Promise<readonly Due[]> {
  const until = (await time()) - days * DAY;
  const marksBySha256 = new Map<string, readonly string[]>();
  const ripe = new Set<string>();
  for await (const name of namesIn(store, 'merged')) {
    const mark = nameToMark(name);
    if (mark === undefined) continue;
    marksBySha256.set(mark.sha256, [...(marksBySha256.get(mark.sha256) ?? []), name]);
    if (mark.at <= until && !isRevoked(mark.by)) ripe.add(mark.sha256);
  }
  if (ripe.size === 0) return [];
  const { entriesBySha256, newest } = await entriesOf(store, ripe);
  const found: Due[] = [];
  for (const sha256 of ripe) {
    const entries = entriesBySha256.get(sha256) ?? [];
    if (newest !== undefined && entries.includes(newest)) continue;
    if ((await store.size(`receipts/${sha256}`)) === undefined) continue; // its sender is still to be answered
    const size = await store.size(`bundles/${sha256}`);
    found.push({ sha256: sha256 as Digest, size, entries, marks: marksBySha256.get(sha256) ?? [] });
  }
  return found;
}

/** The index entries of these bundles, and the newest of all. */
async function entriesOf(
  store: ObjectStore,
  wanted: ReadonlySet<string>,
): Promise<{
  readonly entriesBySha256: ReadonlyMap<string, readonly string[]>;
  readonly newest: string | undefined;
}> {
  const entriesBySha256 = new Map<string, readonly string[]>();
  let newest: string | undefined;
  for await (const name of namesIn(store, 'index')) {
    newest = name;
    const sha256 = nameToEntry(name)?.sha256;
    if (sha256 === undefined || !wanted.has(sha256)) continue;
    entriesBySha256.set(sha256, [...(entriesBySha256.get(sha256) ?? []), name]);
  }
  return { entriesBySha256, newest };
}

interface Mark {
  readonly sha256: Digest;
  /** milliseconds since 1970 */
  readonly at: number;
  readonly by: KeyId;
}

function nameToMark(name: string): Mark | undefined {
  const [sha256, at = '', by, ...rest] = name.split('.');
  if (rest.length > 0 || !isId(sha256) || !isId(by) || !/^\d{12}$/.test(at)) return undefined;
  return { sha256: sha256 as string as Digest, at: Number(at) * 10, by: by as string as KeyId };
}

const MOST_MARKS = 50;

const marksOf = async (store: ObjectStore, sha256: Digest): Promise<readonly string[]> =>
  (await store.list('merged', sha256, MOST_MARKS)).filter((name) => name.startsWith(`${sha256}.`));

async function deleteAll(store: ObjectStore, prefix: string, names: readonly string[]): Promise<void> {
  for (const name of names) await store.delete(`${prefix}/${name}`);
}
