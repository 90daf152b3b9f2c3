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
  get(name: string): Json | undefined;
  /** Values whose name begins so, by name ascending. A prefix ends in a slash, or goes on after one. */
  under(prefix: string): readonly (readonly [string, Json])[];
  prepare(changes: ShelfChanges): Promise<Prepared>;
}

export async function openShelf(database: Database, sealer: Sealer): Promise<Shelf> {
  /** by the first part of their names: nobody asks for others together */
  const drawers = new Map<string, Map<string, Json>>();
  const pageByKey = new Map<string, string>();
  const pages = new Map<string, Lines>();
  const open = new Map<string, number>();
  const layout: Layout = { open, pageOf: (key) => pageByKey.get(key), newName: randomName };

  const rows = await database.rows('shelf');
  const texts = await Promise.all(rows.map((row) => openRow(sealer, 'shelf', row)));
  rows.forEach(({ id }, at) => keep(id, textToLines(texts[at] ?? '')));

  function keep(page: string, lines: Lines): void {
    pages.set(page, lines);
    const size = sizeOfLines(lines);
    if (isOpenAt(size)) open.set(page, size);
    for (const [key, line] of lines) {
      pageByKey.set(key, page);
      const drawer = drawers.get(drawerOf(key)) ?? new Map<string, Json>();
      drawers.set(drawerOf(key), drawer.set(key, textToJson(line) as Json));
    }
  }

  function drop(page: string): void {
    for (const key of pages.get(page)?.keys() ?? []) {
      pageByKey.delete(key);
      drawers.get(drawerOf(key))?.delete(key);
    }
    pages.delete(page);
    open.delete(page);
  }

  return {
    get: (name) => drawers.get(drawerOf(name))?.get(name),
    under: (prefix) =>
      [...(drawers.get(drawerOf(prefix)) ?? [])]
        .filter(([name]) => name.startsWith(prefix))
        .sort(([a], [b]) => (a < b ? -1 : 1)),
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
          for (const page of next.keys()) drop(page);
          for (const [page, inPage] of kept) keep(page, inPage);
        },
      };
    },
  };
}

const drawerOf = (name: string): string => name.slice(0, name.indexOf('/') + 1);
