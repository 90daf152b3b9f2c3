// Reports on the whole app: a bulletin of sample entries seen as paper, saved as Word and as PDF by the main process,
// found unchanged, found altered, and found to rest on a record that was withdrawn.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { textOfDocx } from '#shared/report/docx-package.ts';
import { resolveTrust } from '#shared/log/roster.ts';
import { inspectScreen } from './inspect-screen.ts';
import { electronKind, expect, test } from './launch.ts';
import {
  beginNotebook,
  chooseFile,
  enrol,
  foundMechanism,
  goTo,
  type Notebook,
  saveTo,
  takeInFile,
  visit,
} from './notebook.ts';
import { credentialsIn, makeLaptop, packTo, readMechanism, sampleEntries, writeEntries } from './sample-world.ts';

test.beforeAll(() => console.log(`reports.spec: on ${electronKind}`));

test('a bulletin is seen as paper, saved twice, and each file is later told what became of it', async ({
  openApp,
  folder,
}) => {
  test.setTimeout(600_000);
  const notebook = await beginNotebook(openApp, 'reports');
  const { page } = notebook;
  await visit(notebook, '/reports');
  await inspectScreen(page, 'reports-empty');
  await takeInSamples(notebook, folder);

  await goTo(notebook, 'Informes');
  await choose(notebook, 'Año', '2024');
  await choose(notebook, 'Para quién', 'El Mecanismo');
  const paper = page.getByRole('article', { name: 'Hitos clave y avances #1' });
  await expect(paper).toBeVisible();
  await expect(paper.getByRole('img', { name: /^Quipu de 23 cuerdas/ })).toBeVisible();
  const source = paper.getByRole('link', { name: /^\[1\]/ }).first();
  const title = /^\[\d+\] (.*?)(?: · |$)/.exec((await source.getAttribute('aria-label')) ?? '')?.[1] ?? '';
  expect(title).not.toBe('');

  const [word, pdf] = [join(folder, 'boletin.docx'), join(folder, 'boletin.pdf')];
  await saveTo(notebook, word);
  await page.getByRole('button', { name: 'Guardar Word' }).click();
  await expect(page.getByText('Guardado: boletin.docx')).toBeVisible({ timeout: 60_000 });
  expect(textOfDocx(readFileSync(word))).toContain(title);
  await saveTo(notebook, pdf);
  await page.getByRole('button', { name: 'Guardar PDF' }).click();
  await expect(page.getByText('Guardado: boletin.pdf')).toBeVisible({ timeout: 60_000 });
  expect(readFileSync(pdf).subarray(0, 5).toString()).toBe('%PDF-');
  for (const file of [word, pdf]) writeFileSync(join('test-results', file.split('/').at(-1) ?? ''), readFileSync(file));
  await inspectScreen(page, 'reports-bulletin');

  await check(notebook, pdf);
  await expect(page.getByText('El informe está al día y nadie lo cambió.')).toBeVisible();
  writeFileSync(pdf, Buffer.concat([readFileSync(pdf), Buffer.from('\n')]));
  await check(notebook, pdf);
  await expect(page.getByText('Alguien cambió este archivo.')).toBeVisible();

  await source.click();
  await page.getByRole('button', { name: 'Más', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Mandar a la papelera' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('La organización lo pidió');
  await page.getByRole('dialog').getByRole('button', { name: 'Mandar a la papelera' }).click();
  await goTo(notebook, 'Informes');
  await check(notebook, word);
  await expect(page.getByText('Un registro de este informe se retiró después.')).toBeVisible();
  await expect(
    page.getByRole('group', { name: 'Resultado de la revisión' }).getByRole('link', { name: title }),
  ).toBeVisible();
  await inspectScreen(page, 'reports-withdrawn');
  await page.getByRole('button', { name: 'Preparar la nueva versión' }).click();
  await expect(paper).toBeVisible();
  await expect(paper.getByRole('link', { name: title })).toHaveCount(0);
  expect(notebook.violations).toEqual([]);
});

async function check(notebook: Notebook, file: string): Promise<void> {
  await chooseFile(notebook, file);
  await notebook.page.getByRole('button', { name: 'Revisar un informe' }).click();
}

async function choose({ page }: Notebook, label: string, option: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`${label}$`) }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

async function takeInSamples(notebook: Notebook, folder: string): Promise<void> {
  const mechanism = await foundMechanism(notebook, join(folder, 'mecanismo.json'), 'http://127.0.0.1:9');
  const profile = readMechanism(mechanism);
  const laptop = await makeLaptop('Portátil de la frontera', profile);
  const credentials = credentialsIn(await enrol(notebook, laptop.card, 'Casa de Paso'));
  laptop.device.trust = await resolveTrust(profile, credentials, []);
  const entries = [...(await sampleEntries('consultation')), ...(await sampleEntries('practice'))];
  await writeEntries(laptop, entries);
  const file = join(folder, 'muestras.quipu');
  await packTo(file, laptop, { profile, credentials });
  await visit(notebook, '/hand-over');
  await takeInFile(notebook, file);
  await expect(notebook.page.getByRole('heading', { name: /^De Portátil de la frontera/ })).toBeVisible({
    timeout: 60_000,
  });
}
