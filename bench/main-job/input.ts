// The input of the main job, the same in every run but for keys and seals: bundles of new records of 3 KB, then
// bundles of edits of those records by another device. Beside each bundle, the same changes as PouchDB's and
// Yjs's own users would carry them: a dump of documents with their revisions, and updates.

import type { Bytes } from '#shared/base/bytes.ts';
import type { ChangesetId, RecordId } from '#shared/base/ids.ts';
import type { MechanismProfile } from '#shared/log/profile.ts';
import { type BenchDevice, packSittings, type Sitting } from './bundles.ts';
import { drawFrom } from './draw.ts';
import { pouchLine } from './pouch-line.ts';
import { benchRecord, type BenchRecord, editOf } from './records.ts';
import { makeUpdates } from './yjs-updates.ts';

export interface Delivery {
  readonly bundle: Bytes;
  /** one line of a dump by pouchdb-replication-stream */
  readonly dump: string;
  /** one update a changeset */
  readonly updates: readonly Uint8Array[];
  /** cells written */
  readonly changes: number;
}

export interface BenchInput {
  /** every changeset a new record */
  readonly news: readonly Delivery[];
  /** every changeset an edit of two cells of one of those records */
  readonly edits: readonly Delivery[];
  /** a practice: its form begins with a text */
  readonly recordToEdit: RecordId;
}

export interface InputSize {
  readonly bundles: number;
  readonly editBundles: number;
  readonly changesetsEach: number;
}

/** Prime: every record is edited at most once, and neighbours lie far apart. */
const STRIDE = 7919;

export async function makeInput(
  { bundles, editBundles, changesetsEach }: InputSize,
  profile: MechanismProfile,
  [editor, ...recorders]: readonly BenchDevice[],
): Promise<BenchInput> {
  if (editor === undefined || recorders.length === 0) throw new Error('no devices');
  const draw = drawFrom(20260101);
  const updatesOf = makeUpdates();
  const records = Array.from({ length: bundles * changesetsEach }, (_, number) => benchRecord(number, draw));
  const writtenBy = new Map<BenchRecord, ChangesetId>();

  const news: Delivery[] = [];
  for (let at = 0; at < bundles; at++) {
    const device = draw.oneOf(recorders);
    const written = records.slice(at * changesetsEach, (at + 1) * changesetsEach);
    const sittings = written.map(({ id, kind, cells }): Sitting => ({ record: id, kind, cells, before: null }));
    const { bytes, ids } = await packSittings(profile, device, sittings, draw);
    written.forEach((record, place) => writtenBy.set(record, ids[place] as ChangesetId));
    const dump = pouchLine(written.map((record) => ({ record, entry: record.entry, revision: 1 })));
    const updates = updatesOf(device.signer.kid, sittings, false);
    news.push({ bundle: bytes, dump, updates, changes: cellsIn(sittings) });
  }

  const edits: Delivery[] = [];
  for (let at = 0; at < editBundles; at++) {
    const edited = Array.from({ length: changesetsEach }, (_, place) => {
      const record = records[((at * changesetsEach + place) * STRIDE) % records.length] as BenchRecord;
      return { record, ...editOf(record) };
    });
    const sittings = edited.map(({ record, cells }): Sitting => {
      return { record: record.id, kind: record.kind, cells, before: writtenBy.get(record) ?? null };
    });
    const { bytes } = await packSittings(profile, editor, sittings, draw);
    const dump = pouchLine(edited.map(({ record, entry }) => ({ record, entry, revision: 2 })));
    const updates = updatesOf(editor.signer.kid, sittings, true);
    edits.push({ bundle: bytes, dump, updates, changes: cellsIn(sittings) });
  }
  const recordToEdit = records.find(({ kind }) => kind === 'practice')?.id;
  if (recordToEdit === undefined) throw new Error('no practice among the records');
  return { news, edits, recordToEdit };
}

const cellsIn = (sittings: readonly Sitting[]): number => sittings.reduce((sum, { cells }) => sum + cells.size, 0);
