// The filters that stand in a dialog, and those with a name.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { fakeWorld, type FakeWorld } from './fake-engine.ts';
import { stage, type Stage } from './stage.tsx';

let open: Stage | undefined;

beforeEach(() => page.viewport(1024, 600));
afterEach(() => {
  open?.leave();
  open = undefined;
});

async function records(search: string): Promise<FakeWorld> {
  const world = fakeWorld(12);
  open = await stage(`/records${search}`, world);
  await expect.element(page.getByRole('button', { name: 'Más filtros' })).toBeVisible();
  return world;
}

test('more filters are words in the address, and stand in words above the list', async () => {
  await records('?mesa=2&from=2020&to=2030');
  await expect.element(page.getByText(/· Mesa 2 · 2020–2030/)).toBeVisible();
  await userEvent.click(page.getByRole('button', { name: 'Más filtros' }));
  await userEvent.click(page.getByText('La secretaría aún no lo recibió'));
  await expect.poll(() => location.hash).toBe('#/records?mesa=2&from=2020&to=2030&unmerged=yes');
  await userEvent.click(page.getByRole('button', { name: 'Listo' }));
  await expect.element(page.getByText(/Mesa 2 · 2020–2030 · La secretaría aún no lo recibió/)).toBeVisible();
});

test('a filter is given a name and comes back by it', async () => {
  const world = await records('?mesa=2');
  await userEvent.click(page.getByRole('button', { name: 'Más filtros' }));
  await userEvent.fill(page.getByRole('textbox', { name: 'Nombre para estos filtros' }), 'Lo de la mesa 2');
  await userEvent.click(page.getByRole('button', { name: 'Guardar', exact: true }));
  await expect
    .poll(() => world.calls.find(({ name }) => name === 'keepFilter')?.args)
    .toEqual(['Lo de la mesa 2', '?mesa=2']);
  history.replaceState(null, '', '#/records');
  dispatchEvent(new Event('hashchange'));
  await userEvent.click(page.getByRole('button', { name: 'Lo de la mesa 2', exact: true }));
  await expect.poll(() => location.hash).toBe('#/records?mesa=2');
  expect(page.getByRole('dialog').elements()).toEqual([]);
});
