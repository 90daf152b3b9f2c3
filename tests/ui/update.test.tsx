import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Desktop } from '#shared/wire/ipc.ts';
import type { ReadyUpdate, UpdateFacts, UpdateProblem } from '#shared/wire/update.ts';
import { fakeWorld } from './fake-engine.ts';
import { stage, type Stage } from './stage.tsx';

const FACTS: UpdateFacts = {
  version: '0.2.0',
  name: 'Chasqui-0.2.0-win-x64.exe',
  size: 120_000_000,
  madeAt: '2026-11-20',
};
let open: Stage | undefined;

beforeEach(() => page.viewport(1024, 600));
afterEach(() => {
  open?.leave();
  open = undefined;
});

type Calls = Pick<Desktop, 'updateState' | 'updatePick' | 'updateTake' | 'updateStop' | 'updateOpen'>;

async function help(more: Partial<Calls> = {}, hasKey = true) {
  open = await stage('/today', fakeWorld(0), {
    desktop: {
      updateState: async () => ({ version: '0.1.0', hasKey, ready: null }),
      updatePick: async () => ({ ok: true, value: FACTS }),
      updateTake: async () => ({ ok: true, value: { ...FACTS, how: 'open' } satisfies ReadyUpdate }),
      updateStop: async () => null,
      updateOpen: async () => ({ ok: true, value: null }),
      ...more,
    },
  });
  await userEvent.keyboard('{F1}');
  const dialog = page.getByRole('dialog', { name: 'Ayuda' });
  await userEvent.click(dialog.getByRole('tab', { name: 'Actualizar' }));
  await expect.element(dialog.getByText('Aquí está Chasqui 0.1.0.')).toBeVisible();
  return dialog;
}

test('a build without a key says so, and offers nothing', async () => {
  const dialog = await help({}, false);
  await expect.element(dialog.getByText('Esta copia no puede comprobar actualizaciones')).toBeVisible();
  await expect.element(dialog.getByRole('button', { name: 'Elegir el archivo' })).not.toBeInTheDocument();
});

test('one chooses the file, reads what it is, has it copied and checked, and hands it to the system', async () => {
  let opened = 0;
  const dialog = await help({
    updateOpen: async () => {
      opened++;
      return { ok: true, value: null };
    },
  });
  await userEvent.click(dialog.getByRole('button', { name: 'Elegir el archivo' }));
  await expect.element(dialog.getByText('Chasqui 0.2.0, del 20 de noviembre de 2026')).toBeVisible();
  await userEvent.click(dialog.getByRole('button', { name: 'Copiar y comprobar' }));
  await expect.element(dialog.getByText('Chasqui 0.2.0 está comprobado y en este equipo')).toBeVisible();
  expect(opened).toBe(0);
  await userEvent.click(dialog.getByRole('button', { name: 'Abrir el instalador' }));
  await expect.poll(() => opened).toBe(1);
});

test.each<readonly [UpdateProblem, RegExp]>([
  [{ type: 'foreignUpdate' }, /No lo firmó quien publica Chasqui/],
  [
    { type: 'updateNotNewer', version: '0.0.9', here: '0.1.0' },
    /Es la versión 0\.0\.9\. Este equipo ya tuvo la 0\.1\.0/,
  ],
  [{ type: 'updateExpired', until: '2026-01-31' }, /valía hasta el 2026-01-31/],
])('a file that is refused (%j) says why and can be followed by another', async (problem, words) => {
  const dialog = await help({ updatePick: async () => ({ ok: false, error: problem }) });
  await userEvent.click(dialog.getByRole('button', { name: 'Elegir el archivo' }));
  await expect.element(dialog.getByText(words)).toBeVisible();
  await expect.element(dialog.getByRole('button', { name: 'Copiar y comprobar' })).not.toBeInTheDocument();
  await expect.element(dialog.getByRole('button', { name: 'Elegir el archivo' })).toBeVisible();
});

test('copying can be stopped, and begun again with the same file', async () => {
  const stopped = Promise.withResolvers<Awaited<ReturnType<Calls['updateTake']>>>();
  const dialog = await help({
    updateTake: () => stopped.promise,
    updateStop: async () => {
      stopped.resolve({ ok: false, error: { type: 'updateStopped' } });
      return null;
    },
  });
  await userEvent.click(dialog.getByRole('button', { name: 'Elegir el archivo' }));
  await userEvent.click(dialog.getByRole('button', { name: 'Copiar y comprobar' }));
  await userEvent.click(dialog.getByRole('button', { name: 'Detener' }));
  await expect.element(dialog.getByText('Se detuvo.')).toBeVisible();
  await expect.element(dialog.getByRole('button', { name: 'Copiar y comprobar' })).toBeVisible();
});

test('whoever closes Help while it copies stops it', async () => {
  let stops = 0;
  const dialog = await help({
    updateTake: () => new Promise(() => undefined),
    updateStop: async () => {
      stops++;
      return null;
    },
  });
  await userEvent.click(dialog.getByRole('button', { name: 'Elegir el archivo' }));
  await userEvent.click(dialog.getByRole('button', { name: 'Copiar y comprobar' }));
  await expect.element(dialog.getByRole('progressbar')).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => stops).toBe(1);
});
