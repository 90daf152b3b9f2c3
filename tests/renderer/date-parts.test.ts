import { expect, test } from 'vitest';
import { dateOf, isTypedWhole, partsOf, partsOfTyped } from '#renderer/views/record-form/date-parts.ts';

test('every precision a date can have goes into parts and comes back the same', () => {
  for (const date of ['2023', '2023-11', '2023-11-05', '--02-29', '2024-02-29']) {
    const parts = partsOf(date);
    expect(parts, date).toBeDefined();
    expect(dateOf(parts ?? { day: '', month: '', year: '' })).toEqual({ type: 'date', date });
  }
});

test('what is not a date has no parts', () => {
  for (const text of ['', '23', '2023-13', '2023-02-30', '2023-02-29', '--13-01', '-11-05', 'mayo', '2023-1-1']) {
    expect(partsOf(text), text).toBeUndefined();
  }
});

test('parts that name no date yet say what is missing', () => {
  expect(dateOf({ day: '', month: '', year: '' })).toEqual({ type: 'empty' });
  expect(dateOf({ day: '5', month: '', year: '2023' })).toEqual({ type: 'unfinished', problem: 'dayWithoutMonth' });
  expect(dateOf({ day: '', month: '5', year: '' })).toEqual({ type: 'unfinished', problem: 'monthAlone' });
  expect(dateOf({ day: '31', month: '4', year: '2023' })).toEqual({ type: 'unfinished', problem: 'noSuchDay' });
  expect(dateOf({ day: '0', month: '4', year: '2023' })).toEqual({ type: 'unfinished', problem: 'noSuchDay' });
  expect(dateOf({ day: '', month: '', year: '23' })).toEqual({ type: 'unfinished', problem: 'badYear' });
});

test('a whole date typed into one part is understood, day first', () => {
  expect(partsOfTyped('15/11/2023')).toEqual({ day: '15', month: '11', year: '2023' });
  expect(partsOfTyped('2023-11-05')).toEqual({ day: '5', month: '11', year: '2023' });
  expect(partsOfTyped('11/2023')).toEqual({ day: '', month: '11', year: '2023' });
  expect(partsOfTyped('2023-11')).toEqual({ day: '', month: '11', year: '2023' });
  expect(partsOfTyped('18.12')).toEqual({ day: '18', month: '12', year: '' });
  expect(partsOfTyped('2023')).toBeUndefined();
  expect(partsOfTyped('11/15/2023')).toBeUndefined();
  expect(partsOfTyped('mañana')).toBeUndefined();
});

test('half of a date that is being typed is not taken for a whole one', () => {
  const typed = '15/11/2025';
  const halves = Array.from(typed, (_, at) => typed.slice(0, at + 1)).filter(isTypedWhole);
  expect(halves).toEqual([typed]);
  expect(['2025-11-15', '11/2025', '5 1 2025'].map(isTypedWhole)).toEqual([true, true, true]);
  expect(['2025-1', '2025-11-1', '18.12', '2025', ''].map(isTypedWhole)).toEqual([false, false, false, false, false]);
});
