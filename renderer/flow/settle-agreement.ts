// Says of an agreement of a meeting that it is done, or not after all: two cells of the meeting's record, signed like
// any other, with what taking it back would write.

import type { RecordId } from '#shared/base/ids.ts';
import { replacing } from '#shared/merge/conflict.ts';
import type { Saved } from '../engine/door.ts';
import type { DraftCells } from '../engine/journal-entry.ts';
import { type RecordNow, shownNow } from '../engine/record-now.ts';
import type { Done, Session } from '../engine/session.ts';
import { foldDraft } from './leave-record.ts';

/** @param agreement names its cells; where there is none of that name, nothing is written */
export const settleAgreement = (session: Session, meeting: RecordId, agreement: string, isDone: boolean): Done<Saved> =>
  foldDraft(session, meeting, (now) => cellsOf(now, agreement, isDone, session.clock.now().slice(0, 10)));

function cellsOf(now: RecordNow, agreement: string, isDone: boolean, today: string): DraftCells {
  const at = (subfield: string): string => `agreements.${agreement}.${subfield}`;
  if (now.kind !== 'meeting' || !shownNow(now).has(at('what'))) return {};
  const replaces = (cell: string) => replacing(now.state?.cells[cell]);
  return {
    [at('done')]: { value: isDone, replaces: replaces(at('done')) },
    [at('done_on')]: { value: isDone ? today : null, replaces: replaces(at('done_on')) },
  };
}
