// A live figure in a sentence that is being written: it is read as its name and number, kept as its mark, and never in
// halves.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeInText, placeInWords, shownWords, wordsAfter } from '#renderer/views/relatoria/figure-tokens.ts';

const NAMES: Readonly<Record<string, string>> = { total: 'Total · 48', 'by_sex.women': 'Sexo: mujeres · 27' };
const shown = (words: string) => shownWords(words, (figure) => NAMES[figure] ?? figure);
const SENTENCE = 'Hablaron {{total}} personas.';

test('the field shows the name and the number, not the mark', () => {
  expect(shown(SENTENCE).text).toBe('Hablaron [Total · 48] personas.');
  expect(shown('Sin cifras.')).toEqual({ text: 'Sin cifras.', tokens: [] });
});

test.each([
  ['a word before it', 'Ayer hablaron [Total · 48] personas.', 'Ayer hablaron {{total}} personas.'],
  ['a word after it', 'Hablaron [Total · 48] personas mayores.', 'Hablaron {{total}} personas mayores.'],
  ['right behind it', 'Hablaron [Total · 48], personas.', 'Hablaron {{total}}, personas.'],
  ['a letter taken from it takes it whole', 'Hablaron [Total · 4] personas.', 'Hablaron  personas.'],
  ['its bracket taken takes it whole', 'Hablaron [Total · 48 personas.', 'Hablaron  personas.'],
  ['typed inside it stands after it', 'Hablaron [Total · 148] personas.', 'Hablaron {{total}}1 personas.'],
  ['all of it and more', 'Hablaron todas.', 'Hablaron todas.'],
  ['nothing is left', '', ''],
  ['a mark typed by hand', 'Hablaron [Total · 48] personas y {{x}}.', 'Hablaron {{total}} personas y {{x}}.'],
])('%s', (_, edited, words) => {
  expect(wordsAfter(shown(SENTENCE), edited).words).toBe(words);
});

test('an equal letter beside it is the one that was typed or taken, not the figure’s own', () => {
  expect(wordsAfter(shown('a[{{total}}'), 'a[Total · 48]').words).toBe('a{{total}}');
  expect(wordsAfter(shown('a{{total}}'), 'a[[Total · 48]').words).toBe('a[{{total}}');
  expect(wordsAfter(shown('{{total}}]'), '[Total · 48]').words).toBe('{{total}}');
});

test('what nobody changes stays as it is, and places in text and words lead to one another', () => {
  const arbWords = fc
    .array(fc.constantFrom('a', ' ', '[', ']', '{{total}}', '{{by_sex.women}}', '{', '}'), { maxLength: 12 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(arbWords, (words) => {
      const view = shown(words);
      expect(wordsAfter(view, view.text).words).toBe(words);
      expect(placeInWords(view, view.text.length)).toBe(words.length);
      for (let at = 0; at <= view.text.length; at++) {
        if (view.tokens.some(({ from, to }) => from < at && at < to)) continue;
        expect(placeInText(view, placeInWords(view, at))).toBe(at);
      }
    }),
  );
});

test('whatever is typed or taken, every figure is there whole or not at all', () => {
  const arbEdit = fc.record({ from: fc.nat(60), length: fc.nat(20), typed: fc.string({ maxLength: 4 }) });
  fc.assert(
    fc.property(arbEdit, ({ from, length, typed }) => {
      const view = shown('De {{total}} personas, {{by_sex.women}} eran mujeres.');
      const edited = view.text.slice(0, from) + typed + view.text.slice(from + length);
      const left = wordsAfter(view, edited).words.replaceAll('{{total}}', '').replaceAll('{{by_sex.women}}', '');
      for (const piece of ['Total ·', '· 48', '48]', 'Sexo:', '· 27', '27]', 'total}', '{{by'])
        if (!typed.includes(piece)) expect(left).not.toContain(piece);
    }),
  );
});
