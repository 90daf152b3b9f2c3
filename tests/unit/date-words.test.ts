// Dates and numbers in documents, as people write them in the document's language.

import { expect, test } from 'vitest';
import { LANGUAGES } from '#shared/mechanism/language.ts';
import { dateWords, numberWords } from '#shared/report/date-words.ts';

test('a date is as precise as it is known, in the words of the language', () => {
  expect(LANGUAGES.map((language) => dateWords('2022-05-17', language))).toEqual([
    '17 de mayo de 2022',
    '17 May 2022',
    '17 de maio de 2022',
    '17 mai 2022',
    '17 me 2022',
  ]);
  expect(['2022-05', '2022', '', 'mañana'].map((text) => dateWords(text, 'es'))).toEqual([
    'mayo de 2022',
    '2022',
    '',
    'mañana',
  ]);
  expect(dateWords('2022-05-01', 'fr')).toBe('1er mai 2022');
});

test('large whole numbers are parted in threes, others stay', () => {
  expect(LANGUAGES.map((language) => numberWords(1_234_567, language))).toEqual([
    '1.234.567',
    '1,234,567',
    '1.234.567',
    '1\u202f234\u202f567',
    '1\u202f234\u202f567',
  ]);
  expect([9_999, 0, 2.5].map((value) => numberWords(value, 'es'))).toEqual(['9999', '0', '2.5']);
});
