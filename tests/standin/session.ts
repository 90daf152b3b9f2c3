// `session`: only the default one. Chromium is started with --deny-permission-prompts, so every permission is
// refused whatever a handler says; the handlers are kept so that a test can ask them.

import { protocol } from './schemes.ts';

type RequestHandler = (contents: unknown, permission: string, answer: (granted: boolean) => void) => void;
type CheckHandler = (contents: unknown, permission: string, origin: string) => boolean;

const handlers: { request: RequestHandler | null; check: CheckHandler | null } = { request: null, check: null };

const defaultSession = {
  protocol,
  setPermissionRequestHandler: (handler: RequestHandler | null): void => {
    handlers.request = handler;
  },
  setPermissionCheckHandler: (handler: CheckHandler | null): void => {
    handlers.check = handler;
  },
  setDevicePermissionHandler: (_handler: unknown): void => {},
  setSpellCheckerEnabled: (_isEnabled: boolean): void => {},
  /** the stand-in's own, for tests: what the app's handlers answer */
  standinPermissions: handlers,
};

export const session = { defaultSession };
