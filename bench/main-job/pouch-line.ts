// A batch of documents with their revisions as pouchdb-replication-stream dumps them and pouchdb-load takes
// them in: one line of JSON, `{ docs }`. Revision ids are hashes in PouchDB; here they are made of the record's id.

import type { JsonObject } from '#shared/base/json.ts';
import type { BenchRecord } from './records.ts';

export interface DocumentRevision {
  readonly record: BenchRecord;
  readonly entry: JsonObject;
  /** 1: new; 2: an edit of what came before */
  readonly revision: number;
}

export const pouchLine = (revisions: readonly DocumentRevision[]): string =>
  JSON.stringify({ docs: revisions.map(documentOf) });

function documentOf({ record, entry, revision }: DocumentRevision): JsonObject {
  const ids = Array.from({ length: revision }, (_, at) => revisionId(record, revision - at));
  return {
    _id: `r-${record.id}`, // an id of PouchDB must not begin with _
    _rev: `${revision}-${ids[0]}`,
    _revisions: { start: revision, ids },
    kind: record.kind,
    ...entry,
  };
}

const revisionId = ({ id }: BenchRecord, revision: number): string =>
  Buffer.from(`${id}${revision}`).toString('hex').slice(-32);
