// The trust story in a process of its own: every answer is the one told, and what it leaves is there to be looked at.

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readJson, runDemo } from './run-demo.ts';

test('a laptop is held, enrolled, revoked, late and given back its signature, each answered as told', {
  timeout: 120_000,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'chasqui-demo-trust-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const { code, output } = await runDemo(join(folder, 'x'), '--story', 'trust');
  expect([code, output.includes('NOT EQUAL')]).toEqual([0, false]);
  const { lines } = await readJson<{ lines: readonly { told: string; found: string }[] }>(join(folder, 'x/trust.json'));
  expect(lines.map(({ found }) => found)).toEqual(lines.map(({ told }) => told));
  expect(lines.length).toBeGreaterThan(15);
  expect((await readdir(join(folder, 'x/trust'))).sort()).toEqual([
    'answer.json',
    'credential.json',
    'invitation.txt',
    'roster-1.json',
    'roster-2.json',
  ]);
});
