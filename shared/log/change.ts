// Stage 2, one change: a new value for a cell, naming the writes it replaces. There is one write of a cell
// in a changeset, so the changeset's id names the write. Values are JSON; null clears the cell. Cells whose
// path begins with `$` are the log's own: `$finished`, `$deleted`, `$language`, `$withdrawn`, `$same.<record>`,
// `$translation.<language>.<cell>`.

import type { ChangesetId, RecordId } from '../base/ids.ts';
import { type Json, isJsonObject, hasOnlyKeys } from '../base/json.ts';
import { isId, isRecordId } from '../base/ids.ts';
import type { Level } from '../record/definition.ts';

export interface Change {
  readonly record: RecordId;
  readonly kind: string;
  readonly cell: string;
  readonly value: Json;
  /** ids of the live writes of this cell that the author saw and replaces; ascending, no repeats */
  readonly replaces: readonly ChangesetId[];
}

/** Changes by sensitivity class; a class without changes has no part. */
export type ChangesByLevel = { readonly [level in Level]?: readonly Change[] };

export const LEVELS: readonly Level[] = ['open', 'mechanism', 'restricted', 'personal'];

/** The log's own cells. */
export const FINISHED_CELL = '$finished';
/** value `{ reason: text }` while deleted, null when brought back */
export const DELETED_CELL = '$deleted';
export const LANGUAGE_CELL = '$language';
/** `{ cells }`: consent is taken back, for ever, to these cells, or (null) to all of the record (merge/withdraw.ts) */
export const WITHDRAWN_CELL = '$withdrawn';
/** + id of another record → true: the same event, false: another one, null: nobody has said (merge/same-event.ts) */
export const SAME_CELL = '$same.';

export const MAX_CELL_PATH = 300;
export const MAX_KIND = 60;

/** Decodes one change of a verified part; undefined where it is none. */
export function decodeChange(value: Json): Change | undefined {
  if (!isJsonObject(value) || !hasOnlyKeys(value, ['record', 'kind', 'cell', 'value', 'replaces'])) return undefined;
  const { record, kind, cell, replaces } = value;
  if (!isRecordId(record) || !isName(kind, MAX_KIND) || !isName(cell, MAX_CELL_PATH)) return undefined;
  if (!Array.isArray(replaces) || !replaces.every(isId) || !isAscending(replaces)) return undefined;
  return { record, kind, cell, value: value['value'] as Json, replaces: replaces as string[] as ChangesetId[] };
}

const isName = (text: unknown, limit: number): text is string =>
  typeof text === 'string' && text.length > 0 && text.length <= limit;

const isAscending = (ids: readonly string[]): boolean => ids.every((id, at) => at === 0 || (ids[at - 1] ?? '') < id);
