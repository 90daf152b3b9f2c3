// Deleting is a signed change with a reason, and can be taken back: nothing is erased.

import type { RecordId } from '#shared/base/ids.ts';
import { DELETED_CELL } from '#shared/log/change.ts';
import { replacing } from '#shared/merge/conflict.ts';
import type { Saved } from '../engine/door.ts';
import { isDeleted } from '#shared/merge/record-facts.ts';
import type { Done, Session } from '../engine/session.ts';
import { foldDraft } from './leave-record.ts';

export const deleteRecord = (session: Session, record: RecordId, reason: string): Done<Saved> =>
  foldDraft(session, record, ({ state }) =>
    isDeleted(state)
      ? {}
      : {
          [DELETED_CELL]: { value: { reason: reason.toWellFormed() }, replaces: replacing(state?.cells[DELETED_CELL]) },
        },
  );
