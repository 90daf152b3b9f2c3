// What the engine answers for the inbox: what came, what disagrees, what may be one event.

import type { ChangesetId, Digest, RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import type { ClaimedTime } from '#shared/log/changeset.ts';
import type { DuplicateReason } from '#shared/merge/likeness.ts';
import type { WaitingBundle } from './bin-views.ts';
import type { HeldView, MissingView, TakeInReport } from './carry-views.ts';
import type { RecordRow } from './record-views.ts';
import type { AuthorView } from './trust-views.ts';

export interface InboxView {
  readonly takenIn: readonly (TakeInReport & { readonly at: string })[];
  /** not taken in, for they would hide much: a person looks first */
  readonly waiting: readonly WaitingBundle[];
  readonly held: readonly HeldView[];
  readonly missing: readonly MissingView[];
  /** what this device asks others to bring */
  readonly asking: readonly {
    readonly device: AuthorView;
    readonly changesets: number;
    readonly files: number;
    /** whether it lies in the device's out-tray at a letterbox */
    readonly isPosted: boolean;
    /** whether a bundle can be sealed for that device */
    readonly canAsk: boolean;
  }[];
  /** attachments that records here name and that did not come, and that came before their record */
  readonly files: { readonly missing: number; readonly held: number };
  /** those that did not come; not all of them where they are very many */
  readonly missingFiles: readonly {
    readonly digest: Digest;
    readonly row: RecordRow;
    readonly size: number;
    /** whose record names it */
    readonly author: AuthorView;
    /** who carried it on, or brought it here */
    readonly hadBy: readonly AuthorView[];
  }[];
  /** devices of the mechanism, longest silent first; empty where this device coordinates nobody */
  readonly silence: readonly {
    readonly author: AuthorView;
    /** by this device's clock; null: nothing ever came */
    readonly arrived: ClaimedTime | null;
    readonly days: number | null;
    /** by its own clock, of the last changeset that is here */
    readonly claimed: ClaimedTime | null;
  }[];
  readonly conflicts: readonly {
    readonly row: RecordRow;
    readonly cell: string;
    readonly authors: readonly AuthorView[];
  }[];
  readonly forked: readonly AuthorView[];
}

/** A conflict, or one that was decided: the same sides, to be decided again. */
export interface ConflictView {
  readonly row: RecordRow;
  readonly cell: string;
  readonly base: Json | undefined;
  /** what was said, each once; the one shown first */
  readonly sides: readonly ConflictSide[];
  /** the live writes as they are seen here, ascending: what a decision replaces */
  readonly live: readonly ChangesetId[];
  /** null while it is a conflict */
  readonly decision: {
    readonly author: AuthorView;
    readonly claimed: ClaimedTime;
    readonly value: Json;
    /** what the cell says now, when it was written again since */
    readonly since: Json | undefined;
  } | null;
}

export interface ConflictSide {
  readonly changeset: ChangesetId;
  readonly author: AuthorView;
  /** countries its device was enrolled for: where its author works */
  readonly places: readonly string[];
  readonly claimed: ClaimedTime;
  readonly value: Json;
  /** others who said the same */
  readonly also: readonly AuthorView[];
}

/** The conflicts between the very same authors, those of the newest records first. */
export interface ConflictGroup {
  readonly authors: readonly AuthorView[];
  readonly total: number;
  readonly conflicts: readonly ConflictView[];
}

export interface ConflictDecision {
  readonly record: RecordId;
  readonly cell: string;
  readonly value: Json;
  /** the live writes that were seen: where others stand there by now, nothing is decided */
  readonly seen: readonly ChangesetId[];
  /** where both items of a list are kept: the cells of the others, which are new */
  readonly more?: Readonly<Record<string, Json>>;
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
