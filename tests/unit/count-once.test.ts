// Where numbers stand, records of one event count once and every record keeps its row.

import { expect, test } from 'vitest';
import { sameEvents } from '#shared/merge/same-event.ts';
import { recordsToTable, type ReportRecord, type TableWords, withEvents } from '#shared/report/table.ts';

const WORDS: TableWords = {
  language: 'es',
  id: 'Clave',
  kind: 'Tipo',
  event: 'Mismo evento que',
  counts: 'Cuenta',
  yes: 'sí',
  no: 'no',
  notKnown: 'no se sabe',
  fewerThan: (limit) => `<${limit}`,
  notShown: 'no se muestra',
};
const record = (id: string): ReportRecord => ({
  id,
  kind: 'practice',
  cells: new Map([['title', { value: `Registro ${id}`, level: 'open' }]]),
});
const events = sameEvents(
  new Map([
    ['a', { kind: 'practice', deleted: false, judged: { c: true } }],
    ['c', { kind: 'practice', deleted: false }],
  ]),
);

test('a table says which rows are of one event, and the column of what counts adds up to the events', () => {
  const table = recordsToTable(withEvents(['c', 'b', 'a'].map(record), events), WORDS);
  const column = (key: string) => table.rows.map((row) => row[table.columns.findIndex((each) => each.key === key)]);
  expect(column('id')).toEqual(['c', 'b', 'a']);
  expect(column('event')).toEqual(['c', null, 'c']);
  expect(column('counts')).toEqual([1, 1, 0]);
});

test('a table without such records, or with one of them alone, has no such columns', () => {
  for (const ids of [['b'], ['a', 'b']]) {
    const { columns } = recordsToTable(withEvents(ids.map(record), events), WORDS);
    expect(columns.map(({ key }) => key)).not.toContain('event');
  }
});
