// The secretariat's reading key, by keyboard alone and with a letterbox that is a process of its own: three shares go to
// three sticks, two are tried, the key is changed, who has not heard is read all the same, the roster in the out-tray
// tells who fetches, and on another laptop two shares open what was sent before the change and no more.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openFlakyWire } from '../secretariat/flaky-wire.ts';
import { type LetterboxProcess, startProcess } from '../secretariat/process.ts';
import { openPart, press } from './by-keyboard.ts';
import { inspectScreen } from './inspect-screen.ts';
import { electronKind, expect, test } from './launch.ts';
import {
  acceptEnrolment,
  allowAddresses,
  beginNotebook,
  choose,
  chooseFile,
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

test.beforeAll(() => console.log(`reading-key.spec: on ${electronKind}`));

const SLOW = { timeout: 60_000 };

test('the reading key is shared out, tried, changed, heard of by letterbox, and got back on another laptop', async ({
  openApp,
  folder,
}) => {
  test.setTimeout(900_000);
  const wire = await openFlakyWire();
  let letterbox: LetterboxProcess | undefined;
  try {
    const profile = join(folder, 'mecanismo.json');
    const office = await beginNotebook(openApp, 'office');
    const { page } = office;
    const mechanism = await foundMechanism(office, profile, wire.url);
    letterbox = await startProcess(['--dir', join(folder, 'letterbox'), '--port', '0', '--profile', profile]);
    wire.target = letterbox.port;
    const house = await beginNotebook(openApp, 'house');
    await recordConsultation(house, 'Consulta de antes', 'La ventanilla abrió los sábados.');
    const card = await joinAndMakeCard(house, mechanism, 'Portátil de la casa');
    await acceptEnrolment(house, await enrol(office, card, 'Casa de Paso'));

    // Three shares on three sticks.
    await visit(office, '/today');
    await press(page.getByRole('button', { name: 'Prefiero no tener hoja' }));
    await expect(page.getByText('Si olvida su frase, nada abre este cuaderno')).toHaveCount(0);
    await visit(office, '/records');
    await visit(office, '/today'); // one reminder at a time
    await expect(page.getByText('La llave de lectura está en un solo equipo')).toBeVisible();
    await press(page.getByRole('link', { name: 'Ir a la llave' }));
    await inspectScreen(page, 'reading-key-none');
    const sticks = ['a', 'b', 'c'].map((name) => join(folder, `parte-${name}.txt`));
    const [a = '', b = '', c = ''] = sticks;
    await press(page.getByRole('button', { name: 'Hacer las tres partes' }));
    const dialog = page.getByRole('dialog').or(page.getByRole('alertdialog'));
    for (const [at, path] of sticks.entries()) {
      if (at === 1) await inspectScreen(page, 'reading-key-making');
      await saveTo(office, path);
      await press(dialog.getByRole('button', { name: `Guardar la parte ${at + 1}` }));
      await expect(dialog.getByText(`Parte ${at + 1}, guardada como`)).toBeVisible();
    }
    await press(dialog.getByRole('button', { name: 'Entendido' }));
    await expect(page.getByText(/^Partes .{7}, guardadas el/)).toBeVisible();
    for (const [at, path] of sticks.entries()) expect(readFileSync(path, 'utf8')).toContain(`parte ${at + 1} de 3`);

    // Two of them are tried; the same one twice is not enough.
    await visit(office, '/today');
    await expect(page.getByText('Las partes de la llave nunca se probaron')).toBeVisible();
    await press(page.getByRole('link', { name: 'Ir a la llave' }));
    await press(page.getByRole('button', { name: 'Ensayar', exact: true }));
    await readShare(office, a);
    await press(dialog.getByRole('button', { name: 'Probar' }));
    await expect(dialog.getByText('Faltan partes: hay 1 y se necesitan 2.')).toBeVisible();
    await readShare(office, a, /La parte 1 ya está leída/);
    await inspectScreen(page, 'reading-key-repeated');
    await readShare(office, c);
    await press(dialog.getByRole('button', { name: 'Probar' }));
    await expect(dialog.getByText('Las dos partes devuelven la llave')).toBeVisible();
    await press(dialog.getByRole('button', { name: 'Entendido' }));
    await expect(page.getByText(/^Último ensayo: /)).toBeVisible();
    await inspectScreen(page, 'reading-key');

    // The house has sent by letterbox, and hands over a stick that takes its time.
    await sendByLetterbox(house);
    await fetch(office);
    await expect(page.getByRole('heading', { name: /^De Portátil de la casa/ })).toBeVisible(SLOW);
    await recordConsultation(house, 'Consulta en camino', 'Sigue abierta.');
    const slow = join(folder, 'slow.quipu');
    await handOver(house, slow);

    // The key changes. What was sealed for the one before opens.
    await visit(office, '/profile?part=reading');
    await press(page.getByRole('button', { name: 'Cambiar la llave' }));
    await inspectScreen(page, 'reading-key-change');
    await press(dialog.getByRole('button', { name: 'Cambiar la llave' }));
    await expect(page.getByText(/^Son de una llave anterior/)).toBeVisible();
    await inspectScreen(page, 'reading-key-changed');
    await takeIn(office, slow);
    await expect(page.getByRole('heading', { name: /^De Portátil de la casa/ }).first()).toBeVisible(SLOW);

    // The roster lies in the out-tray; who fetches it seals for the new key.
    await expect(async () => {
      await fetch(house);
      await visit(house, '/profile?part=authors');
      await expect(house.page.getByRole('heading', { name: 'Lista de firmas número 1' })).toBeVisible({
        timeout: 5_000,
      });
    }).toPass({ timeout: 120_000 });
    await recordConsultation(house, 'Consulta con la llave nueva', 'Cerró los lunes.');
    const later = join(folder, 'later.quipu');
    await handOver(house, later);
    await takeIn(office, later);
    await expect(page.getByRole('heading', { name: /^De Portátil de la casa/ }).first()).toBeVisible(SLOW);

    // Another laptop, two old shares: what was sealed before the change, and nothing after it.
    const second = await beginNotebook(openApp, 'second');
    await goTo(second, 'Mecanismo');
    await second.page.getByLabel('Texto del mecanismo').fill(mechanism);
    await allowAddresses(second);
    await press(second.page.getByRole('button', { name: 'Unirse', exact: true }));
    await openPart(second, 'Recuperación');
    await press(second.page.getByRole('button', { name: 'Recuperar con dos partes' }));
    await readShare(second, b);
    await readShare(second, c);
    await inspectScreen(second.page, 'reading-key-recover');
    await press(second.page.getByRole('dialog').getByRole('button', { name: 'Recuperar', exact: true }));
    await expect(second.page.getByText('Este cuaderno abre desde ahora lo que se envió a la secretaría')).toBeVisible();
    await press(second.page.getByRole('dialog').getByRole('button', { name: 'Entendido' }));
    await takeIn(second, slow);
    await expect(second.page.getByRole('heading', { name: /^De Portátil de la casa/ })).toBeVisible(SLOW);
    await takeIn(second, later);
    await expect(second.page.getByText(/no es para este equipo/)).toBeVisible(SLOW);

    for (const { app } of [office, house, second]) await app.close();
    for (const path of sticks)
      expect(filesWith(folder, partIn(path)).filter((name) => !sticks.includes(name))).toEqual([]);
    for (const { name, violations } of [office, house, second]) expect([name, violations]).toEqual([name, []]);
  } finally {
    letterbox?.signal('SIGKILL');
    await wire.close();
  }
});

async function readShare(notebook: Notebook, path: string, said: RegExp = /^Parte \d de 3/): Promise<void> {
  await chooseFile(notebook, path);
  const dialog = notebook.page.getByRole('dialog');
  const before = await dialog.getByRole('listitem').count();
  await press(dialog.getByRole('button', { name: 'Leer una parte' }));
  await expect(dialog.getByText(said).first()).toBeVisible();
  if (said.source.startsWith('^Parte')) await expect(dialog.getByRole('listitem')).toHaveCount(before + 1);
}

async function handOver(notebook: Notebook, path: string): Promise<void> {
  await goTo(notebook, 'Entregar');
  await saveTo(notebook, path);
  await notebook.page.getByRole('button', { name: 'Entregar en una memoria USB' }).click();
  await expect.poll(() => statSync(path, { throwIfNoEntry: false })?.size ?? 0, SLOW).toBeGreaterThan(0);
}

async function sendByLetterbox(notebook: Notebook): Promise<void> {
  await goTo(notebook, 'Entregar');
  await choose(notebook.page.getByRole('radio', { name: /Buzón de prueba/ }));
  await notebook.page.getByRole('button', { name: 'Entregar por el buzón' }).click();
  await expect(notebook.page.getByText('Recibo del buzón')).toBeVisible(SLOW);
}

async function fetch(notebook: Notebook): Promise<void> {
  await goTo(notebook, 'Entregar');
  await notebook.page.getByRole('button', { name: 'Traer de Buzón de prueba' }).click();
}

async function takeIn(notebook: Notebook, path: string): Promise<void> {
  await goTo(notebook, 'Entregar');
  await takeInFile(notebook, path);
}

const partIn = (path: string): string => /\npart: (\S+)/.exec(readFileSync(path, 'utf8'))?.[1] ?? '';

/** Files under a folder, Chromium's own among them, in which a text is. */
function filesWith(folder: string, text: string): readonly string[] {
  expect(text.length).toBeGreaterThan(20);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true)
    .filter((path) =>
      ['utf8', 'utf16le'].some((encoding) => readFileSync(path).includes(Buffer.from(text, encoding as 'utf8'))),
    );
}
