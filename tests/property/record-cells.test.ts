// The law of shared/record/cells.ts: an entry taken apart and put together is the same entry, whatever it is.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import awkward from '#resources/samples/awkward-texts.json' with { type: 'json' };
import samples from '#resources/samples/real-entries.json' with { type: 'json' };
import type { Json } from '#shared/base/json.ts';
import { canonicalText } from '#shared/base/json.ts';
import { MAX_CELL_PATH } from '#shared/log/change.ts';
import { carriable } from '#shared/record/carriable.ts';
import { sameMeaning } from '#shared/record/cell-value.ts';
import { cellsToEntry, entryToCells } from '#shared/record/cells.ts';
import type { Field } from '#shared/record/definition.ts';
import { elementIdBetween } from '#shared/record/element-id.ts';
import { kinds } from '#shared/record/kinds.ts';
import { componentsOf, pathOf } from '#shared/record/paths.ts';

type Entry = { readonly [field: string]: Json };

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);
const arbText = fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed());
const arbKey = fc
  .oneof(
    arbText,
    fc.constantFrom('', '.', '~', '$finished', '$', '~2', '~3', 'a.b', '7', 'notKnown', 'asGiven', 'listed'),
  )
  .filter((key) => !FORBIDDEN.has(key));
const arbNumber = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })).map((n) => n + 0);
const arbJson: fc.Arbitrary<Json> = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.oneof(
      arbText,
      arbNumber,
      fc.boolean(),
      fc.constant(null),
      fc.constant({ notKnown: true }),
      fc.constant({ listed: 0 }),
    ),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(arbKey, tie('json'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).json;

const roundTrip = (kind: string, entry: Entry): Json => {
  const cells = entryToCells(kind, entry);
  if (!cells.ok) throw new Error(`refused: ${JSON.stringify(cells.error)}`);
  return cellsToEntry(kind, cells.value);
};

const isTheSame = (kind: string, entry: Entry): void => {
  expect(roundTrip(kind, entry)).toStrictEqual(entry);
};

/** Values that fit the field's shape, and values that nearly do. */
function arbValueOf(field: Field): fc.Arbitrary<Json> {
  const { shape } = field;
  switch (shape.type) {
    case 'multichoice':
      return fc.oneof(
        fc.array(fc.integer({ min: -1, max: 24 }), { maxLength: 6 }),
        fc.array(fc.constantFrom('MX', 'GT', 'women', '', '7', '$x', 'a.b'), { maxLength: 6 }),
        fc.constantFrom('AR', 7, '7'),
      );
    case 'counts':
    case 'longtextPerObjective':
    case 'group':
      return fc.dictionary(arbKey, arbJson, { maxKeys: 5, noNullPrototype: true });
    case 'repeatText':
    case 'repeatUrl':
    case 'file':
      return fc.array(fc.oneof(arbText, arbJson), { maxLength: 12 });
    case 'repeatGroup':
      return fc.array(fc.oneof(fc.dictionary(arbKey, arbJson, { maxKeys: 4, noNullPrototype: true }), arbJson), {
        maxLength: 12,
      });
    default:
      return arbJson;
  }
}

describe('an entry taken apart into cells and put together is the same entry', () => {
  test.each(samples.entries.map((entry) => [entry.id, entry] as const))('%s, as published', (_, entry) => {
    expect(roundTrip(entry.kind, entry.cells)).toStrictEqual(entry.cells);
  });

  for (const kind of kinds.values()) {
    test(`every awkward text in every field and at every place of a ${kind.key}`, () => {
      for (const { text } of awkward.entries) {
        for (const { key } of kind.fields) {
          const places: Json[] = [text, [text], [text, text], { 7: text, [text]: 1 }, [{ text, [text]: text }]];
          for (const value of places) {
            expect(roundTrip(kind.key, { [key]: value })).toStrictEqual({ [key]: value });
          }
        }
      }
    });

    test(`values that fit the shapes of a ${kind.key}, or nearly`, () => {
      const arbEntry = fc.record(Object.fromEntries(kind.fields.map((field) => [field.key, arbValueOf(field)])), {
        requiredKeys: [],
        noNullPrototype: true,
      });
      fc.assert(fc.property(arbEntry, (entry) => isTheSame(kind.key, entry as Entry)));
    });

    test(`any JSON in any field of a ${kind.key}, known or not`, () => {
      const arbField = fc.oneof(fc.constantFrom(...kind.fields.map((field) => field.key)), arbKey);
      const arbEntry = fc.dictionary(arbField, arbJson, { maxKeys: 8, noNullPrototype: true });
      fc.assert(fc.property(arbEntry, (entry) => isTheSame(kind.key, entry)));
    });
  }

  test('any JSON in a kind that this app does not know', () => {
    const arbEntry = fc.dictionary(arbKey, arbJson, { maxKeys: 8, noNullPrototype: true });
    fc.assert(fc.property(fc.string(), arbEntry, isTheSame));
  });

  test('names longer than a path may be, lists longer than ids can number', () => {
    const long = 'ñ'.repeat(400);
    const entries: Entry[] = [
      { [long]: 1, [`${long}x`]: null },
      {
        by_nationality: { [long]: 3, MX: 1 },
        country: [long],
        recommendations: [{ [long]: 'a' }],
        progress: { [long]: '' },
      },
      { co_organizers: Array.from({ length: 10_001 }, (_, at) => `n.º ${at}`) },
    ];
    for (const entry of entries) expect(roundTrip('consultation', entry)).toStrictEqual(entry);
  });

  test('−0 becomes 0, as canonical JSON has it', () => {
    expect(roundTrip('consultation', { total: -0, by_sex: { women: -0 }, other: [-0] })).toStrictEqual({
      total: 0,
      by_sex: { women: 0 },
      other: [0],
    });
  });
});

describe('cells', () => {
  const arbCellsOf = fc.constantFrom(...kinds.keys(), 'unknown').chain((kind) => {
    const fields = [...(kinds.get(kind)?.fields ?? []).map((field) => field.key), 'other'];
    const arbPath = fc
      .tuple(
        fc.constantFrom(...fields),
        fc.array(fc.oneof(fc.constantFrom('7', 'e0001', 'MX', 'text'), arbKey), { maxLength: 3 }),
      )
      .map(([field, rest]) => pathOf(field, ...rest));
    return fc.tuple(fc.constant(kind), fc.array(fc.tuple(arbPath, arbJson), { maxLength: 12 }));
  });

  test('have paths that the log accepts, and values that canonical JSON can carry', () => {
    const long = 'x'.repeat(MAX_CELL_PATH + 1);
    const arbField = fc.oneof(arbKey, fc.constantFrom('objectives', 'by_sex', 'follow_up', long));
    const arbValue = fc.oneof(arbJson, fc.constantFrom<Json[]>({ [long]: 1 }, [long], [{ [long]: 1 }]));
    const arbEntry = fc.dictionary(arbField, arbValue, { noNullPrototype: true });
    fc.assert(
      fc.property(arbEntry, (entry) => {
        const cells = entryToCells('consultation', entry);
        if (!cells.ok) throw new Error(cells.error.type);
        for (const [path, value] of cells.value) {
          expect(path.length).toBeGreaterThan(0);
          expect(path.length).toBeLessThanOrEqual(MAX_CELL_PATH);
          expect(path.startsWith('$')).toBe(false);
          expect(JSON.parse(canonicalText(value))).toEqual(value);
        }
      }),
    );
  });

  test('of any origin give an entry that does not depend on the order in which they came', () => {
    fc.assert(
      fc.property(arbCellsOf, ([kind, list]) => {
        const cells = new Map(list);
        const entry = cellsToEntry(kind, cells);
        expect(cellsToEntry(kind, new Map([...cells].reverse()))).toStrictEqual(entry);
        expect(carriable(entry).ok).toBe(true);
      }),
    );
  });

  test('that are cleared, and cells of the log, are not in the entry', () => {
    const cells = new Map<string, Json>([
      ['title', null],
      ['objectives.7', null],
      ['$finished', true],
      ['total', 3],
    ]);
    expect(cellsToEntry('consultation', cells)).toStrictEqual({ total: 3 });
  });
});

describe('paths', () => {
  test('give their components back, and different components give different paths', () => {
    const arbComponents = fc.array(arbKey, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(arbComponents, arbComponents, (a, b) => {
        expect(componentsOf(pathOf(...a))).toStrictEqual(a);
        expect(pathOf(...a) === pathOf(...b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
    );
  });
});

describe('ids of inserted elements', () => {
  test('sort where they were inserted, however often and by however many devices', () => {
    const arbInserts = fc.array(fc.tuple(fc.nat(), fc.stringMatching(/^[-0-9A-Z_a-z]{1,4}$/)), { maxLength: 60 });
    fc.assert(
      fc.property(fc.nat({ max: 3 }), arbInserts, (count, inserts) => {
        const ids = Array.from({ length: count }, (_, at) => `e000${at + 1}`);
        for (const [where, salt] of inserts) {
          const at = where % (ids.length + 1);
          ids.splice(at, 0, elementIdBetween(ids[at - 1] ?? null, ids[at] ?? null, salt));
        }
        expect(ids).toStrictEqual([...ids].sort());
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });

  test('of two devices at the same place differ, and both are between their neighbours', () => {
    const [a, b] = [elementIdBetween('e0001', 'e0002', 'aa'), elementIdBetween('e0001', 'e0002', 'bb')];
    expect(['e0001', a, b, 'e0002'].sort()).toStrictEqual(['e0001', a, b, 'e0002']);
    const between = elementIdBetween(a, b, 'cc');
    expect([a, between, b].sort()).toStrictEqual([a, between, b]);
  });
});

describe('two writes', () => {
  test('mean the same when they are the same JSON, or both put an element into a set', () => {
    fc.assert(
      fc.property(arbJson, (value) => {
        expect(sameMeaning(value, JSON.parse(JSON.stringify(value)) as Json)).toBe(true);
      }),
    );
    expect(sameMeaning({ a: 1, b: [2] }, { b: [2], a: 1 })).toBe(true);
    expect(sameMeaning({ listed: 0 }, { listed: 5 })).toBe(true);
  });

  test('do not mean the same otherwise', () => {
    fc.assert(
      fc.property(arbJson, arbJson, (a, b) => {
        const isListed = [a, b].every((value) => Object.hasOwn(Object(value) as object, 'listed'));
        fc.pre(!isListed && canonicalText(a) !== canonicalText(b));
        expect(sameMeaning(a, b)).toBe(false);
      }),
    );
    expect(sameMeaning({ listed: 0 }, null)).toBe(false);
    expect(sameMeaning([1, 2], [2, 1])).toBe(false);
  });
});
