import { expect, test } from 'vitest';
import { pseudoLabels, pseudoText, pseudoTexts } from '#tests/fixtures/pseudo-locale.ts';
import { readTexts } from './texts.ts';

test('a text is said longer, word by word, in brackets', () => {
  expect(pseudoText('Guardado en este equipo')).toBe('⟦Guuaardaadoo een eestee eequuiipo⟧');
  expect(pseudoText('OK, y 12')).toBe('⟦OoK, yy 12⟧');
});

test('what is filled in, marks and references stay', () => {
  expect(pseudoText('<b>Hay</b> {{count}} de {{total, number}} $t(app:name)')).toBe(
    '⟦<b>Haaay</b> {{count}} dee {{total, number}} $t(app:name)⟧',
  );
});

test('every word of every text is at least 40 % longer, and nothing else of it changes', () => {
  const bare = (text: string): string => text.replace(/\{\{[^}]*\}\}|\$t\([^)]*\)|<\/?[a-zA-Z0-9]+\/?>/g, '§');
  for (const { text } of readTexts('es')) {
    const longer = pseudoText(text);
    expect(longer.at(0) + longer.slice(-1)).toBe('⟦⟧');
    const [before, after] = [bare(text), bare(longer)].map((each) => each.match(/\p{L}+/gu) ?? []);
    expect(after?.length).toBe(before?.length);
    for (const [at, word] of (before ?? []).entries())
      expect([...(after?.[at] ?? '')].length, word).toBeGreaterThanOrEqual([...word].length * 1.4);
    expect(bare(longer).replace(/\p{L}+/gu, '')).toBe(`⟦${bare(text).replace(/\p{L}+/gu, '')}⟧`);
  }
});

test('a file of texts and the labels of the data change, keys and other languages do not', () => {
  expect(pseudoTexts({ a: { b: 'Sí' } })).toEqual({ a: { b: '⟦Síí⟧' } });
  expect(pseudoLabels({ key: 'es', label: { es: 'No', en: 'No', ht: 'Non' }, es: 'No', list: [{ n: 1 }] })).toEqual({
    key: 'es',
    label: { es: '⟦Noo⟧', en: 'No', ht: 'Non' },
    es: 'No',
    list: [{ n: 1 }],
  });
});
