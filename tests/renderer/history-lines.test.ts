// A history in lines: sittings, sets by what came in and went out, deeds apart, and what can be brought back.

import { expect, test } from 'vitest';
import type { HistoryChange, HistoryEntry } from '#renderer/engine/record-views.ts';
import { earlierOf, sittingsOf } from '#renderer/views/record/history-lines.ts';
import type { Json } from '#shared/base/json.ts';

let next = 0;
const entry = (author: string, minute: number, changes: readonly HistoryChange[], isDoubted = false): HistoryEntry =>
  ({
    changeset: `c${next++}`,
    author: { kid: author },
    claimed: {
      time: new Date(Date.UTC(2026, 0, 1, 10, minute)).toISOString(),
      doubt: isDoubted ? 'jumped' : null,
    },
    lamport: next,
    changes,
    withheld: [],
    bundles: [],
  }) as object as HistoryEntry;
const change = (path: string, before: Json | undefined, after: Json): HistoryChange => ({ path, before, after });
const linesOf = (...entries: readonly HistoryEntry[]) => sittingsOf('practice', entries).map(({ lines }) => lines);

test('what one device wrote in one go is one sitting, newest first; another hand, or a doubted clock, is another', () => {
  const sittings = sittingsOf('practice', [
    entry('ana', 0, [change('title', undefined, 'Uno')]),
    entry('ana', 5, [change('title', 'Uno', 'Dos')]),
    entry('luz', 6, [change('title', 'Dos', 'Tres')]),
    entry('ana', 7, [change('title', 'Tres', 'Cuatro')]),
    entry('ana', 40, [change('title', 'Cuatro', 'Cinco')]),
    entry('ana', 41, [change('title', 'Cinco', 'Seis')], true),
  ]);
  expect(sittings.map(({ entries }) => entries.length)).toEqual([1, 1, 1, 1, 2]);
  expect(sittings.at(-1)?.lines).toEqual([{ type: 'written', change: change('title', undefined, 'Dos') }]);
});

test('elements of a set stand together; what was done and taken back in one go is no line', () => {
  const listed = { listed: 0 };
  expect(
    linesOf(
      entry('ana', 0, [
        change('countries.MX', listed, null),
        change('countries.GT', undefined, listed),
        change('summary', 'a', 'b'),
      ]),
      entry('ana', 1, [change('summary', 'b', 'a'), change('$deleted', undefined, { reason: 'x' })]),
      entry('ana', 2, [change('$deleted', { reason: 'x' }, null), change('$finished', undefined, true)]),
    ),
  ).toEqual([
    [
      { type: 'deed', change: change('$finished', undefined, true) },
      {
        type: 'set',
        field: 'countries',
        changes: [change('countries.MX', listed, null), change('countries.GT', undefined, listed)],
      },
    ],
  ]);
});

test('what stood there earlier can be had again, unless it stands there, or there was nothing', () => {
  const written = { type: 'written', change: change('title', 'Uno', 'Dos') } as const;
  expect(earlierOf(written, new Map([['title', 'Dos']]))).toEqual({ title: 'Uno' });
  expect(earlierOf(written, new Map([['title', 'Uno']]))).toBeNull();
  expect(earlierOf({ type: 'written', change: change('title', undefined, 'Uno') }, new Map())).toBeNull();
  expect(earlierOf({ type: 'deed', change: change('$finished', undefined, true) }, new Map())).toBeNull();
  const set = {
    type: 'set',
    field: 'countries',
    changes: [change('countries.MX', { listed: 1 }, null), change('countries.GT', undefined, { listed: 0 })],
  } as const;
  expect(earlierOf(set, new Map([['countries.GT', { listed: 0 }]]))).toEqual({
    'countries.MX': { listed: 1 },
    'countries.GT': null,
  });
});

test('of a review one reads what was decided, noted and answered, and a sitting that says nothing is none', () => {
  const review = (path: string, after: Json): HistoryChange => ({ ...change(path, undefined, after), isReview: true });
  expect(
    linesOf(
      entry('office', 0, [
        review('about', 'x'),
        review('seen.k:4', { listed: 0 }),
        review('decision', 'clarification_requested'),
        review('notes.e1.words', '¿Por qué?'),
      ]),
      entry('office', 60, [review('seen.k:5', { listed: 0 })]),
    ).map((lines) => lines.map((line) => (line.type === 'deed' ? line.change.path : line.type))),
  ).toEqual([['decision', 'notes.e1.words']]);
});
