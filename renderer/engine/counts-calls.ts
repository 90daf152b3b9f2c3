// The engine's call about records as counts, loaded when it is first wanted.

import type { Catalogue } from './catalogue.ts';
import type { CountsEngine } from './counts-door.ts';
import { isOnBoard } from './filter-rows.ts';
import type { ListPage, ListQuery } from './record-views.ts';
import { isWorkshop, type Session } from './session.ts';

interface Open {
  readonly session: Session;
  readonly catalogue: Catalogue;
}

/** @param listed all that a query means */
export const countsCalls = <Now extends Open>(
  read: <T>(work: (open: Now) => Promise<T>) => Promise<T>,
  listed: (open: Now, query: ListQuery) => Promise<ListPage>,
): CountsEngine => ({
  countRecords: (asked, audience) =>
    read(async (now) => {
      const { session, catalogue } = now;
      const { countsOf } = await import('#shared/report/counts.ts');
      const { always, sourcesOf } = await import('../flow/report-sources.ts');
      const record = 'record' in asked ? await catalogue.row(asked.record) : undefined;
      const rows = 'record' in asked ? (record === undefined ? [] : [record]) : (await listed(now, asked)).rows;
      const onBoard = rows.filter(isOnBoard);
      const sources = (await sourcesOf(session, catalogue, onBoard, always)) ?? [];
      const counts = countsOf(sources, catalogue.events(), audience);
      const leftOut = counts.leftOut + onBoard.length - sources.length; // drafts of which nothing is signed
      return { ...counts, leftOut, isPractice: isWorkshop(session) };
    }),
});
