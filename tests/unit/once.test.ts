// What is read of a value that does not change is read once, and kept apart from what is read of its equals.

import { expect, test } from 'vitest';
import { oncePer, oncePerPair } from '#shared/base/once.ts';

test('once for each value, also where nothing came of it', () => {
  const asked: object[] = [];
  const read = oncePer((value: { readonly says?: string }) => {
    asked.push(value);
    return value.says;
  });
  const [one, twin, nothing] = [{ says: 'a' }, { says: 'a' }, {}];
  expect([read(one), read(one), read(twin), read(nothing), read(nothing)]).toEqual([
    'a',
    'a',
    'a',
    undefined,
    undefined,
  ]);
  expect(asked).toEqual([one, twin, nothing]);
});

test('once for each value and key: another key is another question', () => {
  const asked: string[] = [];
  const isSigned = oncePerPair((value: { readonly by: string }, key: string) => {
    asked.push(key);
    return value.by === key;
  });
  const signed = { by: 'k' };
  expect([isSigned(signed, 'k'), isSigned(signed, 'x'), isSigned(signed, 'k')]).toEqual([true, false, true]);
  expect(asked).toEqual(['k', 'x']);
});
