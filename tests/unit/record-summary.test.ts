// A record in a line, the words it is found by, and how far its sections are.

import { describe, expect, test } from 'vitest';
import awkward from '#resources/samples/awkward-texts.json' with { type: 'json' };
import samples from '#resources/samples/real-entries.json' with { type: 'json' };
import type { Json } from '#shared/base/json.ts';
import { cellsToEntry, entryToCells } from '#shared/record/cells.ts';
import type { Level } from '#shared/record/definition.ts';
import { kinds } from '#shared/record/kinds.ts';
import { searchTextOf, sectionStates, summaryOf } from '#shared/record/summary.ts';

type Entry = { readonly [field: string]: Json };

const cellsOf = (kind: string, entry: Entry) => {
  const cells = entryToCells(kind, entry);
  if (!cells.ok) throw new Error(cells.error.type);
  return cells.value;
};
const summary = (kind: string, entry: Entry) => summaryOf(kind, cellsOf(kind, entry));
const ALL: ReadonlySet<Level> = new Set(['open', 'mechanism', 'restricted', 'personal']);

describe('a summary', () => {
  test.each(samples.entries.map((entry) => [entry.id, entry] as const))(
    'of %s says what was published',
    (_, { kind, cells }) => {
      const entry: Entry = cells as Entry;
      const { titleField, dateField, objectiveFields, countryFields, organisationField } = kinds.get(kind) ?? {};
      const of = (fields: readonly string[] = []) => [...new Set(fields.flatMap((field) => entry[field] ?? []))];
      const made = summary(kind, entry);
      expect(made.title).toBe(entry[titleField ?? '']);
      expect(made.dateText).toBe(entry[dateField ?? ''] ?? '');
      expect(made.objectives).toStrictEqual(of(objectiveFields));
      expect(made.objectives.length).toBeGreaterThan(0);
      expect(made.countries).toStrictEqual(of(countryFields));
      expect(made.organisation).toBe(entry[organisationField ?? ''] ?? null);
    },
  );

  test('sorts a date by the earliest day it can mean, and a day of no year by nothing', () => {
    const dated = (date_start: Json) => summary('consultation', { date_start }).date;
    expect(dated('2024')).toBe('2024-01-01');
    expect(dated('2024-05')).toBe('2024-05-01');
    expect(dated('2024-05-17')).toBe('2024-05-17');
    expect(dated('--05-17')).toBeNull();
    expect(dated('hacia mayo')).toBeNull();
    expect(dated({ notKnown: true })).toBeNull();
    expect(summary('consultation', { date_start: '--05-17', date_end: '2024' })).toMatchObject({
      dateText: '--05-17',
      endDateText: '2024',
    });
  });

  test('takes objectives of every field once, and a single country for a set of one', () => {
    expect(summary('practice', { primary_objectives: [15, 3], other_objectives: [3, 1] }).objectives).toStrictEqual([
      15, 3, 1,
    ]);
    expect(summary('recommendation', { objective: 8 }).objectives).toStrictEqual([8]);
    expect(summary('practice', { location: 'Boa Vista' }).places).toStrictEqual(['Boa Vista']);
    expect(summary('consultation', { site: 'turbo', admin_area: 'Antioquia' }).places).toStrictEqual([
      'turbo',
      'Antioquia',
    ]);
    expect(summary('consultation', { country: 'AR' }).countries).toStrictEqual(['AR']);
    expect(summary('consultation', { country: ['UY', 'AR'] }).countries).toStrictEqual(['UY', 'AR']);
    expect(summary('consultation', { country: { notKnown: true } }).countries).toStrictEqual([]);
  });

  test('leaves out what is not of the expected type, and knows the title of an unknown kind', () => {
    expect(
      summary('consultation', {
        title: 7,
        date_start: [],
        objectives: ['x', 0, 24, 2.5],
        country: [1],
        lead_organization: null,
      }),
    ).toStrictEqual({
      title: '',
      dateText: '',
      date: null,
      endDateText: '',
      objectives: [],
      countries: [],
      places: [],
      organisation: null,
      status: null,
    });
    expect(summary('a_newer_kind', { title: 'Taller' }).title).toBe('Taller');
    expect(summary('consultation', { review_status: 'submitted' }).status).toBe('submitted');
  });
});

describe('the text a record is found by', () => {
  test('holds every awkward text as it was written, wherever it stands, title first', () => {
    for (const { text } of awkward.entries) {
      const entry = {
        title: 'Título',
        progress: { 7: text },
        co_organizers: [text],
        follow_up: [{ action: text }],
        other: { deep: [text] },
      };
      const words = searchTextOf('consultation', cellsOf('consultation', entry), ALL);
      expect(words.startsWith('Título\n')).toBe(true);
      expect(words.split(text).length - 1).toBe(4);
    }
  });

  test('holds no keys of options, no numbers and no dates', () => {
    const entry = {
      modality: 'online',
      method: ['workshop'],
      total: 7,
      date_start: '2024',
      by_sex: { women: 7 },
      review_status: 'draft',
    };
    expect(searchTextOf('consultation', cellsOf('consultation', entry), ALL)).toBe('');
    expect(searchTextOf('consultation', cellsOf('consultation', { lead_organization: 'Red' }), ALL)).toBe('Red');
  });

  test('holds only what the levels allow, and nothing of what was cleared or is the log’s', () => {
    const cells = cellsOf('consultation', {
      title: 'abierto',
      progress: { 7: 'mecanismo' },
      quotes: ['reservado'],
      risks: 'personal',
    });
    expect(searchTextOf('consultation', cells, ALL).split('\n')).toStrictEqual([
      'abierto',
      'mecanismo',
      'reservado',
      'personal',
    ]);
    expect(searchTextOf('consultation', cells, new Set(['open']))).toBe('abierto');
    expect(searchTextOf('consultation', cells, new Set(['open', 'mechanism']))).toBe('abierto\nmecanismo');
    const others = new Map<string, Json>([
      ['title', null],
      ['$deleted', { reason: 'doble' }],
    ]);
    expect(searchTextOf('consultation', others, ALL)).toBe('');
  });
});

describe('a section', () => {
  const states = (entry: Entry) => sectionStates('recommendation', cellsOf('recommendation', entry));
  const complete: Entry = { title: 'a', text: 'b', objective: [8], addressed_to: 'donors' };

  test('is empty, begun, complete or in error', () => {
    expect([...states({})]).toStrictEqual([
      ['what', 'empty'],
      ['source', 'empty'],
      ['progress', 'empty'],
    ]);
    expect(states({ title: 'a' }).get('what')).toBe('begun');
    expect(states(complete).get('what')).toBe('complete');
    expect(states({ ...complete, objective: { notKnown: true } }).get('what')).toBe('complete');
    expect(states({ ...complete, objective: [24] }).get('what')).toBe('errors');
    expect(states({ ...complete, level: 'galactic' }).get('what')).toBe('complete');
    expect(states({ date_start: 'ayer' }).get('source')).toBe('errors');
    expect(states({ status: 'received' }).get('progress')).toBe('complete');
  });

  test('that lacks something is begun, not in error', () => {
    expect(states({ text: 'b' }).get('what')).toBe('begun');
  });

  test('of an unknown kind is nothing', () => {
    expect(sectionStates('a_newer_kind', new Map()).size).toBe(0);
  });
});

test('what two people left of one field side by side shows both where it can', () => {
  const entry = (cells: readonly (readonly [string, Json])[]) => cellsToEntry('consultation', new Map(cells));
  expect(
    entry([
      ['country', 'AR'],
      ['country.UY', { listed: 0 }],
    ]),
  ).toStrictEqual({ country: ['AR', 'UY'] });
  expect(
    entry([
      ['objectives', []],
      ['objectives.7', { listed: 0 }],
    ]),
  ).toStrictEqual({ objectives: [7] });
  expect(
    entry([
      ['objectives.9', { listed: 0 }],
      ['objectives.10', { listed: 0 }],
    ]),
  ).toStrictEqual({ objectives: [10, 9] });
  expect(
    entry([
      ['by_sex', { notKnown: true }],
      ['by_sex.women', 3],
    ]),
  ).toStrictEqual({ by_sex: { women: 3 } });
  expect(
    entry([
      ['quotes', []],
      ['quotes.e0001', 'a'],
    ]),
  ).toStrictEqual({ quotes: ['a'] });
  expect(
    entry([
      ['title', 'a'],
      ['title.x', 'b'],
    ]),
  ).toStrictEqual({ title: 'a' });
});
