// What the engine answers for the inbox: what came, what disagrees, what may be one event.

import type { ChangesetId, RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import type { ClaimedTime } from '#shared/log/changeset.ts';
import type { DuplicateReason } from '#shared/merge/likeness.ts';
import type { HeldView, MissingView, TakeInReport } from './carry-views.ts';
import type { RecordRow } from './record-views.ts';
import type { AuthorView } from './trust-views.ts';

export interface InboxView {
  readonly takenIn: readonly (TakeInReport & { readonly at: string })[];
  readonly held: readonly HeldView[];
  readonly missing: readonly MissingView[];
  /** attachments that records here name and that did not come, and that came before their record */
  readonly files: { readonly missing: number; readonly held: number };
  readonly conflicts: readonly {
    readonly row: RecordRow;
    readonly cell: string;
    readonly authors: readonly AuthorView[];
  }[];
  readonly forked: readonly AuthorView[];
}

export interface ConflictView {
  readonly row: RecordRow;
  readonly cell: string;
  readonly base: Json | undefined;
  readonly sides: readonly {
    readonly changeset: ChangesetId;
    readonly author: AuthorView;
    readonly claimed: ClaimedTime;
    readonly value: Json;
  }[];
}

export type RecordPair = readonly [RecordId, RecordId];

export type Judgement = 'same' | 'different';

export interface DuplicatesView {
  /** the likeliest first; not all of `total` */
  readonly pairs: readonly {
    readonly a: RecordRow;
    readonly b: RecordRow;
    readonly reasons: readonly DuplicateReason[];
  }[];
  readonly total: number;
  /** records compared so far, and how many there are */
  readonly compared: number;
  readonly of: number;
  /** records whose title too many have: they were not compared by it */
  readonly crowded: number;
}

export interface PairView {
  readonly sides: readonly [PairSide, PairSide];
  /** empty where the two are no longer alike */
  readonly reasons: readonly DuplicateReason[];
  readonly judgement: Judgement | null;
  /** two people said two things of this very pair, and nobody has decided */
  readonly isDisputed: boolean;
}

export interface PairSide {
  readonly row: RecordRow;
  readonly endDate: string;
  readonly places: readonly string[];
  readonly authors: readonly AuthorView[];
}

export interface SameEventView {
  readonly others: readonly RecordRow[];
  /** records it was said to be the same as, here or not: what to take back to part it from the others */
  readonly links: readonly RecordId[];
}
