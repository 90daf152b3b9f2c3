// Takes back what a person just did (shared/merge/undo.ts), as new changes of this device.

import type { ChangesetId, RecordId } from '#shared/base/ids.ts';
import { openChangeset, type VerifiedChangeset } from '#shared/log/changeset.ts';
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
    const before = await openedOf(session, replacedBy(undo, changesets));
    const states = await ledger.store.records.getMany(new Set(undo.map(({ record }) => record)));
    const records = new Map([...states].map(([id, state]) => [id as RecordId, state]));
    const rounds = undoRounds(undo, records, new Map([...before, ...changesets]));
    for (const [at, round] of rounds.entries()) {
      const beside = at === rounds.length - 1 ? activityChange(session, 'undone') : undefined;
      const written = await writeSeveral(session, await recordWrites(session, round), null, beside);
      if (!written.ok) return written;
    }
    return saved(session);
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
