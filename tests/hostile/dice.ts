// Numbers that look like chance and are the same on every machine: splitmix32.

export type Dice = (below: number) => number;

export function diceOf(...seed: readonly (number | string)[]): Dice {
  let state = 0;
  for (const char of seed.join(' ')) state = Math.imul(state ^ char.charCodeAt(0), 0x01000193) >>> 0;
  return (below) => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) % below;
  };
}

/** One of them; there is at least one. */
export const oneOf = <T>(dice: Dice, list: readonly T[]): T => list[dice(list.length)] as T;
