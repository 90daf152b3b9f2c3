// What a paged map keeps in memory of each of its values, in a form that takes little; written again, it must say what
// it said.

export interface Summaries<S, Kept> {
  /** as everybody sees them */
  readonly kept: Kept;
  has(key: string): boolean;
  put(key: string, summary: S): void;
  delete(key: string): void;
  /** As it was put; only of one that is there. */
  whole(key: string): S;
}

/** A form and back. */
export interface SummaryForm<S, Short> {
  readonly keep: (summary: S) => Short;
  readonly whole: (kept: Short) => S;
}

export function makeSummaries<S, Short>({
  keep,
  whole,
}: SummaryForm<S, Short>): Summaries<S, ReadonlyMap<string, Short>> {
  const kept = new Map<string, Short>();
  return {
    kept,
    has: (key) => kept.has(key),
    put: (key, summary) => void kept.set(key, keep(summary)),
    delete: (key) => void kept.delete(key),
    whole: (key) => whole(kept.get(key) as Short),
  };
}
