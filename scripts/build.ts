// Builds the app into out/: the page, the main process and the preload (see vite.config.ts, vite.node.config.ts).
// `buildIfStale` does it only when a source, a dependency or a configuration changed since the last build.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '..');
const sources = [
  'electron',
  'package-lock.json',
  'package.json',
  'renderer',
  'resources',
  'shared',
  'vite.config.ts',
  'vite.node.config.ts',
];
const stamp = join(root, 'out', 'built-from');
const results = ['out/renderer/index.html', 'out/main/main.js', 'out/preload/preload.cjs'];

export async function buildIfStale(): Promise<void> {
  const isFresh =
    results.every((file) => existsSync(join(root, file))) &&
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === fingerprint();
  if (!isFresh) await buildApp();
}

export async function buildApp(): Promise<void> {
  const before = fingerprint();
  rmSync(stamp, { force: true });
  const started = performance.now();
  await build({ root: join(root, 'renderer'), configFile: join(root, 'vite.config.ts'), logLevel: 'warn' });
  for (const mode of ['main', 'preload']) {
    await build({ root, configFile: join(root, 'vite.node.config.ts'), mode, logLevel: 'warn' });
  }
  mkdirSync(join(root, 'out'), { recursive: true });
  writeFileSync(stamp, before);
  console.log(`Built in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
}

/** Of every source's name, size and time of change. */
function fingerprint(): string {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of filesOf(join(root, source)).sort()) {
      const { size, mtimeMs } = statSync(file);
      hash.update(`${file}\0${size}\0${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

function filesOf(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

if (import.meta.main) await buildApp();
