// node secretariat/main.ts --dir DIR --port PORT --profile mechanism.json …: runs a letterbox; arguments.ts has the rest.
// node secretariat/main.ts check|retention|export|import …: see commands.ts. CHASQUI_S3_ACCESS_KEY,
// CHASQUI_S3_SECRET_KEY and the limits (limit-settings.ts) stand in the environment.
//
// One line with its address on standard output when it is ready; its log, a JSON line for each event, on
// standard error. SIGTERM and SIGINT end it politely, a second one at once. Exit 0: ended, or all is whole; 1: could not
// start, or not read it all; 2: usage; 3: something is damaged.

import { setTimeout as pause } from 'node:timers/promises';
import { readArguments, USAGE } from './arguments.ts';
import { type Command, commands, notTaken, readProfile } from './commands.ts';
import { codeOf } from './disk/disk.ts';
import { readLimits } from './limit-settings.ts';
import { type LetterboxOptions, type RunningLetterbox, startLetterbox } from './server.ts';

const STARTS = 30;
const START_PAUSE = 2_000; // milliseconds

await run(process.argv.slice(2));

async function run(args: readonly string[]): Promise<void> {
  process.umask(0o077);
  const [name = '', ...rest] = args;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  return command === undefined ? serve(args) : perform(command, rest);
}

async function serve(args: readonly string[]): Promise<void> {
  const given = readArguments(args);
  if (given?.port === undefined || given.profile === undefined || given.places.length > 0) return end(2, USAGE);
  const profile = await readProfile(given.profile);
  if (typeof profile === 'string') return end(2, notTaken(profile).sentence ?? '');
  const limits = readLimits(process.env);
  if (!limits.ok) return end(2, limits.error);
  try {
    const { folder, s3, host, origins, metricsPort, keepMergedDays, settleSeconds } = given;
    const facts = { folder, s3, host, origins, metricsPort, keepMergedDays, port: given.port };
    const writeLog = (line: string): boolean => process.stderr.write(`${line}\n`);
    const limitsHere = { ...limits.value, settleSeconds };
    const letterbox = await startWhenThere({ ...facts, profile, limits: limitsHere, writeLog });
    process.stdout.write(`${letterbox.url}\n`);
    let asked = false;
    const stop = (): void => {
      if (asked) process.exit(1);
      asked = true;
      void letterbox.stop();
    };
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    end(1, `could not start: ${code}`);
  }
}

/** A storage that does not answer may be starting too, or be away for a moment: it is asked for about a minute and more. */
async function startWhenThere(options: LetterboxOptions): Promise<RunningLetterbox> {
  for (let start = 1; ; start++) {
    try {
      return await startLetterbox(options);
    } catch (error) {
      if (codeOf(error) !== 'ESTORE' || start === STARTS) throw error;
      if (start === 1) process.stderr.write('the storage does not answer: it is asked again\n');
      await pause(START_PAUSE);
    }
  }
}

async function perform(command: Command, args: readonly string[]): Promise<void> {
  const given = readArguments(args);
  if (given === undefined) return end(2, USAGE);
  try {
    const { code, sentence } = await command(given, (value) => process.stdout.write(`${JSON.stringify(value)}\n`));
    if (sentence === undefined) process.exitCode = code;
    else end(code, sentence);
  } catch (error) {
    end(1, `could not do it all: ${codeOf(error) ?? 'unreadable'}`);
  }
}

function end(code: number, sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = code;
}
