// Stage 2, how much goes into one changeset. What is signed is refused by every reader beyond the caps of a part
// (changeset.ts) and of a line (bundle/json-lines.ts), and then all that its author writes afterwards is held: so a
// sitting of more is written as several changesets, and a value that none can hold is refused where it is written.

import { textToBytes } from '../base/bytes.ts';
import type { Json } from '../base/json.ts';

interface Weight {
  /** as a part counts */
  readonly characters: number;
  /** bytes in a line, where the part's text is quoted once more */
  readonly bytes: number;
  /** as a part counts, roughly: every value, also inside others */
  readonly values: number;
}

const ONE_VALUE: Weight = { characters: 7_000_000, bytes: 14_000_000, values: 300_000 };
const ONE_SITTING: Weight = { characters: 2_000_000, bytes: 4_000_000, values: 100_000 };
const MOST_CHANGES = 2_000;

/** Whether any changeset can hold a value. */
export const canBeCarried = (value: Json): boolean => isWithin(weightOf(value), ONE_VALUE);

/** Items in their order, in as many sittings as they need; one that fits none alone stands alone. */
export function sittingsOf<Item>(items: Iterable<Item>, valueOf: (item: Item) => Json): readonly (readonly Item[])[] {
  const sittings: Item[][] = [];
  let sum: Weight = { characters: 0, bytes: 0, values: 0 };
  for (const item of items) {
    const weight = weightOf(valueOf(item));
    const last = sittings.at(-1);
    sum = added(sum, weight);
    if (last !== undefined && last.length < MOST_CHANGES && isWithin(sum, ONE_SITTING)) last.push(item);
    else {
      sittings.push([item]);
      sum = weight;
    }
  }
  return sittings;
}

function weightOf(value: Json): Weight {
  const text = JSON.stringify(value);
  return { characters: text.length, bytes: textToBytes(JSON.stringify(text)).length, values: countValues(value) };
}

const countValues = (value: Json): number =>
  typeof value === 'object' && value !== null
    ? Object.values(value).reduce<number>((sum, inner: Json) => sum + countValues(inner), 1)
    : 1;

const added = (a: Weight, b: Weight): Weight => ({
  characters: a.characters + b.characters,
  bytes: a.bytes + b.bytes,
  values: a.values + b.values,
});

const isWithin = (weight: Weight, most: Weight): boolean =>
  weight.characters <= most.characters && weight.bytes <= most.bytes && weight.values <= most.values;
