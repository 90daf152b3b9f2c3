// Equal ids are one string, and it is theirs alone.

import { expect, test } from 'vitest';
import { slimMark } from '#renderer/store/record-codec.ts';
import { makeOneString } from '#renderer/store/one-string.ts';

test('what is kept says what was given, whatever is written in it', () => {
  const one = makeOneString();
  for (const text of ['', 'a', 'ñ', '\u2028', '"\\', '😀', 'x'.repeat(43)]) {
    expect(one(text)).toBe(text);
    expect(one(text)).toBe(text);
  }
});

test('a mark keeps what it says, and equal sets of levels are the same set', () => {
  const slim = slimMark(makeOneString());
  const mark = { author: 'k' as never, seq: 2, prev: null, lamport: 7, here: ['open' as const], withheld: [] };
  const [first, second] = [slim(mark), slim({ ...mark, seq: 3, here: ['open'] })];
  expect(first).toEqual(mark);
  expect(second).toEqual({ ...mark, seq: 3 });
  expect(second.here).toBe(first.here);
});
