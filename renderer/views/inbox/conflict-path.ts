// Where a conflict is decided, and where all those between the same authors are.

import type { RecordRow } from '#renderer/engine/record-views.ts';
import { otherIn } from '#shared/merge/same-event.ts';
import { pairPath } from './likely-duplicates.tsx';

/** Whether two records are of one event is decided where both are seen. */
export function conflictPath({ row, cell }: { readonly row: Pick<RecordRow, 'id'>; readonly cell: string }): string {
  const other = otherIn(cell);
  return other === undefined ? cellPath(row.id, cell) : pairPath({ a: row, b: { id: other } });
}

export const cellPath = (record: string, cell: string): string =>
  `/inbox/conflict/${record}/${encodeURIComponent(cell)}`;

/** @param authors keys of those between whom the conflicts are */
export const groupPath = (authors: readonly string[]): string => `/inbox/conflicts/${[...authors].sort().join('.')}`;
