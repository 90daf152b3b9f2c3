// Extra questions as values. Any sheet, once signed, reads as it was; any answers to it are cells that give the same entry
// and the same cells again, with or without the sheet; and bringing sheets over one another loses no question's words.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RecordId } from '#shared/base/ids.ts';
import { canonicalText, type Json, parseCanonical } from '#shared/base/json.ts';
import { cellsToEntry, entryToCells, fieldOfPath, levelOfPath } from '#shared/record/cells.ts';
import { kindOf } from '#shared/record/kinds.ts';
import { componentsOf, MAX_PATH } from '#shared/record/paths.ts';
import {
  isOptionName,
  isQuestionName,
  questionAt,
  questionKey,
  type QuestionType,
} from '#shared/record/question-key.ts';
import {
  broughtOver,
  idOf,
  type Question,
  type QuestionSheet,
  questionSheet,
  withQuestions,
} from '#shared/record/question-sheet.ts';
import { problemsOf } from '#shared/record/validate.ts';

const ID = 'BAAAAAAAAAAAAAAAAAAAAA' as RecordId;
const TYPES: readonly QuestionType[] = ['text', 'longtext', 'integer', 'date', 'choice', 'multichoice'];
const RUNS = { numRuns: 300, seed: 20261129 };

const arbName = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
    fc.constantFrom('__proto__', 'constructor', 'año_1', 'x'),
  )
  .filter(isQuestionName);
const arbOption = fc
  .oneof(fc.string({ minLength: 1, maxLength: 12 }), fc.constantFrom('1', '-', 'toString'))
  .filter(isOptionName);
const arbText = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).map((text) => text.toWellFormed());
const arbWords = fc
  .record({ es: arbText, ht: arbText, other: arbText }, { requiredKeys: [] })
  .filter((words) => Object.keys(words).length > 0);

const arbQuestion: fc.Arbitrary<Question> = fc
  .record({
    name: arbName,
    type: fc.constantFrom(...TYPES),
    label: arbWords,
    help: fc.option(arbWords, { nil: undefined }),
    needed: fc.boolean(),
    keys: fc.uniqueArray(arbOption, { minLength: 1, maxLength: 5 }),
  })
  .map(({ name, type, label, help, needed, keys }) => ({
    name,
    type,
    label,
    ...(help && { help }),
    ...(needed && { needed: true as const }),
    ...((type === 'choice' || type === 'multichoice') && { options: keys.map((key) => ({ key, label: { es: key } })) }),
  }));

const arbSheet: fc.Arbitrary<QuestionSheet> = fc.record({
  main: fc.constantFrom('es' as const, 'ht' as const, 'other' as const),
  questions: fc.uniqueArray(arbQuestion, { minLength: 1, maxLength: 8, selector: idOf }),
});

const known = (sheet: QuestionSheet) => ({
  id: ID,
  title: 'T',
  about: 'consultation',
  mesa: null,
  isAsked: true,
  sheet,
});

function kindWith(sheet: QuestionSheet) {
  const kind = kindOf('consultation');
  if (kind === undefined) throw new Error('no kind');
  return withQuestions(kind, [known(sheet)], 'all');
}

test('a sheet is, once it was signed, the same sheet', () => {
  fc.assert(
    fc.property(arbSheet, (sheet) => {
      const parsed = parseCanonical(canonicalText(sheet as object as Json), { size: 1e6, depth: 32, items: 1e5 });
      expect(parsed.ok && questionSheet(parsed.value)).toEqual(sheet);
    }),
    RUNS,
  );
});

test('the name of a question says which it is, fits a path, and is no other', () => {
  fc.assert(
    fc.property(
      arbName,
      arbName,
      fc.constantFrom(...TYPES),
      fc.constantFrom(...TYPES),
      (name, other, type, otherType) => {
        const key = questionKey({ sheet: ID, type, name });
        expect(questionAt(key)).toEqual({ sheet: ID, type, name });
        expect(componentsOf(key)).toEqual([key]);
        expect(key.length).toBeLessThan(MAX_PATH / 2 + 20);
        const isSame = name === other && type === otherType;
        expect(questionKey({ sheet: ID, type: otherType, name: other }) === key).toBe(isSame);
      },
    ),
    RUNS,
  );
});

test('answers are cells and back, with the level of free text, and fit their questions', () => {
  const answers = arbSheet.chain((sheet) =>
    fc.tuple(
      fc.constant(sheet),
      fc.tuple(...sheet.questions.map((question) => fc.option(arbAnswer(question), { nil: undefined }))),
    ),
  );
  fc.assert(
    fc.property(answers, ([sheet, given]) => {
      const entry = Object.fromEntries(
        sheet.questions.flatMap(({ type, name }, at): [string, Json][] => {
          const answer = given[at];
          return answer === undefined ? [] : [[questionKey({ sheet: ID, type, name }), answer]];
        }),
      );
      const cells = entryToCells('consultation', entry);
      if (!cells.ok) throw new Error(cells.error.type);
      expect(cellsToEntry('consultation', cells.value)).toEqual(entry);
      for (const path of cells.value.keys()) {
        expect(levelOfPath('consultation', path)).toBe('mechanism');
        expect(fieldOfPath('consultation', path)?.key).toBe(componentsOf(path)[0]);
        expect(levelOfPath('commitment', path)).toBe('restricted');
      }
      const problems = problemsOf('consultation', cells.value, kindWith(sheet));
      expect(problems.filter(({ path }) => path.startsWith('question:'))).toEqual([]);
    }),
    RUNS,
  );
});

function arbAnswer({ type, options = [] }: Question): fc.Arbitrary<Json> {
  const keys = options.map(({ key }) => key);
  switch (type) {
    case 'integer':
      return fc.integer();
    case 'date':
      return fc.constantFrom('2024', '2024-05', '2024-05-17');
    case 'choice':
      return fc.constantFrom(...keys);
    case 'multichoice':
      return fc.shuffledSubarray(keys, { minLength: 1 });
    default:
      return arbText;
  }
}

test('whatever is brought over a sheet, every question that ever was has its words, and what is asked is what was brought', () => {
  fc.assert(
    fc.property(fc.array(arbSheet, { minLength: 1, maxLength: 5 }), (sheets) => {
      const last = sheets.reduce<QuestionSheet | undefined>(broughtOver, undefined);
      const all = new Set(sheets.flatMap(({ questions }) => questions.map(idOf)));
      expect(new Set(last?.questions.map(idOf))).toEqual(all);
      const asked = last?.questions.filter(({ gone }) => gone !== true) ?? [];
      expect(asked.map(idOf)).toEqual(sheets.at(-1)?.questions.map(idOf));
      const options = new Set(
        sheets.flatMap(({ questions }) =>
          questions.flatMap((each) => (each.options ?? []).map(({ key }) => `${idOf(each)} ${key}`)),
        ),
      );
      expect(
        new Set(last?.questions.flatMap((each) => (each.options ?? []).map(({ key }) => `${idOf(each)} ${key}`))),
      ).toEqual(options);
    }),
    RUNS,
  );
});

test('any JSON in the cell of a sheet is a sheet or none, and never throws', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.jsonValue(), fc.record({ questions: fc.array(fc.oneof(fc.jsonValue(), arbQuestion)) })),
      (value) => {
        const sheet = questionSheet(value as Json);
        if (sheet !== undefined) expect(questionSheet(sheet as object as Json)).toEqual(sheet);
      },
    ),
    RUNS,
  );
});
