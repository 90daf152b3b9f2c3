// The document model: what a report says is a plain value, read in one order by every writer.

import { expect, test } from 'vitest';
import { chartTable, documentText, mapTable, type ReportDocument, sourceNumbers } from '#shared/report/document.ts';

const document: ReportDocument = {
  title: 'Hitos',
  language: 'es',
  footer: 'Mecanismo',
  sources: [
    { record: 'r1', text: 'Consulta en Necoclí' },
    { record: 'r2', text: 'Consulta en Tapachula' },
  ],
  blocks: [
    { type: 'cover', title: 'Hitos', lines: ['N.º 5'], alt: 'Un quipu' },
    { type: 'heading', level: 1, text: 'Avances', objective: 7 },
    { type: 'paragraph', runs: [{ text: 'Hubo avances' }, { text: '.', sources: ['r2', 'r1', 'nobody'] }] },
    { type: 'list', ordered: false, items: [[{ text: 'uno' }], [{ text: 'dos', bold: true }]] },
    { type: 'table', caption: 'Quién', head: ['País', 'Registros'], rows: [['Haití', 3]] },
    { type: 'pageBreak' },
    {
      type: 'chart',
      kind: 'bars',
      title: 'Por mesa',
      alt: 'La mesa 1 tiene más',
      by: 'Mesa',
      categories: ['1', '2', '3'],
      series: [{ name: 'Registros', values: [12, '<5', null], mesa: 1 }],
    },
    {
      type: 'map',
      title: 'Dónde',
      alt: 'Haití',
      head: ['País', 'Registros'],
      countries: [{ country: 'HT', name: 'Haití', value: 3 }],
    },
  ],
};

test('its text is all that it says, in reading order, charts and maps as their tables', () => {
  expect(documentText(document).split('\n')).toEqual([
    'Hitos',
    'N.º 5',
    'Avances',
    'Hubo avances.[1][2]',
    'uno',
    'dos',
    'Quién',
    'País\tRegistros',
    'Haití\t3',
    'Por mesa',
    'Mesa\tRegistros',
    '1\t12',
    '2\t<5',
    '3\t',
    'Dónde',
    'País\tRegistros',
    'Haití\t3',
  ]);
});

test('a document is JSON: it comes back from it as it was', () => {
  expect(JSON.parse(JSON.stringify(document))).toEqual(document);
});

test('a run refers to sources by their place in the list, in that order, and to no others', () => {
  expect(sourceNumbers(document, { text: '', sources: ['r2', 'nobody', 'r1'] })).toEqual([1, 2]);
  expect(sourceNumbers(document, { text: 'without' })).toEqual([]);
});

test("a chart's table has a row a category and a column a series, with what is not drawn said", () => {
  const chart = document.blocks.find(({ type }) => type === 'chart');
  expect(chart?.type === 'chart' && chartTable(chart).rows).toEqual([
    ['1', 12],
    ['2', '<5'],
    ['3', null],
  ]);
});

test("a map's table names every country with its number", () => {
  const map = document.blocks.find(({ type }) => type === 'map');
  expect(map?.type === 'map' && mapTable(map)).toMatchObject({ head: ['País', 'Registros'], rows: [['Haití', 3]] });
});
