// How much each device and each organisation has left here, from the names of the index alone: those that are listed,
// and those of this node that are not yet. Today's share is counted beside it, by the day of UTC; a name that tells
// its time counts for today also after a restart (a bucket's do, a folder's do not).

import { type Arrivals, runningOf } from './arrivals.ts';
import { nameToEntry } from './entries.ts';
import { createTurns } from './turns.ts';

export interface Usage {
  readonly bytes: number;
  readonly bundles: number;
}

export interface Counts {
  /** All that is here of a device or an organisation, by its tag. */
  readonly stored: (tag: string) => Usage;
  /** What came of it since midnight UTC. */
  readonly today: (tag: string) => Usage;
  /** Counts what this node has just listed. */
  readonly add: (names: readonly string[]) => void;
  /** Counts what other nodes listed since. */
  readonly refresh: () => Promise<void>;
  /** Counts everything anew: something went. */
  readonly recount: () => Promise<void>;
}

const NOTHING: Usage = { bytes: 0, bundles: 0 };
export const plus = (one: Usage, other: Usage): Usage => ({
  bytes: one.bytes + other.bytes,
  bundles: one.bundles + other.bundles,
});

interface Totals {
  readonly byTag: Map<string, Usage>;
  /** the last name that was counted from a list */
  last: string;
}

const PAGE = 1000;
const DAY = 24 * 60 * 60 * 1000;
/** Names from here on are hundredths of a second since 1970; before it they are counted, 1, 2, 3. */
const TIMED_FROM = 100_000_000_000;

/** `now`: milliseconds since 1970 */
export function createCounts(arrivals: Arrivals, now: () => number): Counts {
  let totals: Totals = { byTag: new Map(), last: '' };
  let today: { readonly day: number; readonly byTag: Map<string, Usage> } = { day: 0, byTag: new Map() };
  const isRecent = new Set<string>();
  const inTurn = createTurns<'list'>();

  const todayNow = (): Map<string, Usage> => {
    const day = Math.floor(now() / DAY);
    if (today.day !== day) today = { day, byTag: new Map() };
    return today.byTag;
  };
  const countToday = (name: string, time: number | undefined): void => {
    if (time !== undefined && Math.floor(time / DAY) === Math.floor(now() / DAY)) count(todayNow(), name);
  };
  const walk = async (into: Totals, isKnown: (name: string) => boolean): Promise<void> => {
    for (;;) {
      const names = await arrivals.list('index', into.last, PAGE);
      for (const name of names) {
        if (!isKnown(name)) count(into.byTag, name);
        into.last = name;
      }
      if (names.length < PAGE) return;
    }
  };

  return {
    stored: (tag) => totals.byTag.get(tag) ?? NOTHING,
    today: (tag) => todayNow().get(tag) ?? NOTHING,
    add: (names) => {
      for (const name of names) {
        countToday(name, now());
        if (name <= totals.last) continue;
        isRecent.add(name);
        count(totals.byTag, name);
      }
    },
    refresh: () =>
      inTurn('list', () =>
        walk(totals, (name) => {
          const isOwn = isRecent.delete(name);
          if (!isOwn) countToday(name, timeOf(name));
          return isOwn;
        }),
      ),
    recount: () =>
      inTurn('list', async () => {
        const anew: Totals = { byTag: new Map(), last: '' };
        await walk(anew, (name) => {
          isRecent.delete(name);
          return false;
        });
        for (const name of isRecent) {
          if (name > anew.last) count(anew.byTag, name);
          else isRecent.delete(name); // it came and went
        }
        totals = anew;
      }),
  };
}

function count(byTag: Map<string, Usage>, name: string): void {
  const entry = nameToEntry(name);
  if (entry === undefined) return;
  for (const tag of [entry.tag, ...(entry.organisation === null ? [] : [entry.organisation])]) {
    byTag.set(tag, plus(byTag.get(tag) ?? NOTHING, { bytes: entry.size, bundles: 1 }));
  }
}

const timeOf = (name: string): number | undefined => (runningOf(name) >= TIMED_FROM ? runningOf(name) * 10 : undefined);
