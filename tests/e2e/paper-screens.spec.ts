// Paper: a blank form and a record, each asked for as a person does, printed by Chromium, and the dialogs looked at.

import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kindOf } from '#shared/record/kinds.ts';
import { blankFormOf } from '#shared/report/blank-form.ts';
import { inspectDialog } from './inspect-screen.ts';
import { electronKind, expect, test } from './launch.ts';
import { beginNotebook, choose, goTo, type Notebook, recordConsultation, saveTo } from './notebook.ts';

test.beforeAll(() => console.log(`paper-screens.spec: on ${electronKind}`));

const FOLDER = join(import.meta.dirname, '..', '..', 'test-results', 'paper'); // to be looked at

async function saved(notebook: Notebook, name: string, button: string): Promise<string> {
  const path = join(FOLDER, name);
  await saveTo(notebook, path);
  await notebook.page.getByRole('dialog').getByRole('button', { name: button, exact: true }).click();
  await expect(notebook.page.getByText(`Guardado: ${name}`)).toBeVisible();
  return readFileSync(path, 'latin1');
}

const pagesIn = (pdf: string): number => pdf.match(/\/Type \/Page\b/g)?.length ?? 0;

test('a blank form is printed sheet by sheet on either paper, and a record for whoever may read it', async ({
  openApp,
}) => {
  test.setTimeout(300_000);
  mkdirSync(FOLDER, { recursive: true });
  const notebook = await beginNotebook(openApp, 'paper');
  const { page, violations } = notebook;
  await goTo(notebook, 'Registros');
  const askForForm = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Otro registro' }).click();
    await page.getByRole('menuitem', { name: 'Hoja en blanco para imprimir' }).click();
  };
  await askForForm();
  await inspectDialog(page, 'paper-form');
  await askForForm();
  const kind = kindOf('consultation');
  if (kind === undefined) throw new Error('no consultation');
  const onA4 = await saved(notebook, 'form-a4.pdf', 'Guardar como PDF');
  expect(pagesIn(onA4)).toBe(blankFormOf(kind, 'es', 'A4').sheets.length);
  expect(onA4).toMatch(/\/MediaBox \[0 0 59[45][.\d]* 84[12]/);
  expect(onA4).toContain('/StructTreeRoot');
  await choose(page.getByRole('dialog').getByRole('radio', { name: 'Carta' }));
  const onLetter = await saved(notebook, 'form-letter.pdf', 'Guardar como PDF');
  expect(pagesIn(onLetter)).toBe(blankFormOf(kind, 'es', 'Letter').sheets.length);
  expect(onLetter).toMatch(/\/MediaBox \[0 0 612[.\d]* 792/);
  await page.getByRole('dialog').getByRole('button', { name: 'Cerrar' }).click();

  await recordConsultation(notebook, 'Consulta en papel', 'La ventanilla abrió los sábados.');
  await goTo(notebook, 'Registros');
  await page.getByText('Consulta en papel').first().click();
  const askForPage = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Más', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Guardar como PDF' }).click();
  };
  await askForPage();
  await inspectDialog(page, 'paper-record');
  await askForPage();
  await choose(page.getByRole('dialog').getByRole('radio', { name: 'el público' }));
  await page.getByRole('dialog').getByRole('button', { name: 'Guardar', exact: true }).click();
  await expect(page.getByText('no hay nada que pueda mostrarse')).toBeVisible();
  await choose(page.getByRole('dialog').getByRole('radio', { name: /^Para la propia organización/ }));
  const record = await saved(notebook, 'record.pdf', 'Guardar');
  expect(record).toContain('/StructTreeRoot');
  expect(pagesIn(record)).toBeGreaterThan(0);
  expect(violations).toEqual([]);
});
