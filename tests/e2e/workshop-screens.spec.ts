// The way into a workshop and out of it, looked at like every other screen: what is practised stands apart from what is
// real, on the same computer, at every moment.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bytesToTypedCode } from '#shared/base/typed-code.ts';
import { inspectDialog, inspectScreen } from './inspect-screen.ts';
import { electronKind, expect, test } from './launch.ts';
import {
  allowAddresses,
  choose,
  goTo,
  PASSPHRASE,
  recordConsultation,
  saveTo,
  showNotebook,
  visit,
} from './notebook.ts';

test.beforeAll(() => console.log(`workshop-screens.spec: on ${electronKind}`));

/** where nothing listens */
const NOWHERE = `127.0.0.1:9 ${bytesToTypedCode(new Uint8Array(6))}`;
const TITLE = 'Consulta de práctica en el albergue';

test('a workshop is entered without a phrase, says what it is, begins anew, and never mixes with a notebook', async ({
  openApp,
  folder,
}) => {
  test.setTimeout(300_000);
  const notebook = await showNotebook(openApp, 'workshop');
  const { page, violations } = notebook;
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const strip = page.getByText('aquí nada es real');
  await expect(button('Seguir')).toBeVisible();
  await inspectScreen(page, 'first-run-practise');
  await choose(page.getByRole('radio', { name: 'Español' }));
  await button('Practicar en un taller').click();
  await expect(strip).toBeVisible({ timeout: 60_000 });
  await inspectScreen(page, 'workshop-today');
  await expect(page.getByText('Si olvida su frase')).toHaveCount(0);
  const openFirst = async (): Promise<void> => {
    await page.getByRole('link', { name: 'Ejercicios' }).click();
    await page.getByRole('link', { name: 'Abrir: Su primera consulta' }).click();
  };
  const steps = page.getByRole('list', { name: 'Su primera consulta' });
  await openFirst();
  await expect(steps.getByText('Falta', { exact: true })).toHaveCount(3);
  await inspectScreen(page, 'workshop-exercises');
  await recordConsultation(notebook, TITLE, 'La ventanilla abrió los sábados.');
  await openFirst();
  await expect(page.getByText('Ejercicio completo')).toBeVisible();
  await inspectScreen(page, 'workshop-exercise-done');
  await goTo(notebook, 'Registros');
  await expect(page.getByText(TITLE).first()).toBeVisible();
  await expect(strip).toBeVisible();

  // Locked, the computer says nothing of it: there is no notebook here, and practising goes on where it was.
  await page.keyboard.press('Control+l');
  await expect(button('Seguir')).toBeVisible();
  await button('Practicar en un taller').click();
  await visit(notebook, '/records');
  await expect(page.getByText(TITLE).first()).toBeVisible();

  // The trainer's guide, and what is printed for a workshop, in another language than the screen.
  await visit(notebook, '/workshop/guide');
  await inspectScreen(page, 'workshop-guide');
  await button('Imprimir hojas y guía').click();
  const sheets = join(folder, 'hojas.pdf');
  await saveTo(notebook, sheets);
  const printing = page.getByRole('dialog');
  await printing.getByRole('button', { name: /Idioma de la hoja/ }).click();
  await page.getByRole('option', { name: 'criollo haitiano' }).click();
  await printing.getByRole('button', { name: 'Guardar como PDF' }).click();
  await expect(page.getByText(/^Guardado: hojas\.pdf/).first()).toBeVisible({ timeout: 60_000 });
  expect(readFileSync(sheets).subarray(0, 5).toString()).toBe('%PDF-');
  await inspectDialog(page, 'workshop-print');

  // A way that leads nowhere is said with what was found; then a room of one's own.
  await visit(notebook, '/workshop/enter');
  await page.getByLabel('Su nombre en el taller').fill('Colibrí');
  await page.getByLabel('Dirección y código').fill(NOWHERE);
  await allowAddresses(notebook);
  await button('Entrar').click();
  await expect(page.getByText('El equipo está ahí, pero no está recibiendo.')).toBeVisible({ timeout: 60_000 });
  await inspectScreen(page, 'workshop-enter');
  await visit(notebook, '/workshop/room');
  await inspectScreen(page, 'workshop-room-closed');
  await button('Abrir la sala').click();
  await expect(button('Cerrar la sala')).toBeVisible({ timeout: 60_000 });
  await button('Revisar la conexión').click();
  await expect(page.getByRole('status').filter({ hasText: /todavía no ha llegado nadie|ninguna red/ })).toBeVisible();
  await inspectScreen(page, 'workshop-room');

  await button('Empezar de nuevo').click();
  await inspectDialog(page, 'workshop-again');
  await button('Empezar de nuevo').click();
  await button('Borrar lo practicado').click();
  await expect(page.getByText(TITLE)).toHaveCount(0);
  await expect(strip).toBeVisible({ timeout: 60_000 });

  // A notebook of one's own on the same computer.
  await page.keyboard.press('Control+l');
  await button('Seguir').click();
  await page.getByLabel('Frase secreta').fill(PASSPHRASE);
  await page.getByLabel('La misma frase, otra vez').fill(PASSPHRASE);
  await button('Empezar el cuaderno').click();
  await button('Más tarde').click();
  await expect(page.getByRole('navigation').getByRole('link', { name: 'Hoy', exact: true })).toBeVisible();
  await expect(strip).toHaveCount(0);
  await recordConsultation(notebook, 'Consulta de verdad', 'La ventanilla cerró.');
  await page.keyboard.press('Control+l');
  await expect(button('Abrir el cuaderno')).toBeVisible();
  await inspectScreen(page, 'locked-practise');
  await button('Practicar en un taller').click();
  await expect(strip).toBeVisible({ timeout: 60_000 });
  await visit(notebook, '/records');
  await expect(page.getByText('Consulta de verdad')).toHaveCount(0);
  expect(violations).toEqual([]);
});
