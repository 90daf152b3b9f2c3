// The engine's door for the extra questions of a mesa: those that are here, and a spreadsheet (XLSForm) with new ones,
// looked at before anything is written.

import type { Digest, RecordId } from '#shared/base/ids.ts';
import type { Result } from '#shared/base/result.ts';
import type { KnownSheet, Question } from '#shared/record/question-sheet.ts';
import type { XlsformProblem } from '#shared/report/read-xlsform.ts';
import type { LeftOut } from '#shared/report/xlsform-left.ts';
import type { EngineProblem } from './engine-problem.ts';
import type { Saved } from './saved.ts';

export interface QuestionsView {
  /** by title; also those that are not asked any more */
  readonly sheets: readonly SheetHere[];
  /** whether this device may ask */
  readonly mayAsk: boolean;
}

export interface SheetHere extends KnownSheet {
  /** what it is called in its spreadsheet: the same one brought again is the same sheet */
  readonly form: string;
  /** whoever wrote it may not ask: it is only proposed */
  readonly isProposal: boolean;
}

/** What bringing a spreadsheet would ask. */
export interface QuestionsPlan {
  readonly name: string;
  readonly title: string;
  readonly questions: readonly PlannedQuestion[];
  /** of the sheet as it is here: they would not be asked any more */
  readonly gone: readonly Question[];
  readonly left: readonly LeftOut[];
  /** the sheet that it is brought over; null: a new one */
  readonly over: Pick<SheetHere, 'id' | 'title' | 'about' | 'mesa'> | null;
  readonly main: SheetHere['sheet']['main'];
  /** of what would be written */
  readonly seen: Digest;
}

export interface PlannedQuestion extends Question {
  /** of the spreadsheet */
  readonly row: number;
  readonly state: 'new' | 'changed' | 'same';
}

/** Of a new sheet, which form asks it, and for which mesa; of one brought again, they stay. */
export interface QuestionsChoice {
  readonly about: string;
  readonly mesa: number | null;
}

/** Somebody who may ask has to bring them. */
type NotAsker = { readonly type: 'questionsNotYours' };
type PlanMoved = { readonly type: 'spreadsheetMoved' };

export type QuestionsProblem = EngineProblem | XlsformProblem | NotAsker;

export interface QuestionsEngine {
  questions(): Promise<QuestionsView>;
  /** Changes nothing. */
  planQuestions(name: string, bytes: Uint8Array): Promise<Result<QuestionsPlan, QuestionsProblem>>;
  /** Writes what was looked at. @param undone the reason with which a new sheet goes to the bin if it is taken back */
  takeQuestions(
    name: string,
    bytes: Uint8Array,
    choice: QuestionsChoice & { readonly seen: Digest; readonly undone: string },
  ): Promise<Result<Saved, QuestionsProblem | PlanMoved>>;
  /** Asks the questions of a sheet, or does not ask them any more. */
  settleQuestions(id: RecordId, isAsked: boolean): Promise<Result<Saved, EngineProblem>>;
}
