// The app as electron-builder packs it, in a folder of its own, with a shell in place of Electron (scripts/pack.ts):
// once for Linux, once for macOS. What only a real binary shows is not shown here (README).

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { extractFile, listPackage, statFile } from '@electron/asar';
import { getCurrentFuseWire } from '@electron/fuses';

const root = join(import.meta.dirname, '..', '..');

export interface Packed {
  readonly linux: string;
  /** Chasqui.app */
  readonly mac: string;
  readonly remove: () => void;
}

export function packOnce(): Packed {
  const folder = mkdtempSync(join(tmpdir(), 'chasqui-packed-'));
  const PATH = [join(root, 'node_modules', '.bin'), process.env['PATH']].join(delimiter);
  execFileSync(process.execPath, [join(root, 'scripts', 'pack.ts'), '--without-electron', folder, '--dir'], {
    cwd: root,
    stdio: 'pipe',
    env: { ...process.env, NODE_ENV: 'production', PATH },
  });
  return {
    linux: join(folder, 'linux-unpacked'),
    mac: join(folder, 'mac', 'Chasqui.app'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export interface ArchivedFile {
  readonly name: string;
  readonly bytes: number;
}

/** The files of an archive, by name. */
export function filesIn(archive: string): readonly ArchivedFile[] {
  return listPackage(archive, { isPack: false })
    .map((path) => path.replaceAll('\\', '/').replace(/^\//, ''))
    .flatMap((name) => {
      const found = statFile(archive, name);
      return 'size' in found ? [{ name, bytes: found.size }] : [];
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

export const textIn = (archive: string, name: string): string => extractFile(archive, name).toString('utf8');

/** By the order of the wire, '1' on and '0' off. */
export async function fusesOf(executable: string): Promise<string> {
  const { version: _version, ...wire } = await getCurrentFuseWire(executable);
  return Object.values(wire)
    .map((state) => String.fromCharCode(Number(state)))
    .join('');
}
