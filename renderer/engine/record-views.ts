// What the engine answers about records: rows of the list, a record with its cells, its history.

import type { ChangesetId, Digest, RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import type { ClaimedTime } from '#shared/log/changeset.ts';
import type { Level } from '#shared/record/definition.ts';
import type { ReviewState } from '#shared/merge/review.ts';
import type { Translation } from '#shared/merge/translation.ts';
import type { Problem } from '#shared/record/validate.ts';
import type { AuthorView } from './trust-views.ts';
import type { WithdrawalView } from './withdrawal-views.ts';

/** In order: each state contains those before it. */
export type RecordState = 'draft' | 'saved' | 'packed' | 'delivered' | 'merged';

export interface RecordRow {
  readonly id: RecordId;
  readonly kind: string;
  readonly title: string;
  /** as the record says it: YYYY, YYYY-MM, YYYY-MM-DD, --MM-DD or '' */
  readonly date: string;
  readonly objectives: readonly number[];
  readonly countries: readonly string[];
  readonly organisation: string;
  readonly state: RecordState;
  readonly finished: boolean;
  readonly deleted: boolean;
  /** consent to it was taken back, and it was erased here; absent: not */
  readonly withdrawn?: true;
  readonly conflicts: number;
  /** what reviewers decided; absent: nothing */
  readonly review?: ReviewState;
  /** authors other than this device */
  readonly fromOthers: boolean;
  /** lamport of the newest change: larger is later */
  readonly lamport: number;
  /** claimed ISO time of the newest change */
  readonly changedAt: string;
  readonly language: string;
}

/** Which records are meant: the list, the board, its table and the map ask alike. Of several values one is enough. */
export interface RecordFilter {
  readonly kinds?: readonly string[];
  readonly objectives?: readonly number[];
  /** 1 to 4: records that speak of any objective of the mesa */
  readonly mesas?: readonly number[];
  /** ISO codes, or `NO_COUNTRY` */
  readonly countries?: readonly string[];
  /** keys of sub-regions, or `ELSEWHERE` for countries outside the region */
  readonly subregions?: readonly string[];
  /** years, both ends included; a record without a year is in no period */
  readonly fromYear?: number;
  readonly toYear?: number;
  /** only those whose year is not known */
  readonly undated?: boolean;
  readonly states?: readonly RecordState[];
  readonly organisations?: readonly string[];
  /** keys of authors */
  readonly authors?: readonly string[];
  readonly onlyConflicts?: boolean;
  /** not merged by the secretariat */
  readonly notMerged?: boolean;
  readonly withFiles?: boolean;
  /** those in the bin instead of the others */
  readonly deleted?: boolean;
}

/** What one can filter by, as the records here have it. */
export interface FilterChoices {
  readonly organisations: readonly string[];
  readonly authors: readonly AuthorView[];
  /** ascending */
  readonly years: readonly number[];
  readonly saved: readonly SavedFilter[];
}

/** Named by a person; sealed on this device, and never packed. */
export interface SavedFilter {
  readonly id: string;
  readonly name: string;
  /** as it stands in the address of the list */
  readonly search: string;
}

export const NO_COUNTRY = 'none';
export const ELSEWHERE = 'elsewhere';

export interface ListQuery extends RecordFilter {
  readonly text?: string;
  readonly sort?: 'changed' | 'title' | 'date' | 'organisation' | 'kind';
  readonly descending?: boolean;
  readonly from?: number;
  readonly count?: number;
}

export interface ListPage {
  readonly total: number;
  /** what the board counts of them: each event once */
  readonly counted: number;
  readonly rows: readonly RecordRow[];
  /** words were asked for while texts were still being read: `records` is told when more may be found */
  readonly isPartial?: boolean;
}

export interface RecordView {
  readonly row: RecordRow;
  readonly cells: readonly CellView[];
  readonly sections: readonly { readonly key: string; readonly state: 'empty' | 'begun' | 'complete' | 'errors' }[];
  readonly problems: readonly Problem[];
  /** what others, or this device, say that its answers say in other languages; the answers themselves stay in `cells` */
  readonly translations: readonly TranslationView[];
  /** digests of the attachments that are on this device */
  readonly filesHere: readonly Digest[];
  readonly hasDraft: boolean;
  /** true where the last changeset of this record is not this device's own draft and can be edited by anyone enrolled */
  readonly authors: readonly AuthorView[];
  /** levels of which some did not come here, though all was signed: whoever wrote or carried it kept them */
  readonly withheld: readonly Level[];
  /** consent to it, or to some of it, was taken back; absent: it was not */
  readonly withdrawal?: WithdrawalView;
  /** whether this device may take consent to all of it back: it began it, or speaks for whoever did */
  readonly mayWithdraw: boolean;
  /** paths of the answers that this device may take back alone */
  readonly withdrawable: readonly string[];
  /** paths of the answers that were taken back, and are not written again here */
  readonly closed: readonly string[];
}

export interface CellView {
  readonly path: string;
  readonly value: Json;
  readonly level: Level;
  readonly conflict: boolean;
}

export interface TranslationView extends Omit<Translation, 'translator'> {
  readonly translator: AuthorView;
}

export interface HistoryEntry {
  readonly changeset: ChangesetId;
  readonly author: AuthorView;
  readonly claimed: ClaimedTime;
  readonly lamport: number;
  readonly changes: readonly HistoryChange[];
  readonly withheld: readonly Level[];
  readonly bundles: readonly string[];
  /** the ways by which it came here; empty: it was written here, or nobody vouches for who brought it */
  readonly roads: readonly RoadView[];
}

export interface RoadView {
  /** whoever carried it on, from its author's side to ours; empty: its author gave it here itself */
  readonly hops: readonly {
    readonly device: AuthorView;
    /** when it had it, by its own clock; null: it does not say */
    readonly at: ClaimedTime | null;
  }[];
  /** whether the first of them had it from its author */
  readonly isWhole: boolean;
  /** when it came here, by this device's clock */
  readonly arrived: ClaimedTime;
}

export interface HistoryChange {
  readonly path: string;
  readonly before: Json | undefined;
  readonly after: Json;
  /** true: of the record's review, not of the record */
  readonly isReview?: boolean;
  /** it replaced versions that disagreed: a person decided */
  readonly isDecision?: true;
}
