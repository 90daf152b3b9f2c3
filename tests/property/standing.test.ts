// What is kept row by row is what looking through all rows would answer: however rows come, change and go, and however
// the queue is paged through, nothing is lost, told twice or out of its order.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RecordId } from '#shared/base/ids.ts';
import { mesaOfObjective, objectives } from '#shared/mechanism/compact.ts';
import type { RecordRow } from '#renderer/engine/record-views.ts';
import { makeReviewQueue } from '#renderer/engine/review-queue.ts';
import { makeStanding, type RowFacts } from '#renderer/engine/standing.ts';

interface Step {
  readonly id: string;
  readonly row: RecordRow | undefined;
  readonly facts: RowFacts;
  readonly mayDecide: boolean;
}

const arbRow = (id: string): fc.Arbitrary<RecordRow> =>
  fc
    .record({
      objectives: fc.uniqueArray(fc.integer({ min: 1, max: 23 }), { maxLength: 3 }),
      countries: fc.uniqueArray(fc.constantFrom('MX', 'GT', 'HN'), { maxLength: 2 }),
      state: fc.constantFrom<RecordRow['state']>('draft', 'saved', 'packed', 'delivered', 'merged'),
      finished: fc.boolean(),
      deleted: fc.boolean(),
      conflicts: fc.integer({ min: 0, max: 2 }),
      review: fc.constantFrom('new', 'returned', 'answered', 'approved', 'changed', 'disputed'),
      fromOthers: fc.boolean(),
      lamport: fc.integer({ min: 0, max: 20 }),
    })
    .map(({ review, ...row }) => ({
      ...row,
      ...(review === 'new' ? {} : { review: review as NonNullable<RecordRow['review']> }),
      id: id as RecordId,
      kind: 'practice',
      title: '',
      date: '',
      organisation: '',
      changedAt: '',
      language: '',
    }));

const arbSteps = fc.array(
  fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h').chain((id) =>
    fc.record({
      id: fc.constant(id),
      row: fc.option(arbRow(id), { nil: undefined, freq: 5 }),
      facts: fc.record({
        isReview: fc.constant(id < 'c'),
        isOwn: fc.boolean(),
        isAsked: fc.boolean(),
        isKeptHere: fc.boolean(),
      }),
      mayDecide: fc.boolean(),
    }),
  ),
  { maxLength: 60 },
);

const lastOf = (steps: readonly Step[]): ReadonlyMap<string, Step> => new Map(steps.map((step) => [step.id, step]));

test('what all rows amount to is the same, kept as they change or counted at the end', () =>
  fc.assert(
    fc.property(arbSteps, (steps) => {
      const kept = makeStanding();
      const before = new Map<string, RecordRow | undefined>();
      for (const { id, row, facts } of steps) {
        kept.change(id, row, facts, before.get(id));
        before.set(id, facts.isReview ? undefined : row);
      }
      const now = [...lastOf(steps).values()].flatMap(({ row, facts }) => (row === undefined ? [] : [{ row, facts }]));
      const seen = now.filter(({ row }) => !row.deleted);
      const ids = (some: typeof now): readonly string[] => some.map(({ row }) => row.id).sort();
      const records = seen.filter(({ facts }) => !facts.isReview);
      const { disputed, waiting, binned, returned } = kept.now;
      expect([...disputed.keys()].sort()).toEqual(ids(seen.filter(({ row }) => row.conflicts > 0)));
      expect([...waiting.keys()].sort()).toEqual(ids(seen.filter(({ row }) => /^(saved|packed)$/.test(row.state))));
      expect([...binned.keys()].sort()).toEqual(ids(now.filter(({ row, facts }) => row.deleted && !facts.isReview)));
      expect([...returned.keys()].sort()).toEqual(ids(records.filter(({ facts }) => facts.isAsked && facts.isOwn)));
      expect(kept.now.records).toBe(records.length);
      expect(kept.now.conflicts).toBe(records.reduce((sum, { row }) => sum + row.conflicts, 0));
      const spoken = new Set(records.flatMap(({ row }) => row.objectives));
      expect(kept.now.silentObjectives).toBe(objectives.length - spoken.size);
    }),
  ));

test('the queue, a page at a time, is everything that waits, in order, each once', () =>
  fc.assert(
    fc.asyncProperty(
      arbSteps,
      fc.integer({ min: 1, max: 4 }),
      fc.constantFrom({}, { mesa: 2 }, { country: 'GT' }),
      async (steps, size, query) => {
        const queue = makeReviewQueue();
        for (const { id, row, mayDecide } of steps) queue.change(id, row, mayDecide);
        const order = ['disputed', 'answered', 'changed', 'new'];
        const waiting = [...lastOf(steps).values()]
          .flatMap(({ row, mayDecide }) => (row !== undefined && mayDecide ? [row] : []))
          .filter((row) => row.finished && !row.deleted && row.fromOthers && order.includes(row.review ?? 'new'))
          .sort(
            (a, b) =>
              order.indexOf(a.review ?? 'new') - order.indexOf(b.review ?? 'new') ||
              a.lamport - b.lamport ||
              (a.id < b.id ? -1 : 1),
          );
        const wanted = waiting.filter(
          (row) =>
            (!('mesa' in query) || row.objectives.some((n) => mesaOfObjective(n)?.n === 2)) &&
            (!('country' in query) || row.countries.includes('GT')),
        );
        const paged: RecordRow[] = [];
        for (let from = 0; from < Math.max(1, wanted.length); from += size) {
          const { entries, total, mesas } = await queue.read({ ...query, from }, size);
          expect(total).toBe(wanted.length);
          for (const { mesa, records } of mesas)
            expect(records).toBe(
              waiting.filter((row) => row.objectives.some((n) => mesaOfObjective(n)?.n === mesa)).length,
            );
          paged.push(...entries.map(({ row }) => row));
        }
        expect(paged).toEqual(wanted);
      },
    ),
  ));
