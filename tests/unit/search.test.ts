// Finding by words: what fits best first, whatever form of a word is asked for; and what it keeps of a text.

import { expect, test } from 'vitest';
import { foldForSearch } from '#shared/base/folding.ts';
import { makeSearch } from '#renderer/engine/search.ts';

function searchIn(lines: Readonly<Record<string, string>>, limits?: Parameters<typeof makeSearch>[0]) {
  const search = makeSearch(limits);
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
  const search = searchIn({ one: 'Uno', two: 'Dos', three: 'Tres' }, { mostText: 40, mostPacked: 0 });
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

test('texts beyond that are packed, and found a while later', async () => {
  const search = searchIn({ one: 'Uno', two: 'Dos', three: 'Tres' }, { mostText: 20 });
  search.putText('one', 'uno y una vivienda');
  search.putText('two', 'dos y una vivienda');
  expect(search.isShort).toBe(true);
  search.putText('three', 'tres y una escuela');
  expect(search).toMatchObject({ isShort: false, isPacked: true });
  expect(search.find('vivienda')).toEqual(['one']);
  expect(await search.findPacked('viviendas')).toEqual(['two']);
  search.putText('two', 'dos y una escuela');
  expect(await search.findPacked('vivienda')).toEqual([]);
  expect([...(await search.findPacked('escuela'))].sort()).toEqual(['three', 'two']);
  search.remove('three');
  expect(await search.findPacked('escuela')).toEqual(['two']);
  expect(await search.findPacked('…')).toEqual([]);
});
