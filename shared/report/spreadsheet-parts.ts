// Stage 5, what whoever writes a spreadsheet (spreadsheet.ts) and whoever reads it (read-spreadsheet.ts) agree on.

import type { ChangesetId, RecordId } from '../base/ids.ts';
import type { CellValue } from '../record/cell-value.ts';
import type { Level } from '../record/definition.ts';
import type { CellPath } from '../record/paths.ts';

export const SPREADSHEET_VERSION = '1';
export const MEMORY_SHEET = 'chasqui';
export const KEYS_MARK = '$keys';
export const LOCKED = 'locked';
/** more than this in one file: in several */
export const MOST_RECORDS = 2_000;

/** How many rows wait, with ids of their own, to be filled in. */
export const waitingRows = (records: number): number => (records === 0 ? 300 : 50);

export interface SheetRecord {
  readonly id: RecordId;
  readonly cells: ReadonlyMap<CellPath, SheetCell>;
  /** cells to which consent was taken back: they are not written again */
  readonly closed: readonly CellPath[];
}

export interface SheetCell {
  readonly value: CellValue;
  readonly level: Level;
  /** the writes that stand there, ascending; more than one: people disagree */
  readonly writes: readonly ChangesetId[];
}
