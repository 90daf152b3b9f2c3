// Enrolling without internet, by keyboard alone, on two laptops: a bundle of a device that nobody knows waits; an
// invitation goes over as a picture of its code, the answer as a file, the short code is typed, the seven pictures are
// compared, the enrolment goes over as a file; and what waited is admitted, with what was recorded before.

import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openPart, press, takeInByKeyboard, type, walkTo } from './by-keyboard.ts';
import { inspectScreen } from './inspect-screen.ts';
import { electronKind, expect, test } from './launch.ts';
import {
  allowAddresses,
  beginNotebook,
  chooseFile,
  foundMechanism,
  type Notebook,
  recordConsultation,
  saveTo,
} from './notebook.ts';

test.beforeAll(() => console.log(`enrol.spec: on ${electronKind}`));

test('a laptop that nobody knows is enrolled by keyboard alone, and what waited for it is admitted', async ({
  openApp,
  folder,
}) => {
  test.setTimeout(600_000);
  const secretariat = await beginNotebook(openApp, 'secretariat');
  const mechanism = await foundMechanism(secretariat, join(folder, 'mecanismo.json'), '');
  const device = await beginNotebook(openApp, 'device');
  await recordConsultation(device, 'Consulta en la frontera', 'La ventanilla abrió los sábados.');
  await joinMechanism(device, mechanism);
  const stick = join(folder, 'stick.quipu');
  await walkTo(device, 'Entregar');
  await saveTo(device, stick);
  await press(device.page.getByRole('button', { name: 'Entregar en una memoria USB' }));
  await expect.poll(() => existsSync(stick) && statSync(stick).size > 0, { timeout: 60_000 }).toBe(true);
  await takeInByKeyboard(secretariat, stick);
  await walkTo(secretariat, 'Mecanismo');
  await openPart(secretariat, 'Quién firma');
  await expect(secretariat.page.getByText('Firma desconocida')).toBeVisible({ timeout: 60_000 });

  // The invitation, as a picture.
  await openPart(secretariat, 'Invitar');
  await type(secretariat.page.getByLabel('Organización', { exact: true }), 'Casa de Paso');
  await press(secretariat.page.getByRole('button', { name: 'Hacer la invitación' }));
  await inspectScreen(secretariat.page, 'enrol-invitation');
  const picture = join(folder, 'invitacion.png');
  await saveTo(secretariat, picture);
  await press(secretariat.page.getByRole('button', { name: 'Guardar la imagen' }));
  await expect.poll(() => existsSync(picture)).toBe(true);

  // It is read and answered.
  await walkTo(device, 'Mecanismo');
  await openPart(device, 'Unirse con invitación');
  await chooseFile(device, picture);
  await press(device.page.getByRole('button', { name: 'Leer de una imagen' }));
  await expect(device.page.getByLabel('Código de la invitación')).not.toHaveValue('', { timeout: 30_000 });
  await type(device.page.getByLabel('Nombre de este equipo'), 'Portátil de la frontera');
  await press(device.page.getByRole('button', { name: 'Responder a la invitación' }));
  await expect(device.page.getByText('Código 1 de')).toBeVisible();
  await inspectScreen(device.page, 'enrol-answer');
  const answer = join(folder, 'respuesta.json');
  await saveTo(device, answer);
  await press(device.page.getByRole('button', { name: 'Guardar en un archivo' }));
  await expect.poll(() => existsSync(answer)).toBe(true);

  // The answer is taken; the short code is read aloud and typed, with one letter wrong at first.
  await chooseFile(secretariat, answer);
  await press(secretariat.page.getByRole('button', { name: 'Buscar un archivo' }).last());
  const pictures = secretariat.page.getByRole('list', { name: 'Los siete dibujos' });
  await expect(pictures.getByRole('listitem')).toHaveCount(7);
  await inspectScreen(secretariat.page, 'enrol-compare');
  const code = await secretariat.page
    .getByRole('list', { name: 'El mismo código, para escribirlo' })
    .getByRole('listitem')
    .allInnerTexts();
  const field = device.page.getByLabel('Código corto de quien invita');
  const [first = '', ...others] = code.map((group) => group.trim());
  await type(field, [first.replace(/.$/, (last) => (last === '7' ? '8' : '7')), ...others].join(' '));
  await press(device.page.getByRole('button', { name: 'Ver los dibujos' }));
  await expect(device.page.getByText('Hay una letra equivocada en el grupo 1.')).toBeVisible();
  await type(field, [first, ...others].join(' ').toLowerCase());
  await press(device.page.getByRole('button', { name: 'Ver los dibujos' }));
  const shown = device.page.getByRole('list', { name: 'Los siete dibujos' });
  await expect(shown.getByRole('listitem')).toHaveCount(7);
  expect(await shown.innerText()).toBe(await pictures.innerText());
  await inspectScreen(device.page, 'enrol-compare-joining');
  await press(device.page.getByRole('button', { name: 'Son iguales', exact: true }));

  // The enrolment is given, and taken.
  await press(secretariat.page.getByRole('button', { name: 'Son iguales: inscribir' }));
  await expect(secretariat.page.getByText('El equipo está inscrito')).toBeVisible();
  const grant = join(folder, 'inscripcion.json');
  await saveTo(secretariat, grant);
  await press(secretariat.page.getByRole('button', { name: 'Guardar en un archivo' }).last());
  await expect.poll(() => existsSync(grant)).toBe(true);
  await chooseFile(device, grant);
  await press(device.page.getByRole('button', { name: 'Buscar un archivo' }).last());
  await expect(device.page.getByText('Este equipo está inscrito.').first()).toBeVisible({ timeout: 30_000 });

  // What waited is there.
  await openPart(secretariat, 'Quién firma');
  await expect(secretariat.page.getByText('Firma desconocida')).toBeHidden();
  await expect(secretariat.page.getByText('Portátil de la frontera').first()).toBeVisible();
  await walkTo(secretariat, 'Registros');
  await expect(secretariat.page.getByText('Consulta en la frontera').first()).toBeVisible({ timeout: 30_000 });
  for (const { name, violations } of [secretariat, device]) expect([name, violations]).toEqual([name, []]);
});

async function joinMechanism(notebook: Notebook, mechanism: string): Promise<void> {
  const { page } = notebook;
  await walkTo(notebook, 'Mecanismo');
  await type(page.getByLabel('Texto del mecanismo'), mechanism);
  await allowAddresses(notebook);
  await press(page.getByRole('button', { name: 'Unirse', exact: true }));
  await expect(page.getByText('Huella del mecanismo')).toBeVisible();
}
