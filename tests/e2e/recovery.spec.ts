// Nothing lost: a sheet of words is made, and opens the notebook of a forgotten passphrase; by the keyboard alone. The
// words are looked for on the whole disk afterwards.

import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { press as pressOn, type as typeIn } from './by-keyboard.ts';
import { electronKind, expect, test } from './launch.ts';
import { beginNotebook, chooseFile, openNotebook, recordConsultation, showNotebook, visit } from './notebook.ts';

test.beforeAll(() => console.log(`recovery.spec: on ${electronKind}`));

const NEXT = 'otra frase que no olvido';
/** Argon2 and a first reading, on whatever machine this is. */
const OPENED = { timeout: 120_000 };
const TITLE = 'Consulta antes de la pérdida';

/** What has this name on the page: pressed, or written in. */
const named = (page: Page, name: string): Locator =>
  page
    .getByRole('button', { name })
    .or(page.getByRole('link', { name }))
    .or(page.getByLabel(name, { exact: true }))
    .first();

const press = (page: Page, name: string): Promise<void> => pressOn(named(page, name));

const type = (page: Page, field: string, text: string): Promise<void> => typeIn(named(page, field), text);

/** Makes a sheet from Today's reminder; answers its words. */
async function makeSheet(page: Page): Promise<readonly string[]> {
  await press(page, 'Hacer la hoja');
  const list = page.getByRole('main').getByRole('listitem');
  await expect(list).toHaveCount(24);
  const words = (await list.allInnerTexts()).map((text) => text.replace(/^\d+\s*/, '').trim());
  await press(page, 'Ya la tengo en papel');
  const labels = await page
    .getByRole('main')
    .getByText(/^Palabra \d+$/)
    .allInnerTexts();
  for (const label of labels) await type(page, label, words[Number(label.slice(8)) - 1] ?? '');
  await press(page, 'Guardar');
  await expect(page.getByText(/^Vale la hoja/)).toBeVisible();
  return words;
}

test('a sheet of words opens the notebook of a forgotten passphrase, and is nowhere on the disk', async ({
  openApp,
  folder,
}) => {
  test.setTimeout(600_000);
  const first = await beginNotebook(openApp, 'forgetful');
  await recordConsultation(first, TITLE, 'Hay más refugios');
  await visit(first, '/today');
  const words = await makeSheet(first.page);
  await visit(first, '/today');
  await expect(first.page.getByText('Si olvida su frase, nada abre este cuaderno')).toHaveCount(0);
  await first.app.close();

  const again = await showNotebook(openApp, 'forgetful');
  const { page } = again;
  await press(page, 'Olvidé la frase');
  await press(page, 'Tengo la hoja de palabras');
  const mistyped = [...words];
  mistyped[4] = 'zzzz';
  await type(page, 'Las 24 palabras', mistyped.join(' '));
  await type(page, 'Frase secreta nueva', NEXT);
  await type(page, 'La misma frase, otra vez', NEXT);
  await press(page, 'Abrir el cuaderno');
  await expect(page.getByText(/La palabra 5 no está en la lista/)).toBeVisible();
  await type(page, 'Las 24 palabras', words.join(' '));
  await press(page, 'Abrir el cuaderno');
  await expect(page.getByRole('navigation').getByRole('link', { name: 'Hoy', exact: true })).toBeVisible(OPENED);
  await visit(again, '/records');
  await page.getByRole('main').getByText(TITLE).first().click();
  await expect(page.getByText('Usted, desde el equipo perdido').first()).toBeVisible();
  await recordConsultation(again, 'Consulta de después', 'Sigue igual');
  await again.app.close();

  const third = await openNotebook(openApp, 'forgetful', NEXT);
  await visit(third, '/records');
  await expect(third.page.getByText(TITLE).first()).toBeVisible();
  await expect(third.page.getByText('Consulta de después').first()).toBeVisible();
  await third.app.close();
  expect(filesWith(join(folder, 'forgetful'), words)).toEqual([]);
  for (const { violations } of [first, again, third]) expect(violations).toEqual([]);
});

test('a copy on a stick and the words give a notebook back on another computer, and a practice says that they do', async ({
  openApp,
  folder,
}) => {
  test.setTimeout(600_000);
  const stick = join(folder, 'stick');
  mkdirSync(stick);
  const first = await beginNotebook(openApp, 'lost');
  await recordConsultation(first, TITLE, 'Hay más refugios');
  await visit(first, '/today');
  const words = await makeSheet(first.page);
  await chooseFile(first, stick);
  await press(first.page, 'Hacer una copia');
  await expect(first.page.getByText(/está en stick/)).toBeVisible();
  const [copy = ''] = readdirSync(stick);
  expect(copy).toMatch(/^[a-z2-9]{8}\.age$/);
  await chooseFile(first, join(stick, copy));
  await press(first.page, 'Ensayar');
  await type(first.page, 'Las 24 palabras', words.join(' '));
  await press(first.page, 'Elegir la copia');
  await expect(first.page.getByText(new RegExp(`Copia elegida: ${copy}`))).toBeVisible();
  await press(first.page, 'Probar');
  await expect(first.page.getByText('Su hoja sirve')).toBeVisible();
  await press(first.page, 'Entendido');
  await expect(first.page.getByText(/^Último ensayo, con una copia/)).toBeVisible();
  await first.app.close();

  const next = await showNotebook(openApp, 'found');
  const { page } = next;
  await press(page, 'Seguir');
  await press(page, 'Ya tengo una copia');
  await chooseFile(next, join(stick, copy));
  await press(page, 'Elegir la copia');
  await type(page, 'Las 24 palabras', words.join(' '));
  await type(page, 'Frase secreta nueva', NEXT);
  await type(page, 'La misma frase, otra vez', NEXT);
  await press(page, 'Recuperar');
  await expect(page.getByRole('navigation').getByRole('link', { name: 'Hoy', exact: true })).toBeVisible(OPENED);
  await visit(next, '/records');
  await page.getByRole('main').getByText(TITLE).first().click();
  await expect(page.getByText('Usted, desde el equipo perdido').first()).toBeVisible();
  await recordConsultation(next, 'Consulta de después', 'Sigue igual');
  await next.app.close();
  expect(filesWith(join(folder, 'found'), words)).toEqual([]);
  for (const { violations } of [first, next]) expect(violations).toEqual([]);
});

/** Files of a profile, Chromium's own among them, in which five words of the sheet follow one another. */
function filesWith(folder: string, words: readonly string[]): readonly string[] {
  const marks = [' ', '\n', '","'].flatMap((between) =>
    [0, 8, 16].flatMap((from) => {
      const text = words.slice(from, from + 3).join(between);
      return (['utf8', 'utf16le'] as const).map((encoding) => Buffer.from(text, encoding));
    }),
  );
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const path = join(folder, name);
    if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return false;
    const bytes = readFileSync(path);
    return marks.some((mark) => bytes.includes(mark));
  });
}
