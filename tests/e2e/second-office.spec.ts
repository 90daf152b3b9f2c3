// Two laptops of the secretariat, by keyboard: the second says where the key is that signs, the first lets it open what is
// handed over, and from then on it takes in by itself what a house brings.

import { statSync } from 'node:fs';
import { join } from 'node:path';
import { openPart, press, type } from './by-keyboard.ts';
import { inspectScreen } from './inspect-screen.ts';
import { electronKind, expect, test } from './launch.ts';
import {
  acceptEnrolment,
  beginNotebook,
  enrol,
  foundMechanism,
  goTo,
  joinAndMakeCard,
  recordConsultation,
  saveTo,
  takeInFile,
  visit,
} from './notebook.ts';

test.beforeAll(() => console.log(`second-office.spec: on ${electronKind}`));

const SLOW = { timeout: 60_000 };

test('a second laptop of the secretariat says what it cannot do, is let read, and takes in what is handed over', async ({
  openApp,
  folder,
}) => {
  test.setTimeout(600_000);
  const office = await beginNotebook(openApp, 'office');
  const mechanism = await foundMechanism(office, join(folder, 'mecanismo.json'), '');
  const second = await beginNotebook(openApp, 'second');
  const card = await joinAndMakeCard(second, mechanism, 'Secretaría, equipo 2');
  await acceptEnrolment(second, await enrol(office, card, 'Secretaría del Mecanismo', 'Secretaría'));

  // What it cannot do, and who can.
  await openPart(second, 'Secretaría');
  const said = second.page.getByText('La tiene Secretaría, equipo 1.', { exact: false });
  await expect(said).toBeVisible();
  await expect(second.page.getByRole('button', { name: 'Inscribir', exact: true })).toHaveCount(0);
  await inspectScreen(second.page, 'second-office-elsewhere');
  await openPart(second, 'Lectura');
  await expect(second.page.getByText('Para que este equipo también los abra', { exact: false })).toBeVisible();
  await expect(second.page.getByText('todavía no los abre')).toBeVisible();
  await inspectScreen(second.page, 'second-office-reading');

  // The first lets it read.
  await visit(office, '/profile?part=reading');
  await press(office.page.getByRole('button', { name: /^Que también los abra/ }));
  await inspectScreen(office.page, 'second-office-let');
  await press(office.page.getByRole('alertdialog').getByRole('button', { name: 'Que también los abra' }));
  await expect(office.page.getByText('todavía no los abre')).toHaveCount(0);
  await expect(office.page.getByText('abre los paquetes', { exact: true })).toHaveCount(2);

  // A house that has heard of it hands over; the second laptop opens the file.
  const house = await beginNotebook(openApp, 'house');
  const houseCard = await joinAndMakeCard(house, mechanism, 'Portátil de la casa');
  await acceptEnrolment(house, await enrol(office, houseCard, 'Casa de Paso'));

  // A name that would be taken for one that is there is told before anybody signs for it.
  await type(office.page.getByLabel('Organización', { exact: true }), 'CASA DE PASÓ');
  await expect(office.page.getByText('Ya firma una organización con un nombre casi igual')).toBeVisible();
  await inspectScreen(office.page, 'enrol-twin');
  await recordConsultation(house, 'Consulta en la frontera', 'La ventanilla abrió los sábados.');
  const stick = join(folder, 'stick.quipu');
  await goTo(house, 'Entregar');
  await saveTo(house, stick);
  await house.page.getByRole('button', { name: 'Entregar en una memoria USB' }).click();
  await expect.poll(() => statSync(stick, { throwIfNoEntry: false })?.size ?? 0, SLOW).toBeGreaterThan(0);
  for (const notebook of [second, office]) {
    await goTo(notebook, 'Entregar');
    await takeInFile(notebook, stick);
    await expect(notebook.page.getByRole('heading', { name: /^De Portátil de la casa/ })).toBeVisible(SLOW);
  }
  for (const { name, violations } of [office, second, house]) expect([name, violations]).toEqual([name, []]);
});
