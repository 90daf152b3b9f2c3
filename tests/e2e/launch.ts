// Starts the app for an end-to-end test as a person would: on Electron where its binary is, else on the stand-in
// for Electron (tests/standin), and with its own profile folder. One spec serves both; `electronKind` says which.

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, test as base, type ElectronApplication } from '@playwright/test';

export { expect } from '@playwright/test';

const root = resolve(import.meta.dirname, '../..');
const standin = join(root, 'tests', 'standin');

export const electronKind: 'Electron' | 'the stand-in for Electron' = hasElectron()
  ? 'Electron'
  : 'the stand-in for Electron';

export interface LaunchOptions {
  /** after the app's folder, as on a command line: a `.quipu` file, a switch */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** the folder with package.json; the product by default */
  readonly appFolder?: string;
}

/** Starts the app on a profile folder, which is made if it is not there. */
function launch(
  profile: string,
  { args = [], env = {}, appFolder = root }: LaunchOptions = {},
): Promise<ElectronApplication> {
  if (electronKind !== 'Electron') process.env['ELECTRON_OVERRIDE_DIST_PATH'] = standin;
  return _electron.launch({
    args: [appFolder, `--user-data-dir=${profile}`, ...args],
    cwd: root,
    env: { ...(process.env as Record<string, string>), ...env },
  });
}

/** Starts the app on the profile of that name. */
export type OpenApp = (profile: string, options?: LaunchOptions) => Promise<ElectronApplication>;

interface Fixtures {
  /** an empty folder, removed after the test */
  readonly folder: string;
  /** starts the app on the profile of that name inside `folder`; what is still open at the end is closed */
  readonly openApp: OpenApp;
}

export const test = base.extend<Fixtures>({
  folder: async ({ browserName }, use) => {
    const folder = mkdtempSync(join(tmpdir(), `chasqui-e2e-${browserName}-`));
    await use(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  openApp: async ({ folder }, use) => {
    const open = new Set<ElectronApplication>();
    await use(async (profile, options) => {
      const app = await launch(join(folder, profile), options);
      open.add(app);
      app.on('close', () => open.delete(app));
      return app;
    });
    await Promise.all([...open].map((app) => app.close()));
  },
});

/** Electron's package writes path.txt when its binary has been fetched. */
function hasElectron(): boolean {
  if (process.env['CHASQUI_ELECTRON'] === 'stand-in') return false;
  const folder = resolve(createRequire(import.meta.url).resolve('electron/package.json'), '..');
  const pathFile = join(folder, 'path.txt');
  return existsSync(pathFile) && existsSync(join(folder, 'dist', readFileSync(pathFile, 'utf8')));
}
