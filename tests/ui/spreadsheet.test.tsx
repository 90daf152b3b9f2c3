// The place for spreadsheets: what came back is looked at before anything is written, and what was taken is taken back.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { SpreadsheetPlan } from '#renderer/engine/spreadsheet-door.ts';
import type { Digest } from '#shared/base/ids.ts';
import { err, ok } from '#shared/base/result.ts';
import { fakeWorld } from './fake-engine.ts';
import { recordId } from './fake-samples.ts';
import { stage, type Stage } from './stage.tsx';

let open: Stage | undefined;

beforeEach(() => page.viewport(1024, 600));
afterEach(() => {
  open?.leave();
  open = undefined;
});

const PLAN: SpreadsheetPlan = {
  name: 'llena.xlsx',
  kind: 'consultation',
  unchanged: 3,
  missing: ['País'],
  unknown: [],
  seen: 'visto' as Digest,
  rows: [
    {
      row: 4,
      record: recordId(1),
      title: 'Feria',
      state: 'conflict',
      problem: null,
      cells: [{ at: 'C4', label: 'Título', state: 'conflict', now: 'Feria', read: 'Feria grande', problem: null }],
    },
    {
      row: 5,
      record: recordId(2),
      title: '',
      state: 'wrong',
      problem: { type: 'copiedRow', row: 9 },
      cells: [{ at: 'D5', label: 'Fecha', state: 'wrong', now: '', read: '5/11/2025', problem: { type: 'notADay' } }],
    },
  ],
};

async function brought(plan: SpreadsheetPlan | { readonly type: 'spreadsheetNotOurs' }) {
  const world = fakeWorld(3);
  const taken: unknown[] = [];
  Object.assign(world.engine, {
    planSpreadsheet: async () => ('type' in plan ? err(plan) : ok(plan)),
    takeSpreadsheet: async (...given: readonly unknown[]) => {
      taken.push(given);
      return ok({ at: '2026-11-29T12:00:00Z', undo: [] });
    },
  });
  open = await stage('/records/spreadsheet', world);
  open.picked = { name: 'llena.xlsx', bytes: new Uint8Array([1]) };
  await page.getByRole('button', { name: 'Elegir el archivo' }).click();
  return taken;
}

test('a long spreadsheet says how far it is, and can be stopped', async () => {
  const world = fakeWorld(3);
  const heard: (boolean | undefined)[] = [];
  const stopped = Promise.withResolvers<void>();
  world.engine.saveSpreadsheet = async (_choice, goOn) => {
    heard.push(await goOn?.(3, null));
    await stopped.promise;
    heard.push(await goOn?.(4, null));
    return { ok: false, error: { type: 'reportStopped' } };
  };
  open = await stage('/records/spreadsheet', world);
  await page.getByRole('button', { name: 'Guardar la hoja' }).click();
  await expect.element(page.getByText('Preparando el archivo. Van 3 s.')).toBeVisible();
  await page.getByRole('button', { name: 'Detener' }).click();
  stopped.resolve();
  await expect.element(page.getByRole('button', { name: 'Guardar la hoja' })).toBeVisible();
  expect(heard).toEqual([true, false]);
});

test('each row says what would change, and why something was not understood; nothing is written yet', async () => {
  const taken = await brought(PLAN);
  await expect.element(page.getByRole('heading', { name: 'Fila 4 · en conflicto · Feria' })).toBeVisible();
  await expect.element(page.getByText('Feria grande')).toBeVisible();
  await expect.element(page.getByText(/No se entiende la fecha/)).toBeVisible();
  await expect.element(page.getByText(/son copia una de otra/)).toBeVisible();
  await expect.element(page.getByText(/Faltan columnas: País/)).toBeVisible();
  expect(taken).toEqual([]);
  await page.getByRole('button', { name: 'Dejar sin guardar' }).click();
  await expect.element(page.getByRole('button', { name: 'Guardar la hoja' })).toBeVisible();
  expect(taken).toEqual([]);
});

test('what was looked at is written, and can be taken back', async () => {
  const taken = await brought(PLAN);
  await page.getByRole('button', { name: 'Guardar los cambios' }).click();
  await expect.element(page.getByText('Guardado lo de la hoja llena.xlsx.')).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Deshacer' })).toBeVisible();
  expect(taken).toMatchObject([['llena.xlsx', expect.anything(), 'visto', expect.stringContaining('llena.xlsx')]]);
});

test('where every row is wrong there is nothing to save', async () => {
  await brought({ ...PLAN, rows: PLAN.rows.slice(1) });
  await expect.element(page.getByText(/De las filas por corregir no se guarda nada/)).toBeVisible();
  expect(page.getByRole('button', { name: 'Guardar los cambios' }).query()).toBeNull();
});

test('a file that is none of ours is answered in words', async () => {
  await brought({ type: 'spreadsheetNotOurs' });
  await expect.element(page.getByText('Esta hoja no salió de Chasqui.')).toBeVisible();
});
