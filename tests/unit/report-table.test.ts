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
  it('hides 1 to 4, shows 0 and 5, and leaves unknown unknown', () => {
    const shown = suppressCounts(
      new Map([
        ['a', 0],
        ['b', 1],
        ['c', 4],
        ['d', 5],
        ['e', undefined],
      ]),
      5,
      true,
    );
    expect([...shown.values()]).toEqual([0, 'hidden', 'hidden', 5, 'unknown']);
  });

  it('hides a second number where one alone could be had by subtraction from the total', () => {
    expect([
      ...suppressCounts(
        new Map([
          ['a', 3],
          ['b', 20],
          ['c', 12],
        ]),
        5,
        true,
      ).values(),
    ]).toEqual(['hidden', 20, 'hidden']);
    expect([
      ...suppressCounts(
        new Map([
          ['a', 3],
          ['b', 20],
          ['c', 12],
        ]),
        5,
        false,
      ).values(),
    ]).toEqual(['hidden', 20, 12]);
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
