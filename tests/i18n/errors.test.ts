// Errors are data; their words are found by type. No problem may be wordless in any language, no words may be left
// over from a problem that is gone.

import { expect, test } from 'vitest';
import { LANGUAGES } from '#shared/mechanism/language.ts';
import { problemTypes } from './problem-types.ts';
import { allTexts } from './texts.ts';

const types = problemTypes();
/** Of one answer in a form: their words may be record.json's `problem`, beside the field. */
const isOfAnswers = (files: readonly string[]): boolean => files.every((file) => file.startsWith('shared/record/'));
const ofAnswers = [...types].filter(([, files]) => isOfAnswers(files)).map(([type]) => type);
const ofEverything = [...types].filter(([, files]) => !isOfAnswers(files)).map(([type]) => type);

const worded = (language: string, namespace = 'errors'): ReadonlySet<string> =>
  new Set(
    allTexts
      .filter((text) => text.language === language && text.namespace === namespace)
      .map(({ key }) => key.replace(/^problem\./, '').split('.')[0] ?? ''),
  );

test('the sources answer the problems that are known to be there', () => {
  // What each of the three ways of reading finds, and nothing else finds.
  for (const type of ['diskFull', 'gap', 'notACard', 'otherMechanism', 'practiceMixed', 'unreachable'])
    expect([...types.keys()]).toContain(type);
  expect(types.size).toBeGreaterThan(60);
});

test.each(LANGUAGES)('every problem has words in %s', (language) => {
  expect(ofEverything.filter((type) => !worded(language).has(type))).toEqual([]);
  expect(ofAnswers.length).toBeGreaterThan(10);
  const besideFields = worded(language, 'record');
  expect(ofAnswers.filter((type) => !besideFields.has(type) && !worded(language).has(type))).toEqual([]);
});

test.each(LANGUAGES)('no words of %s are left over from a problem that nothing answers', (language) => {
  expect([...worded(language)].filter((type) => !types.has(type))).toEqual([]);
});

test.each(LANGUAGES)(
  'a problem in %s says what happened, and nothing but what, what was kept and what to do next',
  (language) => {
    const parts = Map.groupBy(
      allTexts.filter((text) => text.language === language && text.namespace === 'errors'),
      ({ key }) => key.split('.')[0] ?? '',
    );
    for (const [type, texts] of parts) {
      const said = texts.map(({ key }) => (key.split('.')[1] ?? 'what').replace(/_(one|many|other)$/, ''));
      expect(said, type).toContain('what');
      expect(
        said.filter((part) => !['what', 'kept', 'next'].includes(part)),
        type,
      ).toEqual([]);
    }
  },
);
