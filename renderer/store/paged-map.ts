// A map whose values live on disk in sealed pages, and whose summaries live in memory. Each page has an index
// row beside it, sealed too, with one summary a key; unlocking reads the index rows alone.
// Nothing is written here: `prepare` seals what a transaction will write, and `settle` follows once it did.
// Law (tests/property/store): whatever is put, taken away and reopened, it answers as a plain Map would.

import type { Database, Row, TableName, TableWrite } from './database.ts';
import type { Gate } from './gate.ts';
import {
  changePages,
  type Lines,
  linesToText,
  type Layout,
  pagesTouched,
  sizeOfLines,
  textToLines,
} from './page-layout.ts';
import { randomName, type Sealer } from './seal.ts';

export interface Codec<T> {
  readonly toText: (value: T) => string;
  readonly fromText: (text: string) => T;
}

export interface Entry<V, S> {
  readonly value: V;
  readonly summary: S;
}

export type Changes<V, S> = ReadonlyMap<string, Entry<V, S> | null>;

export interface PagedMap<V, S> {
  readonly summaries: ReadonlyMap<string, S>;
  get(key: string): Promise<V | undefined>;
  getMany(keys: Iterable<string>): Promise<Map<string, V>>;
  /** Every value, page by page, as they are when their page is reached. */
  scan(visit: (key: string, value: V) => void): Promise<void>;
  prepare(changes: Changes<V, S>): Promise<Prepared>;
}

export interface Prepared {
  readonly writes: readonly TableWrite[];
  /** Makes memory follow, after the transaction has written. */
  readonly settle: () => void;
}

/** A sealed row that does not open, or is not there: the store is damaged and is rebuilt. */
export class StoreDamage extends Error {
  override readonly name = 'StoreDamage';
}

export interface PagedMapPlace<V, S> {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly gate: Gate;
  readonly pages: TableName;
  readonly index: TableName;
  readonly value: Codec<V>;
  readonly summary: Codec<S>;
}

const PAGES_IN_MEMORY = 24;

/** Reads the index; throws StoreDamage where a row does not open or a page is missing. */
export async function openPagedMap<V, S>(where: PagedMapPlace<V, S>): Promise<PagedMap<V, S>> {
  const { database, sealer } = where;
  const summaries = new Map<string, S>();
  const pageByKey = new Map<string, string>();
  const keysByPage = new Map<string, readonly string[]>();
  const cache = new Map<string, Lines>();
  const layout: Layout = { sizes: new Map(), pageOf: (key) => pageByKey.get(key), newName: randomName };

  await readIndex();

  async function readIndex(): Promise<void> {
    const names = new Set(await database.names(where.pages));
    const rows = await database.rows(where.index);
    if (names.size !== rows.length || rows.some(({ id }) => !names.has(id))) throw new StoreDamage(where.pages);
    const texts = await Promise.all(rows.map((row) => openRow(sealer, where.index, row)));
    rows.forEach(({ id: page }, at) => {
      const text = texts[at] ?? '';
      const end = text.indexOf('\n');
      const lines = textToLines(text.slice(end + 1));
      for (const [key, line] of lines) {
        pageByKey.set(key, page);
        summaries.set(key, where.summary.fromText(line));
      }
      keysByPage.set(page, [...lines.keys()]);
      layout.sizes.set(page, Number(text.slice(0, end)));
    });
  }

  /** The lines of pages: from memory, or read and opened together. */
  async function load(pages: readonly string[]): Promise<ReadonlyMap<string, Lines>> {
    const loaded = new Map<string, Lines>();
    const absent: string[] = [];
    for (const page of pages) {
      const lines = cache.get(page);
      if (lines === undefined) absent.push(page);
      else loaded.set(page, lines);
    }
    if (absent.length === 0) return loaded;
    const rows = await database.read(where.pages, absent);
    const texts = await Promise.all(rows.map((row) => openRow(sealer, where.pages, row)));
    absent.forEach((page, at) => {
      const lines = textToLines(texts[at] ?? '');
      loaded.set(page, lines);
      remember(page, lines);
    });
    return loaded;
  }

  function remember(page: string, lines: Lines): void {
    cache.delete(page);
    cache.set(page, lines);
    for (const oldest of cache.keys()) {
      if (cache.size <= PAGES_IN_MEMORY) break;
      cache.delete(oldest);
    }
  }

  const getMany = (keys: Iterable<string>): Promise<Map<string, V>> =>
    where.gate.read(async () => {
      const known = [...keys].flatMap((key) => {
        const page = pageByKey.get(key);
        return page === undefined ? [] : [{ key, page }];
      });
      const loaded = await load([...new Set(known.map(({ page }) => page))]);
      const found = new Map<string, V>();
      for (const { key, page } of known) {
        const line = loaded.get(page)?.get(key);
        if (line === undefined) throw new StoreDamage(where.pages);
        found.set(key, where.value.fromText(line));
      }
      return found;
    });

  async function prepare(changes: Changes<V, S>): Promise<Prepared> {
    const texts = new Map<string, string | null>();
    for (const [key, entry] of changes) texts.set(key, entry === null ? null : where.value.toText(entry.value));
    const touched = await where.gate.read(() => load(pagesTouched(layout, texts)));
    const next = changePages(layout, touched, texts);
    const summaryOf = (key: string): S => (changes.get(key)?.summary ?? summaries.get(key)) as S;
    const kept = [...next].filter(([, lines]) => lines.size > 0);
    const gone = [...next].flatMap(([page, lines]) => (lines.size === 0 && layout.sizes.has(page) ? [page] : []));
    const bodies = kept.map(([page, lines]) => sealRow(sealer, where.pages, page, linesToText(lines)));
    const indexes = kept.map(([page, lines]) => {
      const index: Lines = new Map([...lines.keys()].map((key) => [key, where.summary.toText(summaryOf(key))]));
      return sealRow(sealer, where.index, page, `${sizeOfLines(lines)}\n${linesToText(index)}`);
    });
    const writes: readonly TableWrite[] = [
      { table: where.pages, puts: await Promise.all(bodies), deletes: gone },
      { table: where.index, puts: await Promise.all(indexes), deletes: gone },
    ];
    const news = new Map(kept.flatMap(([, lines]) => [...lines.keys()].map((key) => [key, summaryOf(key)])));
    return { writes, settle: () => settle(next, news) };
  }

  function settle(next: ReadonlyMap<string, Lines>, news: ReadonlyMap<string, S>): void {
    for (const page of next.keys()) {
      for (const key of keysByPage.get(page) ?? []) {
        pageByKey.delete(key);
        if (!news.has(key)) summaries.delete(key);
      }
      keysByPage.delete(page);
      layout.sizes.delete(page);
      cache.delete(page);
    }
    for (const [page, lines] of next) {
      if (lines.size === 0) continue;
      for (const key of lines.keys()) pageByKey.set(key, page);
      keysByPage.set(page, [...lines.keys()]);
      layout.sizes.set(page, sizeOfLines(lines));
      remember(page, lines);
    }
    for (const [key, summary] of news) summaries.set(key, summary);
  }

  return {
    summaries,
    get: async (key) => (await getMany([key])).get(key),
    getMany,
    async scan(visit) {
      for (const page of layout.sizes.keys()) {
        const lines = await where.gate.read(async () =>
          layout.sizes.has(page) ? (await load([page])).get(page) : undefined,
        );
        for (const [key, line] of lines ?? []) visit(key, where.value.fromText(line));
      }
    },
    prepare,
  };
}

export async function openRow(sealer: Sealer, table: TableName, row: Row | undefined): Promise<string> {
  const text = row === undefined ? undefined : await sealer.open(table, row.id, row.sealed);
  if (text === undefined) throw new StoreDamage(table);
  return text;
}

export const sealRow = async (sealer: Sealer, table: TableName, id: string, text: string): Promise<Row> => ({
  id,
  sealed: await sealer.seal(table, id, text),
});
