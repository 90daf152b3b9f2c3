// Three keys on three sticks, two of which sign, by keyboard alone: a mechanism is founded on one laptop, an organisation
// joins, its device loses its signature and gets it back, and the keys change; each with its ceremony.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openPart, pick, press, type } from './by-keyboard.ts';
import { inspectScreen } from './inspect-screen.ts';
import { electronKind, expect, test } from './launch.ts';
import {
  acceptEnrolment,
  allowAddresses,
  beginNotebook,
  chooseFile,
  enrol,
  goTo,
  joinAndMakeCard,
  type Notebook,
  saveTo,
} from './notebook.ts';

test.beforeAll(() => console.log(`roots.spec: on ${electronKind}`));

const passphraseOf = (stick: string): string => `soga de la memoria ${stick.slice(-7)}`;

test('two of three sticks found a mechanism, let an organisation in, revoke, give back, and hand over to new sticks', async ({
  openApp,
  folder,
}) => {
  test.setTimeout(900_000);
  const office = await beginNotebook(openApp, 'office');
  const { page } = office;
  const stick = (name: string): string => join(folder, `llave-${name}.age`);
  const [a, b, c] = ['a', 'b', 'c'].map(stick) as [string, string, string];

  // Founding: the facts, three keys, two signatures.
  await goTo(office, 'Mecanismo');
  await press(page.getByRole('button', { name: 'Somos la secretaría' }));
  const dialog = page.getByRole('dialog');
  await type(dialog.getByLabel('Nombre del mecanismo'), 'Mecanismo de prueba');
  await type(dialog.getByLabel('Organización que hace de secretaría'), 'Secretaría del Mecanismo');
  await type(dialog.getByLabel('Nombre de este equipo'), 'Secretaría, equipo 1');
  await expect(dialog.getByRole('radio', { name: /^Tres llaves/ })).toBeChecked();
  await allowAddresses(office);
  await press(dialog.getByRole('button', { name: 'Seguir: hacer las llaves' }));
  await inspectScreen(page, 'roots-make');
  await makeKeys(office, [a, b, c]);
  await press(dialog.getByRole('button', { name: 'Empezar a firmar' }));
  await expect(page.getByRole('heading', { name: /Se funda el mecanismo/ })).toBeVisible({ timeout: 30_000 });
  await inspectScreen(page, 'roots-founding');
  await sign(office, c, /Firmó la llave 3. Saque la memoria/);
  await inspectScreen(page, 'roots-half-signed');
  await sign(office, c, /Esta llave ya firmó/, true);
  await sign(office, a, /Firmó la llave 1. Ya son suficientes/);
  await expect(page.getByRole('tab', { name: 'Secretaría' })).toBeVisible();
  for (const path of [a, b, c]) expect(readFileSync(path, 'utf8')).toContain('BEGIN AGE ENCRYPTED FILE');

  // An organisation joins.
  const profile = join(folder, 'mecanismo.json');
  await openPart(office, 'El mecanismo');
  await saveTo(office, profile);
  await press(page.getByRole('button', { name: 'Guardar el archivo del mecanismo' }));
  await expect.poll(() => existsSync(profile)).toBe(true);
  const house = await beginNotebook(openApp, 'house');
  const card = await joinAndMakeCard(house, readFileSync(profile, 'utf8'), 'Portátil de la casa');
  await openPart(office, 'Secretaría');
  await type(page.getByLabel('Tarjeta del equipo'), card);
  await type(page.getByLabel('Organización', { exact: true }), 'Casa de Paso');
  const steward = page.getByRole('option', { name: 'Responsable de su organización' });
  await pick(page.getByRole('button', { name: /Tarea/ }), steward);
  await press(page.getByRole('button', { name: 'Inscribir', exact: true }));
  await expect(page.getByText('Primero deben firmar las llaves del mecanismo.')).toBeVisible();
  await openPart(office, 'Llaves');
  await expect(page.getByRole('heading', { name: 'Entra la organización Casa de Paso' })).toBeVisible();
  await sign(office, a, /Firmó la llave 1/);
  await sign(office, b, /Firmó la llave 2. Ya son suficientes/);
  const text = await page.getByLabel('Texto de la inscripción').inputValue();
  await acceptEnrolment(house, text);
  await press(page.getByRole('button', { name: 'Quitarlo de aquí' }));

  // Its signature is taken away, and given back.
  await openPart(office, 'Quién firma');
  await decide(office, 'Retirar la firma', 'Se perdió en el viaje');
  await openPart(office, 'Llaves');
  await expect(page.getByText(/Se retira la firma de Portátil de la casa: Se perdió/)).toBeVisible();
  await sign(office, b, /Firmó la llave 2/);
  await sign(office, c, /Ya son suficientes/);
  await openPart(office, 'Quién firma');
  await decide(office, 'Devolver la firma', 'Apareció en la oficina', 'roots-readmit');
  await openPart(office, 'Llaves');
  await sign(office, a, /Firmó la llave 1/);
  await sign(office, b, /Ya son suficientes/);
  await openPart(office, 'Quién firma');
  await expect(page.getByRole('heading', { name: 'Lista de firmas número 2' })).toBeVisible();

  // Its steward leaves: the key of the organisation is closed.
  await decide(office, 'Cerrar su llave', 'Se fue de la casa', 'roots-close', 'Cerrar la llave');
  await openPart(office, 'Llaves');
  await expect(page.getByText('La organización deja de inscribir equipos: Se fue de la casa')).toBeVisible();
  for (const path of [b, c]) await sign(office, path, /^Firmó la llave/);
  await expect(page.getByText('Nada espera firmas.')).toBeVisible();

  // Three new sticks take over.
  const [d, e, f] = ['d', 'e', 'f'].map(stick) as [string, string, string];
  await openPart(office, 'Llaves');
  await press(page.getByRole('button', { name: 'Cambiar las llaves' }));
  await press(page.getByRole('dialog').getByRole('button', { name: 'Seguir: hacer las llaves' }));
  await makeKeys(office, [d, e, f]);
  await press(page.getByRole('dialog').getByRole('button', { name: 'Empezar a firmar' }));
  await expect(page.getByRole('heading', { name: /Cambian las llaves/ })).toBeVisible();
  for (const path of [a, b, d]) await sign(office, path, /Saque la memoria/);
  await inspectScreen(page, 'roots-succession');
  await sign(office, e, /Ya son suficientes/);
  await expect(page.getByRole('heading', { name: 'Las llaves nuevas toman su lugar' })).toBeVisible();
  await sign(office, a, /Nada de lo que espera necesita esta llave/, true);
  await sign(office, e, /Firmó la llave 2/);
  await sign(office, f, /Ya son suficientes/);
  await expect(page.getByText('Nada espera firmas.')).toBeVisible();

  // What the list of signatures was stays there to be read.
  await expect(page.getByRole('heading', { name: 'Listas de firmas anteriores' })).toBeVisible();
  for (const said of ['Firma retirada', 'Firma devuelta']) {
    const step = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: /^Número/ }) });
    await expect(step.filter({ hasText: `${said}: Portátil de la casa` }).first()).toBeVisible();
  }
  await expect(page.getByText('Cambiaron las llaves del mecanismo').first()).toBeVisible();

  // A second laptop of the secretariat takes the place of the first, which is lost.
  const second = await beginNotebook(openApp, 'second');
  const secondCard = await joinAndMakeCard(second, readFileSync(profile, 'utf8'), 'Secretaría, equipo 2');
  await acceptEnrolment(second, await enrol(office, secondCard, 'Secretaría del Mecanismo', 'Secretaría'));
  await openPart(second, 'Lectura');
  await press(second.page.getByRole('button', { name: 'Poner en uso la llave de este equipo' }));
  await expect(second.page.getByText('Secretaría, equipo 1 los sigue abriendo.', { exact: false })).toBeVisible();
  await inspectScreen(second.page, 'reading-key-join');
  await press(second.page.getByRole('alertdialog').getByRole('button', { name: 'Cancelar' }));
  await openPart(second, 'Quién firma');
  await decide(second, 'Retirar la firma', 'Se perdió con el equipo', undefined, undefined, 'Secretaría, equipo 1');
  await openPart(second, 'Llaves');
  for (const path of [d, e]) await sign(second, path, /^Firmó la llave/);
  await openPart(second, 'Lectura');
  await press(second.page.getByRole('button', { name: 'Poner en uso la llave de este equipo' }));
  await expect(
    second.page.getByText('Toma el lugar de la llave de Secretaría, equipo 1', { exact: false }),
  ).toBeVisible();
  await inspectScreen(second.page, 'reading-key-replace');
  await press(second.page.getByRole('alertdialog').getByRole('button', { name: 'Poner en uso' }));
  await openPart(second, 'Llaves');
  await expect(second.page.getByText(/Los paquetes se cerrarán para Secretaría, equipo 2/)).toBeVisible();
  for (const { name, violations } of [office, house, second]) expect([name, violations]).toEqual([name, []]);
});

async function makeKeys(notebook: Notebook, paths: readonly string[]): Promise<void> {
  const dialog = notebook.page.getByRole('dialog');
  for (const [at, path] of paths.entries()) {
    await saveTo(notebook, path);
    await type(dialog.getByLabel(`Frase de la llave ${at + 1}`), passphraseOf(path));
    await type(dialog.getByLabel('La misma frase, otra vez'), passphraseOf(path));
    await press(dialog.getByRole('button', { name: 'Hacer la llave y guardarla en la memoria' }));
    await expect(dialog.getByText(new RegExp(`^Llave ${at + 1}, guardada`))).toBeVisible({ timeout: 60_000 });
  }
}

async function sign(notebook: Notebook, path: string, said: RegExp, isRefused = false): Promise<void> {
  const { page } = notebook;
  await chooseFile(notebook, path);
  await press(page.getByRole('button', { name: 'Buscar la llave en la memoria' }));
  await expect(page.getByText('Llave elegida:')).toBeVisible();
  await type(page.getByLabel('Frase de esta llave'), passphraseOf(path));
  await press(page.getByRole('button', { name: 'Firmar', exact: true }));
  await expect(page.getByText(said)).toBeVisible({ timeout: 60_000 });
  if (!isRefused) await expect(page.getByLabel('Frase de esta llave')).toHaveValue('');
}

/** @param button what the dialog's own says, where it is another word */
async function decide(
  { page }: Notebook,
  deed: string,
  reason: string,
  picture?: string,
  button = deed,
  whose = '',
): Promise<void> {
  await press(page.getByRole('button', { name: new RegExp(`^${deed}.*${whose}`) }));
  const dialog = page.getByRole('alertdialog');
  await type(dialog.getByLabel('Por qué'), reason);
  if (picture !== undefined) await inspectScreen(page, picture);
  await press(dialog.getByRole('button', { name: button, exact: true }));
  await expect(dialog).toBeHidden();
}
