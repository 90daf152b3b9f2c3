// Pages of the store, without the disk: whatever is written, every key is in one page, no page that could be
// smaller is too large, and a single write touches little.

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  changePages,
  isOpenAt,
  type Layout,
  type Lines,
  linesToText,
  openPageOf,
  pagesTouched,
  sizeOfLines,
  textToLines,
} from '#renderer/store/page-layout.ts';
import { type Listed, makePageTable } from '#renderer/store/page-table.ts';

const FULL = 28 * 1024;

/** A disk of pages in memory. */
function fakePages() {
  const pages = new Map<string, Lines>();
  let names = 0;
  const layout = (): Layout => ({
    open: new Map(
      [...pages].map(([page, lines]) => [page, sizeOfLines(lines)] as const).filter(([, size]) => isOpenAt(size)),
    ),
    pageOf: (key) => [...pages].find(([, lines]) => lines.has(key))?.[0],
    newName: () => `page-${names++}`,
  });
  return {
    pages,
    write(changes: ReadonlyMap<string, string | null>): ReadonlyMap<string, Lines> {
      const touched = pagesTouched(layout(), changes);
      const next = changePages(layout(), new Map(touched.map((page) => [page, pages.get(page) as Lines])), changes);
      for (const [page, lines] of next) {
        if (lines.size === 0) pages.delete(page);
        else pages.set(page, lines);
      }
      return next;
    },
  };
}

const arbKey = fc.integer({ min: 0, max: 40 }).map((n) => `k${n}`);
const arbLine = fc.integer({ min: 1, max: 60_000 }).map((size) => JSON.stringify('x'.repeat(size)));
const arbWrite = fc.array(fc.tuple(arbKey, fc.option(arbLine, { nil: null, freq: 5 })), {
  minLength: 1,
  maxLength: 20,
});

/** A disk of pages on which what is superseded stays until its page is folded, as the store keeps it. */
function fakeTable() {
  const pages = new Map<string, Lines>();
  const table = makePageTable();
  let names = 0;
  return {
    pages,
    table,
    /** Answers how many characters were written. */
    write(changes: ReadonlyMap<string, string | null>): number {
      const written = [...changes.values()].reduce((sum, text) => sum + (text?.length ?? 0), 0);
      const folded = table.toFold(written);
      const rewritten = new Set(folded);
      const taken = [...changes].flatMap(([key, text]) => (text === null ? [key] : []));
      for (const page of table.pagesListing(taken)) rewritten.add(page);
      const open = openPageOf(table);
      if (open !== undefined) rewritten.add(open);
      const counting = new Map(
        [...rewritten].map((page) => [
          page,
          new Map([...(pages.get(page) ?? [])].filter(([key]) => table.pageOf(key) === page)),
        ]),
      );
      const layout = { open: table.open, pageOf: table.pageOf, newName: () => `page-${names++}` };
      const age = table.nextAge;
      const next = changePages(layout, counting, changes, folded);
      for (const page of next.keys()) {
        table.drop(page);
        pages.delete(page);
      }
      let size = 0;
      for (const [page, lines] of next) {
        if (lines.size === 0) continue;
        pages.set(page, lines);
        size += sizeOfLines(lines);
        table.list(page, { keys: [...lines.keys()], size: sizeOfLines(lines), age, isParcel: false });
      }
      return size;
    },
    content: () =>
      new Map([...pages].flatMap(([page, lines]) => [...lines].filter(([key]) => table.pageOf(key) === page))),
  };
}

/** What a plain map would hold. */
function noteIn(model: Map<string, string>, entries: readonly (readonly [string, string | null])[]): void {
  for (const [key, text] of entries) {
    if (text === null) model.delete(key);
    else model.set(key, text);
  }
}

describe('pages where what is superseded stays', () => {
  test('hold for each key what was written last, and the younger page counts when they are read again', () => {
    fc.assert(
      fc.property(fc.array(arbWrite, { maxLength: 12 }), (writes) => {
        const disk = fakeTable();
        const model = new Map<string, string>();
        for (const entries of writes) {
          disk.write(new Map(entries));
          noteIn(model, entries);
          expect(disk.content()).toEqual(model);
          const again = makePageTable();
          const listed = [...disk.table.pages.keys()].map(
            (page) => [page, disk.table.pages.get(page) as Listed] as const,
          );
          const byAge = listed.sort(([, a], [, b]) => a.age - b.age);
          for (const [page, facts] of byAge) again.list(page, facts);
          for (let n = 0; n <= 40; n++) expect(again.pageOf(`k${n}`)).toBe(disk.table.pageOf(`k${n}`));
        }
      }),
    );
  });

  test('scattered edits write about themselves, and the disk holds no more than about twice what counts', () => {
    const disk = fakeTable();
    const RECORDS = 2_000;
    const EDITS = 50;
    const text = (n: number): string => JSON.stringify(String(n % 10).repeat(2_000));
    const all = Array.from({ length: RECORDS }, (_, n) => [`key-${n}`, text(n)] as const);
    for (let at = 0; at < RECORDS; at += 100) disk.write(new Map(all.slice(at, at + 100)));
    const whole = sizeOfLines(new Map(all));
    let written = 0;
    const ROUNDS = 200;
    for (let round = 0; round < ROUNDS; round++) {
      const edited = Array.from({ length: EDITS }, (_, at) => (round * EDITS + at) * 7919);
      written += disk.write(new Map(edited.map((n) => [`key-${n % RECORDS}`, text(n)] as const)));
      const held = [...disk.pages.values()].reduce((sum, lines) => sum + sizeOfLines(lines), 0);
      expect(held).toBeLessThan(whole * 2.2);
    }
    expect(written).toBeLessThan(ROUNDS * EDITS * 2_000 * 3);
  });
});

describe('pages', () => {
  test('hold each key once, with what was written last', () => {
    fc.assert(
      fc.property(fc.array(arbWrite, { maxLength: 8 }), (writes) => {
        const disk = fakePages();
        const model = new Map<string, string>();
        for (const entries of writes) {
          disk.write(new Map(entries));
          noteIn(model, entries);
          const all = [...disk.pages.values()].flatMap((lines) => [...lines]);
          expect(all.length).toBe(model.size);
          expect(new Map(all)).toEqual(model);
          for (const lines of disk.pages.values()) expect(lines.size === 1 || sizeOfLines(lines) <= FULL).toBe(true);
        }
      }),
    );
  });

  test('a single write rewrites one page of those that are there', () => {
    fc.assert(
      fc.property(arbWrite, arbKey, arbLine, (before, key, text) => {
        const disk = fakePages();
        disk.write(new Map(before));
        const there = new Set(disk.pages.keys());
        const rewritten = disk.write(new Map([[key, text]]));
        // What a large value does not leave room for goes into pages of its own: those are new.
        expect([...rewritten.keys()].filter((page) => there.has(page)).length).toBeLessThanOrEqual(1);
        expect(rewritten.size).toBeGreaterThan(0);
      }),
    );
  });

  test('are read back from their text as they were written', () => {
    const arbJson = fc.json().map((text) => JSON.stringify(JSON.parse(text)));
    fc.assert(
      fc.property(fc.array(fc.tuple(arbKey, arbJson)), (entries) => {
        const lines = new Map(entries);
        expect(textToLines(linesToText(lines))).toEqual(lines);
      }),
    );
  });
});
