// The fuzzer's worker, with a small heap of its own. Before each input it writes the input's number where its owner
// looks, so that one on which it hangs or dies is known.

import { parentPort, workerData } from 'node:worker_threads';
import { enter, inputOf, type Outcome } from './fuzz.ts';
import { TARGETS } from './targets.ts';

export interface FuzzTask {
  readonly target: string;
  readonly seed: number;
  readonly from: number;
  readonly count: number;
  /** when to stop all the same, milliseconds of the epoch */
  readonly end: number;
  /** one Int32: the number under way */
  readonly at: SharedArrayBuffer;
}

export interface FuzzReport {
  /** how often each answer was given */
  readonly told: Readonly<Record<string, number>>;
  readonly found: readonly { readonly number: number; readonly outcome: Outcome }[];
}

const { target: name, seed, from, count, end, at } = workerData as FuzzTask;
const target = TARGETS.find((each) => each.name === name);
if (target === undefined) throw new Error(`no target ${name}`);
const place = new Int32Array(at);
const told: { [answer: string]: number } = {};
const found: { number: number; outcome: Outcome }[] = [];
for (let number = from; number < from + count && (number === from || Date.now() < end); number++) {
  Atomics.store(place, 0, number);
  const outcome = await enter(target, inputOf(target, seed, number));
  const answer = outcome.type === 'told' ? (outcome.told ?? 'accepted') : outcome.type;
  told[answer] = (told[answer] ?? 0) + 1;
  if (outcome.type !== 'told') found.push({ number, outcome });
}
parentPort?.postMessage({ told, found } satisfies FuzzReport);
