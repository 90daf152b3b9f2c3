// What is shown before a journey and at the beginning of another notebook, looked at like every other screen.

import { inspectDialog, inspectScreen } from './inspect-screen.ts';
import { electronKind, expect, test } from './launch.ts';
import { beginNotebook, recordConsultation, visit } from './notebook.ts';

test.beforeAll(() => console.log(`leaving-screens.spec: on ${electronKind}`));

test('the way to a journey, and to another notebook, can be read, reached and pressed', async ({ openApp }) => {
  test.setTimeout(300_000);
  const notebook = await beginNotebook(openApp, 'leaving');
  const { page, violations } = notebook;
  await visit(notebook, '/travel');
  await inspectScreen(page, 'travel-empty');
  await page.getByRole('button', { name: 'Borrar el cuaderno' }).click();
  await inspectDialog(page, 'travel-all-safe');
  await recordConsultation(notebook, 'Consulta en el albergue de paso', 'La ventanilla abrió los sábados.');
  await visit(notebook, '/travel');
  await inspectScreen(page, 'travel');
  await page.getByRole('button', { name: 'Borrar el cuaderno' }).click();
  await inspectDialog(page, 'travel-would-lose');
  await page.getByRole('button', { name: 'Borrar el cuaderno' }).click();
  await page.getByRole('button', { name: 'Seguir' }).click();
  await inspectDialog(page, 'travel-type-word');
  await page.keyboard.press('Control+l');
  await page.getByRole('button', { name: 'Empezar otro cuaderno' }).click();
  await inspectScreen(page, 'another-notebook');
  expect(violations).toEqual([]);
});
