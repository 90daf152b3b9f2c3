// The input of the main job, the same in every run but for the seal: bundles of new records of 3 KB, then
// bundles of edits of those records by another device. Beside each bundle, the same changes as PouchDB's and
// Yjs's own users would carry them: a dump of documents with their revisions, and updates.

import type { ChangesetId } from '#shared/base/ids.ts';
import { type FakeMechanism, fakeMechanism } from '#tests/fixtures/mechanism.ts';
import { type BenchBundle, chainOf, packSittings, type Sitting } from './bundles.ts';
import { drawFrom } from './draw.ts';
import { pouchLine } from './pouch-line.ts';
import { benchRecord, type BenchRecord, editOf } from './records.ts';
import { makeUpdates } from './yjs-updates.ts';

export interface Delivery {
  readonly bundle: BenchBundle;
  /** one line of a dump by pouchdb-replication-stream */
  readonly dump: string;
  /** one update a changeset */
  readonly updates: readonly Uint8Array[];
  /** cells written */
  readonly changes: number;
}

export interface BenchInput {
  readonly mechanism: FakeMechanism;
  /** every changeset a new record */
  readonly news: readonly Delivery[];
  /** every changeset an edit of two cells of one of those records */
  readonly edits: readonly Delivery[];
  readonly records: readonly BenchRecord[];
}

export interface InputSize {
  readonly bundles: number;
  readonly editBundles: number;
  readonly changesetsEach: number;
}

const DEVICES = 10;

export async function makeInput({ bundles, editBundles, changesetsEach }: InputSize): Promise<BenchInput> {
  const draw = drawFrom(20260101);
  const mechanism = await fakeMechanism('bench', { organisations: DEVICES / 2, recordersEach: 2 });
  const [editor, ...recorders] = mechanism.recorders.map(chainOf);
  if (editor === undefined) throw new Error('no devices');
  const updatesOf = makeUpdates();
  const records = Array.from({ length: bundles * changesetsEach }, (_, number) => benchRecord(number, draw));
  const writtenBy = new Map<BenchRecord, ChangesetId>();

  const news: Delivery[] = [];
  for (let at = 0; at < bundles; at++) {
    const chain = recorders[at % recorders.length] ?? editor;
    const written = records.slice(at * changesetsEach, (at + 1) * changesetsEach);
    const sittings = written.map(({ id, kind, cells }): Sitting => ({ record: id, kind, cells, before: null }));
    const { bundle, signed } = await packSittings(mechanism, chain, sittings, draw);
    written.forEach((record, place) => writtenBy.set(record, idAt(signed, place)));
    const dump = pouchLine(written.map((record) => ({ record, entry: record.entry, revision: 1 })));
    news.push({ bundle, dump, updates: updatesOf(chain.device.kid, sittings, false), changes: cellsIn(sittings) });
  }

  const edits: Delivery[] = [];
  const stride = 7919; // prime: every record at most once, scattered over all pages
  for (let at = 0; at < editBundles; at++) {
    const edited = Array.from({ length: changesetsEach }, (_, place) => {
      const record = records[((at * changesetsEach + place) * stride) % records.length];
      if (record === undefined) throw new Error('no record to edit');
      return { record, ...editOf(record) };
    });
    const sittings = edited.map(
      ({ record, cells }): Sitting => ({
        record: record.id,
        kind: record.kind,
        cells,
        before: writtenBy.get(record) ?? null,
      }),
    );
    const { bundle } = await packSittings(mechanism, editor, sittings, draw);
    const dump = pouchLine(edited.map(({ record, entry }) => ({ record, entry, revision: 2 })));
    edits.push({ bundle, dump, updates: updatesOf(editor.device.kid, sittings, true), changes: cellsIn(sittings) });
  }
  return { mechanism, news, edits, records };
}

const cellsIn = (sittings: readonly Sitting[]): number => sittings.reduce((sum, { cells }) => sum + cells.size, 0);

function idAt(signed: readonly { readonly id: ChangesetId }[], place: number): ChangesetId {
  const id = signed[place]?.id;
  if (id === undefined) throw new Error('a sitting was not signed');
  return id;
}
