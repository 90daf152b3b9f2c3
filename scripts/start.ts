// `npm start`: builds what is stale and opens the window, and says in one line what runs it. Where there is no
// display it says so and plays the same job without a window (`npm run demo`), into a folder.

import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { buildIfStale } from './build.ts';
import { findElectron } from './electron-binary.ts';

const root = join(import.meta.dirname, '..');
const args = process.argv.slice(2);

if (hasDisplay()) await openWindow();
else playDemo();

async function openWindow(): Promise<void> {
  await buildIfStale();
  const runner = await findElectron();
  if (runner === undefined) {
    process.exitCode = 1;
    return;
  }
  console.log(`Chasqui runs on ${runner.name}.`);
  const isRoot = process.getuid?.() === 0;
  run(runner.file, [...(isRoot && !runner.isStandin ? ['--no-sandbox'] : []), root, ...args]);
}

function playDemo(): void {
  mkdirSync(join(root, 'out'), { recursive: true });
  const out = args.includes('--out') ? args : ['--out', mkdtempSync(join(root, 'out', 'demo-')), ...args];
  console.log(`There is no display here: playing the demo without a window (npm run demo -- ${out.join(' ')}).`);
  run(process.execPath, [join(import.meta.dirname, 'demo.ts'), ...out]);
}

function run(file: string, given: readonly string[]): void {
  const child = spawn(file, given, { stdio: 'inherit' });
  process.on('SIGINT', () => {}); // a terminal sends it to the child as well
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('error', (error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}

function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}
