// Stage 5, merged records as reports and relatorías take them: what may be cited of each, at which level, in which
// write. A draft is nobody's to cite, so none is in here.

import type { RecordId } from '../base/ids.ts';
import { isConflict } from '../merge/conflict.ts';
import { isDeleted, isFinished, languageOfRecord, levelOfCell } from '../merge/record-facts.ts';
import type { ReviewState } from '../merge/review.ts';
import type { RecordState } from '../merge/state.ts';
import { isErased } from '../merge/withdraw.ts';
import { summaryOf } from '../record/summary.ts';
import { type LaidRecord, valuesOf } from './lay-out.ts';
import { type ReportSource, versionOf } from './report-source.ts';

export const citedRecordOf = (state: RecordState, review: ReviewState): LaidRecord => ({
  id: state.id,
  kind: state.kind,
  language: languageOfRecord(state),
  finished: isFinished(state),
  deleted: isDeleted(state) || isErased(state),
  review,
  cells: new Map(
    Object.entries(state.cells).flatMap(([path, cell]) => {
      const [shown] = cell.writes;
      if (shown === undefined || shown.value === null || path.startsWith('$')) return [];
      const level = levelOfCell(state.kind, path, cell);
      return [[path, { value: shown.value, level, conflict: isConflict(state.kind, path, cell), write: shown.id }]];
    }),
  ),
});

export interface Reviewed {
  readonly state: ReviewState;
  /** the record that holds the review; undefined: there is none */
  readonly record: RecordState | undefined;
}

/** @param event the record that stands for its event */
export function reportSourceOf(state: RecordState, review: Reviewed, event: RecordId): ReportSource {
  const cited = citedRecordOf(state, review.state);
  const { title, dateText, objectives, countries, organisation } = summaryOf(state.kind, valuesOf(cited));
  return {
    id: state.id,
    title,
    date: dateText.startsWith('-') ? '' : dateText,
    objectives,
    countries,
    organisation: organisation ?? '',
    event,
    version: versionOf(state, review.record),
    cited,
  };
}
