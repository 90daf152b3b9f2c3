import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { fakeWorld } from './fake-engine.ts';
import { stage, type Stage } from './stage.tsx';

let open: Stage | undefined;

beforeEach(() => page.viewport(1024, 600));
afterEach(() => {
  open?.leave();
  open = undefined;
});

const tour = page.getByRole('region', { name: 'Recorrido' });

async function begun(): Promise<void> {
  open = await stage('/today', fakeWorld(0));
  await userEvent.click(page.getByRole('button', { name: 'Ver un recorrido corto' }));
  await expect.element(tour.getByText('1 de 6 · Hoy')).toBeVisible();
}

test('six stops are walked with Enter alone, each in its own place, and the last one ends it', async () => {
  await begun();
  for (const [at, name, path] of [
    [2, 'Tablero', '/board'],
    [3, 'Registros', '/records'],
    [4, 'Entregar', '/hand-over'],
    [5, 'La barra de arriba', '/today'],
    [6, 'Ayuda', '/today'],
  ] as const) {
    await userEvent.keyboard('{Enter}');
    await expect.element(tour.getByText(`${at} de 6 · ${name}`)).toBeVisible();
    await expect.poll(() => location.hash).toBe(`#${path}`);
    await expect.element(page.getByRole('heading', { level: 1 })).toBeInTheDocument();
    await expect.poll(() => document.activeElement?.closest('[data-keeps-focus]')).not.toBeNull();
  }
  await userEvent.keyboard('{Enter}');
  await expect.element(tour).not.toBeInTheDocument();
  expect(document.activeElement?.tagName).toBe('H1');
});

test('it covers nothing of the place: it ends where the place begins', async () => {
  await begun();
  const strip = tour.element().getBoundingClientRect();
  expect(strip.top).toBeGreaterThanOrEqual(page.getByRole('banner').element().getBoundingClientRect().bottom);
  expect(strip.bottom).toBeLessThanOrEqual(page.getByRole('main').element().getBoundingClientRect().top);
});

test('it is left at any stop, stays where the person is, and does not come back by itself', async () => {
  await begun();
  await userEvent.click(tour.getByRole('button', { name: 'Siguiente' }));
  await expect.element(tour.getByText('2 de 6 · Tablero')).toBeVisible();
  await userEvent.click(tour.getByRole('button', { name: 'Salir del recorrido' }));
  await expect.element(tour).not.toBeInTheDocument();
  expect([location.hash, document.activeElement?.tagName]).toEqual(['#/board', 'H1']);
  await userEvent.click(page.getByRole('link', { name: /^Hoy/ }).first());
  await expect.element(page.getByRole('button', { name: 'Ver un recorrido corto' })).toBeVisible();
  await expect.element(tour).not.toBeInTheDocument();
});

test('it begins from Help too, and the focus is on it', async () => {
  open = await stage('/records', fakeWorld(3));
  await userEvent.click(page.getByRole('button', { name: /^Ayuda/ }));
  await userEvent.click(page.getByRole('dialog').getByRole('button', { name: 'Hacer el recorrido' }));
  await expect.element(tour.getByText('1 de 6 · Hoy')).toBeVisible();
  await expect.poll(() => document.activeElement?.textContent).toBe('Siguiente');
});
