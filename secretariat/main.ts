// node secretariat/main.ts --dir DIR --port PORT --profile mechanism.json [--host HOST] [--origin URL …]
// One line with its address on standard output when it is ready; its log, a JSON line for each event, on
// standard error. SIGTERM and SIGINT end it politely, a second one at once. Exit 0: ended; 1: could not start;
// 2: usage.

import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { decodeProfile, type MechanismProfile } from '#shared/log/profile.ts';
import { codeOf } from './disk/disk.ts';
import { startLetterbox } from './server.ts';

const USAGE =
  'usage: node secretariat/main.ts --dir DIR --port PORT --profile mechanism.json [--host HOST] [--origin URL ...]';

interface Arguments {
  readonly folder: string;
  readonly port: number;
  readonly profile: string;
  readonly host: string;
  readonly origins: readonly string[];
}

await run(process.argv.slice(2));

async function run(args: readonly string[]): Promise<void> {
  process.umask(0o077);
  const given = readArguments(args);
  if (given === undefined) return end(2, USAGE);
  const profile = await readProfile(given.profile);
  if (typeof profile === 'string') return end(2, `${USAGE}\nthe profile was not taken: ${profile}`);
  try {
    const { folder, port, host, origins } = given;
    const writeLog = (line: string): boolean => process.stderr.write(`${line}\n`);
    const letterbox = await startLetterbox({ folder, profile, port, host, origins, writeLog });
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

function readArguments(args: readonly string[]): Arguments | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        dir: { type: 'string' },
        port: { type: 'string' },
        profile: { type: 'string' },
        host: { type: 'string', default: '127.0.0.1' },
        origin: { type: 'string', multiple: true, default: [] },
      },
    });
    const { dir, port = '', profile, host, origin } = values;
    const fits = /^\d{1,5}$/.test(port) && Number(port) < 65_536 && origin.every((url) => URL.canParse(url));
    return dir === undefined || profile === undefined || !fits
      ? undefined
      : { folder: dir, port: Number(port), profile, host, origins: origin };
  } catch {
    return undefined;
  }
}

async function readProfile(path: string): Promise<MechanismProfile | string> {
  try {
    const profile = decodeProfile(await readFile(path, 'utf8'));
    return profile.ok ? profile.value : profile.error.type;
  } catch (error) {
    return codeOf(error) ?? 'unreadable';
  }
}

function end(code: number, sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = code;
}
