import canonicalize from 'canonicalize';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { textToBytes } from '#shared/base/bytes.ts';
import { canonicalText, type Json, parseCanonical, parseJson } from '#shared/base/json.ts';

const CAPS = { size: 1_000_000, depth: 40 };
/** JSON as it can be signed: whole texts, and no key that is never a key */
const arbJson = fc
  .jsonValue({
    maxDepth: 6,
    stringUnit: fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
      fc.constantFrom('"', '\\', '[', '{', '\n', '\u0000'),
    ),
  })
  .filter((value) => !/"(?:__proto__|constructor|prototype)":/.test(JSON.stringify(value)))
  .map((value) => value as Json);

test('the quick writer and the reference write the same', () => {
  fc.assert(
    fc.property(arbJson, (value) => {
      expect(canonicalText(value)).toBe(canonicalize(value));
    }),
  );
});

test('what is written passes the gate, and comes out as it went in', () => {
  fc.assert(
    fc.property(arbJson, (value) => {
      const text = canonicalText(value);
      const parsed = parseCanonical(textToBytes(text), CAPS);
      expect(parsed.ok && canonicalText(parsed.value)).toBe(text);
    }),
  );
});

/** Keys of the letters that escapes are written with: short, so that many are as long as one another. */
const arbEscapedKey = fc.string({ unit: fc.constantFrom(...'\\"\n\t\u0000nu0a'), maxLength: 3 });
const arbKeyed = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<Json>(null, 1, 'a', '\\":'),
    fc.array(tie('value'), { maxLength: 2 }),
    fc.array(fc.tuple(arbEscapedKey, tie('value')), { maxLength: 4 }).map((pairs) => Object.fromEntries(pairs) as Json),
  ),
})).value;

test('keys with escapes come out as they went in, whatever was read before', () => {
  fc.assert(
    fc.property(arbKeyed, fc.constantFrom(undefined, 1), (value, indent) => {
      const canonical = parseCanonical(canonicalText(value), CAPS);
      expect(canonical).toEqual({ ok: true, value });
      expect(parseJson(JSON.stringify(value, null, indent), CAPS)).toEqual({ ok: true, value });
    }),
    { numRuns: 1000 },
  );
});

test('what passes the gate is the only spelling of its value', () => {
  fc.assert(
    fc.property(
      arbJson,
      fc.nat(),
      fc.constantFrom(' ', '\n', '0', '-', '"', '\\', ',', 'e', '{', ']'),
      (value, at, letter) => {
        const text = canonicalText(value);
        const place = at % (text.length + 1);
        const other = text.slice(0, place) + letter + text.slice(place);
        const parsed = parseCanonical(other, CAPS);
        expect(!parsed.ok || canonicalText(parsed.value) === other).toBe(true);
      },
    ),
  );
});

test('no text, however broken, makes a door throw', () => {
  const arbText = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.constantFrom(...'[]{}":,\\u0e-1tn \ud800'), { maxLength: 40 }).map((letters) => letters.join('')),
  );
  fc.assert(
    fc.property(arbText, (text) => {
      expect([true, false]).toContain(parseJson(text, CAPS).ok);
      expect([true, false]).toContain(parseCanonical(text, CAPS).ok);
    }),
  );
});
