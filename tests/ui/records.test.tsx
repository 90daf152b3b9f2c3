import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { fakeWorld, type FakeWorld } from './fake-engine.ts';
import { recordId } from './fake-samples.ts';
import { stage, type Stage } from './stage.tsx';

let open: Stage | undefined;

beforeEach(() => page.viewport(1366, 768));
afterEach(() => {
  open?.leave();
  open = undefined;
});

async function records(path: string, count: number): Promise<FakeWorld> {
  const world = fakeWorld(count);
  open = await stage(path, world);
  await expect.element(page.getByRole('main')).toBeVisible();
  return world;
}

const rows = (): readonly HTMLElement[] => [
  ...document.querySelectorAll<HTMLElement>('[role="rowgroup"] > [role="row"]'),
];

test('of ten thousand records only those around what is seen are in the page', async () => {
  await records('/records', 10_000);
  const grid = page.getByRole('grid', { name: 'Registros' });
  await expect.element(grid).toHaveAttribute('aria-rowcount', '10001');
  expect(rows().length).toBeLessThan(60);
  const scroller = grid.element();
  scroller.scrollTop = scroller.scrollHeight / 2;
  await expect.poll(() => rows().some((row) => Number(row.getAttribute('aria-rowindex')) > 4_900)).toBe(true);
  await expect.poll(() => rows().every((row) => row.getAttribute('aria-busy') === 'false')).toBe(true);
  expect(rows().length).toBeLessThan(60);
});

test('so it is in a magnified window too', async () => {
  await page.viewport(512, 600);
  await records('/records', 10_000);
  await expect.element(page.getByRole('grid')).toHaveAttribute('aria-rowcount', '10001');
  expect(rows().length).toBeLessThan(60);
});

test('the keys go through the whole list, and Enter opens the record', async () => {
  await records('/records?order=title', 10_000);
  await expect.element(page.getByRole('grid')).toBeVisible();
  rows()[0]?.focus();
  await userEvent.keyboard('{End}');
  await expect.poll(() => document.activeElement?.getAttribute('aria-rowindex')).toBe('10001');
  await userEvent.keyboard('{ArrowUp}');
  await expect.poll(() => document.activeElement?.getAttribute('aria-rowindex')).toBe('10000');
  await expect.poll(() => document.activeElement?.getAttribute('aria-busy')).toBe('false');
  await userEvent.keyboard('{Home}{ArrowDown}');
  await expect.poll(() => document.activeElement?.getAttribute('aria-rowindex')).toBe('3');
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => location.hash).toMatch(/^#\/record\//);
});

test('the address says the filters, and the filters change the address', async () => {
  await records('/records?objective=8&kind=practice', 56);
  await expect.element(page.getByRole('button', { name: /Objetivo/ })).toHaveTextContent('8 Salvar vidas');
  await userEvent.fill(page.getByRole('search', { name: 'Buscar y filtrar' }).getByRole('searchbox'), 'migra');
  await expect.poll(() => new URLSearchParams(location.hash.split('?')[1]).get('text')).toBe('migra');
  await userEvent.click(page.getByRole('button', { name: 'Quitar los filtros' }).first());
  await expect.poll(() => location.hash).toBe('#/records');
  await expect.element(page.getByText('56 registros')).toBeVisible();
});

test('an address that asks for nonsense shows everything', async () => {
  await records('/records?objective=99&country=xx1&state=nowhere&order=sideways', 5);
  await expect.element(page.getByText('5 registros')).toBeVisible();
});

test('filters that find nothing say so and offer the way back', async () => {
  await records('/records?text=zzzz', 5);
  await expect.element(page.getByText('Ningún registro con estos filtros.')).toBeVisible();
});

test('a notebook without records says what will be here', async () => {
  await records('/records', 0);
  await expect.element(page.getByText('Aquí estarán sus consultas y prácticas.')).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Nueva consulta' })).toBeVisible();
});

test('a record that changes is seen in the list without being asked for', async () => {
  const world = await records('/records', 3);
  await expect.element(page.getByText('3 registros')).toBeVisible();
  world.records.get(recordId(1))?.cells.set('title', { value: 'Otro título', level: 'open' });
  world.tell(['records']);
  await expect.element(page.getByText('Otro título')).toBeVisible();
});

test('the list as filtered is saved as a table', async () => {
  const world = await records('/records?kind=practice', 10);
  await userEvent.click(page.getByRole('button', { name: 'Guardar como tabla' }));
  await userEvent.click(page.getByRole('menuitem', { name: /Excel/ }));
  await expect.element(page.getByText('Guardado: registros.xlsx')).toBeVisible();
  expect(world.calls.at(-1)?.args).toEqual([expect.objectContaining({ kinds: ['practice'] }), 'xlsx']);
});
