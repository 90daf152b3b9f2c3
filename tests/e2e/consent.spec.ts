// Consent taken back, on the whole app: a record goes to the secretariat on a stick; its author takes consent back;
// the next stick erases it there; the word of it comes back, and the author reads who has confirmed; all by keyboard
// alone. Nothing of what was said is in either profile's folder.

import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { filesWith } from '../fixtures/files-with.ts';
import { pick, press, takeInByKeyboard, tick, type, walkTo } from './by-keyboard.ts';
import { inspectScreen } from './inspect-screen.ts';
import { electronKind, expect, test } from './launch.ts';
import {
  acceptEnrolment,
  beginNotebook,
  bundlesIn,
  enrol,
  foundMechanism,
  joinAndMakeCard,
  type Notebook,
  recordConsultation,
  saveTo,
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
  await walkTo(recorder, 'Entregar');
  await withhold(recorder.page);
  await press(recorder.page.getByRole('button', { name: 'Ver qué recibirá' }));
  await expect(recorder.page.getByRole('dialog').getByText('Recibe', { exact: true })).toBeVisible();
  await inspectScreen(recorder.page, 'hand-over-seen');
  await press(recorder.page.getByRole('button', { name: 'Cerrar', exact: true }));
  await handOver(recorder, null, join(folder, 'first.quipu'));
  await takeIn(office, join(folder, 'first.quipu'));
  await expect(office.page.getByText('1 registro').first()).toBeVisible({ timeout: 60_000 });

  // One answer, and then all of it, by keyboard alone.
  const { page } = recorder;
  await walkTo(recorder, 'Registros');
  await press(page.getByRole('row', { name: new RegExp(WORDS) }));
  await takeBackAnswer(page);
  await choose(page, 'Retirar el consentimiento');
  const dialog = page.getByRole('alertdialog');
  await expect(dialog.getByRole('button', { name: 'Borrar para siempre' })).toBeDisabled();
  await inspectScreen(page, 'consent-dialog');
  await tick(dialog.getByRole('checkbox', { name: 'Entiendo que no se puede deshacer' }));
  await press(dialog.getByRole('button', { name: 'Borrar para siempre' }));
  await expect(dialog).toBeHidden({ timeout: 60_000 });
  await expect(page.getByText('El consentimiento se retiró: el registro se borró')).toBeVisible();
  await expect(page.getByText(/todavía no confirma/)).toBeVisible();
  const address = await page.evaluate(() => location.hash.slice(1));
  await inspectScreen(page, 'record-withdrawn');
  await walkTo(recorder, 'Hoy');
  await expect(page.getByText('Hay 1 consentimiento retirado por entregar')).toBeVisible();
  await inspectScreen(page, 'today-withdrawn');

  // Handed over, erased there, and told back.
  await handOver(recorder, null, join(folder, 'second.quipu'));
  await takeIn(office, join(folder, 'second.quipu'));
  await walkTo(office, 'Registros');
  await expect(office.page.getByText(WORDS)).toHaveCount(0);
  await handOver(office, 'Portátil', join(folder, 'back.quipu'));
  await takeIn(recorder, join(folder, 'back.quipu'));
  await walkTo(recorder, 'Hoy');
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
  await tick(dialog.getByRole('checkbox', { name: /^Progresos/ }));
  await expect(erase).toBeDisabled();
  await type(dialog.getByRole('textbox', { name: 'Motivo (opcional)' }), 'Lo pidió quien habló');
  await tick(dialog.getByRole('checkbox', { name: 'Entiendo que no se puede deshacer' }));
  await press(erase);
  await expect(dialog).toBeHidden({ timeout: 60_000 });
  await expect(page.getByText('El consentimiento a una parte se retiró: esa parte se borró')).toBeVisible();
  await expect(page.getByText(/Motivo: Lo pidió quien habló/)).toBeVisible();
  await expect(page.getByText(`Lo que contó ${WORDS}.`)).toHaveCount(0);
  await expect(page.getByText(`Consulta ${WORDS}`).first()).toBeVisible();
  await inspectScreen(page, 'record-part-withdrawn');
}

/** From the menu of the record. */
const choose = (page: Page, name: string): Promise<void> =>
  pick(page.getByRole('button', { name: 'Más', exact: true }), page.getByRole('menuitem', { name }));

/** The record may stay here, and what is restricted in it; then all of it goes after all. */
async function withhold(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog');
  const restricted = dialog.getByRole('checkbox', { name: 'Dejar aquí lo reservado' });
  const done = dialog.getByRole('button', { name: 'Listo' });
  await press(page.getByRole('button', { name: 'Elegir', exact: true }));
  await tick(restricted);
  await expect(restricted).toBeChecked();
  const record = dialog.getByRole('checkbox', { name: `Consulta ${WORDS}` });
  await tick(record);
  await expect(done).toBeDisabled();
  await tick(record);
  await press(done);
  await press(page.getByRole('button', { name: 'Elegir', exact: true }));
  await tick(restricted);
  await expect(restricted).not.toBeChecked();
  await press(done);
}

/** @param reader null: there is only one */
async function handOver(notebook: Notebook, reader: string | null, path: string): Promise<void> {
  const { page } = notebook;
  await walkTo(notebook, 'Entregar');
  if (reader !== null) {
    const option = page.getByRole('option', { name: new RegExp(`^${reader}`) }).first();
    await pick(page.getByRole('button', { name: /A quién/ }), option);
  }
  await saveTo(notebook, path);
  await press(page.getByRole('button', { name: 'Entregar en una memoria USB' }));
  await expect.poll(() => bundlesIn(join(path, '..')).includes(path), { timeout: 60_000 }).toBe(true);
}

async function takeIn(notebook: Notebook, path: string): Promise<void> {
  await takeInByKeyboard(notebook, path);
  await expect(notebook.page.getByRole('article').first()).toBeVisible({ timeout: 60_000 });
}
