import { expect, test } from 'vitest';
import { diffWords, mergeWords, type Piece } from '#renderer/views/inbox/word-diff.ts';

const BASE =
  'El personal municipal necesita capacitación. Falta una herramienta para saber cuántas personas viven aquí.';
const ONE =
  'El personal municipal de ventanilla necesita capacitación provisoria. Falta una herramienta para saber cuántas personas viven aquí.';
const OTHER =
  'El personal municipal necesita capacitación. Falta una herramienta común para registrar cuántas personas viven aquí.';

const written = (pieces: readonly Piece[]): string =>
  pieces.flatMap(({ type, text }) => (type === 'removed' ? [] : [text])).join('');
const before = (pieces: readonly Piece[]): string =>
  pieces.flatMap(({ type, text }) => (type === 'added' ? [] : [text])).join('');
const of = (pieces: readonly Piece[], type: Piece['type']): readonly string[] =>
  pieces.filter((piece) => piece.type === type).map(({ text }) => text.trim());

test('what was added and removed is told word by word', () => {
  const pieces = diffWords(BASE, OTHER);
  expect(of(pieces, 'added')).toEqual(['común', 'registrar']);
  expect(of(pieces, 'removed')).toEqual(['saber']);
});

test('the pieces of a difference spell both texts exactly', () => {
  for (const [from, to] of [
    [BASE, ONE],
    [BASE, OTHER],
    ['', ONE],
    [ONE, ''],
    ['una  idea\n\notra', 'una idea\notra  más\n'],
    ['a b a b a', 'b a b a b'],
    ['  a', 'a  '],
  ] as const) {
    expect(written(diffWords(from, to))).toBe(to);
    expect(before(diffWords(from, to))).toBe(from);
  }
});

test('equal texts have no difference, and a text against nothing is all new', () => {
  expect(diffWords(ONE, ONE)).toEqual([{ type: 'same', text: ONE }]);
  expect(diffWords('', ONE)).toEqual([{ type: 'added', text: ONE }]);
  expect(diffWords('', '')).toEqual([]);
});

test('both versions of a text are put together where they changed different words', () => {
  const merged = mergeWords(BASE, ONE, OTHER);
  expect(merged.map(({ text }) => text).join('')).toBe(
    'El personal municipal de ventanilla necesita capacitación provisoria. Falta una herramienta común para registrar cuántas personas viven aquí.',
  );
  expect(merged.filter(({ hand }) => hand === 1).map(({ text }) => text.trim())).toEqual([
    'de ventanilla',
    'provisoria',
  ]);
  expect(merged.filter(({ hand }) => hand === 2).map(({ text }) => text.trim())).toEqual(['común', 'registrar']);
});

test('where both changed the same words, both are kept, one after the other', () => {
  const merged = mergeWords('vinieron diez personas', 'vinieron doce personas', 'vinieron trece personas');
  expect(merged.map(({ text }) => text).join('')).toBe('vinieron doce trece personas');
});

test('what both wrote alike appears once and belongs to neither hand', () => {
  const merged = mergeWords('uno', 'uno dos', 'uno dos');
  expect(merged).toEqual([{ hand: 0, text: 'uno dos' }]);
});

test('without a text before, both follow one another on lines of their own', () => {
  expect(mergeWords(undefined, 'una idea', 'otra idea')).toEqual([
    { hand: 1, text: 'una idea\n' },
    { hand: 2, text: 'otra idea' },
  ]);
});

test('a text of ten thousand words rewritten whole is still told apart', () => {
  const from = Array.from({ length: 10_000 }, (_, at) => `a${at}`).join(' ');
  const to = Array.from({ length: 10_000 }, (_, at) => `b${at}`).join(' ');
  expect(written(diffWords(from, to))).toBe(to);
  expect(before(diffWords(from, to))).toBe(from);
});
