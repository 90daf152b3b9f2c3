// Stage 4, taking back what was just written, as new writes: signed changes are never unwritten. Of each cell written,
// what was live before is what the change itself says that it replaced. One value is written again; where there was
// none, the cell is cleared; where there were several (a conflict), each is written by a changeset of its own and none
// of those replaces another, so that the conflict is there again (docs/decisions/undo-writes-again.md).
// Each new write replaces the one taken back and nothing else: what others wrote beside it meanwhile stays. A cell that
// somebody has written over meanwhile is left as it is, for their write knew of what is taken back.

import type { ChangesetId, RecordId } from '../base/ids.ts';
import type { Json } from '../base/json.ts';
import type { Change } from '../log/change.ts';
import type { VerifiedChangeset } from '../log/changeset.ts';
import type { Level } from '../record/definition.ts';
import type { RecordState } from './state.ts';

/** A cell that a changeset wrote. */
export interface WrittenCell {
  readonly changeset: ChangesetId;
  readonly record: RecordId;
  readonly cell: string;
}

export interface UndoWrite {
  readonly record: RecordId;
  readonly cell: string;
  readonly value: Json;
  /** of what stood there; null: the cell is cleared, at whatever level it has now */
  readonly level: Level | null;
  readonly replaces: readonly ChangesetId[];
}

/**
 * One round a changeset, to be signed in this order: what was shown before is written last.
 * @param changesets those that wrote the cells and those that they replaced, as far as they are here
 */
export function undoRounds(
  written: readonly WrittenCell[],
  records: ReadonlyMap<RecordId, RecordState>,
  changesets: ReadonlyMap<ChangesetId, VerifiedChangeset>,
): readonly (readonly UndoWrite[])[] {
  const undone = written.flatMap(({ changeset, record, cell }) => {
    const isLive = records.get(record)?.cells[cell]?.writes.some(({ id }) => id === changeset) === true;
    const change = writeIn(changesets.get(changeset), record, cell)?.change;
    if (!isLive || change === undefined) return [];
    const former = change.replaces
      .flatMap((id) => writeIn(changesets.get(id), record, cell) ?? [])
      .sort((a, b) => b.lamport - a.lamport || (a.author < b.author ? 1 : -1))
      .map(({ change: { value }, level }) => ({ value, level }));
    const values = former.length === 0 ? [{ value: null, level: null }] : former;
    return [values.map((each): UndoWrite => ({ record, cell, ...each, replaces: [changeset] }))];
  });
  const most = Math.max(0, ...undone.map((values) => values.length));
  return Array.from({ length: most }, (_, round) => undone.flatMap((values) => values[most - 1 - round] ?? []));
}

/** What must be read to take these back: the changesets that they replaced. */
export const replacedBy = (
  written: readonly WrittenCell[],
  changesets: ReadonlyMap<ChangesetId, VerifiedChangeset>,
): readonly ChangesetId[] =>
  written.flatMap(
    ({ changeset, record, cell }) => writeIn(changesets.get(changeset), record, cell)?.change.replaces ?? [],
  );

interface Found {
  readonly change: Change;
  readonly level: Level;
  readonly lamport: number;
  readonly author: string;
}

function writeIn(from: VerifiedChangeset | undefined, record: RecordId, cell: string): Found | undefined {
  if (from === undefined) return undefined;
  const { lamport, author } = from.body;
  for (const [level, changes] of Object.entries(from.changes) as [Level, readonly Change[]][]) {
    const change = changes.find((each) => each.record === record && each.cell === cell);
    if (change !== undefined) return { change, level, lamport, author };
  }
  return undefined;
}
