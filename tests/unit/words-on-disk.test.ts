// The search for planted words finds them in every form it claims to; else a clean disk would prove nothing.

import { randomBytes } from 'node:crypto';
import { deflateSync, gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { formsIn, plantedWord } from '../fixtures/words-on-disk.ts';

const word = plantedWord(7);
const around = (bytes: Uint8Array): Buffer => Buffer.concat([Buffer.from('before'), bytes, Buffer.from('after')]);

test.each([
  ['UTF-8', Buffer.from(`la casa ${word} de paso`)],
  ['UTF-16', Buffer.from(`la casa ${word}`, 'utf16le')],
  ['UTF-8 in gzip', gzipSync(`la casa ${word}`)],
  ['UTF-8 in zlib', deflateSync(`la casa ${word}`)],
  ['UTF-16 in gzip', gzipSync(Buffer.from(word, 'utf16le'))],
  ['UTF-8 in ZIP', Buffer.from(zipSync({ 'a.txt': new TextEncoder().encode(`la casa ${word}`) }))],
])('a word as %s is found', (as, bytes) => {
  expect(formsIn(around(bytes))).toContain(as);
});

test('a word in base64 is found whatever stands before it', () => {
  for (const before of ['', 'x', 'xy', 'xyz'])
    expect(formsIn(Buffer.from(Buffer.from(`${before}${word} de paso`).toString('base64')))).toEqual(['base64']);
});

test('a word in a name is found, and where there is none nothing is', () => {
  expect(formsIn(Buffer.alloc(0), `${word}.txt`)).toEqual(['name']);
  expect(formsIn(around(gzipSync('nothing of the kind')), 'acta.txt')).toEqual([]);
});

test('a word in a stream that was cut off at the end of its file is found', () => {
  const cut = gzipSync(Buffer.concat([Buffer.from(word), randomBytes(500)])).subarray(0, 300);
  expect(formsIn(Buffer.concat([Buffer.from('before'), cut]))).toContain('UTF-8 in gzip');
});
