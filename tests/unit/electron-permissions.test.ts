// What a page is granted: the camera alone, to our own page alone, while a person has
// pressed for it. Both doors of Electron (asking and checking) answer the same.

import type { Session } from 'electron';
import { expect, test, vi } from 'vitest';
import { guardSession } from '#electron/window.ts';

vi.mock('electron', () => ({ BrowserWindow: class {}, nativeTheme: {} }));

type Asked = Parameters<NonNullable<Parameters<Session['setPermissionRequestHandler']>[0]>>;
type Checked = Parameters<NonNullable<Parameters<Session['setPermissionCheckHandler']>[0]>>;

interface Doors {
  ask: (...args: Asked) => void;
  check: (...args: Checked) => boolean;
}

function doorsOf(isCameraWanted: () => boolean): Doors {
  const doors: Partial<Doors> = {};
  const session = {
    setPermissionRequestHandler: (handler: Doors['ask']) => void (doors.ask = handler),
    setPermissionCheckHandler: (handler: Doors['check']) => void (doors.check = handler),
    setDevicePermissionHandler: () => undefined,
    setSpellCheckerEnabled: () => undefined,
    on: () => undefined,
    webRequest: { onBeforeRequest: () => undefined },
  };
  guardSession(session as object as Session, isCameraWanted);
  return doors as Doors;
}

function asked(isWanted: boolean, permission: string, mediaTypes: readonly string[], requestingUrl: string): boolean {
  let granted = false;
  const answer = (isGranted: boolean): void => {
    granted = isGranted;
  };
  const details = permission === 'media' ? { requestingUrl, mediaTypes } : { requestingUrl };
  doorsOf(() => isWanted).ask(null as never, permission as Asked[1], answer, details as Asked[3]);
  return granted;
}

const OURS = 'app://local/index.html';

test.each([
  [true, 'media', ['video'], OURS, true],
  [false, 'media', ['video'], OURS, false],
  [true, 'media', ['audio'], OURS, false],
  [true, 'media', ['video', 'audio'], OURS, false],
  [true, 'media', ['video'], 'https://example.org/', false],
  [true, 'media', ['video'], 'app://local.example.org/', false],
  [true, 'media', ['video'], 'data:text/html,x', false],
  [true, 'geolocation', [], OURS, false],
  [true, 'display-capture', [], OURS, false],
  [false, 'clipboard-sanitized-write', [], OURS, false],
  [false, 'clipboard-read', [], OURS, false],
] as const)(
  'pressed for the camera: %s; %s %j asked by %s is granted: %s',
  (isWanted, permission, media, url, granted) => {
    expect(asked(isWanted, permission, media, url)).toBe(granted);
  },
);

test.each([
  [true, 'video', 'app://local', true],
  [true, 'audio', 'app://local', false],
  [true, 'unknown', 'app://local', false],
  [false, 'video', 'app://local', false],
  [true, 'video', 'https://example.org', false],
] as const)('pressed for the camera: %s; %s checked for %s is granted: %s', (isWanted, mediaType, origin, granted) => {
  const { check } = doorsOf(() => isWanted);
  expect(check(null, 'media' as Checked[1], origin, { mediaType } as Checked[3])).toBe(granted);
});
