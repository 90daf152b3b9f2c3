import { afterEach, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { fakeWorld, type FakeWorld } from './fake-engine.ts';
import { rowOf } from './fake-records.ts';
import { sampleHandOver, sampleReport } from './fake-samples.ts';
import { stage, type Stage } from './stage.tsx';

let open: Stage | undefined;

beforeEach(() => page.viewport(1024, 600));
afterEach(() => {
  open?.leave();
  open = undefined;
});

async function today(prepare: (world: FakeWorld) => void): Promise<FakeWorld> {
  const world = fakeWorld(6);
  prepare(world);
  open = await stage('/today', world);
  await expect.element(page.getByRole('button', { name: /^Nueva consulta/ })).toBeVisible();
  return world;
}

const rows = (world: FakeWorld) => [...world.records.values()].map(rowOf);
const nothingWaits = (world: FakeWorld): void => {
  world.handOver = { ...sampleHandOver([]), waiting: [], waitingCount: 0 };
};
const headings = (): readonly (string | null)[] =>
  page
    .getByRole('heading', { level: 2 })
    .elements()
    .map(({ textContent }) => textContent);

test('what came back stands before what is half done', async () => {
  await today((world) => {
    const [first, second] = rows(world);
    world.today = {
      returned: first === undefined ? [] : [{ row: first, notes: [] }],
      drafts: second === undefined ? [] : [{ ...second, sections: [] }],
    };
  });
  await expect.element(page.getByRole('link', { name: 'Corregir' })).toBeVisible();
  expect(headings().slice(0, 2)).toEqual(['Volvió para corregir', 'Sin terminar']);
});

test('a notebook that works alone says so and that nothing is lost by joining later', async () => {
  await today((world) => {
    world.trust = { ...world.trust, profile: null, self: null };
  });
  await expect.element(page.getByText(/Nada se pierde al unirse después/)).toBeVisible();
  await expect.element(page.getByRole('link', { name: 'Unirse a un mecanismo' })).toHaveAttribute('href', '#/profile');
  expect(page.getByRole('link', { name: /^Entregar \d/ }).elements()).toEqual([]);
});

test('what is finished and not handed over is one press away', async () => {
  await today(() => undefined);
  await expect.element(page.getByRole('link', { name: 'Entregar 3 registros' })).toHaveAttribute('href', '#/hand-over');
});

test('all is handed over is said only when nothing waits', async () => {
  await today(() => undefined);
  expect(page.getByText('Todo lo terminado ya se entregó.').elements()).toEqual([]);
  open?.leave();
  await today(nothingWaits);
  await expect.element(page.getByText('Todo lo terminado ya se entregó.')).toBeVisible();
});

test('a secretariat is never told that it handed over: it is shown what arrived and the way to take in', async () => {
  await today((world) => {
    nothingWaits(world);
    world.trust = { ...world.trust, isSecretariat: true };
    world.inbox = { ...world.inbox, takenIn: [{ ...sampleReport(), at: '2026-11-20T09:10:00' }] };
  });
  await expect.element(page.getByRole('link', { name: 'Recibir un paquete' })).toHaveAttribute('href', '#/hand-over');
  await expect.element(page.getByText(/^De Portátil 2, Fundación Ecuménica de Cuyo/)).toBeVisible();
  expect(page.getByText(/ya se entregó|lo que entregue/).elements()).toEqual([]);
});

test('a silence of the secretariat is told only to whom something waits', async () => {
  await today((world) => {
    world.today = { silentDays: 40 };
  });
  await expect.element(page.getByText(/Hace 40 días que la secretaría no confirma/)).toBeVisible();
  open?.leave();
  await today((world) => {
    nothingWaits(world);
    world.today = { silentDays: 40 };
  });
  expect(page.getByText(/Hace 40 días/).elements()).toEqual([]);
});
