// A keeper whose small objects are sealed, for a letterbox on somebody's laptop: receipts, out-trays and rosters name
// people and organisations, and a laptop that is off must not tell them. Bundles are sealed already, and go as they are.
// Names of objects are tags, digests and key ids, as in any letterbox's folder.

import type { ObjectKey, ObjectStore } from './store.ts';

export interface AtRest {
  /** bound to `about` */
  readonly seal: (about: string, plain: Uint8Array) => Uint8Array;
  /** undefined: it was not sealed so, or is damaged */
  readonly open: (about: string, sealed: Uint8Array) => Uint8Array | undefined;
}

export const sealedStore = (store: ObjectStore, { seal, open }: AtRest): ObjectStore => ({
  ...store,
  // an emptied entry (arrivals.ts) is told by its size
  put: (key: ObjectKey, bytes) => store.put(key, bytes.length === 0 ? bytes : seal(key, bytes)),
  get: async (key) => {
    const kept = await store.get(key);
    return kept === undefined || kept.length === 0 ? kept : open(key, kept);
  },
});
