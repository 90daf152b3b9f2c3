// Finding records by words. Short texts are indexed by stem; everything else that is written is scanned as
// folded text in memory, which is faster to make and to keep than an index of it. A word asked for is found
// under any of its stems, so that "migrantes" finds "migrante" whatever language a record is in.

import MiniSearch, { type Query } from 'minisearch';
import { fold, wordsIn } from '#shared/base/folding.ts';
import type { Json } from '#shared/base/json.ts';
import { LEVELS } from '#shared/log/change.ts';
import { searchTextOf } from '#shared/record/summary.ts';
import type { CellsLine } from '../store/record-line.ts';
import { stemOf, stemsOf } from './folding.ts';

export interface Search {
  /** Records with all the words, best first. */
  find(text: string): readonly string[];
  put(id: string, line: CellsLine, kind: string, cells: ReadonlyMap<string, Json>): void;
  remove(id: string): void;
}

interface Indexed {
  readonly id: string;
  readonly title: string;
  readonly short: string;
}

const ALL_LEVELS = new Set(LEVELS);
/** Shorter stems stand in too many words to be looked for inside them. */
const LEAST_SCANNED = 3;

export function makeSearch(): Search {
  const index = new MiniSearch<Indexed>({
    fields: ['title', 'short'],
    tokenize: (text) => text.split(' '),
    processTerm: (term) => term,
    searchOptions: { boost: { title: 3 }, prefix: (term) => term.length >= LEAST_SCANNED },
  });
  const texts = new Map<string, string>();

  return {
    find(text) {
      const words = wordsIn(text).map(stemsOf);
      if (words.length === 0) return [];
      const query: Query = {
        combineWith: 'AND',
        queries: words.map((stems) => ({ combineWith: 'OR', queries: [...stems] })),
      };
      const best = index.search(query).map(({ id }) => String(id));
      const found = new Set(best);
      for (const [id, written] of texts) {
        if (
          !found.has(id) &&
          words.every((stems) => stems.some((stem) => stem.length >= LEAST_SCANNED && written.includes(stem)))
        ) {
          found.add(id);
        }
      }
      return [...found];
    },
    put(id, line, kind, cells) {
      const stems = (source: string): string =>
        wordsIn(source)
          .map((word) => stemOf(word, line.language))
          .join(' ');
      const indexed: Indexed = {
        id,
        title: stems(line.title),
        short: stems(`${line.short} ${line.organisation ?? ''}`),
      };
      if (index.has(id)) index.replace(indexed);
      else index.add(indexed);
      texts.set(id, fold(searchTextOf(kind, cells, ALL_LEVELS)));
    },
    remove(id) {
      if (index.has(id)) index.discard(id);
      texts.delete(id);
    },
  };
}
