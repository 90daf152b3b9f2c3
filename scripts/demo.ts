// npm run demo -- --out DIR [--story main-job|coordinate|trust|mechanism] [--input FILE] [--suite classic]
// Plays a story without a window, on the product's own code, and leaves everything in DIR to be looked at with
// anyone's own tools: the main job (record, hand over, take in, receipts), coordinating over two hops, trust (enrol, revoke,
// readmit), or the Mechanism's own work and the documents it hands out. The same input gives equal merged records, run after run. Exit 0: the end is as the story told it;
// 1: it is not, and the last lines say what; 2: usage, or an input file that is no list of entries, in one sentence.

import { mkdir, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { playCoordinate } from './demo/coordinate/play.ts';
import { readInput } from './demo/input.ts';
import { playMainJob } from './demo/main-job.ts';
import { playMechanism } from './demo/mechanism/play.ts';
import { playTrust } from './demo/trust/play.ts';

const USAGE =
  'usage: npm run demo -- --out DIR [--story main-job|coordinate|trust|mechanism] [--input FILE] [--suite hybrid|classic]';
const SAMPLES = join(import.meta.dirname, '../resources/samples/real-entries.json');
const STORIES = {
  'main-job': playMainJob,
  coordinate: playCoordinate,
  trust: playTrust,
  mechanism: playMechanism,
} as const;

process.exitCode = await run(process.argv.slice(2));

async function run(args: readonly string[]): Promise<number> {
  const given = readArguments(args);
  if (given === undefined) return complain(2, USAGE);
  const { folder, suite, play } = given;
  const input = await readInput(given.input);
  if (!input.ok) return complain(2, `the input file ${input.error}: ${given.input}`);
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0) return complain(2, `the folder is not empty: ${folder}`);

  say(`Chasqui demo: ${input.value.entries.length} entries, ${suite} sealing`);
  return (await play({ folder, suite, input: input.value, say })) ? 0 : 1;
}

function readArguments(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        out: { type: 'string' },
        story: { type: 'string', default: 'main-job' },
        input: { type: 'string', default: SAMPLES },
        suite: { type: 'string', default: 'hybrid' },
      },
    });
    const { out, input, suite, story } = values;
    if (out === undefined || (suite !== 'hybrid' && suite !== 'classic')) return undefined;
    const play = Object.hasOwn(STORIES, story) ? STORIES[story as keyof typeof STORIES] : undefined;
    return play && ({ folder: resolve(out), input: resolve(input), suite, play } as const);
  } catch {
    return undefined;
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function complain(code: number, line: string): number {
  process.stderr.write(`${line}\n`);
  return code;
}
