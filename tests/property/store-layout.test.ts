// Pages of the store, without the disk: whatever is written, every key is in one page, no page that could be
// smaller is too large, and a single write touches little.

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  changePages,
  type Layout,
  type Lines,
  linesToText,
  pagesTouched,
  sizeOfLines,
  textToLines,
} from '#renderer/store/page-layout.ts';

const FULL = 160 * 1024;

/** A disk of pages in memory. */
function fakePages() {
  const pages = new Map<string, Lines>();
  let names = 0;
  const layout = (): Layout => ({
    sizes: new Map([...pages].map(([page, lines]) => [page, sizeOfLines(lines)])),
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

describe('pages', () => {
  test('hold each key once, with what was written last', () => {
    fc.assert(
      fc.property(fc.array(arbWrite, { maxLength: 8 }), (writes) => {
        const disk = fakePages();
        const model = new Map<string, string>();
        for (const entries of writes) {
          disk.write(new Map(entries));
          for (const [key, text] of new Map(entries)) {
            if (text === null) model.delete(key);
            else model.set(key, text);
          }
          const all = [...disk.pages.values()].flatMap((lines) => [...lines]);
          expect(all.length).toBe(model.size);
          expect(new Map(all)).toEqual(model);
          for (const lines of disk.pages.values()) expect(lines.size === 1 || sizeOfLines(lines) <= FULL).toBe(true);
        }
      }),
    );
  });

  test('a single write rewrites one page', () => {
    fc.assert(
      fc.property(arbWrite, arbKey, arbLine, (before, key, text) => {
        const disk = fakePages();
        disk.write(new Map(before));
        const rewritten = disk.write(new Map([[key, text]]));
        const isHalved = rewritten.size === 2;
        expect(rewritten.size === 1 || isHalved).toBe(true);
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
