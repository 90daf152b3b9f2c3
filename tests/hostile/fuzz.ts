// One door and the inputs that a seed makes for it, one by one and always the same: an input is found again by its
// door, its seed and its number.

import { diceOf, oneOf } from './dice.ts';
import { mutate } from './mutate.ts';
import type { Target, Told } from './target.ts';

/** Of the thread's processor time: how busy the machine is does not count. */
const MOST_MS = 2000;

export type Outcome =
  | { readonly type: 'told'; readonly told: Told }
  | { readonly type: 'broken' | 'slow'; readonly why: string };

export function inputOf({ name, good }: Target, seed: number, number: number): Uint8Array<ArrayBuffer> {
  const dice = diceOf(name, seed, number);
  return mutate(oneOf(dice, good), dice, good);
}

export async function enter(target: Target, input: Uint8Array<ArrayBuffer>): Promise<Outcome> {
  const begin = process.threadCpuUsage();
  try {
    const told = await target.enter(input);
    const { user, system } = process.threadCpuUsage(begin);
    const ms = (user + system) / 1000;
    return ms > MOST_MS ? { type: 'slow', why: `${Math.round(ms)} ms` } : { type: 'told', told };
  } catch (error) {
    return { type: 'broken', why: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
}
