// What the engine answers about reviews: the queue of what waits for a reviewer, and what was said of one record.

import type { ReviewState } from '#shared/merge/review.ts';
import type { RecordRow } from './record-views.ts';
import type { AuthorView } from './trust-views.ts';

/** Of the whole record where `field` is ''; else of the cell at that path. */
export interface NoteToWrite {
  readonly field: string;
  readonly words: string;
}

/** So many of the queue are answered at once. */
export const REVIEW_PAGE = 10;

export interface QueueQuery {
  /** working table 1 to 4 */
  readonly mesa?: number;
  readonly country?: string;
  /** entries passed over, and answered at most */
  readonly from?: number;
  readonly count?: number;
}

export interface QueueView {
  /** false: this device decides about nothing, and there is no queue */
  readonly isReviewer: boolean;
  /** answered first, then changed since they were approved, then new; the oldest first */
  readonly entries: readonly QueueEntry[];
  readonly total: number;
  /** what waits by table and by country, whatever is asked for */
  readonly mesas: readonly { readonly mesa: number; readonly records: number }[];
  readonly countries: readonly { readonly country: string; readonly records: number }[];
  /** sent back, and not answered yet */
  readonly returned: number;
  readonly approved: number;
}

export interface QueueEntry {
  readonly row: RecordRow;
  readonly state: 'new' | 'answered' | 'changed' | 'disputed';
  readonly authors: readonly AuthorView[];
}

export interface ReviewView {
  readonly state: ReviewState;
  readonly decisions: readonly {
    readonly decision: string;
    readonly by: AuthorView;
    /** false: said by somebody who may not decide; it changes nothing */
    readonly counts: boolean;
  }[];
  readonly notes: readonly NoteView[];
  /** this device may decide about it */
  readonly mayReview: boolean;
  /** this device wrote in the record, and something is asked of it */
  readonly isAsked: boolean;
  /** the reports in which it was, newest first */
  readonly reports: readonly { readonly name: string; readonly at: string; readonly isSame: boolean }[];
}

export interface NoteView {
  readonly id: string;
  readonly by: AuthorView;
  readonly field: string;
  readonly words: string;
  readonly answer: string;
  readonly answeredBy: AuthorView | null;
  readonly isDone: boolean;
  /** asked by a reviewer; else a comment */
  readonly isAsked: boolean;
}

export interface ReturnedView {
  readonly row: RecordRow;
  /** what is asked and not answered */
  readonly notes: readonly NoteView[];
}
