// The road on the whole app, by sticks alone: a recorder hands over to its coordinator, who forwards to the
// secretariat; a stick is lost on the way, what was on it is asked for and answered with one press; a driver carries
// a bundle sealed; and the secretariat's word comes back along the same hands.

import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspectScreen } from './inspect-screen.ts';
import { electronKind, expect, test } from './launch.ts';
import {
  acceptEnrolment,
  beginNotebook,
  bundlesIn,
  chooseFile,
  enrol,
  finishForm,
  foundMechanism,
  goTo,
  joinAndMakeCard,
  type Notebook,
  openForm,
  recordConsultation,
  saveInto,
  saveTo,
  takeInFile,
} from './notebook.ts';

test.beforeAll(() => console.log(`road.spec: on ${electronKind}`));

test('over two hops, with a stick that is lost, a record and its file arrive, and the word of it comes back', async ({
  openApp,
  folder,
}) => {
  test.setTimeout(600_000);
  const office = await beginNotebook(openApp, 'office');
  const mechanism = await foundMechanism(office, join(folder, 'mecanismo.json'), 'http://127.0.0.1:9');
  const coordinator = await beginNotebook(openApp, 'coordinator');
  const coordinatorCard = await joinAndMakeCard(coordinator, mechanism, 'Coordinación');
  await acceptEnrolment(coordinator, await enrol(office, coordinatorCard, 'Red del Sur', 'Coordina'));
  const recorder = await beginNotebook(openApp, 'recorder');
  await recordConsultation(recorder, 'Consulta del camino', 'Hay agua en el paso.');
  const card = await joinAndMakeCard(recorder, mechanism, 'Portátil');
  await acceptEnrolment(recorder, await enrol(office, card, 'Red del Sur'));
  await attachNote(recorder, join(folder, 'nota.txt'));

  // Two bundles in one dialog: the text, and its file. The stick with the file is lost.
  const first = join(folder, 'first');
  await handOver(recorder, 'Coordinación', first, 2);
  const [text = '', file = ''] = bundlesIn(first);
  rmSync(file);
  await takeIn(coordinator, text);
  await expect(coordinator.page.getByText('Falta 1 archivo.')).toBeVisible({ timeout: 60_000 });

  // The coordinator sees what is missing, whose it is, and asks for it on a stick.
  await goTo(coordinator, 'Bandeja');
  await expect(coordinator.page.getByText('Lo añadió Portátil, Red del Sur.')).toBeVisible();
  await inspectScreen(coordinator.page, 'inbox-asking');
  const request = join(folder, 'request.quipu');
  await saveTo(coordinator, request);
  await coordinator.page.getByRole('button', { name: /^Guardar la solicitud para Portátil/ }).click();
  await expect(coordinator.page.getByText('La solicitud quedó guardada')).toBeVisible();

  // Meanwhile the text goes on to the secretariat.
  const onward = join(folder, 'onward.quipu');
  await handOver(coordinator, 'Secretaría', onward);
  await takeIn(office, onward);
  await expect(office.page.getByRole('heading', { name: /^De Coordinación/ })).toBeVisible({ timeout: 60_000 });

  // One press at the recorder's.
  await takeIn(recorder, request);
  await goTo(recorder, 'Hoy');
  await expect(recorder.page.getByText('Coordinación, Red del Sur pide otra vez: 1 archivo')).toBeVisible();
  await inspectScreen(recorder.page, 'today-request');
  const answer = join(folder, 'answer.quipu');
  await saveTo(recorder, answer);
  await recorder.page.getByRole('button', { name: 'Guardar en una memoria' }).click();
  await expect(recorder.page.getByText('Se espera el recibo.')).toBeVisible();
  await takeIn(coordinator, answer);
  await expect(coordinator.page.getByText('Llegó 1 archivo.')).toBeVisible({ timeout: 60_000 });

  // The file goes on; the recorder's next record goes straight to the secretariat, sealed, by the coordinator's hand.
  const again = join(folder, 'again');
  await handOver(coordinator, 'Secretaría', again, 2); // no receipt came back yet: the text goes once more
  for (const bundle of bundlesIn(again)) await takeIn(office, bundle);
  await expect(office.page.getByText('Llegó 1 archivo.')).toBeVisible({ timeout: 60_000 });
  await recordConsultation(recorder, 'Consulta sellada', 'Solo para la secretaría.');
  const sealed = join(folder, 'sealed');
  await handOver(recorder, 'Secretaría', sealed, 2);
  const [closed = ''] = bundlesIn(sealed);
  await takeIn(coordinator, closed);
  await coordinator.page.getByRole('button', { name: 'Llevarlo' }).click();
  await expect(coordinator.page.getByText('Se lleva con el código')).toBeVisible();
  await expect(coordinator.page.getByRole('heading', { name: 'Lo que lleva para otros' })).toBeVisible();
  await inspectScreen(coordinator.page, 'hand-over-cargo');
  const carried = join(folder, 'carried.quipu');
  await saveTo(coordinator, carried);
  await coordinator.page.getByRole('button', { name: 'Guardar 1 paquete en una memoria' }).click();
  await takeIn(office, carried);
  await expect(office.page.getByRole('heading', { name: /^De Portátil/ })).toBeVisible({ timeout: 60_000 });

  // Its road is in the history; the word comes back the same way.
  await goTo(office, 'Registros');
  await office.page.getByText('Consulta del camino').first().click();
  await expect(office.page.getByText('Llegó por Coordinación, Red del Sur.').first()).toBeVisible();
  const back = join(folder, 'back.quipu');
  await handOver(office, 'Coordinación', back);
  await takeIn(coordinator, back);
  await expect(coordinator.page.getByRole('heading', { name: 'Lo que lleva para otros' })).toBeHidden();
  const home = join(folder, 'home.quipu');
  await handOver(coordinator, 'Portátil', home);
  await takeIn(recorder, home);
  await goTo(recorder, 'Hoy');
  await expect(recorder.page.getByText('pide otra vez')).toBeHidden();
  await goTo(recorder, 'Registros');
  const row = recorder.page.getByRole('row', { name: /Consulta del camino/ });
  await expect(row.getByText('Recibido por la secretaría')).toBeVisible();

  for (const notebook of [office, coordinator, recorder])
    expect([notebook.name, notebook.violations]).toEqual([notebook.name, []]);
});

/** @param bundles how many go: more than one are saved into a folder */
async function handOver(notebook: Notebook, reader: string, path: string, bundles = 1): Promise<void> {
  const { page } = notebook;
  await goTo(notebook, 'Entregar');
  await page.getByRole('button', { name: /A quién/ }).click();
  await page
    .getByRole('option', { name: new RegExp(`^${reader}`) })
    .first()
    .click();
  if (bundles > 1) await saveInto(notebook, path);
  else await saveTo(notebook, path);
  await page.getByRole('button', { name: 'Entregar en una memoria USB' }).click();
  const saved =
    bundles > 1 ? () => bundlesIn(path).length : () => bundlesIn(join(path, '..')).filter((one) => one === path).length;
  await expect.poll(saved, { timeout: 60_000 }).toBe(bundles);
}

async function takeIn(notebook: Notebook, path: string): Promise<void> {
  await goTo(notebook, 'Entregar');
  await takeInFile(notebook, path);
  await expect(notebook.page.getByRole('article').first()).toBeVisible({ timeout: 60_000 });
}

async function attachNote(notebook: Notebook, path: string): Promise<void> {
  const { page } = notebook;
  writeFileSync(path, 'Apuntes de la consulta.');
  await openForm(notebook, 'Consulta del camino');
  await page.getByRole('link', { name: /^F / }).click();
  await chooseFile(notebook, path);
  await page.getByRole('button', { name: 'Añadir archivos' }).click();
  await expect(page.getByText('Añadido: nota.txt')).toBeVisible({ timeout: 30_000 });
  await finishForm(notebook);
}
