// The services behind the shell, through the page's own bridge and over restarts: vault, journal, kept bundles,
// locking, menu, files.

import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { electronKind, expect, test } from './launch.ts';
import { filesWith } from '../fixtures/files-with.ts';
import { create, ID, pageOf, PASSPHRASE, stateOf } from './shell-page.ts';

declare global {
  var opened: string[];
}

test.beforeAll(() => console.log(`shell-services.spec: on ${electronKind}`));

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

test('a keychain whose key lies on the same disk is not relied on', async ({ openApp, folder }) => {
  const app = await openApp('one');
  const { profile } = await create(await pageOf(app));
  const isKeychain = await app.evaluate(
    ({ safeStorage }) =>
      process.platform !== 'linux' || !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend()),
  );
  const file = JSON.parse(readFileSync(join(folder, 'one', 'profiles', profile, 'vault.json'), 'utf8')) as {
    readonly wraps: readonly { readonly keychain: string | null }[];
  };
  expect(file.wraps.map(({ keychain }) => keychain !== null)).toEqual(isKeychain ? [true, false] : [false]);
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
  // A page that does not answer is loaded anew, maybe while it is being asked.
  await expect(async () => expect(await stateOf(page)).toBe('locked')).toPass({ timeout: 20_000 });
});

test('suspend and the lid lock, and the page is told', async ({ openApp }) => {
  const app = await openApp('one');
  const page = await pageOf(app);
  await create(page);
  /** How often the page was told since it was loaded; it listens from the first time it is asked. */
  const heard = (): Promise<number> =>
    page.evaluate(() => {
      const known = window.heard as unknown[] | undefined;
      if (known === undefined) {
        window.heard = [];
        window.chasqui.on('lock', () => {
          window.heard.push('lock');
          void window.chasqui.vaultLock();
        });
      }
      return window.heard.length;
    });
  for (const event of ['suspend', 'lock-screen'] as const) {
    const before = await heard();
    await page.evaluate((passphrase) => window.chasqui.vaultUnlock({ passphrase }), PASSPHRASE);
    await app.evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name), event);
    // On a busy machine the page may not answer in time: then it is loaded anew, and what it heard is gone with it.
    await expect(async () => {
      expect(await stateOf(page)).toBe('locked');
      const now = await page.evaluate(() => (window.heard as unknown[] | undefined)?.length ?? null);
      expect(now === null || now > before).toBe(true); // null: loaded anew
    }).toPass({ timeout: 20_000 });
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
