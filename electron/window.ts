// The one window and what no page in it may do: it is sandboxed and isolated, goes nowhere but to our own page,
// opens no window, is refused every permission (camera and microphone apart, each while a person has pressed for it),
// downloads nothing and reaches no network. The title is the same on every page, so that a task bar tells nothing.

import { join } from 'node:path';
import { BrowserWindow, nativeTheme, type Session, type WebContents } from 'electron';
import { isLocal, ORIGIN } from './local-addresses.ts';

const PAGE = `${ORIGIN}/index.html`;
const PAPER = { light: '#FBF8F3', dark: '#1B1814' } as const;

export function openWindow(folder: string, isPackaged: boolean): BrowserWindow {
  const window = new BrowserWindow({
    name: 'notebook',
    windowStatePersistence: true,
    width: 1280,
    height: 800,
    minWidth: 480,
    minHeight: 400,
    show: false,
    title: 'Chasqui',
    icon: join(folder, 'resources/icons/chasqui/256.png'),
    backgroundColor: nativeTheme.shouldUseDarkColors ? PAPER.dark : PAPER.light,
    webPreferences: {
      preload: join(folder, 'out/preload/preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
      devTools: !isPackaged,
    },
  });
  window.once('ready-to-show', () => window.show());
  window.on('page-title-updated', (event) => event.preventDefault());
  void window.loadURL(PAGE);
  return window;
}

/** For every webContents there ever is. */
export function guardContents(contents: WebContents): void {
  const refuse = (event: {
    readonly url: string;
    readonly isMainFrame: boolean;
    readonly preventDefault: () => void;
  }): void => {
    if (!event.isMainFrame || event.url.replace(/#.*$/, '') !== PAGE) event.preventDefault();
  };
  contents.on('will-frame-navigate', refuse);
  contents.on('will-navigate', refuse);
  contents.on('will-redirect', refuse);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** What a person can press for. */
export type Wanted = 'video' | 'audio';

export function guardSession(session: Session, isWanted: (media: Wanted) => boolean): void {
  const isAllowed = (permission: string, media: readonly (string | undefined)[], from: string): boolean =>
    permission === 'media' &&
    from.startsWith(`${ORIGIN}/`) &&
    media.length > 0 &&
    media.every((kind) => (kind === 'video' || kind === 'audio') && isWanted(kind));
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const media = 'mediaTypes' in details ? (details.mediaTypes ?? ['unknown']) : ['unknown'];
    answer(isAllowed(permission, media, details.requestingUrl));
  });
  session.setPermissionCheckHandler((_contents, permission, origin, details) =>
    isAllowed(permission, [details.mediaType], `${origin}/`),
  );
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest((request, answer) => answer({ cancel: !isLocal(request.url) }));
}
