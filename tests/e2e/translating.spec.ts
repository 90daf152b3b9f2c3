// Translating a record in the whole app, with the keyboard alone: written beside the original, read by whoever chooses it,
// found by its words, and said to be old once the original changes.

import { inspectScreen } from './inspect-screen.ts';
import { electronKind, expect, test } from './launch.ts';
import { beginNotebook, goTo, openForm, recordConsultation } from './notebook.ts';

test.beforeAll(() => console.log(`translating.spec: on ${electronKind}`));

const TITLE = 'Consulta en el puente';

test('a record is translated, read in both languages, found by the translation, and the translation grows old', async ({
  openApp,
}) => {
  test.setTimeout(300_000);
  const notebook = await beginNotebook(openApp, 'translating');
  const { page, violations } = notebook;
  await recordConsultation(notebook, TITLE, 'Abrieron los sábados.');
  await goTo(notebook, 'Registros');
  await page.getByText(TITLE).first().click();
  await expect(page.getByRole('heading', { level: 1, name: TITLE })).toBeVisible();
  await page.getByRole('button', { name: 'Más', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Traducir' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Traducir este registro' });
  const [title, progress] = [
    dialog.getByLabel(/\(English\)/).first(),
    dialog.getByLabel(/^Progresos, objetivo \d+ \(English\)/),
  ];
  await title.focus();
  await page.keyboard.type('Consultation at the bridge');
  await progress.focus();
  await page.keyboard.type('They opened on Saturdays.');
  await expect(dialog.getByText('Abrieron los sábados.')).toBeVisible();
  await inspectScreen(page, 'translating');
  await dialog.getByRole('button', { name: 'Guardar y cerrar' }).focus();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();

  await expect(page.getByText('They opened on Saturdays.')).toBeVisible();
  await expect(page.getByText('Traducción: este equipo', { exact: false }).first()).toBeVisible();
  await inspectScreen(page, 'translated');
  await page.getByRole('button', { name: /Leer en/ }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Abrieron los sábados.')).toBeVisible();
  await expect(page.getByText('They opened on Saturdays.')).toBeHidden();

  await goTo(notebook, 'Registros');
  await page.getByRole('searchbox').first().fill('saturdays bridge');
  await expect(page.getByText(TITLE).first()).toBeVisible();

  await openForm(notebook, TITLE);
  await page
    .getByLabel(/Título/)
    .first()
    .fill('Consulta en el puente viejo');
  await goTo(notebook, 'Registros');
  await page.getByText('Consulta en el puente viejo').first().click();
  await page.getByRole('button', { name: /Leer en/ }).click();
  await page.getByRole('option', { name: 'English' }).click();
  await expect(page.getByText('1 traducción no está al día: el original cambió después.')).toBeVisible();
  await inspectScreen(page, 'translated-old');
  expect(violations).toEqual([]);
});
