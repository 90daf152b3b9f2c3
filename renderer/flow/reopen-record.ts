// Takes the mark of being finished away: the record is a draft again, and its next bundle has a new version.

import type { RecordId } from '#shared/base/ids.ts';
import { FINISHED_CELL } from '#shared/log/change.ts';
import { replacing } from '#shared/merge/conflict.ts';
import type { Saved } from '../engine/door.ts';
import { isFinished } from '#shared/merge/record-facts.ts';
import type { Done, Session } from '../engine/session.ts';
import { foldDraft } from './leave-record.ts';

export const reopenRecord = (session: Session, record: RecordId): Done<Saved> =>
  foldDraft(session, record, ({ state }) =>
    isFinished(state) ? { [FINISHED_CELL]: { value: null, replaces: replacing(state?.cells[FINISHED_CELL]) } } : {},
  );
