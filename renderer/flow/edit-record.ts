// Autosaves cells of a record as a draft: answered when the journal has them on disk, whatever happens to the
// store or the page afterwards. Each cell remembers the writes its author saw when beginning to change it.

import type { RecordId } from '#shared/base/ids.ts';
import { isSameJson } from '#shared/record/cell-value.ts';
import type { Json } from '#shared/base/json.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { LANGUAGE_CELL, MAX_CELL_PATH } from '#shared/log/change.ts';
import { canBeCarried } from '#shared/log/sittings.ts';
import { replacing, shownValue } from '#shared/merge/conflict.ts';
import { isWithdrawn } from '#shared/merge/withdraw.ts';
import { carriable } from '#shared/record/carriable.ts';
import type { Level } from '#shared/record/definition.ts';
import { translationAt } from '#shared/record/translation-path.ts';
import type { EngineProblem } from '../engine/engine-problem.ts';
import type { Saved } from '../engine/door.ts';
import { isWholeWithdrawn, withdrawnIn } from '../engine/erasures.ts';
import type { DraftCell } from '../engine/journal-entry.ts';
import { recordNow, type RecordNow } from '../engine/record-now.ts';
import { type Done, saved, type Session } from '../engine/session.ts';

/** No changeset can hold the answer. */
export const TOO_LONG = { type: 'refused', reason: { type: 'answerTooLong' } } as const;

type Cells = Readonly<Record<string, Json>>;
type Raise = Readonly<Record<string, Level>>;

export async function editRecord(session: Session, record: RecordId, cells: Cells, raise: Raise = {}): Done<Saved> {
  const clean = checked(cells);
  if (!clean.ok) return clean;
  return session.ledger.drafts.turn(record, async () => {
    const now = await recordNow(session, record);
    if (now === undefined) return err({ type: 'noSuchRecord' });
    if (isWholeWithdrawn(session.ledger.store, record)) return err({ type: 'recordWithdrawn' });
    const withdrawn = withdrawnIn(session.ledger.store);
    const isClosed = ([cell, value]: [string, Json]): boolean =>
      isWithdrawn(withdrawn, { record, cell, value }, session.device.kid);
    if (Object.entries(clean.value).some(isClosed)) return err({ type: 'answerWithdrawn' });
    const drafted: { [path: string]: DraftCell } = {};
    const undone: string[] = [];
    for (const [path, value] of Object.entries(clean.value)) {
      const cell = draftedCell(now, path, value, raise[path]);
      if (cell === undefined) undone.push(path);
      else drafted[path] = cell;
    }
    const isAnyUndone = undone.some((path) => now.draft?.cells[path] !== undefined);
    if (Object.keys(drafted).length === 0 && !isAnyUndone) return saved(session);
    const at = session.clock.now();
    const noted = await session.ledger.note({ type: 'draft', record, kind: now.kind, at, cells: drafted, undone });
    if (!noted.ok) return err(noted.error);
    session.tell(['drafts', 'records']);
    return ok({ at });
  });
}

/** Undefined where the cell is as in the record: equal values are no change. */
function draftedCell(
  { state, draft }: RecordNow,
  path: string,
  value: Json,
  raise: Level | undefined,
): DraftCell | undefined {
  const cell = state?.cells[path];
  const begun = draft?.cells[path];
  const replaces = begun?.replaces ?? replacing(cell);
  const isOnlyWrite = (cell?.writes.length ?? 0) <= 1;
  if (raise === undefined && isOnlyWrite && isSameJson(value, shownValue(cell) ?? null)) return undefined;
  const level = raise ?? begun?.raise;
  return { value, replaces, ...(level === undefined ? {} : { raise: level }) };
}

/** The cells with what canonical JSON can carry; the log's own cells but the language and translations are not written this way. */
function checked(cells: Cells): Result<Cells, EngineProblem> {
  const carried = carriable(cells as { readonly [path: string]: Json });
  if (!carried.ok) return err({ type: 'refused', reason: carried.error });
  if (!Object.values(carried.value).every(canBeCarried)) return err(TOO_LONG);
  for (const path of Object.keys(carried.value)) {
    const isOwn = path.startsWith('$') && path !== LANGUAGE_CELL && translationAt(path) === undefined;
    const isWritable = path !== '' && path.length <= MAX_CELL_PATH && !isOwn;
    if (!isWritable) throw new Error(`not a cell to write: ${path}`);
  }
  return carried;
}
