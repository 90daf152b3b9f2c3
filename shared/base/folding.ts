// Stone: words as they are compared, without accents and capitals.

import { ownText } from './own-text.ts';

export const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();

/**
 * A text to be looked through for folded words, many of which are kept: without the signs (dashes, quotation marks,
 * dots) for which the whole of it would take two bytes a character.
 */
export const foldForSearch = (text: string): string => ownText(fold(text).replace(SIGNS_PAST_LATIN, ' '));

const SIGNS_PAST_LATIN = /[[\u{100}-\u{10ffff}]--[\p{L}\p{N}]]+/gv;

/** As written, in lower case. Marks that belong to a letter (vowels of India, a Guarani g̃) do not end a word. */
export const wordsIn = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .normalize('NFC')
    .match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? [];

/** By code unit, the same everywhere: for orders that files and signatures rest on. People read Intl.Collator's. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
