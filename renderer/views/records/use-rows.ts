// The rows of a long list, read a window at a time around what is in sight; rows seen before stay at hand. A
// change in the notebook reads the window anew and forgets the rest.

import { useMemo, useRef } from 'react';
import type { ListQuery, RecordRow } from '#renderer/engine/record-views.ts';
import { useRead } from '#renderer/state/engine-context.tsx';

/** Windows begin at multiples of this. */
const STEP = 50;
const WINDOW = 3 * STEP;

export interface Rows {
  /** undefined until the first answer */
  readonly total: number | undefined;
  /** what the board counts of them, each event once */
  readonly counted: number | undefined;
  /** more may be found: what is written is still being read */
  readonly isPartial: boolean;
  /** undefined where the row is still being read */
  readonly at: (index: number) => RecordRow | undefined;
}

/** @param first index of the first row in sight */
export function useRows(query: ListQuery, first: number): Rows {
  const key = JSON.stringify(query);
  const from = Math.max(0, Math.floor(first / STEP - 1) * STEP);
  const page = useRead(
    async (engine) => ({ ...(await engine.list({ ...query, from, count: WINDOW })), from, key }),
    ['records', 'drafts', 'deliveries'],
    [key, from],
  );
  const known = useRef({ key: '', from: -1, rows: new Map<number, RecordRow>() });
  return useMemo(() => {
    if (page === undefined) return { total: undefined, counted: undefined, isPartial: false, at: () => undefined };
    if (known.current.key !== page.key || known.current.from === page.from) known.current.rows = new Map();
    page.rows.forEach((row, at) => known.current.rows.set(page.from + at, row));
    known.current = { key: page.key, from: page.from, rows: known.current.rows };
    const { rows } = known.current;
    return {
      total: page.total,
      counted: page.counted,
      isPartial: page.isPartial === true,
      at: (index) => rows.get(index),
    };
  }, [page]);
}
