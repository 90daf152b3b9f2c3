// A workshop on five laptops, each a process of its own, over a real socket of this machine: the trainer's room, four who
// enter it by what is on its screen, practise and hand over; the trainer sees how far each is and takes everything in.

import { inspectScreen } from './inspect-screen.ts';
import { electronKind, expect, type OpenApp, test } from './launch.ts';
import { allowAddresses, choose, goTo, type Notebook, recordConsultation, showNotebook, visit } from './notebook.ts';

test.beforeAll(() => console.log(`workshop.spec: on ${electronKind}`));

const NAMES = ['Colibrí', 'Cóndor', 'Jaguar', 'Tucán'] as const;

test('five laptops and a room: four enter, practise and hand over, and the trainer sees all of it', async ({
  openApp,
}) => {
  test.setTimeout(900_000);
  const trainer = await practise(openApp, 'trainer');
  const way = await openRoom(trainer);
  const guests: Notebook[] = [];
  for (const two of [NAMES.slice(0, 2), NAMES.slice(2)])
    guests.push(...(await Promise.all(two.map((name) => takePart(openApp, name, way)))));

  const { page } = trainer;
  for (const name of NAMES) {
    const row = page.getByRole('row', { name: new RegExp(`^${name}`) });
    await expect(row.getByText('Hecho', { exact: true })).toHaveCount(1, { timeout: 60_000 });
    await expect(row.getByText('0 de 2').first()).toBeVisible();
  }
  await page.getByRole('button', { name: 'Recibir lo entregado' }).click();
  for (const name of NAMES)
    await expect(page.getByRole('heading', { name: new RegExp(`^De ${name}`) })).toBeVisible({ timeout: 60_000 });
  await goTo(trainer, 'Registros');
  for (const name of NAMES) await expect(page.getByText(`Consulta de ${name}`).first()).toBeVisible();

  // Begun anew for all: each is told, what they practised is gone, and one press brings them back.
  await visit(trainer, '/workshop/room');
  await page.getByRole('button', { name: 'Empezar de nuevo para todas las personas' }).click();
  await inspectScreen(page, 'workshop-all-again');
  await page.getByRole('dialog').getByRole('button', { name: 'Borrar lo practicado' }).click();
  await expect(page.getByText('Todavía no ha entrado nadie')).toBeVisible({ timeout: 90_000 });
  for (const [at, guest] of guests.entries()) {
    await expect(guest.page.getByText('Quien capacita empezó el taller de nuevo')).toBeVisible({ timeout: 60_000 });
    if (at === 0) await inspectScreen(guest.page, 'workshop-begun-anew');
    await expect(guest.page.getByLabel('Su nombre en el taller')).toHaveValue(NAMES[at] ?? '');
    await allowAddresses(guest);
    await guest.page.getByRole('button', { name: 'Entrar', exact: true }).click();
    await expect(guest.page.getByText('Ya está en la sala')).toBeVisible({ timeout: 60_000 });
    await goTo(guest, 'Registros');
    await expect(guest.page.getByText(`Consulta de ${NAMES[at]}`)).toHaveCount(0);
  }
  for (const name of NAMES) await expect(page.getByRole('row', { name: new RegExp(`^${name}`) })).toBeVisible();

  // Closed, the room takes nobody; opened again, it has the same code, and what was handed over stays.
  await page.getByRole('button', { name: 'Cerrar la sala' }).click();
  expect(codeIn(await openRoom(trainer))).toBe(codeIn(way)); // the port may be another one: tests run side by side
  expect([trainer, ...guests].flatMap(({ violations }) => violations)).toEqual([]);
});

const codeIn = (way: string): string => way.split(' ')[1] ?? '';

async function practise(openApp: OpenApp, name: string): Promise<Notebook> {
  const notebook = await showNotebook(openApp, name);
  await choose(notebook.page.getByRole('radio', { name: 'Español' }));
  await notebook.page.getByRole('button', { name: 'Practicar en un taller' }).click();
  await expect(notebook.page.getByText('aquí nada es real')).toBeVisible({ timeout: 60_000 });
  return notebook;
}

/** Answers what a participant types, at this very machine. */
async function openRoom(notebook: Notebook): Promise<string> {
  const { page } = notebook;
  await visit(notebook, '/workshop/room');
  await page.getByRole('button', { name: 'Abrir la sala' }).click();
  const shown = page.getByRole('region', { name: 'Cómo entrar' }).locator('dd');
  await expect(shown.first()).toBeVisible({ timeout: 60_000 });
  const [address = '', ...rest] = await shown.allTextContents();
  return `127.0.0.1:${address.split(':')[1] ?? 4723} ${rest.at(-1)}`;
}

async function takePart(openApp: OpenApp, name: (typeof NAMES)[number], way: string): Promise<Notebook> {
  const notebook = await practise(openApp, `guest-${NAMES.indexOf(name)}`);
  const { page } = notebook;
  await visit(notebook, '/workshop/enter');
  await page.getByLabel('Su nombre en el taller').fill(name);
  await page.getByLabel('Dirección y código').fill(way);
  await allowAddresses(notebook);
  await page.getByRole('button', { name: 'Entrar', exact: true }).click();
  await expect(page.getByText('Ya está en la sala')).toBeVisible({ timeout: 60_000 });
  await recordConsultation(notebook, `Consulta de ${name}`, 'La ventanilla abrió los sábados.');
  await goTo(notebook, 'Entregar');
  await choose(page.getByRole('radio', { name: /Taller/ }));
  await page.getByRole('button', { name: 'Entregar por el buzón' }).click();
  await expect(page.getByText('Recibo del buzón')).toBeVisible({ timeout: 120_000 });
  return notebook;
}
