import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { fakeWorld, type FakeWorld } from './fake-engine.ts';
import { stage, type Stage } from './stage.tsx';

let open: Stage | undefined;

beforeEach(() => page.viewport(1366, 768));
afterEach(() => {
  open?.leave();
  open = undefined;
});

async function board(): Promise<FakeWorld> {
  const world = fakeWorld(3);
  open = await stage('/board', world);
  await expect.element(page.getByRole('group', { name: 'Quipu de los 23 objetivos' })).toBeVisible();
  return world;
}

const cord = (objective: number) =>
  page
    .getByRole('group', { name: 'Quipu de los 23 objetivos' })
    .getByRole('link', { name: new RegExp(`^${objective} `) });

test('a cord is called by its number and says how many records it holds', async () => {
  await board();
  await expect.element(cord(8)).toHaveAccessibleName(/^8 Salvar vidas: 1 consulta y 1 práctica/);
  await expect.element(cord(9)).toHaveAccessibleName(/^9 .*: Todavía no hay registros/);
});

test('the table says the same numbers as the picture', async () => {
  await board();
  const row = page.getByRole('row', { name: /Salvar vidas/ });
  await expect.element(row.getByRole('link', { name: /^1, / }).first()).toBeVisible();
  expect(row.getByRole('link', { name: /^1, / }).elements().length).toBe(2);
});

test('a date known only to its year is told as that year, never as a day of it', async () => {
  await board();
  await userEvent.hover(cord(16));
  await expect.element(page.getByText(/Último: 2021/).first()).toBeVisible();
  expect(page.getByText(/1 de enero|1 ene/).elements()).toEqual([]);
});

test('arrow keys go from cord to cord, and Enter opens the records of that objective', async () => {
  await board();
  const second = cord(2).element();
  await userEvent.hover(cord(19)); // the pointer lies somewhere, and says nothing of where the keys are
  if (second instanceof SVGElement) second.focus();
  await userEvent.hover(cord(16));
  await userEvent.keyboard('{ArrowRight}');
  await expect.poll(() => document.activeElement?.getAttribute('aria-label')).toMatch(/^5 /);
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => location.hash).toMatch(/^#\/records\?objective=5/);
});

test('choosing a country asks the engine for its records alone', async () => {
  const world = await board();
  await userEvent.click(page.getByRole('button', { name: /País o subregión/ }));
  await userEvent.click(page.getByRole('option', { name: 'México' }).last());
  await expect
    .poll(() => world.calls.findLast(({ name }) => name === 'board')?.args[0])
    .toMatchObject({ countries: ['MX'] });
});
