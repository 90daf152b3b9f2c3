import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { EngineProblem } from '#renderer/engine/engine-problem.ts';
import type { Saved } from '#renderer/engine/door.ts';
import { emptyOf, type FieldValue } from '#renderer/views/record-form/field-value.ts';
import { createSaver, PAUSE, type Saver } from '#renderer/views/record-form/saver.ts';
import type { RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import type { Field, Level } from '#shared/record/definition.ts';
import { fieldOf } from '#shared/record/kinds.ts';

const RECORD = 'AAAAAAAAAAAAAAAAAAAAAA' as RecordId;
const title = fieldOf('consultation', 'title') as Field;
const limitations = fieldOf('consultation', 'limitations') as Field;
const fields = [title, limitations];
const one = (value: string): FieldValue => ({ type: 'one', value });

interface Desk {
  readonly saver: Saver;
  readonly edits: { readonly cells: Readonly<Record<string, Json>>; readonly raise: Readonly<Record<string, Level>> }[];
  readonly said: string[];
  leaves: number;
  answer: () => Promise<Result<Saved, EngineProblem>>;
}

function fakeDesk(): Desk {
  const desk: Desk = {
    edits: [],
    said: [],
    leaves: 0,
    answer: async () => ok({ at: '2026-11-22T10:42:00Z' }),
    saver: createSaver(
      {
        editRecord: (_, cells, raise = {}) => {
          desk.edits.push({ cells, raise });
          return desk.answer();
        },
        leaveRecord: async () => {
          desk.leaves++;
          return ok({ at: '2026-11-22T10:42:00Z' });
        },
      },
      RECORD,
      fields,
      new Map(fields.map((field) => [field.key, emptyOf(field)])),
      new Map(),
      {
        writing: () => desk.said.push('writing'),
        saved: () => desk.said.push('saved'),
        failed: ({ type }) => desk.said.push(type),
      },
    ),
  };
  return desk;
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('what is written is saved within a second of a pause, and only what changed', async () => {
  const { saver, edits, said } = fakeDesk();
  for (const text of ['C', 'Co', 'Con']) {
    saver.write(title, one(text));
    await vi.advanceTimersByTimeAsync(PAUSE / 2);
  }
  expect(edits).toEqual([]);
  expect(PAUSE).toBeLessThan(1000);
  await vi.advanceTimersByTimeAsync(PAUSE);
  expect(edits).toEqual([{ cells: { title: 'Con' }, raise: {} }]);
  expect(said.at(-1)).toBe('saved');
});

test('a letter typed while a save is under way is saved by the next one, and saves never overlap', async () => {
  const desk = fakeDesk();
  let finish: (() => void) | undefined;
  desk.answer = () =>
    new Promise((resolve) => {
      finish = () => resolve(ok({ at: '' }));
    });
  desk.saver.write(title, one('uno'));
  await vi.advanceTimersByTimeAsync(PAUSE);
  desk.saver.write(title, one('uno y dos'));
  await vi.advanceTimersByTimeAsync(PAUSE * 3);
  expect(desk.edits.length).toBe(1);
  finish?.();
  await vi.advanceTimersByTimeAsync(0);
  expect(desk.edits.at(-1)?.cells).toEqual({ title: 'uno y dos' });
  expect(desk.said.at(-1)).not.toBe('saved');
  finish?.();
  await vi.advanceTimersByTimeAsync(0);
  expect(desk.edits.length).toBe(2);
  expect(desk.said.at(-1)).toBe('saved');
});

test('a save that failed keeps the text, says why, and is tried again by itself', async () => {
  const desk = fakeDesk();
  desk.answer = async () => err({ type: 'diskFull' });
  desk.saver.write(title, one('Consulta'));
  await vi.advanceTimersByTimeAsync(PAUSE);
  expect(desk.said.at(-1)).toBe('diskFull');
  desk.answer = async () => ok({ at: '' });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(desk.edits.at(-1)?.cells).toEqual({ title: 'Consulta' });
  expect(desk.said.at(-1)).toBe('saved');
});

test('leaving saves first and then ends the sitting, once', async () => {
  const desk = fakeDesk();
  desk.saver.write(title, one('Consulta'));
  await desk.saver.leave();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(desk.edits.map(({ cells }) => cells)).toEqual([{ title: 'Consulta' }]);
  expect(desk.leaves).toBe(1);
});

test('a sitting left while nothing can be saved ends when saving works again', async () => {
  const desk = fakeDesk();
  desk.answer = async () => err({ type: 'diskFull' });
  desk.saver.write(title, one('Consulta'));
  await desk.saver.leave();
  expect(desk.leaves).toBe(0);
  desk.answer = async () => ok({ at: '' });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(desk.said.at(-1)).toBe('saved');
  expect(desk.leaves).toBe(1);
});

test('what is read from the engine never takes back a letter written since', async () => {
  const desk = fakeDesk();
  const before = desk.saver.mark();
  desk.saver.write(title, one('nuevo'));
  const old = new Map([['title', one('viejo')]]);
  expect(desk.saver.reread(old, before).size).toBe(0);
  await vi.advanceTimersByTimeAsync(PAUSE);
  expect(desk.saver.reread(old, before).size).toBe(0);
  expect([...desk.saver.reread(new Map([['limitations', one('de otra mano')]]), desk.saver.mark())]).toEqual([
    ['limitations', one('de otra mano')],
  ]);
});

test('choosing who may read a field writes its cells anew at that level, and so every later change of it', async () => {
  const desk = fakeDesk();
  desk.saver.write(limitations, one('Llovió'));
  await desk.saver.flush();
  desk.saver.setLevel(limitations, 'restricted');
  await vi.advanceTimersByTimeAsync(0);
  expect(desk.edits.at(-1)).toEqual({ cells: { limitations: 'Llovió' }, raise: { limitations: 'restricted' } });
  desk.saver.write(limitations, one('Llovió mucho'));
  await vi.advanceTimersByTimeAsync(PAUSE);
  expect(desk.edits.at(-1)?.raise).toEqual({ limitations: 'restricted' });
  expect(desk.edits.length).toBe(3);
});
