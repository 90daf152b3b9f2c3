// What the engine answers about reports: what one would say, and what became of one that was saved.

import type { RecordId } from '#shared/base/ids.ts';
import type { ReportDocument } from '#shared/report/document.ts';
import type { Result } from '#shared/base/result.ts';
import type { ReportSettings } from '#shared/report/reports.ts';
import type { PrintAnswer } from '#shared/wire/printing.ts';
import type { EngineProblem } from './engine-problem.ts';

/** Hears how far it is; `of` null: nobody can say, and `done` are the seconds it has taken. false: the person stopped it. */
export type GoOn = (done: number, of: number | null) => boolean | Promise<boolean>;

export type ReportFormat = 'docx' | 'pdf' | 'geojson';

export interface ReportPreview {
  /** null: it is no text, but points on a map */
  readonly document: ReportDocument | null;
  /** records that it names */
  readonly named: number;
  /** others that it could be about and may not name */
  readonly leftOut: number;
}

export interface NamedRecord {
  readonly id: RecordId;
  readonly title: string;
}

/** Where the new version is made: here with these settings, or in the place that it came from. */
export type AgainFrom =
  | { readonly place: 'reports'; readonly settings: ReportSettings }
  | { readonly place: 'relatoria'; readonly record: RecordId }
  | { readonly place: 'dialogue' }
  | { readonly place: 'records' };

/** The answer of "check this report". */
export type ReportCheck =
  /** no manifest of ours, or its maker is nobody known here */
  | { readonly type: 'unknown'; readonly name: string; readonly isOurs: boolean }
  /** what it says is not what was saved, or the manifest was touched */
  | { readonly type: 'altered'; readonly name: string }
  | { readonly type: 'unchanged'; readonly name: string; readonly records: number; readonly by: string }
  | {
      readonly type: 'older' | 'withdrawn';
      readonly name: string;
      readonly records: number;
      readonly by: string;
      readonly changed: readonly NamedRecord[];
      readonly withdrawn: readonly NamedRecord[];
      readonly notHere: number;
      readonly added: readonly NamedRecord[];
      readonly again: AgainFrom;
    };

/** It was stopped by the person, or is more than one file holds. */
export type ReportProblem =
  | { readonly type: 'reportStopped' }
  | { readonly type: 'spreadsheetTooManyRecords'; readonly most: number };
export type PrintProblem = Extract<PrintAnswer, { readonly ok: false }>['error'];

export type MadeReport = Result<{ readonly name: string } | null, EngineProblem | ReportProblem | PrintProblem>;
