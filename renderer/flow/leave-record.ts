// Ends the sitting: folds the draft of one record into one signed changeset. A draft that says nothing new is
// dropped. `foldDraft` is what finishing, deleting and packing do first, with cells of their own.

import type { RecordId } from '#shared/base/ids.ts';
import { err, ok } from '#shared/base/result.ts';
import { shownValue } from '#shared/merge/conflict.ts';
import type { RecordState } from '#shared/merge/state.ts';
import { sameMeaning } from '#shared/record/cell-value.ts';
import type { Saved } from '../engine/door.ts';
import type { DraftCells } from '../engine/journal-entry.ts';
import { recordNow, type RecordNow } from '../engine/record-now.ts';
import { type Done, saved, type Session } from '../engine/session.ts';
import { writeChanges } from './write-changes.ts';

export const leaveRecord = (session: Session, record: RecordId): Done<Saved> => foldDraft(session, record, () => ({}));

/** @param extra cells to write in the same changeset, given the record as it is now */
export function foldDraft(session: Session, record: RecordId, extra: (now: RecordNow) => DraftCells): Done<Saved> {
  const { ledger } = session;
  return ledger.drafts.turn(record, () =>
    ledger.exclusive(async () => {
      const now = await recordNow(session, record);
      if (now === undefined) return err({ type: 'noSuchRecord' });
      const own = extra(now);
      const cells = { ...changedCells(now), ...own };
      if (Object.keys(cells).length > 0) {
        const written = await writeChanges(session, now, cells, record);
        // what was typed is no deed to take back
        return written.ok ? ok({ at: written.value.at, ...undoOf(written.value, own) }) : written;
      }
      if (now.draft === undefined) return saved(session);
      const dropped = await ledger.commit({ entries: [{ type: 'draftDropped', record }] });
      return dropped.ok ? saved(session) : err(dropped.error);
    }),
  );
}

function undoOf({ undo = [] }: Saved, own: DraftCells): Pick<Saved, 'undo'> {
  const deeds = undo.filter(({ cell }) => own[cell] !== undefined);
  return deeds.length === 0 ? {} : { undo: deeds };
}

function changedCells({ state, draft }: RecordNow): DraftCells {
  return Object.fromEntries(
    Object.entries(draft?.cells ?? {}).filter(
      ([path, { value, raise }]) => raise !== undefined || !isAsShown(state, path, value),
    ),
  );
}

function isAsShown(state: RecordState | undefined, path: string, value: DraftCells[string]['value']): boolean {
  const cell = state?.cells[path];
  if ((cell?.writes.length ?? 0) > 1) return false;
  return sameMeaning(shownValue(cell) ?? null, value);
}
