// Finding records: lists, words in any of the languages, the board, tables for people.

import { expect, test } from 'vitest';
import { unzipSync } from 'fflate';
import type { Json } from '#shared/base/json.ts';
import type { ListQuery } from '#renderer/engine/record-views.ts';
import { finished, type Laptop, laptop, PRACTICE, recorded, valueOf } from './laptops.ts';

async function inLanguage(
  { engine }: Laptop,
  language: string,
  cells: Readonly<Record<string, Json>>,
): Promise<string> {
  const id = valueOf(await engine.beginRecord('practice', language));
  valueOf(await engine.editRecord(id, cells));
  valueOf(await engine.leaveRecord(id));
  return id;
}

test('words are found under their stems in each language, without accents, in short and in long texts', async () => {
  const device = await laptop();
  const es = await inLanguage(device, 'es', { title: 'Migración de mujeres', description: 'Se ofrecieron viviendas.' });
  const pt = await inLanguage(device, 'pt', { title: 'Orientações gerais', description: 'Acesso a hospitais.' });
  const fr = await inLanguage(device, 'fr', { title: 'Accueil des réfugiés', description: 'Une école ouverte.' });
  const en = await inLanguage(device, 'en', { title: 'Shelters', description: 'Families were welcomed.' });
  const ht = await inLanguage(device, 'ht', { title: 'Edikasyon pou timoun', description: 'Lekòl la louvri.' });
  const found = async (text: string) => (await device.engine.list({ text })).rows.map(({ id }) => id);
  for (const [text, id] of [
    ['MIGRACION', es],
    ['mujer', es],
    ['vivienda', es],
    ['orientação', pt],
    ['hospital', pt],
    ['réfugié', fr],
    ['ecole', fr],
    ['shelter', en],
    ['family', en],
    ['lekol', ht],
    ['edika', ht],
  ] as const) {
    expect([text, await found(text)]).toEqual([text, expect.arrayContaining([id])]);
  }
  expect(await found('mujer hospital')).toEqual([]);
  expect(await found('nadaquever')).toEqual([]);
  expect((await device.engine.list({ text: '  ' })).total).toBe(5);
});

test('what was just written, also as a draft, is found; what it said before is not', async () => {
  const device = await laptop();
  const id = await recorded(device, { title: 'Palabra antigua' });
  const found = async (text: string) => (await device.engine.list({ text })).total;
  expect(await found('antigua')).toBe(1);
  valueOf(await device.engine.editRecord(id, { title: 'Palabra nueva' }));
  expect([await found('nueva'), await found('antigua')]).toEqual([1, 0]);
  valueOf(await device.engine.leaveRecord(id));
  expect([await found('nueva'), await found('antigua')]).toEqual([1, 0]);
});

test('lists are filtered, sorted as people sort, and come in pages that never repeat a row', async () => {
  const device = await laptop();
  const titles = ['Zeta', 'árbol', 'Árbol 10', 'Árbol 9', 'ñandú', 'nube'];
  for (const title of titles) await recorded(device, { title, 'primary_objectives.5': { listed: 0 } });
  await recorded(device, { title: 'Aparte', 'countries.HT': { listed: 0 } });
  const list = (query: ListQuery) => device.engine.list(query);
  const sorted = await list({ sort: 'title', objectives: [5] });
  expect(sorted.rows.map(({ title }) => title)).toEqual(['árbol', 'Árbol 9', 'Árbol 10', 'nube', 'ñandú', 'Zeta']);
  const [one, two] = [await list({ sort: 'kind', count: 4 }), await list({ sort: 'kind', from: 4, count: 4 })];
  expect(new Set([...one.rows, ...two.rows].map(({ id }) => id)).size).toBe(7);
  expect([one.total, two.total]).toEqual([7, 7]);
  expect((await list({ countries: ['HT'] })).rows.map(({ title }) => title)).toEqual(['Aparte']);
  expect((await list({ sort: 'title', descending: true })).rows[0]?.title).toBe('Zeta');
  expect((await list({})).rows[0]?.title).toBe('Aparte'); // the last one written
  expect((await list({ kinds: ['consultation'] })).total).toBe(0);
});

test('the board counts records of each objective, and names the silent ones', async () => {
  const device = await laptop();
  await finished(device);
  await finished(device, { ...PRACTICE, start_date: '2022', 'countries.MX': null, 'countries.HT': { listed: 0 } });
  const board = await device.engine.board({});
  expect(board.years).toEqual([2022, 2024]);
  expect(board.objectives).toHaveLength(23);
  expect(board.objectives[2]).toMatchObject({
    objective: 3,
    byKind: { practice: 2 },
    knots: [{ merged: false }, { merged: false }],
  });
  expect(board.silent).toHaveLength(21);
  expect(board.totals).toEqual({ records: 2, organisations: 1, countries: 2 });
  expect((await device.engine.board({ fromYear: 2022, toYear: 2022 })).totals.records).toBe(1);
  expect((await device.engine.board({ subregions: ['caribbean'], countries: ['HT'] })).totals.countries).toBe(1);
});

test('a table for people has no personal or restricted text, hides small numbers, and runs no formula', async () => {
  const device = await laptop();
  const id = valueOf(await device.engine.beginRecord('consultation', 'es'));
  valueOf(
    await device.engine.editRecord(id, {
      title: '=HYPERLINK("http://x")',
      'by_sex.women': 3,
      risks: 'Marca personal',
      'quotes.e0001': 'Marca restringida',
    }),
  );
  expect(valueOf(await device.engine.exportTable({}, 'csv'))?.name).toMatch(/\.csv$/);
  expect(valueOf(await device.engine.exportTable({}, 'xlsx'))?.name).toMatch(/\.xlsx$/);
  const [csv, xlsx] = [...device.fake.saved.values()];
  if (csv === undefined || xlsx === undefined) throw new Error('not saved');
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(csv);
  const sheet = new TextDecoder().decode(unzipSync(xlsx)['xl/worksheets/sheet1.xml']);
  expect(text.startsWith('\uFEFF')).toBe(true);
  expect(text).toContain(`'=HYPERLINK`);
  expect(sheet).toContain('<t xml:space="preserve">=HYPERLINK(&quot;http://x&quot;)</t>');
  expect(new DOMParser().parseFromString(sheet, 'application/xml').querySelector('parsererror')).toBeNull();
  for (const table of [text, sheet]) {
    expect(table).not.toContain('Marca');
    expect(table).toMatch(/(<|&lt;)5/);
  }
});
