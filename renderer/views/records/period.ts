// A period in figures: one year, several, or an open end.

import type { RecordFilter } from '#renderer/engine/record-views.ts';

export function periodOf({ fromYear, toYear }: RecordFilter): string {
  if (fromYear === undefined && toYear === undefined) return '';
  return fromYear === toYear ? String(fromYear) : `${fromYear ?? ''}–${toYear ?? ''}`;
}
