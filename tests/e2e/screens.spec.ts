// Every place and dialog of the app, looked at: a recorder's notebook from its first run to the receipt, and a
// secretariat's, in a small world of sample entries (sample-world.ts). What is asked of a screen, and where its
// pictures are kept, is in inspect-screen.ts.

import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Page } from '@playwright/test';
import type { RecordId } from '#shared/base/ids.ts';
import { kindOf } from '#shared/record/kinds.ts';
import { openFlakyWire } from '../secretariat/flaky-wire.ts';
import { type LetterboxProcess, startProcess } from '../secretariat/process.ts';
import { inspectDialog, inspectScreen } from './inspect-screen.ts';
import { electronKind, expect, test } from './launch.ts';
import {
  acceptEnrolment,
  beginNotebook,
  choose,
  chooseFile,
  enrol,
  foundMechanism,
  goTo,
  joinAndMakeCard,
  type Notebook,
  PASSPHRASE,
  recordConsultation,
  saveTo,
  showNotebook,
  takeInFile,
  visit,
} from './notebook.ts';
import { CONTESTED, sampleSticks, type Sticks } from './sample-bundles.ts';
import { recordOf, sampleEntries } from './sample-world.ts';

test.beforeAll(() => console.log(`screens.spec: on ${electronKind}`));

test('every screen can be read, reached and pressed, in light and dark, small and magnified', async ({
  openApp,
  folder,
}) => {
  test.setTimeout(900_000);
  const wire = await openFlakyWire();
  let letterbox: LetterboxProcess | undefined;
  try {
    const recorder = await showNotebook(openApp, 'recorder');
    await firstRun(recorder.page);
    await emptyPlaces(recorder);
    await firstForm(recorder);
    await mapAndFilters(recorder);

    const secretariat = await beginNotebook(openApp, 'secretariat');
    await foundingDialog(secretariat);
    const file = join(folder, 'mecanismo.json');
    const mechanism = await foundMechanism(secretariat, file, wire.url);
    letterbox = await startProcess(['--dir', join(folder, 'letterbox'), '--port', '0', '--profile', file]);
    wire.target = letterbox.port;
    await emptySecretariat(secretariat);
    const sticks = await joining(recorder, secretariat, mechanism, folder);

    await handingOver(recorder, folder);
    await takingIn(secretariat, sticks);
    await deciding(secretariat);
    await reporting(secretariat);
    await returning(recorder, sticks);
    await recordForms(recorder);
    await attaching(recorder, folder);
    await locking(recorder);
    for (const { name, violations } of [recorder, secretariat]) expect.soft([name, violations]).toEqual([name, []]);
  } finally {
    letterbox?.signal('SIGKILL');
    await wire.close();
  }
});

test('the keys do the same in the whole app as Help says', async ({ openApp }) => {
  const { page, app, violations } = await beginNotebook(openApp, 'keys');
  await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (window !== undefined) window.webContents.print = () => window.setTitle('printed');
  });
  const region = (): Promise<string | null | undefined> =>
    page.evaluate(() => document.activeElement?.closest('[data-region]')?.tagName);
  await page.keyboard.press('Control+f');
  await expect(page.getByRole('searchbox').first()).toBeFocused();
  for (const tag of ['main', 'section']) await expect(page.locator(`${tag}[data-region]`).first()).toBeVisible();
  const seen = new Set<string | null | undefined>();
  for (let step = 0; step < 4; step++) {
    await page.keyboard.press('F6');
    seen.add(await region());
  }
  expect(seen).toEqual(new Set(['HEADER', 'MAIN', 'NAV', 'SECTION']));
  await page.keyboard.press('Control+s');
  await expect(page.getByText('Ya está guardado. Todo se guarda solo.')).toBeVisible();
  await page.keyboard.press('F1');
  await expect(page.getByRole('dialog', { name: 'Ayuda' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+p');
  await expect
    .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle()))
    .toBe('printed');
  await page.keyboard.press('Control+n');
  const title = page.getByLabel(/^Título de la consulta/);
  await title.click();
  await page.keyboard.type('Consulta');
  await expect(page.getByRole('banner').getByRole('status')).toContainText('Guardado');
  await page.keyboard.press('Control+z');
  await expect(title).not.toHaveValue('Consulta');
  expect(violations).toEqual([]);
});

async function firstRun(page: Page): Promise<void> {
  await choose(page.getByRole('radio', { name: 'Español' }));
  await inspectScreen(page, 'first-run-language');
  await page.getByRole('button', { name: 'Seguir' }).click();
  await page.getByLabel('Frase secreta').fill(PASSPHRASE);
  await page.getByLabel('La misma frase, otra vez').fill('otra');
  await page.getByRole('button', { name: 'Empezar el cuaderno' }).click();
  await inspectScreen(page, 'first-run-passphrase');
  await page.getByLabel('La misma frase, otra vez').fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Empezar el cuaderno' }).click();
  await page.getByRole('button', { name: 'Más tarde', exact: true }).click();
  await expect(page.getByRole('navigation').getByRole('link', { name: 'Hoy', exact: true })).toBeVisible();
}

async function emptyPlaces(notebook: Notebook): Promise<void> {
  for (const place of ['today', 'board', 'records', 'hand-over', 'inbox', 'mechanism', 'profile', 'activity']) {
    await visit(notebook, `/${place}`);
    await inspectScreen(notebook.page, `empty-${place}`);
  }
  await visit(notebook, '/today');
  await notebook.page.getByRole('button', { name: 'Ver un recorrido corto' }).click();
  for (const stop of ['today', 'board', 'records', 'hand-over', 'bar']) {
    await inspectScreen(notebook.page, `tour-${stop}`);
    await notebook.page.getByRole('button', { name: 'Siguiente' }).click();
  }
  await notebook.page.getByRole('button', { name: 'Terminar' }).click();
  await visit(notebook, '/profile?part=join');
  await inspectScreen(notebook.page, 'empty-profile-join');
  await visit(notebook, '/profile?part=device');
  await inspectScreen(notebook.page, 'empty-profile-device');
  await notebook.page.getByRole('button', { name: 'Cambiar la frase secreta' }).click();
  await inspectDialog(notebook.page, 'change-passphrase');
  await notebook.page.keyboard.press('F1');
  await inspectDialog(notebook.page, 'help');
  await notebook.page.keyboard.press('F1');
  await notebook.page.getByRole('tab', { name: 'Si algo se pierde' }).click();
  await inspectDialog(notebook.page, 'help-lost');
}

/** The first consultation: what a tired person sees, and what is missing when they finish too early. */
async function firstForm(notebook: Notebook): Promise<void> {
  const { page } = notebook;
  await visit(notebook, '/today');
  await page.getByRole('button', { name: /^Nueva consulta/ }).click();
  await expect(page.getByLabel(/^Título de la consulta/)).toBeVisible();
  await inspectScreen(page, 'form-new');
  await page.getByRole('button', { name: 'Terminar' }).click();
  await inspectDialog(page, 'finish-missing');
  await page.getByRole('link', { name: /^D Contenido por objetivo/ }).click();
  await inspectScreen(page, 'form-objectives-none');
  await page.getByRole('button', { name: 'Elegir objetivos' }).first().click();
  await inspectDialog(page, 'choose-objectives');
  await recordConsultation(notebook, 'Consulta en el albergue de paso', 'La ventanilla abrió los sábados.');
}

/** The board's other two looks, and the filters that stand in a dialog. */
async function mapAndFilters(notebook: Notebook): Promise<void> {
  const { page } = notebook;
  for (const show of ['map', 'coverage']) {
    await visit(notebook, `/board?show=${show}&by=country&year=all`);
    await expect(page.getByRole('table')).toBeVisible();
    await inspectScreen(page, `board-${show}`);
  }
  await visit(notebook, '/records?mesa=2');
  await page.getByRole('button', { name: 'Más filtros' }).click();
  await inspectDialog(page, 'more-filters');
}

async function foundingDialog({ page }: Notebook): Promise<void> {
  await page.getByRole('link', { name: /^Mecanismo/ }).click();
  await page.getByRole('button', { name: 'Somos la secretaría' }).click();
  await inspectDialog(page, 'found-mechanism');
}

async function emptySecretariat(notebook: Notebook): Promise<void> {
  for (const place of ['profile', 'hand-over', 'today']) {
    await visit(notebook, `/${place}`);
    await inspectScreen(notebook.page, `secretariat-empty-${place}`);
  }
}

async function joining(recorder: Notebook, secretariat: Notebook, mechanism: string, folder: string): Promise<Sticks> {
  const card = await joinAndMakeCard(recorder, mechanism, 'Portátil del albergue');
  await inspectScreen(recorder.page, 'profile-card');
  await visit(recorder, '/profile');
  await inspectScreen(recorder.page, 'profile-joined');
  await visit(secretariat, '/profile?part=invite');
  await inspectScreen(secretariat.page, 'profile-invite');
  await visit(secretariat, '/profile?part=secretariat');
  await inspectScreen(secretariat.page, 'enrol-empty');
  await secretariat.page.getByLabel('Tarjeta del equipo').fill(card);
  await expect(secretariat.page.getByText('Compare la huella de Portátil del albergue')).toBeVisible();
  await inspectScreen(secretariat.page, 'enrol-compare');
  const text = await enrol(secretariat, card, 'Casa de Paso');
  await inspectScreen(secretariat.page, 'enrol-done');
  await visit(recorder, '/profile?part=device');
  await acceptEnrolment(recorder, text);
  await inspectScreen(recorder.page, 'profile-enrolled');
  return sampleSticks(secretariat, mechanism, card, folder);
}

async function handingOver(notebook: Notebook, folder: string): Promise<void> {
  const { page } = notebook;
  await visit(notebook, '/hand-over');
  await choose(page.getByRole('radio', { name: /Buzón de prueba/ }));
  await inspectScreen(page, 'hand-over-ready');
  await page.getByRole('button', { name: 'Elegir' }).click();
  await inspectDialog(page, 'hand-over-choose');
  await page.getByRole('button', { name: 'Entregar por el buzón' }).click();
  await expect(page.getByText('Recibo del buzón')).toBeVisible({ timeout: 60_000 });
  await inspectScreen(page, 'hand-over-delivered');
  await recordConsultation(notebook, 'Consulta con mujeres trabajadoras del hogar', 'Piden contrato por escrito.');
  await visit(notebook, '/hand-over');
  await saveTo(notebook, join(folder, 'memoria.quipu'));
  await page.getByRole('button', { name: 'Entregar en una memoria USB' }).click();
  await expect(page.getByText(/^Paquete .* guardado$/)).toBeVisible();
  await inspectScreen(page, 'hand-over-saved');
  await page.getByRole('button', { name: /^Todas las entregas/ }).click();
  await inspectDialog(page, 'hand-over-all');
}

async function takingIn(notebook: Notebook, sticks: Sticks): Promise<void> {
  const { page } = notebook;
  await visit(notebook, '/hand-over');
  await page.getByRole('button', { name: 'Traer de Buzón de prueba' }).click();
  await expect(page.getByRole('heading', { name: /^De Portátil del albergue/ })).toBeVisible({ timeout: 60_000 });
  await takeInFile(notebook, sticks.colleague);
  await expect(page.getByRole('heading', { name: /^De Portátil de la frontera/ })).toBeVisible({ timeout: 60_000 });
  await inspectScreen(page, 'take-in-report');
  await takeInFile(notebook, sticks.stranger);
  await page.getByRole('button', { name: 'Ver por qué' }).first().click();
  await inspectScreen(page, 'take-in-held');
  await takeInFile(notebook, sticks.broken);
  await expect(page.getByText('No se pudo recibir «roto.quipu»')).toBeVisible({ timeout: 60_000 });
  await inspectScreen(page, 'take-in-refused');
  await takeInFile(notebook, sticks.one);
  // The second from there: until it shows, choosing a file anew would give the next one twice.
  await expect(page.getByRole('heading', { name: /^De Portátil de la frontera/ })).toHaveCount(2, { timeout: 60_000 });
  await takeInFile(notebook, sticks.other);
  await expect(page.getByRole('link', { name: 'Decidir' }).first()).toBeVisible({ timeout: 60_000 });
  await inspectScreen(page, 'take-in-conflict');
  await takeInFile(notebook, sticks.sweep);
  await expect(page.getByText(/ocultaría 7 registros/).first()).toBeVisible({ timeout: 60_000 });
  await inspectScreen(page, 'take-in-waiting');
  await page.getByRole('button', { name: 'Ver cuáles' }).first().click();
  await inspectDialog(page, 'take-in-would-hide');
}

/** With everything that was taken in; checking and saving is in reports.spec.ts. */
async function reporting(notebook: Notebook): Promise<void> {
  await visit(notebook, '/reports');
  await inspectScreen(notebook.page, 'reports');
}

async function deciding(notebook: Notebook): Promise<void> {
  const { page } = notebook;
  for (const place of ['today', 'board', 'records', 'inbox', 'activity', 'profile?part=authors']) {
    await visit(notebook, `/${place}`);
    await inspectScreen(page, `secretariat-${place.replace(/.*=/, '')}`);
  }
  await page.getByRole('button', { name: 'Retirar la firma' }).first().click();
  await inspectDialog(page, 'revoke');
  await visit(notebook, '/board');
  await page.getByRole('link', { name: /^16 / }).first().focus();
  await inspectScreen(page, 'board-focus');
  const record = await recordNamed(CONTESTED.entry);
  await visit(notebook, `/record/${record}`);
  await inspectScreen(page, 'record-conflict');
  await visit(notebook, '/inbox');
  await page.getByRole('link', { name: /^Decidir el conflicto/ }).click();
  await expect(page.getByText('Dos equipos escribieron en el mismo lugar').first()).toBeVisible();
  await inspectScreen(page, 'conflict');
  await page.keyboard.press('b');
  await inspectScreen(page, 'conflict-both');
  await page.keyboard.press('e');
  await inspectScreen(page, 'conflict-written');
  await visit(notebook, '/inbox');
  await page.getByRole('link', { name: /^Comparar las? pareja/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: '¿Cuentan el mismo evento?' })).toBeVisible();
  await inspectScreen(page, 'pair');
}

/** The recorder's next morning: a receipt came, a colleague's stick, one record to correct. */
async function returning(notebook: Notebook, sticks: Sticks): Promise<void> {
  const { page } = notebook;
  await visit(notebook, '/hand-over');
  await page.getByRole('button', { name: 'Traer de Buzón de prueba' }).click();
  await expect(page.getByText(/Recibido por/).first()).toBeVisible({ timeout: 60_000 });
  await takeInFile(notebook, sticks.colleague);
  await expect(page.getByRole('heading', { name: /^De Portátil de la frontera/ })).toBeVisible({ timeout: 60_000 });
  await inspectScreen(page, 'hand-over-merged');
  await recordConsultation(notebook, 'Mesa de escucha en la parroquia', 'Abrieron un turno de tarde.');
  for (const place of [
    'today',
    'board',
    'records',
    'records?text=frontera',
    'records?text=zzzz',
    'records?bin=yes',
    'records/bin',
  ]) {
    await visit(notebook, `/${place}`);
    await inspectScreen(page, `full-${place.replace(/\W+/g, '-')}`);
  }
  const record = await recordNamed('p-fasilitate-sid-oryan');
  await visit(notebook, `/record/${record}`);
  await inspectScreen(page, 'record-page');
  await page.getByRole('button', { name: 'Más', exact: true }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await inspectScreen(page, 'record-more');
  await page.getByRole('menuitem', { name: 'Mandar a la papelera' }).click();
  await inspectDialog(page, 'record-delete');
  await goTo(notebook, 'Actividad');
  await inspectScreen(page, 'full-activity');
}

/** Every section of both forms, with what real entries say. */
async function recordForms(notebook: Notebook): Promise<void> {
  for (const [entry, kind] of [
    ['c-mesa-mendoza', 'consultation'],
    ['p-centros-integrate', 'practice'],
  ] as const) {
    const record = await recordNamed(entry);
    for (const { key } of kindOf(kind)?.sections ?? []) {
      await visit(notebook, `/record/${record}/edit/${key}`);
      await inspectScreen(notebook.page, `form-${kind}-${key}`);
    }
  }
  await notebook.page.getByRole('button', { name: 'Terminar' }).click();
  await inspectDialog(notebook.page, 'finish');
}

/** A picture, and a document that is kept as it is: in the form, on the record's page, looked at. */
async function attaching(notebook: Notebook, folder: string): Promise<void> {
  const { page } = notebook;
  const record = await recordNamed('c-mesa-mendoza');
  await visit(notebook, `/record/${record}/edit`);
  await page.getByRole('link', { name: /^F / }).click();
  const picture = join(folder, 'pizarra.png');
  await page.screenshot({ path: picture });
  const paper = join(folder, 'acta.pdf');
  writeFileSync(paper, '%PDF-1.7\n');
  for (const path of [picture, paper]) {
    await chooseFile(notebook, path);
    await page.getByRole('button', { name: 'Añadir archivos' }).click();
    await expect(page.getByText(`Añadido: ${basename(path)}`)).toBeVisible({ timeout: 60_000 });
  }
  await inspectScreen(page, 'form-attachments');
  await expect(page.getByRole('banner').getByRole('status')).toContainText('Guardado');
  await page.getByRole('button', { name: 'Terminar' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Terminar' }).click();
  await expect(dialog).toBeHidden();
  await visit(notebook, `/record/${record}`);
  await page.getByRole('button', { name: 'Ver pizarra.png' }).scrollIntoViewIfNeeded();
  await inspectScreen(page, 'record-attachments');
  await page.getByRole('button', { name: 'Ver pizarra.png' }).click();
  await expect(dialog.getByRole('img', { name: 'pizarra.png' })).toBeVisible();
  await inspectDialog(page, 'attachment-picture');
}

async function locking({ page }: Notebook): Promise<void> {
  await page.keyboard.press('Control+l');
  await expect(page.getByRole('button', { name: 'Abrir el cuaderno' })).toBeVisible();
  await inspectScreen(page, 'unlock');
  await page.getByLabel('Frase secreta').fill('otra frase');
  await page.getByRole('button', { name: 'Abrir el cuaderno' }).click();
  await expect(page.getByText('La frase no es esa.')).toBeVisible();
  await inspectScreen(page, 'unlock-wrong');
  await page.getByRole('button', { name: 'Olvidé la frase' }).click();
  await inspectDialog(page, 'unlock-forgot');
  await page.keyboard.press('F9');
  await expect(page.getByRole('button', { name: 'Continuar' })).toBeVisible();
  await inspectScreen(page, 'neutral');
}

async function recordNamed(entry: string): Promise<RecordId> {
  const all = [...(await sampleEntries('consultation')), ...(await sampleEntries('practice'))];
  const found = all.find(({ id }) => id === entry);
  if (found === undefined) throw new Error(`no entry ${entry}`);
  return recordOf(found);
}
