// What the store keeps besides records and the log: held changesets, bundles and their receipts, credentials,
// drafts, reports, activity. Small named JSON values, all in memory while unlocked, in sealed pages on disk;
// names too are inside the seal.

import { textToJson } from '#shared/base/json-text.ts';
import { canonicalText, type Json } from '#shared/base/json.ts';
import type { Database } from './database.ts';
import {
  changePages,
  isOpenAt,
  type Lines,
  linesToText,
  type Layout,
  pagesTouched,
  sizeOfLines,
  textToLines,
} from './page-layout.ts';
import { openRow, type Prepared, sealRow } from './paged-map.ts';
import { randomName, type Sealer } from './seal.ts';

/** null takes the value away */
export type ShelfChanges = ReadonlyMap<string, Json | null>;

export interface Shelf {
  /** how many values there are */
  readonly size: number;
  sizeAfter(changes: ShelfChanges): number;
  get(name: string): Json | undefined;
  /**
   * Values whose name begins so, by name ascending. A prefix ends in a slash, or goes on after one. A whole drawer is
   * the same list until something in it changes, and a value the same value.
   */
  under(prefix: string): readonly (readonly [string, Json])[];
  all(): readonly (readonly [string, Json])[];
  prepare(changes: ShelfChanges): Promise<Prepared>;
}

interface Known {
  readonly line: string;
  readonly value: Json;
}

export async function openShelf(database: Database, sealer: Sealer): Promise<Shelf> {
  /** by the first part of their names: nobody asks for others together */
  const drawers = new Map<string, Map<string, Json>>();
  const sorted = new Map<string, readonly (readonly [string, Json])[]>();
  const pageByKey = new Map<string, string>();
  const pages = new Map<string, Lines>();
  const open = new Map<string, number>();
  const layout: Layout = { open, pageOf: (key) => pageByKey.get(key), newName: randomName };

  const rows = await database.rows('shelf');
  const texts = await Promise.all(rows.map((row) => openRow(sealer, 'shelf', row)));
  rows.forEach(({ id }, at) => keep(id, textToLines(texts[at] ?? '')));

  /** @param known values whose lines are as they were */
  function keep(page: string, lines: Lines, known?: ReadonlyMap<string, Known>): void {
    pages.set(page, lines);
    const size = sizeOfLines(lines);
    if (isOpenAt(size)) open.set(page, size);
    for (const [key, line] of lines) {
      pageByKey.set(key, page);
      const drawer = drawers.get(drawerOf(key)) ?? new Map<string, Json>();
      const before = known?.get(key);
      const isSame = before?.line === line;
      drawers.set(drawerOf(key), drawer.set(key, isSame ? before.value : (textToJson(line) as Json)));
      if (!isSame) sorted.delete(drawerOf(key));
    }
  }

  /** Answers what was in it. */
  function drop(page: string): readonly (readonly [string, Known])[] {
    const known = [...(pages.get(page) ?? [])].map(([key, line]): [string, Known] => {
      const drawer = drawers.get(drawerOf(key));
      const value = drawer?.get(key) ?? null;
      pageByKey.delete(key);
      drawer?.delete(key);
      return [key, { line, value }];
    });
    pages.delete(page);
    open.delete(page);
    return known;
  }

  function drawer(name: string): readonly (readonly [string, Json])[] {
    const before = sorted.get(name);
    if (before !== undefined) return before;
    const values = [...(drawers.get(name) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
    sorted.set(name, values);
    return values;
  }

  return {
    get size() {
      return pageByKey.size;
    },
    sizeAfter(changes) {
      let size = pageByKey.size;
      for (const [name, value] of changes) size += Number(value !== null) - Number(pageByKey.has(name));
      return size;
    },
    get: (name) => drawers.get(drawerOf(name))?.get(name),
    under: (prefix) =>
      prefix === drawerOf(prefix)
        ? drawer(prefix)
        : drawer(drawerOf(prefix)).filter(([name]) => name.startsWith(prefix)),
    all: () => [...drawers.values()].flatMap((values) => [...values]),
    async prepare(changes) {
      const lines = new Map([...changes].map(([name, value]) => [name, value === null ? null : canonicalText(value)]));
      const touched = new Map(
        pagesTouched(layout, lines).map((page) => [page, pages.get(page) ?? new Map<string, string>()]),
      );
      const next = changePages(layout, touched, lines);
      const kept = [...next].filter(([, inPage]) => inPage.size > 0);
      const deletes = [...next].flatMap(([page, inPage]) => (inPage.size === 0 && pages.has(page) ? [page] : []));
      const puts = await Promise.all(kept.map(([page, inPage]) => sealRow(sealer, 'shelf', page, linesToText(inPage))));
      return {
        writes: [{ table: 'shelf', puts, deletes }],
        settle: () => {
          const known = new Map([...next.keys()].flatMap(drop));
          for (const [page, inPage] of kept) keep(page, inPage, known);
          for (const [name, line] of lines) if (line === null) sorted.delete(drawerOf(name));
        },
      };
    },
  };
}

const drawerOf = (name: string): string => name.slice(0, name.indexOf('/') + 1);
