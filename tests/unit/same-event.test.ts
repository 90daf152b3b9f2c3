// "The same event": equivalence from what people said, and counting once.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChangesetId, KeyId, RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { shownCells, shownValue } from '#shared/merge/conflict.ts';
import { carrierOf, cellOn, countedOnce, type Judged, judgementsIn, sameEvents } from '#shared/merge/same-event.ts';
import type { CellState, RecordState } from '#shared/merge/state.ts';
import { cellsToEntry, levelOfPath } from '#shared/record/cells.ts';
import { searchTextOf } from '#shared/record/summary.ts';
import { problemsOf } from '#shared/record/validate.ts';

const judged = (others: Record<string, boolean> = {}, facts: Partial<Judged> = {}): Judged => ({
  kind: 'consultation',
  deleted: false,
  judged: others,
  ...facts,
});
const among = (records: Record<string, Judged>) => sameEvents(new Map(Object.entries(records)));

describe('records of one event', () => {
  it('the same is the same from both sides, and through a third', () => {
    const events = among({ a: judged({ b: true }), b: judged({ c: true }), c: judged(), d: judged() });
    expect([events.othersOf('a'), events.othersOf('b'), events.othersOf('c'), events.othersOf('d')]).toEqual([
      ['b', 'c'],
      ['a', 'c'],
      ['a', 'b'],
      [],
    ]);
    expect(events.eventOf('a')).toBe(events.eventOf('c'));
    expect(events.eventOf('d')).toBe('d');
    expect(events.linksOf('c')).toEqual(['b']);
  });

  it('a record that is not here yet joins those that were said to be the same as it, and is none of them', () => {
    const events = among({ a: judged({ z: true }), b: judged({ z: true }) });
    expect(events.othersOf('a')).toEqual(['b']);
    expect(events.linksOf('a')).toEqual(['z']);
  });

  it('a deleted record drops out without parting the others', () => {
    const events = among({ a: judged({ b: true }), b: judged({ c: true }, { deleted: true }), c: judged() });
    expect(events.othersOf('a')).toEqual(['c']);
    expect(events.eventOf('a')).toBe(events.eventOf('c'));
  });

  it('records of different kinds are never of one event, even through a third', () => {
    const events = among({ a: judged({ z: true }), b: judged({ z: true }, { kind: 'practice' }) });
    expect(events.othersOf('a')).toEqual([]);
    expect(events.eventOf('a')).not.toBe(events.eventOf('b'));
  });

  it('nobody is asked twice: neither about a pair nor about what follows from it', () => {
    const events = among({ a: judged({ b: true, c: false }), b: judged(), c: judged(), d: judged() });
    expect([events.isAnswered('b', 'a'), events.isAnswered('c', 'a'), events.isAnswered('b', 'c')]).toEqual([
      true,
      true,
      true,
    ]);
    expect(events.isAnswered('a', 'd')).toBe(false);
  });

  it('taken back, everything is as before', () => {
    const before = among({ a: judged(), b: judged() });
    expect(before.isAny).toBe(false);
    expect(before.eventOf('a')).toBe('a');
    expect(before.isAnswered('a', 'b')).toBe(false);
  });
});

describe('the cell that says so', () => {
  const [here, other] = [`${'A'.repeat(21)}A`, `${'B'.repeat(21)}Q`] as RecordId[];
  const write = (value: Json): CellState => ({
    writes: [{ id: 'w' as ChangesetId, author: 'k' as KeyId, lamport: 1, level: 'open', value }],
    replaced: [],
  });
  const state = (cells: Record<string, Json>): RecordState => ({
    id: here as RecordId,
    kind: 'practice',
    kindBy: { lamport: 1, id: 'w' as ChangesetId },
    cells: Object.fromEntries(Object.entries(cells).map(([path, value]) => [path, write(value)])),
    authors: ['k' as KeyId],
    changesets: ['w' as ChangesetId],
    last: { lamport: 1, id: 'w' as ChangesetId, at: { time: '', doubt: null } },
  });

  it('is no answer of the record: entry, problems and words are as without it', () => {
    const plain = state({ title: 'Taller' });
    const linked = state({ title: 'Taller', [cellOn(other as RecordId)]: true });
    expect(cellsToEntry('practice', shownCells(linked))).toEqual({ title: 'Taller' });
    const cells = new Map(Object.entries(linked.cells).map(([path, cell]) => [path, shownValue(cell) ?? null]));
    expect(cellsToEntry('practice', cells)).toEqual({ title: 'Taller' });
    expect(problemsOf('practice', cells)).toEqual(problemsOf('practice', shownCells(plain)));
    expect(searchTextOf('practice', cells, new Set(['open']))).toBe('Taller');
    expect(levelOfPath('practice', cellOn(other as RecordId))).toBe('open');
    expect(judgementsIn(linked)).toEqual({ [other ?? '']: true });
  });

  it('says nothing where it names no record, itself, or has another value', () => {
    const odd = { '$same.': true, '$same.x.y': true, [`$same.${here}`]: true, [`$same.${other}`]: 'sí' };
    expect(judgementsIn(state(odd))).toBeUndefined();
    expect(judgementsIn(state({ [`$same.${other}`]: null }))).toBeUndefined();
  });

  it('is one and the same whoever says it of a pair', () => {
    expect(carrierOf(here as RecordId, other as RecordId)).toBe(here);
    expect(carrierOf(other as RecordId, here as RecordId)).toBe(here);
  });
});

describe('counting once', () => {
  it('the first of an event counts, and it is told how many were of one', () => {
    const events = among({ a: judged({ b: true }), b: judged(), c: judged() });
    const given = ['b', 'c', 'a'].map((id) => ({ id }));
    expect(countedOnce(given, events)).toEqual({
      counted: [{ id: 'b' }, { id: 'c' }],
      linked: { records: 2, events: 1 },
    });
  });

  it('counts with links are counts of classes, whatever is linked and whatever is shown', () => {
    const ids = 'abcdefghij'.split('');
    const arbLink = fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids), fc.boolean());
    fc.assert(
      fc.property(fc.array(arbLink, { maxLength: 15 }), fc.subarray(ids), (links, shown) => {
        const records = new Map(ids.map((id): [string, Judged] => [id, judged()]));
        const classOf = new Map(ids.map((id) => [id, id]));
        for (const [a, b, isSame] of links) {
          if (a === b) continue;
          const already = records.get(a)?.judged ?? {};
          if (already[b] === true) continue;
          records.set(a, judged({ ...already, [b]: isSame }));
          if (!isSame) continue;
          const [kept, gone] = [classOf.get(a), classOf.get(b)];
          for (const [id, root] of classOf) if (root === gone) classOf.set(id, kept ?? '');
        }
        const { counted, linked } = countedOnce(
          shown.map((id) => ({ id })),
          sameEvents(records),
        );
        const classes = new Set(shown.map((id) => classOf.get(id)));
        expect(counted).toHaveLength(classes.size);
        expect(shown.length - linked.records + linked.events).toBe(classes.size);
      }),
    );
  });
});
