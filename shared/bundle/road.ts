// Stage 3, from custody lines to roads: through whose hands a changeset, or a file, came. Read backwards from whoever
// gave it here: a line by that device names the device before it, until the author. Several roads lead to the same
// thing; the shortest that reaches the author is told, else as far as the lines go.

import type { Digest, KeyId } from '../base/ids.ts';
import type { ClaimedTime } from '../log/changeset.ts';
import type { Custody } from './custody.ts';
import { isInRun } from './request.ts';

/** A device that carried something on, and when it had it by its own clock. */
export interface Hop {
  readonly by: KeyId;
  /** null: it gave it here, and no line of it says from whom it came */
  readonly at: ClaimedTime | null;
}

export interface Road {
  /** from the author's side to ours; empty: the author gave it here itself */
  readonly hops: readonly Hop[];
  /** whether the first hop had it from the author */
  readonly isWhole: boolean;
}

/** What a line may be about. */
export type Thing = { readonly author: KeyId; readonly seq: number } | { readonly file: Digest };

interface Step {
  /** the device that had the thing here */
  readonly at: KeyId;
  readonly hops: readonly Hop[];
}

/**
 * @param giver the device whose bundle brought it
 * @param receiver this device
 */
export function roadOf(thing: Thing, author: KeyId, giver: KeyId, receiver: KeyId, lines: readonly Custody[]): Road {
  if (giver === author) return { hops: [], isWhole: true };
  const about = lines.filter((line) => isAbout(line, thing));
  const seen = new Set<KeyId>([receiver, giver]);
  let longest: readonly Hop[] = [{ by: giver, at: null }];
  let front: readonly (Step & { readonly to: KeyId })[] = [{ at: giver, to: receiver, hops: [] }];
  while (front.length > 0) {
    const next: (Step & { readonly to: KeyId })[] = [];
    for (const { at, to, hops } of front) {
      for (const line of about) {
        if (line.by !== at || (line.to !== null && line.to !== to)) continue;
        const longer = [{ by: at, at: line.at }, ...hops];
        if (line.from === author) return { hops: longer, isWhole: true };
        if (seen.has(line.from)) continue;
        seen.add(line.from);
        next.push({ at: line.from, to: at, hops: longer });
      }
    }
    const [first] = next;
    if (first !== undefined) longest = [{ by: first.at, at: null }, ...first.hops];
    front = next;
  }
  return { hops: longest, isWhole: false };
}

const isAbout = ({ runs, files }: Pick<Custody, 'runs' | 'files'>, thing: Thing): boolean =>
  'file' in thing ? files.includes(thing.file) : runs.some((run) => isInRun(run, thing));
