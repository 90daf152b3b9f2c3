// A new version of the app, in the whole app: the build of today knows no release key and no address, and says so; one
// that somebody publishes takes what they signed, from a stick and from their address, and nothing else.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { runUpdateFile } from '#scripts/update/run.ts';
import { inspectScreen } from './inspect-screen.ts';
import { electronKind, expect, type OpenApp, test } from './launch.ts';
import { beginNotebook, chooseFile, type Notebook } from './notebook.ts';
import { buildPublishedApp } from './published-app.ts';

test.beforeAll(() => console.log(`update.spec: on ${electronKind}`));

async function openUpdating(page: Page): Promise<void> {
  await page.keyboard.press('F1');
  await page.getByRole('tab', { name: 'Marcas y teclas' }).focus();
  await page.keyboard.press('End');
  await expect(page.getByText(/^Aquí está Chasqui \d+\.\d+\.\d+\.$/)).toBeVisible();
}

test('a build without a release key says which version it is, and that it takes no update', async ({
  openApp,
  folder,
}) => {
  const notebook = await beginNotebook(openApp, 'update');
  const { page, violations } = notebook;
  await openUpdating(page);
  await expect(page.getByText('Esta copia no puede comprobar actualizaciones')).toBeVisible();
  await inspectScreen(page, 'help-update');
  const file = join(folder, 'Chasqui.chasqui');
  writeFileSync(file, 'chasqui-update/1\n{}\n');
  await chooseFile(notebook, file);
  type Asking = { chasqui: Record<'updatePick' | 'updateLook', () => Promise<unknown>> };
  for (const call of ['updatePick', 'updateLook'] as const) {
    const answer = await page.evaluate((name) => (window as unknown as Asking).chasqui[name](), call);
    expect(answer).toEqual({ ok: false, error: { type: 'noReleaseKey' } });
  }
  expect(violations).toEqual([]);
});

/** As `npm run pack` names what it makes for this computer. */
const ARTIFACT = {
  win32: `Chasqui-9.1.0-win-${process.arch}.zip`,
  darwin: `Chasqui-9.1.0-mac-${process.arch}.dmg`,
  linux: `Chasqui-9.1.0-linux-${process.arch}.tar.gz`,
}[process.platform as string] as string;
const INSTALLER = Buffer.alloc(3_000_000, 'an installer ');

interface Publisher {
  readonly publicKey: string;
  /** what they signed of INSTALLER */
  readonly file: string;
}

async function publisherIn(folder: string): Promise<Publisher> {
  mkdirSync(folder);
  const said: string[] = [];
  const says = { out: (line: string) => void said.push(line), err: (line: string) => void said.push(line) };
  const key = join(folder, 'release.pem');
  expect(await runUpdateFile(['key', '--out', key], says)).toBe(0);
  const publicKey = said.at(-1) ?? '';
  const installer = join(folder, ARTIFACT);
  writeFileSync(installer, INSTALLER);
  const make = ['make', '--installer', installer, '--key', key, '--until', '2999-12-31', '--out', folder];
  expect(await runUpdateFile(make, says), said.join('\n')).toBe(0);
  return { publicKey, file: `${installer}.chasqui` };
}

/** Hands out a file as any web server does, cut where it is told to. */
async function serve(file: () => Buffer, cutAfter: () => number): Promise<{ server: Server; address: string }> {
  const server = createServer((request, response) => {
    const [, from = '0', to = ''] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
    const part = file().subarray(Number(from), Number(to) + 1);
    response.writeHead(206, { 'content-length': part.length });
    if (part.length <= cutAfter()) response.end(part);
    else response.write(part.subarray(0, cutAfter()), () => response.destroy());
  });
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  return { server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** What the system would be asked to open or to show is kept instead; the question is answered with yes, and kept. */
const keepWhatIsAsked = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ dialog, shell }) => {
    const kept: string[] = [];
    (globalThis as unknown as { kept: string[] }).kept = kept;
    shell.openPath = async (path) => {
      kept.push(path);
      return '';
    };
    shell.showItemInFolder = (path) => void kept.push(path);
    dialog.showMessageBox = (async (_window: unknown, options: { readonly detail: string }) => {
      kept.push(options.detail);
      return { response: 0, checkboxChecked: false };
    }) as unknown as typeof dialog.showMessageBox;
  });
const keptIn = (app: ElectronApplication): Promise<readonly string[]> =>
  app.evaluate(() => (globalThis as unknown as { kept: string[] }).kept);

async function beginPublished(openApp: OpenApp, appFolder: string): Promise<Notebook> {
  const notebook = await beginNotebook((profile, options) => openApp(profile, { ...options, appFolder }), 'published');
  await openUpdating(notebook.page);
  return notebook;
}

test('a build with a key and an address brings what was signed, behind a cut, and hands it to the system', async ({
  openApp,
  folder,
}) => {
  const publisher = await publisherIn(join(folder, 'publisher'));
  const stranger = await publisherIn(join(folder, 'stranger'));
  let handedOut = stranger.file;
  let cutAfter = Number.POSITIVE_INFINITY;
  const { server, address } = await serve(
    () => readFileSync(handedOut),
    () => cutAfter,
  );
  const appFolder = join(folder, 'app');
  await buildPublishedApp(appFolder, { address, keys: [publisher.publicKey] });
  const { app, page, violations } = await beginPublished(openApp, appFolder);
  await keepWhatIsAsked(app);
  await inspectScreen(page, 'help-update-ways');
  const look = page.getByRole('button', { name: 'Buscar en internet' });

  await look.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('No lo firmó quien publica Chasqui', { exact: false })).toBeVisible();
  expect((await keptIn(app))[0]).toContain(address);

  handedOut = publisher.file;
  await look.click();
  await expect(page.getByText(/^Chasqui 9\.1\.0, del /)).toBeVisible();
  await inspectScreen(page, 'help-update-found');
  cutAfter = 1_000_000;
  await page.getByRole('button', { name: 'Traer y comprobar' }).click();
  await expect(page.getByText('Lo que ya llegó se queda aquí', { exact: false })).toBeVisible();
  cutAfter = Number.POSITIVE_INFINITY;
  await page.getByRole('button', { name: 'Traer y comprobar' }).click();
  await expect(page.getByText('Chasqui 9.1.0 está comprobado y en este equipo')).toBeVisible();
  await inspectScreen(page, 'help-update-ready');
  await page.getByRole('button', { name: /^(Mostrar en la carpeta|Abrir el instalador)$/ }).click();
  await expect.poll(async () => (await keptIn(app)).at(-1)).toContain(ARTIFACT);
  expect(readFileSync((await keptIn(app)).at(-1) ?? '').equals(INSTALLER)).toBe(true);
  expect(violations).toEqual([]);
  server.close();
});

test('a build with a key and no address takes the same file from a stick, and no stranger’s', async ({
  openApp,
  folder,
}) => {
  const publisher = await publisherIn(join(folder, 'publisher'));
  const stranger = await publisherIn(join(folder, 'stranger'));
  const appFolder = join(folder, 'app');
  await buildPublishedApp(appFolder, { address: null, keys: [publisher.publicKey] });
  const notebook = await beginPublished(openApp, appFolder);
  const { page } = notebook;
  await expect(page.getByText('no sabe de ninguna dirección en internet', { exact: false })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Buscar en internet' })).toHaveCount(0);
  await inspectScreen(page, 'help-update-by-stick');
  await chooseFile(notebook, stranger.file);
  await page.getByRole('button', { name: 'Elegir el archivo' }).click();
  await expect(page.getByText('No lo firmó quien publica Chasqui', { exact: false })).toBeVisible();
  await chooseFile(notebook, publisher.file);
  await page.getByRole('button', { name: 'Elegir el archivo' }).click();
  await page.getByRole('button', { name: 'Copiar y comprobar' }).click();
  await expect(page.getByText('Chasqui 9.1.0 está comprobado y en este equipo')).toBeVisible();
});
