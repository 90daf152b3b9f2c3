// Likely duplicates: what is seen, what never is, and that the answer depends on the records alone.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_IN_BLOCK } from '#shared/merge/duplicate-blocks.ts';
import { makeDuplicates, type LikelyPair } from '#shared/merge/duplicates.ts';
import { type Compared, dayNumberOf, likenessOf, traitsOf } from '#shared/merge/likeness.ts';
import { titleWordsOf } from '#shared/merge/title-words.ts';

const EMPTY: Compared = {
  kind: 'consultation',
  language: 'es',
  title: '',
  dateText: '',
  endDateText: '',
  objectives: [],
  countries: [],
  places: [],
  organisation: null,
};
const TAPACHULA: Compared = {
  ...EMPTY,
  title: 'Consulta con mujeres migrantes en Tapachula',
  dateText: '2025-06-14',
  objectives: [7, 16],
  countries: ['MX'],
};
const record = (facts: Partial<Compared>): Compared => ({ ...TAPACHULA, ...facts });
const likeness = (a: Compared, b: Compared) => likenessOf(traitsOf(a), traitsOf(b));
const reasonsOf = (a: Compared, b: Compared): readonly string[] =>
  likeness(a, b)?.reasons.map(({ type }) => type) ?? [];

/** All pairs of these, in the order in which they are put in. */
function pairsOf(records: readonly (readonly [string, Compared])[]): readonly LikelyPair[] {
  const duplicates = makeDuplicates();
  for (const [id, facts] of records) duplicates.put(id, facts);
  return duplicates.ranked(1000, () => true).pairs;
}

describe('what is seen of a pair', () => {
  it('accents, capitals and word forms aside', () => {
    const other = record({ title: 'CONSULTAS a la mujer migrante, TAPÁCHULA' });
    expect(reasonsOf(TAPACHULA, other)).toEqual(['sameTitleWords', 'sameDates', 'sharedObjectives', 'sameCountry']);
  });

  it.each([
    ['pt', 'Consulta com mulheres migrantes em Tapachula'],
    ['fr', 'Consultation avec des femmes migrantes à Tapachula'],
    ['en', 'Consultation with migrant women in Tapachula'],
    ['ht', 'Konsiltasyon ak fanm migran nan Tapachula'],
  ])('across languages, from Spanish to %s', (language, title) => {
    const [here, there] = [titleWordsOf(TAPACHULA.title), titleWordsOf(title)];
    expect([there.names, new Set(there.usual)]).toEqual([here.names, new Set(here.usual)]);
    expect(likeness(TAPACHULA, record({ language, title }))?.reasons[0]?.type).toBe('sameTitleWords');
  });

  it('a title in another language by its usual words, where the day and the objectives are the same too', () => {
    const spanish = record({ title: 'Orientación a familias recién llegadas' });
    const english = record({ title: 'Guidance for newly arrived families', language: 'en' });
    expect(reasonsOf(spanish, english)).toEqual(['sameDates', 'sameTitleWords', 'sharedObjectives', 'sameCountry']);
    expect(likeness(spanish, { ...english, dateText: '2025-06' })).toBeUndefined();
  });

  it('the same record from two organisations has every reason, the weightiest first', () => {
    const both = { ...TAPACHULA, places: ['Parque Central'], organisation: 'Casa del Migrante' };
    expect(likeness(both, { ...both, places: ['parque central'] })?.reasons).toEqual([
      { type: 'sameTitle' },
      { type: 'sameDates' },
      { type: 'samePlace' },
      { type: 'sameOrganisation' },
      { type: 'sharedObjectives', objectives: [7, 16] },
    ]);
  });

  it.each([
    ['2025-06-14', '2025-06-16', 'nearDates'],
    ['2025-06-14', '2025-06', 'overlappingDates'],
    ['2025-06-14', '2025', 'overlappingDates'],
    ['2025-06', '2025-06', 'sameDates'],
    ['--06-14', '2025-06-14', 'sameDayOfYear'],
    ['2025-12-31', '2026-01-01', 'nearDates'],
  ])('dates as precise as they are known: %s and %s', (one, other, reason) => {
    const [a, b] = [record({ dateText: one }), record({ dateText: other })];
    expect(reasonsOf(a, b)).toContain(reason);
    expect(reasonsOf(b, a)).toContain(reason);
  });

  it('a copy that was duplicated for the next consultation is seen while it says the same', () => {
    expect(
      pairsOf([
        ['a', TAPACHULA],
        ['b', { ...TAPACHULA }],
      ]),
    ).toHaveLength(1);
  });
});

describe('what is not a pair', () => {
  it('records of different kinds, whatever they say', () => {
    const duplicates = pairsOf([
      ['a', TAPACHULA],
      ['b', record({ kind: 'practice' })],
    ]);
    expect(duplicates).toEqual([]);
  });

  it('the same title a year later, or with another figure in it', () => {
    expect(likeness(TAPACHULA, record({ dateText: '2026-06-14' }))).toBeUndefined();
    expect(likeness(record({ title: 'Taller 2 en Cúcuta' }), record({ title: 'Taller 3 en Cúcuta' }))).toBeUndefined();
  });

  it('a town of the same name in another country', () => {
    const undated = { ...TAPACHULA, dateText: '', places: ['San José'] };
    expect(likeness(undated, undated)).toBeDefined();
    expect(likeness(undated, { ...undated, countries: ['CR'] })).toBeUndefined();
  });

  it('a title that says nothing, and no more', () => {
    expect(likeness({ ...EMPTY, title: 'Consulta' }, { ...EMPTY, title: 'Consulta' })).toBeUndefined();
    expect(likeness(EMPTY, EMPTY)).toBeUndefined();
  });
});

describe('the whole', () => {
  it('a pair is found whichever came first, and ranked by how alike it is, then by ids', () => {
    const records: [string, Compared][] = [
      ['c', record({ dateText: '2025-06-16' })],
      ['b', TAPACHULA],
      ['a', TAPACHULA],
    ];
    const found = pairsOf(records);
    expect(found.map(({ a, b }) => a + b)).toEqual(['ab', 'ac', 'bc']);
    expect(pairsOf(records.toReversed())).toEqual(found);
  });

  it('a thousand records of one title are not all compared, and it says so', () => {
    const duplicates = makeDuplicates();
    const many = Array.from({ length: 1000 }, (_, n) => `r${String(n).padStart(4, '0')}`);
    for (const id of many) duplicates.put(id, TAPACHULA);
    expect(duplicates.ranked(10, () => true)).toEqual({ pairs: [], total: 0 });
    expect(duplicates.crowded).toBe(1000);
    for (const id of many.slice(MOST_IN_BLOCK)) duplicates.remove(id);
    expect(duplicates.ranked(1, () => true).total).toBe((MOST_IN_BLOCK * (MOST_IN_BLOCK - 1)) / 2);
    expect(duplicates.crowded).toBe(0);
  });

  it('what is answered already is not asked again', () => {
    const duplicates = makeDuplicates();
    for (const id of ['a', 'b', 'c']) duplicates.put(id, TAPACHULA);
    const { pairs, total } = duplicates.ranked(10, (a, b) => a + b !== 'ab');
    expect([pairs.map(({ a, b }) => a + b), total]).toEqual([['ac', 'bc'], 2]);
  });

  it('only the records that are in it count, not what was put in, changed and taken out before, nor in what order', () => {
    const titles = ['Consulta en Cúcuta', 'Mesa en Cúcuta', 'Consulta'];
    const arbRecord = fc.record({
      title: fc.constantFrom(...titles),
      dateText: fc.constantFrom('', '2025', '2025-06', '2025-06-14', '2025-06-16', '--06-14'),
      countries: fc.subarray(['CO', 'BR']),
      organisation: fc.constantFrom(null, 'Casa Uno', 'Red Dos'),
    });
    const arbStep = fc.record({ id: fc.integer({ min: 0, max: 119 }), facts: fc.option(arbRecord, { freq: 4 }) });
    fc.assert(
      fc.property(fc.array(arbStep, { minLength: 120, maxLength: 400, size: 'max' }), (steps) => {
        const walked = makeDuplicates();
        const now = new Map<string, Compared>();
        for (const { id, facts } of steps) {
          const key = `r${id}`;
          if (facts === null) {
            walked.remove(key);
            now.delete(key);
          } else {
            walked.put(key, record(facts));
            now.set(key, record(facts));
          }
        }
        const anew = makeDuplicates();
        for (const [id, facts] of [...now].sort(([a], [b]) => (a < b ? 1 : -1))) anew.put(id, facts);
        expect(walked.ranked(2000, () => true)).toEqual(anew.ranked(2000, () => true));
        expect([walked.crowded, walked.size]).toEqual([anew.crowded, now.size]);
      }),
      { numRuns: 20 },
    );
  });
});

it('days are counted as the calendar has them', () => {
  for (const day of ['1970-01-01', '2000-02-29', '1999-12-31', '2026-11-28', '0004-02-29']) {
    expect(dayNumberOf(day)).toBe(Date.parse(`${day}T00:00:00Z`) / 86_400_000);
  }
});
