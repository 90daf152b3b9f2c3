// A Yjs document on the same changes: each update is applied and kept as a row, as y-indexeddb keeps it; the
// updates of one bundle in one transaction, which is kinder than y-indexeddb. Nothing sealed or signed.

import * as Y from 'yjs';
import { all, type Phase, updatesOf } from './input-files.ts';
import { openRows } from './rows.ts';

const document = new Y.Doc();

/** The document stays between the phases. */
export async function yjs(phase: Phase, count: number) {
  const deliveries = await all(count, (at) => updatesOf(phase, at));
  const rows = await openRows('bench-yjs', 'relaxed');
  const begin = performance.now();
  for (const [at, updates] of deliveries.entries()) {
    for (const update of updates) Y.applyUpdate(document, update);
    await rows.put(updates.map((bytes, place) => ({ id: `${phase} ${at} ${place}`, bytes })));
  }
  const ms = performance.now() - begin;
  rows.close();
  return { ms, records: document.getMap('records').size };
}
