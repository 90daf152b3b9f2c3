// Asks the questions of a sheet again, or does not ask them any more: what was answered stays.

import type { RecordId } from '#shared/base/ids.ts';
import { err } from '#shared/base/result.ts';
import { replacing, shownValue } from '#shared/merge/conflict.ts';
import { activityChange } from '../engine/activity.ts';
import { askersOf } from '../engine/read-questions.ts';
import { recordNow } from '../engine/record-now.ts';
import type { Saved } from '../engine/saved.ts';
import type { Done, Session } from '../engine/session.ts';
import { writeOver } from './decide-conflicts.ts';

const NOT_YOURS = { type: 'refused', reason: { type: 'questionsNotYours' } } as const;

export async function settleQuestions(session: Session, record: RecordId, isAsked: boolean): Done<Saved> {
  if (!askersOf(session)(session.device.kid)) return err(NOT_YOURS);
  const cells = (await recordNow(session, record))?.state?.cells ?? {};
  const title = shownValue(cells['title']);
  const decision = { record, cell: 'state', value: isAsked ? 'asked' : 'closed', seen: replacing(cells['state']) };
  return writeOver(session, [decision], (here) =>
    activityChange(here, isAsked ? 'askedQuestions' : 'closedQuestions', {
      title: typeof title === 'string' ? title : '',
    }),
  );
}
