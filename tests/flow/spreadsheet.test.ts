// A spreadsheet out and in on a real laptop: nothing that was written meanwhile is lost, nothing is written twice, and one
// deed takes all of it back.

import { expect, test } from 'vitest';
import type { SpreadsheetPlan } from '#renderer/engine/spreadsheet-door.ts';
import type { RecordId } from '#shared/base/ids.ts';
import { typedInto } from '#tests/fixtures/typed-into.ts';
import { errorOf, finished, type Laptop, laptop, mechanism, PRACTICE, recorded, valueOf } from './laptops.ts';

const goOn = (): boolean => true;

async function spreadsheet({ engine, fake }: Laptop, isEmpty = false): Promise<Uint8Array> {
  const choice = { kind: 'practice', language: 'es', query: isEmpty ? null : {} } as const;
  const saved = valueOf(await engine.saveSpreadsheet(choice, goOn));
  return fake.saved.get(saved?.name ?? '') ?? new Uint8Array();
}

const planned = async ({ engine }: Laptop, file: Uint8Array): Promise<SpreadsheetPlan> =>
  valueOf(await engine.planSpreadsheet('llena.xlsx', file));

async function take(device: Laptop, file: Uint8Array) {
  const plan = await planned(device, file);
  const saved = valueOf(await device.engine.takeSpreadsheet('llena.xlsx', file, plan.seen, 'se deshizo'));
  return { plan, saved };
}

async function valueAt({ engine }: Laptop, id: RecordId, path: string) {
  const record = await engine.record(id);
  return record?.cells.find((cell) => cell.path === path);
}

test('a spreadsheet that nobody touched changes nothing', async () => {
  const device = await laptop();
  await finished(device);
  const plan = await planned(device, await spreadsheet(device));
  expect(plan).toMatchObject({ rows: [], unchanged: 1, missing: [], unknown: [] });
});

test('what was changed is written over what was there, once, and one deed takes it back', async () => {
  const device = await laptop();
  const id = await finished(device);
  const file = typedInto(await spreadsheet(device), 'summary', 4, 'Otro resumen');
  const { plan, saved } = await take(device, file);
  expect(plan.rows).toMatchObject([
    { state: 'changed', record: id, cells: [{ state: 'changed', now: PRACTICE['summary'], read: 'Otro resumen' }] },
  ]);
  expect(await valueAt(device, id, 'summary')).toMatchObject({ value: 'Otro resumen', conflict: false });
  expect((await planned(device, file)).rows).toEqual([]);
  valueOf(await device.engine.undo(saved.undo ?? []));
  expect(await valueAt(device, id, 'summary')).toMatchObject({ value: PRACTICE['summary'], conflict: false });
});

test('what somebody wrote here meanwhile is a conflict, and neither is lost', async () => {
  const device = await laptop();
  const id = await finished(device);
  const file = typedInto(await spreadsheet(device), 'summary', 4, 'De la hoja');
  valueOf(await device.engine.editRecord(id, { summary: 'De aquí' }));
  valueOf(await device.engine.leaveRecord(id));
  const { plan } = await take(device, file);
  expect(plan.rows).toMatchObject([{ state: 'conflict', cells: [{ now: 'De aquí', read: 'De la hoja' }] }]);
  const conflict = await device.engine.conflict(id, 'summary');
  expect(conflict?.sides.map(({ value }) => value).sort()).toEqual(['De aquí', 'De la hoja']);
  expect((await planned(device, file)).rows).toEqual([]);
  const seen = conflict?.live ?? [];
  valueOf(await device.engine.decideConflicts([{ record: id, cell: 'summary', value: 'De aquí', seen }]));
  expect((await planned(device, file)).rows).toEqual([]); // what was decided is not asked again
});

test('a row that was empty is a new record, the same one however often, and goes to the bin when taken back', async () => {
  const device = await laptop();
  const file = typedInto(typedInto(await spreadsheet(device, true), 'title', 4, 'Nueva'), 'start_date', 4, '2024-05');
  const { plan, saved } = await take(device, file);
  expect(plan.rows).toMatchObject([{ state: 'new', title: 'Nueva' }]);
  const id = plan.rows[0]?.record as RecordId;
  expect(await valueAt(device, id, 'start_date')).toMatchObject({ value: '2024-05' });
  expect((await planned(device, file)).rows).toEqual([]);
  expect((await device.engine.list({})).total).toBe(1);
  const further = typedInto(file, 'title', 4, 'Nueva y mejor');
  expect((await planned(device, further)).rows).toMatchObject([{ state: 'changed' }]); // the same file, filled in further
  valueOf(await device.engine.undo(saved.undo ?? []));
  expect((await device.engine.list({})).total).toBe(0);
  expect((await device.engine.bin()).total).toBe(1);
  expect((await planned(device, file)).rows).toMatchObject([{ state: 'wrong', problem: { type: 'rowInBin' } }]);
});

test('a row in which anything is wrong is left out whole, and says where and why', async () => {
  const device = await laptop();
  const id = await finished(device);
  const file = typedInto(typedInto(await spreadsheet(device), 'start_date', 4, '5/11/2025'), 'summary', 4, 'Otro');
  const { plan } = await take(device, file);
  const wrong = { state: 'wrong', problem: { type: 'notADay' } };
  expect(plan.rows).toMatchObject([
    { state: 'wrong', cells: expect.arrayContaining([expect.objectContaining(wrong)]) },
  ]);
  expect(await valueAt(device, id, 'summary')).toMatchObject({ value: PRACTICE['summary'] });
});

test('what is open in the form is left to the form', async () => {
  const device = await laptop();
  const id = await recorded(device);
  const file = typedInto(await spreadsheet(device), 'summary', 4, 'De la hoja');
  valueOf(await device.engine.editRecord(id, { summary: 'Escribiendo' }));
  expect((await planned(device, file)).rows).toMatchObject([{ state: 'wrong', problem: { type: 'rowOpen' } }]);
});

test('what was looked at is what is written: if the notebook moved, one looks again', async () => {
  const device = await laptop();
  const id = await finished(device);
  const file = typedInto(await spreadsheet(device), 'summary', 4, 'De la hoja');
  const { seen } = await planned(device, file);
  valueOf(await device.engine.editRecord(id, { summary: 'De aquí' }));
  valueOf(await device.engine.leaveRecord(id));
  const taken = await device.engine.takeSpreadsheet('llena.xlsx', file, seen, 'x');
  expect(errorOf(taken)).toEqual({ type: 'spreadsheetMoved' });
  expect(await valueAt(device, id, 'summary')).toMatchObject({ value: 'De aquí', conflict: false });
});

test('a spreadsheet of another mechanism is refused, and no consent that was taken back is written over', async () => {
  const device = await laptop();
  const { secretariat } = await mechanism();
  const foreign = await spreadsheet(secretariat, true);
  expect(errorOf(await device.engine.planSpreadsheet('x.xlsx', foreign))).toEqual({ type: 'spreadsheetOtherNotebook' });
  const id = await finished(device);
  const file = typedInto(await spreadsheet(device), 'summary', 4, 'De la hoja');
  valueOf(await device.engine.withdrawRecord(id, null));
  expect((await planned(device, file)).rows).toMatchObject([{ state: 'wrong', problem: { type: 'rowWithdrawn' } }]);
});
