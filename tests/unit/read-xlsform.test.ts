// An XLSForm read: the stated subset becomes questions, everything else is said by row, and a hostile one has a reason.

import { describe, expect, test } from 'vitest';
import { questionSheet } from '#shared/record/question-sheet.ts';
import type { Json } from '#shared/base/json.ts';
import { readXlsform, type Xlsform } from '#shared/report/read-xlsform.ts';
import { koboForm, type Lines, survey, xlsform } from '#tests/fixtures/xlsforms.ts';
import { withPart } from '#tests/fixtures/typed-into.ts';

function readIn(file: Uint8Array): Xlsform {
  const read = readXlsform(file);
  if (!read.ok) throw new Error(read.error.type);
  return read.value;
}

const leftIn = (...rows: Lines) =>
  readIn(survey(['text', 'q', 'Pregunta'], ...rows)).left.map(({ row, what }) => ({ row, what }));

describe('a form as KoboToolbox exports it', () => {
  const form = readIn(koboForm());

  test('has its title, its name, and its questions with options, help and the heading of their group', () => {
    expect(form).toMatchObject({ title: 'Acceso a la salud', form: 'aSalud7', sheet: { main: 'es' } });
    expect(form.sheet.questions).toEqual([
      {
        name: 'atendidas',
        type: 'choice',
        label: { es: '¿Las atendieron?', ht: 'Èske yo te resevwa yo?' },
        help: { es: 'Pregunte sin presionar.\nEn los últimos doce meses' },
        heading: { es: 'Acceso a la salud', ht: 'Swen sante' },
        needed: true,
        options: [
          { key: 'si', label: { es: 'Sí', ht: 'Wi' } },
          { key: 'no', label: { es: 'No', ht: 'Non' } },
        ],
      },
      expect.objectContaining({ name: 'barreras', type: 'multichoice' }),
      { name: 'cuantas', type: 'integer', label: { es: '¿Cuántas personas?' } },
      { name: 'distancia', type: 'text', label: { es: 'Kilómetros hasta el centro' } },
      { name: 'desde', type: 'date', label: { es: '¿Desde cuándo?' } },
      { name: 'relato', type: 'longtext', label: { es: 'Cuente más' } },
    ]);
    expect(form.rows.get('relato')).toBe(12);
  });

  test('says by row all that it did not understand', () => {
    expect(form.left.map(({ sheet, row, what, text }) => `${sheet} ${row} ${what} ${text}`)).toEqual([
      'settings 2 column style: pages',
      'survey 2 type start start',
      'survey 3 type end end',
      "survey 7 column relevant: ${atendidas} = 'no'",
      'survey 7 column appearance: minimal',
      'survey 10 decimal distancia',
      'survey 13 type geopoint lugar',
      'survey 14 repeat hijos',
      'survey 15 repeat text nombre',
      'survey 17 type calculate doble',
    ]);
  });

  test('is, as it will be signed, the same sheet when it is read again', () => {
    expect(questionSheet(form.sheet as object as Json)).toEqual(form.sheet);
  });
});

test('words of no named language, of one by its name alone, and of one that the app does not have', () => {
  const { sheet, left } = readIn(
    xlsform({
      survey: [
        ['type', 'name', 'label', 'label:Français', 'Label :: Runasimi (qu)'],
        ['text', 'q', 'Pregunta', 'Question', 'Tapuy'],
      ],
    }),
  );
  expect(sheet).toEqual({
    main: 'other',
    questions: [{ name: 'q', type: 'text', label: { other: 'Pregunta', fr: 'Question' } }],
  });
  expect(left).toMatchObject([{ row: 1, what: 'language' }]);
});

test.each<readonly [what: string, row: Lines[number]]>([
  ['type', ['image', 'foto', 'Foto']],
  ['type', ['constructor', 'x', 'X']],
  ['noType', [null, 'x', 'X']],
  ['name', ['text', 'a.b', 'X']],
  ['name', ['text', null, 'X']],
  ['name', ['text', 'con espacio', 'X']],
  ['name', ['text', 'x'.repeat(61), 'X']],
  ['sameName', ['integer', 'q', 'Otra']],
  ['label', ['text', 'x', null]],
  ['label', ['text', 'x', '   ']],
  ['label', ['text', 'x', 'larga '.repeat(400)]],
  ['list', ['select_one no_esta', 'x', 'X']],
  ['list', ['select_one __proto__', 'x', 'X']],
  ['orOther', ['select_one si_no or_other', 'x', 'X']],
  ['reference', ['text', 'x', '¿Y ${q}?']],
  ['note', ['note', 'n', 'Al final de todo']],
  ['group', ['end group', null, null]],
])('%s is said of its row: %j', (what, row) => {
  expect(leftIn(row)).toEqual([{ row: 3, what }]);
});

test('names that JavaScript would take for its own are names like others; of options they are left out', () => {
  expect(readIn(survey(['text', '__proto__', 'X'])).sheet.questions).toMatchObject([{ name: '__proto__' }]);
  const { sheet, left } = readIn(
    xlsform({
      survey: [
        ['type', 'name', 'label'],
        ['select_one l', 'q', 'Q'],
      ],
      choices: [
        ['list_name', 'name', 'label'],
        ['l', '__proto__', 'A'],
        ['l', 'a.b', 'B'],
        ['l', 'c', 'C'],
        ['l', 'c', 'D'],
        ['l', 1, 'E'],
      ],
    }),
  );
  expect(sheet.questions[0]?.options?.map(({ key }) => key)).toEqual(['c', '1']);
  expect(left.map(({ what, row }) => `${what} ${row}`)).toEqual(['option 2', 'option 3', 'option 5']);
});

test('a formula and an error are no words: the question is left out', () => {
  const file = withPart(survey(['text', 'a', 'A'], ['text', 'b', 'B']), 'xl/worksheets/sheet1.xml', (xml) =>
    xml.replace(/<c r="C2"[^>]*>.*?<\/c>/, '<c r="C2" t="str"><f>HYPERLINK("http://x")</f><v>A</v></c>'),
  );
  expect(readIn(file)).toMatchObject({ left: [{ row: 2, what: 'formula' }], sheet: { questions: [{ name: 'b' }] } });
});

test('more sheets, choices by a filter, and settings of other programs are listed', () => {
  const { left } = readIn(
    xlsform({
      Survey: [
        ['type', 'name', 'label', 'constraint'],
        ['text', 'q', 'Q', '. != ""'],
      ],
      choices: [['list_name', 'name', 'label', 'provincia']],
      entities: [['dataset'], ['x']],
    }),
  );
  expect(left.map(({ sheet, what }) => `${sheet} ${what}`)).toEqual([
    'choices column',
    'entities sheet',
    'survey column',
  ]);
});

test.each<readonly [type: string, file: () => Uint8Array]>([
  [
    'xlsformNotOne',
    () =>
      xlsform({
        Hoja1: [
          ['type', 'name', 'label'],
          ['text', 'q', 'Q'],
        ],
      }),
  ],
  [
    'xlsformNotOne',
    () =>
      xlsform({
        survey: [
          ['a', 'b'],
          ['text', 'q'],
        ],
      }),
  ],
  ['xlsformNotOne', () => xlsform({ survey: [] })],
  ['xlsformNothing', () => survey(['image', 'q', 'Q'])],
  ['xlsformNothing', () => survey()],
  ['xlsformTooMany', () => survey(...Array.from({ length: 101 }, (_, at) => ['text', `q${at}`, 'Q']))],
  [
    'xlsformTooLong',
    () =>
      xlsform({
        survey: [
          ['type', 'name', ...LANGUAGE_HEADS],
          ...Array.from({ length: 100 }, (_, at) => ['text', `q${at}`, ...LANGUAGE_HEADS.map(() => 'x'.repeat(999))]),
        ],
      }),
  ],
  ['spreadsheetNotReadable', () => new Uint8Array([1, 2, 3])],
  ['spreadsheetOtherFormat', () => new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 0])],
  ['spreadsheetTooLarge', () => new Uint8Array(17 * 1024 * 1024)],
])('%s', (type, file) => {
  expect(readXlsform(file())).toMatchObject({ ok: false, error: { type } });
});

const LANGUAGE_HEADS = ['label::es', 'label::en', 'label::pt', 'label::fr', 'label::ht'];

test('a row that is switched off, and a long list, are said; nothing of them is taken', () => {
  const many = Array.from({ length: 201 }, (_, at) => ['l', `o${at}`, 'O']);
  const { left, sheet } = readIn(
    xlsform({
      survey: [
        ['type', 'name', 'label', 'disabled'],
        ['text', 'a', 'A', 'yes'],
        ['select_one l', 'b', 'B', null],
        ['text', 'c', 'C', 'no'],
      ],
      choices: [['list_name', 'name', 'label'], ...many],
    }),
  );
  expect(left.map(({ what }) => what)).toEqual(['disabled', 'list']);
  expect(sheet.questions.map(({ name }) => name)).toEqual(['c']);
});
