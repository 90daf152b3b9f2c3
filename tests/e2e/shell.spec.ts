// The shell around the page, whatever the page looks like: window, bridge, policy, doors. Everything is asked
// through the page's own bridge, as the engine asks it.

import { calls, channelOf } from '#shared/wire/ipc.ts';
import { electronKind, expect, test } from './launch.ts';
import { ID, pageOf, stateOf } from './shell-page.ts';

test.beforeAll(() => console.log(`shell.spec: on ${electronKind}`));

test('the window opens on our own page, sandboxed, under a title that tells nothing', async ({ openApp }) => {
  const app = await openApp('one');
  const page = await pageOf(app);
  expect(
    await page.evaluate(() => [
      location.href.replace(/^http:\/\/local\.app\.localhost/, 'app://local').replace(/#.*/, ''),
      isSecureContext,
    ]),
  ).toEqual(['app://local/index.html', true]);
  const windows = (): Promise<unknown> =>
    app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((one) => ({ title: one.getTitle(), isVisible: one.isVisible() })),
    );
  await expect.poll(windows).toEqual([{ title: 'Chasqui', isVisible: true }]);
  await page.locator('main h1').first().waitFor(); // a page that is still being shown gives itself its own title
  await page.evaluate(() => (document.title = 'Consulta de Marisol'));
  await expect.poll(() => page.title()).toBe('Consulta de Marisol');
  expect(await windows()).toEqual([{ title: 'Chasqui', isVisible: true }]);
});

test('the page has the bridge of the schema, frozen, and nothing else of the main process', async ({ openApp }) => {
  const page = await pageOf(await openApp('one'));
  const seen = await page.evaluate(() => {
    const overwrite = (): string => {
      'use strict';
      try {
        (window as unknown as Record<string, unknown>)['chasqui'] = 1;
        Object.assign(window.chasqui, { vaultUnlock: () => 'stolen' });
      } catch {
        // refused, as it should be
      }
      return typeof window.chasqui.vaultUnlock;
    };
    return {
      names: Object.keys(window.chasqui).sort(),
      isFrozen: Object.isFrozen(window.chasqui),
      overwrite: overwrite(),
      leaks: ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron', 'global'].filter(
        (name) => name in globalThis,
      ),
    };
  });
  expect(seen).toEqual({
    names: [...Object.keys(calls), 'on'].sort(),
    isFrozen: true,
    overwrite: 'function',
    leaks: [],
  });
});

test('the policy holds: no inline script, no eval, no unnamed HTML, no network, no frame', async ({ openApp }) => {
  const page = await pageOf(await openApp('one'));
  const seen = await page.evaluate(async () => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', (event) => window.violations.push(event.effectiveDirective));
    const refused = (work: () => unknown): boolean => {
      try {
        work();
        return false;
      } catch {
        return true;
      }
    };
    // In a timer: what DevTools itself evaluates is above the policy.
    const isEvalRefused = await new Promise<boolean>((done) =>
      setTimeout(() => {
        const byEval = refused(() => (Reflect.get(globalThis, 'eval') as (text: string) => unknown)('1'));
        done(
          byEval && refused(() => Reflect.construct(Reflect.get(globalThis, 'Function') as () => void, ['return 1'])),
        );
      }, 0),
    );
    const areTypesTrusted = refused(() => (document.createElement('div').innerHTML = '<b>x</b>'));
    const script = document.createElement('script');
    const isScriptTextRefused = refused(() => (script.text = 'window.injected = true'));
    script.append('window.injected = true');
    document.body.append(script);
    const style = document.createElement('style');
    style.textContent = 'body { display: none }';
    document.head.append(style);
    const remote = await fetch('https://example.org/').then(
      () => 'reached',
      () => 'refused',
    );
    const image = new Image();
    image.src = 'https://example.org/x.png';
    const frame = document.createElement('iframe');
    frame.src = 'app://local/index.html';
    document.body.append(frame);
    const own = await fetch('./index.html').then((response) => response.status);
    const missing = await fetch('./none.json').then((response) => response.status);
    return {
      isEvalRefused,
      areTypesTrusted,
      isScriptTextRefused,
      isInjected: 'injected' in window,
      remote,
      own,
      missing,
      bodyDisplay: getComputedStyle(document.body).display !== 'none',
    };
  });
  expect(seen).toEqual({
    isEvalRefused: true,
    areTypesTrusted: true,
    isScriptTextRefused: true,
    isInjected: false,
    remote: 'refused',
    own: 200,
    missing: 404,
    bodyDisplay: true,
  });
  await expect
    .poll(() => page.evaluate(() => [...new Set(window.violations)].sort()))
    .toEqual(
      expect.arrayContaining(['connect-src', 'frame-src', 'img-src', 'require-trusted-types-for', 'style-src-elem']),
    );
});

test('our own page loads, and loads again, without breaking the policy once', async ({ openApp }) => {
  const page = await pageOf(await openApp('one'));
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', (event) => window.violations.push(event.effectiveDirective));
  });
  await page.reload();
  await page.waitForFunction(
    () => document.readyState === 'complete' && document.getElementById('root')?.hasChildNodes(),
  );
  expect(await page.evaluate(() => window.violations)).toEqual([]);
  expect(await stateOf(page)).toBe('none');
});

test('the page goes nowhere, opens nothing, and is granted no permission', async ({ openApp }) => {
  const app = await openApp('one');
  const page = await pageOf(app);
  const address = page.url();
  await page.evaluate(() => {
    window.heard = ['still here'];
    for (const href of ['https://example.org/', 'app://local/none.html', 'file:///etc/passwd', 'data:text/html,x']) {
      const link = Object.assign(document.createElement('a'), { href });
      document.body.append(link);
      link.click();
    }
    window.open('https://example.org/');
    window.open('index.html');
  });
  const permissions = await page.evaluate(async () => ({
    notifications: await Notification.requestPermission(),
    place: await new Promise((done) =>
      navigator.geolocation.getCurrentPosition(
        () => done('granted'),
        (error) => done(error.code === error.PERMISSION_DENIED ? 'denied' : 'unavailable'),
      ),
    ),
    media: await navigator.mediaDevices.getUserMedia({ audio: true }).then(
      () => 'granted',
      () => 'refused',
    ),
  }));
  expect(permissions).toEqual({ notifications: 'denied', place: 'denied', media: 'refused' });
  expect(page.url()).toBe(address);
  expect(await page.evaluate(() => window.heard)).toEqual(['still here']);
  await expect.poll(() => app.windows().length).toBe(1);
});

test('wrong arguments, too many and a wrong id are refused at the door, in one word', async ({ openApp }) => {
  const page = await pageOf(await openApp('one'));
  const messages = await page.evaluate(async (id) => {
    const { chasqui } = window;
    const loose = chasqui as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
    const message = (call: Promise<unknown> | undefined): Promise<string> =>
      (call ?? Promise.resolve()).then(
        () => 'answered',
        (error: Error) => error.message,
      );
    return [
      await message(loose['vaultCreate']?.({ passphrase: 3 })),
      await message(loose['vaultCreate']?.()),
      await message(loose['vaultStatus']?.('one too many')),
      await message(loose['bundleRead']?.({ id: '../../../etc/passwd' })),
      await message(loose['bundleKeep']?.({ id, origin: 'packed', bytes: 'text' })),
      await message(loose['fileSave']?.({ kind: 'exe', suggestedName: 'x', bytes: new Uint8Array(1) })),
    ];
  }, ID);
  for (const message of messages) expect(message).toMatch(/badArguments$/);
});

test('a second window, with the same preload, is not listened to', async ({ openApp }) => {
  const app = await openApp('one');
  await pageOf(app);
  const [second] = await Promise.all([
    app.waitForEvent('window'),
    app.evaluate(async ({ app: self, BrowserWindow }) => {
      const window = new BrowserWindow({
        webPreferences: { preload: `${self.getAppPath()}/out/preload/preload.cjs`, sandbox: true },
      });
      await window.loadURL('app://local/index.html');
    }),
  ]);
  await second.waitForFunction(() => 'chasqui' in window);
  const message = await second.evaluate(() =>
    window.chasqui.vaultStatus().then(
      () => 'answered',
      (error: Error) => error.message,
    ),
  );
  expect(message).toMatch(/untrustedSender$/);
});

test('a bug in the main process reaches the page as one word without its message', async ({ openApp }) => {
  const app = await openApp('one');
  const page = await pageOf(app);
  await app.evaluate(({ app: self }) => {
    self.getVersion = () => {
      throw new Error('la casa de Marisol');
    };
  });
  const message = await page.evaluate(() =>
    window.chasqui.appInfo().then(
      () => 'answered',
      (error: Error) => error.message,
    ),
  );
  expect(message).toMatch(/internal$/);
  expect(message).not.toContain('Marisol');
});

test('the app knows what it is and where it runs', async ({ openApp }) => {
  const page = await pageOf(await openApp('one', { env: { LANG: 'ht_HT.UTF-8' } }));
  const info = await page.evaluate(() => window.chasqui.appInfo());
  expect(info).toMatchObject({ platform: process.platform, isRealElectron: electronKind === 'Electron' });
  expect(info.version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(Date.parse(info.builtAt)).toBeGreaterThan(Date.parse('2026-01-01'));
  expect(info.freeBytes).toBeGreaterThan(0);
});

test('what the main process says on its console is codes and nothing else', async ({ openApp }) => {
  const app = await openApp('one');
  let said = '';
  for (const stream of [app.process().stdout, app.process().stderr])
    stream?.on('data', (data: Buffer) => (said += String(data)));
  const page = await pageOf(app);
  await page.evaluate(async () => {
    const loose = window.chasqui as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
    await loose['vaultCreate']?.({ passphrase: ['MARCADOR'] }).catch(() => undefined);
  });
  await expect.poll(() => said).toContain(`chasqui badArguments vaultCreate`);
  expect(said).not.toContain('MARCADOR');
  expect(said).not.toContain(channelOf('vaultCreate'));
});
