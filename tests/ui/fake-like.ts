// What a new record begins with in the fake engine: the fields that its kind's definition says.

import type { CellView } from '#renderer/engine/record-views.ts';
import type { RecordId } from '#shared/base/ids.ts';
import { kindOf } from '#shared/record/kinds.ts';

type Cells = Map<string, Pick<CellView, 'value' | 'level'>>;

export function cellsLike(
  like: RecordId | 'last',
  kind: string,
  records: ReadonlyMap<RecordId, { readonly kind: string; readonly cells: Cells }>,
): Cells {
  const other = like === 'last' ? [...records.values()].findLast((each) => each.kind === kind) : records.get(like);
  const staying = (like === 'last' ? kindOf(kind)?.usual : kindOf(kind)?.alike) ?? [];
  return new Map([...(other?.cells ?? [])].filter(([path]) => staying.includes(path.split('.')[0] ?? '')));
}
