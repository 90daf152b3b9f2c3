// The five languages have the same texts, each in its own plural forms, with the same things filled in; and i18next,
// started as the page starts it, finds a form for every number, whatever the machine's own language is.

import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { i18n as I18n } from 'i18next';
import { startWords } from '#renderer/i18n/start.ts';
import { LANGUAGES, type Language } from '#shared/mechanism/language.ts';
import { baseOf, compareLanguages, pluralBases, type Texts } from '#scripts/texts/compare.ts';
import { namespaces, readTexts } from './texts.ts';

const NUMBERS = [0, 1, 2, 3, 5, 11, 21, 100, 101, 1_000_000, 2_000_000, 1.5];

const textsOf = (language: Language): Texts =>
  new Map(readTexts(language).map(({ namespace, key, text }) => [`${namespace}:${key}`, text]));
const texts: Readonly<Record<Language, Texts>> = {
  es: textsOf('es'),
  en: textsOf('en'),
  pt: textsOf('pt'),
  fr: textsOf('fr'),
  ht: textsOf('ht'),
};
const counted = [...pluralBases(texts.es)];

test('every text is there in every language, in its forms, filled in with the same', () => {
  expect(texts.es.size).toBeGreaterThan(500);
  expect(counted.length).toBeGreaterThan(50);
  expect(compareLanguages(texts)).toEqual([]);
});

test('Spanish, Portuguese and French have one, many and other; English one and other; Creole other alone', () => {
  const formsOf = (language: Language): readonly string[] => {
    const plurals = new Set(counted);
    const forms = [...texts[language].keys()].flatMap((key) => {
      const base = baseOf(key, plurals);
      return base === key ? [] : [key.slice(base.length + 1)];
    });
    return [...new Set(forms)].sort();
  };
  expect(Object.fromEntries(LANGUAGES.map((language) => [language, formsOf(language)]))).toEqual({
    es: ['many', 'one', 'other'],
    en: ['one', 'other'],
    pt: ['many', 'one', 'other'],
    fr: ['many', 'one', 'other'],
    ht: ['other'],
  });
});

describe('as the page starts it', () => {
  let words: I18n;

  beforeAll(async () => {
    vi.stubGlobal('document', { documentElement: {} });
    words = await startWords('es');
    await words.loadNamespaces([...namespaces]);
  });

  test.each(LANGUAGES)('every counted text in %s has words of that language for every number', async (language) => {
    await words.changeLanguage(language);
    const own = new Set(texts[language].values());
    const said = (key: string, count: number): string => words.t(key, { count, skipInterpolation: true });
    const wrong = counted.flatMap((key) =>
      NUMBERS.filter((count) => !own.has(said(key, count).replaceAll('\u00a0', ' '))).map(
        (count) => `${key} for ${count}: ${words.t(key, { count })}`,
      ),
    );
    expect(wrong).toEqual([]);
  });

  test('one is said as one, many as many', async () => {
    const key = counted.find((base) => texts.es.get(`${base}_one`) !== texts.es.get(`${base}_other`)) ?? '';
    for (const language of ['es', 'pt', 'fr'] as const) {
      await words.changeLanguage(language);
      for (const [count, form] of [
        [1, 'one'],
        [2, 'other'],
        [1_000_000, 'many'],
      ] as const)
        expect(words.t(key, { count, skipInterpolation: true })).toBe(texts[language].get(`${key}_${form}`));
    }
  });
});
