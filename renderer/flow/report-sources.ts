// The records as reports take them: as they are merged (an open draft is nobody's to cite), read in slices so that
// other work gets in between and the person can stop.

import type { RecordId } from '#shared/base/ids.ts';
import { reviewIdOf } from '#shared/merge/review.ts';
import { reportSourceOf } from '#shared/report/record-sources.ts';
import type { ReportSource } from '#shared/report/report-source.ts';
import type { Catalogue } from '../engine/catalogue.ts';
import { isOnBoard } from '../engine/filter-rows.ts';
import type { RecordRow } from '../engine/record-views.ts';
import type { GoOn } from '../engine/report-views.ts';
import type { Session } from '../engine/session.ts';

export const AT_ONCE = 500;

export const always: GoOn = () => true;

/** All that the board counts; undefined: it was stopped */
export async function reportSources(
  session: Session,
  catalogue: Catalogue,
  goOn: GoOn = always,
): Promise<readonly ReportSource[] | undefined> {
  const rows = (await catalogue.rows()).filter((row) => isOnBoard(row) && !row.deleted);
  return sourcesOf(session, catalogue, rows, goOn);
}

/** undefined: it was stopped */
export async function sourcesOf(
  session: Session,
  catalogue: Pick<Catalogue, 'events'>,
  rows: readonly RecordRow[],
  goOn: GoOn,
): Promise<readonly ReportSource[] | undefined> {
  const { records } = session.ledger.store;
  const events = catalogue.events();
  const sources: ReportSource[] = [];
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    if (!(await goOn(from, rows.length))) return undefined;
    const slice = rows.slice(from, from + AT_ONCE);
    const states = await records.getMany(slice.flatMap(({ id }) => [id, reviewIdOf(id)]));
    for (const row of slice) {
      const state = states.get(row.id);
      if (state === undefined) continue; // a draft of which nothing is signed
      const review = { state: row.review ?? 'new', record: states.get(reviewIdOf(row.id)) };
      sources.push(reportSourceOf(state, review, events.eventOf(row.id) as RecordId));
    }
  }
  return (await goOn(rows.length, rows.length)) ? sources : undefined;
}
