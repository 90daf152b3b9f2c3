// Finding by words: what fits best first, whatever form of a word is asked for; and what it keeps of a text.

import { expect, test } from 'vitest';
import { foldForSearch } from '#shared/base/folding.ts';
import { makeSearch } from '#renderer/engine/search.ts';

function searchIn(lines: Readonly<Record<string, string>>, mostText?: number) {
  const search = makeSearch(mostText);
  for (const [id, line] of Object.entries(lines)) search.putLine(id, foldForSearch(line));
  return search;
}

test('titles in which a word begins so come first, then other titles, then lines, then texts', () => {
  const search = searchIn({
    text: 'Otra cosa\nCasa Norte',
    line: 'Otra cosa\nVivienda digna',
    inside: 'Las autoviviendas\nCasa Norte',
    title: 'Una vivienda\nCasa Norte',
  });
  search.putText('text', foldForSearch('Otra cosa, y mucho sobre vivienda'));
  expect(search.find('viviendas')).toEqual(['title', 'inside', 'line', 'text']);
});

test.each([
  ['migração', 'Migrações'],
  ['migrações', 'Migração'],
  ['local', 'Locais de acolhida'],
  ['locais', 'Local de acolhida'],
  ['cães', 'Um cão'],
  ['family', 'Families'],
  ['families', 'Family'],
  ['mujer', 'Mujeres'],
  ['réfugiés', 'Le réfugié'],
])('%s finds %s', (asked, title) => {
  expect(searchIn({ one: `${title}\n` }).find(asked)).toEqual(['one']);
});

test('words of two letters are found as words alone, and signs are no words', () => {
  const search = searchIn({ one: 'De la «ley» – art. 4…', other: 'Desde lejos' });
  expect(search.find('de')).toEqual(['one']);
  expect(search.find('ley art 4')).toEqual(['one']);
  expect(search.find('– …')).toEqual([]);
});

test('of a text nothing is kept that would make each of its characters take two bytes', () => {
  expect(foldForSearch('“Así” – dijo… 你好 Ññ')).toBe(' asi    dijo  你好 nn');
  expect(foldForSearch('“Así” – dijo… Ññ')).not.toMatch(/[\u0100-\uffff]/);
});

test('texts take so many bytes and no more; the others are found by their lines, and it says so', () => {
  const search = searchIn({ one: 'Uno', two: 'Dos', three: 'Tres' }, 40);
  search.putText('one', 'uno y una vivienda'); // 18 bytes
  expect(search.isShort).toBe(true);
  search.putText('two', '两个住房在这里'); // 14 bytes
  search.putText('three', 'tres y una vivienda');
  expect(search.isShort).toBe(true);
  expect(search.find('vivienda')).toEqual(['one']);
  expect(search.find('tres')).toEqual(['three']);
  search.remove('one');
  search.putText('three', 'tres y una vivienda');
  expect(search.isShort).toBe(false);
  expect(search.find('vivienda')).toEqual(['three']);
});
