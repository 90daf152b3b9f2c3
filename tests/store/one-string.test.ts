// Equal ids are one string, and it is theirs alone.

import { expect, test } from 'vitest';
import { makeOneString } from '#renderer/store/one-string.ts';

test('what is kept says what was given, whatever is written in it', () => {
  const one = makeOneString();
  for (const text of ['', 'a', 'ñ', '\u2028', '"\\', '😀', 'x'.repeat(43)]) {
    expect(one(text)).toBe(text);
    expect(one(text)).toBe(text);
  }
});
