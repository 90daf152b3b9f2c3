// `npm run fuzz -- [--minutes M] [--seed S] [--only TARGET]`: hands wrong inputs to every door in turn until the time
// is over, and prints as JSON how many each was given, in how many seconds, and how many of each answer came. Every
// door has the same time in each round, so a cheap one sees many more inputs than one that unseals. What broke a law,
// hung, or took more than its memory is kept under tests/hostile/found, is read again by every `npm test`, and makes
// the exit code 1. An input is found again by its door, the seed and its number, however long a run was.

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { inputOf } from './fuzz.ts';
import type { FuzzReport, FuzzTask } from './fuzz-worker.ts';
import { TARGETS } from './targets.ts';
import type { Target } from './target.ts';

/** Of one door in one round. */
const TURN_MS = 2000;
/** A busy machine may stand still for long. */
const HUNG_MS = 60_000;
/** Megabytes of the worker's heap. */
const HEAP = 256;

const folder = dirname(fileURLToPath(import.meta.url));
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string', default: String(Math.floor(Date.now() / 1000)) },
    only: { type: 'string' },
  },
});
const [minutes, seed] = [Number(values.minutes), Number(values.seed)];
const targets = TARGETS.filter(({ name }) => values.only === undefined || name === values.only);
if (!(minutes > 0) || !Number.isSafeInteger(seed) || targets.length === 0) {
  console.error(
    `Usage: npm run fuzz -- [--minutes M] [--seed S] [--only ${TARGETS.map(({ name }) => name).join('|')}]`,
  );
  process.exit(2);
}

interface Door {
  readonly target: Target;
  readonly told: { [answer: string]: number };
  /** the number of its next input: so many it was given */
  inputs: number;
  milliseconds: number;
}

const doors = targets.map((target): Door => ({ target, told: {}, inputs: 0, milliseconds: 0 }));
const at = new SharedArrayBuffer(4);
const place = new Int32Array(at);
let found = 0;
let worker = await startWorker();
const end = Date.now() + minutes * 60_000;
while (Date.now() < end) {
  for (const door of doors) if (Date.now() < end) await turn(door);
}
await worker.terminate();

const inputs = doors.reduce((sum, door) => sum + door.inputs, 0);
const byDoor = doors.map(({ target, told, milliseconds, ...door }) => {
  const seconds = Math.round(milliseconds / 1000);
  return [target.name, { inputs: door.inputs, seconds, told }] as const;
});
console.log(JSON.stringify({ seed, minutes, inputs, found, doors: Object.fromEntries(byDoor) }, null, 2));
process.exit(found === 0 ? 0 : 1);

/** One door for its time. An input on which the worker hangs or dies ends the turn and the worker. */
async function turn(door: Door): Promise<void> {
  const began = Date.now();
  Atomics.store(place, 0, door.inputs);
  const task = { target: door.target.name, seed, from: door.inputs, end: Math.min(end, began + TURN_MS), at };
  const report = await reportOf(task);
  door.milliseconds += Date.now() - began;
  if (typeof report === 'string') {
    const reached = Atomics.load(place, 0);
    door.inputs = reached + 1;
    door.told[report] = (door.told[report] ?? 0) + 1;
    await keep(door.target, reached, report);
    await worker.terminate();
    worker = await startWorker();
    return;
  }
  door.inputs = report.next;
  for (const [answer, count] of Object.entries(report.told)) door.told[answer] = (door.told[answer] ?? 0) + count;
  for (const { number, outcome } of report.found) {
    await keep(door.target, number, outcome.type === 'told' ? '' : `${outcome.type}: ${outcome.why}`);
  }
}

/** The report, or how it ended without one. */
function reportOf(task: FuzzTask): Promise<FuzzReport | 'hung' | 'died'> {
  return new Promise((resolve) => {
    let [before, since] = [task.from, Date.now()];
    const watch = setInterval(() => {
      const now = Atomics.load(place, 0);
      if (now !== before) [before, since] = [now, Date.now()];
      else if (Date.now() - since > HUNG_MS) done('hung');
    }, 500);
    const died = (): void => done('died');
    const done = (answer: FuzzReport | 'hung' | 'died'): void => {
      clearInterval(watch);
      worker.off('message', done).off('error', died);
      resolve(answer);
    };
    worker.on('message', done).on('error', died);
    worker.postMessage(task);
  });
}

function startWorker(): Promise<Worker> {
  const made = new Worker(new URL('./fuzz-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: HEAP },
  });
  return new Promise((resolve, reject) => {
    made.once('message', () => {
      made.off('error', reject).on('error', () => undefined); // of later ones its turn is told
      resolve(made);
    });
    made.once('error', reject);
  });
}

async function keep(target: Target, number: number, why: string): Promise<void> {
  found++;
  const name = `${target.name}-${seed}-${number}.bin`;
  await mkdir(join(folder, 'found'), { recursive: true });
  await writeFile(join(folder, 'found', name), inputOf(target, seed, number));
  console.error(`${name}: ${why}`);
}
