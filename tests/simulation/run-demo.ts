// `npm run demo` as a process of its own, into a folder.

import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

export const run = promisify(execFile);
export const ROOT = join(import.meta.dirname, '../..');

export interface DemoRun {
  readonly code: number;
  /** what it printed, its complaints last */
  readonly output: string;
}

export async function runDemo(folder: string, ...args: readonly string[]): Promise<DemoRun> {
  try {
    const { stdout } = await run(process.execPath, [join(ROOT, 'scripts/demo.ts'), '--out', folder, ...args]);
    return { code: 0, output: stdout };
  } catch (failure) {
    const { code, stdout, stderr } = failure as { code: number; stdout: string; stderr: string };
    return { code, output: stdout + stderr };
  }
}

export const readJson = async <T>(path: string): Promise<T> => JSON.parse(await readFile(path, 'utf8')) as T;
