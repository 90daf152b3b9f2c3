// PouchDB's file import on the same changes, as pouchdb-load does it: each line of the dump is parsed and its
// documents go in with the revisions they came with. As it comes: its own durability, nothing sealed or signed.

import IndexedDbAdapter from 'pouchdb-adapter-indexeddb';
import PouchDB from 'pouchdb-browser';
import { all, dumpOf, type Phase } from './input-files.ts';

export type PouchAdapter = 'idb' | 'indexeddb';

PouchDB.plugin(IndexedDbAdapter);

/** The database stays between the phases. */
export async function pouch(phase: Phase, count: number, adapter: PouchAdapter) {
  const dumps = await all(count, (at) => dumpOf(phase, at));
  const database = new PouchDB(`bench-pouch-${adapter}`, { adapter });
  await database.info();
  const begin = performance.now();
  for (const dump of dumps) {
    const { docs } = JSON.parse(dump) as { readonly docs: readonly object[] };
    const problems = await database.bulkDocs(docs, { new_edits: false });
    if (problems.length > 0) throw new Error(JSON.stringify(problems[0]));
  }
  const ms = performance.now() - begin;
  const { doc_count: documents } = await database.info();
  await database.close();
  return { ms, documents };
}
