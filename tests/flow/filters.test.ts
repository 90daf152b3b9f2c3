// Filters of the list on real laptops: authors, organisations, files, what is not merged; and filters with a name.

import { expect, test } from 'vitest';
import type { ListQuery } from '#renderer/engine/record-views.ts';
import { deviceReader, finished, laptop, mechanism, packed, PRACTICE, readerOf, valueOf } from './laptops.ts';

test('records are filtered by who wrote, for whom, where, when, and how far they are', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const [ana, luz] = [await enrolled('Ana'), await enrolled('Luz')];
  const one = await finished(ana);
  await finished(luz, { ...PRACTICE, main_implementer: 'Red del Sur', start_date: '2021', 'countries.MX': null });
  for (const each of [ana, luz])
    valueOf(await secretariat.engine.takeIn('x', (await packed(each, readerOf(profile))).bytes));
  const choices = await secretariat.engine.filters();
  expect(choices.organisations).toEqual(['Casa del Camino', 'Red del Sur']);
  expect(choices.authors.map(({ name }) => name).sort()).toEqual(['Ana', 'Luz']);
  expect(choices.years).toEqual([2021, 2024]);
  const anas = choices.authors.find(({ name }) => name === 'Ana')?.kid ?? '';
  const found = async (query: ListQuery) => (await secretariat.engine.list(query)).rows.map(({ id }) => id);
  for (const query of [
    { authors: [anas] },
    { organisations: ['Casa del Camino'] },
    { subregions: ['mexico'] },
    { fromYear: 2022, toYear: 2030 },
    { fromYear: 2024 },
    { countries: ['MX'], mesas: [1, 2, 3, 4] },
  ])
    expect([query, await found(query)]).toEqual([query, [one]]);
  for (const query of [{ withFiles: true }, { undated: true }, { notMerged: true }, { subregions: ['elsewhere'] }])
    expect([query, await found(query)]).toEqual([query, []]);
  expect(await found({ countries: ['none'] })).toHaveLength(1);
  const back = await packed(secretariat, await deviceReader(secretariat, 'Ana'));
  expect((await ana.engine.list({ notMerged: true })).total).toBe(1);
  valueOf(await ana.engine.takeIn('x', back.bytes));
  expect((await ana.engine.list({ notMerged: true })).rows.map(({ id }) => id)).not.toContain(one);
});

test('a filter keeps its name and meaning over a restart, is replaced by its name, and can be dropped', async () => {
  const device = await laptop();
  valueOf(await device.engine.keepFilter('Frontera sur', '?country=MX'));
  valueOf(await device.engine.keepFilter(' Frontera sur ', '?country=GT'));
  valueOf(await device.engine.keepFilter('Sin fecha', '?undated=yes'));
  const later = await device.again();
  const { saved } = await later.engine.filters();
  expect(saved.map(({ name, search }) => [name, search])).toEqual([
    ['Frontera sur', '?country=GT'],
    ['Sin fecha', '?undated=yes'],
  ]);
  valueOf(await later.engine.dropFilter(saved[0]?.id ?? ''));
  expect((await later.engine.filters()).saved.map(({ name }) => name)).toEqual(['Sin fecha']);
});
