// The words of the record room in five languages: a sentence for every problem, and none for what is none.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '#shared/mechanism/language.ts';
import type { Level } from '#shared/record/definition.ts';
import type { Problem } from '#shared/record/validate.ts';

/** By type, the facts that its sentence may name. The compiler knows whether a type is missing or too many. */
const FACTS: { readonly [type in Problem['type']]: readonly string[] } = {
  missing: [],
  wrongType: [],
  notADate: [],
  notAnOption: ['option'],
  notAnInteger: [],
  negative: [],
  tooLarge: ['max'],
  tooManyWords: ['words', 'max'],
  tooShort: ['chars', 'min'],
  tooLong: ['chars', 'max'],
  badUrl: [],
  notAFile: [],
  fileTooLarge: ['max', 'size'],
  fileNotAllowed: ['extension'],
  tooManyFiles: ['files', 'max'],
  dateOrder: ['end', 'start'],
  subtotalAboveTotal: ['sum', 'total'],
  subtotalDiffers: ['sum', 'total'],
  consentBlocks: [],
  outOfScope: [],
};
const LEVELS: { readonly [level in Level]: true } = { open: true, mechanism: true, restricted: true, personal: true };

interface Words {
  readonly notKnown: string;
  readonly level: Readonly<Record<string, { readonly name: string; readonly who: string }>>;
  readonly problem: Readonly<Record<string, string>>;
}

const wordsIn = (language: string): Words =>
  JSON.parse(
    readFileSync(new URL(`../../resources/locales/${language}/record.json`, import.meta.url), 'utf8'),
  ) as Words;

const factsIn = (sentence: string): readonly string[] =>
  [...sentence.matchAll(/\{\{(\w+)\}\}/g)].map(([, fact = '']) => fact).sort();

describe.each(LANGUAGES)('in %s', (language) => {
  const words = wordsIn(language);

  test.each([['problem', words.problem, FACTS]] as const)(
    'every %s has a sentence that names its facts, and there are no others',
    (_, sentences, facts) => {
      expect(Object.keys(sentences).sort()).toStrictEqual(Object.keys(facts).sort());
      for (const [type, sentence] of Object.entries(sentences)) {
        expect(sentence.trim(), type).toBe(sentence);
        expect(factsIn(sentence), type).toStrictEqual(
          [...((facts as Record<string, readonly string[]>)[type] ?? [])].sort(),
        );
      }
    },
  );

  test('every level says who can read', () => {
    expect(Object.keys(words.level).sort()).toStrictEqual(Object.keys(LEVELS).sort());
    for (const { name, who } of Object.values(words.level)) expect([name, who]).not.toContain('');
    expect(words.notKnown).not.toBe('');
  });

  test('no sentence shouts', () => {
    expect(JSON.stringify(words)).not.toMatch(/[!¡]/);
  });
});
