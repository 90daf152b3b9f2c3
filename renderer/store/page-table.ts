// Which pages list which keys, in memory. A value that is written again goes into a younger page; what the older
// one says of it no longer counts, until that page is folded: its values that still count are written again and it
// is taken away. So scattered edits write themselves and not every page that they touch; a page of which more than
// half no longer counts is folded soon after, so no more than about twice what counts lies on the disk.

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
  readonly pages: ReadonlyMap<string, Listed>;
  /** pages with room for more, and their sizes */
  readonly open: ReadonlyMap<string, number>;
  /** of the next write */
  readonly nextAge: number;
  /** where the value is that counts */
  readonly pageOf: (key: string) => string | undefined;
  /** every page that lists it, also those where it no longer counts */
  readonly pagesListing: (key: string) => readonly string[];
  /** Pages to be folded beside a write of so many characters: as much as the write itself, at most. */
  readonly toFold: (written: number) => ReadonlySet<string>;
  readonly list: (page: string, listed: Listed) => void;
  readonly drop: (page: string) => void;
}

export function makePageTable(): PageTable {
  const pages = new Map<string, Listed>();
  const open = new Map<string, number>();
  const counting = new Map<string, number>(); // how many values of a page count
  const pageByKey = new Map<string, string>();
  const olderPages = new Map<string, Set<string>>();
  const fading = new Set<string>();
  let nextAge = 1;

  function countLess(page: string): void {
    const left = (counting.get(page) ?? 0) - 1;
    counting.set(page, left);
    if (left * 2 < (pages.get(page)?.keys.length ?? 0)) fading.add(page);
  }

  return {
    pages,
    open,
    get nextAge() {
      return nextAge;
    },
    pageOf: (key) => pageByKey.get(key),
    pagesListing(key) {
      const page = pageByKey.get(key);
      return page === undefined ? [] : [page, ...(olderPages.get(key) ?? [])];
    },
    toFold(written) {
      const most = Math.max(written, OPEN_PAGE);
      const folded = new Set<string>();
      let moved = 0;
      for (const page of fading) {
        const { size, keys } = pages.get(page) as Listed;
        moved += (size * (counting.get(page) ?? 0)) / keys.length;
        if (folded.size > 0 && moved > most) break;
        folded.add(page);
      }
      return folded;
    },
    list(page, listed) {
      pages.set(page, listed);
      counting.set(page, listed.keys.length);
      nextAge = Math.max(nextAge, listed.age + 1);
      if (!listed.isParcel && isOpenAt(listed.size)) open.set(page, listed.size);
      for (const key of listed.keys) {
        const before = pageByKey.get(key);
        pageByKey.set(key, page);
        if (before === undefined) continue;
        const older = olderPages.get(key);
        if (older === undefined) olderPages.set(key, new Set([before]));
        else older.add(before);
        countLess(before);
      }
    },
    drop(page) {
      for (const key of pages.get(page)?.keys ?? []) {
        if (pageByKey.get(key) === page) pageByKey.delete(key);
        else {
          const older = olderPages.get(key);
          older?.delete(page);
          if (older?.size === 0) olderPages.delete(key);
        }
      }
      pages.delete(page);
      open.delete(page);
      counting.delete(page);
      fading.delete(page);
    },
  };
}
