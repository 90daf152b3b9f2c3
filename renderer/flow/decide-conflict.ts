// A person's decision: a new write that replaces every live write of the cell. An open draft of the record is
// not taken up by it, but the draft's own change of this cell is, for it is what was decided over.

import type { RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { err } from '#shared/base/result.ts';
import { canBeCarried } from '#shared/log/sittings.ts';
import { replacing } from '#shared/merge/conflict.ts';
import { carriable } from '#shared/record/carriable.ts';
import { activityChange } from '../engine/activity.ts';
import type { Saved } from '../engine/door.ts';
import { recordNow } from '../engine/record-now.ts';
import type { Done, Session } from '../engine/session.ts';
import { TOO_LONG } from './edit-record.ts';
import { writeChanges } from './write-changes.ts';

export function decideConflict(session: Session, record: RecordId, path: string, value: Json): Done<Saved> {
  const { ledger } = session;
  return ledger.drafts.turn(record, async () => {
    const carried = carriable({ [path]: value });
    if (!carried.ok) return err({ type: 'refused', reason: carried.error });
    if (!Object.values(carried.value).every(canBeCarried)) return err(TOO_LONG);
    const decided = await ledger.exclusive(async () => {
      const now = await recordNow(session, record);
      const cell = now?.state?.cells[path];
      if (now === undefined || cell === undefined) return err({ type: 'noSuchRecord' } as const);
      const cells = { [path]: { value: carried.value[path] ?? null, replaces: replacing(cell) } };
      return writeChanges(
        session,
        now,
        cells,
        null,
        activityChange(session, 'decidedConflict', { record, cell: path }),
      );
    });
    const drafted = ledger.drafts.get(record);
    if (!decided.ok || drafted?.cells[path] === undefined) return decided;
    const { kind } = drafted;
    const undone = await ledger.note({
      type: 'draft',
      record,
      kind,
      at: session.clock.now(),
      cells: {},
      undone: [path],
    });
    return undone.ok ? decided : err(undone.error);
  });
}
