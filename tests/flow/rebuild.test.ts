// The store can be lost at any moment; what was acknowledged cannot. Each test loses something different, and
// the store that is there afterwards is the same, byte for byte in every record.

import { expect, onTestFinished, test } from 'vitest';
import type { RecordId } from '#shared/base/ids.ts';
import { openDatabase, type TableName, TABLES } from '#renderer/store/database.ts';
import { databaseName, deleteDatabase } from '#renderer/store/whole-databases.ts';
import {
  finished,
  type Laptop,
  laptop,
  mechanism,
  packed,
  PRACTICE,
  readerOf,
  recorded,
  recordsOf,
  valueOf,
} from './laptops.ts';

/** A secretariat with a conflict, a held changeset, a record of its own, a deleted one and an open draft. */
async function richStore(): Promise<{ readonly secretariat: Laptop; readonly draft: RecordId }> {
  const { secretariat, profile, enrolled } = await mechanism();
  const ana = await enrolled('Ana');
  await finished(ana);
  await finished(ana, { ...PRACTICE, title: 'Segunda' });
  const unknown = await laptop();
  valueOf(await unknown.engine.joinMechanism(JSON.stringify(profile)));
  await finished(unknown);
  for (const from of [ana, unknown])
    valueOf(await secretariat.engine.takeIn('x', (await packed(from, readerOf(profile))).bytes));
  await recorded(secretariat);
  const gone = await recorded(secretariat, { title: 'Se borra' });
  valueOf(await secretariat.engine.deleteRecord(gone, 'repetido'));
  const draft = valueOf(await secretariat.engine.beginRecord('consultation', 'es'));
  valueOf(await secretariat.engine.editRecord(draft, { title: 'Sin terminar' }));
  return { secretariat, draft };
}

async function whatIsSeen({ engine }: Laptop) {
  const { total, rows } = await engine.list({ sort: 'title' });
  const { held, takenIn, missing } = await engine.inbox();
  const { profile, self } = await engine.trust();
  const { authors } = await engine.authors({});
  return { total, rows, held, takenIn, missing, authors, profile, self, deleted: await engine.list({ deleted: true }) };
}

test('an emptied database is noticed at opening and rebuilt from the journal and the kept bundles', async () => {
  const { secretariat, draft } = await richStore();
  const seen = await whatIsSeen(secretariat);
  await secretariat.engine.close();
  const before = await recordsOf(secretariat);
  expect(before.size).toBe(4);
  await deleteDatabase(secretariat.profile);
  const again = await secretariat.again();
  expect(again.report.rebuilt).toEqual({ cause: 'emptied', changesets: 7, missing: 0 });
  expect(await whatIsSeen(again)).toEqual(seen);
  expect((await again.engine.record(draft))?.cells).toEqual([
    { path: 'title', value: 'Sin terminar', level: 'open', conflict: false },
  ]);
  await again.engine.close();
  expect(await recordsOf(again)).toEqual(before);
});

test('a damaged row of any table is noticed, at the latest when it is read, and the store is rebuilt', async () => {
  const { secretariat } = await richStore();
  const seen = await whatIsSeen(secretariat);
  await secretariat.engine.close();
  const before = await recordsOf(secretariat);
  let now = secretariat;
  for (const table of ['recordPages', 'recordIndex', 'logPages', 'logIndex', 'shelf', 'marks'] as const) {
    await damage(now.profile, table);
    now = await now.again();
    const id = (await now.engine.list({ text: 'orientación' })).rows[0]?.id as RecordId;
    await now.engine.history(id);
    expect(await whatIsSeen(now)).toEqual(seen);
    expect((await now.engine.activity(0, 50)).entries.some(({ type }) => type === 'rebuilt')).toBe(true);
    await now.engine.close();
    expect(await recordsOf(now)).toEqual(before);
  }
});

test('a row that is missing is noticed at the next opening, and the store is rebuilt', async () => {
  const { secretariat } = await richStore();
  const seen = await whatIsSeen(secretariat);
  let now = secretariat;
  for (const table of ['recordIndex', 'logIndex', 'shelf', 'marks'] as const) {
    await now.engine.close();
    await dropRows(now.profile, table, 1);
    now = await now.again();
    expect(now.report.rebuilt, table).toMatchObject({ cause: 'damaged', missing: 0 });
    expect(await whatIsSeen(now), table).toEqual(seen);
  }
});

// Chromium without its file CURRENT makes a database anew and then reads the log of the one that was lost into it.
test('rows that come back into a store that was made anew are not taken for it', async () => {
  const { secretariat } = await richStore();
  const seen = await whatIsSeen(secretariat);
  await secretariat.engine.close();
  for (const table of ['recordIndex', 'logIndex', 'shelf'] as const) await dropRows(secretariat.profile, table, 1);
  const real = indexedDB.deleteDatabase.bind(indexedDB);
  indexedDB.deleteDatabase = () => real('nothing of this name'); // says that it is done
  onTestFinished(() => {
    indexedDB.deleteDatabase = real;
  });
  const again = await secretariat.again();
  expect(again.report.rebuilt).toMatchObject({ cause: 'damaged', missing: 0 });
  expect(await whatIsSeen(again)).toEqual(seen);
});

test('a store that was emptied under way is written to again only when the journal could be read into it', async () => {
  const { secretariat, draft } = await richStore();
  const seen = await whatIsSeen(secretariat);
  for (const table of TABLES) await dropRows(secretariat.profile, table);
  const failing = { type: 'answer', value: { ok: false, error: { type: 'diskFailure', code: 'EIO' } } } as const;
  for (let times = 0; times < 2; times++) secretariat.fake.intercept('journalMark', failing);
  expect(await secretariat.engine.leaveRecord(draft)).toMatchObject({ ok: false, error: { type: 'storeFailure' } });

  valueOf(await secretariat.engine.leaveRecord(draft));
  expect((await whatIsSeen(secretariat)).total).toBe(seen.total);
  expect((await secretariat.again()).report.rebuilt).toBeNull();
});

test('a kill after the journal and before the store loses nothing: the next opening brings the store up', async () => {
  const device = await laptop();
  const id = await recorded(device);
  valueOf(await device.engine.editRecord(id, { title: 'Después' }));
  device.fake.intercept('journalAppend', { type: 'killedAfter' });
  void device.engine.leaveRecord(id);
  await expect.poll(() => device.fake.journal.length).toBe(5);
  const again = await device.again();
  expect(again.report.rebuilt).toEqual({ cause: 'behind', changesets: 1, missing: 0 });
  expect((await again.engine.record(id))?.row.title).toBe('Después');
  expect((await again.engine.record(id))?.hasDraft).toBe(false);
  valueOf(await again.engine.editRecord(id, { title: 'Aún después' }));
  valueOf(await again.engine.leaveRecord(id));
  expect((await again.engine.history(id)).map(({ changes }) => changes[0]?.after)).toContain('Aún después');
  expect((await again.engine.inbox()).forked).toEqual([]);
});

test('a kill before the journal loses only what was not acknowledged: the draft is still there', async () => {
  const device = await laptop();
  const id = await recorded(device);
  valueOf(await device.engine.editRecord(id, { title: 'Borrador' }));
  device.fake.intercept('journalAppend', { type: 'killedBefore' });
  void device.engine.leaveRecord(id);
  await expect.poll(() => device.fake.calls.at(-1)).toBe('journalAppend');
  const again = await device.again();
  expect(again.report.rebuilt).toBeNull();
  expect((await again.engine.record(id))?.hasDraft).toBe(true);
  expect((await again.engine.record(id))?.row.title).toBe('Borrador');
});

test('a kill between keeping a bundle and the journal loses nothing of it', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const ana = await enrolled('Ana');
  const id = await finished(ana);
  const { bytes } = await packed(ana, readerOf(profile));
  secretariat.fake.intercept('bundleKeep', { type: 'killedAfter' });
  void secretariat.engine.takeIn('x', bytes);
  await expect.poll(() => secretariat.fake.bundles.size).toBe(1);
  const again = await secretariat.again();
  expect(again.report.rebuilt).toEqual({ cause: 'behind', changesets: 2, missing: 0 });
  expect((await again.engine.record(id))?.row.title).toBe(PRACTICE['title']);
  expect((await again.engine.inbox()).takenIn).toHaveLength(1);
});

test('a full disk while the journal is written is told, and nothing is changed or numbered twice', async () => {
  const device = await laptop();
  const id = await recorded(device);
  valueOf(await device.engine.editRecord(id, { title: 'Otro' }));
  device.fake.intercept('journalAppend', { type: 'answer', value: { ok: false, error: { type: 'diskFull' } } });
  expect(await device.engine.leaveRecord(id)).toEqual({ ok: false, error: { type: 'diskFull' } });
  expect((await device.engine.record(id))?.hasDraft).toBe(true);
  valueOf(await device.engine.leaveRecord(id));
  expect((await device.engine.history(id)).map(({ changes }) => changes.length)).toEqual([8, 1]);
  expect((await device.engine.inbox()).forked).toEqual([]);
});

test('a first run is no alarm, and neither is an ordinary opening', async () => {
  const device = await laptop();
  expect(device.report.rebuilt).toBeNull();
  await recorded(device);
  expect((await device.again()).report).toMatchObject({ records: 1, rebuilt: null });
});

async function damage(profile: string, table: TableName): Promise<void> {
  const database = await openDatabase(profile);
  const [row] = await database.rows(table);
  const [marks] = await database.read('marks', ['marks']);
  if (row === undefined || marks === undefined) throw new Error(`nothing to damage in ${table}`);
  const sealed = Uint8Array.from(row.sealed);
  sealed[20] = (sealed[20] ?? 0) ^ 255;
  const isMarks = table === 'marks';
  await database.write(
    isMarks ? [] : [{ table, puts: [{ id: row.id, sealed }], deletes: [] }],
    marks.sealed,
    isMarks ? sealed : marks.sealed,
  );
  database.close();
}

/** Past the store, whose every transaction writes its marks too. */
async function dropRows(profile: string, table: TableName, most?: number): Promise<void> {
  const opening = indexedDB.open(databaseName(profile));
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error ?? new Error('not opened'));
  });
  const transaction = database.transaction(table, 'readwrite');
  const rows = transaction.objectStore(table);
  const names = rows.getAllKeys(null, most);
  names.onsuccess = () => {
    for (const name of names.result) rows.delete(name);
  };
  await new Promise((resolve) => transaction.addEventListener('complete', resolve));
  database.close();
}
