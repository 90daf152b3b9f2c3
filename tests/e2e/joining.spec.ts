// Asking to join, from a notebook that has nothing in it: found on the first page, filled in by a person, signed, and
// handed over on paper, since no mechanism is known yet.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspectScreen } from './inspect-screen.ts';
import { electronKind, expect, test } from './launch.ts';
import { beginNotebook, choose, finishForm, saveTo, visit } from './notebook.ts';

test.beforeAll(() => console.log(`joining.spec: on ${electronKind}`));

test('an application is filled in, signed and printed before anything was joined', async ({ openApp, folder }) => {
  test.setTimeout(300_000);
  const notebook = await beginNotebook(openApp, 'joining');
  const { page, violations } = notebook;
  await page.getByRole('link', { name: 'Pedir ingreso' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Solicitud de ingreso' })).toBeVisible();
  await inspectScreen(page, 'joining-empty');

  await page.getByRole('button', { name: 'Empezar la solicitud' }).click();
  await page.getByLabel(/^Nombre con que se presenta/).fill('Ana, de la plaza');
  await expect(page.getByLabel(/^Nombre de la organización/)).toBeVisible();
  await choose(page.getByRole('radio', { name: 'Persona', exact: false }).first());
  await expect(page.getByLabel(/^Nombre de la organización/)).toHaveCount(0);
  await finishForm(notebook);

  await visit(notebook, '/profile/joining');
  await expect(page.getByText('Está terminada y firmada por este equipo.')).toBeVisible();
  await inspectScreen(page, 'joining-signed');
  const file = join(folder, 'solicitud.pdf');
  await saveTo(notebook, file);
  await page.getByRole('button', { name: 'Guardar para imprimir (PDF)' }).click();
  await expect(page.getByText('Guardado: solicitud.pdf')).toBeVisible({ timeout: 60_000 });
  expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-');
  await page.getByRole('link', { name: 'Abrir el archivo del Mecanismo' }).click();
  await expect(page).toHaveURL(/#\/profile$/);
  expect(violations).toEqual([]);
});
