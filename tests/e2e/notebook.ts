// A person at one laptop, for the end-to-end tests: what they press and read, in Spanish as on the screen. Files
// go where a dialog would have put them; nothing else is bypassed.

import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Locator, Page } from '@playwright/test';
import { expect, type OpenApp } from './launch.ts';

/** A radio or a checkbox, pressed on its words once they stand still: the input itself lies hidden within them. */
export async function choose(control: Locator): Promise<void> {
  if (!(await control.isChecked())) await control.locator('xpath=ancestor::label[1]').click();
  await expect(control).toBeChecked();
}

export const PASSPHRASE = 'quipu de lana azul';

export interface Notebook {
  readonly name: string;
  readonly app: ElectronApplication;
  readonly page: Page;
  /** what broke the page's policy, and errors on its console, since it was opened */
  readonly violations: readonly string[];
}

/** First run: language, passphrase, the first page. */
export async function beginNotebook(openApp: OpenApp, name: string): Promise<Notebook> {
  const notebook = await showNotebook(openApp, name);
  const { page } = notebook;
  await choose(page.getByRole('radio', { name: 'Español' }));
  await page.getByRole('button', { name: 'Seguir' }).click();
  await page.getByLabel('Frase secreta').fill(PASSPHRASE);
  await page.getByLabel('La misma frase, otra vez').fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Empezar el cuaderno' }).click();
  await page.getByRole('button', { name: 'Más tarde', exact: true }).click();
  await expect(page.getByRole('navigation').getByRole('link', { name: 'Hoy', exact: true })).toBeVisible();
  return notebook;
}

/** Opens a notebook that was begun before. */
export async function openNotebook(openApp: OpenApp, name: string, passphrase = PASSPHRASE): Promise<Notebook> {
  const notebook = await showNotebook(openApp, name);
  const { page } = notebook;
  await page.getByLabel('Frase secreta').fill(passphrase);
  await page.getByRole('button', { name: 'Abrir el cuaderno' }).click();
  const today = page.getByRole('navigation').getByRole('link', { name: 'Hoy', exact: true });
  await expect(today).toBeVisible({ timeout: 120_000 }); // Argon2 and a first reading, on whatever machine this is
  return notebook;
}

/** The window as it first shows, whatever page that is. */
export async function showNotebook(openApp: OpenApp, name: string): Promise<Notebook> {
  const app = await openApp(name, { env: { LANG: 'es_EC.UTF-8' } });
  const page = await app.firstWindow();
  // Chromium reports what the policy stops, and what Trusted Types would, on the console; bugs end there too.
  const stopped: string[] = [];
  page.on('console', (message) => {
    if (message.location().url.endsWith('/favicon.ico')) return; // asked for by the stand-in's browser, by no page
    if (message.type() === 'error' || /Content Security Policy|Trusted ?Type/i.test(message.text()))
      stopped.push(message.text());
  });
  page.on('pageerror', (error) => stopped.push(error.message));
  await page.waitForFunction(() => 'chasqui' in window && document.readyState === 'complete');
  await page.setViewportSize({ width: 1024, height: 600 });
  return { name, app, page, violations: stopped };
}

export async function goTo({ page }: Notebook, place: string): Promise<void> {
  await page
    .getByRole('navigation')
    .getByRole('link', { name: new RegExp(`^${place}`) })
    .first()
    .click();
}

/** Straight to an address of the app, as its own links do. */
export async function visit({ page }: Notebook, path: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to;
  }, path);
  await expect(page.locator('main h1').first()).toBeAttached();
  await expect(page.locator('main[aria-busy]')).toHaveCount(0);
}

/** The next save dialog answers with this path. */
export const saveTo = ({ app }: Notebook, path: string): Promise<void> =>
  app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, path);

/** The next open dialog answers with this path. */
export const chooseFile = ({ app }: Notebook, path: string): Promise<void> =>
  app.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [filePath] });
  }, path);

/** Where several bundles are saved at once: the next dialog answers with this folder, which is made. */
export async function saveInto(notebook: Notebook, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await chooseFile(notebook, folder);
}

/** The bundles in a folder, in the order in which they were written. */
export function bundlesIn(folder: string): readonly string[] {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.quipu')) : [];
  return names
    .map((name) => ({ path: join(folder, name), at: statSync(join(folder, name), { bigint: true }).mtimeNs }))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .map(({ path }) => path);
}

/** The person says yes to the next addresses they are asked about, as the dialog shows them. */
export const allowAddresses = ({ app }: Pick<Notebook, 'app'>): Promise<void> =>
  app.evaluate(({ dialog }) => {
    dialog.showMessageBox = async () => ({ response: 0, checkboxChecked: false });
  });

/** Makes this laptop the secretariat of a new mechanism; answers the text of its file. */
export async function foundMechanism(notebook: Notebook, file: string, letterbox: string): Promise<string> {
  const { page } = notebook;
  await goTo(notebook, 'Mecanismo');
  await page.getByRole('button', { name: 'Somos la secretaría' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Nombre del mecanismo').fill('Mecanismo de prueba');
  await dialog.getByLabel('Organización que hace de secretaría').fill('Secretaría del Mecanismo');
  await dialog.getByLabel('Nombre de este equipo').fill('Secretaría, equipo 1');
  await dialog.getByLabel('Nombre del buzón (si hay)').fill('Buzón de prueba');
  await dialog.getByLabel('Dirección del buzón (si hay)').fill(letterbox);
  await dialog.getByText('Una sola llave, dentro de este equipo').click();
  await allowAddresses(notebook);
  await dialog.getByRole('button', { name: 'Fundar' }).click();
  await expect(dialog).toBeHidden();
  await saveTo(notebook, file);
  await page.getByRole('button', { name: 'Guardar el archivo del mecanismo' }).click();
  await expect.poll(() => readFileIfThere(file)).toContain('"format"');
  return readFileSync(file, 'utf8');
}

/** Hands over what waits by the letterbox of the mechanism that was founded here. */
export async function giveByLetterbox(notebook: Notebook): Promise<void> {
  await goTo(notebook, 'Entregar');
  await choose(notebook.page.getByRole('radio', { name: /Buzón de prueba/ }));
  await notebook.page.getByRole('button', { name: 'Entregar por el buzón' }).click();
}

/** Joins with the text of the mechanism, makes a card and answers it. */
export async function joinAndMakeCard(notebook: Notebook, mechanism: string, name: string): Promise<string> {
  const { page } = notebook;
  await goTo(notebook, 'Mecanismo');
  await page.getByLabel('Texto del mecanismo').fill(mechanism);
  await allowAddresses(notebook);
  await page.getByRole('button', { name: 'Unirse', exact: true }).click();
  await page.getByRole('tab', { name: 'Este equipo' }).click();
  await page.getByLabel('Nombre de este equipo').fill(name);
  await page.getByRole('button', { name: 'Hacer la tarjeta' }).click();
  return page.getByLabel('Tarjeta', { exact: true }).inputValue();
}

/** The secretariat enrols a card; answers the text to give back. */
export async function enrol(
  secretariat: Notebook,
  card: string,
  organisation: string,
  role = 'Registra',
): Promise<string> {
  const { page } = secretariat;
  await goTo(secretariat, 'Mecanismo');
  await page.getByRole('tab', { name: 'Secretaría' }).click();
  await page.getByLabel('Tarjeta del equipo').fill(card);
  await page.getByLabel('Organización', { exact: true }).fill(organisation);
  await page.getByRole('button', { name: /Tarea/ }).click();
  await page.getByRole('option', { name: role, exact: true }).click();
  await page.getByRole('button', { name: 'Inscribir', exact: true }).click();
  return page.getByLabel('Texto de la inscripción').inputValue();
}

export async function acceptEnrolment({ page }: Notebook, text: string): Promise<void> {
  await page.getByLabel('Texto de la inscripción').fill(text);
  await page.getByRole('button', { name: 'Recibir la inscripción' }).click();
  await expect(page.getByText('Recibido:')).toBeVisible();
}

/** A consultation of which the app says that it is saved. */
export async function beginConsultation(notebook: Notebook, title: string): Promise<void> {
  const { page } = notebook;
  await goTo(notebook, 'Hoy');
  await page.getByRole('button', { name: /^Nueva consulta/ }).click();
  await page.getByLabel(/^Título de la consulta/).fill(title);
  await expect(page.getByRole('banner').getByRole('status')).toContainText('Guardado');
}

/** A consultation with a title, one objective and one sentence, finished. */
export async function recordConsultation(notebook: Notebook, title: string, progress: string): Promise<void> {
  const { page } = notebook;
  await goTo(notebook, 'Hoy');
  await page.getByRole('button', { name: /^Nueva consulta/ }).click();
  await page.getByLabel(/^Título de la consulta/).fill(title);
  await page.getByRole('link', { name: /^D Contenido por objetivo/ }).click();
  await page.getByRole('button', { name: 'Elegir objetivos' }).first().click();
  const dialog = page.getByRole('dialog');
  await choose(dialog.getByRole('checkbox', { name: /Salvar vidas/ }));
  await dialog.getByRole('button', { name: 'Listo' }).click();
  await page.getByLabel('Progresos').fill(progress);
  await finishForm(notebook);
}

/** The form of a record, from its page. */
export async function openForm(notebook: Notebook, title: string): Promise<void> {
  const { page } = notebook;
  await goTo(notebook, 'Registros');
  await page.getByText(title).first().click();
  await page
    .getByRole('button', { name: /^(Editar|Escribir|Corregir)/ })
    .or(page.getByRole('link', { name: /^(Editar|Escribir|Corregir)/ }))
    .first()
    .click();
}

/** Once what was written is saved. */
export async function finishForm({ page }: Notebook): Promise<void> {
  await expect(page.getByRole('banner').getByRole('status')).toContainText('Guardado');
  await page.getByRole('button', { name: 'Terminar' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Terminar' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.locator('main h1')).toBeFocused(); // the record's page is there, and takes the focus from nobody later
}

/** Where bundles are handed over and taken in. */
export async function takeInFile(notebook: Notebook, path: string): Promise<void> {
  await chooseFile(notebook, path);
  await notebook.page.getByRole('button', { name: 'Buscar el archivo' }).click();
}

function readFileIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Hands over everything by stick, and takes it in there; a secretariat says to whom. */
export function carrier(folder: string) {
  return async (from: Notebook, to: Notebook, name: string, reader?: string): Promise<void> => {
    const stick = join(folder, `${name}.quipu`);
    await goTo(from, 'Entregar');
    if (reader !== undefined) {
      await from.page.getByRole('button', { name: /A quién/ }).click();
      await from.page.getByRole('option', { name: new RegExp(reader) }).click();
    }
    await saveTo(from, stick);
    await from.page.getByRole('button', { name: 'Entregar en una memoria USB' }).click();
    await expect.poll(() => sizeOf(stick), { timeout: 60_000 }).toBeGreaterThan(0);
    await goTo(to, 'Entregar');
    await takeInFile(to, stick);
    await expect(to.page.getByRole('heading', { name: /^De / }).first()).toBeVisible({ timeout: 60_000 });
  };
}

function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}
