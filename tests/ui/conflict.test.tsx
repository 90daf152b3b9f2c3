import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { ConflictDecision, ConflictView } from '#renderer/engine/inbox-views.ts';
import type { Json } from '#shared/base/json.ts';
import { fakeWorld, type FakeWorld } from './fake-engine.ts';
import { makeRecord, rowOf } from './fake-records.ts';
import { changesetId, city, emptyInbox, me, neighbour, recordId } from './fake-samples.ts';
import { stage, type Stage } from './stage.tsx';

const ID = recordId(1);
const BASE = 'El personal necesita capacitación.';
const ONE = 'El personal municipal necesita capacitación.';
const OTHER = 'El personal necesita capacitación común.';
let open: Stage | undefined;

beforeEach(() => page.viewport(1366, 768));
afterEach(() => {
  open?.leave();
  open = undefined;
});

async function conflict(cell: string, base: Json | undefined, values: readonly Json[]): Promise<FakeWorld> {
  const world = fakeWorld(0);
  const record = makeRecord(1, 'consultation', { title: 'Mesa de trabajo' });
  world.records.set(ID, record);
  const authors = [city, neighbour, me];
  const sides = values.map((value, at): ConflictView['sides'][number] => ({
    changeset: changesetId(at + 1),
    author: authors[at] ?? me,
    claimed: { time: at === 1 ? '2031-01-03T10:00:00' : '2026-11-09T16:20:00', doubt: at === 1 ? 'farFuture' : null },
    value,
    places: at === 0 ? ['AR'] : [],
    also: at === 0 ? [me] : [],
  }));
  const live = values.map((_, at) => changesetId(at + 1));
  world.conflict = { row: rowOf(record), cell, base, sides, live, decision: null };
  world.inbox = { ...world.inbox, conflicts: [{ row: rowOf(record), cell, authors: [city, neighbour] }] };
  open = await stage(`/inbox/conflict/${ID}/${encodeURIComponent(cell)}`, world);
  await expect.element(page.getByRole('heading', { name: 'Así quedará' })).toBeVisible();
  return world;
}

const decisionsIn = ({ calls }: FakeWorld): readonly ConflictDecision[] =>
  (calls.find(({ name }) => name === 'decideConflicts')?.args[0] ?? []) as readonly ConflictDecision[];
const decided = (world: FakeWorld): Json | undefined => decisionsIn(world)[0]?.value;
const outcome = (): string =>
  document.querySelector('[aria-labelledby="outcome"] p, [aria-labelledby="outcome"] textarea')?.textContent ?? '';

test('three columns say what was before and what each changed, by whom, when, and if that clock is doubted', async () => {
  await conflict('gaps.4', BASE, [ONE, OTHER]);
  await expect.element(page.getByRole('region', { name: 'Antes' }).getByText(BASE)).toBeVisible();
  const first = page.getByRole('region', { name: 'Una versión' });
  await expect.element(first.getByText('Oficina de migración, Municipalidad de la Ciudad de Mendoza')).toBeVisible();
  await expect.element(first.getByText('Argentina', { exact: true })).toBeVisible();
  await expect.element(first.getByText('También lo escribió: Este equipo')).toBeVisible();
  await expect.element(first.getByText(/^Añadido: municipal/)).toBeVisible();
  const other = page.getByRole('region', { name: 'Otra versión' });
  await expect.element(other.getByText(/reloj dudoso/)).toBeVisible();
  await expect.element(other.getByText(/^Añadido: común/)).toBeVisible();
});

test('the keys 1, 2, B and E build the outcome, and Ctrl+Enter leaves it so', async () => {
  const world = await conflict('gaps.4', BASE, [ONE, OTHER]);
  await userEvent.keyboard('1');
  await expect.poll(outcome).toBe(ONE);
  await userEvent.keyboard('2');
  await expect.poll(outcome).toBe(OTHER);
  await userEvent.keyboard('b');
  await expect.element(page.getByRole('button', { name: 'Las dos' })).toHaveAttribute('aria-pressed', 'true');
  await userEvent.keyboard('e');
  const text = page.getByRole('textbox', { name: 'Así quedará' });
  await expect.element(text).toHaveValue('El personal municipal necesita capacitación común.');
  await userEvent.fill(text, 'El personal 1 necesita 2 cosas.');
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await expect.poll(() => decided(world)).toBe('El personal 1 necesita 2 cosas.');
  await expect.poll(() => location.hash).toBe('#/inbox');
});

test('digits and letters typed into the outcome are text, not keys', async () => {
  await conflict('gaps.4', BASE, [ONE, OTHER]);
  await userEvent.keyboard('e');
  const text = page.getByRole('textbox', { name: 'Así quedará' });
  await expect.element(text).toHaveFocus();
  await userEvent.keyboard('12be');
  await expect.poll(() => (text.element() as HTMLTextAreaElement).value).toMatch(/12be/);
});

test('values that are no texts are chosen, not mixed', async () => {
  const world = await conflict('total', 38, [40, 41]);
  expect(page.getByRole('button', { name: 'Las dos' }).elements()).toEqual([]);
  await userEvent.keyboard('b2');
  await userEvent.click(page.getByRole('button', { name: /Dejar así/ }));
  await expect.poll(() => decided(world)).toBe(41);
});

test('a cell whose name has marks of an address is found', async () => {
  const world = await conflict('by_nationality.HT', undefined, [3, null]);
  await expect.element(page.getByText('Aquí se dejó vacío.')).toBeVisible();
  await userEvent.keyboard('2{Control>}{Enter}{/Control}');
  await expect
    .poll(() => decisionsIn(world))
    .toEqual([
      { record: ID, cell: 'by_nationality.HT', value: null, seen: [changesetId(1), changesetId(2)], more: {} },
    ]);
});

test('with more than two versions one pages through the others', async () => {
  const world = await conflict('gaps.4', BASE, [ONE, OTHER, 'Una tercera.']);
  await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent('3 versiones de una respuesta');
  await userEvent.click(page.getByRole('button', { name: 'Siguiente' }));
  await expect
    .element(page.getByRole('region', { name: 'Otra versión' }).getByText(/Añadido: Una tercera/))
    .toBeVisible();
  await userEvent.keyboard('3{Control>}{Enter}{/Control}');
  await expect.poll(() => decided(world)).toBe('Una tercera.');
});

test('of three texts, all are put together', async () => {
  const world = await conflict('gaps.4', BASE, [ONE, OTHER, 'El personal necesita capacitación. Y horarios.']);
  await userEvent.keyboard('b{Control>}{Enter}{/Control}');
  await expect.poll(() => decided(world)).toMatch(/municipal.*común.*Y horarios\./s);
});

test('two items put in the same place of a list are both kept, each in its own', async () => {
  const world = await conflict('quotes.e0001', undefined, ['Abrir los sábados', 'Un intérprete']);
  await userEvent.keyboard('b');
  await expect.poll(outcome).toBe('Abrir los sábados\nUn intérprete');
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await expect.poll(() => decided(world)).toBe('Abrir los sábados');
  const more = Object.entries(decisionsIn(world)[0]?.more ?? {});
  expect(more).toEqual([[expect.stringMatching(/^quotes\.e0002[0-9A-Za-z]{6}$/), 'Un intérprete']]);
});

test('a date is chosen, never put together', async () => {
  const world = await conflict('date', '2024-05', ['2024-05-03', '2024-06']);
  expect(page.getByRole('button', { name: 'Las dos' }).elements()).toEqual([]);
  expect(page.getByRole('button', { name: 'Escribir' }).elements()).toEqual([]);
  await userEvent.keyboard('be1{Control>}{Enter}{/Control}');
  await expect.poll(() => decided(world)).toBe('2024-05-03');
});

test('an element taken out and put back says so: lists otherwise need no one', async () => {
  await conflict('objectives.7', { listed: 0 }, [null, { listed: 3 }]);
  await expect.element(page.getByText('Una persona lo quitó de la lista y otra lo volvió a poner')).toBeVisible();
  await expect.element(page.getByRole('region', { name: 'Una versión' }).getByText('Fuera de la lista')).toBeVisible();
  await expect.element(page.getByRole('region', { name: 'Otra versión' }).getByText('En la lista')).toBeVisible();
  await expect.element(page.getByText(/^Objetivos.*: 7 /)).toBeVisible();
});

test('what was decided says by whom, and is decided again from the same versions', async () => {
  const world = await conflict('gaps.4', BASE, [ONE, OTHER]);
  const live = [changesetId(9)];
  const decision = {
    author: me,
    claimed: { time: '2026-11-20T10:00:00', doubt: null },
    value: OTHER,
    since: undefined,
  };
  if (world.conflict !== null) world.conflict = { ...world.conflict, live, decision };
  world.tell(['records']);
  await expect.element(page.getByText('Decidió: Este equipo')).toBeVisible();
  await userEvent.keyboard('1');
  await userEvent.click(page.getByRole('button', { name: 'Decidir otra vez' }));
  await expect.poll(() => decisionsIn(world)[0]).toMatchObject({ value: ONE, seen: live });
  await expect.poll(() => location.hash).toBe(`#/record/${ID}`);
});

test('the inbox says what is held and why, what never came, and leads to the conflict', async () => {
  const world = fakeWorld(40);
  open = await stage('/inbox', world);
  await expect.element(page.getByText('Falta una parte anterior del mismo equipo: del 14 al 17.')).toBeVisible();
  await expect.element(page.getByText('Faltan sus cambios del 14 al 17.')).toBeVisible();
  await userEvent.click(page.getByRole('link', { name: 'Decidir los conflictos (2)' }));
  await expect.poll(() => location.hash).toMatch(/^#\/inbox\/conflict\/.+\/gaps\.4$/);
});

test('an empty inbox says what will be here', async () => {
  const world = fakeWorld(0);
  world.inbox = emptyInbox();
  open = await stage('/inbox', world);
  await expect.element(page.getByText('Aquí verá lo que llegue de otros equipos.')).toBeVisible();
});

test('two translations of one answer are read as words, and one of them is chosen whole', async () => {
  const said = (text: string): Json => ({ text, of: 'A'.repeat(43), by: 'A'.repeat(43) });
  const world = await conflict('$translation.en.gaps.4', undefined, [
    said('Staff need training.'),
    said('Staff lack it.'),
  ]);
  await expect.element(page.getByText(/objetivo 4 \(English\)/).first()).toBeVisible();
  await expect
    .element(page.getByRole('region', { name: 'Una versión' }).getByText('Staff need training.'))
    .toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Las dos' })).not.toBeInTheDocument();
  await userEvent.keyboard('2');
  await expect.poll(outcome).toBe('Staff lack it.');
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await expect.poll(() => decided(world)).toEqual(said('Staff lack it.'));
});
