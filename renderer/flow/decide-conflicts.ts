// A person's decisions, one or many: for each cell a new write that replaces every live write of it, all in one
// signed changeset and one transaction, or none. What is decided over is what the person saw: where something
// else stands by now, nothing is written and they look again. An open draft of a record is not taken up, but the
// draft's own change of a decided cell is, for it is what was decided over.

import type { ChangesetId, RecordId } from '#shared/base/ids.ts';
import { err } from '#shared/base/result.ts';
import { canBeCarried, sittingsOf } from '#shared/log/sittings.ts';
import { replacing } from '#shared/merge/conflict.ts';
import { carriable } from '#shared/record/carriable.ts';
import { activityChange } from '../engine/activity.ts';
import type { Saved } from '../engine/door.ts';
import type { ConflictDecision } from '../engine/inbox-views.ts';
import type { DraftCell } from '../engine/journal-entry.ts';
import { recordNow, type RecordNow } from '../engine/record-now.ts';
import { type Done, saved, type Session } from '../engine/session.ts';
import { TOO_LONG } from './edit-record.ts';
import type { ShelfChanges } from '../store/shelf.ts';
import { writeSeveral } from './write-changes.ts';

/** The record was written in since the person looked. */
const MOVED = { type: 'refused', reason: { type: 'conflictMoved' } } as const;

/** More than one changeset can hold. */
const TOO_MUCH = { type: 'refused', reason: { type: 'tooMuchAtOnce' } } as const;

export const decideConflicts = (session: Session, decisions: readonly ConflictDecision[]): Done<Saved> =>
  writeOver(session, decisions, activityOf);

/** @param told what the activity list says of it */
export async function writeOver(
  session: Session,
  decisions: readonly ConflictDecision[],
  told: (session: Session, decisions: readonly ConflictDecision[]) => ShelfChanges,
): Done<Saved> {
  if (decisions.length === 0) return saved(session);
  const byRecord = new Map<RecordId, ConflictDecision[]>();
  for (const decision of decisions) {
    byRecord.set(decision.record, [...(byRecord.get(decision.record) ?? []), decision]);
  }
  const { ledger } = session;
  // In one order for everyone, so that two that wait for each other's records cannot meet.
  const work = [...byRecord.keys()].sort().reduce<() => Done<Saved>>(
    (inner, record) => () => ledger.drafts.turn(record, inner),
    () => ledger.exclusive(() => decideAll(session, byRecord, told(session, decisions))),
  );
  return work();
}

async function decideAll(
  session: Session,
  byRecord: ReadonlyMap<RecordId, readonly ConflictDecision[]>,
  activity: ShelfChanges,
): Done<Saved> {
  const writes: { now: RecordNow; cells: { [path: string]: DraftCell } }[] = [];
  for (const [record, decisions] of byRecord) {
    const now = await recordNow(session, record);
    if (now?.state === undefined) return err({ type: 'noSuchRecord' });
    const cells: { [path: string]: DraftCell } = {};
    for (const { cell, value, seen, more = {} } of decisions) {
      if (!isSame(replacing(now.state.cells[cell]), seen)) return err(MOVED);
      const carried = carriable({ ...more, [cell]: value });
      if (!carried.ok) return err({ type: 'refused', reason: carried.error });
      if (!Object.values(carried.value).every(canBeCarried)) return err(TOO_LONG);
      for (const [path, each] of Object.entries(carried.value)) {
        if (path !== cell && now.state.cells[path] !== undefined) return err(MOVED);
        cells[path] = { value: each, replaces: replacing(now.state.cells[path]) };
      }
    }
    writes.push({ now, cells });
  }
  const values = writes.flatMap(({ cells }) => Object.values(cells));
  if (sittingsOf(values, ({ value }) => value).length > 1) return err(TOO_MUCH);
  const decided = await writeSeveral(session, writes, null, activity);
  if (!decided.ok) return decided;
  for (const { now, cells } of writes) {
    const undone = Object.keys(cells).filter((path) => now.draft?.cells[path] !== undefined);
    if (undone.length === 0) continue;
    const at = session.clock.now();
    const noted = await session.ledger.note({ type: 'draft', record: now.id, kind: now.kind, at, cells: {}, undone });
    if (!noted.ok) return err(noted.error);
  }
  return decided;
}

function activityOf(session: Session, decisions: readonly ConflictDecision[]) {
  const [first] = decisions;
  return first !== undefined && decisions.length === 1
    ? activityChange(session, 'decidedConflict', { record: first.record, cell: first.cell })
    : activityChange(session, 'decidedConflicts', { count: decisions.length });
}

const isSame = (live: readonly ChangesetId[], seen: readonly ChangesetId[]): boolean =>
  live.length > 0 && live.join() === [...seen].sort().join();
