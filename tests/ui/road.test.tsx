import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { BundleId } from '#shared/base/ids.ts';
import { fakeWorld, type FakeWorld } from './fake-engine.ts';
import { city, neighbour, sampleHistory } from './fake-samples.ts';
import { stage, type Stage } from './stage.tsx';

let open: Stage | undefined;

beforeEach(() => page.viewport(1366, 768));
afterEach(() => {
  open?.leave();
  open = undefined;
});

const namesOf = (world: FakeWorld): readonly string[] => world.calls.map(({ name }) => name);

test('what is asked for is answered with one press, and says that a receipt is awaited', async () => {
  const world = fakeWorld(3);
  world.requests = [
    {
      from: city,
      records: 4,
      files: 2,
      canAnswer: true,
      notHere: 1,
      answered: { code: 'H2D-9VR', at: '2026-11-02' },
    },
    { from: neighbour, records: 0, files: 0, canAnswer: false, notHere: 3, answered: null },
  ];
  open = await stage('/today', world);
  await expect.element(page.getByText(/pide otra vez: 4 registros y 2 archivos/)).toBeVisible();
  await expect.element(page.getByText('Ya se preparó el paquete H2D-9VR. Se espera el recibo.')).toBeVisible();
  await expect.element(page.getByText(/pide algo que no está en este equipo/)).toBeVisible();
  await userEvent.click(page.getByRole('button', { name: 'Guardar en una memoria' }));
  await expect.poll(() => namesOf(world)).toContain('saveBundle');
  expect(world.calls.find(({ name }) => name === 'answerRequest')?.args).toEqual([city.kid]);
});

test('the inbox says who is asked for what, which files are missing and where they were, and who is silent', async () => {
  const world = fakeWorld(40);
  open = await stage('/inbox', world);
  await expect.element(page.getByText(/4 cambios y 1 archivo/)).toBeVisible();
  await userEvent.click(page.getByRole('button', { name: /^Guardar la solicitud para/ }));
  await expect.element(page.getByText(/La solicitud quedó guardada/)).toBeVisible();
  expect(world.calls.find(({ name }) => name === 'askAgain')?.args).toEqual([neighbour.kid]);
  await expect.element(page.getByText(/También lo tuvo/)).toBeVisible();
  await expect.element(page.getByText('Nunca llegó nada.')).toBeVisible();
  await expect.element(page.getByText(/Lo último llegó hace 51 días\. Su reloj decía .*, y es dudoso\./)).toBeVisible();
});

test('what is carried for others can be given on, and put down only after a warning', async () => {
  const world = fakeWorld(3);
  const file = 'C'.repeat(43) as BundleId;
  world.handOver = {
    ...world.handOver,
    cargo: [{ file, code: 'C4R-G00', size: 40_000, since: '2026-11-20T09:00:00', delivery: null }],
  };
  open = await stage('/hand-over', world);
  await userEvent.click(page.getByRole('button', { name: 'Guardar 1 paquete en una memoria' }));
  await expect.poll(() => world.calls.find(({ name }) => name === 'saveBundle')?.args).toEqual([file]);
  await userEvent.click(page.getByRole('button', { name: /Ya no llevarlo/ }));
  await expect.element(page.getByText(/nadie ha confirmado que llegó/)).toBeVisible();
  expect(namesOf(world)).not.toContain('putDown');
  await userEvent.click(page.getByRole('alertdialog').getByRole('button', { name: 'Ya no llevarlo' }));
  await expect.poll(() => world.calls.find(({ name }) => name === 'putDown')?.args).toEqual([file]);
});

test('the history tells by whose hands a change came', async () => {
  const world = fakeWorld(3);
  world.history = sampleHistory();
  const [first] = world.records.keys();
  open = await stage(`/record/${first}`, world);
  await expect.element(page.getByText(/^Llegó por /)).toBeVisible();
});
