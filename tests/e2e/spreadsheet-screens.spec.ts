// A spreadsheet out, filled in, and back, as a person does it; the place looked at before and after.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { typedInto } from '#tests/fixtures/typed-into.ts';
import { inspectScreen } from './inspect-screen.ts';
import { electronKind, expect, test } from './launch.ts';
import { beginNotebook, chooseFile, goTo, saveTo } from './notebook.ts';

test.beforeAll(() => console.log(`spreadsheet-screens.spec: on ${electronKind}`));

const FOLDER = join(import.meta.dirname, '..', '..', 'test-results', 'spreadsheet'); // to be looked at

test('a spreadsheet goes out empty, comes back filled in, is looked at, saved and taken back', async ({ openApp }) => {
  test.setTimeout(300_000);
  mkdirSync(FOLDER, { recursive: true });
  const notebook = await beginNotebook(openApp, 'spreadsheet');
  const { page, violations } = notebook;
  await goTo(notebook, 'Registros');
  await page.getByRole('button', { name: 'Otro registro' }).click();
  await page.getByRole('menuitem', { name: 'Hoja de Excel: llenar y traer' }).click();
  await expect(page.getByRole('heading', { name: 'Llevar' })).toBeVisible();
  await inspectScreen(page, 'spreadsheet');
  const empty = join(FOLDER, 'vacia.xlsx');
  await saveTo(notebook, empty);
  await page.getByRole('button', { name: 'Guardar la hoja' }).click();
  await expect(page.getByText('Guardado: vacia.xlsx.')).toBeVisible();
  const filled = join(FOLDER, 'llena.xlsx');
  const withTitle = typedInto(readFileSync(empty), 'title', 4, 'Feria de orientación');
  writeFileSync(filled, typedInto(typedInto(withTitle, 'title', 5, 'Otra'), 'date_start', 5, '5/11/2025'));
  await chooseFile(notebook, filled);
  await page.getByRole('button', { name: 'Elegir el archivo' }).click();
  await expect(page.getByText('No se entiende la fecha', { exact: false })).toBeVisible();
  await inspectScreen(page, 'spreadsheet-plan');
  await page.getByRole('button', { name: 'Guardar los cambios' }).click();
  await expect(page.getByText('Guardado lo de la hoja llena.xlsx.')).toBeVisible();
  await goTo(notebook, 'Registros');
  await expect(page.getByText('Feria de orientación').first()).toBeVisible();
  expect(violations).toEqual([]);
});
