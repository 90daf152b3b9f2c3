// What is here for good: sealed bundles under the SHA-256 of their bytes, in the order they came. Keys are the
// order and the index; there is no database.
//   bundles/<sha256>                            the sealed bytes
//   index/<running, 12 digits>.…                the rest of the name as entries.ts has it   { at, bundle, receipt }
//   receipts/<sha256>                           the signed *stored* receipt, as its bytes were first given
// A receipt is given last: after the bytes are verified on the disk and after readers can list them. A crash
// between leaves a bundle without a receipt; its sender asks again and gets one (a second index entry, harmless).

import { bytesToText, textToBytes } from '#shared/base/bytes.ts';
import { type BundleId, type Digest, isId } from '#shared/base/ids.ts';
import { isJsonObject, parseJson } from '#shared/base/json.ts';
import { signStoredReceipt } from '#shared/bundle/receipt.ts';
import type { Signed } from '#shared/log/envelope.ts';
import { decodeSigned, type ListedBundle, type Listing } from '#shared/wire/letterbox.ts';
import type { Arrivals } from './arrivals.ts';
import type { Counts } from './counts.ts';
import { entryToTail, nameToEntry } from './entries.ts';
import type { OwnKey } from './own-key.ts';
import type { ObjectStore } from './store.ts';
import { createTurns } from './turns.ts';

export interface Arrival {
  readonly sha256: Digest;
  readonly bundle: BundleId | null;
  readonly size: number;
  /** of the device that brought it */
  readonly tag: string;
  /** of its organisation; null: it was begun before that was noted */
  readonly organisation: string | null;
  /** its verified bytes, to be taken over; null: they are here already, under their digest */
  readonly path: string | null;
}

export interface Bundles {
  readonly receiptOf: (sha256: Digest) => Promise<Signed | undefined>;
  /** Keeps it and answers its receipt; the same bundle again gets the same receipt. */
  readonly keep: (arrival: Arrival) => Promise<{ readonly receipt: Signed; readonly isNew: boolean }>;
  readonly list: (after: string, limit: number) => Promise<Listing>;
  readonly sizeOf: (sha256: Digest) => Promise<number | undefined>;
  readonly read: (sha256: Digest, start: number, end: number) => Promise<ReadableStream<Uint8Array> | undefined>;
}

export function createBundles(
  store: ObjectStore,
  arrivals: Arrivals,
  counts: Counts,
  ownKey: OwnKey,
  now: () => number,
): Bundles {
  const inTurn = createTurns<Digest>();

  const receiptOf = async (sha256: Digest): Promise<Signed | undefined> =>
    bytesToSigned(await store.get(`receipts/${sha256}`));

  const keep = async (arrival: Arrival): Promise<{ receipt: Signed; isNew: boolean }> => {
    const { sha256, bundle, size, path } = arrival;
    const known = await receiptOf(sha256);
    if (known !== undefined) return { receipt: known, isNew: false };
    if (path !== null) await store.putFile(`bundles/${sha256}`, path, sha256);
    const at = new Date(now()).toISOString();
    let receipt: Signed | undefined;
    const bytes = async (running: number): Promise<Uint8Array> => {
      // a letterbox cannot open a bundle, so it vouches for no bundle's id
      const facts = { bundle: null, sha256, size, at, letterbox: ownKey.signer.kid, running };
      receipt = await signStoredReceipt(facts, ownKey.signer);
      return textToBytes(JSON.stringify({ at, bundle, receipt }));
    };
    const names = await arrivals.append('index', [{ tail: entryToTail(arrival), bytes }]);
    if (receipt === undefined) throw new Error('an entry without its receipt');
    counts.add(names);
    await store.put(`receipts/${sha256}`, textToBytes(JSON.stringify(receipt)));
    return { receipt, isNew: true };
  };

  return {
    receiptOf,
    keep: (arrival) => inTurn(arrival.sha256, () => keep(arrival)),
    list: async (after, limit) => {
      const names = await arrivals.list('index', after, limit);
      const items = await Promise.all(names.map((name) => listed(store, name)));
      return {
        items: items.filter((item) => item !== undefined),
        next: names.length < limit ? null : (names.at(-1) ?? null),
      };
    },
    sizeOf: (sha256) => store.size(`bundles/${sha256}`),
    read: (sha256, start, end) => store.read(`bundles/${sha256}`, start, end),
  };
}

export function bytesToSigned(bytes: Uint8Array | undefined): Signed | undefined {
  const text = bytes && bytesToText(bytes);
  const parsed = text === undefined ? undefined : parseJson(text, { size: 4 * 1024 * 1024, depth: 6 });
  return parsed?.ok ? decodeSigned(parsed.value) : undefined;
}

async function listed(store: ObjectStore, name: string): Promise<ListedBundle | undefined> {
  const entry = nameToEntry(name);
  const text = bytesToText((await store.get(`index/${name}`)) ?? textToBytes(''));
  const parsed = parseJson(text ?? '', { size: 64 * 1024, depth: 6 });
  if (entry === undefined || !parsed.ok || !isJsonObject(parsed.value)) return undefined;
  const { at, bundle } = parsed.value;
  if (typeof at !== 'string' || !(bundle === null || isId(bundle))) return undefined;
  return { cursor: name, sha256: entry.sha256, size: entry.size, bundle: bundle as BundleId | null, at };
}
