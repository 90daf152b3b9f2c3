// `npm run fuzz -- [--minutes M] [--seed S] [--only TARGET]`: hands wrong inputs to every door in turn until the time
// is over, and prints how many of each answer came as JSON. What broke a law, hung, or took more than its memory is
// kept under tests/hostile/found, is read again by every `npm test`, and makes the exit code 1.

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { inputOf } from './fuzz.ts';
import type { FuzzReport, FuzzTask } from './fuzz-worker.ts';
import { TARGETS } from './targets.ts';
import type { Target } from './target.ts';

/** Inputs that one worker is given. */
const SHARE = 2000;
/** Before its first. */
const NONE = -1;
/** A busy machine may stand still for long. */
const HUNG_MS = 60_000;
/** Megabytes of its heap. */
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

const end = Date.now() + minutes * 60_000;
const totals: { [target: string]: { [answer: string]: number } } = {};
let inputs = 0;
let found = 0;
for (let round = 0; Date.now() < end; round++) {
  for (const target of targets) {
    if (Date.now() >= end) break;
    await share(target, round * SHARE);
  }
}
console.log(JSON.stringify({ seed, minutes, inputs, found, told: totals }, null, 2));
process.exit(found === 0 ? 0 : 1);

/** In steps, as an input on which the worker hangs or dies ends its step. */
async function share(target: Target, first: number): Promise<void> {
  const answers = (totals[target.name] ??= {});
  for (let from = first; from < first + SHARE && Date.now() < end; ) {
    const at = new SharedArrayBuffer(4);
    new Int32Array(at)[0] = NONE;
    const report = await runWorker({ target: target.name, seed, from, count: first + SHARE - from, end, at });
    const reached = new Int32Array(at)[0] ?? NONE;
    if (reached === NONE) throw new Error(`the worker did not begin: ${JSON.stringify(report)}`);
    inputs += reached + 1 - from;
    from = reached + 1;
    if (typeof report === 'string') {
      answers[report] = (answers[report] ?? 0) + 1;
      await keep(target, reached, report);
      continue;
    }
    for (const [answer, count] of Object.entries(report.told)) answers[answer] = (answers[answer] ?? 0) + count;
    for (const { number, outcome } of report.found) {
      await keep(target, number, outcome.type === 'told' ? '' : `${outcome.type}: ${outcome.why}`);
    }
  }
}

/** The report, or how it ended without one. */
function runWorker(task: FuzzTask): Promise<FuzzReport | 'hung' | 'died'> {
  const worker = new Worker(new URL('./fuzz-worker.ts', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: HEAP },
  });
  const place = new Int32Array(task.at);
  return new Promise((resolve) => {
    let [before, since] = [NONE, Date.now()];
    const watch = setInterval(() => {
      const now = Atomics.load(place, 0);
      if (now !== before) [before, since] = [now, Date.now()];
      else if (now !== NONE && Date.now() - since > HUNG_MS) done('hung');
    }, 500);
    const done = (answer: FuzzReport | 'hung' | 'died'): void => {
      clearInterval(watch);
      void worker.terminate();
      resolve(answer);
    };
    worker.on('message', done);
    worker.on('error', () => done('died'));
  });
}

async function keep(target: Target, number: number, why: string): Promise<void> {
  found++;
  const name = `${target.name}-${seed}-${number}.bin`;
  await mkdir(join(folder, 'found'), { recursive: true });
  await writeFile(join(folder, 'found', name), inputOf(target, seed, number));
  console.error(`${name}: ${why}`);
}
