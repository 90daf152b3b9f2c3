// What an extra question and its answers are called, in a notebook that has its sheet and in one that has not.

import { expect, test } from 'vitest';
import type { Words } from '#renderer/views/record/cell-words.ts';
import { cellName, cellText } from '#renderer/views/record/cell-words.ts';
import type { RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { questionKey } from '#shared/record/question-key.ts';
import { fieldsOfSheet } from '#shared/record/question-sheet.ts';
import { readXlsform } from '#shared/report/read-xlsform.ts';
import { koboForm } from '#tests/fixtures/xlsforms.ts';

const id = 'AAAAAAAAAAAAAAAAAAAAAA' as RecordId;
const read = readXlsform(koboForm());
if (!read.ok) throw new Error(read.error.type);
const { sheet } = read.value;
const fields = new Map(fieldsOfSheet({ id, sheet }).map((field) => [field.key, field]));
const t = ((key: string, facts: object = {}) => [key, ...Object.values(facts)].join(' ')) as unknown as Words['t'];
const formats = { number: String, date: String } as unknown as Words['formats'];
const wordsOf = (language: 'es' | 'ht', questionOf?: Words['questionOf']): Words => ({
  t,
  formats,
  language,
  ...(questionOf && { questionOf }),
});
const here = wordsOf('ht', (key) => fields.get(key));
const elsewhere = wordsOf('ht', () => undefined);
const why = questionKey({ sheet: id, type: 'multichoice', name: 'barreras' });
const many = questionKey({ sheet: id, type: 'integer', name: 'cuantas' });

test('with the sheet it has its words, in the language of the screen or in the one there is', () => {
  expect(cellName('consultation', `${why}.costo`, here)).toBe('Kisa ki te anpeche sa?');
  expect(cellText('consultation', `${why}.costo`, { listed: 0 }, here)).toBe('Pri a');
  expect(cellName('consultation', many, here)).toBe('¿Cuántas personas?');
});

test('without it, its name, that the question is not here, and the answer as it stands', () => {
  expect(cellName('consultation', `${why}.costo`, elsewhere)).toBe('cell.questionElsewhere barreras');
  expect(cellText('consultation', `${why}.costo`, { listed: 0 }, elsewhere)).toBe('costo');
  expect(cellText('consultation', many, 12, elsewhere)).toBe('12');
});

test('a sheet itself is read as a list of its questions', () => {
  const text = cellText('questions', 'sheet', sheet as object as Json, wordsOf('es'));
  expect(text.split('\n').slice(0, 3)).toEqual(['1. ¿Las atendieron?', '   Sí · No', '2. ¿Qué lo impidió?']);
});
