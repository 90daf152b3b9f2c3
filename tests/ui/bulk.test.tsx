// Conflicts between the same two people, decided together.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { ConflictDecision, ConflictView } from '#renderer/engine/inbox-views.ts';
import type { AuthorView } from '#renderer/engine/trust-views.ts';
import type { Json } from '#shared/base/json.ts';
import { fakeWorld, type FakeWorld } from './fake-engine.ts';
import { makeRecord, rowOf } from './fake-records.ts';
import { changesetId, city, neighbour, recordId } from './fake-samples.ts';
import { stage, type Stage } from './stage.tsx';

const PATH = `/inbox/conflicts/${[city.kid, neighbour.kid].sort().join('.')}`;
let open: Stage | undefined;

beforeEach(() => page.viewport(1024, 600));
afterEach(() => {
  open?.leave();
  open = undefined;
});

function conflictOf(n: number, cell: string, base: Json, said: readonly (readonly [AuthorView, Json])[]): ConflictView {
  const record = makeRecord(n, 'consultation', { title: `Mesa ${n}` });
  return {
    row: rowOf(record),
    cell,
    base,
    sides: said.map(([author, value], at) => ({
      changeset: changesetId(10 * n + at),
      author,
      places: [],
      claimed: { time: '2026-11-09T16:20:00', doubt: null },
      value,
      also: [],
    })),
    live: said.map((_, at) => changesetId(10 * n + at)),
    decision: null,
  };
}

async function staged(): Promise<FakeWorld> {
  const world = fakeWorld(0);
  world.conflictGroup = {
    authors: [city, neighbour],
    total: 3,
    conflicts: [
      conflictOf(1, 'title', 'Mesa', [
        [city, 'Mesa municipal'],
        [neighbour, 'Mesa vecinal'],
      ]),
      conflictOf(2, 'title', 'Mesa', [
        [neighbour, 'Mesa del barrio'],
        [city, 'Mesa de la ciudad'],
      ]),
      conflictOf(3, 'total', 38, [
        [city, 40],
        [neighbour, 41],
      ]),
    ],
  };
  open = await stage(PATH, world);
  await expect.element(page.getByRole('heading', { name: /^3 conflictos/ })).toBeVisible();
  return world;
}

const written = ({ calls }: FakeWorld): readonly ConflictDecision[] | undefined =>
  calls.find(({ name }) => name === 'decideConflicts')?.args[0] as readonly ConflictDecision[] | undefined;
const outcomes = (): readonly string[] =>
  [...document.querySelectorAll('ol > li > [role="status"]')].map(({ textContent }) => textContent);

test('one rule for all rows takes what that person said, wherever it stands, and shows it before it is written', async () => {
  const world = await staged();
  await expect.element(page.getByRole('button', { name: /^Dejar así/ })).toBeDisabled();
  expect(outcomes()).toEqual(['Sigue en conflicto.', 'Sigue en conflicto.', 'Sigue en conflicto.']);
  await userEvent.click(page.getByRole('button', { name: /^Lo de Oficina de migración/ }));
  expect(outcomes()).toEqual(['Así quedará: Mesa municipal', 'Así quedará: Mesa de la ciudad', 'Así quedará: 40']);
  expect(written(world)).toBeUndefined();
  await userEvent.click(page.getByRole('button', { name: 'Dejar así 3' }));
  await expect
    .poll(() => written(world)?.map(({ value }) => value))
    .toEqual(['Mesa municipal', 'Mesa de la ciudad', 40]);
  expect(written(world)?.map(({ seen }) => seen)).toEqual(world.conflictGroup.conflicts.map(({ live }) => live));
  await expect.poll(() => location.hash).toBe('#/inbox');
});

test('texts are put together and numbers left; each row can be chosen otherwise, and what is not chosen stays', async () => {
  const world = await staged();
  await userEvent.click(page.getByRole('button', { name: 'Juntar donde se pueda' }));
  expect(outcomes()[0]).toMatch(/^Así quedará: Mesa municipal vecinal/);
  expect(outcomes()[2]).toBe('Sigue en conflicto.');
  const rows = page.getByRole('radiogroup');
  expect(rows.nth(2).getByRole('radio', { name: 'Juntar' }).elements()).toEqual([]);
  await userEvent.click(rows.nth(1).getByText('Dejar para después'));
  await expect.element(page.getByText('Quedan 2 para después')).toBeVisible();
  await userEvent.click(page.getByRole('button', { name: 'Dejar así 1' }));
  await expect.poll(() => written(world)?.map(({ record }) => record)).toEqual([recordId(1)]);
});

test('a choice among versions that changed meanwhile is dropped, and a refusal is said and changes nothing', async () => {
  const world = await staged();
  world.problems.set('decideConflicts', { type: 'refused', reason: { type: 'conflictMoved' } } as { type: string });
  await userEvent.click(page.getByRole('button', { name: /^Lo de Oficina de migración/ }));
  await userEvent.click(page.getByRole('button', { name: 'Dejar así 3' }));
  await expect.element(page.getByText(/alguien escribió en uno de estos registros/)).toBeVisible();
  const [first, ...others] = world.conflictGroup.conflicts;
  if (first !== undefined)
    world.conflictGroup = { ...world.conflictGroup, conflicts: [{ ...first, live: [changesetId(99)] }, ...others] };
  world.tell(['records']);
  await expect.poll(() => outcomes()[0]).toBe('Sigue en conflicto.');
  expect(outcomes()[1]).toBe('Así quedará: Mesa de la ciudad');
});

test('the inbox offers conflicts between the same people together', async () => {
  const world = fakeWorld(0);
  const { conflicts } = (await staged()).conflictGroup;
  open?.leave();
  world.inbox = {
    ...world.inbox,
    conflicts: conflicts.map(({ row, cell }) => ({ row, cell, authors: [city, neighbour] })),
  };
  open = await stage('/inbox', world);
  await userEvent.click(page.getByRole('link', { name: /^Decidir 3 conflictos juntos/ }));
  await expect.poll(() => location.hash).toBe(`#${PATH}`);
});
