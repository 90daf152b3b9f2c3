// "The same event" on real laptops: said by two at once, carried, counted once, taken back.

import { expect, test } from 'vitest';
import type { RecordId } from '#shared/base/ids.ts';
import {
  deviceReader,
  finished,
  type Laptop,
  mechanism,
  packed,
  PRACTICE,
  readerOf,
  take,
  valueOf,
} from './laptops.ts';

const LUZ = { ...PRACTICE, title: 'Orientaciones a la familia recién llegada', main_implementer: 'Red del Sur' };

/** Ana's and Luz's record of one event, both on both laptops and at the secretariat. */
async function twoOfOne() {
  const { secretariat, profile, enrolled } = await mechanism();
  const reader = readerOf(profile);
  const [ana, luz] = [await enrolled('Ana'), await enrolled('Luz')];
  const ids = [await finished(ana), await finished(luz, { ...LUZ, 'countries.GT': { listed: 1 } })] as const;
  for (const each of [ana, luz]) await take(secretariat, (await packed(each, reader)).bytes);
  for (const [each, name] of [
    [ana, 'Ana'],
    [luz, 'Luz'],
  ] as const) {
    await take(each, (await packed(secretariat, await deviceReader(secretariat, name))).bytes);
  }
  return { secretariat, reader, ana, luz, ids };
}

const recordsOnBoard = async ({ engine }: Laptop): Promise<number> => (await engine.board({})).totals.records;

const knotsOn = async ({ engine }: Laptop, objective: number): Promise<number> =>
  (await engine.board({})).objectives.find((cord) => cord.objective === objective)?.knots.length ?? 0;

const othersOf = async ({ engine }: Laptop, id: RecordId): Promise<readonly string[]> =>
  (await engine.sameEvent(id)).others.map((row) => row.id);

test('two devices that link one pair at once are of one mind; unlinking travels; both records stay as they were', async () => {
  const { secretariat, reader, ana, luz, ids } = await twoOfOne();
  const [a, b] = ids;
  const before = (await secretariat.engine.record(a))?.cells;
  expect([await recordsOnBoard(secretariat), await knotsOn(secretariat, 15)]).toEqual([2, 2]);

  valueOf(await ana.engine.judgeSame([[a, b]], 'same'));
  valueOf(await luz.engine.judgeSame([[b, a]], 'same'));
  for (const each of [ana, luz]) await take(secretariat, (await packed(each, reader)).bytes);
  expect((await secretariat.engine.inbox()).conflicts).toEqual([]);
  expect([await othersOf(secretariat, a), await othersOf(secretariat, b)]).toEqual([[b], [a]]);
  expect([await recordsOnBoard(secretariat), await knotsOn(secretariat, 15)]).toEqual([1, 1]);
  const board = await secretariat.engine.board({});
  expect(board.linked).toEqual({ records: 2, events: 1 });
  expect(board.totals.countries).toBe(2);
  expect((await secretariat.engine.list({})).total).toBe(2);
  expect((await secretariat.engine.record(a))?.cells).toEqual(before);
  const history = await secretariat.engine.history(a < b ? a : b);
  expect(history.at(-1)?.changes).toEqual([{ path: `$same.${a < b ? b : a}`, before: true, after: true }]);

  const links = (await secretariat.engine.sameEvent(b)).links;
  expect(links).toEqual([a]);
  valueOf(
    await secretariat.engine.judgeSame(
      links.map((link) => [b, link] as const),
      null,
    ),
  );
  await take(ana, (await packed(secretariat, await deviceReader(secretariat, 'Ana'))).bytes);
  for (const each of [secretariat, ana]) {
    expect([await othersOf(each, a), await recordsOnBoard(each)]).toEqual([[], 2]);
    expect((await each.engine.board({})).linked).toEqual({ records: 0, events: 0 });
  }
});

test('one says the same and one says another: a conflict like any other, for a person to decide', async () => {
  const { secretariat, reader, ana, luz, ids } = await twoOfOne();
  const [a, b] = ids;
  valueOf(await ana.engine.judgeSame([[a, b]], 'same'));
  valueOf(await luz.engine.judgeSame([[a, b]], 'different'));
  for (const each of [ana, luz]) await take(secretariat, (await packed(each, reader)).bytes);
  const [conflict] = (await secretariat.engine.inbox()).conflicts;
  expect(conflict?.cell).toMatch(/^\$same\./);
  expect((await secretariat.engine.pair(a, b))?.isDisputed).toBe(true);
  valueOf(await secretariat.engine.judgeSame([[b, a]], 'same'));
  expect((await secretariat.engine.pair(a, b))?.isDisputed).toBe(false);
  expect((await secretariat.engine.inbox()).conflicts).toEqual([]);
  expect(await othersOf(secretariat, a)).toEqual([b]);
});

test('a likely pair is shown with its reasons, follows what changes, and is not asked again once answered', async () => {
  const { secretariat, ids } = await twoOfOne();
  const [a, b] = ids;
  const { engine } = secretariat;
  const told: string[] = [];
  await engine.subscribe((topics) => void told.push(...topics));
  const total = async (): Promise<number> => (await engine.duplicates()).total;
  await engine.duplicates();
  await expect.poll(() => told).toContain('duplicates');
  const view = await engine.duplicates();
  expect(view).toMatchObject({ total: 1, compared: 2, of: 2, crowded: 0 });
  expect(view.pairs[0]?.reasons.map(({ type }) => type)).toEqual([
    'sameTitleWords',
    'sameDates',
    'sharedObjectives',
    'sameCountry',
  ]);
  expect(await engine.pair(b, a)).toMatchObject({ sides: [{ row: { id: b } }, { row: { id: a } }], judgement: null });

  valueOf(await engine.judgeSame([[a, b]], 'different'));
  expect([await total(), (await engine.pair(a, b))?.judgement]).toEqual([0, 'different']);
  valueOf(await engine.judgeSame([[a, b]], null));
  expect(await total()).toBe(1);

  valueOf(await engine.editRecord(a, { title: 'Clases de música', start_date: '2019' }));
  valueOf(await engine.leaveRecord(a));
  await expect.poll(total).toBe(0);
  valueOf(await engine.editRecord(a, { title: PRACTICE['title'] ?? '', start_date: '2024-05' }));
  valueOf(await engine.leaveRecord(a));
  await expect.poll(total).toBe(1);
  valueOf(await engine.deleteRecord(b, 'repetido'));
  await expect.poll(total).toBe(0);
});

test('records of different kinds, or of which one is not here, cannot be said to be the same', async () => {
  const { ana, ids } = await twoOfOne();
  const consultation = valueOf(await ana.engine.beginRecord('consultation', 'es'));
  valueOf(await ana.engine.editRecord(consultation, { title: 'Una consulta' }));
  valueOf(await ana.engine.leaveRecord(consultation));
  const nowhere = `${'A'.repeat(21)}Q` as RecordId;
  for (const other of [consultation, nowhere]) {
    expect(await ana.engine.judgeSame([[ids[0], other]], 'same')).toEqual({
      ok: false,
      error: { type: 'noSuchRecord' },
    });
  }
});
