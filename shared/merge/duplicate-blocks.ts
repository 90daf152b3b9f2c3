// Stage 4, which records are compared at all. Each record stands in a few blocks; only records of one block are
// compared, and a block of more than MOST_IN_BLOCK compares nobody: what so many have in common tells nothing.
// `BlockTable` keeps the blocks in flat arrays: at a hundred thousand records there are two million entries, and
// as objects they would cost ten times the memory. Two keys that hash alike share a block, which costs a few
// comparisons and changes no answer but at the cap.

import { NEAR_DAYS, NO_DAY, type Traits } from './likeness.ts';

export const MOST_IN_BLOCK = 32;

/** So many names and pairs of words of a long title are used. */
const MOST_NAMES = 6;
const MOST_PAIRED = 5;
const MOST_WITH_PLACE = 3;
/** A period of more months has no month of its own. */
const MOST_MONTHS = 3;
const DAYS_IN_MONTH = 30;

/** Hashes, each once. Blocks: the whole title; a name; two words; two words or a name, and the month or country; the organisation or place, and the month. */
export function blockKeysOf(traits: Traits): readonly number[] {
  const { kind, title, names, usual, countries, places, organisation } = traits;
  const keys = new Set<number>();
  const add = (family: number, ...parts: readonly number[]): void => void keys.add(mixed([family, kind, ...parts]));
  if (title !== 0) keys.add(titleKeyOf(traits));
  for (const name of names.slice(0, MOST_NAMES)) add(2, name);
  const pairs = pairsOf([...names.slice(0, MOST_PAIRED), ...usual].slice(0, MOST_PAIRED));
  for (const [a, b] of pairs) add(3, a, b);
  const telling = [...names.map((name): readonly number[] => [name]), ...pairs].slice(0, MOST_WITH_PLACE);
  for (const country of countries.slice(0, 2)) for (const parts of telling) add(4, country, ...parts);
  for (const month of monthsOf(traits)) {
    for (const parts of telling) add(5, month, ...parts);
    if (organisation.length > 0) add(6, month, ...organisation);
    for (const where of (places.length > 0 ? places : countries).slice(0, 2)) add(7, month, where);
  }
  if (traits.dayOfYear !== 0) for (const parts of telling.slice(0, 1)) add(8, traits.dayOfYear, ...parts);
  return [...keys];
}

/** The block of those with the very same title; of no use where there is no title. */
export const titleKeyOf = ({ kind, title }: Traits): number => mixed([1, kind, title]);

/** Stretches of thirty days that it may touch: two people's memory of a day may fall into two of them. */
function monthsOf({ first, last }: Traits): readonly number[] {
  if (first === NO_DAY) return [];
  const from = Math.floor((first - NEAR_DAYS) / DAYS_IN_MONTH);
  const to = Math.floor((last + NEAR_DAYS) / DAYS_IN_MONTH);
  return to - from >= MOST_MONTHS ? [] : Array.from({ length: to - from + 1 }, (_, at) => from + at);
}

const pairsOf = (words: readonly number[]): readonly (readonly [number, number])[] =>
  words.flatMap((a, at) => words.slice(at + 1).map((b): readonly [number, number] => (a < b ? [a, b] : [b, a])));

function mixed(parts: readonly number[]): number {
  let hash = 0x811c9dc5;
  for (const part of parts) {
    hash = Math.imul(hash ^ part, 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    hash ^= hash >>> 13;
  }
  return hash >>> 2 || 1;
}

export interface BlockTable {
  /** Answers how many the block holds now. */
  add(key: number, slot: number): number;
  /** Answers how many are left; the slot must be in the block. */
  remove(key: number, slot: number): number;
  sizeOf(key: number): number;
  /** in no order that means anything */
  membersOf(key: number): readonly number[];
  /** bytes of its arrays */
  readonly bytes: number;
}

/**
 * Open addressing; each block is a chain of entries. A block that was emptied keeps its place.
 * @param records to make room for at once: growing later costs tens of milliseconds at a hundred thousand
 */
export function makeBlockTable(records: number): BlockTable {
  const room = 2 ** Math.ceil(Math.log2(Math.max(LEAST_ROOM, records * BLOCKS_EACH)));
  let keys = new Int32Array(room);
  let heads = new Int32Array(room).fill(NONE);
  let sizes = new Int32Array(room);
  let used = 0;
  let slots = new Int32Array(Math.max(LEAST_ROOM, records * ENTRIES_EACH));
  let nexts = new Int32Array(slots.length);
  let entries = 0;
  let free = NONE;

  /** Where the key is, or would be. */
  function placeOf(key: number): number {
    const mask = keys.length - 1;
    let at = (Math.imul(key, 0x9e3779b1) >>> 7) & mask;
    while (keys[at] !== 0 && keys[at] !== key) at = (at + 1) & mask;
    return at;
  }

  function growTable(): void {
    const before = { keys, heads, sizes };
    keys = new Int32Array(before.keys.length * 2);
    heads = new Int32Array(keys.length).fill(NONE);
    sizes = new Int32Array(keys.length);
    used = 0;
    for (let at = 0; at < before.keys.length; at++) {
      const key = before.keys[at] ?? 0;
      if (key === 0 || before.sizes[at] === 0) continue; // here emptied blocks go
      const to = placeOf(key);
      keys[to] = key;
      heads[to] = before.heads[at] ?? NONE;
      sizes[to] = before.sizes[at] ?? 0;
      used++;
    }
  }

  function newEntry(): number {
    if (free !== NONE) {
      const entry = free;
      free = nexts[entry] ?? NONE;
      return entry;
    }
    if (entries === slots.length) {
      slots = grown(slots);
      nexts = grown(nexts);
    }
    return entries++;
  }

  return {
    add(key, slot) {
      if (used * 4 >= keys.length * 3) growTable();
      const at = placeOf(key);
      if (keys[at] === 0) {
        keys[at] = key;
        used++;
      }
      const entry = newEntry();
      slots[entry] = slot;
      nexts[entry] = heads[at] ?? NONE;
      heads[at] = entry;
      sizes[at] = (sizes[at] ?? 0) + 1;
      return sizes[at] ?? 0;
    },
    remove(key, slot) {
      const at = placeOf(key);
      let before = NONE;
      let entry = heads[at] ?? NONE;
      while (entry !== NONE && slots[entry] !== slot) {
        before = entry;
        entry = nexts[entry] ?? NONE;
      }
      if (entry === NONE) return sizes[at] ?? 0;
      const after = nexts[entry] ?? NONE;
      if (before === NONE) heads[at] = after;
      else nexts[before] = after;
      nexts[entry] = free;
      free = entry;
      sizes[at] = (sizes[at] ?? 0) - 1;
      return sizes[at] ?? 0;
    },
    sizeOf: (key) => sizes[placeOf(key)] ?? 0,
    membersOf(key) {
      const members: number[] = [];
      for (let entry = heads[placeOf(key)] ?? NONE; entry !== NONE; entry = nexts[entry] ?? NONE) {
        members.push(slots[entry] ?? 0);
      }
      return members;
    },
    get bytes() {
      return 4 * (keys.length + heads.length + sizes.length + slots.length + nexts.length);
    },
  };
}

const NONE = -1;
const LEAST_ROOM = 1 << 10;
/** Measured on titles as people write them: ten blocks a record, a third of them free; eighteen entries. */
const BLOCKS_EACH = 10;
const ENTRIES_EACH = 18;

function grown(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.ceil(array.length * 1.5));
  larger.set(array);
  return larger;
}
