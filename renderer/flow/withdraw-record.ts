// Takes consent back: to a record, or to some of its cells. It cannot be undone. What the erased parts also said of
// anything else, and still counts, is first written again by this device; then the withdrawal is signed, alone in its
// changeset; then it is carried out here as everywhere.

import type { ChangesetId, RecordId } from '#shared/base/ids.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { WITHDRAWN_CELL } from '#shared/log/change.ts';
import { replacing } from '#shared/merge/conflict.ts';
import { recordsTouchedBy } from '#shared/merge/plan.ts';
import { reviewIdOf } from '#shared/merge/review.ts';
import type { CellState } from '#shared/merge/state.ts';
import { eraseFrom, isWithdrawn, mayWithdraw, type Withdrawn, writersOf } from '#shared/merge/withdraw.ts';
import type { EngineProblem } from '../engine/engine-problem.ts';
import { isWholeWithdrawn } from '../engine/erasures.ts';
import type { Saved } from '../engine/door.ts';
import type { DraftCell } from '../engine/journal-entry.ts';
import { changesetsOf } from '../engine/read-record.ts';
import { recordNow } from '../engine/record-now.ts';
import { type Done, saved, type Session } from '../engine/session.ts';
import { settleErasures } from './settle-erasures.ts';
import { type RecordWrites, writeChanges, writeSeveral } from './write-changes.ts';

/** @param cells null: the whole record */
export async function withdrawRecord(session: Session, record: RecordId, cells: readonly string[] | null): Done<Saved> {
  const { ledger } = session;
  const signed = await ledger.drafts.turn(record, () =>
    ledger.exclusive(async (): Promise<Result<Saved, EngineProblem>> => {
      const now = await recordNow(session, record);
      if (now === undefined) return err({ type: 'noSuchRecord' });
      if (isWholeWithdrawn(ledger.store, record)) return saved(session);
      const writers = writersOf(await changesetsOf(session, [record]), record);
      if (!mayWithdraw(session.device.kid, writers, session.trust)) return err({ type: 'mayNotWithdraw' });
      const again = await whatElseWasSaid(session, record, cells);
      if (again.length > 0) {
        const kept = await writeSeveral(session, again, null);
        if (!kept.ok) return kept;
      }
      const state = (await recordNow(session, record))?.state;
      const value = { cells: cells === null ? null : [...cells] };
      const replaces = replacing(state?.cells[WITHDRAWN_CELL]);
      const written = await writeChanges(session, { ...now, state }, { [WITHDRAWN_CELL]: { value, replaces } }, record);
      return written.ok ? ok({ at: written.value.at }) : written; // nothing to take back
    }),
  );
  if (!signed.ok) return signed;
  const settled = await settleErasures(session);
  return settled.ok ? signed : settled;
}

/** Live writes in the parts that go, of anything but what goes. */
async function whatElseWasSaid(
  session: Session,
  record: RecordId,
  cells: readonly string[] | null,
): Promise<readonly RecordWrites[]> {
  const review = reviewIdOf(record);
  const withdrawn: Withdrawn = new Map([[record, cells], ...(cells === null ? [[review, null] as const] : [])]);
  const going = (await changesetsOf(session, [record, review])).filter(
    (verified) => eraseFrom(verified, withdrawn) !== verified,
  );
  const levels = new Map(going.map((verified) => [verified.id, Object.keys(eraseFrom(verified, withdrawn).changes)]));
  const isGoing = ({ id, level }: CellState['writes'][number]): boolean => levels.get(id)?.includes(level) === false;
  const writes: RecordWrites[] = [];
  for (const touched of recordsTouchedBy(going)) {
    const now = await recordNow(session, touched);
    const again: { [path: string]: DraftCell } = {};
    for (const [cell, state] of Object.entries(now?.state?.cells ?? {})) {
      const lost = state.writes.filter(isGoing);
      const [shown] = lost;
      if (shown === undefined || isWithdrawn(withdrawn, { record: touched, cell })) continue;
      const ids: readonly ChangesetId[] = [...lost.map(({ id }) => id), ...state.replaced];
      again[cell] = { value: shown.value, replaces: [...new Set(ids)].sort(), raise: shown.level };
    }
    if (now !== undefined && Object.keys(again).length > 0) writes.push({ now, cells: again });
  }
  return writes;
}
