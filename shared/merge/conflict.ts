// Stage 4, what a cell shows. One live write is the value. Several that do not mean the same are a conflict:
// all are kept, the greatest by (lamport, author, id) is shown, the record is flagged, and a person's decision
// is a new write that replaces them all. Nobody is asked about a conflict that is none.

import type { ChangesetId } from '../base/ids.ts';
import type { Json } from '../base/json.ts';
import type { Change } from '../log/change.ts';
import type { VerifiedChangeset } from '../log/changeset.ts';
import { sameMeaning } from '../record/cell-value.ts';
import type { CellState, RecordState } from './state.ts';

export const shownValue = (cell: CellState | undefined): Json | undefined => cell?.writes[0]?.value;

export function isConflict(cell: CellState): boolean {
  const [shown, ...others] = cell.writes;
  return shown !== undefined && others.some(({ value }) => !sameMeaning(shown.value, value));
}

/** Paths of the cells in conflict, ascending. */
export const conflictsOf = (record: RecordState): readonly string[] =>
  Object.entries(record.cells).flatMap(([path, cell]) => (cell.writes.length > 1 && isConflict(cell) ? [path] : []));

/** What the record says: cells with a value, without the log's own (`$…`). */
export function shownCells(record: RecordState): ReadonlyMap<string, Json> {
  const shown = new Map<string, Json>();
  for (const [path, cell] of Object.entries(record.cells)) {
    const value = path.startsWith('$') ? null : (shownValue(cell) ?? null);
    if (value !== null) shown.set(path, value);
  }
  return shown;
}

/** What a new write of the cell must name in `replaces`: every live write, ascending. */
export const replacing = (cell: CellState | undefined): readonly ChangesetId[] =>
  (cell?.writes ?? []).map(({ id }) => id).sort();

/**
 * The value before the sides parted: of the writes that every live write comes from, the newest. Undefined
 * where they have nothing in common, or where that changeset's part is not here.
 * @param changesets those of the record that are here, any order
 */
export function baseOf(record: RecordState, path: string, changesets: readonly VerifiedChangeset[]): Json | undefined {
  const writes = new Map<ChangesetId, { readonly change: Change; readonly lamport: number }>();
  for (const { id, body, changes } of changesets) {
    for (const change of Object.values(changes).flatMap((inLevel) => inLevel ?? [])) {
      if (change.record === record.id && change.cell === path) writes.set(id, { change, lamport: body.lamport });
    }
  }
  const ancestorsOf = (id: ChangesetId, found: Set<ChangesetId>): Set<ChangesetId> => {
    for (const replaced of writes.get(id)?.change.replaces ?? []) {
      if (found.has(replaced)) continue;
      found.add(replaced);
      ancestorsOf(replaced, found);
    }
    return found;
  };
  const sides = (record.cells[path]?.writes ?? []).map(({ id }) => ancestorsOf(id, new Set()));
  const common = [...(sides[0] ?? [])].filter((id) => sides.every((side) => side.has(id)));
  const newest = common.flatMap((id) => writes.get(id) ?? []).sort((a, b) => b.lamport - a.lamport)[0];
  return newest?.change.value;
}
