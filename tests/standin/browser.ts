// Debian's Chromium as the app's engine: one process on a profile inside userData, driven over its pipe.
// Headless where there is no display. It may reach no network, and keeps nothing of what is typed or shown:
// no history, session restore, form or password memory, thumbnails or caches (what the app itself stores in
// IndexedDB is the only content on disk, as in Electron).

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { Cdp, type Facts, unheard } from './cdp.ts';
import { chromiumFlags, chromiumPath } from '#scripts/chromium.ts';
import { chromiumProfile, life, localeOfSystem, switchValue } from './life.ts';

export interface Target {
  readonly targetId: string;
  readonly sessionId: string;
}

export interface Browser {
  readonly cdp: Cdp;
  readonly isHeadless: boolean;
  /** opens an empty window; one at a time, so that the page that appears is the one asked for */
  readonly openWindow: () => Promise<Target>;
  readonly close: () => Promise<void>;
}

let current: Browser | undefined;

/** The running Chromium; windows may only be made once the app is ready. */
export function browserNow(): Browser {
  if (current === undefined) throw new Error('Cannot create BrowserWindow before app is ready');
  return current;
}

/** `port`: where this app's own schemes are served; `onEnd`: Chromium is gone. */
export async function startBrowser(port: number, onEnd: () => void): Promise<Browser> {
  if (chromiumPath === undefined)
    throw new Error('electron stand-in: no Chromium here (Debian: apt-get install chromium)');
  const isHeadless =
    switchValue('headless') !== undefined || !(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
  const profile = chromiumProfile();
  endLeftover(profile);
  prepareProfile(profile);
  const env = {
    ...process.env,
    XDG_CACHE_HOME: join(profile, 'xdg-cache'),
    XDG_CONFIG_HOME: join(profile, 'xdg-config'),
    XDG_DATA_HOME: join(profile, 'xdg-data'),
  };
  const flags = flagsFor(profile, port, isHeadless);
  const needsPort = switchValue('remote-debugging-port') !== undefined; // Playwright's own connection
  const child = spawn(
    chromiumPath,
    [...flags, '--no-startup-window', '--remote-debugging-pipe', ...(needsPort ? ['--remote-debugging-port=0'] : [])],
    { env, detached: true, stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] },
  );
  child.on('exit', onEnd);
  const cdp = new Cdp(child.stdio[3] as Writable, child.stdio[4] as Readable);
  if (needsPort) await announcePort(child);
  const path = chromiumPath;
  current = {
    cdp,
    isHeadless,
    openWindow: windowOpener(cdp, () => {
      if (isHeadless) return cdp.send('Target.createTarget', { url: 'about:blank', newWindow: true });
      // Handed to the running Chromium: a window without tabs or address bar.
      spawn(path, [...flags, '--app=data:text/html,'], { env, stdio: 'ignore' });
      return Promise.resolve({});
    }),
    close: () => closeBrowser(child, cdp),
  };
  await cdp.send('Target.setDiscoverTargets', { discover: true });
  const filter = [{ type: 'page' }];
  await cdp.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true, filter });
  return current;
}

function flagsFor(profile: string, port: number, isHeadless: boolean): string[] {
  const disabled = ['Translate', 'OptimizationHints', 'MediaRouter', life.switches.get('disable-features') ?? ''];
  const own = ['disable-features', 'headless', 'lang', 'remote-debugging-port', 'user-data-dir'];
  const appended = [...life.switches].filter(([name]) => !own.includes(name));
  return [
    ...chromiumFlags,
    `--user-data-dir=${profile}`,
    `--disk-cache-dir=${join(profile, 'cache')}`,
    `--host-resolver-rules=MAP *.localhost 127.0.0.1:${port}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`,
    `--disable-features=${disabled.filter(Boolean).join(',')}`,
    `--lang=${localeOfSystem()}`,
    ...(switchValue('no-sandbox') === undefined ? [] : ['--no-sandbox']),
    '--test-type',
    '--no-default-browser-check',
    '--disable-extensions',
    '--disable-breakpad',
    '--disable-popup-blocking',
    '--deny-permission-prompts',
    '--password-store=basic',
    ...(isHeadless ? ['--headless'] : []),
    ...appended.map(([name, value]) => (value === '' ? `--${name}` : `--${name}=${value}`)),
  ];
}

/** A browser that outlived its app holds the profile's lock, a link to `<host>-<pid>`. It is this profile's own. */
function endLeftover(profile: string): void {
  try {
    const pid = Number(readlinkSync(join(profile, 'SingletonLock')).split('-').at(-1));
    process.kill(pid, 'SIGKILL');
  } catch {
    // no lock, or nobody behind it
  }
  for (const name of ['SingletonLock', 'SingletonSocket', 'SingletonCookie'])
    rmSync(join(profile, name), { force: true });
}

/** What Chromium would write of titles, addresses and typed text; each finds its place taken by the other kind. */
const forgotten = {
  asFolders: [
    'History',
    'Favicons',
    'Top Sites',
    'Shortcuts',
    'Visited Links',
    'Network Action Predictor',
    'Web Data',
    'Login Data',
  ],
  asFiles: ['Sessions', 'segmentation_platform'],
};

/** Turns off by preference, or by taking its place on the disk, whatever would remember content. */
function prepareProfile(profile: string): void {
  const folder = join(profile, 'Default');
  mkdirSync(folder, { recursive: true });
  const preferences = {
    autofill: { enabled: false, profile_enabled: false, credit_card_enabled: false },
    browser: { enable_spellchecking: false },
    credentials_enable_service: false,
    profile: { password_manager_enabled: false },
    safebrowsing: { enabled: false },
    search: { suggest_enabled: false },
    session: { restore_on_startup: 5 },
    translate: { enabled: false },
  };
  writeFileSync(join(folder, 'Preferences'), JSON.stringify(preferences));
  for (const name of forgotten.asFolders) mkdirSync(join(folder, name), { recursive: true });
  for (const place of [folder, profile]) for (const name of forgotten.asFiles) writeFileSync(join(place, name), '');
}

/** Passes on the line that Playwright's `_electron.launch` waits for. */
function announcePort(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.on('exit', (code) => reject(new Error(`Chromium ended with ${code}\n${text}`)));
    child.stderr?.on('data', (data: Buffer) => {
      text += String(data);
      const line = /^DevTools listening on ws:\/\/.*$/m.exec(text)?.[0];
      if (line === undefined) return;
      process.stderr.write(`${line}\n`);
      text = '';
      resolve();
    });
  });
}

function windowOpener(cdp: Cdp, ask: () => Promise<Facts>): () => Promise<Target> {
  let taker: ((target: Target) => void) | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  cdp.on('Target.attachedToTarget', ({ sessionId, targetInfo }: { sessionId: string; targetInfo: Facts }) => {
    const targetId = String(targetInfo['targetId']);
    if (targetInfo['openerId'] !== undefined)
      cdp.emit('popup', { sessionId, targetId, openerId: targetInfo['openerId'] });
    else {
      taker?.({ sessionId, targetId });
      taker = undefined;
    }
  });
  return () => {
    const opened = turn.then(
      () =>
        new Promise<Target>((resolve, reject) => {
          taker = resolve;
          ask().catch(reject);
        }),
    );
    turn = opened.catch(() => {});
    return opened;
  };
}

/** Ends Chromium and waits for its helpers too (its process group), which still write to the profile. */
async function closeBrowser({ pid = 0 }: ChildProcess, cdp: Cdp): Promise<void> {
  unheard(cdp.send('Browser.close'));
  for (let waited = 0; waited < 6000 && isGroupAlive(pid); waited += 20) {
    if (waited === 5000) process.kill(-pid, 'SIGKILL');
    await setTimeout(20);
  }
}

function isGroupAlive(pid: number): boolean {
  try {
    return process.kill(-pid, 0);
  } catch {
    return false;
  }
}
