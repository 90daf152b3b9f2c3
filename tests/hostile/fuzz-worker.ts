// The fuzzer's worker, with a small heap of its own. It is begun once, makes every door's good inputs once, and is then
// given one door after another. Before each input it writes the input's number where its owner looks, so that one on
// which it hangs or dies is known.

import { parentPort } from 'node:worker_threads';
import { enter, inputOf, type Outcome } from './fuzz.ts';
import { TARGETS } from './targets.ts';

export interface FuzzTask {
  readonly target: string;
  readonly seed: number;
  /** the first number */
  readonly from: number;
  /** when to stop, milliseconds of the epoch; one input at least */
  readonly end: number;
  /** one Int32: the number under way */
  readonly at: SharedArrayBuffer;
}

export interface FuzzReport {
  /** how often each answer was given */
  readonly told: Readonly<Record<string, number>>;
  readonly found: readonly { readonly number: number; readonly outcome: Outcome }[];
  /** the number after the last */
  readonly next: number;
}

/** Inputs between two looks at the clock, where they are cheap. */
const BATCH = 16;

const byName = new Map(TARGETS.map((target) => [target.name, target]));
parentPort?.on('message', (task: FuzzTask) => void work(task).then((report) => parentPort?.postMessage(report)));
parentPort?.postMessage('ready');

async function work({ target: name, seed, from, end, at }: FuzzTask): Promise<FuzzReport> {
  const target = byName.get(name);
  if (target === undefined) throw new Error(`no target ${name}`);
  const place = new Int32Array(at);
  const told: { [answer: string]: number } = {};
  const found: { number: number; outcome: Outcome }[] = [];
  let number = from;
  do {
    Atomics.store(place, 0, number);
    const outcome = await enter(target, inputOf(target, seed, number));
    const answer = outcome.type === 'told' ? (outcome.told ?? 'accepted') : outcome.type;
    told[answer] = (told[answer] ?? 0) + 1;
    if (outcome.type !== 'told') found.push({ number, outcome });
    number++;
  } while ((number - from) % BATCH !== 0 || Date.now() < end);
  return { told, found, next: number };
}
