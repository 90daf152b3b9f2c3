import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { fakeWorld, type FakeWorld } from './fake-engine.ts';
import { neighbour } from './fake-samples.ts';
import { freshOrganisation } from '#renderer/flow/enrol-device.ts';
import type { KeyId } from '#shared/base/ids.ts';
import { signCard } from '#shared/log/roster.ts';
import { stage, type Stage } from './stage.tsx';

let open: Stage | undefined;

beforeEach(() => page.viewport(1366, 768));
afterEach(() => {
  open?.leave();
  open = undefined;
});

async function profile(path: string, prepare: (world: FakeWorld) => void = () => undefined): Promise<FakeWorld> {
  const world = fakeWorld(1);
  prepare(world);
  open = await stage(path, world);
  await expect.element(page.getByRole('tab', { name: 'El mecanismo' })).toBeVisible();
  return world;
}

const alone = (world: FakeWorld): void => {
  world.trust = { ...world.trust, profile: null, self: null, authors: [] };
};

test('a text that is no mechanism is refused beside its field, and stays there to be looked at', async () => {
  const world = await profile('/profile', (made) => {
    alone(made);
    made.problems.set('joinMechanism', { type: 'refused', reason: { type: 'notJson' } } as { type: string });
  });
  await userEvent.fill(page.getByLabelText('Texto del mecanismo'), 'hola');
  await userEvent.click(page.getByRole('button', { name: 'Unirse', exact: true }));
  await expect.element(page.getByRole('alert')).toBeVisible();
  await expect.element(page.getByLabelText('Texto del mecanismo')).toHaveValue('hola');
  expect(world.calls.map(({ name }) => name)).toEqual(['joinMechanism']);
});

test('only a secretariat is offered to enrol others or to take a signature away', async () => {
  await profile('/profile?part=authors');
  await expect.element(page.getByText(neighbour.name)).toBeVisible();
  expect(page.getByRole('tab', { name: 'Secretaría' }).elements()).toEqual([]);
  expect(page.getByRole('button', { name: /^Retirar la firma/ }).elements()).toEqual([]);
});

test('a signature is taken away with a reason, and not without one', async () => {
  const world = await profile('/profile?part=authors', (made) => {
    made.trust = { ...made.trust, isSecretariat: true, rootPlace: 'here' };
  });
  await userEvent.click(page.getByRole('button', { name: /^Retirar la firma/ }));
  const dialog = page.getByRole('alertdialog');
  await userEvent.click(dialog.getByRole('button', { name: 'Retirar la firma' }));
  await expect.element(dialog.getByText('Escriba algo aquí.')).toBeVisible();
  expect(world.calls).toEqual([]);
  await userEvent.fill(dialog.getByLabelText('Por qué'), 'Se perdió en el viaje');
  await userEvent.click(dialog.getByRole('button', { name: 'Retirar la firma' }));
  await expect
    .poll(() => world.calls)
    .toEqual([{ name: 'revokeDevice', args: [neighbour.kid, 'Se perdió en el viaje'] }]);
});

const REAL = { kid: neighbour.kid, key: '', recipient: '', classicRecipient: '' };

test('a name that is already there is told before anybody signs, with the fingerprint, and refuses nothing', async () => {
  const kid = `${'B'.repeat(42)}A` as KeyId;
  const world = await profile('/profile?part=secretariat', (made) => {
    const authors = made.trust.authors.map((each) => (each.name === neighbour.name ? { ...each, kid } : each));
    made.trust = { ...made.trust, authors, isSecretariat: true, rootPlace: 'here' };
  });
  const { key, signer } = await freshOrganisation({ device: REAL });
  const card = await signCard({ key, name: neighbour.name.toUpperCase(), recipient: null }, signer);
  await userEvent.fill(page.getByLabelText('Tarjeta del equipo'), JSON.stringify(card));
  await expect.element(page.getByText(/^Compare la huella de/)).toBeVisible();
  const organisation = page.getByLabelText('Organización', { exact: true });
  await userEvent.fill(organisation, 'Otra casa');
  expect(page.getByText(/^Ya firma/).elements()).toEqual([]);
  await userEvent.fill(organisation, neighbour.organisation);
  const twin = page.getByRole('status').filter({ hasText: 'Ya firma un equipo con un nombre casi igual' });
  await expect.element(twin.getByText(neighbour.name, { exact: false })).toBeVisible();
  expect(twin.element().textContent?.replace(/\D/g, '').length).toBeGreaterThanOrEqual(40);
  await userEvent.click(page.getByRole('button', { name: 'Inscribir', exact: true }));
  await expect.poll(() => world.calls.map(({ name }) => name)).toEqual(['enrolDevice']);
});

test('the secretariat cannot take its own signature away', async () => {
  await profile('/profile?part=authors', (made) => {
    made.trust = { ...made.trust, isSecretariat: true, rootPlace: 'here' };
  });
  await expect.element(page.getByText('este equipo')).toBeVisible();
  expect(page.getByRole('button', { name: /^Retirar la firma/ }).elements().length).toBe(1);
});

test('a device that is not enrolled is told what is missing; its records are kept meanwhile', async () => {
  await profile('/profile', (world) => {
    world.trust = { ...world.trust, self: null };
  });
  await expect.element(page.getByText(/Falta que lo inscriban para que sus registros cuenten/)).toBeVisible();
});

test('a part that appeared just now and is shown is where the Tab key stops', async () => {
  const world = await profile('/profile?part=roots', alone);
  await expect.element(page.getByRole('tab', { name: 'El mecanismo' })).toHaveAttribute('tabindex', '0');
  world.trust = { ...world.trust, hasKeys: true };
  world.tell(['trust']);
  await expect.element(page.getByRole('tab', { name: 'Llaves' })).toHaveAttribute('aria-selected', 'true');
  await expect.element(page.getByRole('tab', { name: 'Llaves' })).toHaveAttribute('tabindex', '0');
});
