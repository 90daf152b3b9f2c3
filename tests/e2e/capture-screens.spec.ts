// The quick ways to write a consultation down, looked at like every other screen: the menus of Today, the short page,
// what is usual here, typing from paper, and what is said before finishing.

import { inspectDialog, inspectScreen } from './inspect-screen.ts';
import { electronKind, expect, test } from './launch.ts';
import { beginNotebook, recordConsultation, visit } from './notebook.ts';

test.beforeAll(() => console.log(`capture-screens.spec: on ${electronKind}`));

test('a consultation is begun in one press, and its short page can be read, reached and pressed', async ({
  openApp,
}) => {
  test.setTimeout(300_000);
  const notebook = await beginNotebook(openApp, 'capture');
  const { page, violations } = notebook;
  await recordConsultation(notebook, 'Consulta en el albergue de paso', 'La ventanilla abrió los sábados.');
  await visit(notebook, '/today');
  await inspectScreen(page, 'today-quick');
  for (const [button, name] of [
    ['Otro registro', 'other-kinds'],
    [/^Idioma/, 'language-menu'],
    ['Letra', 'text-menu'],
  ] as const) {
    await page.getByRole('button', { name: button }).click();
    await expect(page.getByRole('menu')).toBeVisible();
    await inspectScreen(page, name);
    await page.keyboard.press('Escape');
  }
  await page.getByRole('button', { name: 'Consulta rápida' }).click();
  await expect(page.getByRole('heading', { name: 'Lo esencial' })).toBeVisible();
  await page.getByRole('textbox', { name: /Título/ }).fill('Otra, en el mismo lugar');
  await inspectScreen(page, 'form-quick');
  await page.keyboard.press('Control+Enter');
  await inspectDialog(page, 'form-quick-finish');
  // On the stand-in every permission is refused: what is said then is what is looked at.
  await page.getByRole('button', { name: 'Nota de voz' }).click();
  if (electronKind !== 'Electron') await expect(page.getByText('No hay micrófono')).toBeVisible();
  await inspectDialog(page, 'voice-note');
  await page.getByRole('button', { name: 'Tomar foto' }).click();
  if (electronKind !== 'Electron') await expect(page.getByText('No hay cámara que se pueda usar')).toBeVisible();
  await inspectDialog(page, 'photo');
  await page.getByRole('link', { name: 'Desde papel' }).click();
  await inspectScreen(page, 'paper-text');
  for (let at = 0; at < 2; at++) await page.keyboard.press('PageDown');
  await page.keyboard.type('1 9');
  await inspectScreen(page, 'paper-numbers');
  for (let at = 0; at < 28; at++) await page.keyboard.press('PageDown');
  await page.keyboard.type('7 20');
  await inspectScreen(page, 'paper-objectives');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('button', { name: /otra hoja/ })).toBeVisible();
  await inspectScreen(page, 'paper-end');
  expect(violations).toEqual([]);
});
