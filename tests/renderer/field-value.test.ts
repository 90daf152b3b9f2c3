import { expect, test } from 'vitest';
import type { Json } from '#shared/base/json.ts';
import type { Field } from '#shared/record/definition.ts';
import { entryToCells } from '#shared/record/cells.ts';
import { kindOf } from '#shared/record/kinds.ts';
import samples from '#resources/samples/real-entries.json' with { type: 'json' };
import {
  changesOf,
  elementsOf,
  emptyOf,
  type FieldValue,
  fieldValueOf,
  isEmpty,
  type Row,
  withElements,
  withoutRow,
  withRowAt,
  withRowMoved,
  withRowValues,
} from '#renderer/views/record-form/field-value.ts';

const field = (kind: string, key: string): Field => {
  const found = kindOf(kind)?.fields.find((each) => each.key === key);
  if (found === undefined) throw new Error(`${kind} has no ${key}`);
  return found;
};

/** What the log does with a save: null clears. */
const written = (cells: ReadonlyMap<string, Json>, changes: ReadonlyMap<string, Json>): Map<string, Json> => {
  const after = new Map(cells);
  for (const [path, value] of changes) {
    if (value === null) after.delete(path);
    else after.set(path, value);
  }
  return after;
};

const rows = (value: FieldValue): readonly Row[] => (value.type === 'rows' ? value.rows : []);

test('opening a form on any real entry and leaving it writes nothing', () => {
  for (const entry of samples.entries) {
    const cells = entryToCells(entry.kind, entry.cells as unknown as Record<string, Json>);
    if (!cells.ok) throw new Error(entry.id);
    for (const each of kindOf(entry.kind)?.fields ?? []) {
      const value = fieldValueOf(each, cells.value);
      expect([...changesOf(each, value, value)], `${entry.id} ${each.key}`).toEqual([]);
    }
  }
});

test('an answer that is written reads back as it was given, in every shape', () => {
  const cases: readonly (readonly [Field, FieldValue])[] = [
    [field('consultation', 'title'), { type: 'one', value: 'Consulta en Tapachula' }],
    [field('consultation', 'total'), { type: 'one', value: 0 }],
    [field('consultation', 'referral_done'), { type: 'one', value: false }],
    [field('consultation', 'date_start'), { type: 'notKnown' }],
    [field('consultation', 'objectives'), withElements(emptyOf(field('consultation', 'objectives')), ['7', '23', '1'])],
    [field('consultation', 'progress'), { type: 'parts', parts: { 7: 'una idea\notra idea', 23: 'más' } }],
    [field('consultation', 'by_age'), { type: 'parts', parts: { '0-11': 0, '60+': 12 } }],
    [
      field('consultation', 'co_organizers'),
      { type: 'rows', rows: withRowAt([], 0, { '': 'Parroquia San José' }, 'abcd') },
    ],
    [
      field('consultation', 'follow_up'),
      { type: 'rows', rows: withRowAt([], 0, { action: 'Volver', responsible: 'Comité', due: '2026' }, 'abcd') },
    ],
  ];
  for (const [each, value] of cases) {
    const cells = written(new Map(), changesOf(each, emptyOf(each), value));
    expect(fieldValueOf(each, cells), each.key).toEqual(value);
    expect(isEmpty(each, value)).toBe(false);
    expect([...written(cells, changesOf(each, value, emptyOf(each)))], `${each.key} cleared`).toEqual([]);
  }
});

test('a save writes only the parts that changed', () => {
  const ages = field('consultation', 'by_age');
  const before: FieldValue = { type: 'parts', parts: { '0-11': 3, '60+': 12 } };
  expect(Object.fromEntries(changesOf(ages, before, { type: 'parts', parts: { '0-11': 4, '60+': 12 } }))).toEqual({
    'by_age.0-11': 4,
  });
  expect(Object.fromEntries(changesOf(ages, before, { type: 'parts', parts: { '60+': 12 } }))).toEqual({
    'by_age.0-11': null,
  });
});

test('what has the wrong type is kept untouched until the person answers anew', () => {
  const total = field('consultation', 'total');
  const cells = new Map<string, Json>([['total', ['unos', 40]]]);
  const value = fieldValueOf(total, cells);
  expect(value).toEqual({ type: 'other', value: ['unos', 40] });
  expect([...changesOf(total, value, value)]).toEqual([]);
  expect(Object.fromEntries(changesOf(total, value, { type: 'one', value: 40 }))).toEqual({ total: 40 });
});

test('a single value where a set belongs is a set of one, and becomes elements when the set is changed', () => {
  const country = field('consultation', 'country');
  const cells = new Map<string, Json>([['country', 'PA']]);
  const value = fieldValueOf(country, cells);
  expect(elementsOf(value)).toEqual(['PA']);
  const both = withElements(value, ['PA', 'CO']);
  const after = written(cells, changesOf(country, value, both));
  expect(after.has('country')).toBe(false);
  expect(elementsOf(fieldValueOf(country, after))).toEqual(['PA', 'CO']);
});

test('an element taken out of a set and one put in are two cells, and the others stay', () => {
  const objectives = field('consultation', 'objectives');
  const before = withElements(emptyOf(objectives), ['4', '15', '16']);
  const after = withElements(before, ['4', '16', '8']);
  expect(Object.fromEntries(changesOf(objectives, before, after))).toEqual({
    'objectives.15': null,
    'objectives.8': { listed: 3 },
  });
});

test('elements of a repeat can be put anywhere, moved and taken out, and keep their order when read again', () => {
  const partners = field('practice', 'partners');
  const names = (value: FieldValue): readonly unknown[] => rows(value).map(({ values }) => values['']);
  let now: readonly Row[] = [];
  const salts = ['aaaa', 'bbbb', 'cccc', 'dddd', 'eeee', 'ffff'];
  for (const [at, name, salt] of [
    [0, 'uno', 0],
    [1, 'tres', 1],
    [1, 'dos', 2],
    [0, 'cero', 3],
  ] as const) {
    now = withRowAt(now, at, { '': name }, salts[salt] ?? '');
  }
  const reread = (list: readonly Row[]): FieldValue =>
    fieldValueOf(partners, written(new Map(), changesOf(partners, emptyOf(partners), { type: 'rows', rows: list })));
  expect(names(reread(now))).toEqual(['cero', 'uno', 'dos', 'tres']);
  now = withRowMoved(now, 3, 1, salts[4] ?? '');
  expect(names(reread(now))).toEqual(['cero', 'tres', 'uno', 'dos']);
  now = withoutRow(now, 0);
  now = withRowValues(now, 0, { '': 'TRES' });
  expect(names(reread(now))).toEqual(['TRES', 'uno', 'dos']);
});

test('a list that was given as one value becomes elements as soon as it is touched', () => {
  const partners = field('practice', 'partners');
  const cells = new Map<string, Json>([
    ['partners', 'Universidad del Norte'],
    ['partners.e0001', 'Parroquia'],
  ]);
  const value = fieldValueOf(partners, cells);
  expect(rows(value).map(({ values }) => values[''])).toEqual(['Universidad del Norte', 'Parroquia']);
  expect([...changesOf(partners, value, value)]).toEqual([]);
  const after = written(
    cells,
    changesOf(partners, value, { type: 'rows', rows: withRowAt(rows(value), 2, { '': 'Alcaldía' }, 'zzzz') }),
  );
  expect(after.has('partners')).toBe(false);
  expect(rows(fieldValueOf(partners, after)).map(({ values }) => values[''])).toEqual([
    'Universidad del Norte',
    'Parroquia',
    'Alcaldía',
  ]);
});
