// A relatoría on the whole app: begun at the secretariat over records that came on a stick, written over two
// objectives, kept from what people did not agree to, and joined with what another rapporteur wrote elsewhere.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '#shared/base/json.ts';
import type { RecordId } from '#shared/base/ids.ts';
import { FINISHED_CELL, LANGUAGE_CELL } from '#shared/log/change.ts';
import { resolveTrust } from '#shared/log/roster.ts';
import { RELATORIA_KIND } from '#shared/record/kinds.ts';
import { textOfDocx } from '#shared/report/docx-package.ts';
import { insertWrites } from '#shared/report/relatoria.ts';
import { writeRecord } from '#scripts/headless/device.ts';
import { inspectScreen } from './inspect-screen.ts';
import { electronKind, expect, test } from './launch.ts';
import {
  beginNotebook,
  choose,
  enrol,
  foundMechanism,
  goTo,
  type Notebook,
  saveTo,
  takeInFile,
  visit,
} from './notebook.ts';
import { credentialsIn, headsNow, type Laptop, makeLaptop, packTo, readMechanism } from './sample-world.ts';

const OFFICE = 'Se abrió una oficina que atiende en creole y en español.';
const INTERPRETERS = 'La clínica del barrio tiene intérpretes todos los días.';
const QUOTE = 'Por primera vez alguien nos explicó nuestros derechos.';
const SECRET = 'Cruzamos de noche con los niños y nos quitaron todo lo que llevábamos.';
const ELSEWHERE = 'Las organizaciones piden que la oficina abra los sábados.';

const NORTH: Readonly<Record<string, Json>> = {
  title: 'Consulta con familias haitianas, Tapachula',
  date_start: '2026-02',
  lead_organization: 'Casa de Paso',
  'country.MX': { listed: 0 },
  'objectives.7': { listed: 0 },
  'objectives.15': { listed: 1 },
  'progress.7': OFFICE,
  'good_practices.15': INTERPRETERS,
  'quotes.e0001': QUOTE,
  total: 40,
  'by_sex.women': 25,
  'by_sex.men': 12,
  'by_sex.non_binary': 3,
  consent_obtained: 'verbal_all',
  'consent_uses.internal_mechanism': { listed: 0 },
  'consent_uses.quotes': { listed: 1 },
  sensitivity: 'low',
};
const SOUTH: Readonly<Record<string, Json>> = {
  ...NORTH,
  title: 'Consulta en el albergue del sur',
  lead_organization: 'Red del Sur',
  'country.MX': null,
  'country.CL': { listed: 0 },
  'progress.7': 'Las familias saben a qué oficina ir.',
  'good_practices.15': 'Una escuela recibe a los niños sin papeles.',
  'quotes.e0001': SECRET,
  'consent_uses.quotes': null,
};

test.beforeAll(() => console.log(`relatoria.spec: on ${electronKind}`));

test('a relatoría is written from records over two objectives, with what two rapporteurs wrote and nothing forbidden', async ({
  openApp,
  folder,
}) => {
  test.setTimeout(600_000);
  const secretariat = await beginNotebook(openApp, 'secretariat');
  const { page } = secretariat;
  const mechanism = await foundMechanism(secretariat, join(folder, 'mecanismo.json'), 'http://127.0.0.1:9');
  const { laptop, pack } = await recorder(secretariat, mechanism, folder);
  await takeIn(secretariat, await pack('consultas'));

  // Begun: the frame is a form like any other.
  await visit(secretariat, '/relatoria');
  await inspectScreen(page, 'relatoria-empty');
  await page.getByRole('button', { name: 'Nueva relatoría' }).click();
  await page.getByLabel(/^Título/).fill('Relatoría de prueba');
  await choose(page.getByRole('radio', { name: 'El Mecanismo' }));
  await page.getByRole('button', { name: 'Elegir objetivos' }).first().click();
  const dialog = page.getByRole('dialog');
  for (const objective of ['7 Reducir vulnerabilidades', '15 Acceso a los servicios básicos']) {
    await dialog.getByRole('checkbox', { name: objective }).press('Space');
    await expect(dialog.getByRole('checkbox', { name: objective })).toBeChecked();
  }
  await dialog.getByRole('button', { name: 'Listo' }).click();
  await inspectScreen(page, 'relatoria-frame');
  await expect(page.getByRole('banner').getByRole('status')).toContainText('Guardado');
  await page.getByRole('button', { name: 'Terminar' }).click();
  await dialog.getByRole('button', { name: 'Terminar' }).click();

  // Written: a text of a record with one press, one's own words, and the sources beside.
  const paper = page.getByRole('article');
  const side = page.getByRole('complementary', { name: 'Fuentes' });
  await expect(paper.getByRole('heading', { level: 2 })).toContainText('7');
  await inspectScreen(page, 'relatoria-begun');
  await add(secretariat, OFFICE);
  await expect(paper.getByRole('button', { name: OFFICE })).toContainText('fuente 1');
  await expect(side.getByText('1 texto no se puede citar')).toBeVisible();
  await expect(page.getByText(SECRET)).toHaveCount(0);
  await add(secretariat, QUOTE);
  const progress = paper.getByRole('region', { name: 'Avances' });
  await progress.getByRole('button', { name: /^Escribir/ }).click();
  await progress.getByRole('textbox').fill(`Una madre contó: «${SECRET.toUpperCase()}»`);
  await progress.getByRole('button', { name: 'Añadir', exact: true }).click();
  await expect(progress.getByRole('alert')).toContainText('Estas palabras son de un registro');
  await inspectScreen(page, 'relatoria-refused');
  await progress.getByRole('textbox').fill('Participaron ');
  await progress.getByRole('button', { name: 'Añadir', exact: true }).click();

  // A live figure, and a sentence that has no source says so.
  await paper.getByRole('button', { name: 'Participaron' }).click();
  const words = progress.getByRole('textbox', { name: 'Texto de la frase' });
  await words.press('End');
  await progress.getByRole('button', { name: /Insertar una cifra/ }).click();
  await page.getByRole('option', { name: /^Total de participantes/ }).click();
  await expect(words).toHaveValue('Participaron [Total de participantes · 80]');
  await inspectScreen(page, 'relatoria-open');
  await words.press('Escape');
  await expect(paper.getByRole('button', { name: 'Participaron 80' })).toBeVisible();
  await expect(paper.getByText('Frase sin fuente')).toBeVisible();

  // The other objective, and what was written elsewhere comes by stick.
  await page.getByRole('button', { name: 'Objetivo siguiente' }).click();
  await expect(paper.getByRole('heading', { level: 2 })).toContainText('15');
  await side.getByRole('button', { name: /Apartado/ }).click();
  await page.getByRole('option', { name: /^Buenas prácticas/ }).click();
  await add(secretariat, INTERPRETERS);
  const id = new URL(page.url()).hash.split('/').at(-1) as RecordId;
  const before = headsNow(laptop);
  const added = { form: 'sentence', words: ELSEWHERE, sources: [] } as const;
  const place = { objective: 7, heading: 'progress', after: null } as const;
  await writeRecord(laptop.device, id, RELATORIA_KIND, Object.entries(insertWrites([], place, added, 'sur')));
  await takeIn(secretariat, await pack('otra relatora', before));
  await visit(secretariat, `/relatoria/${id}`);
  await expect(paper.getByRole('button', { name: ELSEWHERE })).toBeVisible();
  for (const sentence of [OFFICE, QUOTE, 'Participaron 80'])
    await expect(paper.getByRole('button', { name: sentence })).toBeVisible();

  // Rearranged by the keyboard, joined, and signed on leaving.
  await paper.getByRole('button', { name: ELSEWHERE }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Bajar' }).press('Enter');
  await expect(progress.getByRole('listitem').nth(1).getByRole('textbox')).toHaveValue(ELSEWHERE);

  // It leaves as a document; a sentence without a source is told of before.
  await page.getByRole('button', { name: 'Preparar el documento' }).click();
  await expect(page.getByRole('dialog')).toContainText('2 frases no tienen fuente.');
  await inspectScreen(page, 'relatoria-document');
  const file = join(folder, 'relatoria.docx');
  await saveTo(secretariat, file);
  await page.getByRole('dialog').getByRole('button', { name: 'Guardar', exact: true }).click();
  await expect(page.getByText('Guardado: relatoria.docx')).toBeVisible({ timeout: 60_000 });
  const text = textOfDocx(readFileSync(file)) ?? '';
  for (const sentence of [OFFICE, INTERPRETERS, ELSEWHERE, 'Participaron 80']) expect(text).toContain(sentence);
  expect(text).not.toContain(SECRET);

  await goTo(secretariat, 'Registros');
  await visit(secretariat, '/relatoria');
  await expect(page.getByRole('link', { name: 'Relatoría de prueba' })).toBeVisible();
  await inspectScreen(page, 'relatoria-list');
  await visit(secretariat, `/record/${id}`);
  await expect(page.getByRole('link', { name: 'Abrir el texto' })).toBeVisible();
  expect(secretariat.violations).toEqual([]);
});

/** The text of a record that stands beside the paper, into the text. */
async function add({ page }: Notebook, words: string): Promise<void> {
  await page
    .getByRole('complementary', { name: 'Fuentes' })
    .getByRole('listitem')
    .filter({ hasText: words })
    .getByRole('button', { name: 'Añadir al texto' })
    .click();
  await expect(page.getByRole('article').getByRole('button', { name: words })).toBeVisible();
}

async function takeIn(notebook: Notebook, path: string): Promise<void> {
  await goTo(notebook, 'Entregar');
  await takeInFile(notebook, path);
  await expect(notebook.page.getByRole('article').first()).toBeVisible({ timeout: 60_000 });
}

/** A laptop in the field with two consultations. */
async function recorder(
  secretariat: Notebook,
  mechanism: string,
  folder: string,
): Promise<{
  readonly laptop: Laptop;
  readonly pack: (name: string, basis?: ReturnType<typeof headsNow>) => Promise<string>;
}> {
  const profile = readMechanism(mechanism);
  const laptop = await makeLaptop('Portátil del norte', profile);
  const credentials = credentialsIn(await enrol(secretariat, laptop.card, 'Casa de Paso'));
  laptop.device.trust = await resolveTrust(profile, credentials, []);
  const own: [string, Json][] = [
    [FINISHED_CELL, true],
    [LANGUAGE_CELL, 'es'],
  ];
  for (const [name, cells] of Object.entries({ norte: NORTH, sur: SOUTH })) {
    const record = `relatoria ${name}`.padEnd(21, '0').replaceAll(' ', '0').slice(0, 21).concat('A') as RecordId;
    await writeRecord(laptop.device, record, 'consultation', [...Object.entries(cells), ...own]);
  }
  const pack = (name: string, basis = {}): Promise<string> =>
    packTo(join(folder, `${name}.quipu`), laptop, { profile, credentials, basis });
  return { laptop, pack };
}
