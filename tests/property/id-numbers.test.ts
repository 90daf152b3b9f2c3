// Whatever is asked of numbers for ids, they answer as a plain map would; also past what there was room for.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesToBase64url } from '#shared/base/bytes.ts';
import { type IdNumbers, makeDigestNumbers, makeIdNumbers, setAt } from '#renderer/store/id-numbers.ts';

/** Few in which words are alike, so that they meet at one place. */
const arbId = fc
  .tuple(fc.nat({ max: 3 }), fc.nat({ max: 600 }))
  .map(([low, high]) =>
    bytesToBase64url(Uint8Array.from({ length: 32 }, (_, at) => (at < 4 ? low : (high >> (at % 2)) & 255))),
  );

test.each([
  ['texts', makeIdNumbers],
  ['digests', makeDigestNumbers],
] as const)('of %s: each id has one number, the next, and the number leads back to it', (_, make) => {
  fc.assert(
    fc.property(fc.array(fc.tuple(arbId, fc.boolean()), { maxLength: 3000 }), (asked) => {
      const numbers: IdNumbers = make();
      const model = new Map<string, number>();
      for (const [id, isGiven] of asked) {
        if (isGiven && !model.has(id)) model.set(id, model.size);
        expect(isGiven ? numbers.give(id) : numbers.numberOf(id)).toBe(model.get(id));
      }
      for (const [id, number] of model) expect([numbers.numberOf(id), numbers.idOf(number)]).toEqual([number, id]);
    }),
    { numRuns: 30 },
  );
});

test('more digests than there was room for are all found again', () => {
  const numbers = makeDigestNumbers();
  const ids = Array.from({ length: 5000 }, (_, n) =>
    bytesToBase64url(
      Uint8Array.from({ length: 32 }, (_each, at) => (Math.imul(n + 1, 2654435761) >>> (at % 24)) & 255),
    ),
  );
  ids.forEach((id, at) => expect(numbers.give(id)).toBe(at));
  ids.forEach((id, at) => expect([numbers.numberOf(id), numbers.idOf(at)]).toEqual([at, id]));
});

test('what is no digest has no number, and is given none', () => {
  const numbers = makeDigestNumbers();
  expect(numbers.numberOf('short')).toBeUndefined();
  expect(() => numbers.give('short')).toThrow();
});

test('a value far beyond the end of a column leaves no hole', () => {
  const column = [7];
  setAt(column, 5, 9, 0);
  setAt(column, 0, 8, 0);
  expect(column).toEqual([8, 0, 0, 0, 0, 9]);
});
