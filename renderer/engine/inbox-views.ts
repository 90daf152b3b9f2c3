// What the engine answers for the inbox: what came, what disagrees, what may be one event.

import type { ChangesetId, Digest, RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import type { ClaimedTime } from '#shared/log/changeset.ts';
import type { DuplicateReason } from '#shared/merge/likeness.ts';
import type { WaitingBundle } from './bin-views.ts';
import type { HeldGroup, MissingView, TakeInReport } from './carry-views.ts';
import type { RecordRow } from './record-views.ts';
import type { AuthorView } from './trust-views.ts';

/** What the inbox is made of: of each part how many there are, and a page of them. */
export interface InboxParts {
  /** the newest first */
  readonly takenIn: TakeInReport & { readonly at: string };
  /** not taken in, for they would hide much: a person looks first */
  readonly waiting: WaitingBundle;
  /** one for each author and reason */
  readonly held: HeldGroup;
  readonly missing: MissingView;
  /** what this device asks others to bring */
  readonly asking: {
    readonly device: AuthorView;
    readonly changesets: number;
    readonly files: number;
    /** whether it lies in the device's out-tray at a letterbox */
    readonly isPosted: boolean;
    /** whether a bundle can be sealed for that device */
    readonly canAsk: boolean;
  };
  /** attachments that did not come */
  readonly missingFiles: {
    readonly digest: Digest;
    readonly row: RecordRow;
    readonly size: number;
    /** whose record names it */
    readonly author: AuthorView;
    /** who carried it on, or brought it here */
    readonly hadBy: readonly AuthorView[];
  };
  /**
   * devices of the mechanism that were silent for a week or more, the longest silent first; none where this device
   * coordinates nobody
   */
  readonly silence: {
    readonly author: AuthorView;
    /** by this device's clock; null: nothing ever came */
    readonly arrived: ClaimedTime | null;
    readonly days: number | null;
    /** by its own clock, of the last changeset that is here */
    readonly claimed: ClaimedTime | null;
  };
  /** those of the newest records first */
  readonly conflicts: { readonly row: RecordRow; readonly cell: string; readonly authors: readonly AuthorView[] };
  /** two or more conflicts between the very same authors, the most first */
  readonly groups: { readonly authors: readonly AuthorView[]; readonly count: number };
  readonly forked: AuthorView;
}

export type InboxPart = keyof InboxParts;

/** So many of a part are answered at once. */
export const INBOX_PAGE = 10;

/** Entries by part. */
export type InboxEntries = { readonly [Part in InboxPart]: readonly InboxParts[Part][] };

/** Of each part its first page. */
export interface InboxView extends InboxEntries {
  readonly counts: Readonly<Record<InboxPart, number>>;
  /** changesets held, in all groups together */
  readonly heldChangesets: number;
  /** attachments that records here name and that did not come, and that came before their record */
  readonly files: { readonly missing: number; readonly held: number };
}

export interface InboxPage<Part extends InboxPart = InboxPart> {
  readonly total: number;
  readonly entries: readonly InboxParts[Part][];
}

/** Where a conflict stands among those that wait. */
export interface ConflictPlace {
  readonly number: number;
  readonly of: number;
  /** the one to look at after it; null: it is the only one */
  readonly next: { readonly record: RecordId; readonly cell: string } | null;
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
