// Stage 4, likely duplicates: pairs of records that may tell of one event, written by different organisations or
// in different languages, ranked, with reasons. Nothing is decided here: a person says "the same event" or
// "another" (same-event.ts), and neither record is deleted.
// Law: what it answers depends on the records in it alone, not on the order in which they came, changed or went.
// A pair is in the answer where the two are of one kind, stand in one block of at most MOST_IN_BLOCK records
// (duplicate-blocks.ts), and are alike enough (likeness.ts). A record is put in and taken out alone.
// What it can see: word forms, accents and capitals; words of one Latin root; some forty words of the field in
// five languages; names, places, organisations, figures; dates as precise as they are given. What it cannot:
// translations of other words; names written in different scripts; an acronym beside the name it stands for;
// Creole titles without names; what stands only in the long answers. Pairs whose only common ground is what very
// many records have in common are not found: `crowded` says how many records have a title of that sort.

import { blockKeysOf, makeBlockTable, MOST_IN_BLOCK, titleKeyOf } from './duplicate-blocks.ts';
import { type Compared, type Likeness, likenessOf, type Traits, traitsOf } from './likeness.ts';

export interface LikelyPair extends Likeness {
  /** the lesser id */
  readonly a: string;
  readonly b: string;
}

export interface Duplicates {
  /** Puts a record in, or its new state in the place of the old. */
  put(id: string, record: Compared): void;
  remove(id: string): void;
  /**
   * The likeliest first; equal ones by their ids.
   * @param isAsked whether a pair is still a question; asked of each pair, the likeliest first
   */
  ranked(limit: number, isAsked: (a: string, b: string) => boolean): Ranked;
  /** records in it */
  readonly size: number;
  /** records that share their title with more than are compared: by it alone they were not */
  readonly crowded: number;
  /** bytes of its flat arrays: most of what it holds */
  readonly bytes: number;
}

export interface Ranked {
  readonly pairs: readonly LikelyPair[];
  /** pairs that are still a question, shown or not */
  readonly total: number;
}

interface Entry {
  readonly id: string;
  readonly traits: Traits;
}

/** @param expected how many records to make room for */
export function makeDuplicates(expected = 0): Duplicates {
  const table = makeBlockTable(expected);
  const entries: (Entry | undefined)[] = [];
  const slots = new Map<string, number>();
  const free: number[] = [];
  /** slot → the slots it is alike to, and how much; both ways */
  const alike = new Map<number, Map<number, number>>();
  let crowded = 0;
  /** until a pair comes or goes */
  let order: readonly SameScore[] | undefined;

  const traitsAt = (slot: number): Traits => (entries[slot] as Entry).traits;

  function compare(a: number, b: number): void {
    if (a === b || alike.get(a)?.has(b) === true) return;
    const score = likenessOf(traitsAt(a), traitsAt(b))?.score;
    if (score === undefined) return;
    order = undefined;
    noted(alike, a).set(b, score);
    noted(alike, b).set(a, score);
  }

  function part(a: number, b: number): void {
    order = undefined;
    for (const [one, other] of [
      [a, b],
      [b, a],
    ] as const) {
      const known = alike.get(one);
      known?.delete(other);
      if (known?.size === 0) alike.delete(one);
    }
  }

  /** A block that is too large now no longer speaks for its pairs; one that became small enough does. */
  function crowd(key: number): void {
    const members = table.membersOf(key);
    const inBlock = new Set(members);
    for (const a of members) {
      for (const b of alike.get(a)?.keys() ?? []) if (inBlock.has(b) && !hasCommonBlock(a, b)) part(a, b);
    }
  }

  function thin(key: number): void {
    const members = table.membersOf(key);
    for (const [at, a] of members.entries()) for (const b of members.slice(at + 1)) compare(a, b);
  }

  function hasCommonBlock(a: number, b: number): boolean {
    const keys = new Set(blockKeysOf(traitsAt(a)));
    return blockKeysOf(traitsAt(b)).some((key) => keys.has(key) && table.sizeOf(key) <= MOST_IN_BLOCK);
  }

  /** Those of one title whose block compares nobody. */
  function crowdWith(traits: Traits): number {
    const size = traits.title === 0 ? 0 : table.sizeOf(titleKeyOf(traits));
    return size > MOST_IN_BLOCK ? size : 0;
  }

  function remove(id: string): void {
    const slot = slots.get(id);
    if (slot === undefined) return;
    const traits = traitsAt(slot);
    const before = crowdWith(traits);
    for (const other of alike.get(slot)?.keys() ?? []) part(slot, other);
    const thinned = blockKeysOf(traits).filter((key) => table.remove(key, slot) === MOST_IN_BLOCK);
    crowded += crowdWith(traits) - before;
    entries[slot] = undefined;
    slots.delete(id);
    free.push(slot);
    for (const key of thinned) thin(key);
  }

  return {
    put(id, record) {
      remove(id);
      const traits = traitsOf(record);
      const slot = free.pop() ?? entries.length;
      entries[slot] = { id, traits };
      slots.set(id, slot);
      const before = crowdWith(traits);
      const keys = blockKeysOf(traits);
      const crowdedKeys = keys.filter((key) => table.add(key, slot) === MOST_IN_BLOCK + 1);
      crowded += crowdWith(traits) - before;
      for (const key of crowdedKeys) crowd(key);
      for (const key of keys) {
        if (table.sizeOf(key) <= MOST_IN_BLOCK) for (const other of table.membersOf(key)) compare(slot, other);
      }
    },
    remove,
    ranked(limit, isAsked) {
      const shown: LikelyPair[] = [];
      let total = 0;
      order ??= inOrder(alike, entries);
      for (const group of order) {
        if (shown.length < limit) sort(group); // what is only counted needs no order
        for (const [a, b] of group.pairs) {
          if (!isAsked(a.id, b.id)) continue;
          total++;
          const likeness = shown.length < limit ? likenessOf(a.traits, b.traits) : undefined;
          if (likeness !== undefined) shown.push({ a: a.id, b: b.id, ...likeness });
        }
      }
      return { pairs: shown, total };
    },
    get size() {
      return slots.size;
    },
    get crowded() {
      return crowded;
    },
    get bytes() {
      return table.bytes;
    },
  };
}

interface SameScore {
  readonly score: number;
  readonly pairs: (readonly [Entry, Entry])[];
  isSorted: boolean;
}

/** The greatest score first. */
function inOrder(
  alike: ReadonlyMap<number, ReadonlyMap<number, number>>,
  entries: readonly (Entry | undefined)[],
): readonly SameScore[] {
  const groups = new Map<number, SameScore>();
  for (const [slot, others] of alike) {
    const a = entries[slot];
    for (const [other, score] of others) {
      const b = entries[other];
      if (a === undefined || b === undefined || a.id > b.id) continue;
      const group = groups.get(score) ?? { score, pairs: [], isSorted: false };
      groups.set(score, group);
      group.pairs.push([a, b]);
    }
  }
  return [...groups.values()].sort((x, y) => y.score - x.score);
}

function sort(group: SameScore): void {
  if (!group.isSorted) group.pairs.sort(([a, b], [c, d]) => byText(a.id, c.id) || byText(b.id, d.id));
  group.isSorted = true;
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function noted(alike: Map<number, Map<number, number>>, slot: number): Map<number, number> {
  const known = alike.get(slot);
  if (known !== undefined) return known;
  const made = new Map<number, number>();
  alike.set(slot, made);
  return made;
}
