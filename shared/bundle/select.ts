// Stage 3, what a receiver lacks. Incremental selection from the heads it said it has (its *merged* receipts),
// or exactly what its request names. Sending too much is harmless, since taking in is idempotent; sending too
// little must never happen, so a head that we cannot place in our own log brings the author's whole chain.

import type { ChangesetId, KeyId } from '../base/ids.ts';
import type { Head, VerifiedChangeset, Heads } from '../log/changeset.ts';
import { isInRun, type Request, type Run } from './request.ts';

/** As much of a changeset as its place in its author's chain. */
export interface Chained {
  readonly id: ChangesetId;
  readonly author: KeyId;
  readonly seq: number;
  readonly prev: ChangesetId | null;
}

export const chainedOf = ({ id, body }: VerifiedChangeset): Chained => ({
  id,
  author: body.author,
  seq: body.seq,
  prev: body.prev,
});

/**
 * Those that a receiver with these heads does not have yet, in order. `had`: ids that it has for certain
 * (what bundles held whose *merged* receipt came back), so that not even an unplaceable head brings them again.
 */
export function changesetsFor<Entry extends Chained>(
  heads: Heads,
  entries: readonly Entry[],
  had: ReadonlySet<ChangesetId> = new Set(),
): readonly Entry[] {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const known = new Set(had);
  for (const head of Object.values(heads)) {
    // A head that is not here names a branch or a length that is not ours: it tells nothing about what is.
    for (
      let entry = byId.get(head.id);
      entry !== undefined;
      entry = entry.prev === null ? undefined : byId.get(entry.prev)
    ) {
      known.add(entry.id);
    }
  }
  return inChainOrder(entries.filter(({ id }) => !known.has(id)));
}

/** Those that a request names, in order. */
export function changesetsForRequest<Entry extends Chained>(
  request: Pick<Request, 'needs'>,
  entries: readonly Entry[],
): readonly Entry[] {
  return inChainOrder(entries.filter((entry) => request.needs.some((run) => isInRun(run, entry))));
}

/** By author, number, id: the order of a chain. Each once. */
export function inChainOrder<Entry extends Chained>(entries: readonly Entry[]): readonly Entry[] {
  const unique = new Map(entries.map((entry) => [entry.id, entry]));
  return [...unique.values()].sort((a, b) => compare(a.author, b.author) || a.seq - b.seq || compare(a.id, b.id));
}

/** The runs that these make up, by author and number. */
export function runsOf(entries: readonly Chained[]): readonly Run[] {
  const runs: { author: KeyId; from: number; to: number }[] = [];
  for (const { author, seq } of inChainOrder(entries)) {
    const last = runs.at(-1);
    if (last?.author === author && seq <= last.to + 1) last.to = seq;
    else runs.push({ author, from: seq, to: seq });
  }
  return runs;
}

/** The heads of a receiver that had `basis` and then took these in. */
export function headsAfter(basis: Heads, entries: readonly Chained[]): Heads {
  const heads: { [kid: string]: Head } = { ...basis };
  for (const { author, seq, id } of inChainOrder(entries)) {
    const head = Object.hasOwn(heads, author) ? heads[author] : undefined;
    if (head === undefined || seq >= head.seq) heads[author] = { seq, id };
  }
  return heads;
}

/** What these build on and do not bring: each changeset that one of them names as its previous one. */
export function prerequisitesOf(entries: readonly Chained[]): readonly Prerequisite[] {
  const here = new Set(entries.map(({ id }) => id));
  return inChainOrder(entries).flatMap(({ author, seq, prev }) =>
    prev === null || here.has(prev) ? [] : [{ author, seq: seq - 1, id: prev }],
  );
}

export interface Prerequisite {
  readonly author: KeyId;
  readonly seq: number;
  readonly id: ChangesetId;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
