// Stage 5, what whoever writes a spreadsheet (spreadsheet.ts) and whoever reads it (read-spreadsheet.ts) agree on.

import type { ChangesetId, RecordId } from '../base/ids.ts';
import type { Language } from '../mechanism/language.ts';
import type { CellValue } from '../record/cell-value.ts';
import type { Kind, Level } from '../record/definition.ts';
import type { CellPath } from '../record/paths.ts';
import type { AnswerSigns } from './spreadsheet-answers.ts';
import type { Column } from './spreadsheet-columns.ts';

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

export interface Answer {
  readonly text: string;
  readonly isNumber: boolean;
  /** undefined: it is locked */
  readonly writes: Readonly<Record<CellPath, readonly ChangesetId[]>> | undefined;
}

export interface Row {
  readonly id: RecordId;
  readonly answers: readonly Answer[];
}

/** All that a spreadsheet says, as values: whoever writes it needs to know no kind. */
export interface SpreadsheetToWrite {
  readonly facts: SheetFacts;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly waiting: readonly RecordId[];
  readonly words: SheetWords;
}

export interface SheetFacts {
  readonly template: string;
  readonly kind: Kind;
  readonly language: Language;
  /** which mechanism's notebook it is from */
  readonly notebook: string;
}

export interface SheetWords extends AnswerSigns {
  /** the first row: what it is, what is left out, that it is not protected */
  readonly about: string;
  readonly options: string;
  /** beside a locked cell */
  readonly lockedHere: string;
  readonly howDate: string;
  readonly howNumber: string;
  readonly howLines: string;
  readonly howObjectives: string;
  readonly howCounts: string;
  /** several options in a cell */
  readonly howChoices: string;
}
