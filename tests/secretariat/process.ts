// The letterbox as people run it: a process of its own, a real folder, a real socket; and a client that can
// stop anywhere.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Json, parseJson } from '#shared/base/json.ts';

const MAIN = fileURLToPath(new URL('../../secretariat/main.ts', import.meta.url));

export interface LetterboxProcess {
  readonly url: string;
  readonly port: number;
  /** All lines of standard output so far; the first is its address. */
  readonly output: readonly string[];
  readonly signal: (name: NodeJS.Signals) => void;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
}

export interface Ground {
  readonly folder: string;
  readonly start: (port?: number) => Promise<LetterboxProcess>;
  readonly remove: () => Promise<void>;
}

/** A temporary folder with a profile in it; `remove` ends every process that was started there. */
export async function makeGround(profileText: string): Promise<Ground> {
  const ground = await mkdtemp(join(tmpdir(), 'chasqui-letterbox-'));
  const folder = join(ground, 'letterbox');
  const profile = join(ground, 'mechanism.json');
  await writeFile(profile, profileText);
  const started: LetterboxProcess[] = [];
  return {
    folder,
    start: async (port = 0) => {
      const letterbox = await startProcess(['--dir', folder, '--port', `${port}`, '--profile', profile]);
      started.push(letterbox);
      return letterbox;
    },
    remove: async () => {
      for (const letterbox of started) letterbox.signal('SIGKILL');
      await Promise.all(started.map(({ ended }) => ended));
      await rm(ground, { recursive: true, force: true });
    },
  };
}

export async function startProcess(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<LetterboxProcess> {
  const child = spawnMain(args, env);
  const output: string[] = [];
  const lines = createInterface({ input: child.stdout! });
  lines.on('line', (line) => output.push(line));
  const ended = endOf(child);
  const errors: string[] = [];
  child.stderr?.on('data', (data: Buffer) => errors.push(data.toString()));
  await Promise.race([once(lines, 'line'), ended]);
  const url = output[0];
  if (url === undefined) throw new Error(`it did not start: ${await ended} ${errors.join('')}`);
  return { url, port: Number(new URL(url).port), output, signal: (name) => void child.kill(name), ended };
}

/** Runs it where it will not start; its exit code and what it said. */
export async function runProcess(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<{ readonly code: number | string; readonly said: string }> {
  const child = spawnMain(args, env);
  let said = '';
  for (const stream of [child.stderr, child.stdout]) {
    stream?.on('data', (data: Buffer) => {
      said += data.toString();
    });
  }
  return { code: await endOf(child), said };
}

const spawnMain = (args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess =>
  spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });

async function endOf(child: ChildProcess): Promise<number | string> {
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  return code ?? signal ?? 'unknown';
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  readonly json: Json;
}

export interface OpenRequest {
  readonly request: ClientRequest;
  readonly answer: Promise<Answer>;
}

/** Begins a request and leaves its body to the caller. */
export function beginRequest(url: string, method: string, headers: Record<string, string>): OpenRequest {
  const open = request(url, { method, headers, agent: false });
  const answer = new Promise<Answer>((resolve, reject) => {
    open.once('error', reject);
    open.once('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () => {
        const text = Buffer.concat(chunks).toString();
        const parsed = parseJson(text, { size: 10_000_000, depth: 20 });
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text,
          json: parsed.ok ? parsed.value : null,
        });
      });
    });
  });
  answer.catch(() => undefined);
  return { request: open, answer };
}

export function ask(
  url: string,
  method = 'GET',
  headers: Record<string, string> = {},
  body?: Uint8Array,
): Promise<Answer> {
  const { request: open, answer } = beginRequest(url, method, headers);
  open.end(body);
  return answer;
}
