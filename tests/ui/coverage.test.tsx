// The board's table of coverage and its map: numbers that open their records, gaps in words.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { fakeWorld, type FakeWorld } from './fake-engine.ts';
import { makeRecord } from './fake-records.ts';
import { recordId } from './fake-samples.ts';
import { stage, type Stage } from './stage.tsx';

let open: Stage | undefined;

beforeEach(() => page.viewport(1024, 600));
afterEach(() => {
  open?.leave();
  open = undefined;
});

const RECORDS = [
  { title: 'Uno', objectives: [7], country: 'MX', date_start: '2024-05-01' },
  { title: 'Dos', objectives: [7, 8], country: 'HT', date_start: '2023' },
  { title: 'Tres', objectives: [23], country: 'ES' },
];

async function board(search: string): Promise<FakeWorld> {
  const world = fakeWorld(0);
  RECORDS.forEach((entry, at) => world.records.set(recordId(at), makeRecord(at, 'consultation', entry)));
  open = await stage(`/board?${search.includes('year=') ? '' : 'year=all&'}${search}`, world);
  return world;
}

const query = (): URLSearchParams => new URLSearchParams(location.hash.split('?')[1]);

test('coverage by country: each number opens exactly its records, a gap says so, and silent places are named', async () => {
  await board('show=coverage&by=country');
  const table = page.getByRole('table');
  await expect.element(table.getByRole('columnheader', { name: 'México' })).toBeVisible();
  await expect.element(page.getByText(/^Sin registros:.*Guatemala/)).toBeVisible();
  expect(table.getByRole('rowheader', { name: /sin registros/ }).elements()).toHaveLength(20);
  await userEvent.click(table.getByRole('link', { name: /^1: 7 .*, Haití$/ }));
  await expect.poll(() => location.hash).toMatch(/^#\/records/);
  expect([...query()]).toEqual([
    ['objective', '7'],
    ['country', 'HT'],
  ]);
});

test('coverage by year has a column for what is not dated, and one can change what is counted by', async () => {
  await board('show=coverage&by=year');
  await expect.element(page.getByRole('columnheader', { name: 'Sin año' })).toBeVisible();
  await userEvent.click(page.getByRole('link', { name: /^1: 23 .*, Sin año$/ }));
  await expect.poll(() => query().get('undated')).toBe('yes');
});

test('the mesa is a filter of the whole board, and the period can have two ends', async () => {
  const world = await board('show=coverage&year=2023&to=2024&mesa=2');
  await expect
    .poll(() => world.calls.findLast(({ name }) => name === 'coverage')?.args[0])
    .toEqual({ mesas: [2], fromYear: 2023, toYear: 2024 });
});

test('the map says each country in its mark and in the table beside it, and opens its records', async () => {
  await board('show=map');
  const picture = page.getByRole('group', { name: /^Mapa de América Latina/ });
  await expect.element(picture.getByRole('link', { name: 'México: 1' })).toBeInTheDocument();
  await expect.element(picture.getByRole('link', { name: 'Uruguay (UY): sin registros' })).toBeInTheDocument();
  const table = page.getByRole('table');
  await expect.element(table.getByRole('link', { name: 'Fuera de la región: 1' })).toBeInTheDocument();
  await expect.element(table.getByRole('link', { name: 'El Caribe: 1' })).toBeInTheDocument();
  await userEvent.click(table.getByRole('link', { name: 'Haití: 1' }));
  await expect.poll(() => query().get('country')).toBe('HT');
});

test('every mark of the map is at least 24 px, and the arrow keys go from mark to mark', async () => {
  await board('show=map');
  const mark = (name: RegExp) => page.getByRole('link', { name }).first();
  await expect.element(mark(/^Uruguay/)).toBeInTheDocument();
  const circles = [...document.querySelectorAll('svg a circle')];
  expect(circles).toHaveLength(51);
  expect(Math.min(...circles.map((circle) => circle.getBoundingClientRect().width))).toBeGreaterThanOrEqual(24);
  const uruguay = mark(/^Uruguay/).element();
  if (uruguay instanceof SVGElement) uruguay.focus();
  await userEvent.keyboard('{ArrowUp}');
  await expect.poll(() => document.activeElement?.getAttribute('aria-label')).toBe('Paraguay (PY): sin registros');
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => query().get('country')).toBe('PY');
});
