// What is said of spreadsheets as people and programs bring them back: each wrong file by its one cause, each wrong cell by
// its own.

import { strFromU8, strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { kindOf } from '#shared/record/kinds.ts';
import { type FilledRow, type FilledSheet, readSpreadsheet } from '#shared/report/read-spreadsheet.ts';
import { textToAnswer } from '#shared/report/spreadsheet-answers.ts';
import { idOf, sheetRecord, spreadsheetOf, WORDS } from '#tests/fixtures/spreadsheets.ts';
import { cellWith, typedInto, withPart } from '#tests/fixtures/typed-into.ts';

const SEEN = 'xl/worksheets/sheet1.xml';
const MEMORY = 'xl/worksheets/sheet3.xml';
const record = sheetRecord('consultation', 'una', {
  title: 'Feria',
  total: 12,
  date_start: '2024-05',
  by_nationality: { MX: 3 },
  progress: { 8: 'Uno' },
  co_organizers: ['A', 'B', 'C'],
  facilitators: ['Nombre'],
  risks: 'Piden dinero',
  site: 'albergue',
});
const other = sheetRecord('consultation', 'otra', { title: 'Otra' });
const file = spreadsheetOf('consultation', [record, other], [idOf('espera')]);

const errorOf = (bytes: Uint8Array): string => {
  const read = readSpreadsheet(bytes);
  return read.ok ? 'none' : read.error.type;
};
const sheetOf = (bytes: Uint8Array): FilledSheet => {
  const read = readSpreadsheet(bytes);
  if (!read.ok) throw new Error(read.error.type);
  return read.value;
};
const answerIn = (row: FilledRow | undefined, key: string) => row?.answers.find(({ column }) => column.key === key);
const readAt = (bytes: Uint8Array, key: string) => answerIn(sheetOf(bytes).rows[0], key)?.read;

test('what is restricted or personal is nowhere in the file, seen or hidden', () => {
  const parts = Object.values(zipContents(file)).join();
  expect(parts).toContain('Feria');
  for (const kept of ['Piden dinero', 'albergue', 'risks']) expect(parts).not.toContain(kept);
});

const zipContents = (bytes: Uint8Array): Readonly<Record<string, string>> => {
  const contents: Record<string, string> = {};
  for (const name of [SEEN, 'xl/worksheets/sheet2.xml', MEMORY])
    withPart(bytes, name, (xml) => {
      contents[name] = xml;
      return xml;
    });
  return contents;
};

describe('a whole file', () => {
  const refused: readonly (readonly [string, Uint8Array, string])[] = [
    ['no package at all', strToU8('hola'), 'spreadsheetNotReadable'],
    ['cut in the middle', file.slice(0, file.length / 2), 'spreadsheetNotReadable'],
    ['an old XLS, or one under a password', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0), 'spreadsheetOtherFormat'],
    [
      'an ODS',
      zipSync({ mimetype: strToU8('application/vnd.oasis.opendocument.spreadsheet') }),
      'spreadsheetOtherFormat',
    ],
    ['larger than any of ours', new Uint8Array(17 * 1024 * 1024), 'spreadsheetTooLarge'],
    ['another workbook', withPart(withPart(file, MEMORY, emptied), SEEN, emptied), 'spreadsheetNotOurs'],
    ['its hidden sheet emptied', withPart(file, MEMORY, emptied), 'spreadsheetNoMemory'],
    [
      'its hidden row deleted',
      withPart(file, SEEN, (xml) => xml.replace(/<row r="3".*?<\/row>/s, '')),
      'spreadsheetNoKeys',
    ],
    ['of a newer app', withPart(file, MEMORY, (xml) => xml.replace('>1</t>', '>2</t>')), 'spreadsheetOtherVersion'],
    [
      'of an unknown kind',
      withPart(file, MEMORY, (xml) => xml.replace('>consultation<', '>wish<')),
      'spreadsheetOtherVersion',
    ],
    ['a column twice', withPart(file, SEEN, (xml) => xml.replace('>process<', '>title<')), 'spreadsheetTwoColumns'],
    [
      'a document type',
      withPart(file, SEEN, (xml) => xml.replace('<worksheet', '<!DOCTYPE a [<!ENTITY b "c">]><worksheet')),
      'spreadsheetNotReadable',
    ],
    [
      'deeper than any sheet',
      withPart(file, SEEN, (xml) => xml.replace('</sheetData>', `${'<a>'.repeat(50)}${'</a>'.repeat(50)}</sheetData>`)),
      'spreadsheetNotReadable',
    ],
    [
      'rows without end',
      withPart(file, SEEN, (xml) =>
        xml.replace('</sheetData>', '<row r="30000"><c r="B30000"><v>1</v></c></row></sheetData>'),
      ),
      'spreadsheetTooLarge',
    ],
    [
      'a part of 40 MB in few bytes',
      withPart(file, SEEN, () => ' '.repeat(40 * 1024 * 1024)),
      'spreadsheetNotReadable',
    ],
  ];

  test.each(refused)('%s', (_, bytes, type) => {
    expect(errorOf(bytes)).toBe(type);
  });
});

function emptied(): string {
  return '<worksheet><sheetData/></worksheet>';
}

describe('columns', () => {
  test('are found wherever they were moved, and those that are gone are named', () => {
    const swapped = withPart(file, SEEN, (xml) =>
      xml.replace('>title<', '>@<').replace('>process<', '>title<').replace('>@<', '>process<'),
    );
    expect(answerIn(sheetOf(swapped).rows[0], 'process')?.read).toEqual({ type: 'text', text: 'Feria' });
    const gone = sheetOf(withPart(file, SEEN, (xml) => xml.replace('>process<', '>x<')));
    expect(gone.missing).toEqual([kindOf('consultation')?.fields.find(({ key }) => key === 'process')?.label.es]);
  });
});

describe('rows', () => {
  test('that were copied name one another', () => {
    const copied = withPart(file, SEEN, (xml) => xml.replace(`>${other.id}<`, `>${record.id}<`));
    expect(sheetOf(copied).rows.map(({ problem }) => problem)).toEqual([
      { type: 'copiedRow', row: 5 },
      { type: 'copiedRow', row: 4 },
    ]);
  });

  test('with merged cells say so', () => {
    const merged = withPart(file, SEEN, (xml) =>
      xml.replace('</sheetData>', '</sheetData><mergeCells><mergeCell ref="B5:C6"/></mergeCells>'),
    );
    expect(sheetOf(merged).rows.map(({ problem }) => problem?.type)).toEqual([undefined, 'mergedCells']);
  });

  test('that are gone are not there: nothing is said of their records', () => {
    const gone = withPart(file, SEEN, (xml) => xml.replace(/<row r="5".*?<\/row>/s, ''));
    expect(sheetOf(gone).rows.map((row) => row.record)).toEqual([record.id]);
  });

  test('below those that wait are new records, the same ones for the same words', () => {
    const more = withPart(file, SEEN, (xml) =>
      xml.replace('</sheetData>', '<row r="400"><c r="B400" t="inlineStr"><is><t>Abajo</t></is></c></row></sheetData>'),
    );
    const [, , below] = sheetOf(more).rows;
    expect(answerIn(below, 'title')?.read).toEqual({ type: 'text', text: 'Abajo' });
    expect(sheetOf(more).rows[2]?.record).toBe(below?.record);
  });
});

describe('a cell', () => {
  test('is a text, a number as a text, yes and no; a formula and an error are none', () => {
    expect(readAt(typedInto(file, 'title', 4, 'niñez & <b>'), 'title')).toEqual({ type: 'text', text: 'niñez & <b>' });
    expect(readAt(cellWith(file, 'title', 4, '<v>2024</v>', ''), 'title')).toEqual({ type: 'text', text: '2024' });
    expect(readAt(cellWith(file, 'referral_done', 4, '<v>1</v>', ' t="b"'), 'referral_done')).toMatchObject({
      text: 'TRUE',
    });
    const formula = '<f>HYPERLINK("http://x")</f><v>1</v>';
    expect(readAt(cellWith(file, 'title', 4, formula, ' t="str"'), 'title')).toEqual({ type: 'formula' });
    expect(readAt(cellWith(file, 'title', 4, '<v>#REF!</v>', ' t="e"'), 'title')).toEqual({ type: 'error' });
  });

  test('with a date of Excel is that day, from 1900 or 1904, and no text', () => {
    const asDate = withPart(file, 'xl/styles.xml', (xml) => xml.replaceAll('numFmtId="49"', 'numFmtId="14"'));
    const from1900 = cellWith(asDate, 'date_start', 4, '<v>45351</v>', '');
    expect(readAt(from1900, 'date_start')).toEqual({ type: 'text', text: '2024-02-29' });
    const from1904 = withPart(cellWith(asDate, 'date_start', 4, '<v>43889.75</v>', ''), 'xl/workbook.xml', (xml) =>
      xml.replace('<sheets>', '<workbookPr date1904="1"/><sheets>'),
    );
    expect(readAt(from1904, 'date_start')).toEqual({ type: 'text', text: '2024-02-29' });
    expect(readAt(cellWith(asDate, 'title', 4, '<v>45351</v>', ''), 'title')).toEqual({ type: 'date' });
  });
});

describe('an answer', () => {
  const read = (key: string, words: string, cells = new Map()) => {
    const column = answerIn(sheetOf(file).rows[0], key)?.column;
    if (column === undefined) throw new Error(`no column ${key}`);
    const answer = textToAnswer(column, words, WORDS, { cells, salt: 'sal' });
    return answer.ok ? Object.fromEntries(answer.value) : answer.error.type;
  };

  test('keeps unknown, none and nothing apart', () => {
    expect(read('total', 'no se sabe')).toEqual({ total: { notKnown: true } });
    expect(read('total', '0')).toEqual({ total: 0 });
    expect(read('total', '')).toEqual({});
    for (const wrong of ['1.200', '1,5', 'doce', '1e3']) expect(read('total', wrong)).toBe('notWhole');
    expect(read('total', '-1')).toBe('outOfRange');
  });

  test('is as precise as it was known, and never guessed', () => {
    for (const day of ['2024', '2024-05', '2024-05-31']) expect(read('date_start', day)).toEqual({ date_start: day });
    for (const wrong of ['5/11/2025', '2024-13', 'ayer', '31-05-2024'])
      expect(read('date_start', wrong)).toBe('notADay');
  });

  test('chooses by the words, by the number, and several at once', () => {
    expect(read('objectives', '8; 14')).toEqual({ 'objectives.8': { listed: 0 }, 'objectives.14': { listed: 1 } });
    expect(read('country', 'méxico; Guatemala')).toEqual({ 'country.MX': { listed: 0 }, 'country.GT': { listed: 1 } });
    expect(read('country', 'Atlantis')).toBe('notAnOption');
    expect(read('by_nationality', 'México: 12\nGuatemala: no se sabe')).toEqual({
      'by_nationality.MX': 12,
      'by_nationality.GT': { notKnown: true },
    });
    expect(read('by_nationality', 'México')).toBe('notAnOption');
  });

  test('of an objective goes on until the next', () => {
    expect(read('progress', '8: uno\ndos\n14: tres')).toEqual({ 'progress.8': 'uno\ndos', 'progress.14': 'tres' });
    expect(read('progress', 'sin número')).toBe('noObjective');
    expect(read('progress', '8: a\n8: b')).toBe('noObjective');
  });

  test('in lines keeps the cells of those that stay', () => {
    const cells = new Map(['A', 'B', 'C'].map((line, at) => [`co_organizers.e000${at + 1}`, line]));
    expect(read('co_organizers', 'A\nC', cells)).toEqual({ 'co_organizers.e0001': 'A', 'co_organizers.e0003': 'C' });
    expect(read('co_organizers', 'A\nB\nX\nC', cells)).toMatchObject({
      'co_organizers.e0001': 'A',
      'co_organizers.e0003': 'C',
    });
    expect(new Set(Object.values(read('co_organizers', 'X\nA\nB\nC', cells)))).toEqual(new Set(['X', 'A', 'B', 'C']));
  });
});

test('drop-downs have the words of the language, and locked cells are locked', () => {
  const contents = zipContents(file);
  expect(contents[SEEN]).toContain('<dataValidation type="list"');
  expect(contents['xl/worksheets/sheet2.xml']).toContain('México');
  expect(contents[SEEN]).toContain('<sheetProtection');
  expect(strFromU8(file).includes('<f>')).toBe(false);
});
