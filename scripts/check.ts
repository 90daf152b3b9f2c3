// `npm run check`: everything about the sources that a machine can see without running them. All of it runs, two at
// a time, and each part prints only when it failed. `npm run check -- types lint` runs the parts named.

import { spawn } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const rooms = ['shared', 'renderer', 'electron', 'secretariat', 'scripts', 'bench', 'tests'];

/** Each part by the command line that fails when it does. */
const parts: Readonly<Record<string, readonly string[]>> = {
  types: ['tsc', '-b'],
  lint: ['oxlint', '--deny-warnings'],
  format: ['biome', 'format', '.'],
  layers: ['depcruise', '--config', '.dependency-cruiser.cjs', ...rooms],
  unused: ['knip'],
  texts: ['node', 'scripts/check-texts.ts'],
};

const asked = process.argv.slice(2);
const names = Object.keys(parts).filter((name) => asked.length === 0 || asked.includes(name));
const waiting = [...names];
const failed: string[] = [];
await Promise.all([worker(), worker()]);
console.log(failed.length === 0 ? `Checked: ${names.join(', ')}.` : `Failed: ${failed.join(', ')}.`);
process.exitCode = failed.length > 0 || names.length === 0 ? 1 : 0;

async function worker(): Promise<void> {
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    const { code, output } = await run(parts[name] ?? []);
    if (code === 0) continue;
    failed.push(name);
    console.log(`── ${name} ──\n${output.trim()}\n`);
  }
}

function run([command = '', ...args]: readonly string[]): Promise<{ code: number; output: string }> {
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
