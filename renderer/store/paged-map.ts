// A map whose values live on disk in sealed pages, and whose summaries live in memory. Index rows beside them, sealed
// too, list the pages with one summary a key; unlocking reads those alone (index-rows.ts). What is written again goes
// into a younger page (page-table.ts says which counts, and which pages are folded).
// Nothing is written here: `prepare` seals what a transaction will write, and `settle` follows once it did.
// Law (tests/store/paged-map): whatever is put, taken away and reopened, it answers as a plain Map would.

import type { Bytes } from '#shared/base/bytes.ts';
import type { Database, Row, TableName, TableWrite } from './database.ts';
import type { Gate } from './gate.ts';
import { makeIndexTable, type ReadRow, rowsOf, textToRow } from './index-rows.ts';
import { type IdNumbers, makeIdNumbers } from './id-numbers.ts';
import { bytesToPage, linesToPage, type OpenPage } from './open-page.ts';
import { changePages, type Lines, linesToText, openPageOf, sizeOfLines } from './page-layout.ts';
import { type Listed, makePageTable } from './page-table.ts';
import { randomName, type Sealer } from './seal.ts';
import type { Summaries } from './summaries.ts';

export interface Codec<T> {
  readonly toText: (value: T) => string;
  readonly fromText: (text: string) => T;
  /** the lines of a parcel, each as `toText` would write it or as `fromText` reads it alike */
  readonly unpack?: (parcel: Bytes) => readonly string[];
}

export interface Entry<V, S> {
  readonly value: V;
  readonly summary: S;
}

export type Changes<V, S> = ReadonlyMap<string, Entry<V, S> | null>;

export interface PagedMap<V, S, Kept> {
  readonly summaries: Kept;
  get(key: string): Promise<V | undefined>;
  getMany(keys: Iterable<string>): Promise<Map<string, V>>;
  /** Every value, page by page, as they are when their page is reached. */
  scan(visit: (key: string, value: V) => void, between?: () => Promise<void>): Promise<void>;
  /** @param how these changes are written */
  prepare(changes: Changes<V, S>, how?: HowToWrite): Promise<Prepared>;
}

export interface HowToWrite {
  /** where these changes, or some of them, came packed together */
  readonly parcel?: Parcel | undefined;
  /** nothing that was written of these keys before stays in any row: what no longer counts goes as well */
  readonly isErasing?: boolean | undefined;
}

/** New values that came packed, one line a value: kept so, in a page of their own. */
export interface Parcel {
  /** in the order of the lines */
  readonly keys: readonly string[];
  readonly bytes: Bytes;
  /** characters, unpacked */
  readonly size: number;
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
  /** numbers of its keys */
  readonly ids?: IdNumbers;
  /** while opening: rows of the index that were read, of how many */
  readonly progress?: (done: number, of: number) => void;
}

/** Bytes of pages that are kept in memory. */
const REMEMBERED = 4 * 1024 * 1024;

/** Rows of the index that are opened together. */
const OPENED_AT_ONCE = 32;

/** Pages that a scan reads together. */
const SCANNED_AT_ONCE = 16;

/**
 * Reads the index; throws StoreDamage where a row does not open or a page is missing.
 * @param summaries empty ones
 */
export async function openPagedMap<V, S, Kept>(
  where: PagedMapPlace<V, S>,
  summaries: Summaries<S, Kept>,
): Promise<PagedMap<V, S, Kept>> {
  const { database, sealer, ids = makeIdNumbers() } = where;
  const table = makePageTable(ids);
  const index = makeIndexTable();
  const cache = makeCache();

  /** A key as it is kept, once. */
  const own = (key: string): string => ids.idOf(ids.give(key));

  await readIndex();

  async function readIndex(): Promise<void> {
    const names = new Set(await database.names(where.pages));
    const rows = await database.rows(where.index);
    const read: (ReadRow & { readonly id: string })[] = [];
    for (const some = [...rows]; some.length > 0; ) {
      const next = some.splice(0, OPENED_AT_ONCE);
      const texts = await Promise.all(next.map((row) => openRow(sealer, where.index, row)));
      next.forEach(({ id }, at) => read.push({ id, ...textToRow(texts[at] ?? '') }));
      where.progress?.(read.length, rows.length);
    }
    for (const { id, row } of read) index.list(id, row);
    for (const { row } of read) index.note(row.gone);
    const gone = new Set(read.flatMap(({ row }) => row.gone));
    const listed = read.flatMap(({ pages }) => pages).filter(({ page }) => !gone.has(page));
    if (listed.length !== names.size || listed.some(({ page }) => !names.delete(page))) {
      throw new StoreDamage(where.pages);
    }
    for (const { page, listed: facts } of listed.sort((one, other) => one.listed.age - other.listed.age)) {
      table.list(page, facts);
    }
    for (const { page, lines } of listed) {
      for (const [key, line] of lines) {
        if (table.pageOf(key) === page) summaries.put(own(key), where.summary.fromText(line));
      }
    }
  }

  /** From memory, or read and opened together. */
  async function load(pages: readonly string[]): Promise<ReadonlyMap<string, OpenPage>> {
    const loaded = new Map<string, OpenPage>();
    const absent: string[] = [];
    for (const page of pages) {
      const open = cache.get(page);
      if (open === undefined) absent.push(page);
      else loaded.set(page, open);
    }
    if (absent.length === 0) return loaded;
    const rows = await database.read(where.pages, absent);
    const opened = await Promise.all(absent.map((page, at) => openPage(page, rows[at])));
    absent.forEach((page, at) => {
      const open = opened[at] as OpenPage;
      loaded.set(page, open);
      cache.put(page, open);
    });
    return loaded;
  }

  async function openPage(page: string, row: Row | undefined): Promise<OpenPage> {
    const listed = table.pages.get(page);
    const bytes = row === undefined ? undefined : await sealer.openBytes(where.pages, page, row.sealed);
    if (bytes === undefined || listed === undefined) throw new StoreDamage(where.pages);
    if (!listed.isParcel) return bytesToPage(bytes, listed.keys);
    const lines = where.value.unpack?.(bytes);
    if (lines?.length !== listed.keys.length) throw new StoreDamage(where.pages);
    return linesToPage(new Map(listed.keys.map((key, at) => [key, lines[at] ?? ''])));
  }

  const countingIn = (page: string, open: OpenPage): Lines =>
    new Map([...open.lines()].filter(([key]) => table.pageOf(key) === page));

  const getMany = (keys: Iterable<string>): Promise<Map<string, V>> =>
    where.gate.read(async () => {
      const known = [...keys].flatMap((key) => {
        const page = table.pageOf(key);
        return page === undefined ? [] : [{ key, page }];
      });
      const loaded = await load([...new Set(known.map(({ page }) => page))]);
      const found = new Map<string, V>();
      for (const { key, page } of known) {
        const line = loaded.get(page)?.lineOf(key);
        if (line === undefined) throw new StoreDamage(where.pages);
        found.set(key, where.value.fromText(line));
      }
      return found;
    });

  async function prepare(changes: Changes<V, S>, { parcel, isErasing = false }: HowToWrite = {}): Promise<Prepared> {
    const inParcel = new Set(parcel?.keys);
    const texts = new Map<string, string | null>();
    let written = 0;
    for (const [key, entry] of changes) {
      if (inParcel.has(key)) continue;
      const text = entry === null ? null : where.value.toText(entry.value);
      texts.set(key, text);
      written += text?.length ?? 0;
    }
    const folded = texts.size === 0 ? new Set<string>() : table.toFold(written);
    const layout = { open: table.open, pageOf: table.pageOf, newName: randomName };
    const loaded = await where.gate.read(() => load(pagesToRewrite(texts, folded, isErasing)));
    const pages = new Map([...loaded].map(([page, open]) => [page, countingIn(page, open)]));
    const next = changePages(layout, pages, texts, folded);
    const gone = [...next.keys()].filter((page) => table.pages.has(page));
    const kept = new Map(
      [...next]
        .filter(([, lines]) => lines.size > 0)
        .map(([page, lines]) => [table.pages.has(page) ? randomName() : page, lines]),
    );
    const news = new Map<string, Listed>();
    const puts: Promise<Row>[] = [];
    const age = table.nextAge;
    for (const [page, lines] of kept) {
      news.set(page, { keys: [...lines.keys()], size: sizeOfLines(lines), age, isParcel: false });
      puts.push(sealRow(sealer, where.pages, page, linesToText(lines)));
    }
    if (parcel !== undefined) {
      const page = randomName();
      news.set(page, { keys: parcel.keys, size: parcel.size, age, isParcel: true });
      puts.push(sealRow(sealer, where.pages, page, parcel.bytes));
    }
    const renewal = index.renew(gone, written, isErasing);
    const carried = renewal.carried.map((page): [string, Listed] => [page, table.pages.get(page) as Listed]);
    // Where a younger page counts, or will, the summary is there.
    const summaryOf = (page: string, key: string): string => {
      if (!news.has(page) && (changes.has(key) || table.pageOf(key) !== page)) return '';
      return where.summary.toText(changes.get(key)?.summary ?? summaries.whole(key));
    };
    const rows = rowsOf(new Map([...news, ...carried]), renewal.gone, summaryOf).map(({ text, row }) => ({
      id: randomName(),
      text,
      row,
    }));
    const indexPuts = rows.map(({ id, text }) => sealRow(sealer, where.index, id, text));
    const writes: readonly TableWrite[] = [
      { table: where.pages, puts: await Promise.all(puts), deletes: gone },
      { table: where.index, puts: await Promise.all(indexPuts), deletes: [...renewal.dropped] },
    ];
    const settle = (): void => {
      for (const page of gone) {
        table.drop(page);
        cache.drop(page);
      }
      for (const [page, listed] of news) {
        table.list(page, listed);
        const lines = kept.get(page);
        if (lines !== undefined) cache.put(page, linesToPage(lines));
      }
      for (const row of renewal.dropped) index.drop(row);
      for (const { id, row } of rows) index.list(id, row);
      index.note(renewal.gone);
      for (const [key, entry] of changes) {
        if (entry === null) summaries.delete(key);
        else summaries.put(own(key), entry.summary);
      }
    };
    return { writes, settle };
  }

  /** What is taken away leaves every page that lists it; what is new may join the open page. */
  function pagesToRewrite(
    texts: ReadonlyMap<string, string | null>,
    folded: ReadonlySet<string>,
    isErasing: boolean,
  ): readonly string[] {
    const leaving = [...texts].flatMap(([key, text]) => (text === null || isErasing ? [key] : []));
    const pages = new Set<string>([...folded, ...table.pagesListing(leaving)]);
    const isAnyAdded = folded.size > 0 || [...texts.values()].some((text) => text !== null);
    const open = isAnyAdded ? openPageOf(table) : undefined;
    return [...(open === undefined ? pages : pages.add(open))];
  }

  return {
    summaries: summaries.kept,
    get: async (key) => (await getMany([key])).get(key),
    getMany,
    async scan(visit, between) {
      const names = table.pages.keys(); // goes on to those that come while others are read
      for (let some = nextOf(names, SCANNED_AT_ONCE); some.length > 0; some = nextOf(names, SCANNED_AT_ONCE)) {
        const lines = await where.gate.read(async () => {
          const here = some.filter((page) => table.pages.has(page));
          return [...(await load(here))].flatMap(([page, open]) => [...countingIn(page, open)]);
        });
        for (const [key, line] of lines) visit(key, where.value.fromText(line));
        await between?.();
      }
    },
    prepare,
  };
}

function nextOf<T>(items: Iterator<T>, most: number): readonly T[] {
  const some: T[] = [];
  while (some.length < most) {
    const { done, value } = items.next();
    if (done === true) break;
    some.push(value);
  }
  return some;
}

/** The pages used last. */
function makeCache() {
  const pages = new Map<string, OpenPage>();
  let remembered = 0;
  const drop = (page: string): void => {
    remembered -= pages.get(page)?.size ?? 0;
    pages.delete(page);
  };
  return {
    get: (page: string): OpenPage | undefined => pages.get(page),
    put(page: string, open: OpenPage): void {
      drop(page);
      pages.set(page, open);
      remembered += open.size;
      for (const oldest of pages.keys()) {
        if (remembered <= REMEMBERED) break;
        drop(oldest);
      }
    },
    drop,
  };
}

export async function openRow(sealer: Sealer, table: TableName, row: Row | undefined): Promise<string> {
  const text = row === undefined ? undefined : await sealer.open(table, row.id, row.sealed);
  if (text === undefined) throw new StoreDamage(table);
  return text;
}

export const sealRow = async (sealer: Sealer, table: TableName, id: string, content: string | Bytes): Promise<Row> => ({
  id,
  sealed: await sealer.seal(table, id, content),
});
