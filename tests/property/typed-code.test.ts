// A code that people type: whatever one slip does to it is noticed, and its place is named.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesToTypedCode, typedCodeToBytes } from '#shared/base/typed-code.ts';
import { bytesToCodes, codeToGroups, joinCodes, MOST_CODES, readCode } from '#shared/log/enrolment-code.ts';

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const arbBytes = fc.uint8Array({ minLength: 1, maxLength: 80 });
const groupOf = (letter: number): number => Math.floor(letter / 6) + 1;

test('a code reads as the bytes it was made of, however it is spaced and in small letters too', () => {
  fc.assert(
    fc.property(arbBytes, (bytes) => {
      const code = bytesToTypedCode(bytes);
      for (const typed of [code, code.toLowerCase(), code.replaceAll('-', ' '), ` ${code.replaceAll('-', '')}\n`])
        expect(typedCodeToBytes(typed)).toEqual({ ok: true, value: Uint8Array.from(bytes) });
    }),
  );
});

test('I and L are read as 1, and O as 0', () => {
  fc.assert(
    fc.property(arbBytes, (bytes) => {
      const code = bytesToTypedCode(bytes);
      const typed = code.replaceAll('1', 'l').replaceAll('0', 'o');
      expect(typedCodeToBytes(typed)).toEqual(typedCodeToBytes(code));
    }),
  );
});

test('one wrong letter is noticed, and its group is named', () => {
  fc.assert(
    fc.property(arbBytes, fc.nat(), fc.nat({ max: 31 }), (bytes, place, wrong) => {
      const letters = [...bytesToTypedCode(bytes).replaceAll('-', '')];
      const at = place % letters.length;
      fc.pre(letters[at] !== LETTERS[wrong]);
      letters[at] = LETTERS[wrong] ?? '';
      expect(typedCodeToBytes(letters.join(''))).toEqual({
        ok: false,
        error: { type: 'codeMistyped', group: groupOf(at) },
      });
    }),
  );
});

test('two neighbours that changed places are noticed, and the first of their groups is named', () => {
  fc.assert(
    fc.property(arbBytes, fc.nat(), (bytes, place) => {
      const letters = [...bytesToTypedCode(bytes).replaceAll('-', '')];
      const at = place % (letters.length - 1);
      const [a = '', b = ''] = [letters[at], letters[at + 1]];
      fc.pre(a !== b);
      letters.splice(at, 2, b, a);
      expect(typedCodeToBytes(letters.join(''))).toEqual({
        ok: false,
        error: { type: 'codeMistyped', group: groupOf(at) },
      });
    }),
  );
});

test('two groups that changed places are noticed', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 60 }), fc.nat(), (bytes, place) => {
      const groups = bytesToTypedCode(bytes).split('-').slice(0, -1);
      const at = place % (groups.length - 1);
      const [a = '', b = ''] = [groups[at], groups[at + 1]];
      groups.splice(at, 2, b, a);
      expect(typedCodeToBytes(groups.join('-'))).toEqual({
        ok: false,
        error: { type: 'codeMistyped', group: at + 1 },
      });
    }),
  );
});

test.each([
  ['', { type: 'notACode' }],
  [' - ', { type: 'notACode' }],
  ['¡hola!', { type: 'notACode' }],
  ['https://example.org', { type: 'notACode' }],
  ['K7M4QU', { type: 'codeMistyped', group: 1 }],
  ['0', { type: 'codeCutShort' }],
])('%j is no code, and it is said why', (text, error) => {
  expect(typedCodeToBytes(text)).toEqual({ ok: false, error });
});

test('what is long comes in numbered codes of fewer than 200 letters, in any order, some of them twice', () => {
  const arbWhole = fc.uint8Array({ maxLength: 97 * MOST_CODES });
  fc.assert(
    fc.property(arbWhole, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (whole, chances) => {
      const codes = bytesToCodes('answer', whole) ?? [];
      expect(codes.every((code) => code.length < 200)).toBe(true);
      const shuffled = [...codes, ...codes.slice(0, 3)]
        .map((code) => ({ code, rank: chances.next().value ?? 0 }))
        .sort((a, b) => a.rank - b.rank)
        .map(({ code }) => codeToGroups(code));
      const parts = shuffled.map((code) => {
        const part = readCode(code);
        if (!part.ok) throw new Error(part.error.type);
        return part.value;
      });
      expect(joinCodes(parts)).toEqual({
        ok: true,
        value: { kind: 'answer', bytes: Uint8Array.from(whole), of: codes.length, missing: [] },
      });
    }),
    { numRuns: 30 },
  );
});

test('what is too long for codes goes as a file, and is not cut', () => {
  expect(bytesToCodes('grant', new Uint8Array(97 * MOST_CODES + 1))).toBeUndefined();
});
