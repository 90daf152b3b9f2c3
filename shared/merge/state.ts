// Stage 4, what is known after taking changesets in, as plain values that any store can hold.
// A cell's state is the set of writes that no other known write replaces. A write that replaces one not yet
// here waits for nothing: every id ever replaced is remembered, so a write that comes late is born replaced.
// The state depends only on the set of admitted changesets: not on order, splitting, repetition or clocks.

import type { ChangesetId, KeyId, RecordId } from '../base/ids.ts';
import type { Json } from '../base/json.ts';
import type { Changeset, ChangesetProblem, ClaimedTime, Head, Heads } from '../log/changeset.ts';
import type { Level } from '../record/definition.ts';

/** One live write of a cell. */
export interface Write {
  readonly id: ChangesetId;
  readonly author: KeyId;
  readonly lamport: number;
  readonly level: Level;
  readonly value: Json;
}

export interface CellState {
  /** greatest (lamport, author, id) first; the first is the one shown */
  readonly writes: readonly Write[];
  /** every write that some known write replaces, come or not; ascending */
  readonly replaced: readonly ChangesetId[];
}

export interface RecordState {
  readonly id: RecordId;
  /** the kind named by the earliest write (least lamport, then id) */
  readonly kind: string;
  readonly kindBy: { readonly lamport: number; readonly id: ChangesetId };
  readonly cells: { readonly [cell: string]: CellState };
  /** authors of any change of it, ascending */
  readonly authors: readonly KeyId[];
  /** every admitted changeset that touches it; ascending */
  readonly changesets: readonly ChangesetId[];
  /** the newest of them, by (lamport, id) */
  readonly last: { readonly lamport: number; readonly id: ChangesetId; readonly at: ClaimedTime };
}

/** One admitted changeset of an author, without its content. */
export interface LogEntry {
  readonly id: ChangesetId;
  readonly seq: number;
  readonly prev: ChangesetId | null;
  readonly lamport: number;
  /** levels whose part is here; a later bundle may bring more */
  readonly here: readonly Level[];
  readonly withheld: readonly Level[];
}

/** What is known of one author's chain. A fork (two bodies for one seq) makes it a tree; both branches stay. */
export interface AuthorLog {
  readonly author: KeyId;
  /** by (seq, id) */
  readonly entries: readonly LogEntry[];
  /** seqs with more than one valid body: the proof of a fork */
  readonly forks: readonly number[];
}

export type HeldReason =
  | { readonly type: 'unknownAuthor'; readonly author: KeyId }
  | { readonly type: 'gap'; readonly author: KeyId; readonly from: number; readonly to: number }
  | { readonly type: 'newerSchema'; readonly schema: number }
  | { readonly type: 'revoked'; readonly author: KeyId; readonly lastGood: number };

export type RefusedReason = ChangesetProblem | { readonly type: 'wrongChain' } | { readonly type: 'practiceMixed' };

/** Kept as it came, and tried again whenever something changes. */
export interface HeldChangeset {
  readonly id: ChangesetId;
  readonly author: KeyId;
  readonly seq: number;
  readonly changeset: Changeset;
  readonly reason: HeldReason;
}

export interface RefusedChangeset {
  readonly id: ChangesetId | null;
  readonly author: KeyId | null;
  readonly reason: RefusedReason;
}

/** Chains by author; a map of them, or whatever makes one when it is asked for. */
export type Logs = Pick<ReadonlyMap<KeyId, AuthorLog>, 'get'>;

/** What a plan is made from: the logs of the authors concerned, the records touched, and all that is held. */
export interface MergeSnapshot {
  readonly logs: Logs;
  readonly records: ReadonlyMap<RecordId, RecordState>;
  readonly held: readonly HeldChangeset[];
}

export const EMPTY_SNAPSHOT = {
  logs: new Map<KeyId, AuthorLog>(),
  records: new Map<RecordId, RecordState>(),
  held: [],
} satisfies MergeSnapshot;

export const headOf = (log: AuthorLog): Head | undefined => {
  const last = log.entries.at(-1);
  return last === undefined ? undefined : { seq: last.seq, id: last.id };
};

export function headsOf(logs: ReadonlyMap<KeyId, AuthorLog>): Heads {
  const heads: { [kid: string]: Head } = {};
  for (const [author, log] of logs) {
    const head = headOf(log);
    if (head !== undefined) heads[author] = head;
  }
  return heads;
}
