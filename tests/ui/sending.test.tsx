// What is being sent is in sight everywhere, can be tried again and cancelled, says what it waits for, and goes by itself
// only as the person chose.

import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Delivery } from '#shared/wire/ipc.ts';
import { fakeWorld } from './fake-engine.ts';
import { sampleBundle } from './fake-samples.ts';
import { stage, type Stage } from './stage.tsx';

let open: Stage | undefined;

beforeEach(() => page.viewport(1024, 600));
afterEach(() => {
  open?.leave();
  open = undefined;
});

const delivery = (facts: Partial<Delivery>): Delivery => ({
  id: 'delivery',
  bundle: sampleBundle().bundle,
  letterbox: 'https://buzon.example',
  state: 'waiting',
  sent: 0,
  size: 100,
  nextTry: null,
  problem: null,
  receipt: null,
  ...facts,
});

/** The one bundle of this notebook, on its way like this. */
async function show(path: string, facts: Partial<Delivery>): Promise<(facts: Partial<Delivery>) => void> {
  const world = fakeWorld(3);
  const put = (next: Partial<Delivery>): void => {
    const now = delivery(next);
    world.handOver = { ...world.handOver, bundles: [{ ...sampleBundle(), state: 'packed', delivery: now }] };
    world.tell(['deliveries']);
    open?.courierTells([now]);
  };
  put(facts);
  open = await stage(path, world);
  put(facts);
  return put;
}

/** As a browser on a telephone's network knows it. */
function network(facts: { readonly type?: string; readonly saveData?: boolean }): void {
  const connection = Object.assign(new EventTarget(), facts);
  Object.defineProperty(navigator, 'connection', { value: connection, configurable: true });
  onTestFinished(() => void Reflect.deleteProperty(navigator, 'connection'));
}

const button = (name: string | RegExp) => page.getByRole('button', { name });

test('wherever one is, the bar says how far sending is, how many wait, and how many could not be sent', async () => {
  const put = await show('/records', { state: 'sending', sent: 43 });
  const bar = page.getByRole('banner');
  await expect.element(bar.getByRole('link', { name: 'Enviando: 43 %' })).toBeVisible();
  put({ state: 'waiting' });
  await expect.element(bar.getByRole('link', { name: '1 por enviar' })).toBeVisible();
  put({ state: 'failed', problem: { type: 'wrongReceipt' } });
  await expect.element(bar.getByRole('link', { name: '1 sin enviar' })).toBeVisible();
  put({ state: 'stored' });
  await expect.poll(() => bar.getByRole('link').elements().length).toBe(0);
});

test('a page of the network that answers instead of the letterbox is told as what it is, with what to do', async () => {
  await show('/hand-over', { problem: { type: 'captivePortal' }, nextTry: '2026-11-29T15:00:00' });
  await expect.element(page.getByText(/Responde una página de esta red, no el buzón/)).toBeVisible();
  await expect.element(page.getByText(/abra el navegador, entre, y pruebe otra vez/)).toBeVisible();
  await expect.element(page.getByText('Se prueba otra vez a las 15:00.')).toBeVisible();
});

test('what is on its way can be tried now and cancelled, by keyboard too; what was cancelled can be tried again', async () => {
  const put = await show('/hand-over', { nextTry: '2026-11-29T15:00:00' });
  await userEvent.click(button('Probar ahora'));
  put({ state: 'sending', sent: 10 });
  await expect.element(page.getByRole('main').getByText('Enviando: 10 %')).toBeVisible();
  button('Cancelar el envío').element().focus();
  await userEvent.keyboard('{Enter}');
  put({ state: 'cancelled', sent: 10 });
  await expect.element(page.getByText(/^Envío cancelado/)).toBeVisible();
  await userEvent.click(button('Probar ahora'));
  expect(open?.said).toEqual(['retry delivery', 'cancel delivery', 'retry delivery']);
});

test('when it goes by itself is chosen in plain words; by hand it waits for the person', async () => {
  await show('/hand-over', { problem: { type: 'unreachable' }, nextTry: '2026-11-29T15:00:00' });
  await expect.element(page.getByText(/Sin conexión. Se prueba otra vez a las 15:00/)).toBeVisible();
  await expect.element(page.getByText('Solo, cuando haya conexión')).toBeVisible();
  await userEvent.click(button(/^Cambiar/));
  const dialog = page.getByRole('dialog', { name: 'Cuándo se envía' });
  await expect.element(dialog.getByText(/Nada nuevo se empaca solo/)).toBeVisible();
  await expect.element(dialog.getByText(/Este equipo no dice si la red cobra los datos/)).toBeVisible();
  await userEvent.click(dialog.getByText(/^Cuando yo lo pida/).first());
  await userEvent.click(dialog.getByRole('button', { name: 'Cerrar' }));
  await expect.element(page.getByText('Espera a que usted lo pida.')).toBeVisible();
  expect(open?.settings()).toMatchObject({ sending: 'byHand', language: 'es' });
});

test('on a network that charges for data, what was to avoid it waits and says so', async () => {
  network({ type: 'cellular' });
  await show('/hand-over', { problem: null });
  await userEvent.click(button(/^Cambiar/));
  const dialog = page.getByRole('dialog', { name: 'Cuándo se envía' });
  await userEvent.click(dialog.getByText(/^Solo, pero no por redes/).first());
  await expect.element(dialog.getByText(/dice que la red de ahora las cobra/)).toBeVisible();
  await userEvent.click(dialog.getByRole('button', { name: 'Cerrar' }));
  await expect.element(page.getByText('Espera una red que no cobre los datos.')).toBeVisible();
});
