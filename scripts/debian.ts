// What this project needs from Debian beside npm: looked for on the PATH, installed with apt-get where that is
// allowed (root on a Debian), otherwise named in one sentence. On other systems nothing is asked for.

import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** By the command that shows it is there: the packages that bring it. */
const packages = {
  chromium: ['chromium', 'fonts-liberation'],
  'xvfb-run': ['xvfb', 'xauth'],
  '7zz': ['7zip'],
  age: ['age'],
  openssl: ['openssl'],
} as const;

export type SystemCommand = keyof typeof packages;

/** true: all are there now. Says what is missing, and why, where they are not. */
export function ensureCommands(commands: readonly SystemCommand[], purpose: string): boolean {
  if (process.platform !== 'linux') return true;
  const missing = commands.filter((command) => !isOnPath(command));
  if (missing.length === 0) return true;
  const names = missing.flatMap((command) => packages[command]);
  if (process.getuid?.() === 0 && isOnPath('apt-get')) {
    console.log(`Installing ${names.join(', ')} (Debian packages, ${purpose}) …`);
    aptGet(['update', '-qq']);
    aptGet(['install', '-y', '-qq', '--no-install-recommends', ...names]);
    if (missing.every(isOnPath)) return true;
  }
  console.error(`Please install ${names.join(', ')} ${purpose}: sudo apt-get install ${names.join(' ')}`);
  return false;
}

export function isOnPath(command: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    const file = join(folder, command);
    try {
      accessSync(file, constants.X_OK);
      return existsSync(file);
    } catch {
      return false;
    }
  });
}

function aptGet(args: readonly string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
}
