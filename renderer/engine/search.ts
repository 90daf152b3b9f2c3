// Finding records by words, in memory. What a line of the catalogue says is found at once; everything written in a
// record as soon as it was read. All of it is scanned as folded text, which is faster to make and to keep than an
// index; titles and short texts are also indexed by stem, so that what fits best comes first once that is made.
// A word asked for is found under any of its stems, so that "migrantes" finds "migrante" whatever language a
// record is in. Memory has a limit: beyond it a record is kept by its line alone, and found by reading (`isShort`).

import MiniSearch, { type Query } from 'minisearch';
import { fold, wordsIn } from '#shared/base/folding.ts';
import type { CellsLine } from '../store/record-line.ts';
import { stemOf, stemsOf } from './folding.ts';

export interface Search {
  /** Records with all the words, best first. */
  find(text: string): readonly string[];
  /** Whether a folded text has all the words. */
  matcherOf(text: string): (folded: string) => boolean;
  putLine(id: string, line: CellsLine): void;
  /** Everything written in a record whose line is here, folded. */
  putText(id: string, folded: string): void;
  /** whether some texts are too many for the memory */
  readonly isShort: boolean;
  /** Indexes some more lines, by as many as are given; false when all are. */
  indexSome(count: number): boolean;
  remove(id: string): void;
}

interface Indexed {
  readonly id: string;
  readonly title: string;
  readonly short: string;
}

interface Entry {
  readonly line: CellsLine;
  text: string;
}

/** Shorter stems stand in too many words to be looked for inside them. */
const LEAST_SCANNED = 3;
/** Characters of texts in memory; folded, most take a byte each. */
const MOST_TEXT = 64 * 1024 * 1024;

export function makeSearch(mostText = MOST_TEXT): Search {
  const index = new MiniSearch<Indexed>({
    fields: ['title', 'short'],
    tokenize: (text) => text.split(' '),
    processTerm: (term) => term,
    searchOptions: { boost: { title: 3 }, prefix: (term) => term.length >= LEAST_SCANNED },
  });
  const entries = new Map<string, Entry>();
  const unindexed = new Set<string>();
  const tooMuch = new Set<string>();
  const stem = makeStems();
  let size = 0;

  const stemmed = (source: string, language: string): string =>
    wordsIn(source)
      .map((word) => stem(word, language))
      .join(' ');

  function indexOne(id: string): void {
    const line = entries.get(id)?.line;
    if (line === undefined) return;
    const { title, short, language, organisation } = line;
    const indexed: Indexed = {
      id,
      title: stemmed(title, language),
      short: stemmed(`${short} ${organisation ?? ''}`, language),
    };
    if (index.has(id)) index.replace(indexed);
    else index.add(indexed);
  }

  function ranked(words: readonly (readonly string[])[]): readonly string[] {
    const query: Query = {
      combineWith: 'AND',
      queries: words.map((stems) => ({ combineWith: 'OR', queries: [...stems] })),
    };
    return index
      .search(query)
      .map(({ id }) => String(id))
      .filter((id) => !unindexed.has(id));
  }

  const removeText = (id: string): void => {
    size -= entries.get(id)?.text.length ?? 0;
    tooMuch.delete(id);
  };

  return {
    get isShort() {
      return tooMuch.size > 0;
    },
    matcherOf: (text) => {
      const words = wordsIn(text).map(stemsOf);
      return (folded) => words.length > 0 && isIn(folded, words);
    },
    find(text) {
      const words = wordsIn(text).map(stemsOf);
      if (words.length === 0) return [];
      const found = new Set(ranked(words));
      const inTexts: string[] = [];
      for (const [id, { line, text: written }] of entries) {
        if (found.has(id) || !isIn(written, words)) continue;
        if (isIn(fold(line.title), words)) found.add(id);
        else inTexts.push(id);
      }
      return [...found, ...inTexts];
    },
    putLine(id, line) {
      removeText(id);
      const text = fold(`${line.title}\n${line.short} ${line.organisation ?? ''}`);
      size += text.length;
      entries.set(id, { line, text });
      unindexed.add(id);
    },
    putText(id, folded) {
      const entry = entries.get(id);
      if (entry === undefined) return;
      if (size - entry.text.length + folded.length > mostText) {
        tooMuch.add(id);
        return;
      }
      removeText(id);
      size += folded.length;
      entry.text = folded;
    },
    indexSome(count) {
      let left = count;
      for (const id of unindexed) {
        if (left-- === 0) break;
        indexOne(id);
        unindexed.delete(id);
      }
      return unindexed.size > 0;
    },
    remove(id) {
      removeText(id);
      entries.delete(id);
      unindexed.delete(id);
      if (index.has(id)) index.discard(id);
    },
  };
}

const isIn = (folded: string, words: readonly (readonly string[])[]): boolean =>
  words.every((stems) => stems.some((stem) => holds(folded, stem)));

/** Long stems anywhere in the text, short ones as whole words; where writing has no spaces, anywhere. */
function holds(folded: string, stem: string): boolean {
  if (stem.length >= LEAST_SCANNED || WITHOUT_SPACES.test(stem)) return stem !== '' && folded.includes(stem);
  for (let at = folded.indexOf(stem); at !== -1 && stem !== ''; at = folded.indexOf(stem, at + 1)) {
    const isWhole = !LETTER.test(folded.charAt(at - 1)) && !LETTER.test(folded.charAt(at + stem.length));
    if (isWhole) return true;
  }
  return false;
}

const LETTER = /[\p{L}\p{N}]/u;
const WITHOUT_SPACES = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Tibt}]/u;

/** Stemming takes longer than everything else about a word, and the same words come again and again. */
function makeStems(): (word: string, language: string) => string {
  const known = new Map<string, string>();
  return (word, language) => {
    const key = `${language} ${word}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size >= MOST_STEMS) known.clear();
    const stem = stemOf(word, language);
    known.set(key, stem);
    return stem;
  };
}

const MOST_STEMS = 50_000;
