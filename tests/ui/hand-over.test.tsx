import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { fakeWorld, type FakeWorld } from './fake-engine.ts';
import { sampleReport } from './fake-samples.ts';
import { stage, type Stage } from './stage.tsx';

let open: Stage | undefined;

beforeEach(() => page.viewport(1366, 768));
afterEach(() => {
  open?.leave();
  open = undefined;
});

async function handOver(prepare: (world: FakeWorld) => void = () => undefined): Promise<FakeWorld> {
  const world = fakeWorld(10);
  prepare(world);
  open = await stage('/hand-over', world);
  await expect.element(page.getByRole('heading', { name: 'Recibir' })).toBeVisible();
  return world;
}

const names = ({ calls }: FakeWorld): readonly string[] =>
  calls.map(({ name }) => name).filter((name) => name !== 'previewBundle');
const file = (name: string): { name: string; bytes: Uint8Array<ArrayBuffer> } => ({
  name,
  bytes: new Uint8Array([1, 2, 3]),
});

test('a bundle says beforehand what goes and what stays, and is saved on a stick with its code', async () => {
  const world = await handOver();
  await expect.element(page.getByText('3 registros', { exact: true })).toBeVisible();
  await expect.element(page.getByText('1 dato personal se queda en este equipo.')).toBeVisible();
  await expect.element(page.getByText('4 registros sin terminar se quedan aquí.')).toBeVisible();
  await userEvent.click(page.getByRole('button', { name: 'Entregar en una memoria USB' }));
  await expect.element(page.getByText('Paquete K7M-4QX guardado')).toBeVisible();
  expect(names(world)).toEqual(['makeBundle', 'saveBundle']);
  await expect.element(page.getByRole('region', { name: 'Talón del paquete K7M-4QX' })).toBeVisible();
  await expect.element(page.getByText(/No hay nada nuevo que entregar/)).toBeVisible();
});

test('what was done is said first, and in sight in a small window', async () => {
  await page.viewport(1024, 480);
  await handOver();
  await userEvent.click(page.getByRole('button', { name: 'Entregar en una memoria USB' }));
  await expect.element(page.getByText('Paquete K7M-4QX guardado')).toBeInViewport({ ratio: 1 });
});

test('what was handed over and has no receipt yet is offered again, and it says why', async () => {
  await handOver((world) => {
    const records = world.handOver.waiting.map((row) => ({ ...row, state: 'delivered' as const }));
    const kept = {
      recordCount: records.length,
      seen: [],
      isAgain: true,
      withheldCells: 0,
      personalCells: 0,
      unfinished: 0,
      keptHere: 0,
    };
    world.preview = { ...kept, records, changesets: 3, size: 51_200, files: { count: 0, size: 0 } };
  });
  await expect.element(page.getByText('Ya se entregó y falta su recibo.', { exact: false })).toBeVisible();
});

test('the same bundle goes by letterbox when that is the way chosen', async () => {
  const world = await handOver();
  await userEvent.click(page.getByText('Buzón del Mecanismo').first());
  await userEvent.click(page.getByRole('button', { name: 'Entregar por el buzón' }));
  await expect.element(page.getByText('Paquete K7M-4QX en camino')).toBeVisible();
  expect(world.calls.at(-1)?.args[1] ?? world.calls.find(({ name }) => name === 'sendBundle')?.args[1]).toBe(
    'https://buzon.example.org',
  );
});

test('a stick that was pulled is said; the bundle stays and can be carried again', async () => {
  const world = await handOver((made) => made.problems.set('saveBundle', { type: 'fileGone' }));
  await userEvent.click(page.getByRole('button', { name: 'Entregar en una memoria USB' }));
  await expect.element(page.getByText('El archivo ya no está.')).toBeVisible();
  await expect.element(page.getByText('Paquete K7M-4QX hecho, falta llevarlo')).toBeVisible();
  world.problems.clear();
  await userEvent.click(page.getByRole('button', { name: 'Guardar en una memoria' }));
  await expect.poll(() => names(world)).toEqual(['makeBundle', 'saveBundle', 'saveBundle']);
});

test('records can be left out, and what is restricted can stay', async () => {
  const world = await handOver();
  await userEvent.click(page.getByRole('button', { name: 'Elegir' }));
  const dialog = page.getByRole('dialog', { name: 'Qué entregar' });
  await userEvent.click(dialog.getByText(/^Dejar aquí lo reservado/).first());
  await userEvent.click(dialog.getByText('Pacaraima Committee'));
  await expect.element(dialog.getByText('2 de 3 elegidos')).toBeVisible();
  await userEvent.click(dialog.getByRole('button', { name: 'Listo' }));
  await expect.element(page.getByText('2 registros', { exact: true })).toBeVisible();
  await userEvent.click(page.getByRole('button', { name: 'Entregar en una memoria USB' }));
  await expect
    .poll(() => world.calls.find(({ name }) => name === 'makeBundle')?.args[0])
    .toMatchObject({ withhold: ['restricted'] });
});

test('all but what is open can stay, which includes what is restricted', async () => {
  const world = await handOver();
  await userEvent.click(page.getByRole('button', { name: 'Elegir' }));
  const dialog = page.getByRole('dialog', { name: 'Qué entregar' });
  await userEvent.click(dialog.getByText(/^Dejar aquí todo lo que no es abierto/).first());
  const restricted = dialog.getByRole('checkbox', { name: /^Dejar aquí lo reservado/ });
  await expect.element(restricted).toBeChecked();
  await expect.element(restricted).toBeDisabled();
  await userEvent.click(dialog.getByRole('button', { name: 'Listo' }));
  await userEvent.click(page.getByRole('button', { name: 'Entregar en una memoria USB' }));
  await expect
    .poll(() => world.calls.find(({ name }) => name === 'makeBundle')?.args[0])
    .toMatchObject({ withhold: ['mechanism', 'restricted'] });
});

test('whoever has left out the last record goes on choosing, and finds the way back to it', async () => {
  await handOver();
  await userEvent.click(page.getByRole('button', { name: 'Elegir' }));
  const dialog = page.getByRole('dialog', { name: 'Qué entregar' });
  await userEvent.click(dialog.getByText('Todos', { exact: true }));
  await expect.element(page.getByText('0 de 3 elegidos').last()).toBeVisible();
  await expect.element(dialog.getByRole('button', { name: 'Listo' })).toBeDisabled();
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByText('0 de 3 elegidos')).toBeVisible();
  await userEvent.click(page.getByRole('button', { name: 'Elegir' }));
  await userEvent.click(dialog.getByText('Todos', { exact: true }));
  await userEvent.click(dialog.getByRole('button', { name: 'Listo' }));
  await expect.element(page.getByText('3 registros', { exact: true })).toBeVisible();
});

test('before joining a mechanism there is a plain sentence and the way to it; taking in works all the same', async () => {
  await handOver((world) => {
    world.handOver = {
      readers: [],
      letterboxes: [],
      mayReceive: false,
      waiting: [],
      waitingCount: 0,
      bundles: [],
      cargo: [],
    };
  });
  await expect.element(page.getByText('Todavía no hay a quién entregar.')).toBeVisible();
  await expect.element(page.getByRole('link', { name: 'Ir a Mecanismo' })).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Buscar el archivo' })).toBeVisible();
});

test('a file given by a double click is taken in, in human numbers', async () => {
  const world = await handOver();
  open?.waiting.push(file('R5C-2TN.quipu'));
  open?.bundlesArrive();
  await expect.element(page.getByText('De Portátil 2, Fundación Ecuménica de Cuyo')).toBeVisible();
  const card = page.getByRole('article');
  await expect.element(card.getByText(/nuevos/)).toBeVisible();
  await expect.element(card.getByText(/ya estaban/)).toBeVisible();
  await expect.element(card.getByText(/en conflicto/)).toBeVisible();
  await expect.element(card.getByText('También llegaron 2 recibos.')).toBeVisible();
  await userEvent.click(card.getByRole('button', { name: 'Ver por qué' }));
  await expect.element(card.getByText('Nadie ha inscrito todavía al equipo que lo firmó.')).toBeVisible();
  expect(world.calls.find(({ name }) => name === 'takeIn')?.args).toEqual(['R5C-2TN.quipu', 3]);
});

test('files that come together are taken in one after another, each with its report', async () => {
  const world = await handOver();
  open?.waiting.push(file('uno.quipu'), file('dos.quipu'));
  open?.bundlesArrive();
  await expect.poll(() => page.getByRole('article').elements().length).toBe(2);
  expect(world.calls.filter(({ name }) => name === 'takeIn').map(({ args }) => args[0])).toEqual([
    'uno.quipu',
    'dos.quipu',
  ]);
});

test('a bundle that is refused says why, what to do, and that nothing changed', async () => {
  await handOver((world) => {
    world.takeIn = {
      ...sampleReport(),
      name: 'roto.quipu',
      bundle: null,
      code: '',
      from: null,
      records: 0,
      held: [],
      receipts: 0,
      problem: { type: 'truncated' },
    };
  });
  if (open !== undefined) open.picked = file('roto.quipu');
  await userEvent.click(page.getByRole('button', { name: 'Buscar el archivo' }));
  const alert = page.getByRole('alert');
  await expect.element(alert.getByText('No se pudo recibir «roto.quipu»')).toBeVisible();
  await expect.element(alert.getByText(/le falta una parte/)).toBeVisible();
  await expect.element(alert.getByText(/En este equipo no cambió nada/)).toBeVisible();
});

test('several files can be stopped: what was not begun is counted, stays where it was, and can be gone on with', async () => {
  const world = await handOver();
  const first = Promise.withResolvers<void>();
  world.takesInAfter = first.promise;
  open?.waiting.push(file('uno.quipu'), file('dos.quipu'), file('tres.quipu'), file('cuatro.quipu'));
  open?.bundlesArrive();
  await expect.element(page.getByText('Revisando dos.quipu…')).toBeVisible();
  await expect.element(page.getByText('0 de 4 paquetes')).toBeVisible();
  await userEvent.click(page.getByRole('button', { name: 'Detener' }));
  first.resolve();
  await expect.element(page.getByText('Quedan 2 archivos sin recibir. Siguen donde estaban.')).toBeVisible();
  expect(page.getByRole('article').elements().length).toBe(2);
  await userEvent.click(page.getByRole('button', { name: 'Seguir con los demás' }));
  await expect.poll(() => page.getByRole('article').elements().length).toBe(4);
  expect(world.calls.filter(({ name }) => name === 'takeIn').map(({ args }) => args[0])).toEqual([
    'uno.quipu',
    'dos.quipu',
    'tres.quipu',
    'cuatro.quipu',
  ]);
});

test('taking in goes on elsewhere: the bar says how far it is, and whoever comes back can stop it and go on', async () => {
  const world = await handOver();
  const first = Promise.withResolvers<void>();
  world.takesInAfter = first.promise;
  open?.waiting.push(file('uno.quipu'), file('dos.quipu'), file('tres.quipu'));
  open?.bundlesArrive();
  await expect.element(page.getByText('0 de 3 paquetes')).toBeVisible();
  expect(page.getByRole('link', { name: 'Recibiendo paquetes: 0 de 3 recibidos' }).elements()).toEqual([]);
  location.hash = '#/activity';
  const bar = page.getByRole('link', { name: 'Recibiendo paquetes: 0 de 3 recibidos' });
  await userEvent.click(bar);
  await expect.element(page.getByText('0 de 3 paquetes')).toBeVisible();
  await userEvent.click(page.getByRole('button', { name: 'Detener' }));
  location.hash = '#/activity';
  await expect.element(bar).toBeVisible();
  first.resolve();
  await userEvent.click(page.getByRole('link', { name: 'Queda 1 sin recibir' }));
  await userEvent.click(page.getByRole('button', { name: 'Seguir con los demás' }));
  await expect.poll(() => page.getByRole('article').elements().length).toBe(3);
});

test('of two thousand readers the first are shown, and any is found by typing', async () => {
  const world = await handOver(({ handOver: there }) => {
    const devices = Array.from({ length: 2000 }, (_, at) => ({
      id: `d${at}`,
      name: `Equipo ${at} · Casa ${at}`,
      role: 'organisation' as const,
    }));
    Object.assign(there, { readers: [...there.readers, ...devices] });
  });
  await userEvent.click(page.getByRole('combobox', { name: 'A quién' }));
  await expect.element(page.getByText('Se muestran 100 de 2002.', { exact: false })).toBeVisible();
  await userEvent.fill(page.getByRole('combobox', { name: 'A quién' }), 'equipo 1999');
  await userEvent.click(page.getByRole('option', { name: 'Equipo 1999 · Casa 1999' }));
  await userEvent.click(page.getByRole('button', { name: 'Entregar en una memoria USB' }));
  expect(world.calls.find(({ name }) => name === 'makeBundle')?.args).toMatchObject([{ reader: 'd1999' }]);
});
