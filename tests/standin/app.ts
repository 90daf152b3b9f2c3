// `app`: the life of the process. Ready when Chromium is up; quits as Electron does (before-quit, each window's
// close, will-quit, quit) and leaves no browser behind.

import { isAbsolute } from 'node:path';
import { type Browser, startBrowser } from './browser.ts';
import { type About, life, localeOfSystem, pathOf, switchValue } from './life.ts';
import { serveSchemes } from './schemes.ts';
import { claimInstance, hasInstance, releaseInstance } from './single-instance.ts';
import { BrowserWindow } from './window.ts';

let browser: Browser | undefined;
let startNow: () => void = () => {};
let readyNow: () => void = () => {};
const started = new Promise<void>((resolve) => {
  startNow = resolve;
});
const ready = new Promise<void>((resolve) => {
  readyNow = resolve;
});

export const app = Object.assign(life.emitter, {
  isPackaged: false,
  name: '',
  // Asking for readiness starts Chromium, so that a main file may wait for it at its top level.
  whenReady: (): Promise<void> => {
    setImmediate(startNow);
    return ready;
  },
  isReady: (): boolean => life.isReady,
  getName: (): string => life.about.name,
  setName: (name: string): void => {
    life.about = { ...life.about, name };
  },
  getVersion: (): string => life.about.version,
  getAppPath: (): string => life.about.appPath,
  getPath: pathOf,
  setPath: (name: string, path: string): void => {
    if (!isAbsolute(path)) throw new Error('Path must be absolute');
    life.paths.set(name, path);
  },
  getLocale: localeOfSystem,
  getSystemLocale: localeOfSystem,
  getPreferredSystemLanguages: (): readonly string[] => [localeOfSystem()],
  enableSandbox: (): void => {},
  setAppUserModelId: (_id: string): void => {},
  focus: (): void => BrowserWindow.getAllWindows()[0]?.focus(),
  requestSingleInstanceLock: (): boolean =>
    claimInstance((argv, folder) => life.emitter.emit('second-instance', {}, argv, folder, undefined)),
  hasSingleInstanceLock: hasInstance,
  releaseSingleInstanceLock: releaseInstance,
  commandLine: {
    appendSwitch: (name: string, value = ''): void => {
      life.switches.set(name, value);
    },
    hasSwitch: (name: string): boolean => switchValue(name) !== undefined,
    getSwitchValue: (name: string): string => switchValue(name) ?? '',
  },
  quit,
  exit: (code = 0): void => {
    void exit(code);
  },
});

/** Called by boot.ts before the app's main file is loaded. */
export function boot(about: About): void {
  life.about = about;
  app.name = about.name;
  life.quit = quit;
  Object.assign(process, { type: 'browser', defaultApp: true, resourcesPath: about.appPath });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, quit);
  void started.then(becomeReady).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
}

/** Called by boot.ts once the main file has run. */
export const start = (): void => startNow();

async function becomeReady(): Promise<void> {
  if (life.isQuitting) return;
  browser = await startBrowser(await serveSchemes(), () => {
    if (!life.isQuitting) void exit(1);
  });
  life.isReady = true;
  app.emit('ready', {}, {});
  readyNow();
}

function quit(): void {
  if (life.isQuitting) return;
  let isStopped = false;
  const event = {
    preventDefault: () => {
      isStopped = true;
    },
  };
  app.emit('before-quit', event);
  if (isStopped) return;
  life.isQuitting = true;
  for (const window of BrowserWindow.getAllWindows()) {
    if (!window.close()) {
      life.isQuitting = false;
      return;
    }
  }
  app.emit('will-quit', event);
  life.isQuitting = !isStopped;
  if (!isStopped) void exit(0);
}

async function exit(code: number): Promise<void> {
  life.isQuitting = true;
  app.emit('quit', {}, code);
  await browser?.close();
  process.exit(code);
}
