// The short page of the form: the fields that the definition names, on the same record as the whole form.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Json } from '#shared/base/json.ts';
import { fakeWorld, type FakeWorld } from './fake-engine.ts';
import { makeRecord } from './fake-records.ts';
import { recordId } from './fake-samples.ts';
import { stage, type Stage } from './stage.tsx';

const ID = recordId(1);
let open: Stage | undefined;

beforeEach(() => page.viewport(1366, 768));
afterEach(() => {
  open?.leave();
  open = undefined;
});

async function at(path: string, entry: Readonly<Record<string, Json>>, count = 0): Promise<FakeWorld> {
  const world = fakeWorld(count);
  world.records.set(ID, makeRecord(1, 'consultation', entry, { state: 'draft', finished: false }));
  open = await stage(path, world);
  return world;
}

const title = page.getByRole('textbox', { name: /Título de la consulta/ });
const cell = ({ records }: FakeWorld, path: string, id = ID): Json | undefined =>
  records.get(id)?.cells.get(path)?.value;

test('one press on Today begins a consultation on its short page, and the keyboard does the same', async () => {
  const world = await at('/today', {});
  await userEvent.click(page.getByRole('button', { name: 'Consulta rápida' }));
  await expect.element(page.getByRole('heading', { name: 'Lo esencial' })).toBeVisible();
  expect(world.calls.find(({ name }) => name === 'beginRecord')?.args).toEqual(['consultation', 'es', 'last']);
  await userEvent.keyboard('{Control>}{Shift>}n{/Shift}{/Control}');
  await expect.poll(() => world.calls.filter(({ name }) => name === 'beginRecord').length).toBe(2);
  expect(location.hash).toMatch(/\/edit\/quick/);
});

test('what was written on the short page stands in the whole form, and the other way round, before any save', async () => {
  const world = await at(`/record/${ID}/edit/quick`, {});
  await userEvent.fill(title, 'En el puente');
  await userEvent.click(page.getByRole('button', { name: 'Formulario completo' }));
  await expect.element(page.getByRole('heading', { name: 'Identificación de la consulta' })).toBeVisible();
  await expect.element(title).toHaveValue('En el puente');
  await userEvent.type(title, ' viejo');
  await userEvent.click(page.getByRole('link', { name: 'Lo esencial' }));
  await expect.element(title).toHaveValue('En el puente viejo');
  await expect.poll(() => cell(world, 'title')).toBe('En el puente viejo');
});

test('Ctrl+Enter on the short page asks to finish, and what is missing there leads to its place on it', async () => {
  await at(`/record/${ID}/edit/quick`, { objectives: [7] });
  await userEvent.click(title);
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  const dialog = page.getByRole('dialog', { name: 'Todavía falta algo' });
  await userEvent.click(dialog.getByRole('link', { name: 'Título de la consulta' }));
  await expect.element(title).toHaveFocus();
  await expect.element(page.getByRole('heading', { name: 'Lo esencial' })).toBeVisible();
});

test('before finishing it says whether consent was said, and whether the place is exact', async () => {
  const world = await at(`/record/${ID}/edit/quick`, { title: 'Una', objectives: [7] });
  const ask = async (): Promise<void> => userEvent.click(page.getByRole('button', { name: 'Terminar' }));
  await userEvent.click(title);
  await ask();
  const dialog = page.getByRole('dialog', { name: 'Terminar el registro' });
  await expect.element(dialog.getByText('Falta decir si hubo consentimiento.')).toBeVisible();
  await expect.element(dialog.getByText('Lugar: solo el amplio.')).toBeVisible();
  world.records.get(ID)?.cells.set('site', { value: 'Casa del Camino', level: 'restricted' });
  world.records.get(ID)?.cells.set('consent_obtained', { value: 'verbal_all', level: 'open' });
  world.tell(['records']);
  await expect.element(dialog.getByText(/^Consentimiento: /)).toBeVisible();
  await expect.element(dialog.getByText(/^Lugar exacto: está escrito en /)).toBeVisible();
});

test('what is usual is said with its words, and one press takes it out', async () => {
  const world = await at('/today', { country: ['MX'], admin_area: 'Chiapas', total: 30 });
  await userEvent.click(page.getByRole('button', { name: 'Consulta rápida' }));
  await expect.element(page.getByText(/Como en su último registro:.*México.*Chiapas/)).toBeVisible();
  const begun = recordId(2);
  expect(cell(world, 'admin_area', begun)).toBe('Chiapas');
  await userEvent.click(page.getByRole('button', { name: 'Quitarlo' }));
  await expect.poll(() => [...(world.records.get(begun)?.cells.keys() ?? [])]).toEqual([]);
  expect(page.getByText(/Como en su último registro/).elements()).toEqual([]);
});
