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
  from: 'file',
};
const ADDRESS = 'https://chasqui.example/nuevo';
let open: Stage | undefined;

beforeEach(() => page.viewport(1024, 600));
afterEach(() => {
  open?.leave();
  open = undefined;
});

type Calls = Pick<Desktop, 'updateState' | 'updatePick' | 'updateLook' | 'updateTake' | 'updateStop' | 'updateOpen'>;

async function help(more: Partial<Calls> = {}, hasKey = true, address: string | null = null) {
  open = await stage('/today', fakeWorld(0), {
    desktop: {
      updateState: async () => ({ version: '0.1.0', hasKey, address, ready: null }),
      updatePick: async () => ({ ok: true, value: FACTS }),
      updateLook: async () => ({ ok: true, value: { ...FACTS, from: 'internet' } }),
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
    { type: 'updateNotNewer', version: '0.0.9', here: '0.1.0', until: '2026-12-31' },
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

test('without an address it says how new versions come, and does not offer to look', async () => {
  const dialog = await help();
  await expect.element(dialog.getByText(/no sabe de ninguna dirección en internet/)).toBeVisible();
  await expect.element(dialog.getByRole('button', { name: 'Buscar en internet' })).not.toBeInTheDocument();
});

test('one looks on the internet, reads how much it is, and has it brought', async () => {
  const dialog = await help(
    {
      updateTake: async () => ({ ok: true, value: { ...FACTS, from: 'internet', how: 'open' } }),
    },
    true,
    ADDRESS,
  );
  await expect.element(dialog.getByText(`Por internet, en ${ADDRESS}.`, { exact: false })).toBeVisible();
  await userEvent.click(dialog.getByRole('button', { name: 'Buscar en internet' }));
  await expect.element(dialog.getByText(/Falta traer esos 120 MB/)).toBeVisible();
  await userEvent.click(dialog.getByRole('button', { name: 'Traer y comprobar' }));
  await expect.element(dialog.getByText('Chasqui 0.2.0 está comprobado y en este equipo')).toBeVisible();
  await expect.element(dialog.getByText('Puede sacar la memoria.')).not.toBeInTheDocument();
});

test('that nothing newer is there is good news, not an error', async () => {
  const dialog = await help(
    {
      updateLook: async () => ({
        ok: false,
        error: { type: 'updateNotNewer', version: '0.1.0', here: '0.1.0', until: '2027-01-01' },
      }),
    },
    true,
    ADDRESS,
  );
  await userEvent.click(dialog.getByRole('button', { name: 'Buscar en internet' }));
  await expect.element(dialog.getByText('No hay una versión más nueva')).toBeVisible();
  await expect.element(dialog.getByText('Pida una versión más nueva.', { exact: false })).not.toBeInTheDocument();
});

test('whoever said no in the system’s question sees what was there before', async () => {
  const dialog = await help({ updateLook: async () => ({ ok: true, value: null }) }, true, ADDRESS);
  await userEvent.click(dialog.getByRole('button', { name: 'Buscar en internet' }));
  await expect.element(dialog.getByRole('button', { name: 'Elegir el archivo' })).toBeVisible();
  await expect.element(dialog.getByText('Chasqui comprueba quién hizo', { exact: false })).toBeVisible();
});

test('asking can be stopped, and what was cut can be brought once more', async () => {
  const asked = Promise.withResolvers<Awaited<ReturnType<Calls['updateLook']>>>();
  let tries = 0;
  const dialog = await help(
    {
      updateLook: () => asked.promise,
      updateStop: async () => {
        asked.resolve({ ok: true, value: { ...FACTS, from: 'internet' } });
        return null;
      },
      updateTake: async () => {
        tries++;
        return { ok: false, error: { type: 'updateUnreachable' } };
      },
    },
    true,
    ADDRESS,
  );
  await userEvent.click(dialog.getByRole('button', { name: 'Buscar en internet' }));
  await expect.element(dialog.getByText('Preguntando en internet')).toBeVisible();
  await userEvent.click(dialog.getByRole('button', { name: 'Detener' }));
  await userEvent.click(dialog.getByRole('button', { name: 'Traer y comprobar' }));
  await expect.element(dialog.getByText(/Lo que ya llegó se queda aquí/)).toBeVisible();
  await userEvent.click(dialog.getByRole('button', { name: 'Traer y comprobar' }));
  await expect.poll(() => tries).toBe(2);
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
