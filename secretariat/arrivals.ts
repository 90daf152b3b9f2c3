// In which order things came, so that a reader who goes on from a cursor misses none of them. A name begins with
// twelve digits, and the keys' own order is the order. Two ways to number:
//   counted  one process owns the store: 1, 2, 3 …, and what is there is listed at once.
//   timed    several nodes share a bucket and cannot count together: hundredths of a second by the storage's own clock.
//            Entries may come to light in another order than that of their names, so a list holds back the newest
//            `settleSeconds`. In return an entry counts only when the storage, asked again, lists it within half of
//            that time; one that took longer is written anew under a new name, and the old one is a harmless second.
// No clock of a node or of a device takes part.

import { storeAway } from './s3-client.ts';
import type { ObjectStore } from './store.ts';
import { createBatches, createGate, createTurns } from './turns.ts';

export interface Entry {
  /** behind the number and a dot: the same for the same thing */
  readonly tail: string;
  readonly bytes: (running: number) => Promise<Uint8Array>;
}

export interface Arrivals {
  /** Keeps entries behind all that was listed before; durable and certain to be listed when it answers. */
  readonly append: (prefix: string, entries: readonly Entry[]) => Promise<readonly string[]>;
  readonly list: (prefix: string, after: string, limit: number) => Promise<readonly string[]>;
  /** What is under a prefix, listed or not yet, at most so much. */
  readonly waiting: (prefix: string, limit: number) => Promise<readonly string[]>;
  /** Takes away what could have been listed, up to a name. */
  readonly take: (prefix: string, upTo: string) => Promise<void>;
}

export const runningOf = (name: string): number => Number(name.slice(0, 12));
export const tailOf = (name: string): string => name.slice(13);
export const digitsOf = (running: number): string => String(running).padStart(12, '0');

const PAGE = 1000;

/**
 * `from`: no number is smaller. The last name of an emptied prefix stays, without content, so that the count never
 * goes back.
 */
export function countedArrivals(store: ObjectStore, from = 0): Arrivals {
  const inTurn = createTurns<string>();
  const lastByPrefix = new Map<string, number>();

  return {
    append: (prefix, entries) =>
      inTurn(prefix, async () => {
        let running = lastByPrefix.get(prefix) ?? Math.max(from, runningOf((await allIn(store, prefix)).at(-1) ?? '0'));
        const names: string[] = [];
        for (const { tail, bytes } of entries) {
          const name = `${digitsOf(running + 1)}.${tail}`;
          await store.put(`${prefix}/${name}`, await bytes(running + 1));
          lastByPrefix.set(prefix, ++running);
          names.push(name);
        }
        return names;
      }),
    list: (prefix, after, limit) => store.list(prefix, after, limit),
    waiting: async (prefix, limit) => {
      const names = await store.list(prefix, '', limit);
      const last = names.at(-1);
      const isEmptied = last !== undefined && (await store.size(`${prefix}/${last}`)) === 0;
      return isEmptied ? names.slice(0, -1) : names;
    },
    take: (prefix, upTo) =>
      inTurn(prefix, async () => {
        const names = await allIn(store, prefix);
        for (const name of names.filter((each) => each <= upTo)) {
          if (name !== names.at(-1)) await store.delete(`${prefix}/${name}`);
          else if ((await store.size(`${prefix}/${name}`)) !== 0)
            await store.put(`${prefix}/${name}`, new Uint8Array());
        }
      }),
  };
}

/** Appends that came too late for their names are tried again so often. */
const TRIES = 3;
/** So many entries share a list and two looks at the clock, and so many of them are written at once. */
const [TOGETHER, AT_ONCE] = [64, 8];

/** `time`: milliseconds since 1970 by the storage's own clock, asked anew each time. */
export function timedArrivals(store: ObjectStore, time: () => Promise<number>, settleSeconds: number): Arrivals {
  let last = 0;
  const settledAt = async (): Promise<number> => (await time()) / 10 - settleSeconds * 100;

  const appendOnce = async (prefix: string, entries: readonly Entry[]): Promise<readonly string[] | undefined> => {
    const now = await time();
    const before = digitsOf(Math.max(Math.floor(now / 10), last + 1) - 1);
    const write = createGate(AT_ONCE);
    const names = await Promise.all(
      entries.map(({ tail, bytes }) => {
        last = Math.max(Math.floor(now / 10), last + 1); // two of this node are never in the wrong order
        const running = last;
        const name = `${digitsOf(running)}.${tail}`;
        return write(async () => {
          await store.put(`${prefix}/${name}`, await bytes(running));
          return name;
        });
      }),
    );
    const missing = new Set(names);
    for (let after = before; missing.size > 0; ) {
      const listed = await store.list(prefix, after, PAGE);
      for (const name of listed) missing.delete(name);
      if (listed.length < PAGE) break;
      after = listed.at(-1) ?? after;
    }
    return missing.size === 0 && (await time()) - now <= settleSeconds * 500 ? names : undefined;
  };

  const append = createBatches(TOGETHER, async (prefix: string, entries: readonly Entry[]) => {
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      const names = await appendOnce(prefix, entries);
      if (names !== undefined) return names;
    }
    throw storeAway();
  });

  return {
    append: (prefix, entries) => Promise.all(entries.map((entry) => append(prefix, entry))),
    list: async (prefix, after, limit) => {
      const settled = await settledAt(); // before the list is made: what is older is in it
      return (await store.list(prefix, after, limit)).filter((name) => runningOf(name) <= settled);
    },
    waiting: (prefix, limit) => store.list(prefix, '', limit),
    take: async (prefix, upTo) => {
      const settled = await settledAt();
      for (const name of await allIn(store, prefix)) {
        if (name <= upTo && runningOf(name) <= settled) await store.delete(`${prefix}/${name}`);
      }
    },
  };
}

async function allIn(store: ObjectStore, prefix: string): Promise<readonly string[]> {
  const names: string[] = [];
  for (;;) {
    const page = await store.list(prefix, names.at(-1) ?? '', PAGE);
    names.push(...page);
    if (page.length < PAGE) return names;
  }
}
