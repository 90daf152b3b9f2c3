// Which index row lists which pages, in memory. A row lists the pages of a whole write, so that unlocking opens few
// rows; a page that goes is only noted to be gone, in the row of the write that took it away, and stays in the row
// that lists it until that one is written again: when it is small, when more than half of it is of pages that are
// gone, or, all of it gone, at once. A page is listed once and never written again under its name: a lost row shows.

import { ownText } from '#shared/base/own-text.ts';
import type { Lines } from './page-layout.ts';
import type { Listed } from './page-table.ts';

export interface IndexRow {
  /** every page that it lists, also those that are gone since, and the characters that takes */
  readonly pages: ReadonlyMap<string, number>;
  /** pages of other rows that are gone */
  readonly gone: readonly string[];
}

export interface Renewal {
  /** rows that are taken away */
  readonly dropped: ReadonlySet<string>;
  /** pages of theirs that are still there: to be listed anew */
  readonly carried: readonly string[];
  /** pages to be noted as gone: rows that stay list them */
  readonly gone: readonly string[];
}

export interface IndexTable {
  /**
   * What becomes of the rows when these pages go, beside new rows of so many characters.
   * @param isErasing no row may say anything any more of a page that goes or is gone
   */
  readonly renew: (gone: readonly string[], written: number, isErasing?: boolean) => Renewal;
  readonly list: (row: string, listed: IndexRow) => void;
  readonly drop: (row: string) => void;
  /** Once all rows that list these pages are listed. */
  readonly note: (gone: readonly string[]) => void;
}

/** Characters under which a row is written again with the next write … */
const OPEN_ROW = 16 * 1024;
/** … and above which the next page is listed in another: Chromium keeps larger values in a file of their own. */
const FULL_ROW = 56 * 1024;

export function makeIndexTable(): IndexTable {
  const rows = new Map<string, IndexRow & { readonly size: number; dead: number }>();
  const rowOf = new Map<string, string>();
  const isGone = new Set<string>();

  const renew: IndexTable['renew'] = (gone, written, isErasing = false) => {
    const going = new Set(gone);
    const dropped = new Set(toRewrite(Math.max(written, OPEN_ROW)));
    for (const page of gone) {
      const row = rowOf.get(page) as string;
      const pages = [...(rows.get(row)?.pages.keys() ?? [])];
      if (pages.every((each) => going.has(each) || isGone.has(each))) dropped.add(row);
    }
    if (isErasing)
      for (const [row, { pages }] of rows)
        if ([...pages.keys()].some((page) => going.has(page) || isGone.has(page))) dropped.add(row);
    const inDropped = [...dropped].flatMap((row) => rows.get(row) ?? []);
    const stays = (page: string): boolean => rowOf.has(page) && !dropped.has(rowOf.get(page) as string);
    return {
      dropped,
      carried: inDropped
        .flatMap(({ pages }) => [...pages.keys()])
        .filter((page) => !going.has(page) && !isGone.has(page)),
      gone: [...new Set([...gone, ...inDropped.flatMap((row) => row.gone)])].filter(stays),
    };
  };

  /** The smallest of the small rows, and those that are mostly gone, as far as that moves no more than is written. */
  function toRewrite(most: number): readonly string[] {
    let smallest: string | undefined;
    const fading: string[] = [];
    let moved = 0;
    for (const [row, { size, dead }] of rows) {
      if (size < OPEN_ROW && size < (rows.get(smallest ?? '')?.size ?? OPEN_ROW)) smallest = row;
      else if (dead * 2 > size && moved + size - dead <= most) {
        moved += size - dead;
        fading.push(row);
      }
    }
    return smallest === undefined ? fading : [smallest, ...fading];
  }

  return {
    renew,
    list(row, listed) {
      const size = [...listed.pages.values()].reduce((sum, each) => sum + each, 0);
      rows.set(row, { ...listed, size, dead: 0 });
      for (const page of listed.pages.keys()) rowOf.set(page, row);
    },
    drop(row) {
      for (const page of rows.get(row)?.pages.keys() ?? []) {
        rowOf.delete(page);
        isGone.delete(page);
      }
      rows.delete(row);
    },
    note(gone) {
      for (const page of gone) {
        const row = rows.get(rowOf.get(page) ?? '');
        if (row === undefined || isGone.has(page)) continue;
        isGone.add(page);
        row.dead += row.pages.get(page) ?? 0;
      }
    },
  };
}

/**
 * The texts of rows: a line of pages that are gone; then each page as a line `page SP size SP age SP parcel|lines SP
 * count`, and under it a line `key SP summary` for each of its keys.
 */
export function rowsOf(
  pages: ReadonlyMap<string, Listed>,
  gone: readonly string[],
  summaryOf: (page: string, key: string) => string,
): readonly { readonly text: string; readonly row: IndexRow }[] {
  const rows: { text: string; row: { pages: Map<string, number>; gone: readonly string[] } }[] = [];
  const begin = (noted: readonly string[]) => {
    const row = { text: `${noted.join(' ')}\n`, row: { pages: new Map<string, number>(), gone: noted } };
    rows.push(row);
    return row;
  };
  let last = gone.length > 0 ? begin(gone) : undefined;
  for (const [page, { keys, size, age, isParcel }] of pages) {
    let text = `${page} ${size} ${age} ${isParcel ? 'parcel' : 'lines'} ${keys.length}\n`;
    for (const key of keys) text += `${key} ${summaryOf(page, key)}\n`;
    if (last === undefined || last.text.length + text.length > FULL_ROW) last = begin([]);
    last.text += text;
    last.row.pages.set(page, text.length);
  }
  return rows;
}

export interface ReadRow {
  readonly row: IndexRow;
  readonly pages: readonly { readonly page: string; readonly listed: Listed; readonly lines: Lines }[];
}

/** Names of pages are cut loose from the text; whoever keeps a key or a line does that. */
export function textToRow(text: string): ReadRow {
  let at = 0;
  const line = (): string => {
    const end = text.indexOf('\n', at);
    const found = text.slice(at, end);
    at = end + 1;
    return found;
  };
  const gone = line()
    .split(' ')
    .filter((page) => page !== '')
    .map(ownText);
  const sizes = new Map<string, number>();
  const pages: { page: string; listed: Listed; lines: Lines }[] = [];
  while (at < text.length) {
    const from = at;
    const [name = '', size, age, kind, count] = line().split(' ');
    const page = ownText(name);
    const lines: Lines = new Map();
    for (let left = Number(count); left > 0; left--) {
      const space = text.indexOf(' ', at);
      const key = text.slice(at, space);
      at = space + 1;
      lines.set(key, line());
    }
    const listed = { keys: [...lines.keys()], size: Number(size), age: Number(age), isParcel: kind === 'parcel' };
    pages.push({ page, listed, lines });
    sizes.set(page, at - from);
  }
  return { row: { pages: sizes, gone }, pages };
}
