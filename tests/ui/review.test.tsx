// Reviewing in the app: the queue and approving several, returning with a reason, answering, comments that decide
// nothing; the bin; and a bundle that would hide many records.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { NoteView, ReviewView } from '#renderer/engine/review-views.ts';
import type { BundleId } from '#shared/base/ids.ts';
import { fakeWorld, type FakeWorld } from './fake-engine.ts';
import { makeRecord, rowOf } from './fake-records.ts';
import { me, neighbour, recordId } from './fake-samples.ts';
import { stage, type Stage } from './stage.tsx';

const ID = recordId(1);
let open: Stage | undefined;

beforeEach(() => page.viewport(1024, 600));
afterEach(() => {
  open?.leave();
  open = undefined;
});

const NOTE: NoteView = {
  id: 'e0001aa',
  by: neighbour,
  field: 'total',
  words: '¿Cuántas personas fueron?',
  answer: '',
  answeredBy: null,
  isDone: false,
  isAsked: true,
};
const NOTHING: ReviewView = {
  state: 'new',
  decisions: [],
  notes: [],
  mayReview: false,
  isAsked: false,
  reports: [],
};

const callsOf = (world: FakeWorld, name: string): readonly (readonly unknown[])[] =>
  world.calls.filter((call) => call.name === name).map(({ args }) => args);

async function record(review: Partial<ReviewView>): Promise<FakeWorld> {
  const world = fakeWorld(0);
  world.records.set(
    ID,
    makeRecord(1, 'consultation', { title: 'Mesa', objectives: [4], total: 40 }, { state: 'merged', fromOthers: true }),
  );
  world.review = { ...NOTHING, ...review };
  open = await stage(`/record/${ID}`, world);
  await expect.element(page.getByRole('heading', { name: 'Revisión' })).toBeVisible();
  return world;
}

async function inbox(count: number): Promise<FakeWorld> {
  const world = fakeWorld(count);
  const rows = [...world.records.values()].map(rowOf);
  world.inbox = { ...world.inbox, conflicts: [], held: [], missing: [], forked: [] };
  world.queue = {
    isReviewer: true,
    total: count,
    entries: rows.map((row, at) => ({ row, state: at === 0 ? 'answered' : 'new', authors: [neighbour] })),
    mesas: [1, 2, 3, 4].map((mesa) => ({ mesa, records: mesa < 3 ? 2 : 0 })),
    countries: [
      { country: 'MX', records: 2 },
      { country: 'GT', records: 1 },
    ],
    returned: 1,
    approved: 0,
  };
  open = await stage('/inbox', world);
  await expect.element(page.getByRole('region', { name: /^Por revisar/ })).toBeVisible();
  return world;
}

test('several of the queue are approved with one press, and that is taken back with another', async () => {
  const world = await inbox(3);
  const queue = page.getByRole('region', { name: 'Por revisar 3' });
  await expect.element(queue.getByText('Contestado: falta revisarlo otra vez')).toBeVisible();
  await expect.element(queue.getByText(/^1 devuelto espera a su autor/)).toBeVisible();
  expect(queue.getByRole('button', { name: /^Aprobar/ }).elements()).toEqual([]);
  const boxes = queue.getByRole('checkbox', { name: /^Elegir:/ });
  for (const at of [0, 2]) {
    (boxes.nth(at).element() as HTMLElement).focus();
    await userEvent.keyboard(' ');
  }
  await userEvent.click(queue.getByRole('button', { name: 'Aprobar 2 elegidos' }));
  await expect.poll(() => callsOf(world, 'approveRecords')).toEqual([[[recordId(1), recordId(3)]]]);
  await userEvent.click(page.getByRole('button', { name: 'Deshacer' }));
  await expect.poll(() => callsOf(world, 'undo').length).toBe(1);
});

test('the queue is narrowed by table and by country', async () => {
  const world = await inbox(3);
  await userEvent.click(page.getByRole('button', { name: /País/ }));
  await userEvent.click(page.getByRole('option', { name: 'Guatemala (1)' }));
  await expect.poll(() => world.asked.at(-1)).toEqual({ country: 'GT' });
  await userEvent.click(page.getByRole('button', { name: /^Mesa|Todas las mesas/ }));
  await userEvent.click(page.getByRole('option', { name: 'Mesa de Trabajo 2 (2)' }));
  await expect.poll(() => world.asked.at(-1)).toEqual({ country: 'GT', mesa: 2 });
});

test('a record is returned only with a reason, about one answer or the whole', async () => {
  const world = await record({ mayReview: true });
  await userEvent.click(page.getByRole('button', { name: 'Devolver para corregir' }));
  const dialog = page.getByRole('dialog');
  await userEvent.click(dialog.getByRole('button', { name: 'Devolver para corregir' }));
  await expect.element(dialog.getByText(/Escriba el motivo/)).toBeVisible();
  expect(callsOf(world, 'returnRecord')).toEqual([]);
  await userEvent.click(dialog.getByRole('button', { name: /Todo el registro/ }));
  await userEvent.click(page.getByRole('option', { name: 'Total de participantes' }));
  await userEvent.fill(dialog.getByRole('textbox'), '¿Cuántas fueron?');
  await userEvent.click(dialog.getByRole('button', { name: 'Devolver para corregir' }));
  await expect
    .poll(() => callsOf(world, 'returnRecord'))
    .toEqual([[ID, [{ field: 'total', words: '¿Cuántas fueron?' }]]]);
  await expect.element(page.getByText(/^Devuelto\. Llegará a su autor/)).toBeVisible();
});

test('the author reads what is asked, goes to that answer, and answers with or without words', async () => {
  const world = await record({ state: 'returned', notes: [NOTE], isAsked: true });
  await expect
    .element(page.getByRole('link', { name: /^Ir a «/ }))
    .toHaveAttribute('href', `#/record/${ID}/edit/B?field=total`);
  expect(page.getByRole('button', { name: 'Aprobar' }).elements()).toEqual([]);
  await userEvent.click(page.getByRole('button', { name: 'Contestar' }));
  await userEvent.click(page.getByRole('dialog').getByRole('button', { name: 'Contestar' }));
  await expect.poll(() => callsOf(world, 'answerReview')).toEqual([[ID, [{ note: 'e0001aa', words: '' }]]]);
});

test('the link of a note opens the form with the focus in that answer', async () => {
  await record({ state: 'returned', notes: [NOTE], isAsked: true });
  await userEvent.click(page.getByRole('link', { name: /^Ir a «/ }));
  await expect.poll(() => document.activeElement?.closest('[id]')?.id.startsWith('react-aria') ?? false).toBe(true);
  await expect.poll(() => document.getElementById('field-total')?.contains(document.activeElement)).toBe(true);
});

test('what somebody without the role says stands as a comment that decides nothing', async () => {
  await record({
    notes: [{ ...NOTE, isAsked: false, by: me }],
    decisions: [{ decision: 'approved', by: neighbour, counts: false }],
  });
  await expect.element(page.getByText(/Portátil 2.* opina: Aprobada\. No decide\./)).toBeVisible();
  await expect.element(page.getByText('Este equipo comenta')).toBeVisible();
  await expect.element(page.getByText('Sin revisar')).toBeVisible();
});

test('the bin says who deleted, why, how long it stays there, that nothing is destroyed, and gives back', async () => {
  const world = fakeWorld(1);
  const row = rowOf(world.records.get(ID) ?? makeRecord(1, 'practice', {}));
  const entry = { row, by: neighbour, claimed: '2026-11-20T10:00:00', reason: 'repetido', days: 12 };
  world.bin = { total: 1, entries: [entry] };
  open = await stage('/records/bin', world);
  await expect.element(page.getByText('Motivo: repetido')).toBeVisible();
  await expect.element(page.getByText(/Quedan 12 días aquí/)).toBeVisible();
  await expect.element(page.getByText(/nada se destruye/)).toBeVisible();
  await userEvent.click(page.getByRole('button', { name: /^Recuperar/ }));
  await expect.poll(() => callsOf(world, 'restoreRecord')).toEqual([[ID]]);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(1024);
});

test('a bundle that would hide much waits in the inbox; one sees which and why, and it comes in only when told', async () => {
  const world = fakeWorld(2);
  const hidden = { record: ID, kind: 'practice', title: 'Orientación', by: neighbour, reason: 'limpieza' };
  world.inbox = {
    ...world.inbox,
    waiting: [
      {
        bundle: 'b'.repeat(43) as BundleId,
        code: 'K7M-4QX',
        name: 'x.quipu',
        at: '2026-11-20T10:00:00',
        from: neighbour,
        wouldHide: { count: 6, records: [hidden] },
      },
    ],
  };
  open = await stage('/inbox', world);
  await userEvent.click(page.getByRole('button', { name: 'Ver cuáles' }));
  const dialog = page.getByRole('dialog');
  await expect.element(dialog.getByText(/«limpieza»/)).toBeVisible();
  await userEvent.click(dialog.getByRole('button', { name: 'Dejarlo en espera' }));
  expect(callsOf(world, 'confirmTakeIn')).toEqual([]);
  await userEvent.click(page.getByRole('button', { name: 'Ver cuáles' }));
  await userEvent.click(page.getByRole('dialog').getByRole('button', { name: 'Recibir y ocultarlos' }));
  await expect.poll(() => callsOf(world, 'confirmTakeIn')).toEqual([['b'.repeat(43)]]);
});

test('what can be taken back stays for its time wherever one goes, by Ctrl+Z too', async () => {
  const world = await record({ mayReview: true });
  await userEvent.click(page.getByRole('button', { name: 'Aprobar' }));
  await expect.element(page.getByRole('button', { name: 'Deshacer' })).toBeVisible();
  location.hash = '#/today';
  await expect.element(page.getByRole('button', { name: 'Nueva consulta' })).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Deshacer' })).toBeVisible();
  await userEvent.keyboard('{Control>}z{/Control}');
  await expect.poll(() => callsOf(world, 'undo').length).toBe(1);
});

test('an earlier answer is brought back from the history, as a new change', async () => {
  const world = fakeWorld(0);
  world.records.set(ID, makeRecord(1, 'consultation', { title: 'Mesa', limitations: 'Otra cosa.' }, {}));
  open = await stage(`/record/${ID}`, world);
  await userEvent.click(page.getByRole('button', { name: 'Recuperar algo anterior' }));
  await userEvent.click(page.getByRole('button', { name: /^Recuperar lo anterior: / }).first());
  await expect.poll(() => callsOf(world, 'restoreValues').length).toBe(1);
  await expect.element(page.getByText('Se recuperó lo anterior.')).toBeVisible();
});
