// Who sits at the Mesa de Vinculación: two of each mesa, two agencies; what is vacant, due, or cannot be.

import { describe, expect, test } from 'vitest';
import type { Json } from '#shared/base/json.ts';
import { compositionOf } from '#shared/report/composition.ts';
import { NO_RULES, type Rules, rulesOf } from '#shared/report/rules.ts';
import { fixedRecord, fullTable } from '../fixtures/mechanism-records.ts';

const TODAY = '2024-06-20';

const member = (id: string, entry: Readonly<Record<string, Json>>) => fixedRecord(id, 'member', entry);
const without = (...ids: readonly string[]) => fullTable().filter(({ id }) => !ids.includes(id));
const found = (records: Parameters<typeof compositionOf>[0], rules: Rules = NO_RULES, today = TODAY) =>
  compositionOf(records, rules, today).findings;

describe('a full table', () => {
  test('has ten seats, each with who holds it, and nothing to say', () => {
    const { seats, seated, findings } = compositionOf(fullTable(), NO_RULES, TODAY);
    expect(findings).toEqual([]);
    expect(seated).toBe(10);
    expect(seats.map(({ mesa, place, holder }) => [mesa, place, holder?.organisation])).toEqual([
      ...[1, 2, 3, 4].flatMap((mesa) => [
        [mesa, 1, `Red ${mesa}a`],
        [mesa, 2, `Red ${mesa}b`],
      ]),
      [null, 1, 'OIM'],
      [null, 2, 'OIT'],
    ]);
  });

  test('without rules no term is ever over: nothing is guessed', () => {
    expect(found(fullTable(), NO_RULES, '2099-01-01')).toEqual([]);
  });
});

describe('what is named', () => {
  test('an empty notebook: every seat is vacant', () => {
    expect(found([])).toEqual([
      ...[1, 2, 3, 4].map((mesa) => ({ type: 'seatVacant', mesa, missing: 2, records: [] })),
      { type: 'agencyVacant', missing: 2, records: [] },
    ]);
  });

  test('a vacant seat, and who held it last', () => {
    const records = [
      ...without('m2b'),
      member('old', {
        organization: 'Red vieja',
        role: 'representative',
        working_table: 2,
        from: '2022',
        until: '2023',
      }),
    ];
    expect(found(records)).toEqual([
      { type: 'seatVacant', mesa: 2, missing: 1, records: [] },
      { type: 'termEnded', organisation: 'Red vieja', mesa: 2, until: '2023', records: ['old'] },
    ]);
  });

  test('three representatives of one mesa', () => {
    const third = member('m3c', { organization: 'Red 3c', role: 'representative', working_table: 3, from: '2024-02' });
    expect(found([...fullTable(), third])).toEqual([
      { type: 'tooManyRepresentatives', mesa: 3, seated: 3, records: ['m3a', 'm3b', 'm3c'] },
    ]);
    expect(compositionOf([...fullTable(), third], NO_RULES, TODAY).seats).toHaveLength(10);
  });

  test('an agency twice, whether by its key, its acronym or its name', () => {
    for (const written of ['OIM', 'iom', 'International Organization for Migration (IOM)']) {
      const again = member('zim', { organization: written, role: 'agency', from: '2024-03' });
      expect(found([...without('oit'), again])).toEqual([
        { type: 'agencyTwice', organisation: 'OIM', records: ['oim', 'zim'] },
      ]);
    }
  });

  test('an organisation on two seats, in one mesa or in two, accents and capitals aside', () => {
    const again = member('dup', { organization: 'RÉD 1A', role: 'representative', working_table: 4, from: '2024-03' });
    expect(found([...without('m4b'), again])).toEqual([
      { type: 'organisationTwice', organisation: 'Red 1a', seated: 2, records: ['m1a', 'dup'] },
    ]);
  });

  test('dates that run backwards: the seat counts as vacant', () => {
    const wrong = member('m1b', {
      organization: 'Red 1b',
      role: 'representative',
      working_table: 1,
      from: '2024-05',
      until: '2023-05',
    });
    expect(found([...without('m1b'), wrong])).toEqual([
      { type: 'seatVacant', mesa: 1, missing: 1, records: [] },
      { type: 'datesBackwards', organisation: 'Red 1b', from: '2024-05', until: '2023-05', records: ['m1b'] },
    ]);
  });

  test('a representative of no mesa', () => {
    const lost = member('lost', { organization: 'Red', role: 'representative', from: '2024' });
    expect(found([...fullTable(), lost])).toEqual([{ type: 'mesaUnknown', organisation: 'Red', records: ['lost'] }]);
  });
});

describe('rules', () => {
  const rules = (id: string, entry: Readonly<Record<string, Json>>) => fixedRecord(id, 'rules', entry);

  test('are those in force today; what is empty in them is not settled', () => {
    const records = [
      rules('r1', { title: 'Primeras', from: '2023', term_months: 12, quorum: 6 }),
      rules('r2', { title: 'Segundas', from: '2024-03', term_months: 24 }),
      rules('r3', { title: 'Por venir', from: '2025', term_months: 6 }),
    ];
    expect(rulesOf(records, TODAY)).toEqual({ record: 'r2', termMonths: 24, rotationMonths: null, quorum: null });
    expect(rulesOf(records, '2023-02-01').quorum).toBe(6);
    expect(rulesOf(records, '2022-02-01')).toEqual(NO_RULES);
  });

  test('a term that is over, a rotation that is due, too few for the quorum', () => {
    const settled: Rules = { record: 'r', termMonths: 4, rotationMonths: 3, quorum: 10 };
    const findings = found(without('m1b', 'oit'), settled);
    expect(findings.filter(({ type }) => type === 'termOver')).toHaveLength(7);
    expect(findings).toContainEqual({
      type: 'rotationDue',
      organisation: 'OIM',
      until: '2024-04-15',
      records: ['oim'],
    });
    expect(findings).toContainEqual({ type: 'belowQuorum', seated: 8, quorum: 10, records: [] });
  });

  test('a term cannot be judged where nobody knows when it began, and the app says so', () => {
    const unknown = member('m1b', { organization: 'Red 1b', role: 'representative', working_table: 1 });
    const settled: Rules = { ...NO_RULES, termMonths: 240 };
    expect(found([...without('m1b'), unknown], settled)).toEqual([
      { type: 'startUnknown', organisation: 'Red 1b', records: ['m1b'] },
    ]);
  });

  test('a start known only as a year is read so that nobody’s term is called over too early', () => {
    const vague = member('m1b', { organization: 'Red 1b', role: 'representative', working_table: 1, from: '2023' });
    const settled: Rules = { ...NO_RULES, termMonths: 12 };
    expect(found([...without('m1b'), vague], settled, '2024-12-31')).toEqual([]);
  });
});
