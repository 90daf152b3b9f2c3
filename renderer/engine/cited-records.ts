// The records that relatorías are made of, as they are merged (drafts are nobody's to cite), each read once and again
// only when it, or what reviewers say of it, changed.

import type { RecordId } from '#shared/base/ids.ts';
import {
  type Frame,
  framed,
  type LaidObjective,
  type LaidRecord,
  layOut,
  objectivesOf,
} from '#shared/report/lay-out.ts';
import { citedRecordOf } from '#shared/report/record-sources.ts';
import type { Catalogue } from './catalogue.ts';
import type { RecordRow } from './record-views.ts';
import type { Session } from './session.ts';

export interface CitedRecords {
  /** Of these, those that are in the frame; sifted once as long as none of them changed. */
  framed(records: readonly LaidRecord[], frame: Frame): readonly LaidRecord[];
  /** Those that speak of its objectives and countries: the same array as long as none of them changed. */
  within(frame: Frame): Promise<readonly LaidRecord[]>;
  /** Of these, those that are here. */
  of(ids: Iterable<RecordId>): Promise<ReadonlyMap<string, LaidRecord>>;
  /** What they come to; laid out once as long as none of them changed. */
  laidOut(records: readonly LaidRecord[], frame: Frame): readonly LaidObjective[];
}

interface Known {
  /** made anew by the catalogue when anything about the record changed */
  readonly row: RecordRow;
  readonly record: LaidRecord;
}

const CITED: ReadonlySet<string> = new Set(['consultation', 'practice', 'commitment', 'recommendation']);

export function makeCitedRecords(session: Session, catalogue: Catalogue): CitedRecords {
  const known = new Map<string, Known>();
  const last = new Map<string, readonly LaidRecord[]>();
  const laid: Kept<readonly LaidObjective[]> = new WeakMap();
  const sifted: Kept<readonly LaidRecord[]> = new WeakMap();

  async function recordsOf(rows: readonly RecordRow[]): Promise<readonly LaidRecord[]> {
    const unknown = rows.filter((row) => known.get(row.id)?.row !== row);
    const states = await session.ledger.store.records.getMany(new Set(unknown.map(({ id }) => id)));
    for (const row of unknown) {
      const state = states.get(row.id);
      if (state === undefined) known.delete(row.id);
      else known.set(row.id, { row, record: citedRecordOf(state, row.review ?? 'new') });
    }
    return rows.flatMap(({ id }) => known.get(id)?.record ?? []);
  }

  return {
    async within(frame) {
      const objectives = new Set(objectivesOf(frame));
      const rows = (await catalogue.rows()).filter(
        (row) =>
          CITED.has(row.kind) &&
          !row.deleted &&
          row.objectives.some((objective) => objectives.has(objective)) &&
          (frame.countries.length === 0 || row.countries.some((country) => frame.countries.includes(country))),
      );
      const records = await recordsOf(rows);
      const key = JSON.stringify(frame);
      const before = last.get(key) ?? [];
      if (before.length === records.length && records.every((record, at) => record === before[at])) return before;
      last.clear(); // one frame is worked in at a time
      last.set(key, records);
      return records;
    },
    async of(ids) {
      const rows = await Promise.all([...new Set(ids)].map((id) => catalogue.row(id)));
      const records = await recordsOf(rows.filter((row) => row !== undefined));
      return new Map(records.map((record) => [record.id, record]));
    },
    framed: (records, frame) => kept(sifted, records, frame, () => framed(records, frame)),
    laidOut: (records, frame) => kept(laid, records, frame, () => layOut(records, frame, catalogue.events())),
  };
}

type Kept<T> = WeakMap<readonly LaidRecord[], Map<string, T>>;

function kept<T>(known: Kept<T>, records: readonly LaidRecord[], frame: Frame, make: () => T): T {
  const byFrame = known.get(records) ?? new Map<string, T>();
  known.set(records, byFrame);
  const key = JSON.stringify(frame);
  const made = byFrame.get(key) ?? make();
  byFrame.set(key, made);
  return made;
}
