// The table of a report: what it shows, in whose words, and what it must never show.

import { describe, expect, it } from 'vitest';
import type { Json } from '#shared/base/json.ts';
import { entryToCells, levelOfPath } from '#shared/record/cells.ts';
import { suppressCounts } from '#shared/report/suppression.ts';
import { recordsToTable, type ReportRecord, type TableWords } from '#shared/report/table.ts';

const WORDS: TableWords = {
  language: 'es',
  id: 'Código',
  kind: 'Clase',
  event: 'Mismo evento',
  counts: 'Cuenta',
  yes: 'sí',
  no: 'no',
  notKnown: 'no se sabe',
  fewerThan: (limit) => `<${limit}`,
  notShown: 'no se muestra',
};

describe('a table of records', () => {
  it('shows choices in the reader’s words, sets in the order listed, and one line an objective', () => {
    const row = rowOf({
      title: 'Consulta',
      modality: 'in_person',
      objectives: [15, 4],
      progress: { '4': 'Uno', '15': 'Dos' },
    });
    expect(row).toMatchObject({
      title: 'Consulta',
      modality: 'Presencial',
      objectives: '15; 4',
      progress: '4: Uno\n15: Dos',
    });
  });

  it('never shows what is restricted or personal, and shows restricted counts as numbers with small ones hidden', () => {
    const row = rowOf({
      title: 'x',
      site: 'Refugio secreto',
      quotes: ['cita'],
      risks: 'riesgo',
      by_migratory_status: { irregular: 9, regular: 10 },
    });
    expect(JSON.stringify(row)).not.toMatch(/Refugio|cita|riesgo/);
    expect(row).toMatchObject({
      'by_migratory_status.irregular': '<10',
      'by_migratory_status.regular': 10,
      'by_migratory_status.stateless': null,
    });
  });

  it('calls a meeting by its title beside its id, and by its id alone where it is not known', () => {
    const advice = {
      id: 'r',
      kind: 'recommendation',
      cells: cellsFor('recommendation', { title: 'x', meeting_record: 'abc' }),
    };
    const shown = (linkName?: (key: string) => string | undefined) =>
      JSON.stringify(recordsToTable([advice], linkName === undefined ? WORDS : { ...WORDS, linkName }).rows);
    expect(shown((key) => (key === 'abc' ? 'Mesa de marzo' : undefined))).toContain('"Mesa de marzo (abc)"');
    expect(shown(() => undefined)).toContain('"abc"');
    expect(shown()).toContain('"abc"');
  });

  it('leaves out a value that its author raised', () => {
    const record = recordOf({ title: 'x', admin_area: 'Paso escondido' });
    const cells = new Map(record.cells);
    cells.set('admin_area', { value: 'Paso escondido', level: 'restricted' });
    expect(JSON.stringify(recordsToTable([{ ...record, cells }], WORDS))).not.toContain('escondido');
  });

  it('says that something is not known, which is neither empty nor zero', () => {
    const record = recordOf({ title: 'x' });
    const cells = new Map(record.cells).set('limitations', { value: { notKnown: true }, level: 'open' });
    expect(cellsOf({ ...record, cells })['limitations']).toBe('no se sabe');
  });

  it('puts records of two kinds in one table, and one of an unknown kind in a row of its own', () => {
    const practice: ReportRecord = {
      id: 'b',
      kind: 'practice',
      cells: cellsFor('practice', { title: 'Práctica', status: 'ongoing' }),
    };
    const unknown: ReportRecord = {
      id: 'c',
      kind: 'from-the-future',
      cells: cellsFor('from-the-future', { title: 'x' }),
    };
    const table = recordsToTable([recordOf({ title: 'Consulta' }), practice, unknown], WORDS);
    const title = table.columns.findIndex(({ key }) => key === 'title');
    expect(table.rows.map((row) => [row[1], row[title]])).toEqual([
      ['Consulta', 'Consulta'],
      ['Práctica', 'Práctica'],
      ['from-the-future', null],
    ]);
  });
});

describe('small numbers', () => {
  const shown = (counts: readonly (number | undefined)[], total: number | undefined, least = 5) => [
    ...suppressCounts(new Map(counts.map((count, at) => [String(at), count])), least, total).values(),
  ];

  it('hides 1 to 4, shows 0 and 5, and leaves unknown unknown', () => {
    expect(shown([0, 1, 4, 5, undefined], 10)).toEqual([0, 'small', 'small', 5, 'unknown']);
  });

  it('keeps back a second number where one alone could be had by subtraction from the total', () => {
    expect(shown([3, 20, 12], 35)).toEqual(['small', 20, 'kept']);
    expect(shown([3, 20, 12], undefined)).toEqual(['small', 20, 12]);
  });

  it('keeps back a number where nobody counted the others, for who reads takes them for none', () => {
    expect(shown([20, 3, undefined, undefined], 23)).toEqual(['kept', 'small', 'unknown', 'unknown']);
  });

  it('keeps back a zero where a group is all there is: the total of the whole is not small, the group is', () => {
    expect(shown([7, 0, 0], 7, 10)).toEqual(['small', 'kept', 0]);
  });

  it('keeps back a third number where two small ones can only be one each, or as large as small can be', () => {
    expect(shown([1, 1, 30], 32)).toEqual(['small', 'small', 'kept']);
    expect(shown([4, 4, 30], 38)).toEqual(['small', 'small', 'kept']);
    expect(shown([1, 3, 30], 34)).toEqual(['small', 'small', 30]);
  });

  it('a row says of a number that is kept back that it is not shown, never that it is small', () => {
    const row = rowOf({ title: 'x', total: 35, by_sex: { women: 20, men: 12, non_binary: 3 } });
    expect(row).toMatchObject({ 'by_sex.women': 20, 'by_sex.men': 'no se muestra', 'by_sex.non_binary': '<5' });
  });
});

const cellsFor = (kind: string, entry: Readonly<Record<string, Json>>): ReportRecord['cells'] => {
  const cells = entryToCells(kind, entry);
  if (!cells.ok) throw new Error(cells.error.type);
  return new Map([...cells.value].map(([path, value]) => [path, { value, level: levelOfPath(kind, path) }]));
};

const recordOf = (entry: Readonly<Record<string, Json>>): ReportRecord => ({
  id: 'a',
  kind: 'consultation',
  cells: cellsFor('consultation', entry),
});

function cellsOf(record: ReportRecord): Record<string, unknown> {
  const table = recordsToTable([record], WORDS);
  return Object.fromEntries(table.columns.map(({ key }, at) => [key, table.rows[0]?.[at]]));
}

const rowOf = (entry: Readonly<Record<string, Json>>): Record<string, unknown> => cellsOf(recordOf(entry));
