// Stone: words as they are compared, without accents and capitals.

export const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();

/** As written, in lower case. Marks that belong to a letter (vowels of India, a Guarani g̃) do not end a word. */
export const wordsIn = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .normalize('NFC')
    .match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? [];

/** By code unit, the same everywhere: for orders that files and signatures rest on. People read Intl.Collator's. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
