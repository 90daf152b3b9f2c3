// Ids as numbers, so that whatever says something of very many of them is a column: a list with a place for each
// number. An id once given a number keeps it as long as the store is open, whatever becomes of what it names.
// Digests (changesets: there are several a record) are kept as their 32 bytes, outside the heap of the engine:
// as texts, each in a map, they took three times that, and a pass of the garbage collector over all of them.
// Law (tests/property/id-numbers): both kinds answer as a plain Map would.

import { base64urlToBytes, bytesToBase64url } from '#shared/base/bytes.ts';
import { ownText } from '#shared/base/own-text.ts';

export interface IdNumbers<Id extends string = string> {
  /** undefined where it was never given one */
  readonly numberOf: (id: string) => number | undefined;
  /** The one it has, or the next. */
  readonly give: (id: string) => number;
  readonly idOf: (number: number) => Id;
}

export function makeIdNumbers(): IdNumbers {
  const numbers = new Map<string, number>();
  const ids: string[] = [];
  return {
    numberOf: (id) => numbers.get(id),
    give(id) {
      const known = numbers.get(id);
      if (known !== undefined) return known;
      const own = ownText(id);
      numbers.set(own, ids.length);
      return ids.push(own) - 1;
    },
    idOf: (number) => ids[number] as string,
  };
}

/** Bytes of a digest, and the words of four that are compared. */
const BYTES = 32;
const WORDS = 8;
const LEAST_ROOM = 1024;
/** Places for each digest: with half of them free, one is found within a few steps. */
const PLACES = 2;

/** @returns numbers of ids of 32 bytes; another id has none, and is given none */
export function makeDigestNumbers<Id extends string>(): IdNumbers<Id> {
  let room = LEAST_ROOM;
  let digests = new Uint32Array(room * WORDS);
  /** number + 1 of the digest at a place; 0: free */
  let places = new Uint32Array(room * PLACES);
  let count = 0;

  /** Where it is, or would be. Digests are random already: a word of one is as good as any hash. */
  function placeOf(words: Uint32Array): number {
    const mask = places.length - 1;
    let place = (words[0] as number) & mask;
    for (let at = places[place]; at !== undefined && at !== 0; at = places[place]) {
      if (isAt(at - 1, words)) return place;
      place = (place + 1) & mask;
    }
    return place;
  }

  function isAt(number: number, words: Uint32Array): boolean {
    for (let at = 0; at < WORDS; at++) if (digests[number * WORDS + at] !== words[at]) return false;
    return true;
  }

  function grow(): void {
    room *= 2;
    const before = digests;
    digests = new Uint32Array(room * WORDS);
    digests.set(before);
    places = new Uint32Array(room * PLACES);
    for (let number = 0; number < count; number++) places[placeOf(wordsAt(number))] = number + 1;
  }

  const wordsAt = (number: number): Uint32Array => digests.subarray(number * WORDS, (number + 1) * WORDS);

  return {
    numberOf(id) {
      const words = wordsOf(id);
      const at = words === undefined ? 0 : (places[placeOf(words)] as number);
      return at === 0 ? undefined : at - 1;
    },
    give(id) {
      const words = wordsOf(id);
      if (words === undefined) throw new Error('not an id of 32 bytes');
      const known = places[placeOf(words)] as number;
      if (known !== 0) return known - 1;
      if (count === room) grow();
      digests.set(words, count * WORDS);
      places[placeOf(words)] = count + 1;
      return count++;
    },
    idOf: (number) => bytesToBase64url(new Uint8Array(digests.buffer, number * BYTES, BYTES)) as Id,
  };
}

function wordsOf(id: string): Uint32Array | undefined {
  const bytes = base64urlToBytes(id);
  return bytes?.length === BYTES ? new Uint32Array(bytes.buffer) : undefined;
}

/** Puts a value at its place; a list that were left with holes would become a slow and large one. */
export function setAt<T>(column: T[], at: number, value: T, empty: T): void {
  while (column.length < at) column.push(empty);
  column[at] = value;
}
