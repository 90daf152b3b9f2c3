// `session`: only the default one. A request of a page to anywhere but the app's own schemes is put to the app's
// `onBeforeRequest` handler (only loopback would resolve anyway). Chromium is started with --deny-permission-prompts,
// so every permission is refused whatever a handler says; the handlers are kept so that a test can ask them.

import { EventEmitter } from 'node:events';
import { browserNow } from './browser.ts';
import type { Facts } from './cdp.ts';
import { protocol } from './schemes.ts';

/** As Chromium knows the app's pages. */
const ORIGIN = 'http://local.app.localhost/';

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
  clearStorageData: async ({ storages }: { readonly storages: readonly ['indexdb'] }): Promise<void> => {
    const { cdp } = browserNow();
    const { targetInfos } = (await cdp.send('Target.getTargets')) as { targetInfos: readonly Facts[] };
    const page = targetInfos.find(({ type, url }) => type === 'page' && `${String(url)}/`.startsWith(ORIGIN));
    if (page === undefined || storages.length !== 1) throw new Error('electron stand-in: nothing to clear');
    const { sessionId } = await cdp.send('Target.attachToTarget', { targetId: page['targetId'], flatten: true });
    const origin = new URL(ORIGIN).origin;
    await cdp.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' }, String(sessionId));
    await cdp.send('Target.detachFromTarget', { sessionId });
  },
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
