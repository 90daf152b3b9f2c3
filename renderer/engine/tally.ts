// Counting by many keys at once, each event once for each key: what the numbers of the board, its table and the map
// are made of. Rows are given one by one, so that counting can let other work in between.

import type { SameEvents } from '#shared/merge/same-event.ts';

export interface Tally {
  /** Counts a record under each of the keys, unless another of its event was counted there. */
  add(id: string, keys: Iterable<string>): void;
  count(key: string): number;
  /** with their counts, in the order they came */
  entries(): Iterable<readonly [string, number]>;
}

export function makeTally(events: SameEvents): Tally {
  const counts = new Map<string, number>();
  const counted = new Set<string>();
  return {
    add(id, keys) {
      const event = events.isAny ? events.eventOf(id) : id;
      for (const key of keys) {
        if (event !== id) {
          const once = `${key}\n${event}`;
          if (counted.has(once)) continue;
          counted.add(once);
        }
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    },
    count: (key) => counts.get(key) ?? 0,
    entries: () => counts.entries(),
  };
}
