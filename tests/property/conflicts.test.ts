// Nobody is asked about a conflict that is none, and everybody about one that is: over generated writes.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChangesetId, RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import type { Change } from '#shared/log/change.ts';
import type { VerifiedChangeset } from '#shared/log/changeset.ts';
import { conflictsOf, replacing, shownCells, sidesOf } from '#shared/merge/conflict.ts';
import { planMerge } from '#shared/merge/plan.ts';
import { EMPTY_SNAPSHOT, type RecordState } from '#shared/merge/state.ts';
import { listed } from '#shared/record/cell-value.ts';
import { cellsToEntry } from '#shared/record/cells.ts';

const RECORD = 'r'.padEnd(43, '0') as RecordId;
const KIND = 'consultation';
let ids = 0;

type Cells = Readonly<Record<string, Json>>;

/** One sitting of an author over what they saw. */
function sitting(
  author: string,
  cells: Cells,
  seen: RecordState | undefined,
  lamport = 1,
  kind = KIND,
): VerifiedChangeset {
  const id = `c${ids++}`.padEnd(43, '0') as ChangesetId;
  const open = Object.entries(cells).map(
    ([cell, value]): Change => ({ record: RECORD, kind, cell, value, replaces: replacing(seen?.cells[cell]) }),
  );
  const body = { author, seq: 1, prev: null, lamport, at: { time: '', doubt: null } };
  return { id, body, changes: { open }, changeset: {}, withheld: [] } as object as VerifiedChangeset;
}

function merged(changesets: readonly VerifiedChangeset[], over?: RecordState): RecordState {
  const records = new Map(over === undefined ? [] : [[RECORD, over] as const]);
  const checked = { admitted: changesets, held: [], refused: [], already: 0, forks: [] };
  const state = planMerge({ ...EMPTY_SNAPSHOT, records }, checked).records.get(RECORD);
  if (state === undefined) throw new Error('no record');
  return state;
}

const arbText = fc.string({ unit: 'grapheme', maxLength: 12 });
const arbAuthors = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 2 });

describe('what is no conflict', () => {
  it('the same value of any number of people, whatever the order of its members', () => {
    fc.assert(
      fc.property(fc.jsonValue(), arbAuthors, (value, authors) => {
        const turned = (inner: Json): Json =>
          typeof inner !== 'object' || inner === null
            ? inner
            : Array.isArray(inner)
              ? inner.map(turned)
              : Object.fromEntries(
                  Object.entries(inner)
                    .reverse()
                    .map(([key, each]) => [key, turned(each)]),
                );
        const plain = JSON.parse(JSON.stringify(value)) as Json;
        const writes = authors.map((author, at) =>
          sitting(author, { title: at % 2 === 0 ? plain : turned(plain) }, undefined),
        );
        const state = merged(writes);
        expect(conflictsOf(state)).toEqual([]);
        expect(state.cells['title']?.writes).toHaveLength(authors.length);
      }),
    );
  });

  it('the same words typed on two systems that compose accents differently', () => {
    fc.assert(
      fc.property(arbText, arbText, (before, after) => {
        const text = `${before}Migración á ñ ç${after}`;
        const composed = sitting('a', { title: text.normalize('NFC'), 'gaps.4': text.normalize('NFD') }, undefined);
        const apart = sitting('b', { title: text.normalize('NFD'), 'gaps.4': text.normalize('NFC') }, undefined);
        expect(conflictsOf(merged([composed, apart]))).toEqual([]);
      }),
    );
  });

  it('but an address of the web, and what this app does not know, are the same only letter by letter', () => {
    const [composed, apart] = ['/migración'.normalize('NFC'), '/migración'.normalize('NFD')] as const;
    const paths = ['links.e0001', 'from_a_newer_app'].map((cell) =>
      conflictsOf(
        merged([composed, apart].map((text, at) => sitting(`${at}`, { [cell]: text }, undefined, 1, 'practice'))),
      ),
    );
    expect(paths).toEqual([['links.e0001'], ['from_a_newer_app']]);
  });

  it('different cells, in any number and by anyone', () => {
    const arbPaths = fc.uniqueArray(fc.constantFrom('title', 'summary', 'gaps.4', 'gaps.5', 'objectives.7', 'total'), {
      minLength: 2,
    });
    fc.assert(
      fc.property(arbPaths, fc.array(fc.jsonValue(), { minLength: 6, maxLength: 6 }), (paths, values) => {
        const writes = paths.map((path, at) =>
          sitting(`${at}`, { [path]: JSON.parse(JSON.stringify(values[at] ?? null)) as Json }, undefined),
        );
        expect(conflictsOf(merged(writes))).toEqual([]);
      }),
    );
  });
});

describe('a set merges by element', () => {
  const arbSet = fc.uniqueArray(fc.integer({ min: 1, max: 23 }), { maxLength: 8 });

  it('what one added is there, what one took out is gone, and nobody is asked', () => {
    fc.assert(
      fc.property(arbSet, arbSet, arbSet, (before, one, other) => {
        const based = before.length === 0 ? undefined : merged([sitting('base', asCells(before), undefined)]);
        const edits = [one, other].flatMap((after, at) => {
          const cells = changed(before, after);
          return Object.keys(cells).length === 0 ? [] : [sitting(`${at}`, cells, based, 2)];
        });
        const state = edits.length === 0 ? based : merged(edits, based);
        if (state === undefined) return;
        expect(conflictsOf(state)).toEqual([]);
        const entry = cellsToEntry(KIND, shownCells(state))['objectives'] ?? [];
        const kept = before.filter((element) => one.includes(element) && other.includes(element));
        const added = [...one, ...other].filter((element) => !before.includes(element));
        expect([...(entry as number[])].sort((a, b) => a - b)).toEqual(
          [...new Set([...kept, ...added])].sort((a, b) => a - b),
        );
      }),
    );
  });

  it('only an element that one took out while the other took it out and put it back is asked about', () => {
    const before = merged([sitting('base', asCells([7, 8]), undefined)]);
    const out = sitting('a', { 'objectives.7': null }, before, 2);
    const alsoOut = merged([sitting('b', { 'objectives.7': null }, before, 2)], before);
    const back = sitting('b', { 'objectives.7': listed(3) }, alsoOut, 3);
    const state = merged([out, back], alsoOut);
    expect(conflictsOf(state)).toEqual(['objectives.7']);
    expect(cellsToEntry(KIND, shownCells(state))['objectives']).toEqual([8, 7]);
  });
});

describe('what is a conflict', () => {
  it('has one side for each thing that is said, not for each person; their order is that of the writes', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('uno', 'dos', 'tres'), { minLength: 2, maxLength: 6 }), (said) => {
        const state = merged(said.map((title, at) => sitting(`${at}`, { title }, undefined, at + 1)));
        const { writes = [] } = state.cells['title'] ?? {};
        const sides = sidesOf(KIND, 'title', writes);
        expect(sides).toHaveLength(new Set(said).size);
        expect(conflictsOf(state)).toEqual(new Set(said).size > 1 ? ['title'] : []);
        expect(sides.flat()).toHaveLength(writes.length);
        expect(sides[0]?.[0]).toBe(writes[0]);
      }),
    );
  });
});

const asCells = (elements: readonly number[]): Cells =>
  Object.fromEntries(elements.map((element, rank) => [`objectives.${element}`, listed(rank)]));

/** As the form writes it: what was put in and what was taken out. */
function changed(before: readonly number[], after: readonly number[]): Cells {
  const put = after.filter((element) => !before.includes(element));
  const taken = before.filter((element) => !after.includes(element));
  return {
    ...Object.fromEntries(put.map((element, rank) => [`objectives.${element}`, listed(before.length + rank)])),
    ...Object.fromEntries(taken.map((element) => [`objectives.${element}`, null])),
  };
}
