// The shell around the page, whatever the page looks like: window, bridge, policy, doors, vault, journal, kept
// bundles, menu, locking. Everything is asked through the page's own bridge, as the engine asks it.

import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { calls, channelOf, type Desktop, type OpenVault } from '#shared/wire/ipc.ts';
import { electronKind, expect, test } from './launch.ts';

declare global {
  interface Window {
    readonly chasqui: Desktop;
    heard: unknown[];
    violations: string[];
  }
  var opened: string[];
}

const PASSPHRASE = 'quipu de lana azul';
const ID = 'A'.repeat(43);

test.beforeAll(() => console.log(`shell.spec: on ${electronKind}`));

async function pageOf(app: ElectronApplication): Promise<Page> {
  const page = await app.firstWindow();
  await page.waitForFunction(() => 'chasqui' in window && document.readyState === 'complete');
  return page;
}

const create = (page: Page): Promise<OpenVault> =>
  page.evaluate(async (passphrase) => {
    const made = await window.chasqui.vaultCreate({ passphrase });
    if (!made.ok) throw new Error(made.error.type);
    return made.value;
  }, PASSPHRASE);

const stateOf = (page: Page): Promise<string> => page.evaluate(async () => (await window.chasqui.vaultStatus()).state);

/** Files under a folder that hold a word, as UTF-8 or UTF-16. */
function filesWith(folder: string, word: string): readonly string[] {
  const forms = [Buffer.from(word, 'utf8'), Buffer.from(word, 'utf16le')];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => forms.some((form) => readFileSync(file).includes(form)));
}

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
      setTimeout(() => done(refused(() => (0, eval)('1')) && refused(() => new Function('return 1'))), 0),
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

test('vault, journal, kept bundles and high-water mark survive a restart and a kill, and are sealed on the disk', async ({
  openApp,
  folder,
}) => {
  const first = await openApp('kept');
  const page = await pageOf(first);
  expect(await stateOf(page)).toBe('none');
  const made = await create(page);
  expect([made.isNew, made.dataKey.length, made.root]).toEqual([true, 32, null]);
  const kept = await page.evaluate(async (id) => {
    const { chasqui } = window;
    const mark = await chasqui.journalAppend({
      entries: ['MARCADOR-uno', 'MARCADOR-dos'].map((text) => new TextEncoder().encode(text)),
    });
    await chasqui.bundleKeep({ id, origin: 'packed', bytes: new Uint8Array([1, 2, 3]) });
    await chasqui.highWaterWrite({ changesets: 7, records: 3 });
    const root = await chasqui.vaultNewKey({ as: 'root' });
    const signature = await chasqui.vaultSign({
      as: 'device',
      type: 'application/vnd.chasqui.changeset+json;v=1',
      body: '{}',
    });
    return { mark, root, signature: signature.ok && signature.value.length };
  }, ID);
  expect(kept.signature).toBe(64);
  const gone = new Promise((done) => first.process().once('exit', done));
  first.process().kill('SIGKILL');
  await gone;

  const second = await openApp('kept');
  const again = await pageOf(second);
  expect(await stateOf(again)).toBe('locked');
  const found = await again.evaluate(
    async ({ passphrase, id }) => {
      const { chasqui } = window;
      const before = await chasqui.journalMark();
      const wrong = await chasqui.vaultUnlock({ passphrase: 'otra frase cualquiera' });
      const unlocked = await chasqui.vaultUnlock({ passphrase });
      const entries = await chasqui.journalRead({ from: 0 });
      const bundle = await chasqui.bundleRead({ id });
      return {
        before,
        wrong,
        unlocked,
        mark: await chasqui.journalMark(),
        texts: entries.ok ? entries.value.entries.map((entry) => new TextDecoder().decode(entry)) : [],
        bundle: bundle.ok ? [...bundle.value] : [],
        listed: await chasqui.bundlesKept(),
        high: await chasqui.highWaterRead(),
      };
    },
    { passphrase: PASSPHRASE, id: ID },
  );
  expect(found.before).toEqual({ ok: false, error: { type: 'vaultLocked' } });
  expect(found.wrong).toEqual({ ok: false, error: { type: 'wrongPassphrase', waitSeconds: 0 } });
  expect(found.unlocked).toMatchObject({
    ok: true,
    value: { profile: made.profile, device: made.device, isNew: false },
  });
  expect(found.unlocked.ok && { ok: true, value: found.unlocked.value.root }).toEqual(kept.root);
  expect(found.mark).toEqual(kept.mark);
  expect(found.texts).toEqual(['MARCADOR-uno', 'MARCADOR-dos']);
  expect(found.bundle).toEqual([1, 2, 3]);
  expect(found.listed).toEqual({ ok: true, value: [{ id: ID, origin: 'packed', size: 3 }] });
  expect(found.high).toEqual({ changesets: 7, records: 3 });
  for (const word of ['MARCADOR', PASSPHRASE, made.device.key]) expect(filesWith(folder, word)).toEqual([]);
  if (process.platform !== 'win32') {
    const profiles = join(folder, 'kept', 'profiles');
    for (const entry of readdirSync(profiles, { recursive: true, withFileTypes: true })) {
      expect(statSync(join(entry.parentPath, entry.name)).mode & 0o077, entry.name).toBe(0);
    }
  }
});

test('locking takes the keys from the page: by its own call, and by the menu even where the page does nothing', async ({
  openApp,
}) => {
  const app = await openApp('one');
  const page = await pageOf(app);
  await create(page);
  await page.evaluate(() => window.chasqui.vaultLock());
  expect(await stateOf(page)).toBe('locked');
  await page.evaluate((passphrase) => window.chasqui.vaultUnlock({ passphrase }), PASSPHRASE);
  expect(await stateOf(page)).toBe('open');
  await page.evaluate(() => (window.heard = ['before']));
  await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('lock')?.click());
  await expect.poll(() => stateOf(page)).toBe('locked');
});

test('suspend and the lid lock, and the page is told', async ({ openApp }) => {
  const app = await openApp('one');
  const page = await pageOf(app);
  await create(page);
  await page.evaluate(() => {
    window.heard = [];
    window.chasqui.on('lock', () => {
      window.heard.push('lock');
      void window.chasqui.vaultLock();
    });
  });
  for (const [at, event] of (['suspend', 'lock-screen'] as const).entries()) {
    await page.evaluate((passphrase) => window.chasqui.vaultUnlock({ passphrase }), PASSPHRASE);
    await app.evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name), event);
    await expect.poll(() => stateOf(page)).toBe('locked');
    expect(await page.evaluate(() => window.heard)).toEqual(Array.from({ length: at + 1 }, () => 'lock'));
  }
});

test('menu commands reach the page that listens, in its own language, until it stops listening', async ({
  openApp,
}) => {
  const app = await openApp('one');
  const page = await pageOf(app);
  const click = (id: string): Promise<void> =>
    app.evaluate(({ Menu }, item) => void Menu.getApplicationMenu()?.getMenuItemById(item)?.click(), id);
  const label = (id: string): Promise<string | undefined> =>
    app.evaluate(({ Menu }, item) => Menu.getApplicationMenu()?.getMenuItemById(item)?.label, id);
  const stop = await page.evaluateHandle(() => {
    window.heard = [];
    return window.chasqui.on('menu', (command) => window.heard.push(command));
  });
  for (const id of ['newConsultation', 'board', 'help']) await click(id);
  await expect.poll(() => page.evaluate(() => window.heard)).toEqual(['newConsultation', 'board', 'help']);
  await page.evaluate((listening) => listening(), stop);
  await click('today');
  await page.evaluate(() => window.chasqui.settingsWrite({ language: 'fr', textSize: 115, theme: 'dark' }));
  expect(await label('newConsultation')).toBe('Nouvelle consultation');
  expect(await page.evaluate(() => window.heard)).toEqual(['newConsultation', 'board', 'help']);
  expect(await page.evaluate(() => window.chasqui.settingsRead())).toEqual({
    language: 'fr',
    textSize: 115,
    theme: 'dark',
  });
});

test('a bundle on the command line waits for the page, and a second start hands its own over and ends', async ({
  openApp,
  folder,
}) => {
  writeFileSync(join(folder, 'one.quipu'), 'first');
  writeFileSync(join(folder, 'two.quipu'), 'second');
  const app = await openApp('one', { args: [join(folder, 'one.quipu')] });
  const page = await pageOf(app);
  const waiting = (): Promise<readonly string[]> =>
    page.evaluate(async () =>
      (await window.chasqui.bundlesWaiting()).map(({ name, bytes }) => `${name}: ${new TextDecoder().decode(bytes)}`),
    );
  expect(await waiting()).toEqual(['one.quipu: first']);
  expect(await waiting()).toEqual([]);
  await page.evaluate(() => {
    window.heard = [];
    window.chasqui.on('bundlesArrived', () => window.heard.push('arrived'));
  });
  const second = await openApp('one', { args: [join(folder, 'two.quipu')] }).catch(() => undefined);
  expect(second?.windows() ?? []).toEqual([]);
  await expect.poll(() => page.evaluate(() => window.heard)).toEqual(['arrived']);
  expect(await waiting()).toEqual(['two.quipu: second']);
});

test('a kept bundle is saved where the person says, under a plain name, and a picked file comes without its path', async ({
  openApp,
  folder,
}) => {
  const app = await openApp('one');
  const page = await pageOf(app);
  await create(page);
  const target = join(folder, 'usb.quipu');
  await app.evaluate(({ dialog }, filePath) => {
    globalThis.opened = [];
    const asked = (...args: unknown[]): void =>
      void globalThis.opened.push(String((args.at(-1) as { defaultPath?: string }).defaultPath));
    dialog.showSaveDialog = (...args: unknown[]) => {
      asked(...args);
      return Promise.resolve({ canceled: false, filePath });
    };
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
  }, target);
  const seen = await page.evaluate(async (id) => {
    const { chasqui } = window;
    await chasqui.bundleKeep({ id, origin: 'packed', bytes: new Uint8Array([9, 8, 7]) });
    const saved = await chasqui.bundleSaveAs({ id, suggestedName: '../sobre' });
    const picked = await chasqui.bundlePick();
    return { saved, picked: picked.ok && picked.value !== null && [picked.value.name, ...picked.value.bytes] };
  }, ID);
  expect(seen).toEqual({ saved: { ok: true, value: { name: 'usb.quipu' } }, picked: ['usb.quipu', 9, 8, 7] });
  expect([...readFileSync(target)]).toEqual([9, 8, 7]);
  expect(await app.evaluate(() => globalThis.opened)).toEqual(['-sobre.quipu']);
  await app.evaluate(({ dialog }) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: true, filePath: '' });
  });
  expect(await page.evaluate((id) => window.chasqui.bundleSaveAs({ id, suggestedName: 'x' }), ID)).toEqual({
    ok: true,
    value: null,
  });
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
