// A summary is seen before it leaves: as the text that is copied and as the picture that is saved, for the readers that
// were chosen; of a workshop both say that it is an exercise.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { fakeWorld, type FakeWorld } from './fake-engine.ts';
import { makeRecord } from './fake-records.ts';
import { recordId } from './fake-samples.ts';
import { stage, type Stage } from './stage.tsx';

let open: Stage | undefined;

beforeEach(() => page.viewport(1024, 600));
afterEach(() => {
  open?.leave();
  open = undefined;
});

async function show(path: string, counts: Partial<FakeWorld['counts']> = {}): Promise<FakeWorld> {
  const world = fakeWorld();
  world.counts = { ...world.counts, ...counts };
  open = await stage(path, world);
  return world;
}

const dialog = () => page.getByRole('dialog', { name: 'Resumen para compartir' });
const shown = (): string => page.getByRole('region', { name: 'Así se leerá' }).element().textContent ?? '';
const focused = (): string => document.activeElement?.textContent ?? '';
const asked = (world: FakeWorld) => world.calls.filter(({ name }) => name === 'countRecords').map(({ args }) => args);

test('what is copied is what was shown: counts, countries, objectives, people, small ones hidden', async () => {
  const world = await show('/records?kind=consultation');
  await userEvent.click(page.getByRole('button', { name: 'Resumen', exact: true }));
  await expect.element(dialog().getByText(/sale de la protección del cuaderno/)).toBeVisible();
  await expect.element(dialog().getByRole('img', { name: 'El mismo resumen como imagen' })).toBeVisible();
  const text = shown();
  expect(open?.copied).toEqual([]);
  expect(text.split('\n')).toEqual([
    'Resumen de registros',
    'Solo una parte: la que se eligió con filtros.',
    '12 registros · 5 organizaciones · 2 países',
    '8 consultas y 4 prácticas',
    'De marzo de 2025 a agosto de 2026',
    'Participaron 240 personas',
    'Mujeres: 130, Personas no binarias: menos de 5',
    '',
    'Países: Honduras (7), México (5)',
    '',
    'Registros por objetivo del Pacto Mundial:',
    expect.stringMatching(/^8 .*: 9$/),
    expect.stringMatching(/^15 .*: 3$/),
    '',
    '2 registros no se cuentan: son borradores, o no se pueden contar a quien lee.',
    'Chasqui · Solo números: sin nombres ni lugares.',
  ]);
  await userEvent.click(dialog().getByRole('button', { name: 'Copiar texto' }));
  await expect.element(page.getByText(/^Texto copiado/)).toBeVisible();
  expect(open?.copied).toEqual([text]);
  expect(asked(world)[0]).toEqual([expect.objectContaining({ kinds: ['consultation'] }), 'mechanism']);
});

test('whoever reads it decides what is counted; where nothing may be told, there is nothing to copy', async () => {
  const world = await show('/records');
  await userEvent.click(page.getByRole('button', { name: 'Resumen', exact: true }));
  await expect.element(dialog().getByRole('button', { name: 'Copiar texto' })).toBeVisible();
  expect(shown()).toContain('Sin registros: objetivos 1, 2,');
  world.counts = { ...world.counts, records: 0, leftOut: 14 };
  await userEvent.click(dialog().getByRole('button', { name: /Quién lo va a leer/ }));
  await userEvent.click(page.getByRole('option').last());
  await expect.element(dialog().getByText('No hay nada que se pueda contar a esas personas')).toBeVisible();
  expect(dialog().getByRole('button', { name: 'Copiar texto' }).elements()).toEqual([]);
  expect(asked(world).at(-1)?.[1]).toBe('public');
});

test('the picture is painted here, in the app’s colours, and saved by the ordinary dialog', async () => {
  await show('/board');
  await userEvent.click(page.getByRole('button', { name: 'Resumen', exact: true }));
  await userEvent.click(dialog().getByRole('button', { name: 'Guardar imagen' }));
  await expect.element(page.getByText('Guardado: Resumen.png')).toBeVisible();
  const bytes = open?.saved.get('Resumen.png') ?? new Uint8Array();
  const picture = await createImageBitmap(new Blob([Uint8Array.from(bytes)], { type: 'image/png' }));
  expect(picture.width).toBe(1280);
  expect(picture.height).toBeGreaterThan(1000);
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  const context = canvas.getContext('2d');
  context?.drawImage(picture, 0, 0);
  expect([...(context?.getImageData(2, 2, 1, 1).data ?? [])]).toEqual([0xfb, 0xf8, 0xf3, 255]);
});

test('of a workshop, text, picture and file say that it is an exercise', async () => {
  await show('/board', { isPractice: true });
  await userEvent.click(page.getByRole('button', { name: 'Resumen', exact: true }));
  await expect.element(dialog().getByRole('button', { name: 'Copiar texto' })).toBeVisible();
  expect(shown().split('\n')[0]).toBe('TALLER DE PRÁCTICA: NADA DE ESTO ES REAL');
  const card = dialog().getByRole('img').element();
  expect(card.querySelector('text')?.textContent).toBe('TALLER DE PRÁCTICA: NADA DE ESTO ES REAL');
  await userEvent.click(dialog().getByRole('button', { name: 'Guardar imagen' }));
  await expect.poll(() => [...(open?.saved.keys() ?? [])]).toEqual(['TALLER Resumen.png']);
});

test('of one record, by keyboard alone: its menu, the preview, copied', async () => {
  const world = fakeWorld(0);
  const id = recordId(1);
  world.records.set(id, makeRecord(1, 'practice', { title: 'Un título propio' }, { finished: true }));
  world.counts = {
    ...world.counts,
    records: 1,
    organisations: 1,
    byKind: [{ kind: 'practice', count: 1 }],
    countries: [{ code: 'HN', count: 1 }],
    from: '2026-05',
    to: '2026-05',
    people: { count: 'small', least: 5 },
    leftOut: 0,
  };
  open = await stage(`/record/${id}`, world);
  const more = page.getByRole('button', { name: 'Más', exact: true });
  const item = page.getByRole('menuitem', { name: 'Resumen para compartir' });
  await expect.element(page.getByRole('heading', { name: 'Un título propio' })).toBeVisible();
  await expect
    .poll(async () => {
      if (item.elements().length > 0) return true; // drawn again while it was pressed, it is pressed again
      (more.element() as HTMLElement).focus();
      await userEvent.keyboard('{Enter}');
      return item.elements().length > 0;
    })
    .toBe(true);
  while (focused() !== 'Resumen para compartir') await userEvent.keyboard('{ArrowDown}');
  await userEvent.keyboard('{Enter}');
  await expect.element(dialog().getByRole('button', { name: 'Copiar texto' })).toBeVisible();
  expect(shown()).toContain('1 práctica\nmayo de 2026\nParticiparon menos de 5 personas\n\nPaíses: Honduras\n');
  expect(shown()).not.toContain('Un título propio');
  while (focused() !== 'Copiar texto') await userEvent.keyboard('{Tab}');
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => open?.copied.length).toBe(1);
  expect(asked(world)[0]).toEqual([{ record: id }, 'mechanism']);
});
