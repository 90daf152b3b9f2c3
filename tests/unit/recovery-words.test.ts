import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { bytesToWords, isSameWord, WORD_COUNT, wordsBeginning, wordsToBytes } from '#shared/base/recovery-words.ts';

const LANGUAGES = ['es', 'en', 'pt', 'fr', 'ht'];
const key = (): Uint8Array<ArrayBuffer> => new Uint8Array(randomBytes(32));

test('a key is the same key in every language it is written in, and nobody says in which', () => {
  for (let time = 0; time < 20; time++) {
    const bytes = key();
    for (const language of LANGUAGES) {
      const words = bytesToWords(bytes, language);
      expect(words).toHaveLength(WORD_COUNT);
      expect(wordsToBytes(words.join(' '))).toEqual({ ok: true, value: bytes });
    }
  }
});

test('the published vector of BIP 39 is read as it stands there', () => {
  expect(wordsToBytes(`${'abandon '.repeat(23)}art`)).toEqual({ ok: true, value: new Uint8Array(32) });
  expect(bytesToWords(new Uint8Array(32), 'en').at(-1)).toBe('art');
});

test('a sheet in Creole has French words, which its readers learnt at school', () => {
  const bytes = key();
  expect(bytesToWords(bytes, 'ht')).toEqual(bytesToWords(bytes, 'fr'));
});

test('numbers, capitals, lines and missing accents do not matter', () => {
  const bytes = key();
  const words = bytesToWords(bytes, 'es');
  const typed = words.map((word, at) => `${at + 1}. ${word.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase()}`);
  expect(wordsToBytes(typed.join('\n'))).toEqual({ ok: true, value: bytes });
});

test('a word that is on no list is named by its number, and never by itself', () => {
  const words = [...bytesToWords(key(), 'es')];
  words[6] = 'xilófonos';
  expect(wordsToBytes(words.join(' '))).toEqual({ ok: false, error: { type: 'wordUnknown', at: 7 } });
});

test('a word of another language among the others is named', () => {
  const words = [...bytesToWords(key(), 'es')];
  words[20] = 'wreck';
  expect(wordsToBytes(words.join(' '))).toEqual({ ok: false, error: { type: 'wordUnknown', at: 21 } });
});

test('too few and too many words are counted', () => {
  const words = bytesToWords(key(), 'pt');
  expect(wordsToBytes(words.slice(1).join(' '))).toEqual({
    ok: false,
    error: { type: 'wordsMissing', count: 23, of: 24 },
  });
  expect(wordsToBytes([...words, 'abacate'].join(' ')).ok).toBe(false);
  expect(wordsToBytes('')).toEqual({ ok: false, error: { type: 'wordsMissing', count: 0, of: 24 } });
});

test('words that changed places, or one that is another word, are noticed all but once in 256 times', () => {
  let noticed = 0;
  const times = 300;
  for (let time = 0; time < times; time++) {
    const bytes = key();
    const words = [...bytesToWords(bytes, 'en')];
    [words[2], words[3]] = [words[3] ?? '', words[2] ?? ''];
    const read = wordsToBytes(words.join(' '));
    if (!read.ok) noticed++;
    if (!read.ok) expect(read.error).toEqual({ type: 'wordsMismatch' });
  }
  expect(noticed).toBeGreaterThan(times * 0.95);
});

test('a word begun is finished from the list of one’s own language, and from others where it has none', () => {
  expect(wordsBeginning('Ábac', 'es', 5)).toEqual(['ábaco']);
  expect(wordsBeginning('abac', 'ht', 5)).toEqual(['ábaco']);
  expect(wordsBeginning('', 'es', 5)).toEqual([]);
  expect(isSameWord(' Abaco', 'ábaco')).toBe(true);
  expect(isSameWord('abeja', 'ábaco')).toBe(false);
});
