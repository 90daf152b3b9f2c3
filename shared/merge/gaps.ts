// Stage 4, what never came: numbered changesets make absence visible ("14 to 17 of this shelter").

import type { KeyId } from '../base/ids.ts';
import type { Heads } from '../log/changeset.ts';
import type { AuthorLog, HeldChangeset } from './state.ts';

export interface Gap {
  readonly author: KeyId;
  /** first and last missing number */
  readonly from: number;
  readonly to: number;
}

/**
 * Missing numbers per author, ascending.
 * @param heard heads that others said they had seen: what somebody has and we do not is missing here
 */
export function gapsOf(
  logs: ReadonlyMap<KeyId, AuthorLog>,
  held: readonly HeldChangeset[],
  heard: Heads = {},
): readonly Gap[] {
  const present = new Map<KeyId, Set<number>>();
  // A chain without a gap is not looked through again: there are as many numbers as changesets.
  const seqsOf = (author: KeyId): Set<number> => {
    const seqs = present.get(author) ?? new Set(logs.get(author)?.entries.map(({ seq }) => seq));
    present.set(author, seqs);
    return seqs;
  };
  const last = new Map<KeyId, number>();
  const reach = (author: KeyId, seq: number): void => {
    if (seq > (last.get(author) ?? 0)) last.set(author, seq);
  };
  for (const [author, log] of logs) {
    reach(author, log.entries.at(-1)?.seq ?? 0);
    if (!isWhole(log)) seqsOf(author);
  }
  for (const { author, seq } of held) {
    seqsOf(author).add(seq);
    reach(author, seq);
  }
  for (const [author, { seq }] of Object.entries(heard)) reach(author as KeyId, seq);
  for (const [author, to] of last) if (to > (logs.get(author)?.entries.at(-1)?.seq ?? 0)) seqsOf(author);
  return [...present]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([author, seqs]) => runsMissing(author, seqs, last.get(author) ?? 0));
}

const isWhole = ({ entries, forks }: AuthorLog): boolean =>
  forks.length === 0 && entries.length === (entries.at(-1)?.seq ?? 0);

function runsMissing(author: KeyId, present: ReadonlySet<number>, last: number): readonly Gap[] {
  const gaps: Gap[] = [];
  // Walks what is present, not every number: a claimed head of 2^53 must cost nothing.
  let next = 1;
  for (const seq of [...present].sort((a, b) => a - b)) {
    if (seq > next) gaps.push({ author, from: next, to: seq - 1 });
    next = seq + 1;
  }
  if (last >= next) gaps.push({ author, from: next, to: last });
  return gaps;
}
