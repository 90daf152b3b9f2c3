// A letterbox as a process of its own, on a folder or on a bucket, and how much memory it takes; and beside it @tus/server
// with the store that comes with it.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { S3Facts } from '#secretariat/s3-client.ts';

const MAIN = fileURLToPath(new URL('../../secretariat/main.ts', import.meta.url));
const PLAIN = fileURLToPath(new URL('./plain-tus.ts', import.meta.url));

export interface LoadedServer {
  readonly url: string;
  /** MiB now; undefined where the system does not tell (it is Linux that does) */
  readonly memory: () => Promise<number | undefined>;
  /** MiB, the most that it had */
  readonly peak: () => Promise<number | undefined>;
  /** lines of its log with this code */
  readonly count: (code: string) => number;
  readonly stop: () => Promise<void>;
}

/** With so little room for V8, what grows is what the letterbox holds, and not what Node has not collected yet. */
const SMALL_HEAP = ['--max-old-space-size=64', '--max-semi-space-size=4'];

export const startInSmallHeap = (folder: string, profile: string): Promise<LoadedServer> =>
  started([...SMALL_HEAP, MAIN, '--dir', folder, '--port', '0', '--profile', profile], {});

export function startLetterbox(folder: string, profile: string, s3?: S3Facts): Promise<LoadedServer> {
  const bucket = s3 === undefined ? [] : ['--s3', s3.url, '--bucket', s3.bucket, '--region', s3.region];
  const keys = { CHASQUI_S3_ACCESS_KEY: s3?.accessKey, CHASQUI_S3_SECRET_KEY: s3?.secretKey };
  return started([MAIN, '--dir', folder, '--port', '0', '--profile', profile, ...bucket], keys);
}

export const startPlainTus = (folder: string): Promise<LoadedServer> => started([PLAIN, folder], {});

async function started(args: readonly string[], more: NodeJS.ProcessEnv): Promise<LoadedServer> {
  const env = { ...process.env, ...more };
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], env });
  const ended = once(child, 'exit');
  const counts = new Map<string, number>();
  createInterface({ input: child.stderr }).on('line', (line) => {
    const code = /"code":"(\w+)"/.exec(line)?.[1] ?? 'words';
    counts.set(code, (counts.get(code) ?? 0) + 1);
  });
  const first = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended]);
  const url = String(first[0]);
  if (!url.startsWith('http')) throw new Error('the server did not start');
  const inStatus = async (name: string): Promise<number | undefined> => {
    const text = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    const kilobytes = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1];
    return kilobytes === undefined ? undefined : Math.round(Number(kilobytes) / 1024);
  };
  return {
    url,
    memory: () => inStatus('VmRSS'),
    peak: () => inStatus('VmHWM'),
    count: (code) => counts.get(code) ?? 0,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
