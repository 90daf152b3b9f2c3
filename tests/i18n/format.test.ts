// Numbers, dates and lists as each language writes them, on a machine of any language and in any time zone (this file
// also runs under LANG=ar_EG.UTF-8 and TZ=Pacific/Kiritimati: scripts/test.ts).

import { ht } from 'date-fns/locale/ht';
import { describe, expect, test } from 'vitest';
import { formatLocale, formatsFor } from '#renderer/i18n/format.ts';
import { withBoundSpaces } from '#renderer/i18n/french.ts';
import { type Language, LANGUAGES } from '#shared/mechanism/language.ts';

const MONTHS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] as const;

test('each language is formatted by its own locale; Creole, which Intl has not, by fr-HT', () => {
  expect(LANGUAGES.map((language) => formatLocale(language))).toEqual(['es', 'en', 'pt-BR', 'fr', 'fr-HT']);
  expect(formatLocale('es', 'EC')).toBe('es-EC');
  expect(formatLocale('ht', 'DO')).toBe('fr-HT');
  expect(formatLocale('es', '<b>')).toBe('es');
});

describe('Creole', () => {
  const formats = formatsFor('ht');

  test('has the names of months of date-fns', () => {
    for (const month of MONTHS) {
      const wide = ht.localize.month(month, { width: 'wide' });
      const number = String(month + 1).padStart(2, '0');
      expect(formats.date(`2026-${number}-12`)).toBe(`12 ${wide} 2026`);
      expect(formats.date(`2026-${number}`)).toBe(`${wide} 2026`);
      expect(formats.date(`--${number}-05`)).toBe(`5 ${wide}`);
      expect(formats.month(month + 1)).toBe(ht.localize.month(month, { width: 'abbreviated' }).replace('.', ''));
    }
  });

  test('has its days, its “and”, and the numbers of Haiti', () => {
    expect(formats.weekday(new Date(2026, 10, 12))).toBe(`${ht.localize.day(4, { width: 'wide' })} 12 novanm`);
    expect(formats.list(['Okap', 'Jakmèl', 'Wanament'])).toBe('Okap, Jakmèl ak Wanament');
    expect(formats.list(['Okap'])).toBe('Okap');
    expect(formats.number(1234.5).replace(/\s/gu, ' ')).toBe('1 234,5');
  });
});

test('only Spanish names a day without a comma', () => {
  const said = LANGUAGES.map((language) => formatsFor(language).weekday(new Date(2026, 10, 29)));
  expect(said).toEqual([
    'domingo 29 de noviembre',
    'Sunday, November 29',
    'domingo, 29 de novembro',
    'dimanche 29 novembre',
    'dimanch 29 novanm',
  ]);
});

test('a line of French ends before no colon and within no quotes', () => {
  expect(withBoundSpaces({ a: 'Langue : « ici » ?', b: { c: ['Oui ; non'] } })).toEqual({
    a: 'Langue\u00a0: «\u00a0ici\u00a0»\u00a0?',
    b: { c: ['Oui\u00a0; non'] },
  });
});

test('a date of a record is the same day in every time zone, as precise as it is known', () => {
  const said = (language: Language): readonly string[] =>
    ['2026-01-01', '2026-12-31', '2026-02', '2026', '--02-29'].map((date) => formatsFor(language).date(date));
  expect(said('es')).toEqual([
    '1 de enero de 2026',
    '31 de diciembre de 2026',
    'febrero de 2026',
    '2026',
    '29 de febrero',
  ]);
  expect(said('pt')).toEqual([
    '1 de janeiro de 2026',
    '31 de dezembro de 2026',
    'fevereiro de 2026',
    '2026',
    '29 de fevereiro',
  ]);
  expect(said('fr')).toEqual(['1 janvier 2026', '31 décembre 2026', 'février 2026', '2026', '29 février']);
  expect(said('ht').slice(0, 2)).toEqual(['1 janvye 2026', '31 desanm 2026']);
});

test('what is no date is shown as it was written', () => {
  for (const text of ['', 'mayo de 2020', '2026-13-01', '99']) expect(formatsFor('es').date(text)).toBe(text);
  expect(formatsFor('fr').day('not a moment')).toBe('not a moment');
});

test('a moment has the day and the hour of this machine’s own time zone', () => {
  const moment = new Date(2026, 10, 12, 9, 5);
  expect(formatsFor('es').moment(moment.toISOString())).toBe('12 de noviembre de 2026, 09:05');
  expect(formatsFor('ht').moment(moment.toISOString())).toBe('12 novanm 2026, 09:05');
});

test.each(LANGUAGES)('numbers of %s have the digits everybody here reads', (language) => {
  const formats = formatsFor(language);
  const all = [
    formats.number(1234567),
    formats.date('2026-11-12'),
    formats.time('2026-11-12T09:05:00Z'),
    formats.size(12_345),
  ];
  for (const text of all) expect(text).not.toMatch(/[٠-٩۰-۹]/);
});

test('sizes are said in the unit people know', () => {
  expect(formatsFor('en').size(9)).toBe('9 bytes');
  const sizes = [12, 1500, 52_000, 3_400_000].map((bytes) => formatsFor('es').size(bytes).replace(/\s/gu, ' '));
  expect(sizes).toEqual(['12 bytes', '1,5 kB', '52 kB', '3,4 MB']);
});

test('accents and capitals do not part what belongs together, and 2 comes before 10', () => {
  const { compare } = formatsFor('es');
  expect(['Mesa 10', 'ñandú', 'Álamo', 'nube', 'Mesa 2', 'alba'].sort(compare)).toEqual([
    'Álamo',
    'alba',
    'Mesa 2',
    'Mesa 10',
    'nube',
    'ñandú',
  ]);
  expect(compare('PERÚ', 'peru')).toBe(0);
});

test('formats are made once: pages ask for them in every row', () => {
  expect(formatsFor('es')).toBe(formatsFor('es'));
  expect(formatsFor('es', 'EC')).not.toBe(formatsFor('es', 'MX'));
});
