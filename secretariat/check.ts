// Reads all that a letterbox keeps, every byte, and says what is damaged: a bundle whose bytes are not those of its
// name, an entry or a receipt that does not read or was not signed by this letterbox, a receipt for what is not here.
// It changes nothing and may run while the letterbox does: a receipt is given last, so receipts are read first, and what
// they promise must be in all that is read after them.

import { createHash } from 'node:crypto';
import { bytesToBase64url } from '#shared/base/bytes.ts';
import { decodeStoredReceipt } from '#shared/bundle/receipt.ts';
import { isSignedBy } from '#shared/log/envelope.ts';
import { bytesToSigned } from './bundles.ts';
import { nameToEntry } from './entries.ts';
import { namesIn, type ObjectStore } from './store.ts';

export type Damage =
  /** its bytes are not those that its name says: get it from its sender again */
  | 'bundleDamaged'
  /** there is a receipt for it, and it is not here */
  | 'bundleMissing'
  /** readers are not told of it, though its sender has a receipt */
  | 'notListed'
  | 'receiptDamaged'
  /** signed by another key */
  | 'receiptForeign'
  | 'entryDamaged'
  /** it waits in an out-tray and does not read */
  | 'mailDamaged';

export interface Finding {
  readonly damage: Damage;
  readonly key: string;
}

export interface Checked {
  readonly bundles: number;
  readonly bytes: number;
  readonly receipts: number;
  readonly mail: number;
}

/** `key`: the letterbox's public one. Calls `find` for each damage as it is found. */
export async function checkLetterbox(
  store: ObjectStore,
  key: string,
  find: (finding: Finding) => void,
): Promise<Checked> {
  let [bundles, bytes, mail] = [0, 0, 0];
  const promised = new Set<string>();
  const here = new Set<string>();
  for await (const name of namesIn(store, 'receipts')) {
    const damage = await damageOfReceipt(store, key, name);
    if (damage !== undefined) find({ damage, key: `receipts/${name}` });
    promised.add(name);
  }
  const listed = new Set<string>();
  for await (const name of namesIn(store, 'index')) {
    const entry = nameToEntry(name);
    if (entry === undefined) find({ damage: 'entryDamaged', key: `index/${name}` });
    else listed.add(entry.sha256);
  }
  for await (const name of namesIn(store, 'bundles')) {
    const { digest, size } = await digestOf(store, `bundles/${name}`);
    if (digest !== name) find({ damage: 'bundleDamaged', key: `bundles/${name}` });
    here.add(name);
    bundles++;
    bytes += size;
  }
  const removed = new Set<string>(); // read last: what went meanwhile is in it (retention.ts)
  for await (const name of namesIn(store, 'removed')) removed.add(name);
  for (const name of promised) {
    if (removed.has(name)) continue;
    if (!here.has(name)) find({ damage: 'bundleMissing', key: `bundles/${name}` });
    if (!listed.has(name)) find({ damage: 'notListed', key: `bundles/${name}` });
  }
  for await (const kid of namesIn(store, 'out')) {
    for await (const name of namesIn(store, `out/${kid}`)) {
      const path = `out/${kid}/${name}`;
      if (!((await store.size(path)) ?? 0)) continue; // the last of an emptied tray
      mail++;
      if (bytesToSigned(await store.get(path)) === undefined) find({ damage: 'mailDamaged', key: path });
    }
  }
  return { bundles, bytes, receipts: promised.size, mail };
}

async function digestOf(store: ObjectStore, key: string): Promise<{ readonly digest: string; readonly size: number }> {
  const size = (await store.size(key)) ?? 0;
  const hash = createHash('sha256');
  try {
    for await (const chunk of (size > 0 ? await store.read(key, 0, size) : undefined) ?? []) hash.update(chunk);
  } catch {
    return { digest: '', size }; // the disk does not give it
  }
  return { digest: bytesToBase64url(hash.digest()), size };
}

async function damageOfReceipt(store: ObjectStore, key: string, name: string): Promise<Damage | undefined> {
  const signed = bytesToSigned(await store.get(`receipts/${name}`));
  const signature = signed?.signatures[0];
  if (signed === undefined || signature === undefined) return 'receiptDamaged';
  if (decodeStoredReceipt(signed)?.sha256 !== name) return 'receiptDamaged';
  return (await isSignedBy(signed, signature, key)) ? undefined : 'receiptForeign';
}
