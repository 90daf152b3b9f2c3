// The engine's door for paper and spreadsheets.

import type { RecordId } from '#shared/base/ids.ts';
import type { Result } from '#shared/base/result.ts';
import type { Language } from '#shared/mechanism/language.ts';
import type { Handout } from '#shared/report/handout.ts';
import type { Paper } from '#shared/report/printed-page.ts';
import type { RecordReader } from '#shared/report/record-document.ts';
import type { EngineProblem } from './engine-problem.ts';
import type { GoOn, MadeReport } from './report-views.ts';

export interface FormChoice {
  readonly kind: string;
  readonly language: Language;
  readonly paper: Paper;
}

/** Nothing of the record may be read by whom it was asked for. */
type ReaderProblem = { readonly type: 'nothingForReader' };
type MadeError = Extract<MadeReport, { readonly ok: false }>['error'];

export type SavedPage = Promise<Result<{ readonly name: string } | null, EngineProblem | MadeError | ReaderProblem>>;

export interface PaperEngine {
  /** Sheets for a workshop as a PDF; null: the person changed their mind. */
  saveHandout(handout: Handout, goOn?: GoOn): Promise<MadeReport>;
  /** A blank form as a PDF, to be filled in by hand; null: the person changed their mind. */
  saveForm(choice: FormChoice, goOn?: GoOn): Promise<MadeReport>;
  /** One record as a PDF, with what this reader may read of it. */
  saveRecordPage(id: RecordId, reader: RecordReader, goOn?: GoOn): SavedPage;
}
