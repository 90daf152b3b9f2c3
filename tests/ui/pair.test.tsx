// Likely duplicates side by side: what agrees and what differs, answered by keyboard, taken back.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { PairView } from '#renderer/engine/inbox-views.ts';
import type { RecordRow } from '#renderer/engine/record-views.ts';
import type { DuplicateReason } from '#shared/merge/likeness.ts';
import { fakeWorld, type FakeWorld } from './fake-engine.ts';
import { makeRecord, rowOf } from './fake-records.ts';
import { changesetId, city, neighbour, recordId } from './fake-samples.ts';
import { stage, type Stage } from './stage.tsx';

const [A, B, C] = [recordId(1), recordId(2), recordId(3)];
const REASONS: readonly DuplicateReason[] = [
  { type: 'sameTitleWords' },
  { type: 'nearDates', days: 2 },
  { type: 'sharedObjectives', objectives: [4, 15] },
];
let open: Stage | undefined;

beforeEach(() => page.viewport(1024, 600));
afterEach(() => {
  open?.leave();
  open = undefined;
});

/** Two pairs: A and B, A and C. */
function worldOfPairs(): FakeWorld {
  const world = fakeWorld(0);
  const entry = { title: 'Consulta con mujeres en Tapachula', objectives: [15, 4], country: ['MX'] };
  const records = [
    makeRecord(1, 'consultation', { ...entry, date_start: '2025-06-14', lead_organization: 'Casa Uno' }),
    makeRecord(2, 'consultation', { ...entry, title: 'Consulta de mujeres en Tapachula', date_start: '2025-06-16' }),
    makeRecord(3, 'consultation', { ...entry, date_start: '2025-06-14' }),
  ];
  for (const record of records) world.records.set(record.id, record);
  const [a, b, c] = records.map(rowOf) as [RecordRow, RecordRow, RecordRow];
  const side = (row: RecordRow, at: number): PairView['sides'][number] => ({
    row,
    endDate: '',
    places: at === 0 ? ['turbo'] : [],
    authors: [at === 0 ? city : neighbour],
  });
  for (const other of [b, c]) {
    world.pairs.set(`${a.id} ${other.id}`, {
      sides: [side(a, 0), side(other, 1)],
      reasons: REASONS,
      judgement: null,
      isDisputed: false,
    });
  }
  world.duplicates = {
    pairs: [
      { a, b, reasons: REASONS },
      { a, b: c, reasons: [{ type: 'sameTitle' }] },
    ],
    total: 2,
    compared: 3,
    of: 3,
    crowded: 0,
  };
  return world;
}

async function pair(world = worldOfPairs()): Promise<FakeWorld> {
  open = await stage(`/inbox/pair/${A}/${B}`, world);
  await expect.element(page.getByRole('table', { name: 'Los dos registros, lado a lado' })).toBeVisible();
  return world;
}
const judged = ({ calls }: FakeWorld): readonly unknown[] =>
  calls.filter(({ name }) => name === 'judgeSame').map(({ args }) => args);
const line = (name: string): readonly (string | undefined)[] =>
  [...document.querySelectorAll('tbody tr')]
    .filter((row) => row.querySelector('th')?.textContent === name)
    .flatMap((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent));

test('two columns say what agrees and what differs, and why the pair is shown', async () => {
  await pair();
  await expect
    .element(page.getByText(/^Coinciden en esto: títulos parecidos, 2 días de diferencia y 2 objetivos en común\./))
    .toBeVisible();
  expect(line('Título')).toEqual([
    'Distinto: Consulta Distinto: con mujeres en Tapachula',
    'Distinto: Consulta Distinto: de mujeres en Tapachula',
  ]);
  expect(line('Fechas')).toEqual(['Distinto: 14 de junio de 2025', 'Distinto: 16 de junio de 2025']);
  expect(line('País')).toEqual(['México', 'México']);
  expect(line('Lugar')).toEqual(['Turbo', 'Sin respuesta']);
  expect(line('Organización')).toEqual(['Casa Uno', 'Sin respuesta']);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(1024);
});

test('1 says the same event and goes on to the next pair; undoing takes it back and returns', async () => {
  const world = await pair();
  await userEvent.keyboard('1');
  await expect.poll(() => location.hash).toBe(`#/inbox/pair/${A}/${C}`);
  expect(judged(world)).toEqual([[[[A, B]], 'same']]);
  await userEvent.click(page.getByRole('button', { name: 'Deshacer' }));
  await expect.poll(() => location.hash).toBe(`#/inbox/pair/${A}/${B}`);
  expect(world.calls.filter(({ name }) => name === 'undo').length).toBe(1);
});

test('2 says two events, and S leaves the pair for later without saying anything', async () => {
  const world = await pair();
  await userEvent.keyboard('s');
  await expect.poll(() => location.hash).toBe(`#/inbox/pair/${A}/${C}`);
  expect(judged(world)).toEqual([]);
  await expect.element(page.getByText('2 de 2')).toBeVisible();
  await userEvent.keyboard('2');
  await expect.poll(() => judged(world)).toEqual([[[[A, C]], 'different']]);
});

test('what was said already is told, and can be taken back', async () => {
  const world = worldOfPairs();
  const view = world.pairs.get(`${A} ${B}`) as PairView;
  world.pairs.set(`${A} ${B}`, { ...view, judgement: 'same' });
  await pair(world);
  await expect.element(page.getByText('Ya se dijo que son el mismo evento.')).toBeVisible();
  await userEvent.click(page.getByRole('button', { name: 'Retirar lo dicho' }));
  await expect.poll(() => judged(world)).toEqual([[[[A, B]], null]]);
});

test('what two people said differently is decided where both records are seen', async () => {
  const world = worldOfPairs();
  const row = world.duplicates.pairs[0]?.a as RecordRow;
  const view = world.pairs.get(`${A} ${B}`) as PairView;
  world.pairs.set(`${A} ${B}`, { ...view, judgement: 'same', isDisputed: true });
  world.inbox = { ...world.inbox, conflicts: [{ row, cell: `$same.${B}`, authors: [city, neighbour] }] };
  open = await stage('/inbox', world);
  await userEvent.click(page.getByRole('link', { name: 'Mismo evento que otro registro' }));
  await expect.element(page.getByText('Dos personas dijeron cosas distintas de esta pareja.')).toBeVisible();
  expect(page.getByRole('button', { name: 'Retirar lo dicho' }).elements()).toEqual([]);
  await userEvent.keyboard('2');
  await expect.poll(() => judged(world)).toEqual([[[[A, B]], 'different']]);
});

test('where one of the two is not here, what people said differently can be decided all the same', async () => {
  const world = worldOfPairs();
  const row = world.duplicates.pairs[0]?.a as RecordRow;
  const cell = `$same.${B}`;
  world.pairs.clear();
  world.inbox = { ...world.inbox, conflicts: [{ row, cell, authors: [city, neighbour] }] };
  const side = { author: city, claimed: { time: '2026-11-09T16:20:00', doubt: null } };
  const sides = [true, false].map((value, at) => ({
    ...side,
    changeset: changesetId(at),
    value,
    places: [],
    also: [],
  }));
  const live = [changesetId(0), changesetId(1)];
  world.conflict = { row, cell, base: undefined, sides, live, decision: null };
  open = await stage(`/inbox/pair/${A}/${B}`, world);
  await expect.element(page.getByText('Uno de estos registros ya no está en este equipo.')).toBeVisible();
  await userEvent.click(page.getByRole('link', { name: 'Decidir el conflicto' }));
  await expect.element(page.getByText('Mismo evento que otro registro')).toBeVisible();
  await userEvent.keyboard('2{Control>}{Enter}{/Control}');
  await expect
    .poll(() => world.calls.map(({ name, args }) => [name, args[0]]))
    .toEqual([['decideConflicts', [{ record: A, cell, value: false, seen: live, more: {} }]]]);
});

test('a pair that cannot be judged stays, and says why', async () => {
  const world = worldOfPairs();
  world.problems.set('judgeSame', { type: 'noSuchRecord' });
  await pair(world);
  await userEvent.click(page.getByRole('button', { name: /Es el mismo evento/ }));
  await expect.element(page.getByText('Ese registro no está en este equipo.')).toBeVisible();
  expect(location.hash).toBe(`#/inbox/pair/${A}/${B}`);
});

test('the inbox shows the pairs with their reasons, how far comparing is, and what was not compared', async () => {
  const world = worldOfPairs();
  world.duplicates = { ...world.duplicates, compared: 2, crowded: 40 };
  open = await stage('/inbox', world);
  const part = page.getByRole('region', { name: 'Posibles repetidos 2' });
  await expect.element(part.getByText('títulos parecidos, 2 días de diferencia y 2 objetivos en común')).toBeVisible();
  await expect.element(part.getByText('Comparando registros: 2 de 3.')).toBeVisible();
  await expect.element(part.getByText(/^40 registros llevan un título muy repetido/)).toBeVisible();
  await userEvent.click(part.getByRole('link', { name: 'Comparar las parejas (2)' }));
  await expect.poll(() => location.hash).toBe(`#/inbox/pair/${A}/${B}`);
});

test('the page of a record names the others of its event and parts it from them', async () => {
  const world = worldOfPairs();
  const [a, b] = [world.duplicates.pairs[0]?.a, world.duplicates.pairs[0]?.b];
  world.sameEvent = { others: b === undefined ? [] : [b], links: [B] };
  open = await stage(`/record/${a?.id ?? ''}`, world);
  await expect.element(page.getByText('Mismo evento que:')).toBeVisible();
  await expect.element(page.getByRole('link', { name: 'Consulta de mujeres en Tapachula' })).toBeVisible();
  await userEvent.click(page.getByRole('button', { name: 'Separar' }));
  await expect.poll(() => judged(world)).toEqual([[[[A, B]], null]]);
  await userEvent.click(page.getByRole('button', { name: 'Deshacer' }));
  await expect.poll(() => world.calls.filter(({ name }) => name === 'undo').length).toBe(1);
});
