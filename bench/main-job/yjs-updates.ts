// The same changes as Yjs carries them: a map of records, each a map of cells; one transaction and so one
// update a sitting. Each device writes in a document of its own; who edits has seen everything before.

import * as Y from 'yjs';
import type { Sitting } from './bundles.ts';

export type UpdatesOf = (device: string, sittings: readonly Sitting[], hasSeenAll: boolean) => readonly Uint8Array[];

export function makeUpdates(): UpdatesOf {
  const all: Uint8Array[] = [];
  const documents = new Map<string, Y.Doc>();

  function documentOf(device: string, hasSeenAll: boolean): Y.Doc {
    const known = documents.get(device);
    if (known !== undefined) return known;
    const fresh = new Y.Doc();
    if (hasSeenAll) Y.transact(fresh, () => all.forEach((update) => Y.applyUpdate(fresh, update)));
    documents.set(device, fresh);
    return fresh;
  }

  return (device, sittings, hasSeenAll) => {
    const document = documentOf(device, hasSeenAll);
    const updates: Uint8Array[] = [];
    const note = (update: Uint8Array): void => void updates.push(update);
    document.on('update', note);
    for (const sitting of sittings) Y.transact(document, () => writeSitting(document, sitting));
    document.off('update', note);
    all.push(...updates);
    return updates;
  };
}

function writeSitting(document: Y.Doc, { record, kind, cells }: Sitting): void {
  const records = document.getMap<Y.Map<unknown>>('records');
  let written = records.get(record);
  if (written === undefined) {
    written = new Y.Map<unknown>([['kind', kind]]);
    records.set(record, written);
  }
  for (const [cell, value] of cells) written.set(cell, value);
}
