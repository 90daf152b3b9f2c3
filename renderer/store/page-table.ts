// Which pages list which keys, in memory. A value that is written again goes into a younger page; what the older
// one says of it no longer counts, until that page is folded: its values that still count are written again and it
// is taken away. So scattered edits write themselves and not every page that they touch; a page of which more than
// half no longer counts is folded soon after, so no more than about twice what counts lies on the disk.

import { type IdNumbers, makeIdNumbers, setAt } from './id-numbers.ts';
import { isOpenAt, OPEN_PAGE } from './page-layout.ts';

export interface Listed {
  readonly keys: readonly string[];
  /** characters */
  readonly size: number;
  /** rises with every write: of two pages that list a key, the younger counts */
  readonly age: number;
  /** its values are kept packed, as they came */
  readonly isParcel: boolean;
}

export interface PageTable {
  readonly pages: Pick<ReadonlyMap<string, Listed>, 'get' | 'has' | 'keys'>;
  /** pages with room for more, and their sizes */
  readonly open: ReadonlyMap<string, number>;
  /** of the next write */
  readonly nextAge: number;
  /** where the value is that counts */
  readonly pageOf: (key: string) => string | undefined;
  /** Every page that lists any of them, also those where it no longer counts. Looks through all pages. */
  readonly pagesListing: (keys: Iterable<string>) => ReadonlySet<string>;
  /** Pages to be folded beside a write of so many characters: as much as the write itself, at most. */
  readonly toFold: (written: number) => ReadonlySet<string>;
  readonly list: (page: string, listed: Listed) => void;
  readonly drop: (page: string) => void;
}

/** A page as it is kept: of its keys their numbers. */
interface Page extends Omit<Listed, 'keys'> {
  readonly keys: readonly number[];
}

/** @param ids numbers of keys */
export function makePageTable(ids: IdNumbers = makeIdNumbers()): PageTable {
  const pages = new Map<string, Page>();
  const open = new Map<string, number>();
  const counting = new Map<string, number>(); // how many values of a page count
  const pageByKey: (string | undefined)[] = [];
  const fading = new Set<string>();
  let nextAge = 1;

  function countLess(page: string): void {
    const left = (counting.get(page) ?? 0) - 1;
    counting.set(page, left);
    if (left * 2 < (pages.get(page)?.keys.length ?? 0)) fading.add(page);
  }

  return {
    pages: {
      get(page) {
        const known = pages.get(page);
        return known && { ...known, keys: known.keys.map(ids.idOf) };
      },
      has: (page) => pages.has(page),
      keys: () => pages.keys(),
    },
    open,
    get nextAge() {
      return nextAge;
    },
    pageOf: (key) => pageByKey[ids.numberOf(key) ?? -1],
    pagesListing(keys) {
      const wanted = new Set([...keys].map(ids.numberOf));
      const listing = new Set<string>();
      if (wanted.size === 0) return listing;
      for (const [page, listed] of pages) if (listed.keys.some((key) => wanted.has(key))) listing.add(page);
      return listing;
    },
    toFold(written) {
      const most = Math.max(written, OPEN_PAGE);
      const folded = new Set<string>();
      let moved = 0;
      for (const page of fading) {
        const { size, keys } = pages.get(page) as Page;
        moved += (size * (counting.get(page) ?? 0)) / keys.length;
        if (folded.size > 0 && moved > most) break;
        folded.add(page);
      }
      return folded;
    },
    list(page, listed) {
      const keys = listed.keys.map(ids.give);
      pages.set(page, { ...listed, keys });
      counting.set(page, keys.length);
      nextAge = Math.max(nextAge, listed.age + 1);
      if (!listed.isParcel && isOpenAt(listed.size)) open.set(page, listed.size);
      for (const key of keys) {
        const before = pageByKey[key];
        setAt(pageByKey, key, page, undefined);
        if (before !== undefined) countLess(before);
      }
    },
    drop(page) {
      for (const key of pages.get(page)?.keys ?? []) if (pageByKey[key] === page) pageByKey[key] = undefined;
      pages.delete(page);
      open.delete(page);
      counting.delete(page);
      fading.delete(page);
    },
  };
}
