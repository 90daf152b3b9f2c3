import { afterEach, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { fakeWorld } from './fake-engine.ts';
import { stage, type Stage } from './stage.tsx';

let open: Stage | undefined;

beforeEach(() => page.viewport(1024, 600));
afterEach(() => {
  open?.leave();
  open = undefined;
});

test('what failed says why under itself, and what a newer app noted is not hidden', async () => {
  const world = fakeWorld(0);
  world.activity = [
    { at: '2026-11-21T10:00:00', type: 'refusedBundle', facts: { name: 'roto.quipu' }, problem: { type: 'truncated' } },
    { at: '2026-11-20T10:00:00', type: 'dreamtOf', facts: {}, problem: null },
  ];
  open = await stage('/activity', world);
  await expect.element(page.getByText('No se aceptó el archivo «roto.quipu».')).toBeVisible();
  await expect.element(page.getByText(/le falta una parte/)).toBeVisible();
  await expect.element(page.getByText(/\(dreamtOf\)/)).toBeVisible();
});

test('each day stands under its own heading, the newest first', async () => {
  const world = fakeWorld(0);
  world.activity = ['2026-11-21T10:00:00', '2026-11-21T09:00:00', '2026-11-20T09:00:00'].map((at) => ({
    at,
    type: 'takenInAgain',
    facts: { code: 'K7M-4QX' },
    problem: null,
  }));
  open = await stage('/activity', world);
  await expect.element(page.getByRole('heading', { name: '21 de noviembre de 2026' })).toBeVisible();
  const days = page.getByRole('heading', { level: 2 }).elements();
  expect(days.map(({ textContent }) => textContent)).toEqual(['21 de noviembre de 2026', '20 de noviembre de 2026']);
});
