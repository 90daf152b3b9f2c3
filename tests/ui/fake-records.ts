// The sample entries as records of the engine in memory, with their rows and views by the product's own rules.

import samples from '#resources/samples/real-entries.json' with { type: 'json' };
import type { CellView, RecordRow, RecordView } from '#renderer/engine/record-views.ts';
import type { RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { entryToCells, levelOfPath } from '#shared/record/cells.ts';
import { isNotKnown } from '#shared/record/cell-value.ts';
import type { Level } from '#shared/record/definition.ts';
import { sectionStates, summaryOf } from '#shared/record/summary.ts';
import { problemsOf } from '#shared/record/validate.ts';
import { recordId, sampleWriting } from './fake-samples.ts';

export interface FakeRecord {
  readonly id: RecordId;
  readonly kind: string;
  readonly language: string;
  readonly cells: Map<string, { value: Json; level: Level }>;
  row: Partial<RecordRow>;
}

export function rowOf({ id, kind, cells, language, row }: FakeRecord): RecordRow {
  const summary = summaryOf(kind, plain(cells));
  return {
    id,
    kind,
    language,
    title: summary.title,
    date: summary.dateText,
    objectives: summary.objectives,
    countries: summary.countries,
    organisation: summary.organisation ?? '',
    state: 'saved',
    finished: true,
    deleted: false,
    conflicts: 0,
    fromOthers: false,
    lamport: 1,
    changedAt: '2026-11-20T09:10:00',
    ...row,
  };
}

export function viewOf(record: FakeRecord, filesHere: RecordView['filesHere']): RecordView {
  const cells = plain(record.cells);
  const views: CellView[] = [...record.cells].map(([path, { value, level }]) => ({
    path,
    value,
    level,
    conflict: false,
  }));
  return {
    row: rowOf(record),
    cells: views,
    sections: [...sectionStates(record.kind, cells)].map(([key, state]) => ({ key, state })),
    filesHere,
    problems: problemsOf(record.kind, cells),
    hasDraft: false,
    ...sampleWriting(views),
  };
}

const plain = (cells: FakeRecord['cells']): Map<string, Json> =>
  new Map([...cells].map(([path, { value }]) => [path, value]));

export function makeRecord(
  n: number,
  kind: string,
  entry: Readonly<Record<string, Json>>,
  row: Partial<RecordRow> = {},
  language = 'es',
): FakeRecord {
  const cells = entryToCells(kind, entry);
  if (!cells.ok) throw new Error('sample entry');
  return {
    id: recordId(n),
    kind,
    language,
    row,
    cells: new Map(
      [...cells.value].map(([path, value]) => [
        path,
        { value, level: isNotKnown(value) ? 'open' : levelOfPath(kind, path) },
      ]),
    ),
  };
}

const STATES = ['draft', 'saved', 'packed', 'delivered', 'merged'] as const;

export function sampleRecords(count: number): Map<RecordId, FakeRecord> {
  const entries = samples.entries.filter(({ kind }) => kind === 'consultation' || kind === 'practice');
  const made = Array.from({ length: count }, (_, n) => {
    const entry = entries[n % entries.length];
    if (entry === undefined) throw new Error('no samples');
    const cells = entry.cells as unknown as Record<string, Json> & { readonly title: string };
    const round = Math.floor(n / entries.length);
    const state = STATES[(n * 7) % STATES.length] ?? 'saved';
    const row: Partial<RecordRow> = {
      state,
      finished: state !== 'draft',
      lamport: n + 1,
      conflicts: n % 11 === 3 ? 1 : 0,
      fromOthers: n % 3 === 0,
      changedAt: `2026-11-${String(1 + (n % 21)).padStart(2, '0')}T09:10:00`,
    };
    return makeRecord(
      n + 1,
      entry.kind,
      round === 0 ? cells : { ...cells, title: `${cells.title} (${round + 1})` },
      row,
      entry.language,
    );
  });
  return new Map(made.map((record) => [record.id, record]));
}
