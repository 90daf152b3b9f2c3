// An older copy of the journal's file, put back while the store is as it was: by a person who restores files by hand,
// or by a disk that forgot what it had acknowledged.

import { expect, test } from 'vitest';
import { deleteDatabase } from '#renderer/store/whole-databases.ts';
import { finished, laptop, recorded, recordsOf, valueOf } from './laptops.ts';

test('a journal that went back is an alarm, and takes nothing back of what the store knows', async () => {
  const device = await laptop();
  const id = await recorded(device);
  valueOf(await device.engine.editRecord(id, { title: 'Antes' }));
  const before = device.fake.journal.length;
  valueOf(await device.engine.editRecord(id, { title: 'Ahora' }));
  const other = await finished(device);
  await device.engine.close();
  const records = await recordsOf(device);
  const lost = device.fake.journal.length - before;
  device.fake.journal.splice(before);

  const again = await device.again();
  expect(again.report.rebuilt).toEqual({ cause: 'rolledBack', changesets: lost, missing: 0 });
  expect((await again.engine.record(id))?.row.title).toBe('Ahora');
  expect((await again.engine.record(other))?.row.title).toBeDefined();
  await again.engine.close();
  expect(await recordsOf(again)).toEqual(records);

  const third = await again.again();
  expect(third.report.rebuilt).toBeNull();
  expect((await third.engine.inbox()).forked).toEqual([]);
});

test('what was typed last is not in the journal alone once the notebook is closed', async () => {
  const device = await laptop();
  const id = await recorded(device);
  const before = device.fake.journal.length;
  valueOf(await device.engine.editRecord(id, { title: 'Ahora' }));
  await device.engine.close();
  const lost = device.fake.journal.splice(before).length;

  const again = await device.again();
  expect(again.report.rebuilt).toEqual({ cause: 'rolledBack', changesets: lost, missing: 0 });
  expect((await again.engine.record(id))?.row.title).toBe('Ahora');
  await again.engine.close();
  expect((await again.again()).report.rebuilt).toBeNull();
});

test('what neither the store nor the journal has any more is told, once', async () => {
  const device = await laptop();
  const id = await recorded(device);
  const before = device.fake.journal.length;
  valueOf(await device.engine.editRecord(id, { title: 'Ahora' }));
  await device.engine.close();
  const gone = device.fake.journal.splice(before).length;
  await deleteDatabase(device.profile);

  const again = await device.again();
  expect(again.report.rebuilt).toMatchObject({ cause: 'emptied', missing: gone });
  expect((await again.again()).report.rebuilt).toBeNull();
});

test('what the journal lacked is in it again: the store can be lost the next day', async () => {
  const device = await laptop();
  const id = await recorded(device);
  const before = device.fake.journal.length;
  valueOf(await device.engine.editRecord(id, { title: 'Firmado' }));
  valueOf(await device.engine.leaveRecord(id));
  const draft = valueOf(await device.engine.beginRecord('consultation', 'es'));
  valueOf(await device.engine.editRecord(draft, { title: 'Sin terminar' }));
  await finished(device);
  await device.engine.close();
  const records = await recordsOf(device);
  device.fake.journal.splice(before);
  const again = await device.again();
  await again.engine.close();
  await deleteDatabase(device.profile);

  const third = await again.again();
  expect(third.report.rebuilt).toMatchObject({ cause: 'emptied', missing: 0 });
  expect((await third.engine.record(id))?.row.title).toBe('Firmado');
  expect((await third.engine.record(draft))?.row.title).toBe('Sin terminar');
  await third.engine.close();
  expect(await recordsOf(third)).toEqual(records);
});
