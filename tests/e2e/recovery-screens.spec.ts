// Screens of recovery and of coverage, looked at like every other: the sheet as third step of the first run, its page,
// its check, what protects the notebook, the practice, the door of who forgot the phrase, the way back from a copy;
// coverage and progress. The first run is walked by keyboard alone.

import { inspectDialog, inspectScreen } from './inspect-screen.ts';
import { openPart, press, type } from './by-keyboard.ts';
import { electronKind, expect, test } from './launch.ts';
import { choose, type Notebook, PASSPHRASE, recordConsultation, showNotebook, visit } from './notebook.ts';

test.beforeAll(() => console.log(`recovery-screens.spec: on ${electronKind}`));

test('from the first run to the sheet, and to what is lost without it, each can be read, reached and pressed', async ({
  openApp,
}) => {
  test.setTimeout(600_000);
  const notebook = await showNotebook(openApp, 'sheet');
  const { page, violations } = notebook;
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  await press(button('Seguir'));
  await press(button('Ya tengo una copia'));
  await inspectScreen(page, 'restore');
  await press(button('Volver'));
  await type(page.getByLabel('Frase secreta'), PASSPHRASE);
  await type(page.getByLabel('La misma frase, otra vez'), PASSPHRASE);
  await press(button('Empezar el cuaderno'));
  await expect(page.getByText('Paso 3 de 3')).toBeVisible({ timeout: 60_000 });
  await inspectScreen(page, 'first-run-sheet');
  await press(button('Hacer la hoja'));
  const list = page.getByRole('main').getByRole('listitem');
  await expect(list).toHaveCount(24);
  await inspectScreen(page, 'sheet');
  const words = (await list.allInnerTexts()).map((text) => text.replace(/^\d+\s*/, '').trim());
  await press(button('Ya la tengo en papel'));
  await inspectScreen(page, 'sheet-check');
  const labels = await page
    .getByRole('main')
    .getByText(/^Palabra \d+$/)
    .allInnerTexts();
  for (const label of labels)
    await type(page.getByLabel(label, { exact: true }), words[Number(label.slice(8)) - 1] ?? '');
  await press(button('Guardar'));
  await expect(page.getByText(/^Vale la hoja/)).toBeVisible();
  await inspectScreen(page, 'recovery');
  await press(button('Ensayar'));
  await inspectDialog(page, 'recovery-practice');
  await visit(notebook, '/today');
  await expect(page.getByText('Si olvida su frase, nada abre este cuaderno')).toHaveCount(0);

  await newPassphrase(notebook);
  await whatIsLost(notebook);

  await recordConsultation(notebook, 'Consulta en el albergue de paso', 'La ventanilla abrió los sábados.');
  await visit(notebook, '/reports');
  await choose(page.getByRole('radio', { name: /^Cobertura y avances/ }));
  await expect(page.getByRole('article', { name: /^Cobertura y avances/ })).toBeVisible();
  await inspectScreen(page, 'reports-coverage');

  await page.keyboard.press('Control+l');
  await press(button('Olvidé la frase'));
  await inspectScreen(page, 'forgotten');
  await press(button('Tengo la hoja de palabras'));
  await inspectScreen(page, 'with-words');
  expect(violations).toEqual([]);
});

test('the sheet may wait: the notebook is there with one press, and Today reminds of it', async ({ openApp }) => {
  const { page } = await showNotebook(openApp, 'later');
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  await press(button('Seguir'));
  await type(page.getByLabel('Frase secreta'), PASSPHRASE);
  await type(page.getByLabel('La misma frase, otra vez'), PASSPHRASE);
  await press(button('Empezar el cuaderno'));
  await press(button('Más tarde'));
  await expect(page.getByText('Si olvida su frase, nada abre este cuaderno')).toBeVisible();
});

/** The passphrase is changed; the new one opens after the lock and after the quick exit, and the old one no more. */
async function newPassphrase(notebook: Notebook): Promise<void> {
  const { page } = notebook;
  const next = 'ovillo de hilo verde';
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  await visit(notebook, '/profile?part=device');
  await press(button('Cambiar la frase secreta'));
  const dialog = page.getByRole('dialog');
  await type(dialog.getByLabel('Frase de ahora'), PASSPHRASE);
  await type(dialog.getByLabel('Frase nueva', { exact: true }), next);
  await type(dialog.getByLabel('La frase nueva, otra vez'), next);
  await press(dialog.getByRole('button', { name: 'Cambiar', exact: true }));
  await expect(page.getByText('La frase cambió.').first()).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press('Control+l');
  await type(page.getByLabel('Frase secreta'), PASSPHRASE);
  await press(button('Abrir el cuaderno'));
  await expect(page.getByText('La frase no es esa.')).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press('F9');
  await press(button('Continuar'));
  await type(page.getByLabel('Frase secreta'), next);
  await press(button('Abrir el cuaderno'));
  await expect(page.getByRole('navigation').getByRole('link', { name: 'Hoy', exact: true })).toBeVisible({
    timeout: 60_000,
  });
}

/** From anywhere, by F1. */
async function whatIsLost(notebook: Notebook): Promise<void> {
  const { page } = notebook;
  await page.keyboard.press('F1');
  const help = page.getByRole('dialog', { name: 'Ayuda' });
  await expect(help).toBeVisible();
  await openPart(notebook, 'Si algo se pierde');
  await expect(help.getByRole('tabpanel', { name: 'Si algo se pierde' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
}
