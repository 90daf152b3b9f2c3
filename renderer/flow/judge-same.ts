// A person says of two records that they tell of the same event, or not, or takes it back: one signed change of
// one cell (shared/merge/same-event.ts). Neither record is otherwise touched, and an open draft is left open.

import type { RecordId } from '#shared/base/ids.ts';
import { err, ok } from '#shared/base/result.ts';
import { replacing, shownValue } from '#shared/merge/conflict.ts';
import { carrierOf, cellOn } from '#shared/merge/same-event.ts';
import type { RecordState } from '#shared/merge/state.ts';
import { activityChange } from '../engine/activity.ts';
import type { Judgement, RecordPair } from '../engine/inbox-views.ts';
import type { Saved, Undo } from '../engine/door.ts';
import type { DraftCells } from '../engine/journal-entry.ts';
import { recordNow } from '../engine/record-now.ts';
import { type Done, saved, type Session } from '../engine/session.ts';
import { writeChanges } from './write-changes.ts';

/** Stops at the first pair that cannot be judged; those before it are. */
export async function judgeSame(
  session: Session,
  pairs: readonly RecordPair[],
  judgement: Judgement | null,
): Done<Saved> {
  const undo: Undo[number][] = [];
  for (const [a, b] of pairs) {
    const record = carrierOf(a, b);
    const other = record === a ? b : a;
    const judged = await judge(session, record, other, judgement);
    if (!judged.ok) return judged;
    undo.push(...(judged.value.undo ?? []));
    // Another app may have said it on the other side: what stands there must not speak against this.
    const stale = await judge(session, other, record, null);
    if (!stale.ok && stale.error.type !== 'noSuchRecord') return stale;
    if (stale.ok) undo.push(...(stale.value.undo ?? []));
  }
  return ok({ ...saved(session).value, ...(undo.length === 0 ? {} : { undo }) });
}

function judge(session: Session, record: RecordId, other: RecordId, judgement: Judgement | null): Done<Saved> {
  const { ledger } = session;
  return ledger.drafts.turn(record, () =>
    ledger.exclusive(async () => {
      const now = await recordNow(session, record);
      if (now?.state === undefined) return err({ type: 'noSuchRecord' });
      if (judgement !== null) {
        const counterpart = ledger.store.records.summaries.get(other);
        if (counterpart === undefined || counterpart.kind !== now.kind) return err({ type: 'noSuchRecord' });
      }
      const cells = changeOf(now.state, cellOn(other), judgement === null ? null : judgement === 'same');
      if (cells === undefined) return saved(session);
      return writeChanges(session, now, cells, null, activityChange(session, TYPES[judgement ?? 'open'], { record }));
    }),
  );
}

/** Undefined where the cell says so already. */
function changeOf(state: RecordState, path: string, value: boolean | null): DraftCells | undefined {
  const cell = state.cells[path];
  const isSaid = (cell?.writes.length ?? 0) <= 1 && (shownValue(cell) ?? null) === value;
  return isSaid ? undefined : { [path]: { value, replaces: replacing(cell) } };
}

const TYPES = { same: 'judgedSame', different: 'judgedDifferent', open: 'judgedAgain' } as const;
