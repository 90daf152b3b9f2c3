// Screens of recovery and of coverage, looked at like every other: the sheet as third step of the first run, its page,
// its check, what protects the notebook, the practice, the door of who forgot the phrase, the way back from a copy;
// coverage and progress. The first run is walked by keyboard alone.

import { inspectDialog, inspectScreen } from './inspect-screen.ts';
import { press, type } from './by-keyboard.ts';
import { electronKind, expect, test } from './launch.ts';
import { choose, PASSPHRASE, recordConsultation, showNotebook, visit } from './notebook.ts';

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
