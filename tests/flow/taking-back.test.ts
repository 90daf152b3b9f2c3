// What can be taken back on real laptops: deleting, deciding, judging, earlier answers; the bin; and an import that
// would hide many records, which waits for a person.

import { describe, expect, test } from 'vitest';
import type { RecordId } from '#shared/base/ids.ts';
import { fakeLetterbox } from '#tests/fixtures/desktop.ts';
import {
  deviceReader,
  errorOf,
  finished,
  laptop,
  type Laptop,
  mechanism,
  NOON,
  packed,
  PRACTICE,
  readerOf,
  recordsOf,
  valueOf,
} from './laptops.ts';

const DAY = 24 * 3600 * 1000;

const titleOf = async ({ engine }: Laptop, id: RecordId): Promise<string | undefined> =>
  (await engine.record(id))?.row.title;

async function renamed({ engine }: Laptop, id: RecordId, title: string): Promise<void> {
  valueOf(await engine.editRecord(id, { title }));
  valueOf(await engine.leaveRecord(id));
}

async function decide({ engine }: Laptop, id: RecordId, value: string): ReturnType<typeof engine.decideConflicts> {
  const seen = (await engine.conflict(id, 'title'))?.live ?? [];
  return engine.decideConflicts([{ record: id, cell: 'title', value, seen }]);
}

/** One record at the secretariat with two titles, Ana's and Luz's. */
async function inConflict() {
  const { secretariat, profile, enrolled } = await mechanism();
  const [ana, luz] = [await enrolled('Ana'), await enrolled('Luz')];
  const id = await finished(ana);
  valueOf(await secretariat.engine.takeIn('1', (await packed(ana, readerOf(profile))).bytes));
  valueOf(await luz.engine.takeIn('2', (await packed(secretariat, await deviceReader(secretariat, 'Luz'))).bytes));
  await renamed(ana, id, 'De Ana');
  await renamed(luz, id, 'De Luz');
  for (const each of [ana, luz])
    valueOf(await secretariat.engine.takeIn('3', (await packed(each, readerOf(profile))).bytes));
  return { secretariat, profile, ana, luz, id };
}

describe('taking back', () => {
  test('a decision: the conflict is there again, with both versions, and can be decided again', async () => {
    const { secretariat, id } = await inConflict();
    const shown = await titleOf(secretariat, id);
    const { undo = [] } = valueOf(await decide(secretariat, id, 'Decidido'));
    expect((await secretariat.engine.inbox()).conflicts).toEqual([]);
    valueOf(await secretariat.engine.undo(undo));
    const view = await secretariat.engine.conflict(id, 'title');
    expect(view?.sides.map(({ value }) => value).sort()).toEqual(['De Ana', 'De Luz']);
    expect(await titleOf(secretariat, id)).toBe(shown);
    valueOf(await decide(secretariat, id, 'De nuevo'));
    expect([(await secretariat.engine.inbox()).conflicts.length, await titleOf(secretariat, id)]).toEqual([
      0,
      'De nuevo',
    ]);
  });

  test('a deletion alone: what was typed in the same sitting stays; the rest of the world agrees', async () => {
    const ana = await laptop();
    const id = await finished(ana);
    valueOf(await ana.engine.editRecord(id, { title: 'Escrito antes de borrar' }));
    const { undo = [] } = valueOf(await ana.engine.deleteRecord(id, 'por error'));
    expect((await ana.engine.record(id))?.row.deleted).toBe(true);
    valueOf(await ana.engine.undo(undo));
    expect((await ana.engine.record(id))?.row).toMatchObject({ deleted: false, title: 'Escrito antes de borrar' });
    const { undo: again = [] } = valueOf(await ana.engine.deleteRecord(id, 'ahora sí'));
    const { undo: back = [] } = valueOf(await ana.engine.restoreRecord(id));
    valueOf(await ana.engine.undo(back));
    expect((await ana.engine.record(id))?.row.deleted).toBe(true);
    valueOf(await ana.engine.undo(again)); // written over since: nothing to take back
    expect((await ana.engine.record(id))?.row.deleted).toBe(true);
  });

  test('an earlier answer comes back as a new change, over a conflict too, and is itself taken back', async () => {
    const { secretariat, id } = await inConflict();
    const history = await secretariat.engine.history(id);
    const first = history.flatMap(({ changes }) => changes).find(({ path }) => path === 'title')?.after ?? null;
    expect(first).toBe(PRACTICE['title']);
    const { undo = [] } = valueOf(await secretariat.engine.restoreValues(id, { title: first }));
    expect(await titleOf(secretariat, id)).toBe(PRACTICE['title']);
    expect((await secretariat.engine.inbox()).conflicts).toEqual([]);
    expect((await secretariat.engine.history(id)).length).toBe(history.length + 1);
    valueOf(await secretariat.engine.undo(undo));
    expect((await secretariat.engine.inbox()).conflicts.length).toBe(1);
    valueOf(await secretariat.engine.restoreValues(id, { 'primary_objectives.3': null }));
    expect((await secretariat.engine.record(id))?.row.objectives).toEqual([15]);
    valueOf(await secretariat.engine.restoreValues(id, { 'primary_objectives.3': { listed: 0 } }));
    expect((await secretariat.engine.record(id))?.row.objectives).toEqual([3, 15]);
  });

  test('what was undone is the same everywhere', async () => {
    const { secretariat, ana, id } = await inConflict();
    const { undo = [] } = valueOf(await decide(secretariat, id, 'Decidido'));
    valueOf(await secretariat.engine.undo(undo));
    const { bytes } = await packed(secretariat, await deviceReader(secretariat, 'Ana'));
    valueOf(await ana.engine.takeIn('x', bytes));
    for (const each of [secretariat, ana]) {
      const sides = (await each.engine.conflict(id, 'title'))?.sides ?? [];
      expect(new Set(sides.map(({ value }) => value))).toEqual(new Set(['De Ana', 'De Luz']));
    }
  });
});

describe('the bin', () => {
  test('shows what was deleted, by whom, when and why, for 30 days of this clock; nothing else ends', async () => {
    let now = NOON;
    const ana = await laptop({}, () => now);
    const [id, other] = [await finished(ana), await finished(ana)];
    expect(await ana.engine.bin()).toEqual({ total: 0, entries: [] });
    valueOf(await ana.engine.deleteRecord(id, 'repetido'));
    expect(await ana.engine.bin()).toMatchObject({
      total: 1,
      entries: [{ row: { id }, reason: 'repetido', by: { isThisDevice: true }, days: 30 }],
    });
    now += 29 * DAY;
    expect((await ana.engine.bin()).entries).toMatchObject([{ days: 1 }]);
    now -= 400 * DAY; // a clock that jumps back only shows it longer
    expect((await ana.engine.bin()).entries).toMatchObject([{ days: 30 }]);
    now += 402 * DAY;
    expect((await ana.engine.bin()).total).toBe(0);
    expect((await ana.engine.record(id))?.cells.length).toBe((await ana.engine.record(other))?.cells.length);
    valueOf(await ana.engine.restoreRecord(id));
    expect((await ana.engine.list({})).total).toBe(2);
    valueOf(await ana.engine.deleteRecord(id, 'otra vez'));
    expect((await ana.engine.bin()).entries).toMatchObject([{ days: 30, reason: 'otra vez' }]);
  });

  test('counts from when this device learned of it, also after the store was rebuilt', async () => {
    const { secretariat, profile, enrolled } = await mechanism();
    const ana = await enrolled('Ana');
    const id = await finished(ana);
    valueOf(await secretariat.engine.takeIn('1', (await packed(ana, readerOf(profile))).bytes));
    valueOf(await ana.engine.deleteRecord(id, 'no era nuestro'));
    valueOf(await secretariat.engine.takeIn('2', (await packed(ana, readerOf(profile))).bytes));
    const bin = await secretariat.engine.bin();
    expect(bin.entries).toMatchObject([{ by: { name: 'Ana' }, reason: 'no era nuestro', days: 30 }]);
    const { deleteDatabase } = await import('#renderer/store/whole-databases.ts');
    await secretariat.engine.close();
    await deleteDatabase(secretariat.profile);
    expect(await (await secretariat.again()).engine.bin()).toEqual(bin);
  });
});

/** Ana deleted this many records that the secretariat sees. */
async function deletedMany(count: number, options: Parameters<typeof mechanism>[0] = {}) {
  const { secretariat, profile, enrolled } = await mechanism(options);
  const ana = await enrolled('Ana');
  const ids: RecordId[] = [];
  for (let n = 0; n < count; n++) ids.push(await finished(ana, { ...PRACTICE, title: `Práctica ${n}` }));
  valueOf(await secretariat.engine.takeIn('1', (await packed(ana, readerOf(profile))).bytes));
  for (const id of ids) valueOf(await ana.engine.deleteRecord(id, 'limpieza'));
  const { bundle, bytes } = await packed(ana, readerOf(profile));
  const seen = async (): Promise<number> => (await secretariat.engine.list({})).total;
  return { secretariat, profile, ana, ids, bundle, bytes, seen };
}

describe('an import that would hide many records', () => {
  test('stops, says which, by whom and why, and changes nothing until a person confirms; then once', async () => {
    const { secretariat, ana, ids, bundle, bytes, seen, profile } = await deletedMany(6);
    const report = valueOf(await secretariat.engine.takeIn('ana.quipu', bytes));
    expect(report).toMatchObject({ bundle, problem: null, records: 0, wouldHide: { count: 6 } });
    expect(report.wouldHide?.records.map(({ record, by, reason }) => `${record} ${by.name} ${reason}`).sort()).toEqual(
      ids.map((id) => `${id} Ana limpieza`).sort(),
    );
    expect(await seen()).toBe(6);
    valueOf(await secretariat.engine.takeIn('ana otra vez.quipu', bytes));
    expect((await secretariat.engine.inbox()).waiting.map((each) => each.bundle)).toEqual([bundle]);

    // what builds on it waits too, and follows
    await finished(ana, { ...PRACTICE, title: 'Después' });
    const next = valueOf(await secretariat.engine.takeIn('2', (await packed(ana, readerOf(profile))).bytes));
    expect(next.wouldHide?.count).toBe(6); // it carries the deletions again, for no receipt has named them

    const confirmed = valueOf(await secretariat.engine.confirmTakeIn(bundle));
    expect(confirmed).toMatchObject({ problem: null, changedRecords: 6 });
    expect(await seen()).toBe(1); // what built on it came in with it
    expect((await secretariat.engine.inbox()).waiting).toEqual([]);
    const after = await secretariat.engine.history(ids[0] as RecordId);
    expect(valueOf(await secretariat.engine.confirmTakeIn(bundle))).toMatchObject({ changedRecords: 0 });
    expect(await secretariat.engine.history(ids[0] as RecordId)).toEqual(after);
    expect((await secretariat.engine.bin()).total).toBe(6);
  });

  test('a handful is taken in at once', async () => {
    const { secretariat, bytes, seen } = await deletedMany(5);
    expect(valueOf(await secretariat.engine.takeIn('x', bytes)).wouldHide).toBeUndefined();
    expect([await seen(), (await secretariat.engine.inbox()).waiting]).toEqual([0, []]);
  });

  test('it waits through a restart and a rebuilt store, whose records are the same', async () => {
    const { secretariat, bytes, bundle } = await deletedMany(6);
    valueOf(await secretariat.engine.takeIn('x', bytes));
    const waiting = (await secretariat.engine.inbox()).waiting;
    const { deleteDatabase } = await import('#renderer/store/whole-databases.ts');
    await secretariat.engine.close();
    const before = await recordsOf(secretariat);
    await deleteDatabase(secretariat.profile);
    const again = await secretariat.again();
    expect((await again.engine.inbox()).waiting).toEqual(waiting);
    expect((await again.engine.list({})).total).toBe(6);
    await again.engine.close();
    expect(await recordsOf(again)).toEqual(before);
    const third = await again.again();
    expect(valueOf(await third.engine.confirmTakeIn(bundle))).toMatchObject({ changedRecords: 6 });
  });

  test('from a letterbox too: the report says so, and nothing is skipped silently', async () => {
    const letterbox = await fakeLetterbox('https://buzon.example');
    const { secretariat, ana, bundle, seen } = await deletedMany(6, { letterboxes: [letterbox] });
    valueOf(await ana.engine.sendBundle(bundle, letterbox.url));
    const reports = valueOf(await secretariat.engine.fetchFrom(letterbox.url));
    expect(reports.filter(({ wouldHide }) => wouldHide !== undefined)).toMatchObject([
      { bundle, wouldHide: { count: 6 } },
    ]);
    expect([await seen(), (await secretariat.engine.inbox()).waiting.length]).toEqual([6, 1]);
    valueOf(await secretariat.engine.confirmTakeIn(bundle));
    expect(await seen()).toBe(0);
  });

  test('where the disk cannot keep the file, nothing waits and nothing changed', async () => {
    const { secretariat, bytes, seen } = await deletedMany(6);
    secretariat.fake.intercept('bundleKeep', {
      type: 'answer',
      value: { ok: false, error: { type: 'diskFull' } },
    });
    expect(errorOf(await secretariat.engine.takeIn('x', bytes))).toEqual({ type: 'diskFull' });
    expect([await seen(), (await secretariat.engine.inbox()).waiting]).toEqual([6, []]);
  });
});
