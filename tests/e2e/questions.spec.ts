// Extra questions of a mesa on the whole app: the secretariat brings an XLSForm by keyboard alone, sees what was not
// understood, and asks; the recorder's laptop gets the questions with a bundle, answers them, and the answers come back.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { koboForm } from '#tests/fixtures/xlsforms.ts';
import { openPart, press, walkTo } from './by-keyboard.ts';
import { inspectScreen } from './inspect-screen.ts';
import { electronKind, expect, test } from './launch.ts';
import {
  acceptEnrolment,
  beginNotebook,
  carrier,
  choose,
  chooseFile,
  enrol,
  finishForm,
  foundMechanism,
  goTo,
  joinAndMakeCard,
  recordConsultation,
  visit,
} from './notebook.ts';

const TITLE = 'Consulta en el centro de salud';

test.beforeAll(() => console.log(`questions.spec: on ${electronKind}`));

test('questions are brought, asked on another laptop, answered there, and the answers come back', async ({
  openApp,
  folder,
}) => {
  test.setTimeout(600_000);
  const secretariat = await beginNotebook(openApp, 'secretariat');
  const mechanism = await foundMechanism(secretariat, join(folder, 'mecanismo.json'), 'http://127.0.0.1:9');
  const recorder = await beginNotebook(openApp, 'recorder');
  const card = await joinAndMakeCard(recorder, mechanism, 'Portátil del albergue');
  await acceptEnrolment(recorder, await enrol(secretariat, card, 'Casa de Paso'));

  // The secretariat, by keyboard alone.
  const { page } = secretariat;
  await walkTo(secretariat, 'Mesas');
  await openPart(secretariat, 'Preguntas');
  await inspectScreen(page, 'questions-none');
  await press(page.getByRole('link', { name: 'Traer preguntas' }));
  await expect(page.getByRole('heading', { name: 'Qué se entiende' })).toBeVisible();
  await inspectScreen(page, 'questions-in');
  const file = join(folder, 'salud.xlsx');
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, koboForm());
  await chooseFile(secretariat, file);
  await press(page.getByRole('button', { name: 'Elegir el archivo' }));
  await expect(page.getByText('Lo que no se entendió: 10')).toBeVisible();
  await inspectScreen(page, 'questions-plan');
  await press(page.getByRole('button', { name: 'Preguntar esto' }));
  await expect(page.getByRole('heading', { name: 'Acceso a la salud' })).toBeVisible();
  await inspectScreen(page, 'questions-here');
  const carry = carrier(folder);
  await carry(secretariat, recorder, 'ida', 'Portátil del albergue');

  // The recorder answers beside the usual form.
  const other = recorder.page;
  await recordConsultation(recorder, TITLE, 'Abrieron los sábados.');
  await other
    .getByRole('button', { name: /^Corregir/ })
    .or(other.getByRole('link', { name: /^Corregir/ }))
    .first()
    .click();
  await other.getByRole('link', { name: /Acceso a la salud/ }).click();
  await expect(other.getByRole('heading', { name: 'Acceso a la salud' }).first()).toBeVisible();
  await choose(other.getByRole('radio', { name: 'No', exact: true }));
  await choose(other.getByRole('checkbox', { name: 'Los papeles' }));
  await other.getByLabel('¿Cuántas personas?').fill('12');
  await other.getByLabel('Cuente más').fill('Pedían un documento que nadie tiene.');
  await inspectScreen(other, 'questions-form');
  await finishForm(recorder);
  await expect(other.getByText('Pedían un documento que nadie tiene.')).toBeVisible();
  await inspectScreen(other, 'questions-answered');
  await carry(recorder, secretariat, 'vuelta');

  // The answers are there, found, and the sheet can be closed and asked again.
  await goTo(secretariat, 'Registros');
  await page.getByRole('searchbox').first().fill('documento nadie');
  await page.getByText(TITLE).first().click();
  await expect(page.getByText('¿Qué lo impidió?')).toBeVisible();
  await expect(page.getByText('Los papeles')).toBeVisible();
  await visit(secretariat, '/mechanism?part=questions');
  await page.getByRole('button', { name: /Dejar de preguntar/ }).click();
  await expect(page.getByText('Ya no se preguntan', { exact: true })).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByText('Se preguntan', { exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'Acceso a la salud' }).click();
  await expect(page.getByText('1. ¿Las atendieron?')).toBeVisible();
  await inspectScreen(page, 'questions-record');
  expect([...secretariat.violations, ...recorder.violations]).toEqual([]);
});
