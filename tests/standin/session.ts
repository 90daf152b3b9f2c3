// `session`: only the default one. Chromium is started with --deny-permission-prompts, so every permission is
// refused whatever a handler says; the handlers are kept so that a test can ask them. The network is shut by
// Chromium's own resolver rules, whatever onBeforeRequest says, and a headless Chromium saves no downloads.

import { EventEmitter } from 'node:events';
import { protocol } from './schemes.ts';

type RequestHandler = (contents: unknown, permission: string, answer: (granted: boolean) => void) => void;
type BlockHandler = (
  request: { readonly url: string },
  answer: (decision: { readonly cancel: boolean }) => void,
) => void;
type CheckHandler = (contents: unknown, permission: string, origin: string) => boolean;

const handlers: { request: RequestHandler | null; check: CheckHandler | null; block: BlockHandler | null } = {
  request: null,
  check: null,
  block: null,
};

const defaultSession = Object.assign(new EventEmitter(), {
  protocol,
  setPermissionRequestHandler: (handler: RequestHandler | null): void => {
    handlers.request = handler;
  },
  setPermissionCheckHandler: (handler: CheckHandler | null): void => {
    handlers.check = handler;
  },
  setDevicePermissionHandler: (_handler: unknown): void => {},
  setSpellCheckerEnabled: (_isEnabled: boolean): void => {},
  webRequest: {
    onBeforeRequest: (handler: BlockHandler | null): void => {
      handlers.block = handler;
    },
  },
  /** the stand-in's own, for tests: what the app's handlers answer */
  standinPermissions: handlers,
});

export const session = { defaultSession };
