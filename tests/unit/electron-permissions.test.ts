// What a page is granted: the camera or the microphone, to our own page alone, each while a person has pressed for it.
// Both doors of Electron (asking and checking) answer the same.

import type { Session } from 'electron';
import { expect, test, vi } from 'vitest';
import { guardSession, type Wanted } from '#electron/window.ts';

vi.mock('electron', () => ({ BrowserWindow: class {}, nativeTheme: {} }));

type Asked = Parameters<NonNullable<Parameters<Session['setPermissionRequestHandler']>[0]>>;
type Checked = Parameters<NonNullable<Parameters<Session['setPermissionCheckHandler']>[0]>>;

interface Doors {
  ask: (...args: Asked) => void;
  check: (...args: Checked) => boolean;
}

function doorsOf(wanted: readonly Wanted[]): Doors {
  const doors: Partial<Doors> = {};
  const session = {
    setPermissionRequestHandler: (handler: Doors['ask']) => void (doors.ask = handler),
    setPermissionCheckHandler: (handler: Doors['check']) => void (doors.check = handler),
    setDevicePermissionHandler: () => undefined,
    setSpellCheckerEnabled: () => undefined,
    on: () => undefined,
    webRequest: { onBeforeRequest: () => undefined },
  };
  guardSession(session as object as Session, (media) => wanted.includes(media));
  return doors as Doors;
}

function asked(
  wanted: readonly Wanted[],
  permission: string,
  mediaTypes: readonly string[],
  requestingUrl: string,
): boolean {
  let granted = false;
  const answer = (isGranted: boolean): void => {
    granted = isGranted;
  };
  const details = permission === 'media' ? { requestingUrl, mediaTypes } : { requestingUrl };
  doorsOf(wanted).ask(null as never, permission as Asked[1], answer, details as Asked[3]);
  return granted;
}

const OURS = 'app://local/index.html';

test.each([
  [['video'], 'media', ['video'], OURS, true],
  [['audio'], 'media', ['audio'], OURS, true],
  [['video', 'audio'], 'media', [], OURS, false],
  [[], 'media', ['video'], OURS, false],
  [[], 'media', ['audio'], OURS, false],
  [['video'], 'media', ['audio'], OURS, false],
  [['audio'], 'media', ['video'], OURS, false],
  [['video'], 'media', ['video', 'audio'], OURS, false],
  [['audio'], 'media', ['video', 'audio'], OURS, false],
  [['video'], 'media', ['video'], 'https://example.org/', false],
  [['audio'], 'media', ['audio'], 'https://example.org/', false],
  [['video'], 'media', ['video'], 'app://local.example.org/', false],
  [['video'], 'media', ['video'], 'data:text/html,x', false],
  [['video', 'audio'], 'geolocation', [], OURS, false],
  [['video', 'audio'], 'display-capture', [], OURS, false],
  [[], 'clipboard-sanitized-write', [], OURS, false],
  [[], 'clipboard-read', [], OURS, false],
] as const)('pressed for: %j; %s %j asked by %s is granted: %s', (wanted, permission, media, url, granted) => {
  expect(asked(wanted, permission, media, url)).toBe(granted);
});

test.each([
  [['video'], 'video', 'app://local', true],
  [['audio'], 'audio', 'app://local', true],
  [['video'], 'audio', 'app://local', false],
  [['audio'], 'video', 'app://local', false],
  [['video', 'audio'], 'unknown', 'app://local', false],
  [[], 'video', 'app://local', false],
  [['audio'], 'audio', 'https://example.org', false],
] as const)('pressed for: %j; %s checked for %s is granted: %s', (wanted, mediaType, origin, granted) => {
  const { check } = doorsOf(wanted);
  expect(check(null, 'media' as Checked[1], origin, { mediaType } as Checked[3])).toBe(granted);
});
