// Before a journey, by keyboard alone: what would be lost is said, a word is typed, and afterwards there is nothing of
// it on the disk; what went before a crash goes on after it; another person's notebook stays.

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { filesWith } from '../fixtures/files-with.ts';
import { press, type } from './by-keyboard.ts';
import { electronKind, expect, test } from './launch.ts';
import { beginNotebook, openNotebook, recordConsultation, showNotebook, visit } from './notebook.ts';

test.beforeAll(() => console.log(`travel.spec: on ${electronKind}`));

const OTHERS = 'cordones de colores vivos';

const databases = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name ?? ''));

async function eraseByKeyboard(page: Page): Promise<void> {
  await press(page.getByRole('button', { name: 'Borrar el cuaderno' }));
  const dialog = page.getByRole('alertdialog');
  await expect(page.getByRole('alertdialog', { name: '¿Borrar este cuaderno?' })).toContainText('Esto se perdería');
  await press(dialog.getByRole('button', { name: 'Seguir' }));
  await expect(dialog.getByRole('button', { name: 'Borrar para siempre' })).toBeDisabled();
  await page.keyboard.type('borrar');
  await press(dialog.getByRole('button', { name: 'Borrar para siempre' }));
}

test('a notebook is erased by keyboard, and neither its file, its store nor its settings are left', async ({
  openApp,
  folder,
}) => {
  const notebook = await beginNotebook(openApp, 'viaje');
  const { page, app } = notebook;
  await recordConsultation(notebook, 'Consulta en el paso', 'La ventanilla abrió los sábados.');
  await visit(notebook, '/profile?part=device');
  await press(page.getByRole('link', { name: 'Preparar un viaje' }));
  await expect(page.getByText('Registros que solo están aquí, según los recibos')).toBeVisible();
  await eraseByKeyboard(page);
  await expect(page.getByRole('heading', { name: 'Elija su idioma' })).toBeVisible();
  const profiles = join(folder, 'viaje', 'profiles');
  expect(existsSync(profiles) ? readdirSync(profiles) : []).toEqual([]);
  expect(existsSync(join(folder, 'viaje', 'settings.json'))).toBe(false);
  await expect.poll(() => databases(page)).toEqual([]);
  expect(notebook.violations).toEqual([]);
  await app.close();
  expect(filesWith(folder, 'La ventanilla')).toEqual([]);
  const again = await showNotebook(openApp, 'viaje');
  await expect(again.page.getByRole('heading', { name: 'Elija su idioma' })).toBeVisible();
});

test('two people on one computer: neither is shown the other, and erasing one leaves the other', async ({
  openApp,
}) => {
  const notebook = await beginNotebook(openApp, 'compartido');
  const { page } = notebook;
  await recordConsultation(notebook, 'Consulta de Marisol', 'La ventanilla abrió los sábados.');
  await page.keyboard.press('Control+l');
  await press(page.getByRole('button', { name: 'Empezar otro cuaderno' }));
  await type(page.getByLabel('Frase secreta'), OTHERS);
  await type(page.getByLabel('La misma frase, otra vez'), OTHERS);
  await press(page.getByRole('button', { name: 'Empezar el cuaderno' }));
  await press(page.getByRole('button', { name: 'Más tarde', exact: true }));
  await expect(page.getByRole('navigation').getByRole('link', { name: 'Hoy', exact: true })).toBeVisible();
  await visit(notebook, '/records');
  await expect(page.getByText('Consulta de Marisol')).toHaveCount(0);
  await visit(notebook, '/travel');
  await press(page.getByRole('button', { name: 'Borrar el cuaderno' }));
  await press(page.getByRole('alertdialog').getByRole('button', { name: 'Borrar para siempre' }));
  await expect(page.getByRole('button', { name: 'Abrir el cuaderno' })).toBeVisible();
  await type(page.getByLabel('Frase secreta'), OTHERS);
  await press(page.getByRole('button', { name: 'Abrir el cuaderno' }));
  await expect(page.getByText('La frase no es esa.')).toBeVisible();
  await notebook.app.close();
  const mine = await openNotebook(openApp, 'compartido');
  await visit(mine, '/records');
  await expect(mine.page.getByText('Consulta de Marisol').first()).toBeVisible();
  expect(await databases(mine.page)).toHaveLength(1);
});

test('a process killed while it erases leaves a notebook that nothing opens and that goes at the next start', async ({
  openApp,
  folder,
}) => {
  const { page, app } = await beginNotebook(openApp, 'corte');
  // The disk stops answering once the keys are gone; then the power goes.
  await app.evaluate(() => {
    const fs = process.getBuiltinModule('node:fs/promises');
    fs.rm = () => new Promise(() => undefined);
    process.getBuiltinModule('node:module').syncBuiltinESMExports();
  });
  void page.evaluate(() => window.chasqui.vaultErase()).catch(() => undefined);
  const [profile = ''] = readdirSync(join(folder, 'corte', 'profiles'));
  const inside = join(folder, 'corte', 'profiles', profile);
  await expect.poll(() => filesWith(inside, 'chasqui-erased').length).toBeGreaterThanOrEqual(2);
  expect(readdirSync(inside).length).toBeGreaterThan(2);
  const gone = new Promise((done) => app.process().once('exit', done));
  app.process().kill('SIGKILL');
  await gone;
  const again = await showNotebook(openApp, 'corte');
  await expect(again.page.getByRole('heading', { name: 'Elija su idioma' })).toBeVisible();
  expect(existsSync(inside)).toBe(false);
  await expect.poll(() => databases(again.page)).toEqual([]);
});
