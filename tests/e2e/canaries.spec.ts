// Words planted everywhere a person can write, then the notebook is locked and the app ended, once in order and once by
// a kill: whoever takes the machine finds none of them, in the profile, in the browser's own files, in the temporary
// folder, on the console, in the clipboard or in the page.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolveTrust } from '#shared/log/roster.ts';
import { plantedIn, plantedWord, STEM } from '../fixtures/words-on-disk.ts';
import { canaryGround } from './canary-ground.ts';
import { electronKind, expect, test } from './launch.ts';
import {
  beginNotebook,
  chooseFile,
  enrol,
  foundMechanism,
  goTo,
  openNotebook,
  recordConsultation,
  takeInFile,
  visit,
} from './notebook.ts';
import { plantedEntries } from './planted-words.ts';
import { credentialsIn, makeLaptop, packTo, readMechanism, writeEntries } from './sample-world.ts';

test.beforeAll(() => console.log(`canaries.spec: on ${electronKind}`));

test('of more than a hundred words in every field of every kind, none is found once the notebook is locked', async ({
  openApp,
  folder,
}) => {
  test.setTimeout(600_000);
  const { openHere, said } = canaryGround(openApp, folder);
  const notebook = await beginNotebook(openHere, 'office');
  const { page, app } = notebook;
  const mechanism = await foundMechanism(notebook, join(folder, 'mecanismo.json'), 'http://127.0.0.1:9');
  const { entries, words } = plantedEntries();
  expect(words.length).toBeGreaterThan(100);

  // Taken in: every field of every kind.
  const profile = readMechanism(mechanism);
  const laptop = await makeLaptop('Portátil de la frontera', profile);
  const credentials = credentialsIn(await enrol(notebook, laptop.card, 'Casa de Paso'));
  laptop.device.trust = await resolveTrust(profile, credentials, []);
  await writeEntries(laptop, entries);
  mkdirSync(join(folder, 'stick'));
  const stick = await packTo(join(folder, 'stick', 'colega.quipu'), laptop, { profile, credentials });
  await goTo(notebook, 'Entregar');
  await takeInFile(notebook, stick);
  await expect(page.getByRole('heading', { name: /^De Portátil de la frontera/ })).toBeVisible({ timeout: 60_000 });

  // Written here: a record, an attachment by name and content, a draft, a search, a copy, a page of reports.
  await recordConsultation(notebook, plantedWord(1), plantedWord(2));
  await page
    .getByRole('button', { name: /^(Editar|Escribir|Corregir)/ })
    .or(page.getByRole('link', { name: /^(Editar|Escribir|Corregir)/ }))
    .first()
    .click();
  await page.getByRole('link', { name: /^F / }).click();
  mkdirSync(join(folder, 'persons-own'));
  const paper = join(folder, 'persons-own', `${plantedWord(3)}.pdf`);
  writeFileSync(paper, `%PDF-1.7\n${plantedWord(4)}\n`);
  await chooseFile(notebook, paper);
  await page.getByRole('button', { name: 'Añadir archivos' }).click();
  await expect(page.getByText(`Añadido: ${plantedWord(3)}.pdf`)).toBeVisible({ timeout: 60_000 });
  await visit(notebook, `/records?text=${plantedWord(1)}`);
  await expect(page.getByText(plantedWord(1)).first()).toBeVisible();
  await visit(notebook, '/board?show=coverage&by=country&year=all');
  await visit(notebook, '/reports');
  await page.evaluate((text) => window.chasqui.clipboardCopy({ text }), plantedWord(5));
  expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe(plantedWord(5));
  await goTo(notebook, 'Hoy');
  await page.getByRole('button', { name: /^Nueva consulta/ }).click();
  await page.getByLabel(/^Título de la consulta/).fill(plantedWord(6));
  await expect(page.getByRole('banner').getByRole('status')).toContainText('Guardado');

  // Something breaks, in the page and in the main process, with such a word in its message.
  await page.evaluate((text) => void setTimeout(() => void Promise.reject(new Error(text)), 0), plantedWord(7));
  await app.evaluate((_electron, text) => void Promise.reject(new Error(text)), plantedWord(8));
  await expect.poll(said).toContain('chasqui bug main');

  await page.keyboard.press('Control+l');
  await expect(page.getByRole('button', { name: 'Abrir el cuaderno' })).toBeVisible();
  expect(await page.content()).not.toContain(STEM);
  await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toBe('');
  expect(page.url()).not.toContain(STEM);
  await app.close();
  expect(said()).not.toContain(STEM);
  for (const place of ['office', 'temp', 'stick']) expect(plantedIn(join(folder, place)), place).toEqual([]);
  expect(plantedIn(join(folder, 'persons-own')).length, 'what is looked for is found where it is').toBeGreaterThan(0);

  // The same, killed while it is open.
  const again = await openNotebook(openHere, 'office');
  await visit(again, `/records?text=${plantedWord(1)}`);
  await expect(again.page.getByText(plantedWord(1)).first()).toBeVisible();
  await visit(again, '/today');
  await again.page.getByRole('button', { name: /^Nueva consulta/ }).click();
  await again.page.getByLabel(/^Título de la consulta/).fill(plantedWord(9));
  await expect(again.page.getByRole('banner').getByRole('status')).toContainText('Guardado');
  const gone = new Promise((done) => again.app.process().once('exit', done));
  again.app.process().kill('SIGKILL');
  await gone;
  expect(said()).not.toContain(STEM);
  for (const place of ['office', 'temp']) expect(plantedIn(join(folder, place)), `${place}, killed`).toEqual([]);
});
