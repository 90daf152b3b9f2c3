// Stage 3, what a reader will see of each record in a bundle, and what of the same changesets it will not: read off the
// very changesets that are packed, so that a preview and the bundle cannot differ (tests/flow/seeing.test.ts).

import type { RecordId } from '../base/ids.ts';
import { type Changeset, openChangeset } from '../log/changeset.ts';
import type { Level } from '../record/definition.ts';

export interface SeenCell {
  readonly path: string;
  readonly level: Level;
}

export interface SeenRecord {
  readonly record: RecordId;
  readonly kind: string;
  /** cells of which something is in these changesets, by path */
  readonly cells: readonly SeenCell[];
}

/** Each record that these changesets say anything of, as far as their parts are here; by record. */
export function seenIn(changesets: readonly Changeset[]): readonly SeenRecord[] {
  const records = new Map<RecordId, { kind: string; cells: Map<string, Level> }>();
  for (const changeset of changesets) {
    const opened = openChangeset(changeset);
    if (!opened.ok) continue;
    for (const [level, changes] of Object.entries(opened.value.changes) as [
      Level,
      typeof opened.value.changes.open,
    ][]) {
      for (const { record, kind, cell } of changes ?? []) {
        const seen = records.get(record) ?? { kind, cells: new Map<string, Level>() };
        records.set(record, seen);
        seen.cells.set(cell, level);
      }
    }
  }
  return [...records]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([record, { kind, cells }]) => ({
      record,
      kind,
      cells: [...cells].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, level]) => ({ path, level })),
    }));
}
