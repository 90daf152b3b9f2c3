// The child that is killed (killed-child.ts) as one file: a round would else spend most of its time reading modules.

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

/** @returns its path, inside the checkout: what it imports of packages is found from there */
export async function buildChild(): Promise<{ readonly path: string; readonly remove: () => void }> {
  const root = join(import.meta.dirname, '../..');
  mkdirSync(join(root, '.cache'), { recursive: true });
  const outDir = mkdtempSync(join(root, '.cache', 'faults-'));
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      outDir,
      target: 'node24',
      minify: false,
      ssr: join(import.meta.dirname, 'killed-child.ts'),
      rollupOptions: { output: { entryFileNames: 'killed-child.mjs', codeSplitting: false } },
    },
  });
  return { path: join(outDir, 'killed-child.mjs'), remove: () => rmSync(outDir, { recursive: true, force: true }) };
}
