// The stand-in's own test: a small app (probe/) that uses what the product uses of Electron, driven through
// Playwright's `_electron` as the product is. What it proves of the stand-in, Electron promises of itself.

import { join, resolve } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { expect, type LaunchOptions, test as base } from '../e2e/launch.ts';
import { filesWith } from '../fixtures/files-with.ts';

interface Probe {
  readonly add: (a: number, b: number) => number;
  readonly maker: () => (x: number) => number;
  readonly fail: () => never;
  readonly later: <T>(value: T) => Promise<T>;
  readonly echo: (...args: unknown[]) => Promise<unknown[]>;
  readonly sender: () => Promise<unknown>;
  readonly throws: () => Promise<never>;
  readonly missing: () => Promise<never>;
  readonly ask: (value: unknown) => void;
  readonly onTold: (listener: (value: unknown) => void) => () => void;
  readonly nested: { readonly deep: { readonly value: number } };
  readonly process: { readonly platform: string; readonly keys: readonly string[] };
}
declare global {
  var probe: Probe;
  var probeLog: unknown[];
  var isDirty: boolean;
  var stays: boolean;
  var openWindow: (options?: object) => { loadURL: (url: string) => Promise<void> };
}

const appFolder = resolve(import.meta.dirname, 'probe');
const test = base.extend<{ app: ElectronApplication; page: Page }>({
  app: async ({ openApp }, use) => use(await openApp('one', { appFolder })),
  page: async ({ app }, use) => use(await pageOf(app)),
});
const pageOf = async (app: ElectronApplication): Promise<Page> => {
  const page = await app.firstWindow();
  await page.getByText('hello').waitFor();
  return page;
};
const logOf = (app: ElectronApplication): Promise<unknown[]> => app.evaluate(() => globalThis.probeLog);
const exitOf = (app: ElectronApplication): Promise<number | null> =>
  new Promise((done) => app.process().once('exit', (code) => done(code)));

test('a page sees the bridge of its preload and nothing else of it', async ({ page }) => {
  const seen = await page.evaluate(() => ({
    secret: 'secret' in globalThis,
    require: 'require' in globalThis,
    binding: 'standinSend' in globalThis,
    isFrozen: Object.isFrozen(globalThis.probe) && Object.isFrozen(globalThis.probe.nested.deep),
    isSecure: isSecureContext,
    inFrame: 'probe' in ((document.querySelector('iframe') as HTMLIFrameElement).contentWindow as object),
  }));
  expect(seen).toEqual({
    secret: false,
    require: false,
    binding: false,
    isFrozen: true,
    isSecure: true,
    inFrame: false,
  });
});

test('functions, promises and errors cross the bridge', async ({ page }) => {
  const seen = await page.evaluate(async () => {
    const refused = (() => {
      try {
        return globalThis.probe.fail();
      } catch (error) {
        return `${(error as Error).name}: ${(error as Error).message}`;
      }
    })();
    const { platform, keys } = globalThis.probe.process;
    return [
      globalThis.probe.add(2, 3),
      globalThis.probe.maker()(21),
      refused,
      await globalThis.probe.later('now'),
      platform,
      keys,
    ];
  });
  expect(seen).toEqual([5, 42, 'RangeError: refused', 'now', process.platform, []]);
});

test('a call to the main process carries structured clones both ways', async ({ page }) => {
  const seen = await page.evaluate(async () => {
    const sent = [
      undefined,
      null,
      Number.NaN,
      -0,
      10n,
      new Date(5),
      new Float32Array([1.5]),
      'é\u2028',
      { deep: [new Uint8Array([7])] },
    ];
    const [a, b, c, d, e, f, g, h, i] = await globalThis.probe.echo(...sent);
    const bytes = (i as { deep: Uint8Array[] }).deep[0];
    const big = new Uint8Array(3 << 20).fill(9);
    const [back] = (await globalThis.probe.echo(big)) as [Uint8Array];
    return [
      a === undefined,
      b,
      Number.isNaN(c),
      Object.is(d, -0),
      e === 10n,
      (f as Date).getTime(),
      (g as Float32Array)[0],
      h,
      bytes instanceof Uint8Array && bytes[0],
      back.length === big.length && back.at(-1) === 9,
    ];
  });
  expect(seen).toEqual([true, null, true, true, true, 5, 1.5, 'é\u2028', 7, true]);
});

test('a failed call rejects as on Electron', async ({ page }) => {
  const seen = await page.evaluate(async () => {
    const message = (promise: Promise<unknown>): Promise<string> =>
      promise.then(String, (error: Error) => error.message);
    const { probe } = globalThis;
    return [await message(probe.throws()), await message(probe.missing()), await message(probe.echo(() => 1))];
  });
  expect(seen).toEqual([
    "Error invoking remote method 'throw': TypeError: bad argument",
    "Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
    'An object could not be cloned.',
  ]);
});

test('the main process knows the sender by its frame and its own address', async ({ page }) => {
  expect(await page.evaluate(() => globalThis.probe.sender())).toEqual([true, 'app://local/', 'app://local']);
});

test('the main process tells one page, and not another', async ({ app, page }) => {
  const opened = app.waitForEvent('window');
  await app.evaluate(async () => globalThis.openWindow().loadURL('app://local/second'));
  const second = await opened;
  const listen = (target: Page): Promise<void> =>
    target.evaluate(() => {
      globalThis.probeLog = [];
      globalThis.probe.onTold((value) => globalThis.probeLog.push(value));
    });
  await listen(page);
  await listen(second);
  await second.evaluate(() => globalThis.probe.ask(new Map([['key', 1]])));
  await expect.poll(() => second.evaluate(() => globalThis.probeLog.length)).toBe(1);
  await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('say')?.click());
  await expect.poll(() => page.evaluate(() => globalThis.probeLog)).toEqual(['menu']);
  expect(await second.evaluate(() => globalThis.probeLog.length)).toBe(1);
});

test('a protocol handler answers pages and workers, with its own headers and status', async ({ page }) => {
  const seen = await page.evaluate(async () => {
    const posted = (await (await fetch('/post?q=1', { method: 'POST', body: 'cuerpo é' })).json()) as unknown;
    const worker = new Promise((done) => {
      const started = new Worker(
        (globalThis as unknown as { trustedTypes: { createPolicy: Function } }).trustedTypes
          .createPolicy('p', { createScriptURL: String })
          .createScriptURL('/worker.js'),
      );
      started.addEventListener('message', ({ data }) => done(data));
    });
    const violations: string[] = [];
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
      violations.push(effectiveDirective),
    );
    const outside = await fetch('https://example.org/').then(String, () => 'blocked');
    return { posted, status: (await fetch('/missing')).status, worker: await worker, outside, violations };
  });
  expect(seen).toEqual({
    posted: { url: 'app://local/post?q=1', body: 'cuerpo é' },
    status: 404,
    worker: 404,
    outside: 'blocked',
    violations: ['connect-src'],
  });
});

test('a scheme that Electron would give no storage is refused', async ({ app }) => {
  const message = await app.evaluate(({ protocol }) => {
    try {
      protocol.handle('other', () => new Response(''));
      return 'taken';
    } catch (error) {
      return (error as Error).message;
    }
  });
  expect(message).toContain('not registered');
});

test('nothing outside this machine resolves', async ({ app }) => {
  const failed = await app.evaluate(async () => {
    const loaded = globalThis.openWindow().loadURL('http://example.org/');
    return loaded.then(String, (error: Error) => error.message);
  });
  expect(failed).toContain('ERR_NAME_NOT_RESOLVED');
});

test('a request that leaves the app is put to the session’s filter', async ({ app, page }) => {
  const asked = await app.evaluate(({ session }) => {
    globalThis.probeLog.length = 0;
    session.defaultSession.webRequest.onBeforeRequest(({ url }, answer) => {
      globalThis.probeLog.push(url);
      answer({ cancel: !url.startsWith('app:') });
    });
  });
  expect(asked).toBeUndefined();
  const image = await page.evaluate(
    () =>
      new Promise((done) => {
        const picture = new Image();
        picture.onerror = () => done('refused');
        picture.onload = () => done('shown');
        picture.src = 'http://127.0.0.1:9/x.png';
      }),
  );
  expect(image).toBe('refused');
  // The page's own frame may still have been loading.
  expect((await logOf(app)).filter((url) => !String(url).startsWith('app:'))).toEqual(['http://127.0.0.1:9/x.png']);
});

test('the theme that the main process chose is the one pages see', async ({ app, page }) => {
  const isDark = (): Promise<boolean> => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  await app.evaluate(({ nativeTheme }) => {
    nativeTheme.themeSource = 'dark';
  });
  await expect.poll(isDark).toBe(true);
  await app.evaluate(({ nativeTheme }) => {
    nativeTheme.themeSource = 'light';
  });
  await expect.poll(isDark).toBe(false);
});

test('a prevented navigation stays, and a window asked for by a page is refused', async ({ app, page }) => {
  await page.getByText('away').click();
  await page.getByText('outside').click();
  await expect.poll(() => logOf(app)).toEqual(['navigate app://local/away', 'open https://example.org/']);
  await expect.poll(() => app.windows().length).toBe(1);
  await expect(page.getByText('hello')).toBeVisible();
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL())).toBe(
    'app://local/',
  );
});

test('a page that is not sandboxed and isolated is refused', async ({ app }) => {
  const refused = await app.evaluate(({ BrowserWindow }) =>
    [{ sandbox: false }, { contextIsolation: false }, { nodeIntegration: true }, { webviewTag: true }].map(
      (webPreferences) => {
        try {
          new BrowserWindow({ webPreferences }).destroy();
          return false;
        } catch {
          return true;
        }
      },
    ),
  );
  expect(refused).toEqual([true, true, true, true]);
});

test('every permission is refused', async ({ page }) => {
  const states = await page.evaluate(() =>
    Promise.all(
      ['geolocation', 'notifications', 'camera', 'microphone'].map(
        async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state,
      ),
    ),
  );
  expect(states).not.toContain('granted');
});

test('dialogs give the answer a test puts in their place', async ({ app, page }) => {
  await page.getByText('hello').waitFor();
  const chosen = await app.evaluate(async ({ dialog }) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: 'chosen' });
    return dialog.showSaveDialog({});
  });
  expect(chosen).toEqual({ canceled: false, filePath: 'chosen' });
});

test('a question of two buttons waits for a person: OK is the first, Cancel is no', async ({ app, page }) => {
  await page.getByText('hello').waitFor();
  const ask = (isYes: boolean): Promise<number> => {
    page.once('dialog', (dialog) => {
      expect(dialog.message()).toBe('may it?\n\nhttps://a\n\nyes / no');
      void (isYes ? dialog.accept() : dialog.dismiss());
    });
    return app.evaluate(async ({ dialog }) => {
      const options = { message: 'may it?', detail: 'https://a', buttons: ['yes', 'no'], defaultId: 1, cancelId: 1 };
      return (await dialog.showMessageBox(options)).response;
    });
  };
  expect([await ask(true), await ask(false)]).toEqual([0, 1]);
});

test('a window prints to PDF, is pictured, and has the size it was given', async ({ app, page }) => {
  await page.getByText('hello').waitFor();
  const seen = await app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    const pdf = await contents?.printToPDF({});
    const image = await contents?.capturePage();
    return [pdf?.subarray(0, 5).toString(), image?.toPNG().subarray(1, 4).toString()];
  });
  expect(seen).toEqual(['%PDF-', 'PNG']);
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(900);
});

test('safeStorage opens what it sealed, and owns up to protecting nothing', async ({ app }) => {
  const seen = await app.evaluate(({ safeStorage }) => {
    const sealed = safeStorage.encryptString('palabra');
    return [sealed.includes('palabra'), safeStorage.decryptString(sealed), safeStorage.getSelectedStorageBackend()];
  });
  expect(seen).toEqual([false, 'palabra', 'basic_text']);
});

test('a second start on the same profile hands its arguments to the first and ends', async ({ app, page, openApp }) => {
  await page.getByText('hello').waitFor();
  await openApp('one', { appFolder, args: ['--x', 'a.quipu'] }).catch(() => undefined);
  await expect
    .poll(() => logOf(app))
    .toEqual([{ argv: ['--x', 'a.quipu'], folder: resolve(import.meta.dirname, '../..') }]);
});

test('closing can be prevented; closing the last window quits, in Electron’s order', async ({ app, page }) => {
  await app.evaluate(({ BrowserWindow }) => {
    globalThis.isDirty = true;
    BrowserWindow.getAllWindows()[0]?.close();
    globalThis.isDirty = false;
  });
  await expect(page.getByText('hello')).toBeVisible();
  let said = '';
  app.process().stdout?.on('data', (data: Buffer) => (said += String(data)));
  const exit = exitOf(app);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  expect(await exit).toBe(0);
  expect(said).toContain('quit after: close close closed window-all-closed before-quit will-quit');
});

test('what a page stored is there after a restart, and after the app was killed', async ({ openApp }) => {
  const countStarts = async (page: Page): Promise<number> =>
    page.evaluate(async () => {
      const request = indexedDB.open('starts', 1);
      request.onupgradeneeded = () => request.result.createObjectStore('rows', { autoIncrement: true });
      await new Promise((done) => (request.onsuccess = done));
      const transaction = request.result.transaction('rows', 'readwrite', { durability: 'strict' });
      const store = transaction.objectStore('rows');
      store.add('start');
      const count = store.count();
      await new Promise((done) => (transaction.oncomplete = done));
      return count.result;
    });
  const options: LaunchOptions = { appFolder };
  const first = await openApp('kept', options);
  expect(await countStarts(await pageOf(first))).toBe(1);
  await first.close();
  const second = await openApp('kept', options);
  expect(await countStarts(await pageOf(second))).toBe(2);
  const gone = exitOf(second);
  second.process().kill('SIGKILL');
  await gone;
  const third = await openApp('kept', options);
  expect(await countStarts(await pageOf(third))).toBe(3);
});

test('what is typed or shown is found nowhere on the disk, neither while the app runs nor after', async ({
  openApp,
  folder,
}) => {
  const home = join(folder, 'home');
  const app = await openApp('home/profile', { appFolder, env: { HOME: home, TMPDIR: folder } });
  const page = await pageOf(app);
  await page.evaluate(() => (document.title = 'marcador-uno'));
  await page.getByLabel('Word').fill('marcador-dos');
  await page.getByLabel('Field').fill('marcador-tres');
  await page.getByLabel('Field').press('Enter');
  await page.evaluate(() => history.pushState(null, '', '/#marcador-cuatro'));
  await page.getByText('hello').selectText();
  expect(filesWith(folder, 'marcador')).toEqual([]);
  await app.close();
  expect(filesWith(folder, 'marcador')).toEqual([]);
});
