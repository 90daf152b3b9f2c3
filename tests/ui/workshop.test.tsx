// The exercises on the screen: each says how far it is, its hints open, what somebody would bring comes with a press and
// not before its time, and what went wrong is said there.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { RecordId } from '#shared/base/ids.ts';
import { fakeWorld, type FakeWorld } from './fake-engine.ts';
import { stage, type Stage } from './stage.tsx';

let open: Stage | undefined;
const RECORD = 'AAAAAAAAAAAAAAAAAAAAAA' as RecordId;

beforeEach(() => page.viewport(1024, 600));
afterEach(() => {
  open?.leave();
  open = undefined;
});

async function workshop(path: string, prepare: (world: FakeWorld) => void = () => undefined): Promise<FakeWorld> {
  const world = fakeWorld(0);
  prepare(world);
  open = await stage(path, world);
  await expect.element(page.getByRole('heading', { level: 1 })).toBeVisible();
  return world;
}

test('each of the seven says how much of it is done, and follows when the notebook changes', async () => {
  const world = await workshop('/workshop');
  await expect.poll(() => page.getByRole('heading', { level: 2 }).elements().length).toBe(7);
  const forged = page.getByRole('region', { name: 'Un paquete falso' });
  await expect.element(forged.getByText('0 de 2')).toBeVisible();
  world.practised = { ...world.practised, forged: { isRefused: true, record: RECORD } };
  world.tell(['activity']);
  await expect.element(forged.getByText('Hecho')).toBeVisible();
});

test('the second bundle is offered once the figure was written, and comes as a file that is taken in', async () => {
  const world = await workshop('/workshop/exercise/conflict', (made) => {
    const conflict = { ...made.practised.conflict, record: RECORD };
    made.practised = { ...made.practised, conflict };
  });
  const receive = page.getByRole('button', { name: 'Recibir el paquete' });
  await expect.element(receive).toBeDisabled();
  world.practised = { ...world.practised, conflict: { ...world.practised.conflict, isWritten: true } };
  world.tell(['records']);
  await expect.element(receive).toBeEnabled();
  await userEvent.click(receive);
  await expect.poll(() => world.calls.map(({ name }) => name)).toEqual(['makeScene', 'takeIn']);
  const [scene, part, words] = world.calls[0]?.args ?? [];
  expect([scene, part]).toEqual(['conflict', 'second']);
  expect(words).toMatchObject({ language: 'es', records: [{ title: 'Consulta en la terminal de buses' }] });
});

test('a hint stays closed until it is asked for, and what cannot come is said beside its button', async () => {
  const world = await workshop('/workshop/exercise/clock', (made) =>
    made.problems.set('makeScene', { type: 'vaultLocked' }),
  );
  const hint = page.getByText(/marcaba el año 2090/);
  await expect.element(hint).not.toBeVisible();
  await userEvent.click(page.getByText('Pista').first());
  await expect.element(hint).toBeVisible();
  await userEvent.click(page.getByRole('button', { name: 'Recibir el paquete' }));
  await expect.element(page.getByRole('main').getByRole('alert')).toBeVisible();
  expect(world.calls.map(({ name }) => name)).toEqual(['makeScene']);
});
