// Returned for correction, on the whole app and by sticks: the secretariat returns a record, its author sees it first
// on Today with the words and the way to that answer, corrects and answers, and the secretariat approves; what was
// approved by mistake is taken back. Then a record goes to the bin and comes back from it.

import { join } from 'node:path';
import { inspectScreen } from './inspect-screen.ts';
import { electronKind, expect, test } from './launch.ts';
import {
  acceptEnrolment,
  beginNotebook,
  carrier,
  choose,
  enrol,
  foundMechanism,
  goTo,
  joinAndMakeCard,
  type Notebook,
  recordConsultation,
  visit,
} from './notebook.ts';

const TITLE = 'Consulta en la terminal de buses';
const WORDS = '¿En qué ventanilla fue, y desde cuándo?';

test.beforeAll(() => console.log(`review.spec: on ${electronKind}`));

test('a record is returned, corrected where it was asked, answered, approved, and all of it can be taken back', async ({
  openApp,
  folder,
}) => {
  test.setTimeout(600_000);
  const secretariat = await beginNotebook(openApp, 'secretariat');
  const mechanism = await foundMechanism(secretariat, join(folder, 'mecanismo.json'), 'http://127.0.0.1:9');
  const author = await beginNotebook(openApp, 'author');
  await recordConsultation(author, TITLE, 'La ventanilla abrió los sábados.');
  const card = await joinAndMakeCard(author, mechanism, 'Portátil del albergue');
  await acceptEnrolment(author, await enrol(secretariat, card, 'Casa de Paso'));
  const carry = carrier(folder);
  await carry(author, secretariat, 'ida');

  // The secretariat finds it in its queue and asks.
  await goTo(secretariat, 'Bandeja');
  const queue = secretariat.page.getByRole('region', { name: /^Por revisar/ });
  await inspectScreen(secretariat.page, 'inbox-review-queue');
  await queue.getByRole('link', { name: TITLE }).click();
  await secretariat.page.getByRole('button', { name: 'Devolver para corregir' }).click();
  const dialog = secretariat.page.getByRole('dialog');
  await dialog.getByRole('button', { name: /Todo el registro/ }).click();
  await secretariat.page.getByRole('option', { name: 'Progresos' }).click();
  await dialog.getByRole('textbox').fill(WORDS);
  await inspectScreen(secretariat.page, 'return-dialog');
  await dialog.getByRole('button', { name: 'Devolver para corregir' }).click();
  await expect(secretariat.page.getByText('Devuelto para corregir')).toBeVisible();
  await carry(secretariat, author, 'vuelta', 'Portátil del albergue');

  // Its author reads it first thing, goes to that answer, corrects and answers.
  await goTo(author, 'Hoy');
  await expect(author.page.getByRole('heading', { level: 2 }).first()).toContainText('Volvió para corregir');
  await expect(author.page.getByText(WORDS)).toBeVisible();
  await inspectScreen(author.page, 'today-returned');
  await author.page.getByRole('link', { name: 'Corregir' }).click();
  const progress = author.page.getByLabel('Progresos');
  await expect(author.page.locator('#field-progress')).toContainText('Progresos');
  await progress.fill('La ventanilla 3 abrió los sábados, desde mayo.');
  await expect(author.page.getByRole('banner').getByRole('status')).toContainText('Guardado');
  await goTo(author, 'Hoy');
  await author.page.getByRole('button', { name: 'Ya está corregido' }).click();
  await expect(author.page.getByRole('heading', { name: /^Volvió para corregir/ })).toBeHidden();
  await carry(author, secretariat, 'otra ida');

  // It waits in the queue again, as answered; approved, taken back, approved for good.
  await goTo(secretariat, 'Bandeja');
  await expect(queue.getByText('Contestado: falta revisarlo otra vez')).toBeVisible();
  await choose(queue.getByRole('checkbox', { name: new RegExp(TITLE) }));
  await queue.getByRole('button', { name: 'Aprobar 1 elegido' }).click();
  await expect(queue).toBeHidden();
  await secretariat.page.keyboard.press('Control+z');
  await expect(queue.getByText('Contestado: falta revisarlo otra vez')).toBeVisible();
  await queue.getByRole('link', { name: TITLE }).click();
  await secretariat.page.getByRole('button', { name: 'Aprobar' }).click();
  await expect(secretariat.page.getByRole('region', { name: 'Revisión' }).getByText('Aprobado')).toBeVisible();
  await expect(secretariat.page.getByText('Nota: ¿En qué ventanilla')).toBeVisible();
  await inspectScreen(secretariat.page, 'record-approved');

  await toTheBinAndBack(secretariat);
  for (const notebook of [secretariat, author])
    expect([notebook.name, notebook.violations]).toEqual([notebook.name, []]);
});

/** From the page of the record. */
async function toTheBinAndBack(notebook: Notebook): Promise<void> {
  const { page } = notebook;
  await page.getByRole('button', { name: 'Más', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Mandar a la papelera' }).click();
  await page.getByLabel('¿Por qué?').fill('Era una prueba');
  await page.getByRole('dialog').getByRole('button', { name: 'Mandar a la papelera' }).click();
  await visit(notebook, '/records/bin');
  await expect(page.getByText('Motivo: Era una prueba')).toBeVisible();
  await inspectScreen(page, 'bin');
  await page.getByRole('button', { name: /^Recuperar/ }).click();
  await expect(page.getByText('La papelera está vacía.')).toBeVisible();
}
