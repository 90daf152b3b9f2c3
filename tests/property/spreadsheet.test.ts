// The law of shared/report/spreadsheet.ts: whatever records hold, a spreadsheet of them read back says that nothing was
// changed; and what can be changed in it reads back as the very cells that it was written from.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '#shared/base/json.ts';
import { carriable } from '#shared/record/carriable.ts';
import type { Field, Shape } from '#shared/record/definition.ts';
import { kindOf, kinds } from '#shared/record/kinds.ts';
import { optionsOf } from '#shared/record/options.ts';
import { readSpreadsheet } from '#shared/report/read-spreadsheet.ts';
import { answerToText, sameCells, textToAnswer } from '#shared/report/spreadsheet-answers.ts';
import { columnsOf } from '#shared/report/spreadsheet-columns.ts';
import type { SheetRecord } from '#shared/report/spreadsheet-parts.ts';
import { HOSTILE_TEXTS, textsInFields } from '#tests/fixtures/texts-in-fields.ts';
import { idOf, sampleRecords, sheetRecord, spreadsheetOf, WORDS } from '#tests/fixtures/spreadsheets.ts';

const arbText = fc.string({ unit: 'binary', maxLength: 40 }).filter((text) => text.isWellFormed());
const arbLines = fc.oneof(
  arbText,
  fc.constantFrom('', ' ', 'No se sabe', '8: texto', 'a\nb', '=1+1', '007', '2024-05'),
);
const NOT_KNOWN = { notKnown: true };

const arbJson = (fc.jsonValue() as fc.Arbitrary<Json>).filter((value) => carriable(value).ok);

function arbOfShape(shape: Shape): fc.Arbitrary<Json> {
  switch (shape.type) {
    case 'date':
      return fc.constantFrom('2024', '2024-05', '2024-05-31', '--05-01', 'ayer');
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.oneof(fc.integer(), fc.constantFrom(0, 1.5, NOT_KNOWN));
    case 'choice':
    case 'multichoice': {
      const keys = optionsOf(shape.from).map(({ key }) => key);
      const value = fc.oneof(fc.constantFrom('otro', ...keys), fc.integer({ min: 1, max: 25 }));
      return shape.type === 'choice' ? value : fc.uniqueArray(value, { maxLength: 5 });
    }
    case 'counts':
      return fc.dictionary(
        fc.constantFrom('otro', ...optionsOf(shape.from).map(({ key }) => key)),
        fc.oneof(fc.nat(), fc.constantFrom(NOT_KNOWN, -1)),
        { noNullPrototype: true, maxKeys: 5 },
      );
    case 'longtextPerObjective':
      return fc.dictionary(fc.constantFrom('1', '8', '23', '24'), arbLines, { noNullPrototype: true });
    case 'repeatText':
    case 'repeatUrl':
      return fc.array(arbLines, { maxLength: 5 });
    default:
      return arbLines;
  }
}

const arbEntry = (fields: readonly Field[]): fc.Arbitrary<{ readonly [key: string]: Json }> =>
  fc.record(
    Object.fromEntries(
      fields.map(({ key, shape }) => [
        key,
        fc.oneof({ weight: 4, arbitrary: arbOfShape(shape) }, fc.constant(NOT_KNOWN), arbJson),
      ]),
    ),
    { requiredKeys: [], noNullPrototype: true },
  ) as fc.Arbitrary<{ readonly [key: string]: Json }>;

/** Reads a file back: nothing in it is another than it was saved. */
function expectUnchanged(file: Uint8Array, records: readonly SheetRecord[]): void {
  const read = readSpreadsheet(file);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  const filled = new Map(read.value.rows.map((row) => [row.record, row]));
  for (const { answers, problem } of read.value.rows) {
    expect(problem).toBeUndefined();
    for (const { read: now, before, at } of answers) {
      const isSame = now.type === 'locked' ? !now.isTouched : now.type === 'text' && now.text === before.text;
      expect([at, now, isSame]).toEqual([at, now, true]);
    }
  }
  // a record without anything that a spreadsheet shows has a row like those that wait
  for (const { id, cells } of records) if (filled.has(id)) expect(cells.size).toBeGreaterThan(0);
}

describe.each([...kinds.keys()])('a spreadsheet of a %s', (key) => {
  const fields = kindOf(key)?.fields ?? [];

  test('is read back unchanged, whatever the records hold', () => {
    fc.assert(
      fc.property(fc.array(arbEntry(fields), { maxLength: 3 }), (entries) => {
        const records = entries.map((entry, at) => sheetRecord(key, `${at}`, entry));
        expectUnchanged(spreadsheetOf(key, records), records);
      }),
      { numRuns: 15 },
    );
  });

  test('gives exactly the cells that it was written from, or the cell is locked', () => {
    const columns = columnsOf(kindOf(key) ?? never(), 'es');
    fc.assert(
      fc.property(arbEntry(fields), (entry) => {
        const { cells } = sheetRecord(key, 'x', entry);
        for (const column of columns) {
          const own = [...cells].filter(([path]) => path === column.key || path.startsWith(`${column.key}.`));
          const values = new Map(own.map(([path, { value }]) => [path, value]));
          const { text, isExact } = answerToText(column, values, WORDS);
          if (!isExact) continue;
          const read = textToAnswer(column, text, WORDS, { cells: values, salt: 'x' });
          expect(read.ok && sameCells(read.value, values)).toBe(true);
        }
      }),
      { numRuns: 15 },
    );
  });

  test('with every text that broke other programs', () => {
    let at = 0;
    const next = (): string => HOSTILE_TEXTS[at++ % HOSTILE_TEXTS.length] ?? '';
    const records = Array.from({ length: 40 }, (_, row) => sheetRecord(key, `${row}`, textsInFields(fields, next)));
    expectUnchanged(spreadsheetOf(key, records), records);
  });
});

const never = (): never => {
  throw new Error('no such kind');
};

test('what is published can be changed in nearly every cell: few are locked', () => {
  const records = sampleRecords('practice');
  const read = readSpreadsheet(spreadsheetOf('practice', records));
  if (!read.ok) throw new Error(read.error.type);
  const answers = read.value.rows.flatMap((row) => row.answers.filter(({ before }) => before.text !== ''));
  expect(read.value.rows).toHaveLength(records.length);
  expect(answers.filter(({ read: { type } }) => type === 'locked').map(({ at, before }) => [at, before.text])).toEqual(
    [],
  );
});

test('the same records are the same file, and rows that wait are not read until somebody writes in them', () => {
  const records = sampleRecords('consultation').slice(0, 2);
  const waiting = [idOf('una'), idOf('otra')];
  const file = spreadsheetOf('consultation', records, waiting);
  expect(file).toEqual(spreadsheetOf('consultation', records, waiting));
  const read = readSpreadsheet(file);
  expect(read.ok && read.value.rows.map(({ record }) => record)).toEqual(records.map(({ id }) => id));
});

const OFFICE = '/usr/bin/soffice';

test('saved again by LibreOffice, where it is installed, it still says that nothing was changed', () => {
  const isHere = existsSync(OFFICE);
  if (!isHere) console.log('LibreOffice is not installed: spreadsheets are not saved again by it');
  expect(isHere ? savedAgain() : SAVED_AGAIN).toBe(SAVED_AGAIN);
}, 180_000);

const SAVED_AGAIN = 2;

/** How many files it saved again, none of them changed. */
function savedAgain(): number {
  const folder = mkdtempSync(join(tmpdir(), 'spreadsheet-'));
  try {
    const texts = HOSTILE_TEXTS.slice(0, 250).map((text, at) =>
      sheetRecord('practice', `t${at}`, { title: text, partners: [text, 'b'] }),
    );
    const files = new Map<string, readonly [string, readonly SheetRecord[]]>([
      ['practice', ['practice', [...sampleRecords('practice').slice(0, 5), ...texts]]],
      ['counts', ['consultation', [...sampleRecords('consultation').slice(0, 5), countsRecord()]]],
    ]);
    for (const [name, [kind, records]] of files)
      writeFileSync(join(folder, `${name}.xlsx`), spreadsheetOf(kind, records));
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    const paths = [...files.keys()].map((name) => join(folder, `${name}.xlsx`));
    const how = ['--convert-to', 'xlsx:Calc MS Excel 2007 XML', '--outdir', join(folder, 'again')];
    execFileSync(OFFICE, ['--headless', profile, ...how, ...paths], { stdio: 'ignore' });
    for (const [name, [, records]] of files)
      expectUnchanged(readFileSync(join(folder, 'again', `${name}.xlsx`)), records);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return SAVED_AGAIN;
}

const countsRecord = (): SheetRecord =>
  sheetRecord('consultation', 'counts', {
    title: 'Conteos',
    total: 0,
    date_start: '2024',
    date_end: '2024-05',
    by_sex: { women: 0, men: NOT_KNOWN },
    by_nationality: { MX: 3, VE: 0 },
    progress: { 8: 'uno\ndos', 14: 'tres' },
    objectives: [14, 8],
    referral_done: false,
  });
