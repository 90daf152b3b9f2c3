// Stage 4, what a merged record says of itself: whether it was finished or taken out, its language, and how sensitive
// a cell of it is.

import { DELETED_CELL, FINISHED_CELL, LANGUAGE_CELL, LEVELS } from '../log/change.ts';
import { levelOfPath } from '../record/cells.ts';
import type { Level } from '../record/definition.ts';
import { translationAt } from '../record/translation-path.ts';
import { shownValue } from './conflict.ts';
import type { CellState, RecordState } from './state.ts';

type Cells = Pick<RecordState, 'cells'> | undefined;

export const isFinished = (state: Cells): boolean => isSet(state, FINISHED_CELL);

export const isDeleted = (state: Cells): boolean => isSet(state, DELETED_CELL);

/** '' where it is not said */
export function languageOfRecord(state: Cells): string {
  const language = shownValue(state?.cells[LANGUAGE_CELL]);
  return typeof language === 'string' ? language : '';
}

/**
 * The field's level is the floor; an author may raise it, and a later write does not lower it unasked.
 * @param raise what the author of the next write asks for
 */
export function levelOfCell(kind: string, path: string, cell: CellState | undefined, raise?: Level): Level {
  const floor = levelOfPath(kind, path);
  return raise === undefined
    ? greatestLevel([floor, ...(cell?.writes ?? []).map(({ level }) => level)])
    : greatestLevel([floor, raise]);
}

/** Of the next write of a cell: a translation is never farther off than what it translates is now. */
export function levelOfWrite(
  kind: string,
  path: string,
  cells: RecordState['cells'] | undefined,
  raise: Level | undefined,
): Level {
  const level = levelOfCell(kind, path, cells?.[path], raise);
  const original = translationAt(path)?.of;
  return original === undefined ? level : greatestLevel([level, levelOfCell(kind, original, cells?.[original])]);
}

const greatestLevel = (levels: readonly Level[]): Level =>
  levels.reduce((greatest, level) => (LEVELS.indexOf(level) > LEVELS.indexOf(greatest) ? level : greatest));

function isSet(state: Cells, cell: string): boolean {
  const value = shownValue(state?.cells[cell]) ?? null;
  return value !== null && value !== false;
}
