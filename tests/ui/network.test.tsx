import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { HubState } from '#shared/wire/hub.ts';
import { fakeWorld, type FakeWorld } from './fake-engine.ts';
import { stage, type Stage } from './stage.tsx';

let open: Stage | undefined;

beforeEach(() => page.viewport(1024, 600));
afterEach(() => {
  open?.leave();
  open = undefined;
});

const OPEN: HubState = {
  open: { addresses: ['192.168.7.5'], own: 'http://127.0.0.1:4723', isHereOnly: false },
  left: 0,
};

async function at(path: string, change: (world: FakeWorld) => void = () => undefined): Promise<FakeWorld> {
  const world = fakeWorld(10);
  world.handOver = { ...world.handOver, mayReceive: true };
  change(world);
  open = await stage(path, world);
  return world;
}

const names = ({ calls }: FakeWorld): readonly string[] =>
  calls.map(({ name }) => name).filter((name) => name !== 'previewBundle' && name !== 'board');

test('before receiving it says who can hand over and what is seen; while it receives every place says so', async () => {
  const world = await at('/hand-over/network');
  await expect
    .element(page.getByText('Solo pueden entregar los equipos inscritos en su mecanismo', { exact: false }))
    .toBeVisible();
  await userEvent.click(page.getByRole('button', { name: 'Empezar a recibir' }));
  expect(names(world)).toEqual(['openHub']);
  open?.hubTells(OPEN);
  await expect.element(page.getByText('192.168.7.5', { exact: true })).toBeVisible();
  await expect.element(page.getByRole('img', { name: 'Imagen con la dirección' })).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Nada por recibir' })).toBeDisabled();
  await userEvent.click(page.getByRole('link', { name: 'Registros' }));
  const strip = page.getByRole('complementary', { name: 'Recibir en esta red' });
  await expect.element(strip.getByText('Este equipo recibe en esta red.')).toBeVisible();
  await userEvent.click(strip.getByRole('button', { name: 'Dejar de recibir' }));
  expect(open?.said).toContain('hub closed');
});

test('what came is taken in by one press; what was left is said where it is closed, and on Today', async () => {
  const world = await at('/hand-over/network');
  open?.hubTells({ ...OPEN, left: 2 });
  await userEvent.click(page.getByRole('button', { name: 'Recibir 2 paquetes' }));
  await expect.poll(() => names(world)).toEqual(['takeFromHub']);
  open?.hubTells({ open: null, left: 1 });
  await userEvent.click(page.getByRole('link', { name: 'Hoy' }));
  await expect.element(page.getByText('Por la red llegó 1 paquete que falta recibir.')).toBeVisible();
  await userEvent.click(page.getByRole('button', { name: 'Recibir 1 paquete' }));
  await expect.poll(() => names(world)).toEqual(['takeFromHub', 'takeFromHub']);
  await expect.element(page.getByRole('heading', { name: 'Recibir', exact: true })).toBeVisible();
});

test('a bundle goes to the address that was typed; one that is refused packs nothing', async () => {
  const world = await at('/hand-over');
  await userEvent.click(page.getByText('Otro equipo en esta red'));
  const press = page.getByRole('button', { name: 'Entregar en esta red' });
  await expect.element(press).toBeDisabled();
  await userEvent.fill(page.getByLabelText('Dirección del otro equipo'), '192.168.7.9');
  world.problems.set('keepPlace', { type: 'notNearby' });
  await userEvent.click(press);
  await expect.element(page.getByText('Esa no es la dirección de un equipo en su red.')).toBeVisible();
  expect(names(world)).toEqual(['keepPlace']);
  world.problems.clear();
  await userEvent.click(press);
  await expect.poll(() => names(world)).toEqual(['keepPlace', 'keepPlace', 'makeBundle', 'sendBundle']);
  expect(world.calls.find(({ name }) => name === 'sendBundle')?.args[1]).toBe('http://192.168.7.9:4723');
  await expect.element(page.getByText('Sale mientras este equipo siga en esta red.', { exact: false })).toBeVisible();
});

test('who receives from nobody is told so, and sees no way there', async () => {
  await at('/hand-over/network', (world) => {
    world.handOver = { ...world.handOver, mayReceive: false };
  });
  await expect.element(page.getByText('Reciben la secretaría y quienes coordinan.', { exact: false })).toBeVisible();
});
