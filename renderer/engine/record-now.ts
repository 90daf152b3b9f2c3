// A record as this device shows it: what is merged, with the open draft over it.

import type { ChangesetId, KeyId, RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { LANGUAGE_CELL } from '#shared/log/change.ts';
import { isConflict, shownValue } from '#shared/merge/conflict.ts';
import { levelOfCell } from '#shared/merge/record-facts.ts';
import type { CellState, RecordState, Write } from '#shared/merge/state.ts';
import { type Translation, translationsIn } from '#shared/merge/translation.ts';
import { levelOfPath } from '#shared/record/cells.ts';
import { type RecordCells, readableCells } from '#shared/report/cell-readers.ts';
import type { Draft } from './drafts.ts';
import type { CellView } from './record-views.ts';
import type { Session } from './session.ts';

export interface RecordNow {
  readonly id: RecordId;
  readonly kind: string;
  /** undefined: nothing of it is signed yet */
  readonly state: RecordState | undefined;
  readonly draft: Draft | undefined;
}

export async function recordNow({ ledger }: Pick<Session, 'ledger'>, id: RecordId): Promise<RecordNow | undefined> {
  const state = await ledger.store.records.get(id);
  const draft = ledger.drafts.get(id);
  const kind = state?.kind ?? draft?.kind;
  return kind === undefined ? undefined : { id, kind, state, draft };
}

/** Cells with a value, without the log's own. */
export function shownNow({ state, draft }: Pick<RecordNow, 'state' | 'draft'>): ReadonlyMap<string, Json> {
  const cells = new Map<string, Json>();
  const show = (path: string, value: Json | undefined): void => {
    if (path.startsWith('$')) return;
    if (value === undefined || value === null) cells.delete(path);
    else cells.set(path, value);
  };
  for (const [path, cell] of Object.entries(state?.cells ?? {})) show(path, shownValue(cell));
  for (const [path, { value }] of Object.entries(draft?.cells ?? {})) show(path, value);
  return cells;
}

/** A cell of the log's own (`$…`), as it is now; null where it has no value. */
const logCellNow = ({ state, draft }: Pick<RecordNow, 'state' | 'draft'>, cell: string): Json =>
  draft?.cells[cell]?.value ?? shownValue(state?.cells[cell]) ?? null;

export function languageNow(now: Pick<RecordNow, 'state' | 'draft'>): string {
  const language = logCellNow(now, LANGUAGE_CELL);
  return typeof language === 'string' ? language : '';
}

/** The same without what is restricted or personal. */
export const readableNow = (now: RecordNow): RecordCells =>
  readableCells(
    now.id,
    now.kind,
    cellViewsOf(now).map((cell) => [cell.path, cell] as const),
  );

/** With those that are being written over them. @param own who writes the draft */
export function translationsNow(now: RecordNow, own: KeyId): readonly Translation[] {
  const cells: Record<string, Pick<CellState, 'writes'>> = { ...now.state?.cells };
  for (const [path, { value }] of Object.entries(now.draft?.cells ?? {})) {
    const write: Write = { id: '' as ChangesetId, author: own, lamport: 0, level: levelOfPath(now.kind, path), value };
    cells[path] = { writes: [write] };
  }
  return translationsIn(now.kind, cells, shownNow(now));
}

/** What the record page shows of each cell, by path. */
export function cellViewsOf(now: RecordNow): readonly CellView[] {
  return [...shownNow(now)]
    .map(([path, value]) => {
      const cell = now.state?.cells[path];
      const raise = now.draft?.cells[path]?.raise;
      return {
        path,
        value,
        level: levelOfCell(now.kind, path, cell, raise),
        conflict: cell !== undefined && isConflict(now.kind, path, cell),
      };
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
