// The small doors to the desktop: shell, clipboard, screen, theme, power. Tests replace a function or emit an
// event in the main process, exactly as they would on Electron (`app.evaluate(({ powerMonitor }) => …)`).

import { EventEmitter } from 'node:events';

const size = { width: 1366, height: 768 };
const display = {
  id: 1,
  bounds: { x: 0, y: 0, ...size },
  workArea: { x: 0, y: 0, ...size },
  workAreaSize: size,
  scaleFactor: 1,
};
let copied = '';

export const shell = {
  openExternal: (url: string): Promise<void> => {
    console.log(`electron stand-in: would open ${url} in the browser`);
    return Promise.resolve();
  },
  openPath: (path: string): Promise<string> => {
    console.log(`electron stand-in: would open ${path}`);
    return Promise.resolve('');
  },
  showItemInFolder: (path: string): void => console.log(`electron stand-in: would show ${path} in its folder`),
};

export const clipboard = {
  writeText: (text: string): void => {
    copied = text;
  },
  readText: (): string => copied,
  clear: (): void => {
    copied = '';
  },
};

export const screen = Object.assign(new EventEmitter(), {
  getPrimaryDisplay: () => display,
  getAllDisplays: () => [display],
  getDisplayMatching: () => display,
});

type Theme = 'system' | 'light' | 'dark';

let themeSource: Theme = 'system';

export const nativeTheme = Object.defineProperties(new EventEmitter(), {
  shouldUseDarkColors: { get: () => themeSource === 'dark' },
  themeSource: {
    get: () => themeSource,
    set: (theme: Theme) => {
      themeSource = theme;
      nativeTheme.emit('updated');
    },
  },
});

/** The theme as pages see it, for Emulation.setEmulatedMedia. */
export const themeMedia = (): { features: readonly { name: string; value: string }[] } => ({
  features: [{ name: 'prefers-color-scheme', value: themeSource === 'system' ? '' : themeSource }],
});

export const powerMonitor = Object.assign(new EventEmitter(), {
  getSystemIdleTime: (): number => 0,
  getSystemIdleState: (_seconds: number): string => 'active',
});
