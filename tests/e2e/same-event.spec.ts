// Two records of one event, on the whole app: found by itself, said by one key, counted once, taken back on the
// page of the record.

import { inspectScreen } from './inspect-screen.ts';
import { electronKind, expect, test } from './launch.ts';
import { beginNotebook, goTo, type Notebook, recordConsultation } from './notebook.ts';

const TITLES = ['Consulta con mujeres migrantes en Tapachula', 'CONSULTA a la mujer migrante, Tapáchula'] as const;

test.beforeAll(() => console.log(`same-event.spec: on ${electronKind}`));

test('a likely pair is found, said to be one event, counted once, and parted again', async ({ openApp }) => {
  test.setTimeout(300_000);
  const notebook = await beginNotebook(openApp, 'one');
  const { page } = notebook;
  for (const title of TITLES) await recordConsultation(notebook, title, 'Se escuchó a las participantes.');
  await expectOnBoard(notebook, /^2 registros/);

  await goTo(notebook, 'Bandeja');
  await page.getByRole('link', { name: 'Comparar la pareja' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '¿Cuentan el mismo evento?' })).toBeVisible();
  await expect(page.getByText(/títulos parecidos y 1 objetivo en común/)).toBeVisible();
  await page.keyboard.press('1');
  await expect(page.getByText('Son el mismo evento: cuentan una vez.')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'Bandeja' })).toBeVisible();
  await expect(page.getByRole('heading', { name: /Posibles repetidos/ })).toBeHidden();
  await expectOnBoard(notebook, /^1 registro ·.* · 2 registros del mismo evento cuentan una vez$/);

  await goTo(notebook, 'Registros');
  await page.getByText(TITLES[0]).first().click();
  await expect(page.getByRole('link', { name: TITLES[1] })).toBeVisible();
  await inspectScreen(page, 'record-same-event');
  await page.getByRole('button', { name: 'Separar' }).click();
  await expect(page.getByText('Mismo evento que:')).toBeHidden();
  await expectOnBoard(notebook, /^2 registros/);
  expect(notebook.violations).toEqual([]);
});

async function expectOnBoard(notebook: Notebook, totals: RegExp): Promise<void> {
  await goTo(notebook, 'Tablero');
  await expect(notebook.page.getByText(totals).filter({ visible: true })).toHaveCount(1);
}
