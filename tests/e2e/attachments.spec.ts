// A photo on its way, on the whole app: taken with a telephone that writes place and owner into it, attached by a
// recorder, handed over on a stick, seen and saved by the secretariat. The place is nowhere: not in the notebooks,
// not on the stick, not in what was saved.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesWith } from '../fixtures/files-with.ts';
import { MARKER, trackedJpeg } from '../fixtures/pictures.ts';
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

test.beforeAll(() => console.log(`attachments.spec: on ${electronKind}`));

test('a photo reaches the secretariat as a picture, and where it was taken reaches nobody', async ({
  openApp,
  folder,
}) => {
  test.setTimeout(300_000);
  const secretariat = await beginNotebook(openApp, 'secretariat');
  const mechanism = await foundMechanism(secretariat, join(folder, 'mecanismo.json'), 'http://127.0.0.1:9');
  const recorder = await beginNotebook(openApp, 'recorder');
  await recordConsultation(recorder, 'Consulta con foto', 'La ventanilla abrió los sábados.');
  const card = await joinAndMakeCard(recorder, mechanism, 'Portátil del albergue');
  await acceptEnrolment(recorder, await enrol(secretariat, card, 'Casa de Paso'));

  const camera = join(folder, 'camera.jpg');
  writeFileSync(camera, trackedJpeg(await paintedIn(recorder)));
  expect(readFileSync(camera).includes(MARKER)).toBe(true);
  await attach(recorder, 'Consulta con foto', camera);

  await goTo(recorder, 'Entregar');
  await expect(recorder.page.getByText(/y 1 archivo, .*, en un paquete aparte/)).toBeVisible();
  const stick = join(folder, 'stick');
  await saveInto(recorder, stick);
  await recorder.page.getByRole('button', { name: 'Entregar en una memoria USB' }).click();
  await expect.poll(() => bundlesIn(stick).length, { timeout: 60_000 }).toBe(2); // in one dialog
  await expect(recorder.page.getByText('Va con 1 paquete más, con sus archivos.')).toBeVisible();

  // The attachment first: it waits for its record, and is found when the record comes.
  await goTo(secretariat, 'Entregar');
  const [text = '', files = ''] = bundlesIn(stick);
  await takeInFile(secretariat, files);
  await expect(secretariat.page.getByText('1 archivo espera a su registro.')).toBeVisible({ timeout: 60_000 });
  await takeInFile(secretariat, text);
  await expect(secretariat.page.getByText('Llegó 1 archivo.')).toBeVisible({ timeout: 60_000 });

  const { page } = secretariat;
  await goTo(secretariat, 'Registros');
  await page.getByText('Consulta con foto').first().click();
  await expect(page.getByText(/Está en este equipo/)).toBeVisible();
  await page.getByRole('button', { name: 'Ver camera.jpg' }).click();
  const picture = page.getByRole('dialog').getByRole('img', { name: 'camera.jpg' });
  await expect(picture).toBeVisible();
  expect(await picture.evaluate((img: HTMLImageElement) => [img.naturalWidth, img.naturalHeight])).toEqual([60, 80]);
  await page.getByRole('dialog').getByRole('button', { name: 'Cerrar' }).click();
  const copy = join(folder, 'copy.jpg');
  await saveTo(secretariat, copy);
  await page.getByRole('button', { name: 'Guardar como… camera.jpg' }).click();
  await expect(page.getByText(/Guardado: copy\.jpg/)).toBeVisible();
  expect([...readFileSync(copy).subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
  expect(readFileSync(copy).includes(MARKER)).toBe(false);

  for (const notebook of [secretariat, recorder]) {
    expect([notebook.name, notebook.violations]).toEqual([notebook.name, []]);
    await notebook.app.close();
  }
  for (const profile of ['secretariat', 'recorder']) expect(filesWith(join(folder, profile), MARKER)).toEqual([]);
});

async function paintedIn({ page }: Notebook): Promise<Uint8Array> {
  const bytes = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(80, 60);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    context.fillStyle = '#0b6660';
    context.fillRect(0, 0, 80, 60);
    const blob = await canvas.convertToBlob({ type: 'image/jpeg' });
    return [...new Uint8Array(await blob.arrayBuffer())];
  });
  return new Uint8Array(bytes);
}

async function attach(notebook: Notebook, title: string, path: string): Promise<void> {
  const { page } = notebook;
  await openForm(notebook, title);
  await page.getByRole('link', { name: /^F / }).click();
  await chooseFile(notebook, path);
  await page.getByRole('button', { name: 'Añadir archivos' }).click();
  await expect(page.getByText('Añadido: camera.jpg')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('group', { name: 'Anexos' }).locator('img')).toBeVisible();
  await finishForm(notebook);
}
