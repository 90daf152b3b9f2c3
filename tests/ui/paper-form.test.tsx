// Typing from paper by keyboard alone: the rows of the printed form in its order and with its numbers.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Json } from '#shared/base/json.ts';
import { NOT_KNOWN } from '#shared/record/cell-value.ts';
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

async function paper(kind: string, entry: Readonly<Record<string, Json>> = {}): Promise<FakeWorld> {
  const world = fakeWorld(0);
  world.records.set(ID, makeRecord(1, kind, entry, { state: 'draft', finished: false }));
  open = await stage(`/record/${ID}/edit/paper`, world);
  await row(1);
  return world;
}

const row = (number: number): Promise<void> =>
  expect
    .poll(() => page.getByRole('heading', { level: 2 }).elements()[0]?.textContent)
    .toMatch(new RegExp(`^Renglón ${number}(?!\\d)`));
const cell = ({ records }: FakeWorld, path: string, id = ID): Json | undefined =>
  records.get(id)?.cells.get(path)?.value;
const focused = (): string => document.activeElement?.closest('[id^="field-"]')?.id ?? '';

test('the rows follow one another by Enter, options are chosen by number, and one key goes back', async () => {
  const world = await paper('consultation');
  await userEvent.keyboard('En el puente{Enter}');
  await row(2);
  await userEvent.keyboard('4{Enter}'); // the fourth process
  await row(3);
  await userEvent.keyboard('1 3{Enter}'); // two mesas
  await row(4);
  await userEvent.keyboard('5{Enter}{Enter}'); // half a date keeps one there
  await row(4);
  await userEvent.keyboard('{Control>}a{/Control}5/11/2025{Enter}'); // a whole one in its first box
  await row(5);
  await userEvent.keyboard('{PageUp}');
  await row(4);
  await expect.poll(() => cell(world, 'date_start')).toBe('2025-11-05');
  await expect.poll(() => cell(world, 'process')).toBe('working_table');
  expect([cell(world, 'title'), cell(world, 'working_table.1'), cell(world, 'working_table.3')]).toEqual([
    'En el puente',
    { listed: 0 },
    { listed: 1 },
  ]);
});

test('a number that no option has is said, keeps one on the row and changes nothing; 0 is "not known"', async () => {
  const world = await paper('consultation', { title: 'Consulta', process: 'imrf' });
  await userEvent.keyboard('{Enter}');
  await row(2);
  const box = page.getByRole('textbox', { name: /Proceso al que contribuye/ });
  await expect.element(box).toHaveValue('2');
  await userEvent.fill(box, '77');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('No hay opción 77. No se guarda así.')).toBeVisible();
  await row(2);
  expect(cell(world, 'process')).toBe('imrf');
  await userEvent.fill(box, '0');
  await userEvent.keyboard('{Enter}');
  await row(3);
  await expect.poll(() => cell(world, 'process')).toEqual(NOT_KNOWN);
});

test('what is said about each objective is asked once for each that was chosen, under the number of its row', async () => {
  const world = await paper('consultation', { title: 'Consulta' });
  const toRow = async (number: number): Promise<void> => {
    for (let at = 1; at < number; at++) await userEvent.keyboard('{PageDown}');
    await row(number);
  };
  const number = 31; // objectives, on the paper
  await toRow(number);
  await userEvent.keyboard('7 20{Enter}');
  await row(32);
  await userEvent.keyboard('{Enter}');
  await row(33);
  await userEvent.keyboard('Menos filas{Enter}');
  await row(33);
  await userEvent.keyboard('Giros{Enter}');
  await row(34);
  await expect.poll(() => [cell(world, 'progress.7'), cell(world, 'progress.20')]).toEqual(['Menos filas', 'Giros']);
});

test('Ctrl+Enter goes to the end, which leads to what is missing; again, it keeps the sheet and begins the next', async () => {
  const world = await paper('consultation');
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await expect.element(page.getByRole('heading', { name: 'A esta hoja le falta algo' })).toBeVisible();
  await userEvent.click(page.getByRole('button', { name: 'Renglón 1 Título de la consulta' }));
  await row(1);
  await userEvent.keyboard('Hoja de hoy');
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await expect.element(page.getByRole('button', { name: /Dejar en borrador/ })).toHaveFocus();
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await row(1);
  await expect.poll(() => location.hash).toBe(`#/record/${recordId(2)}/edit/paper`);
  expect(cell(world, 'title')).toBe('Hoja de hoy');
  expect(world.calls.some(({ name }) => name === 'finishRecord')).toBe(false);
  await expect.element(page.getByRole('textbox', { name: /Título/ })).toHaveValue('');
});

test('a whole sheet is finished and the next one begins', async () => {
  const world = await paper('consultation', { title: 'Consulta', objectives: [7] });
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await expect.element(page.getByRole('button', { name: /^Terminar y seguir/ })).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => location.hash).toBe(`#/record/${recordId(2)}/edit/paper`);
  expect(world.calls.find(({ name }) => name === 'finishRecord')?.args).toEqual([ID]);
});

test('whoever goes to the whole form stands on the same field with what was typed, before any save', async () => {
  await paper('practice');
  await userEvent.keyboard('Un puente');
  await userEvent.click(page.getByRole('link', { name: 'Formulario completo' }));
  await expect.element(page.getByRole('textbox', { name: /^Título/ })).toHaveValue('Un puente');
  await expect.poll(focused).toBe('field-title');
});
