// The Mechanism at work, on the whole app: a secretariat writes down who was designated, sees the seats that are vacant,
// an agency that sits twice, a quarter without a meeting; follows what was agreed until it is done, saves the calendar,
// tells a commitment kindly where it belongs, and prepares the annual dialogue.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspectScreen } from './inspect-screen.ts';
import { electronKind, expect, test } from './launch.ts';
import { beginNotebook, choose, finishForm, foundMechanism, goTo, type Notebook, saveTo, visit } from './notebook.ts';

test.beforeAll(() => console.log(`mechanism.spec: on ${electronKind}`));

/** The year before this one: its second quarter stays without a meeting, whenever this runs. */
const YEAR = new Date().getFullYear() - 1;

test('members, a vacancy, quarters, agreements, a calendar, a commitment, a conversatorio', async ({
  openApp,
  folder,
}) => {
  test.setTimeout(900_000);
  const secretariat = await beginNotebook(openApp, 'secretariat');
  await foundMechanism(secretariat, join(folder, 'mecanismo.json'), 'http://127.0.0.1:9');
  const { page } = secretariat;
  await goTo(secretariat, 'Mesas');
  await expect(page.getByText('A la Mesa 3 le falta designar representantes: 2.')).toBeVisible();
  for (const part of ['seats', 'mesas', 'meetings', 'commitments', 'dialogue']) {
    await visit(secretariat, `/mechanism?part=${part}`);
    await inspectScreen(page, `mechanism-empty-${part}`);
  }

  await designate(secretariat, 'Mesa 3, lugar 1', 'Red de Acogida del Sur');
  await expect(page.getByRole('link', { name: 'Red de Acogida del Sur' })).toBeVisible();
  await expect(page.getByText('A la Mesa 3 le falta designar representantes: 1.')).toBeVisible();
  await designate(secretariat, 'agencia, lugar 1', 'OIM');
  await designate(secretariat, 'agencia, lugar 2', 'iom');
  await expect(page.getByText(/está anotada dos veces como agencia/)).toBeVisible();
  await inspectScreen(page, 'mechanism-seats');
  await visit(secretariat, '/mechanism?part=mesas');
  await inspectScreen(page, 'mechanism-mesas');

  await meetings(secretariat, folder);
  await commitment(secretariat);
  await dialogue(secretariat, folder);
  expect(secretariat.violations).toEqual([]);
});

/** From the empty seat itself, so that mesa and role are already written. */
async function designate(notebook: Notebook, seat: string, organisation: string): Promise<void> {
  const { page } = notebook;
  await visit(notebook, '/mechanism?part=seats');
  await page.getByRole('button', { name: new RegExp(`${seat}$`) }).click();
  await page.getByLabel(/^Organización o agencia/).fill(organisation);
  await finishForm(notebook);
  await visit(notebook, '/mechanism?part=seats');
}

async function meeting(notebook: Notebook, title: string, date: string): Promise<void> {
  const { page } = notebook;
  await visit(notebook, '/mechanism?part=meetings');
  await page.getByRole('button', { name: 'Nueva reunión' }).click();
  await page.getByLabel(/^Título de la reunión/).fill(title);
  await choose(page.getByRole('radio', { name: 'Mesa de Vinculación' }));
  const day = page.getByRole('group', { name: 'Fecha', exact: true });
  await day.getByLabel('Año').fill(date);
  await choose(page.getByRole('radio', { name: 'Realizada' }));
}

async function meetings(notebook: Notebook, folder: string): Promise<void> {
  const { page } = notebook;
  await meeting(notebook, 'Primera del año', `${YEAR}-02-10`);
  await finishForm(notebook);
  await meeting(notebook, 'Tercera del año', `${YEAR}-08-12`);
  await page.getByRole('link', { name: /Acuerdos/ }).click();
  await page.getByRole('button', { name: 'Añadir' }).first().click();
  await page.getByLabel('Qué se acordó').fill('Reunir los insumos de las cuatro mesas');
  await page.getByLabel('A cargo de').fill('Mesa 2');
  await page.getByRole('group', { name: 'Para cuándo' }).getByLabel('Año').fill(`${YEAR}-09-30`);
  await finishForm(notebook);
  await visit(notebook, '/mechanism?part=meetings');
  await expect(page.getByText(`No hay reunión de la Mesa de Vinculación en el trimestre 2 de ${YEAR}.`)).toBeVisible();
  const row = page.getByRole('row', { name: /Reunir los insumos/ });
  await expect(row.getByText('Atrasado')).toBeVisible();
  await inspectScreen(page, 'mechanism-meetings');
  await row.getByRole('checkbox').click({ force: true }); // ticked once it is signed
  await expect(row.getByText('Cumplido', { exact: true })).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(row.getByText('Atrasado')).toBeVisible();

  const file = join(folder, 'reuniones.ics');
  await saveTo(notebook, file);
  await page.getByRole('button', { name: 'Guardar el calendario' }).click();
  await expect(page.getByText('Calendario guardado: reuniones.ics')).toBeVisible();
  const calendar = readFileSync(file, 'utf8');
  expect(calendar.match(/^DTSTART.*$/gm)?.map((line) => line.trim())).toEqual([
    `DTSTART;VALUE=DATE:${YEAR}0210`,
    `DTSTART;VALUE=DATE:${YEAR}0812`,
    `DTSTART;VALUE=DATE:${YEAR}0930`,
  ]);
  expect(calendar).toContain('SUMMARY:Vence: Reunir los insumos de las cuatro mesas');
}

async function commitment(notebook: Notebook): Promise<void> {
  const { page } = notebook;
  await visit(notebook, '/mechanism?part=commitments');
  await page.getByRole('button', { name: 'Nuevo compromiso' }).click();
  await page.getByLabel(/^Estado o actor que asume/).fill('Municipalidad de Montevideo');
  await page.getByRole('link', { name: /A qué se compromete/ }).click();
  await page.getByLabel(/^Título del compromiso/).fill('Centro para familias refugiadas');
  await page.getByRole('button', { name: 'Elegir objetivos' }).first().click();
  await choose(page.getByRole('dialog').getByRole('checkbox', { name: /Salvar vidas/ }));
  await page.getByRole('dialog').getByRole('button', { name: 'Listo' }).click();
  await page.getByRole('link', { name: /Seguimiento/ }).click();
  await choose(page.getByRole('radiogroup', { name: /Confirmo que el compromiso/ }).getByRole('radio', { name: 'No' }));
  await expect(page.getByText(/El Pacto trata de personas migrantes/)).toBeVisible();
  await inspectScreen(page, 'form-commitment-scope');
  await finishForm(notebook);
  await visit(notebook, '/mechanism?part=commitments');
  await expect(page.getByRole('row', { name: /Centro para familias refugiadas/ })).toBeVisible();
  await page
    .getByRole('button', { name: /^Todos Objetivo|Objetivo/ })
    .first()
    .click();
  await page.getByRole('option', { name: /^8 / }).click();
  await expect(page.getByText('Compromisos: 1 de 1')).toBeVisible();
  await inspectScreen(page, 'mechanism-commitments');
}

async function dialogue(notebook: Notebook, folder: string): Promise<void> {
  const { page } = notebook;
  await visit(notebook, '/mechanism?part=dialogue');
  await page.getByRole('button', { name: 'Nuevo conversatorio' }).click();
  await page.getByLabel(/^Título de la reunión/).fill(`Conversatorio ${YEAR}`);
  await page.getByRole('link', { name: /Con los Gobiernos/ }).click();
  await inspectScreen(page, 'form-meeting-governments');
  await finishForm(notebook);
  await visit(notebook, '/mechanism?part=dialogue');
  await page.getByRole('button', { name: 'Anotar una recomendación que salió' }).click();
  await page.getByLabel(/^Título de la recomendación/).fill('Registro civil abierto los sábados');
  await page.getByRole('textbox', { name: /^Recomendación/ }).fill('Abrir el registro civil dos sábados al mes.');
  await finishForm(notebook);
  await visit(notebook, '/mechanism?part=dialogue');
  await expect(page.getByRole('link', { name: 'Registro civil abierto los sábados' })).toBeVisible();
  await inspectScreen(page, 'mechanism-dialogue');
  const file = join(folder, 'conversatorio.docx');
  await saveTo(notebook, file);
  await page.getByRole('button', { name: 'Guardar la documentación (DOCX)' }).click();
  await expect(page.getByText('Documentación guardada: conversatorio.docx')).toBeVisible();
  expect(readFileSync(file).subarray(0, 2).toString()).toBe('PK');
}
