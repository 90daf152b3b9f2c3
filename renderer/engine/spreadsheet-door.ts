// The engine's door for spreadsheets: records out to be filled in elsewhere, and what came of it back, looked at before
// anything is written.

import type { Digest, RecordId } from '#shared/base/ids.ts';
import type { Result } from '#shared/base/result.ts';
import type { Language } from '#shared/mechanism/language.ts';
import type { SpreadsheetProblem } from '#shared/report/read-spreadsheet.ts';
import type { UnreadAnswer } from '#shared/report/spreadsheet-answers.ts';
import type { EngineProblem } from './engine-problem.ts';
import type { GoOn, MadeReport } from './report-views.ts';
import type { ListQuery } from './record-views.ts';
import type { Saved } from './saved.ts';

export interface SpreadsheetChoice {
  readonly kind: string;
  readonly language: Language;
  /** whose records are in it; null: none, to write new ones */
  readonly query: ListQuery | null;
}

/** What taking a filled spreadsheet in would do. */
export interface SpreadsheetPlan {
  readonly name: string;
  readonly kind: string;
  /** rows that say something new or wrong, in the order of the sheet */
  readonly rows: readonly PlannedRow[];
  /** rows of which nothing was changed */
  readonly unchanged: number;
  /** labels of columns that are gone: their answers stay as they are */
  readonly missing: readonly string[];
  /** heads of columns that somebody added: they are not read */
  readonly unknown: readonly string[];
  /** of what would be written: what is taken in is what was looked at */
  readonly seen: Digest;
}

export type RowState = 'new' | 'changed' | 'conflict' | 'wrong';

export interface PlannedRow {
  readonly row: number;
  readonly record: RecordId;
  readonly title: string;
  /** of a wrong row nothing is taken in */
  readonly state: RowState;
  readonly problem: RowProblem | null;
  readonly cells: readonly PlannedCell[];
}

export type RowProblem =
  | { readonly type: 'mergedCells' }
  | { readonly type: 'copiedRow'; readonly row: number }
  /** the record is open in the form, in the bin, erased, of another kind, or not in this notebook */
  | { readonly type: 'rowOpen' | 'rowInBin' | 'rowWithdrawn' | 'rowOtherKind' | 'rowNotHere' };

export interface PlannedCell {
  /** `D7` */
  readonly at: string;
  readonly label: string;
  readonly state: 'new' | 'changed' | 'conflict' | 'wrong';
  /** what the notebook says; '' for nothing */
  readonly now: string;
  /** what the sheet says */
  readonly read: string;
  readonly problem: CellProblem | null;
}

export type CellProblem =
  | UnreadAnswer
  | { readonly type: 'cellFormula' | 'cellError' | 'cellDate' | 'cellLocked' | 'cellWithdrawn' | 'cellForgotten' };

/** Made in the notebook of another mechanism, or in a workshop. */
type OtherNotebook = { readonly type: 'spreadsheetOtherNotebook' };
/** The notebook says something else by now than when the person looked. */
type PlanMoved = { readonly type: 'spreadsheetMoved' };

export type IntakeProblem = EngineProblem | SpreadsheetProblem | OtherNotebook;

export interface SpreadsheetEngine {
  /** A spreadsheet to be filled in; null: the person changed their mind. */
  saveSpreadsheet(choice: SpreadsheetChoice, goOn: GoOn): Promise<MadeReport>;
  /** What a filled one would change; changes nothing. */
  planSpreadsheet(name: string, bytes: Uint8Array): Promise<Result<SpreadsheetPlan, IntakeProblem>>;
  /** Writes what was looked at. @param undone the reason with which its new records go to the bin if it is taken back */
  takeSpreadsheet(
    name: string,
    bytes: Uint8Array,
    seen: Digest,
    undone: string,
  ): Promise<Result<Saved, IntakeProblem | PlanMoved>>;
}
