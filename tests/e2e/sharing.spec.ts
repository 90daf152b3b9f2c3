// What a person tells outside the app, by keyboard alone: a summary is seen before it is copied, and what was copied is
// taken out of the clipboard when the notebook is locked. Its screens are looked at like every other.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { press } from './by-keyboard.ts';
import { inspectDialog } from './inspect-screen.ts';
import { electronKind, expect, test } from './launch.ts';
import { beginNotebook, recordConsultation, saveTo, visit } from './notebook.ts';

test.beforeAll(() => console.log(`sharing.spec: on ${electronKind}`));

test('a summary of the records is seen, saved as a picture and copied, by keyboard alone', async ({
  openApp,
  folder,
}) => {
  test.setTimeout(300_000);
  const notebook = await beginNotebook(openApp, 'sharing');
  const { app, page, violations } = notebook;
  const title = 'Consulta en el albergue de paso';
  await recordConsultation(notebook, title, 'La ventanilla abrió los sábados.');
  await visit(notebook, '/records');
  const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
  await press(button('Resumen'));
  const preview = page.getByRole('region', { name: 'Así se leerá' });
  await expect(preview).toContainText('1 consulta');
  await expect(preview).not.toContainText(title);
  const file = join(folder, 'resumen.png');
  await saveTo(notebook, file);
  await press(button('Guardar imagen'));
  await expect.poll(() => existsSync(file)).toBe(true);
  expect(readFileSync(file).subarray(1, 4).toString()).toBe('PNG');
  await press(button('Resumen'));
  const text = await preview.textContent();
  await press(button('Copiar texto'));
  const clipboard = (): Promise<string> => app.evaluate(({ clipboard: system }) => system.readText());
  await expect.poll(clipboard).toBe(text);
  await press(button('Resumen'));
  await expect(preview).toBeVisible();
  await inspectDialog(page, 'summary');
  await press(button('Bloquear'));
  await expect.poll(clipboard).toBe('');
  expect(violations).toEqual([]);
});
