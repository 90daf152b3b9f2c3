// The queue of what waits for a reviewer, kept row by row as they change: by what it waits for, and how many of each
// table and country. Who this device may decide about is asked when a row changes; when that changes, every row does.

import { mesaOfObjective, mesas } from '#shared/mechanism/compact.ts';
import type { RecordRow } from './record-views.ts';
import type { QueueEntry, QueueQuery, QueueView } from './review-views.ts';
import { mesasOf } from './row-mesas.ts';
import { eachInSlices, firstOf } from './slices.ts';

export type Waiting = Pick<QueueEntry, 'row' | 'state'>;

export interface QueueNow extends Omit<QueueView, 'isReviewer' | 'entries'> {
  readonly entries: readonly Waiting[];
}

export interface ReviewQueue {
  /** @param mayDecide whether this device may decide about it */
  change(id: string, row: RecordRow | undefined, mayDecide: boolean): void;
  /** @param count entries answered at most */
  read(query: QueueQuery, count: number): Promise<QueueNow>;
}

/** In this order they come. */
const STATES = ['disputed', 'answered', 'changed', 'new'] as const satisfies readonly QueueEntry['state'][];

const byAge = (a: RecordRow, b: RecordRow): number => a.lamport - b.lamport || (a.id < b.id ? -1 : 1);

export function makeReviewQueue(): ReviewQueue {
  const waiting = new Map(STATES.map((state) => [state, new Map<string, RecordRow>()]));
  const returned = new Set<string>();
  const approved = new Set<string>();
  const byMesa = new Map<number, number>();
  const byCountry = new Map<string, number>();

  function count(row: RecordRow, by: 1 | -1): void {
    for (const mesa of mesasOf(row)) byMesa.set(mesa, (byMesa.get(mesa) ?? 0) + by);
    for (const country of row.countries) byCountry.set(country, (byCountry.get(country) ?? 0) + by);
  }

  function drop(id: string): void {
    returned.delete(id);
    approved.delete(id);
    for (const rows of waiting.values()) {
      const row = rows.get(id);
      if (row === undefined) continue;
      rows.delete(id);
      count(row, -1);
    }
  }

  return {
    change(id, row, mayDecide) {
      drop(id);
      if (row === undefined || !mayDecide || !row.finished || row.deleted || !row.fromOthers) return;
      const state = row.review ?? 'new';
      if (state === 'returned') returned.add(id);
      else if (state === 'approved') approved.add(id);
      else {
        waiting.get(state)?.set(id, row);
        count(row, 1);
      }
    },
    async read({ mesa, country, from = 0 }, most) {
      const isWanted = (row: RecordRow): boolean =>
        (mesa === undefined || row.objectives.some((objective) => mesaOfObjective(objective)?.n === mesa)) &&
        (country === undefined || row.countries.includes(country));
      const isAll = mesa === undefined && country === undefined;
      const entries: Waiting[] = [];
      let total = 0;
      for (const [state, rows] of waiting) {
        const wanted: RecordRow[] = [];
        if (!isAll) await eachInSlices(rows.values(), (row) => isWanted(row) && wanted.push(row));
        const size = isAll ? rows.size : wanted.length;
        const skipped = Math.max(0, from - total);
        const room = most - entries.length;
        total += size;
        if (skipped >= size || room <= 0) continue;
        for (const row of firstOf(isAll ? rows.values() : wanted, skipped + room, byAge).slice(skipped))
          entries.push({ row, state });
      }
      return {
        total,
        entries,
        mesas: mesas.map(({ n }) => ({ mesa: n, records: byMesa.get(n) ?? 0 })),
        countries: [...byCountry]
          .filter(([, records]) => records > 0)
          .map(([code, records]) => ({ country: code, records }))
          .sort((a, b) => b.records - a.records || (a.country < b.country ? -1 : 1)),
        returned: returned.size,
        approved: approved.size,
      };
    },
  };
}
