// The app's engine in a real Chromium with a profile on the disk, for a harness that spoils that profile while it is
// closed: the engine's own worker and store, over Playwright's binding to the real door and handlers of the main
// process. Several notebooks share a Chromium, each under an origin, and so with database files, of its own. Not
// there: views, the preload, and what else Electron puts around a page.

import { createReadStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright';
import { build } from 'vite';
import { type Handlers, openDoor, type Sender } from '#electron/ipc.ts';
import { ORIGIN } from '#electron/local-addresses.ts';
import { chromiumFlags, chromiumPath } from '#scripts/chromium.ts';
import type { OpenReport } from '#renderer/engine/door.ts';
import type { Result } from '#shared/base/result.ts';
import type { OpenVault } from '#shared/wire/vault.ts';
import { filesIn } from './spoil.ts';

export interface EnginePages {
  /** Starts Chromium on the profile in this folder. */
  readonly start: (profile: string) => Promise<BrowserContext>;
  /** A page of that origin over this main process; its engine is not open yet. */
  readonly page: (browser: BrowserContext, origin: string, handlers: Handlers) => Promise<EnginePage>;
  readonly end: () => Promise<void>;
}

export interface EnginePage {
  readonly open: (vault: OpenVault) => Promise<Result<OpenReport, { readonly type: string }>>;
  /** A call of the engine's door. */
  readonly ask: <Answer>(name: string, ...args: readonly unknown[]) => Promise<Answer>;
}

interface InPage {
  readonly openNotebook: (vault: OpenVault) => Promise<Awaited<ReturnType<EnginePage['open']>>>;
  readonly ask: (name: string, args: readonly unknown[]) => Promise<never>;
}

const TYPES: { readonly [extension: string]: string } = { '.html': 'text/html', '.js': 'text/javascript' };
/** Far longer than anything takes: what answers no more hangs. */
const PATIENCE = 120_000;

export async function serveEnginePages(): Promise<EnginePages> {
  const folder = await buildPage();
  const files = new Set(filesIn(folder));
  const server = createServer(({ url = '/' }, response) => {
    const name = url === '/' ? 'index.html' : url.slice(1);
    if (!files.has(name)) return void response.writeHead(404).end();
    response.setHeader('content-type', TYPES[extname(name)] ?? 'application/octet-stream');
    createReadStream(join(folder, name)).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    start: (profile) =>
      chromium.launchPersistentContext(profile, {
        headless: true,
        args: [...chromiumFlags, '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE *.localhost, EXCLUDE 127.0.0.1'],
        ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }),
      }),
    page: async (browser, origin, handlers) => {
      const page = await browser.newPage();
      const cdp = await browser.newCDPSession(page);
      const call = callsThrough({
        ...handlers,
        databasesClear: async () => {
          const { origin } = new URL(page.url());
          await cdp.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
          return null;
        },
      });
      await page.exposeBinding('callMain', (_source, channel: string, args: readonly unknown[]) => call(channel, args));
      await page.goto(`http://${origin}.localhost:${port}/`);
      await page.waitForFunction('"openNotebook" in globalThis');
      return {
        open: (vault) =>
          inTime(
            page,
            page.evaluate((given) => (globalThis as never as InPage).openNotebook(given), vault),
          ),
        ask: (name, ...args) =>
          inTime(
            page,
            page.evaluate(([asked, given]) => (globalThis as never as InPage).ask(asked, given), [name, args] as const),
          ),
      };
    },
    end: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** As the page's calls come through the app's own door. */
function callsThrough(handlers: Handlers): (channel: string, args: readonly unknown[]) => Promise<unknown> {
  const listeners = new Map<string, (event: Sender, ...args: unknown[]) => Promise<unknown>>();
  const sender = { sender: handlers, senderFrame: { url: `${ORIGIN}/index.html`, origin: ORIGIN, parent: null } };
  openDoor(
    {
      handle: (channel, listener) => void listeners.set(channel, listener),
      page: () => handlers,
      say: () => undefined,
    },
    handlers,
  );
  return async (channel, args) => listeners.get(channel)?.(sender, ...args);
}

async function inTime<T>(page: Page, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const hangs = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer from ${page.url()}`)), PATIENCE);
  });
  return Promise.race([answer, hangs]).finally(() => clearTimeout(timer));
}

/** @returns its folder, inside the checkout */
async function buildPage(): Promise<string> {
  const root = join(import.meta.dirname, '../..');
  mkdirSync(join(root, '.cache'), { recursive: true });
  const outDir = mkdtempSync(join(root, '.cache', 'faults-page-'));
  await build({
    configFile: false,
    root: join(import.meta.dirname, 'page'),
    logLevel: 'error',
    publicDir: false,
    base: './',
    worker: { format: 'es' },
    build: { outDir, target: 'chrome146', modulePreload: { polyfill: false }, reportCompressedSize: false },
  });
  return outDir;
}
