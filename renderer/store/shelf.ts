// What the store keeps besides records and the log: held changesets, bundles and their receipts, credentials,
// drafts, reports, activity. Small named JSON values, all in memory while unlocked, in sealed pages on disk;
// names too are inside the seal.

import { textToJson } from '#shared/base/json-text.ts';
import { canonicalText, type Json } from '#shared/base/json.ts';
import type { Database } from './database.ts';
import {
  changePages,
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
  /** Values whose name begins so, by name ascending. */
  under(prefix: string): readonly (readonly [string, Json])[];
  prepare(changes: ShelfChanges): Promise<Prepared>;
}

export async function openShelf(database: Database, sealer: Sealer): Promise<Shelf> {
  const values = new Map<string, Json>();
  const pageByKey = new Map<string, string>();
  const pages = new Map<string, Lines>();
  const layout: Layout = { sizes: new Map(), pageOf: (key) => pageByKey.get(key), newName: randomName };

  const rows = await database.rows('shelf');
  const texts = await Promise.all(rows.map((row) => openRow(sealer, 'shelf', row)));
  rows.forEach(({ id }, at) => keep(id, textToLines(texts[at] ?? '')));

  function keep(page: string, lines: Lines): void {
    pages.set(page, lines);
    layout.sizes.set(page, sizeOfLines(lines));
    for (const [key, line] of lines) {
      pageByKey.set(key, page);
      values.set(key, textToJson(line) as Json);
    }
  }

  function drop(page: string): void {
    for (const key of pages.get(page)?.keys() ?? []) {
      pageByKey.delete(key);
      values.delete(key);
    }
    pages.delete(page);
    layout.sizes.delete(page);
  }

  return {
    get: (name) => values.get(name),
    under: (prefix) => [...values].filter(([name]) => name.startsWith(prefix)).sort(([a], [b]) => (a < b ? -1 : 1)),
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
