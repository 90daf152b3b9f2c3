// A copy of the sources in a temporary folder, with the tools' own configuration and node_modules at hand, into which
// a test plants bad files. The real tree is never touched.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const bin = join(root, 'node_modules', '.bin');

export interface Overlay {
  readonly plant: (file: string, code: string) => void;
  /** the standard output of a tool of node_modules/.bin, run there */
  readonly run: (tool: string, args: readonly string[]) => string;
  readonly remove: () => void;
}

/** `copied`: files and folders of the real tree. */
export function makeOverlay(copied: readonly string[]): Overlay {
  const folder = mkdtempSync(join(tmpdir(), 'chasqui-overlay-'));
  for (const path of copied) cpSync(join(root, path), join(folder, path), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  return {
    plant: (file, code) => {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), code);
    },
    run: (tool, args) => {
      const options = { cwd: folder, encoding: 'utf8', maxBuffer: 256 * 2 ** 20 } as const;
      const { stdout, error } = spawnSync(join(bin, tool), args, options);
      if (error !== undefined) throw error;
      return stdout;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
