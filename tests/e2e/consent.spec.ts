// Consent taken back, on the whole app: a record goes to the secretariat on a stick; its author takes consent back, by
// keyboard; the next stick erases it there; the word of it comes back, and the author reads who has confirmed. Nothing of
// what was said is in either profile's folder.

import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { filesWith } from '../fixtures/files-with.ts';
import { press, reach, type } from './by-keyboard.ts';
import { inspectScreen } from './inspect-screen.ts';
import { electronKind, expect, test } from './launch.ts';
import {
  acceptEnrolment,
  beginNotebook,
  bundlesIn,
  enrol,
  foundMechanism,
  goTo,
  joinAndMakeCard,
  type Notebook,
  recordConsultation,
  saveTo,
  takeInFile,
  visit,
} from './notebook.ts';

const WORDS = 'SEMILLAROJA';

test.beforeAll(() => console.log(`consent.spec: on ${electronKind}`));

test('what an author takes back is erased at the secretariat, and the author is told so', async ({
  openApp,
  folder,
}) => {
  test.setTimeout(600_000);
  const office = await beginNotebook(openApp, 'office');
  const mechanism = await foundMechanism(office, join(folder, 'mecanismo.json'), 'http://127.0.0.1:9');
  const recorder = await beginNotebook(openApp, 'recorder');
  await recordConsultation(recorder, `Consulta ${WORDS}`, `Lo que contó ${WORDS}.`);
  const card = await joinAndMakeCard(recorder, mechanism, 'Portátil');
  await acceptEnrolment(recorder, await enrol(office, card, 'Red del Sur'));
  await goTo(recorder, 'Entregar');
  await recorder.page.getByRole('button', { name: 'Ver qué recibirá' }).click();
  await expect(recorder.page.getByRole('dialog').getByText('Recibe', { exact: true })).toBeVisible();
  await inspectScreen(recorder.page, 'hand-over-seen');
  await recorder.page.getByRole('button', { name: 'Cerrar', exact: true }).click();
  await handOver(recorder, null, join(folder, 'first.quipu'));
  await takeIn(office, join(folder, 'first.quipu'));
  await expect(office.page.getByText('1 registro').first()).toBeVisible({ timeout: 60_000 });

  // One answer, and then all of it, by keyboard alone.
  const { page } = recorder;
  await goTo(recorder, 'Registros');
  await page.getByText(`Consulta ${WORDS}`).first().click();
  await takeBackAnswer(page);
  await choose(page, 'Retirar el consentimiento');
  const dialog = page.getByRole('alertdialog');
  await expect(dialog.getByRole('button', { name: 'Borrar para siempre' })).toBeDisabled();
  await inspectScreen(page, 'consent-dialog');
  await reach(dialog.getByRole('checkbox', { name: 'Entiendo que no se puede deshacer' }));
  await page.keyboard.press('Space');
  await press(dialog.getByRole('button', { name: 'Borrar para siempre' }));
  await expect(dialog).toBeHidden({ timeout: 60_000 });
  await expect(page.getByText('El consentimiento se retiró: el registro se borró')).toBeVisible();
  await expect(page.getByText(/todavía no confirma/)).toBeVisible();
  const address = await page.evaluate(() => location.hash.slice(1));
  await inspectScreen(page, 'record-withdrawn');
  await goTo(recorder, 'Hoy');
  await expect(page.getByText('Hay 1 consentimiento retirado por entregar')).toBeVisible();
  await inspectScreen(page, 'today-withdrawn');

  // Handed over, erased there, and told back.
  await handOver(recorder, null, join(folder, 'second.quipu'));
  await takeIn(office, join(folder, 'second.quipu'));
  await goTo(office, 'Registros');
  await expect(office.page.getByText(WORDS)).toHaveCount(0);
  await handOver(office, 'Portátil', join(folder, 'back.quipu'));
  await takeIn(recorder, join(folder, 'back.quipu'));
  await goTo(recorder, 'Hoy');
  await expect(page.getByText('consentimiento retirado por entregar')).toBeHidden();
  await visit(recorder, address);
  await expect(page.getByText(/confirma que lo borró/)).toBeVisible();
  await expect(page.getByText(/todavía no confirma/)).toBeHidden();
  await inspectScreen(page, 'record-erased');

  for (const { name, app, violations } of [office, recorder]) {
    expect([name, violations]).toEqual([name, []]);
    await app.close();
    expect(filesWith(join(folder, name), WORDS)).toEqual([]);
  }
});

/** What was said about one objective; the rest of the record stays. */
async function takeBackAnswer(page: Page): Promise<void> {
  await choose(page, 'Retirar respuestas o archivos');
  const dialog = page.getByRole('alertdialog');
  const erase = dialog.getByRole('button', { name: 'Borrar para siempre' });
  await inspectScreen(page, 'consent-part-dialog');
  await reach(dialog.getByRole('checkbox', { name: /^Progresos/ }));
  await page.keyboard.press('Space');
  await expect(erase).toBeDisabled();
  await type(dialog.getByRole('textbox', { name: 'Motivo (opcional)' }), 'Lo pidió quien habló');
  await reach(dialog.getByRole('checkbox', { name: 'Entiendo que no se puede deshacer' }));
  await page.keyboard.press('Space');
  await press(erase);
  await expect(dialog).toBeHidden({ timeout: 60_000 });
  await expect(page.getByText('El consentimiento a una parte se retiró: esa parte se borró')).toBeVisible();
  await expect(page.getByText(/Motivo: Lo pidió quien habló/)).toBeVisible();
  await expect(page.getByText(`Lo que contó ${WORDS}.`)).toHaveCount(0);
  await expect(page.getByText(`Consulta ${WORDS}`).first()).toBeVisible();
  await inspectScreen(page, 'record-part-withdrawn');
}

/** From the menu of the record. */
async function choose(page: Page, name: string): Promise<void> {
  await press(page.getByRole('button', { name: 'Más', exact: true }));
  const item = page.getByRole('menuitem', { name });
  for (let step = 0; step < 6 && !(await isFocused(item)); step++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
}

/** @param reader null: there is only one */
async function handOver(notebook: Notebook, reader: string | null, path: string): Promise<void> {
  const { page } = notebook;
  await goTo(notebook, 'Entregar');
  if (reader !== null) {
    await page.getByRole('button', { name: /A quién/ }).click();
    await page
      .getByRole('option', { name: new RegExp(`^${reader}`) })
      .first()
      .click();
  }
  await saveTo(notebook, path);
  await page.getByRole('button', { name: 'Entregar en una memoria USB' }).click();
  await expect.poll(() => bundlesIn(join(path, '..')).includes(path), { timeout: 60_000 }).toBe(true);
}

async function takeIn(notebook: Notebook, path: string): Promise<void> {
  await goTo(notebook, 'Entregar');
  await takeInFile(notebook, path);
  await expect(notebook.page.getByRole('article').first()).toBeVisible({ timeout: 60_000 });
}

const isFocused = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element === document.activeElement);
