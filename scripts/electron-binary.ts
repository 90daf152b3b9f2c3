// Which Electron runs the app: the binary that electron's own package has fetched, or can fetch now; where it
// cannot be had (no network, or a network without GitHub), the stand-in for Electron on Debian's Chromium.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureCommands } from './debian.ts';

const root = join(import.meta.dirname, '..');
const electron = join(root, 'node_modules', 'electron');
const source = process.env['ELECTRON_MIRROR'] ?? 'https://github.com/electron/electron/releases/';

export interface Runner {
  readonly file: string;
  /** for the one line that says which runs */
  readonly name: string;
  readonly isStandin: boolean;
}

/** undefined: neither can be had; why has been said. */
export async function findElectron(): Promise<Runner | undefined> {
  const wantsStandin = process.env['CHASQUI_ELECTRON'] === 'stand-in';
  if (!wantsStandin) {
    const file = fetchedBinary() ?? (await fetchBinary());
    if (file !== undefined) return { file, name: 'Electron', isStandin: false };
  }
  if (process.platform !== 'linux') {
    console.error("Electron's binary is not here and could not be fetched: please try again with a network.");
    return undefined;
  }
  if (!ensureCommands(['chromium'], 'to show the window')) return undefined;
  const file = join(root, 'tests', 'standin', 'electron');
  return { file, name: "the stand-in for Electron, on Debian's Chromium", isStandin: true };
}

/** electron's package writes path.txt when its binary is there. */
function fetchedBinary(): string | undefined {
  const pathFile = join(electron, 'path.txt');
  if (!existsSync(pathFile)) return undefined;
  const file = join(electron, 'dist', readFileSync(pathFile, 'utf8'));
  return existsSync(file) ? file : undefined;
}

/** Asks, briefly, whether there is a way to it: the downloaders themselves would wait long. */
export async function canFetchElectron(): Promise<boolean> {
  try {
    await fetch(source, { method: 'HEAD', signal: AbortSignal.timeout(3000) });
    return true;
  } catch {
    return false;
  }
}

async function fetchBinary(): Promise<string | undefined> {
  if (!(await canFetchElectron())) return undefined;
  console.log("Fetching Electron's binary …");
  spawnSync(process.execPath, [join(electron, 'install.js')], {
    stdio: ['ignore', 'inherit', 'ignore'],
    timeout: 300_000,
  });
  return fetchedBinary();
}
