import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { go } from '#renderer/state/route.ts';
import { fakeWorld, type FakeWorld } from './fake-engine.ts';
import { recordId } from './fake-samples.ts';
import { stage, type Stage } from './stage.tsx';

let open: Stage | undefined;

beforeEach(() => page.viewport(1024, 600));
afterEach(() => {
  open?.leave();
  open = undefined;
});

async function at(path: string): Promise<FakeWorld> {
  const world = fakeWorld(3);
  open = await stage(path, world);
  await expect.element(page.getByRole('heading', { level: 1 })).toBeInTheDocument();
  return world;
}

const said = page.getByText('Ya está guardado. Todo se guarda solo.');
const boxOf = (element: Element): DOMRect => element.getBoundingClientRect();

test('a short answer leaves with the place where it was given', async () => {
  await at('/today');
  await userEvent.keyboard('{Control>}s{/Control}');
  await expect.element(said).toBeVisible();
  go('/activity');
  await expect.element(page.getByRole('heading', { level: 1, name: 'Actividad' })).toBeVisible();
  await expect.element(said).not.toBeInTheDocument();
});

test('a short answer lies on nothing: the place ends above it, the action bar begins below', async () => {
  await at('/today');
  await userEvent.keyboard('{Control>}s{/Control}');
  await expect.element(said).toBeVisible();
  const answer = boxOf(said.element());
  expect(answer.top).toBeGreaterThanOrEqual(boxOf(page.getByRole('main').element()).bottom);
  expect(answer.bottom).toBeLessThanOrEqual(boxOf(page.getByRole('region', { name: 'Acciones' }).element()).top);
});

test('Ctrl+Z takes back what was just done, but is left to the field one writes in', async () => {
  const world = await at(`/record/${recordId(1)}`);
  await userEvent.click(page.getByRole('button', { name: 'Más', exact: true }));
  await userEvent.click(page.getByRole('menuitem', { name: 'Mandar a la papelera' }));
  await userEvent.fill(page.getByLabelText('¿Por qué?'), 'Repetido');
  await userEvent.click(page.getByRole('button', { name: 'Mandar a la papelera' }));
  await expect.element(page.getByRole('button', { name: 'Deshacer' })).toBeVisible();
  const search = page.getByRole('searchbox').first();
  await userEvent.fill(search, 'mar');
  await userEvent.keyboard('{Control>}z{/Control}');
  expect(world.calls.some(({ name }) => name === 'undo')).toBe(false);
  document.querySelector<HTMLElement>('main h1')?.focus();
  await userEvent.keyboard('{Control>}z{/Control}');
  await expect.poll(() => world.calls.at(-1)?.name).toBe('undo');
});

test('Ctrl+F comes to the search of Records where the bar has no room for its own, and leaves the filters', async () => {
  await page.viewport(640, 480);
  await at('/today');
  await userEvent.keyboard('{Control>}f{/Control}');
  const search = page.getByRole('main').getByRole('searchbox');
  await expect.element(search).toHaveFocus();
  expect(location.hash).toBe('#/records');
  await userEvent.fill(search, 'consulta');
  await expect.poll(() => location.hash).toBe('#/records?text=consulta');
  document.querySelector<HTMLElement>('main h1')?.focus();
  await userEvent.keyboard('{Control>}f{/Control}');
  await expect.element(search).toHaveFocus();
  expect(location.hash).toBe('#/records?text=consulta');
});

test('F6 goes round the parts of the screen and back to where it began; Shift+F6 the other way', async () => {
  await at('/today');
  document.querySelector<HTMLElement>('main h1')?.focus();
  const part = (): string | undefined =>
    document.activeElement?.closest('[data-region]')?.getAttribute('aria-label') ??
    document.activeElement?.closest('[data-region]')?.id;
  const seen: (string | undefined)[] = [];
  for (let step = 0; step < 4; step++) {
    await userEvent.keyboard('{F6}');
    seen.push(part());
  }
  expect(seen).toEqual(['Acciones', 'Lugares', 'Barra superior', 'main']);
  await userEvent.keyboard('{Shift>}{F6}{/Shift}');
  expect(part()).toBe('Barra superior');
});

test('the keys do what Help says: new, find, print, lock, hide, help', async () => {
  const world = await at('/today');
  await userEvent.keyboard('{Control>}f{/Control}');
  await expect.element(page.getByRole('searchbox').first()).toHaveFocus();
  await userEvent.keyboard('{Control>}p{/Control}');
  await userEvent.keyboard('{Control>}l{/Control}');
  await userEvent.keyboard('{F9}');
  expect(open?.said).toEqual(['print', 'lock', 'leave']);
  await userEvent.keyboard('{F1}');
  await expect.element(page.getByRole('dialog', { name: 'Ayuda' })).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await userEvent.keyboard('{Control>}n{/Control}');
  await expect
    .poll(() => world.calls.at(-1))
    .toMatchObject({ name: 'beginRecord', args: ['consultation', 'es', 'last'] });
});

test('help is in sight in a small window too', async () => {
  await at('/today');
  await userEvent.click(page.getByRole('navigation', { name: 'Lugares' }).getByRole('button', { name: 'Ayuda' }));
  await expect.element(page.getByRole('dialog', { name: 'Ayuda' })).toBeVisible();
});

test('a disk that is nearly full is said while everything is still saved', async () => {
  open = await stage('/today', fakeWorld(3), { freeBytes: 50_000_000 });
  await expect.element(page.getByText('Queda muy poco espacio en este equipo')).toBeVisible();
  await expect.element(page.getByText(/se guarda mientras quede lugar/)).toBeVisible();
});

test('of a disk with room nothing is said', async () => {
  await at('/today');
  await expect.element(page.getByText('Queda muy poco espacio en este equipo')).not.toBeInTheDocument();
});
