// Debian's Chromium, as every tool here starts it: the stand-in for Electron, Vitest's browser project and
// Playwright. Where it is absent (macOS, Windows, a CI with Playwright's own browsers) the path is undefined
// and Playwright picks its own. Nothing here may reach the network, and root needs --no-sandbox (6-platform).

import { existsSync } from 'node:fs';

const known = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The Chromium of this machine, or undefined; CHROMIUM_PATH names another one. */
export const chromiumPath: string | undefined = [process.env['CHROMIUM_PATH'], ...known].find(
  (path) => path !== undefined && path !== '' && existsSync(path),
);

export const chromiumFlags: readonly string[] = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
