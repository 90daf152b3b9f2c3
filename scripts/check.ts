// `npm run check`: everything about the sources that a machine can see without running them. All of it runs, two at
// a time, and each part prints only when it failed. The parts are package.json's `check:…` scripts;
// `npm run check -- types lint` runs those named.

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
const parts = Object.keys(scripts)
  .filter((name) => name.startsWith('check:'))
  .map((name) => name.slice('check:'.length));

const asked = process.argv.slice(2);
const names = parts.filter((name) => asked.length === 0 || asked.includes(name));
const waiting = [...names];
const failed: string[] = [];
await Promise.all([worker(), worker()]);
console.log(failed.length === 0 ? `Checked: ${names.join(', ')}.` : `Failed: ${failed.join(', ')}.`);
process.exitCode = failed.length > 0 || names.length === 0 ? 1 : 0;

async function worker(): Promise<void> {
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    const { code, output } = await run('npm', ['run', '--silent', `check:${name}`]);
    if (code === 0) continue;
    failed.push(name);
    console.log(`── ${name} ──\n${output.trim()}\n`);
  }
}

function run(command: string, args: readonly string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (output += String(data)));
    child.on('error', (error) => resolve({ code: 1, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
