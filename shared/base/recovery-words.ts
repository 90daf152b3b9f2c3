// Stone: 256 bits as 24 words of a BIP 39 list, and back. The bits are the key, not the words: the same key can be
// written in Spanish, English, Portuguese or French, and a sheet in any of them is read without being told in which
// (docs/decisions/words-of-a-recovery-sheet.md). Accents and capitals do not count when reading: those lists are made
// so. The last word holds eight bits of a checksum: 24 words that were mixed up pass it once in 256 times.

import { entropyToMnemonic, mnemonicToEntropy } from '@scure/bip39';
import { wordlist as english } from '@scure/bip39/wordlists/english.js';
import { wordlist as french } from '@scure/bip39/wordlists/french.js';
import { wordlist as portuguese } from '@scure/bip39/wordlists/portuguese.js';
import { wordlist as spanish } from '@scure/bip39/wordlists/spanish.js';
import type { Bytes } from './bytes.ts';
import { fold } from './folding.ts';
import { err, ok, type Result } from './result.ts';

/** No word itself is told: a problem must not carry a piece of a key about. */
export type WordsProblem =
  | { readonly type: 'wordsMissing'; readonly count: number; readonly of: number }
  /** counted from 1; on no list, or not on the list of the others */
  | { readonly type: 'wordUnknown'; readonly at: number }
  /** every word is on the list, and together they are no key: one is another word, or two changed places */
  | { readonly type: 'wordsMismatch' };

export const WORD_COUNT = 24;

const LISTS = { es: spanish, en: english, pt: portuguese, fr: french } as const;
type ListLanguage = keyof typeof LISTS;

/** Creole has no list: its readers have learnt to read in French. Any other language: English. */
const listFor = (language: string): readonly string[] =>
  LISTS[language === 'ht' ? 'fr' : language in LISTS ? (language as ListLanguage) : 'en'];

/** As they are printed. @param bytes 32 */
export const bytesToWords = (bytes: Uint8Array, language: string): readonly string[] =>
  entropyToMnemonic(bytes, [...listFor(language)])
    .normalize('NFC')
    .split(' ');

export function wordsToBytes(text: string): Result<Bytes, WordsProblem> {
  const words = wordsOf(text);
  if (words.length !== WORD_COUNT) return err({ type: 'wordsMissing', count: words.length, of: WORD_COUNT });
  let furthest = -1;
  let isOnOneList = false;
  for (const { list, places } of READERS) {
    const found = words.map((word) => places.get(word));
    const unknown = found.indexOf(undefined);
    if (unknown >= 0) furthest = Math.max(furthest, unknown);
    else {
      isOnOneList = true;
      const bytes = entropyOf(found.map((place) => list[place ?? 0] ?? '').join(' '), list);
      if (bytes !== undefined) return ok(bytes);
    }
  }
  return err(isOnOneList ? { type: 'wordsMismatch' } : { type: 'wordUnknown', at: furthest + 1 });
}

/** What a person may have begun to write, of the list of that language first. */
export function wordsBeginning(begun: string, language: string, most: number): readonly string[] {
  const start = fold(begun.trim());
  if (start === '') return [];
  const own = listFor(language);
  const lists = [own, ...READERS.map(({ list }) => list).filter((list) => list !== own)];
  const found = lists.map((list) => list.filter((word) => fold(word).startsWith(start)));
  const words = found.find((each) => each.length > 0) ?? [];
  return words.slice(0, most).map((word) => word.normalize('NFC'));
}

/** Whether two people would call it the same word. */
export const isSameWord = (a: string, b: string): boolean => fold(a.trim()) === fold(b.trim());

/** Numbers before words, as on the sheet, and what stands between them do not count. */
const wordsOf = (text: string): readonly string[] => fold(text).match(/\p{L}+/gu) ?? [];

const READERS = Object.values(LISTS).map((list) => ({
  list,
  places: new Map(list.map((word, place) => [fold(word), place])),
}));

function entropyOf(mnemonic: string, list: readonly string[]): Bytes | undefined {
  try {
    return Uint8Array.from(mnemonicToEntropy(mnemonic, [...list]));
  } catch {
    return undefined; // its checksum does not hold
  }
}
