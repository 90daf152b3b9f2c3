// The board counts events: whatever is linked, its numbers are those of the classes, and no record is lost.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Catalogue } from '#renderer/engine/catalogue.ts';
import type { RecordRow } from '#renderer/engine/record-views.ts';
import { boardOf } from '#renderer/engine/read-board.ts';
import type { RecordId } from '#shared/base/ids.ts';
import { type Judged, sameEvents } from '#shared/merge/same-event.ts';

const IDS = 'abcdefgh'.split('');

const rowOf = (id: string, objectives: readonly number[]): RecordRow => ({
  id: id as RecordId,
  kind: 'practice',
  title: id,
  date: '',
  objectives,
  countries: [],
  organisation: '',
  state: 'merged',
  finished: true,
  deleted: false,
  conflicts: 0,
  fromOthers: false,
  lamport: 1,
  changedAt: '',
  language: 'es',
});

/** @param days by record, as its record says them; a record without one is undated */
async function board(
  rows: readonly RecordRow[],
  links: readonly (readonly [string, string])[],
  days: Record<string, string> = {},
) {
  const judged = new Map<string, Judged>(IDS.map((id) => [id, { kind: 'practice', deleted: false, judged: {} }]));
  for (const [a, b] of links) {
    if (a !== b) judged.set(a, { kind: 'practice', deleted: false, judged: { ...judged.get(a)?.judged, [b]: true } });
  }
  const events = sameEvents(judged);
  const catalogue = {
    events: () => events,
    stored: () => undefined,
    line: (id: string) => ({ date: days[id] === undefined ? null : `${days[id]}-01-01`.slice(0, 10) }),
  } as object as Catalogue;
  const dated = rows.map((row) => ({ ...row, date: days[row.id] ?? '' }));
  return { view: await boardOf(dated, catalogue, {}), events };
}

test('what is about the Mechanism itself is no voice: a meeting leaves a silent cord silent', async () => {
  const meeting: RecordRow = { ...rowOf('a', [7]), kind: 'meeting', countries: ['CO'], organisation: 'Red' };
  const { view } = await board([meeting, rowOf('b', [8])], []);
  expect(view.silent).toContain(7);
  expect(view.totals).toEqual({ records: 1, organisations: 0, countries: 0 });
});

test('an event is one knot, the earliest of its records, and the cord still knows its last date', async () => {
  const rows = ['a', 'b', 'c'].map((id) => rowOf(id, [7]));
  const { view } = await board(rows, [['a', 'b']], { a: '2025-03-01', b: '2024-02-01', c: '2024-06-01' });
  const cord = view.objectives.find(({ objective }) => objective === 7);
  expect(cord?.knots.map(({ record }) => record)).toEqual(['b', 'c']);
  expect(cord?.byKind).toEqual({ practice: 2 });
  expect(cord?.lastDate).toBe('2025-03-01');
  expect(view.totals.records).toBe(2);
  expect(view.linked).toEqual({ records: 2, events: 1 });
});

test('a date known only to its year is that year on the board, not the first of January', async () => {
  const { view } = await board([rowOf('a', [7])], [], { a: '2021' });
  const cord = view.objectives.find(({ objective }) => objective === 7);
  expect([cord?.lastDate, cord?.knots[0]?.date, view.years]).toEqual(['2021', '2021', [2021]]);
});

test('every number of the board is a number of classes', async () => {
  const arbRow = fc.tuple(fc.constantFrom(...IDS), fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { maxLength: 3 }));
  const arbRows = fc.uniqueArray(arbRow, { selector: ([id]) => id });
  const arbLinks = fc.array(fc.tuple(fc.constantFrom(...IDS), fc.constantFrom(...IDS)), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(arbRows, arbLinks, async (given, links) => {
      const rows = given.map(([id, objectives]) => rowOf(id, objectives));
      const { view, events } = await board(rows, links);
      const classes = (shown: readonly RecordRow[]): number => new Set(shown.map(({ id }) => events.eventOf(id))).size;
      expect(view.totals.records).toBe(classes(rows));
      for (const { objective, knots, byKind } of view.objectives) {
        const count = classes(rows.filter(({ objectives }) => objectives.includes(objective)));
        expect([knots.length, byKind['practice'] ?? 0]).toEqual([count, count]);
      }
      expect(view.silent).toEqual(
        view.objectives.filter(({ knots }) => knots.length === 0).map(({ objective }) => objective),
      );
    }),
  );
});

test('of very many records a cord is sent as many knots as it can draw, and they stand for all', async () => {
  const rows = Array.from({ length: 1_234 }, (_, n) => rowOf(`r${n}`, [7]));
  const days = Object.fromEntries(rows.map(({ id }, n) => [id, n % 5 === 0 ? '' : String(1990 + (n % 30))]));
  const dated = Object.fromEntries(Object.entries(days).filter(([, day]) => day !== ''));
  const { view } = await board(rows, [], dated);
  const { knots = [] } = view.objectives.find(({ objective }) => objective === 7) ?? {};
  const standFor = (some: typeof knots): number => some.reduce((sum, { more = 0 }) => sum + 1 + more, 0);
  expect(knots.length).toBeLessThanOrEqual(202);
  expect(standFor(knots)).toBe(1_234);
  expect(standFor(knots.filter(({ date }) => date === null))).toBe(rows.length - Object.keys(dated).length);
});
