// Takes consent back: to a record, or to some of its cells. It cannot be undone. What the erased parts also said of
// anything else, and still counts, is first written again by this device; then the withdrawal is signed, alone in its
// changeset; then it is carried out here as everywhere.

import type { ChangesetId, KeyId, RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { WITHDRAWN_CELL } from '#shared/log/change.ts';
import { replacing } from '#shared/merge/conflict.ts';
import { recordsTouchedBy } from '#shared/merge/plan.ts';
import { reviewIdOf } from '#shared/merge/review.ts';
import type { CellState } from '#shared/merge/state.ts';
import { eraseFrom, isWithdrawn, type Reach, type Withdrawn } from '#shared/merge/withdraw.ts';
import { begunIn, judgeWithdrawals } from '#shared/merge/withdrawal-rights.ts';
import { translationAt } from '#shared/record/translation-path.ts';
import type { EngineProblem } from '../engine/engine-problem.ts';
import { erasureOf, isWholeWithdrawn, partiesOf, withdrawnBy } from '../engine/erasures.ts';
import type { Saved } from '../engine/door.ts';
import type { DraftCell } from '../engine/journal-entry.ts';
import { changesetsOf } from '../engine/read-record.ts';
import { recordNow, type RecordNow } from '../engine/record-now.ts';
import { type Done, saved, type Session } from '../engine/session.ts';
import { leaveRecord } from './leave-record.ts';
import { settleErasures } from './settle-erasures.ts';
import { type RecordWrites, writeChanges, writeSeveral } from './write-changes.ts';

export interface TakingBack {
  /** null: the whole record */
  readonly cells: readonly string[] | null;
  /** '' where none is given; it travels with the withdrawal, and whoever has that reads it */
  readonly reason: string;
}

export async function withdrawRecord(session: Session, record: RecordId, asked: TakingBack): Done<Saved> {
  const { ledger } = session;
  if (asked.cells !== null) {
    const left = await leaveRecord(session, record); // what else is being written in it stays
    if (!left.ok) return left;
  }
  const signed = await ledger.drafts.turn(record, () =>
    ledger.exclusive(async (): Promise<Result<Saved, EngineProblem>> => {
      const now = await recordNow(session, record);
      if (now === undefined) return err({ type: 'noSuchRecord' });
      if (isWholeWithdrawn(ledger.store, record)) return saved(session);
      const right = await rightTo(session, record, asked.cells);
      if (right === undefined) return err({ type: 'mayNotWithdraw' });
      const again = await whatElseWasSaid(session, record, right.reaches);
      if (again.length > 0) {
        const kept = await writeSeveral(session, again, null);
        if (!kept.ok) return kept;
      }
      const state = (await recordNow(session, record))?.state;
      const value: Json = {
        cells: asked.cells === null ? null : withTranslations(asked.cells, state),
        ...(asked.reason === '' ? {} : { reason: asked.reason.toWellFormed() }),
        ...(right.begunBy === null ? {} : { begunBy: right.begunBy }),
      };
      const replaces = replacing(state?.cells[WITHDRAWN_CELL]);
      const cells = { [WITHDRAWN_CELL]: { value, replaces } };
      const written = await writeChanges(session, { ...now, state }, cells, asked.cells === null ? record : null);
      return written.ok ? ok({ at: written.value.at }) : written; // nothing to take back
    }),
  );
  if (!signed.ok) return signed;
  const settled = await settleErasures(session);
  return settled.ok ? signed : settled;
}

/** An app that knows nothing of translations erases those that are named. */
const withTranslations = (cells: readonly string[], state: RecordNow['state']): string[] => [
  ...cells,
  ...Object.keys(state?.cells ?? {}).filter((path) => cells.includes(translationAt(path)?.of ?? '')),
];

/** Whose writes it would reach, and what is vouched for with it; undefined: nobody's. */
async function rightTo(
  session: Session,
  record: RecordId,
  cells: TakingBack['cells'],
): Promise<{ readonly reaches: readonly Reach[]; readonly begunBy: KeyId | null } | undefined> {
  const { kid } = session.device;
  const changesets = await changesetsOf(session, [record]);
  const begun = begunIn(changesets, record, erasureOf(session.ledger.store, record)?.begun);
  const asked = { id: ASKED, author: kid, record, cells, reason: '', begunBy: null };
  const { heeded, reaches } = judgeWithdrawals([asked], { begun, changesets, before: new Set() }, partiesOf(session));
  const isWide = heeded[0]?.isWide;
  if (isWide === undefined || (cells === null && !isWide)) return undefined;
  return { reaches, begunBy: isWide && cells !== null ? (begun?.author ?? null) : null };
}

/** Of a withdrawal that is not signed yet. */
const ASKED = '' as ChangesetId;

/** Live writes in the parts that go, of anything but what goes. */
async function whatElseWasSaid(
  session: Session,
  record: RecordId,
  reaches: readonly Reach[],
): Promise<readonly RecordWrites[]> {
  const review = reviewIdOf(record);
  const withdrawn: Withdrawn = withdrawnBy(record, reaches);
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
      if (shown === undefined || isWithdrawn(withdrawn, { record: touched, cell, value: shown.value }, shown.author))
        continue;
      const ids: readonly ChangesetId[] = [...lost.map(({ id }) => id), ...state.replaced];
      again[cell] = { value: shown.value, replaces: [...new Set(ids)].sort(), raise: shown.level };
    }
    if (now !== undefined && Object.keys(again).length > 0) writes.push({ now, cells: again });
  }
  return writes;
}
