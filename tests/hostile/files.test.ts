// Every hostile file, read by a process with little memory: each is said to be what it is, soon, and takes no more
// than a laptop has.

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hostileFiles } from './files.ts';
import type { Line } from './files-child.ts';

/** Of processor time: how busy the machine is does not count. */
const MOST_MS = 2000;
const MOST_MIB = 256;
const files = await hostileFiles();
const folder = mkdtempSync(join(tmpdir(), 'chasqui-hostile-'));
const nameOf = (at: number): string => String(at).padStart(4, '0');
let lines: readonly Line[] = [];

beforeAll(async () => {
  for (const [at, { file, asked }] of files.entries()) {
    writeFileSync(join(folder, nameOf(at)), file);
    writeFileSync(join(folder, `${nameOf(at)}.json`), JSON.stringify(asked));
  }
  const child = join(import.meta.dirname, 'files-child.ts');
  const { stdout } = await promisify(execFile)(process.execPath, ['--max-old-space-size=128', child, folder], {
    maxBuffer: 64 * 1024 * 1024,
  });
  lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('there are at least 300, and no two are alike', () => {
  expect(files.length).toBeGreaterThanOrEqual(300);
  expect(new Set(files.map(({ name }) => name)).size).toBe(files.length);
  expect(lines.length).toBe(files.length);
});

test.each(files.map(({ name, says }, at) => ({ name, says, at })))('$name', ({ says, at }) => {
  expect(lines[at]?.says).toEqual(says);
});

test(`none takes more than ${MOST_MS} ms, and the process never holds more than ${MOST_MIB} MiB`, () => {
  expect(lines.filter(({ ms }) => ms > MOST_MS).map(({ name }) => files[Number(name)]?.name)).toEqual([]);
  expect(Math.max(...lines.map(({ mostMiB }) => mostMiB))).toBeLessThan(MOST_MIB);
});
