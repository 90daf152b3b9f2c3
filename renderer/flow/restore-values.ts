// Brings earlier values of some cells back, as new writes that replace what stands there now. What stood between stays
// in the history.

import type { RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { replacing } from '#shared/merge/conflict.ts';
import { activityChange } from '../engine/activity.ts';
import type { Saved } from '../engine/door.ts';
import { recordNow } from '../engine/record-now.ts';
import type { Done, Session } from '../engine/session.ts';
import { writeOver } from './decide-conflicts.ts';

export async function restoreValues(
  session: Session,
  record: RecordId,
  cells: Readonly<Record<string, Json>>,
): Done<Saved> {
  const now = await recordNow(session, record);
  const decisions = Object.entries(cells).map(([cell, value]) => ({
    record,
    cell,
    value,
    seen: replacing(now?.state?.cells[cell]),
  }));
  return writeOver(session, decisions, (here) => activityChange(here, 'restoredValue', { record }));
}
