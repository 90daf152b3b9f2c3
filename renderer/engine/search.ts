// Finding records by words, in memory. What a line of the catalogue says is found at once; everything written in a
// record as soon as it was read. All of it is scanned as folded text, a byte a character: faster to make and smaller to
// keep than an index (docs/decisions/search-answers-at-once.md). A word asked for is looked for under any of its stems,
// so that "migrantes" finds "migrante" whatever language a record is in. Memory has limits: beyond the first, texts are
// packed and searched one block after the other; beyond the second a record is kept by its line alone, and found by
// reading (`isShort`).

import { wordsIn } from '#shared/base/folding.ts';
import { stemsOf } from './folding.ts';
import { makePackedTexts } from './packed-texts.ts';

export interface Search {
  /** Records with all the words, those that name them in the title first. */
  find(text: string): readonly string[];
  /** Those of texts that are packed: it takes a while. */
  findPacked(text: string): Promise<readonly string[]>;
  /** Whether a folded text has all the words. */
  matcherOf(text: string): (folded: string) => boolean;
  /** @param words of the record's line, folded: the title, then the rest below it */
  putLine(id: string, words: string): void;
  /** Everything written in a record whose line is here, folded. */
  putText(id: string, folded: string): void;
  /** whether some texts are packed, or not in memory */
  readonly isPacked: boolean;
  /** whether some texts are not in memory at all */
  readonly isShort: boolean;
  remove(id: string): void;
}

/** Shorter stems stand in too many words to be looked for inside them. */
const LEAST_SCANNED = 3;
/** Bytes of texts in memory, beside the lines. */
const MOST_TEXT = 32 * 1024 * 1024;
/** Bytes of packed texts beside them: some 100,000 records of 3 KB. */
const MOST_PACKED = 128 * 1024 * 1024;

export function makeSearch({ mostText = MOST_TEXT, mostPacked = MOST_PACKED } = {}): Search {
  const lines = new Map<string, string>();
  const texts = new Map<string, string>();
  const packed = makePackedTexts();
  let size = 0;

  function removeText(id: string): void {
    packed.remove(id);
    const text = texts.get(id);
    if (text === undefined) return;
    size -= bytesOf(text);
    texts.delete(id);
  }

  return {
    get isShort() {
      return texts.size + packed.count < lines.size;
    },
    get isPacked() {
      return texts.size < lines.size;
    },
    matcherOf: (text) => {
      const words = stemsIn(text);
      return (folded) => words.length > 0 && isIn(folded, words);
    },
    find(text) {
      const words = stemsIn(text);
      if (words.length === 0) return [];
      const byFit: string[][] = [];
      for (const [id, line] of lines) {
        if (isIn(texts.get(id) ?? line, words)) (byFit[fitOf(line, words)] ??= []).push(id);
      }
      return byFit.reverse().flat();
    },
    async findPacked(text) {
      const words = stemsIn(text);
      return words.length === 0 ? [] : packed.find((folded) => isIn(folded, words));
    },
    putLine(id, words) {
      removeText(id);
      lines.set(id, words);
    },
    putText(id, folded) {
      const bytes = bytesOf(folded);
      removeText(id);
      if (!lines.has(id)) return;
      if (size + bytes > mostText) {
        if (packed.size + bytes <= mostPacked) packed.put(id, folded);
        return;
      }
      size += bytes;
      texts.set(id, folded);
    },
    remove(id) {
      removeText(id);
      lines.delete(id);
    },
  };
}

/** By word: 3 where a word of the title begins so, 2 where it is in the title, 1 where it is in the line. */
function fitOf(line: string, words: readonly (readonly string[])[]): number {
  const end = line.indexOf('\n');
  const title = end === -1 ? line : line.slice(0, end);
  let fit = 0;
  for (const stems of words) {
    if (stems.some((stem) => isBegun(title, stem))) fit += 3;
    else if (stems.some((stem) => holds(title, stem))) fit += 2;
    else if (stems.some((stem) => holds(line, stem))) fit += 1;
  }
  return fit;
}

/** V8 keeps a text a byte a character as long as none is past Latin-1. */
const bytesOf = (text: string): number => (PAST_LATIN.test(text) ? text.length * 2 : text.length);

/** Of each word. */
const stemsIn = (text: string): readonly (readonly string[])[] => wordsIn(text).map(stemsOf);

const isIn = (folded: string, words: readonly (readonly string[])[]): boolean =>
  words.every((stems) => stems.some((stem) => holds(folded, stem)));

/** Long stems anywhere in the text, short ones as whole words; where writing has no spaces, anywhere. */
function holds(folded: string, stem: string): boolean {
  if (stem.length >= LEAST_SCANNED || WITHOUT_SPACES.test(stem)) return stem !== '' && folded.includes(stem);
  return wordsAt(folded, stem, (before, after) => !LETTER.test(before) && !LETTER.test(after));
}

const isBegun = (folded: string, stem: string): boolean =>
  holds(folded, stem) && wordsAt(folded, stem, (before) => !LETTER.test(before));

/** Whether it stands anywhere with such a character before it and after it. */
function wordsAt(folded: string, stem: string, isSo: (before: string, after: string) => boolean): boolean {
  for (let at = folded.indexOf(stem); at !== -1 && stem !== ''; at = folded.indexOf(stem, at + 1)) {
    if (isSo(folded.charAt(at - 1), folded.charAt(at + stem.length))) return true;
  }
  return false;
}

const LETTER = /[\p{L}\p{N}]/u;
const PAST_LATIN = /[\u0100-\uffff]/;
const WITHOUT_SPACES = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Tibt}]/u;
