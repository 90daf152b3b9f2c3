// A step of an exercise is done when the notebook holds what it asks for, and not before.

import { describe, expect, test } from 'vitest';
import type { RecordId } from '#shared/base/ids.ts';
import { EXERCISES, type Practised, stepsDone } from '#renderer/views/workshop/exercises.ts';

const RECORD = 'AAAAAAAAAAAAAAAAAAAAAA' as RecordId;
const NOTHING: Practised = {
  consultations: [],
  recovery: null,
  conflict: { record: null, isWritten: false, isMet: false, isDecided: false },
  stick: { hasReader: false, saves: 0 },
  clock: { record: null, isCorrected: false },
  forged: { isRefused: false, record: null },
  relatoria: { hasRecords: false, isBegun: false, sources: 0 },
};
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

describe('two people, two figures', () => {
  const came = { record: RECORD, isWritten: false, isMet: false, isDecided: false };
  test.each([
    ['nothing came', NOTHING.conflict, [false, false, false, false]],
    ['the first came', came, [true, false, false, false]],
    ['the figure was written here too', { ...came, isWritten: true }, [true, true, false, false]],
    ['two say two things', { ...came, isWritten: true, isMet: true }, [true, true, true, false]],
    ['it was decided', { ...came, isWritten: true, isMet: true, isDecided: true }, [true, true, true, true]],
  ] as const)('where %s', (_where, conflict, done) => {
    expect(doneOf('conflict', { conflict })).toEqual(done);
  });
});

test.each([
  ['stick', { stick: { hasReader: false, saves: 0 } }, [false, false, false]],
  ['stick', { stick: { hasReader: true, saves: 1 } }, [true, true, false]],
  ['stick', { stick: { hasReader: true, saves: 2 } }, [true, true, true]],
  ['clock', { clock: { record: RECORD, isCorrected: false } }, [true, false]],
  ['clock', { clock: { record: RECORD, isCorrected: true } }, [true, true]],
  ['forged', { forged: { isRefused: true, record: null } }, [true, false]],
  ['forged', { forged: { isRefused: false, record: RECORD } }, [false, false]],
  ['forged', { forged: { isRefused: true, record: RECORD } }, [true, true]],
  ['relatoria', { relatoria: { hasRecords: true, isBegun: true, sources: 0 } }, [true, true, false, false]],
  ['relatoria', { relatoria: { hasRecords: true, isBegun: true, sources: 1 } }, [true, true, true, false]],
  ['relatoria', { relatoria: { hasRecords: true, isBegun: true, sources: 2 } }, [true, true, true, true]],
] as const)('%s, as far as the notebook has it', (name, now, done) => {
  expect(doneOf(name, now)).toEqual(done);
});

test('what answers somebody’s figure comes only after the figure was written', () => {
  const { steps } = EXERCISES.find(({ name }) => name === 'conflict') ?? { steps: [] };
  const { act } = steps.find(({ name }) => name === 'met') ?? {};
  if (act?.type !== 'receive') throw new Error('nothing comes');
  expect(act.mayCome({ ...NOTHING, conflict: { ...NOTHING.conflict, record: RECORD } })).toBe(false);
  expect(act.mayCome({ ...NOTHING, conflict: { ...NOTHING.conflict, record: RECORD, isWritten: true } })).toBe(true);
});
