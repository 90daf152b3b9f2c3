// `session`: only the default one. A request of a page to anywhere but the app's own schemes is put to the app's
// `onBeforeRequest` handler (only loopback would resolve anyway). Chromium is started with --deny-permission-prompts,
// so every permission is refused whatever a handler says; the handlers are kept so that a test can ask them.

import { EventEmitter } from 'node:events';
import { protocol } from './schemes.ts';

type RequestHandler = (contents: unknown, permission: string, answer: (granted: boolean) => void) => void;
type CheckHandler = (contents: unknown, permission: string, origin: string) => boolean;
type BlockHandler = (
  details: { readonly url: string },
  answer: (verdict: { readonly cancel?: boolean }) => void,
) => void;

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

/** Whether the app lets a page's request through. */
export function mayRequest(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    if (handlers.block === null) resolve(true);
    else handlers.block({ url }, ({ cancel }) => resolve(cancel !== true));
  });
}

export const session = { defaultSession };
