// What every part of the stand-in knows of the running app: its name and folder, its switches and paths, and
// the emitter that becomes `app`. Kept apart from app.ts so that windows can speak of the app without a cycle.

import { EventEmitter } from 'node:events';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

export interface About {
  readonly appPath: string;
  readonly name: string;
  readonly version: string;
  /** everything after the executable, as Electron's process.argv has it */
  readonly args: readonly string[];
}

export const life = {
  emitter: new EventEmitter(),
  about: { appPath: '', name: 'Electron', version: '0.0.0', args: [] } as About,
  isReady: false,
  isQuitting: false,
  /** what app.commandLine.appendSwitch added; '' for a switch without a value */
  switches: new Map<string, string>(),
  paths: new Map<string, string>(),
  /** set by app.ts: what happens when the last window is gone and nobody listens */
  quit: (): void => {},
};

/** The value of a switch of the command line or of appendSwitch; undefined: not given. */
export function switchValue(name: string): string | undefined {
  const given = life.about.args.find((argument) => argument === `--${name}` || argument.startsWith(`--${name}=`));
  return given === undefined ? life.switches.get(name) : given.slice(name.length + 3);
}

/** Chromium's own profile lies inside userData, so that one folder holds all that the app leaves on a disk. */
export const chromiumProfile = (): string => join(pathOf('userData'), 'chromium');

export function pathOf(name: string): string {
  const set = life.paths.get(name);
  if (set !== undefined) return set;
  const home = homedir();
  const config = process.env['XDG_CONFIG_HOME'] ?? join(home, '.config');
  const known: Record<string, () => string> = {
    home: () => home,
    temp: () => tmpdir(),
    appData: () => config,
    userData: () => switchValue('user-data-dir') ?? join(config, life.about.name),
    sessionData: () => join(chromiumProfile(), 'Default'),
    logs: () => join(pathOf('userData'), 'logs'),
    desktop: () => join(home, 'Desktop'),
    documents: () => join(home, 'Documents'),
    downloads: () => join(home, 'Downloads'),
    exe: () => process.execPath,
  };
  const path = known[name];
  if (path === undefined) throw new Error(`Failed to get '${name}' path`);
  return path();
}

/** As Chromium derives it: --lang, else the environment's language, else English. */
export function localeOfSystem(): string {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  const named = switchValue('lang') || LC_ALL || LC_MESSAGES || LANG || '';
  const locale = named.replace(/[.@].*$/, '').replace('_', '-');
  return /^[a-z]{2,3}(-[A-Za-z]{2,4})?$/.test(locale) ? locale : 'en-US';
}
