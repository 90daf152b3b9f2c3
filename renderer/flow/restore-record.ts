// Brings a deleted record back, as it was.

import type { RecordId } from '#shared/base/ids.ts';
import { DELETED_CELL } from '#shared/log/change.ts';
import { replacing } from '#shared/merge/conflict.ts';
import type { Saved } from '../engine/door.ts';
import { isDeleted } from '#shared/merge/record-facts.ts';
import type { Done, Session } from '../engine/session.ts';
import { foldDraft } from './leave-record.ts';

export const restoreRecord = (session: Session, record: RecordId): Done<Saved> =>
  foldDraft(session, record, ({ state }) =>
    isDeleted(state) ? { [DELETED_CELL]: { value: null, replaces: replacing(state?.cells[DELETED_CELL]) } } : {},
  );
