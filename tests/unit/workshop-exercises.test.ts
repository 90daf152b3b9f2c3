// A step of an exercise is done when the notebook holds what it asks for, and not before.

import { describe, expect, test } from 'vitest';
import { EXERCISES, type Practised, stepsDone } from '#renderer/views/workshop/exercises.ts';

const NOTHING: Practised = { consultations: [], recovery: null };
const doneOf = (name: string, now: Partial<Practised>): readonly boolean[] => {
  const exercise = EXERCISES.find((one) => one.name === name);
  if (exercise === undefined) throw new Error(`no exercise ${name}`);
  return stepsDone(exercise, { ...NOTHING, ...now });
};
const consultation = { title: 'Consulta', objectives: [8], finished: true };
const SHEET = { mark: 'abcd', madeAt: '2026-11-20' };

describe('the first consultation', () => {
  test.each([
    ['nothing is here', [], [false, false, false]],
    ['one was begun', [{ title: '', objectives: [], finished: false }], [true, false, false]],
    ['it has a title and no objective', [{ ...consultation, objectives: [], finished: false }], [true, false, false]],
    ['its title is a space', [{ ...consultation, title: ' ', finished: false }], [true, false, false]],
    ['it says what it must', [{ ...consultation, finished: false }], [true, true, false]],
    ['it is finished', [consultation], [true, true, true]],
    [
      'one is told and another finished',
      [
        { ...consultation, finished: false },
        { ...consultation, title: '' },
      ],
      [true, true, false],
    ],
  ] as const)('where %s', (_where, consultations, done) => {
    expect(doneOf('first', { consultations })).toEqual(done);
  });
});

describe('opening without the phrase', () => {
  test.each([
    ['the vault says nothing', null, [false, false]],
    ['there is no sheet', { sheet: null, drill: null }, [false, false]],
    ['the sheet was made', { sheet: SHEET, drill: null }, [true, false]],
    ['it was tried', { sheet: SHEET, drill: { at: '2026-11-20', withBackup: false } }, [true, true]],
  ] as const)('where %s', (_where, recovery, done) => {
    expect(doneOf('sheet', { recovery })).toEqual(done);
  });
});
