// Takes back what a person just did (shared/merge/undo.ts), as new changes of this device.

import type { ChangesetId, RecordId } from '#shared/base/ids.ts';
import { DELETED_CELL } from '#shared/log/change.ts';
import { openChangeset, type VerifiedChangeset } from '#shared/log/changeset.ts';
import type { RecordState } from '#shared/merge/state.ts';
import { replacedBy, undoRounds, type UndoWrite } from '#shared/merge/undo.ts';
import { activityChange } from '../engine/activity.ts';
import type { Saved, Undo } from '../engine/door.ts';
import type { DraftCell } from '../engine/journal-entry.ts';
import { recordNow } from '../engine/record-now.ts';
import { type Done, saved, type Session } from '../engine/session.ts';
import { type RecordWrites, writeSeveral } from './write-changes.ts';

export function undoChanges(session: Session, undo: Undo): Done<Saved> {
  const { ledger } = session;
  return ledger.exclusive(async () => {
    const changesets = await openedOf(
      session,
      undo.map(({ changeset }) => changeset),
    );
    const cells = undo.filter(({ begun }) => begun === undefined);
    const before = await openedOf(session, replacedBy(cells, changesets));
    const states = await ledger.store.records.getMany(new Set(undo.map(({ record }) => record)));
    const records = new Map([...states].map(([id, state]) => [id as RecordId, state]));
    const rounds = undoRounds(cells, records, new Map([...before, ...changesets]));
    const binned = binnedOf(session, undo, records);
    const deeds = binned.length === 0 ? rounds : [...rounds, null];
    for (const [at, round] of deeds.entries()) {
      const beside = at === deeds.length - 1 ? activityChange(session, 'undone') : undefined;
      const writes = round === null ? binned : await recordWrites(session, round);
      const written = await writeSeveral(session, writes, null, beside);
      if (!written.ok) return written;
    }
    return saved(session);
  });
}

/** Records that the deed began: to the bin, where nobody has written in them since. */
function binnedOf(
  { ledger }: Session,
  undo: Undo,
  records: ReadonlyMap<RecordId, RecordState>,
): readonly RecordWrites[] {
  const deed = new Set(undo.map(({ changeset }) => changeset));
  return undo.flatMap(({ record, begun }): RecordWrites[] => {
    const state = records.get(record);
    if (begun === undefined || state === undefined || !state.changesets.every((id) => deed.has(id))) return [];
    const now = { id: record, kind: state.kind, state, draft: ledger.drafts.get(record) };
    return [{ now, cells: { [DELETED_CELL]: { value: { reason: begun }, replaces: [] } } }];
  });
}

async function recordWrites(session: Session, round: readonly UndoWrite[]): Promise<readonly RecordWrites[]> {
  const writes: RecordWrites[] = [];
  for (const [record, cells] of Map.groupBy(round, (write) => write.record)) {
    const now = await recordNow(session, record);
    if (now === undefined) continue;
    writes.push({
      now,
      cells: Object.fromEntries(
        cells.map(({ cell, value, level, replaces }): [string, DraftCell] => [
          cell,
          { value, replaces, ...(level === null ? {} : { raise: level }) },
        ]),
      ),
    });
  }
  return writes;
}

async function openedOf(
  { ledger }: Session,
  ids: readonly ChangesetId[],
): Promise<ReadonlyMap<ChangesetId, VerifiedChangeset>> {
  const found = await ledger.store.log.getMany(new Set(ids));
  return new Map(
    [...found.values()].flatMap((changeset): [ChangesetId, VerifiedChangeset][] => {
      const opened = openChangeset(changeset);
      return opened.ok ? [[opened.value.id, opened.value]] : [];
    }),
  );
}
