// What the engine answers about a relatoría, and what it is told to do with one. What consent, sensitivity or review
// forbid to its readers comes without its words.

import type { Result } from '#shared/base/result.ts';
import type { Audience, Denial } from '#shared/report/admission.ts';
import type { Frame } from '#shared/report/lay-out.ts';
import type { ElementForm, Heading, SourceRef } from '#shared/report/relatoria.ts';
import type { SourceState } from '#shared/report/sources.ts';
import type { ShownCount } from '#shared/report/suppression.ts';
import type { EngineProblem } from './engine-problem.ts';
import type { RecordRow } from './record-views.ts';
import type { PrintProblem, ReportProblem } from './report-views.ts';

/** One objective is read at a time, and of what could be written under one of its headings so many texts. */
export interface RelatoriaQuery {
  /** null: the first that has a text, or else something to make one of */
  readonly objective: number | null;
  readonly heading: Heading;
  readonly count: number;
}

export interface RelatoriaView {
  readonly row: RecordRow;
  readonly frame: Frame;
  /** the language it is written in */
  readonly language: string;
  readonly hasDraft: boolean;
  /** in the order of the text, also those of which nothing is said */
  readonly objectives: readonly ObjectiveView[];
  readonly objective: number;
  readonly headings: readonly HeadingView[];
  readonly candidates: readonly CandidateView[];
  /** how many there are, shown or not */
  readonly candidatesInAll: number;
  /** texts that may not be cited under the heading, by why not */
  readonly withheld: readonly { readonly denial: Denial['type']; readonly texts: number }[];
  readonly figures: readonly FigureView[];
  /** records that the whole text rests on */
  readonly records: number;
  readonly loose: number;
  /** sentences whose sources changed or may not be cited any more, or that two rapporteurs wrote differently */
  readonly troubled: number;
}

export interface ObjectiveView {
  readonly objective: number;
  readonly sentences: number;
  /** sentences without a source, and sentences in trouble */
  readonly open: number;
  /** texts of records that could stand in it */
  readonly candidates: number;
}

export interface HeadingView {
  readonly heading: Heading;
  readonly elements: readonly ElementView[];
  readonly candidates: number;
}

export interface ElementView {
  readonly id: string;
  readonly form: ElementForm;
  readonly words: string;
  readonly otherWords: readonly string[];
  readonly sources: readonly SourceView[];
  readonly support: SupportView;
}

export interface SupportView {
  readonly events: number;
  readonly organisations: number;
  readonly subregions: number;
  /** who may read it; of a sentence without sources, everybody */
  readonly audiences: readonly Audience[];
}

export interface SourceView {
  readonly ref: SourceRef;
  /** of its record, in the order in which records are first cited; null: not cited */
  readonly number: number | null;
  readonly kind: string;
  readonly title: string;
  readonly organisation: string;
  readonly countries: readonly string[];
  /** as it is now; '' where it may not be cited */
  readonly words: string;
  readonly isQuote: boolean;
  readonly language: string;
  readonly state: SourceState;
}

export interface CandidateView {
  readonly key: string;
  readonly words: string;
  readonly language: string;
  readonly isQuote: boolean;
  readonly sources: readonly SourceView[];
  readonly support: SupportView;
  /** some sentence of the objective rests on it */
  readonly isUsed: boolean;
}

export interface FigureView {
  readonly name: string;
  readonly count: ShownCount;
  readonly least: number;
}

/** Sentences that rest on what may not be cited any more, or have words that its readers may not read. */
type DocumentProblem = { readonly type: 'sentencesDenied'; readonly sentences: readonly string[] };

/** null: the person changed their mind */
export type SavedRelatoria = Result<
  { readonly name: string } | null,
  EngineProblem | DocumentProblem | PrintProblem | ReportProblem
>;
