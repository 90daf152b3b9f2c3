// Leaves a record and marks it as finished, or answers what is still missing. Only what a record cannot do
// without is asked for, and figures that do not add up are flagged, never a reason.

import type { RecordId } from '#shared/base/ids.ts';
import { err, type Result } from '#shared/base/result.ts';
import { FINISHED_CELL } from '#shared/log/change.ts';
import { replacing } from '#shared/merge/conflict.ts';
import { type Problem, problemsOf, withoutClosed } from '#shared/record/validate.ts';
import type { Catalogue } from '../engine/catalogue.ts';
import type { EngineProblem } from '../engine/engine-problem.ts';
import { closedCells } from '../engine/erasures.ts';
import type { Saved } from '../engine/door.ts';
import { isFinished } from '#shared/merge/record-facts.ts';
import { kindHere } from '../engine/read-questions.ts';
import { recordNow, shownNow } from '../engine/record-now.ts';
import type { Session } from '../engine/session.ts';
import { foldDraft } from './leave-record.ts';

export type Finishing = Result<
  Saved,
  EngineProblem | { readonly type: 'notFinished'; readonly problems: readonly Problem[] }
>;

export async function finishRecord(
  session: Session,
  catalogue: Pick<Catalogue, 'rows'>,
  record: RecordId,
): Promise<Finishing> {
  const now = await recordNow(session, record);
  if (now === undefined) return err({ type: 'noSuchRecord' });
  const kind = await kindHere(session, catalogue, now.kind, 'asked');
  const problems = withoutClosed(problemsOf(now.kind, shownNow(now), kind), closedCells(session, record));
  if (problems.some(({ severity }) => severity === 'error')) return err({ type: 'notFinished', problems });
  return foldDraft(session, record, ({ state }) =>
    isFinished(state) ? {} : { [FINISHED_CELL]: { value: true, replaces: replacing(state?.cells[FINISHED_CELL]) } },
  );
}
