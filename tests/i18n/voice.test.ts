// How the app speaks (8-look): plainly, without shouting, without the words of engineers; and nothing of the machinery
// of texts (a key, a hole, a note to a translator) shows through.

import { describe, expect, test } from 'vitest';
import { type Language, LANGUAGES } from '#shared/mechanism/language.ts';
import { allTexts, placeOf, type Text } from './texts.ts';

/** Whole words, or beginnings of words where a `*` ends them. */
const EVERYWHERE = [
  'hash*',
  'sync*',
  'merge*',
  'commit',
  'commits',
  'token*',
  'json',
  'upload*',
  'download*',
  'backup*',
  'blob*',
  'cache',
  'payload',
  'snapshot',
  'timeout',
  'bug',
  'bugs',
  'null',
  'undefined',
  'changeset*',
  'quipu-*',
  'seq',
];
const BY_LANGUAGE: Readonly<Record<Language, readonly string[]>> = {
  es: ['sincroniz*', 'fusion*', 'servidor*', 'descarg*'],
  en: ['server*', 'login', 'synchroni*', 'database*'],
  pt: ['sincroniz*', 'mescla*', 'servidor*', 'baixar', 'usuário*'],
  fr: ['synchroni*', 'fusion*', 'serveur*', 'télécharg*', 'jeton*'],
  ht: ['senkroniz*', 'sèvè', 'telechaje*', 'fizyone*'],
};
/** One word for one thing: these were second words for the computer, the notebook, the stick, the bundle. */
const SECOND_WORDS: Readonly<Record<Language, readonly string[]>> = {
  es: ['dispositivo*', 'ordenador*'],
  en: ['device*', 'organis*', 'passphrase*'],
  pt: ['equipamento*', 'pen drive*', 'passeio*'],
  fr: ['appareil*', 'carnet*'],
  ht: ['aparèy', 'pake', 'filt'],
};
/** The quotes of each language. */
const OTHER_QUOTES: Readonly<Record<Language, RegExp>> = {
  es: /[“”"]|« | »/,
  en: /[«»"]/,
  pt: /[«»"]/,
  fr: /[“”"]|«(?! )|(?<! )»/,
  ht: /[“”"]|« | »/,
};
/** Spanish speaks to people as usted, French as vous: no verb of tú, no tu. */
const FAMILIAR = {
  es: ['tu', 'tus', 'tuy*', 'vos', 'tienes', 'puedes', 'quieres', 'debes', 'escribe', 'elige', 'haz'],
  fr: ['tu', 'tes', 'ton', 'toi', 'peux', 'veux', 'dois'],
} as const;

const textsOf = (language: Language): readonly Text[] => allTexts.filter((text) => text.language === language);
const those = (texts: readonly Text[], isWrong: (text: string) => boolean): readonly string[] =>
  texts.filter(({ text }) => isWrong(text)).map((text) => `${placeOf(text)}: ${text.text}`);
/** Without what is filled in at run time. */
const wordsOf = (text: string): string => text.replace(/\{\{[^}]*\}\}|\$t\([^)]*\)|<\/?[a-zA-Z0-9]+\/?>/g, ' ');

/** Letters of any alphabet end a word, which \b does not know. */
const wordPattern = (words: readonly string[]): RegExp =>
  new RegExp(
    `(?<!\\p{L})(${words.map((word) => (word.endsWith('*') ? `${word.slice(0, -1)}\\p{L}*` : word)).join('|')})(?!\\p{L})`,
    'iu',
  );

describe.each(LANGUAGES)('in %s', (language) => {
  const texts = textsOf(language);

  test('there are texts', () => {
    expect(texts.length).toBeGreaterThan(500);
  });

  test('no text shouts', () => {
    expect(those(texts, (text) => /[!¡]/.test(text))).toEqual([]);
  });

  test('no text has a word of engineers', () => {
    const forbidden = wordPattern([...EVERYWHERE, ...BY_LANGUAGE[language]]);
    expect(forbidden.test('a hash of it')).toBe(true);
    expect(those(texts, (text) => forbidden.test(wordsOf(text)))).toEqual([]);
  });

  test('no text has a second word for what has one', () => {
    const second = wordPattern(SECOND_WORDS[language]);
    expect(those(texts, (text) => second.test(wordsOf(text)))).toEqual([]);
  });

  test('quotes are those of the language', () => {
    expect(those(texts, (text) => OTHER_QUOTES[language].test(text))).toEqual([]);
  });

  test('no text shows a key, an empty hole, a half-open mark or a note to a translator', () => {
    const isMachinery = (text: string): boolean =>
      /^[a-z]+([.:_][a-zA-Z]+)+$/.test(text) ||
      /\{\{\s*\}\}|\bTODO\b|\bFIXME\b|\bXXX\b|\?\?\?|\bTBD\b|lorem ipsum/.test(text) ||
      /\{|\}/.test(text.replace(/\{\{\s*[a-zA-Z]+\s*(,[^{}]*)?\}\}/g, ''));
    expect(['board.title', 'Faltan {{}}', 'TODO', 'hay {n}', 'a {{b}'].filter(isMachinery).length).toBe(5);
    expect(those(texts, isMachinery)).toEqual([]);
  });

  test('no text begins, ends or is held apart by spaces nobody asked for', () => {
    expect(those(texts, (text) => text !== text.trim() || / {2}|\t|\n/.test(text))).toEqual([]);
  });
});

test.each(['es', 'fr'] as const)('no text in %s is familiar with people', (language) => {
  const familiar = wordPattern(FAMILIAR[language]);
  expect(familiar.test('tu caso')).toBe(true);
  expect(those(textsOf(language), (text) => familiar.test(wordsOf(text)))).toEqual([]);
});

/** Long enough that Portuguese cannot say the same by chance. */
test('no language has a sentence left as it is in Spanish', () => {
  const spanish = new Map(textsOf('es').map(({ namespace, key, text }) => [`${namespace}:${key}`, text]));
  const left = allTexts.filter(
    ({ language, namespace, key, text }) =>
      language !== 'es' &&
      (wordsOf(text).match(/\p{L}+/gu) ?? []).length >= 5 &&
      spanish.get(`${namespace}:${key}`) === text,
  );
  expect(left.map(placeOf)).toEqual([]);
});
