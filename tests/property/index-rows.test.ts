// Whatever is written and taken away, the rows on the disk, read together, list the pages that are there, each once;
// and no row of them can be lost without that showing.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type IndexTable, makeIndexTable, rowsOf, textToRow } from '#renderer/store/index-rows.ts';
import type { Listed } from '#renderer/store/page-table.ts';

const arbWrites = fc.array(
  fc.record({
    /** keys of each new page */
    news: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 12 }),
    /** which of the pages there are go, by place */
    gone: fc.array(fc.nat({ max: 1000 }), { maxLength: 8 }),
    reopen: fc.boolean(),
  }),
  { maxLength: 40 },
);

const SUMMARY = JSON.stringify('s'.repeat(300));

function opened(disk: ReadonlyMap<string, string>): IndexTable {
  const table = makeIndexTable();
  const read = [...disk].map(([id, text]) => ({ id, ...textToRow(text) }));
  for (const { id, row } of read) table.list(id, row);
  for (const { row } of read) table.note(row.gone);
  return table;
}

/** Pages that rows amount to, and what each lists. */
function listedIn(texts: Iterable<string>): ReadonlyMap<string, readonly string[]> {
  const read = [...texts].map((text) => textToRow(text));
  const gone = new Set(read.flatMap(({ row }) => row.gone));
  const pages = read.flatMap((row) => row.pages).filter(({ page }) => !gone.has(page));
  expect(new Set(pages.map(({ page }) => page)).size).toBe(pages.length);
  return new Map(pages.map(({ page, lines }) => [page, [...lines.keys()]]));
}

test('rows list what is there, whatever came and went, and not one of them is idle', () => {
  fc.assert(
    fc.property(arbWrites, (writes) => {
      const disk = new Map<string, string>();
      const live = new Map<string, Listed>();
      let table = makeIndexTable();
      let number = 0;
      for (const { news, gone: places, reopen } of writes) {
        const there = [...live.keys()];
        const gone = [...new Set(places.flatMap((place) => there[place % (there.length || 1)] ?? []))];
        const added = news.map((count): [string, Listed] => {
          const page = `page-${number++}`;
          const keys = Array.from({ length: count }, (_, at) => `${page}-${at}`);
          return [page, { keys, size: count, age: number, isParcel: count % 2 === 0 }];
        });
        const { dropped, carried, gone: noted } = table.renew(gone, 0);
        const again = carried.map((page): [string, Listed] => [page, live.get(page) as Listed]);
        const rows = rowsOf(new Map([...added, ...again]), noted, () => SUMMARY);
        for (const row of dropped) {
          table.drop(row);
          disk.delete(row);
        }
        for (const { text, row } of rows) {
          const id = `row-${number++}`;
          disk.set(id, text);
          table.list(id, row);
        }
        table.note(noted);
        for (const page of gone) live.delete(page);
        for (const [page, listed] of added) live.set(page, listed);
        expect(listedIn(disk.values())).toEqual(new Map([...live].map(([page, { keys }]) => [page, keys])));
        if (reopen) table = opened(disk);
      }
      for (const lost of disk.keys()) {
        const rest = [...disk].flatMap(([id, text]) => (id === lost ? [] : [text]));
        expect(new Set(listedIn(rest).keys())).not.toEqual(new Set(live.keys()));
      }
    }),
    { numRuns: 300 },
  );
});

test('what a page says of itself and its keys is read as it was written', () => {
  const pages = new Map<string, Listed>([
    ['a', { keys: ['k1', 'k2'], size: 7, age: 3, isParcel: false }],
    ['b', { keys: ['k3'], size: 9, age: 4, isParcel: true }],
  ]);
  const [only, ...more] = rowsOf(pages, ['x', 'y'], (page, key) =>
    key === 'k2' ? '' : JSON.stringify([page, key, ' ']),
  );
  expect(more).toEqual([]);
  const read = textToRow(only?.text ?? '');
  expect(read.row).toEqual(only?.row);
  expect(new Map(read.pages.map(({ page, listed }) => [page, listed]))).toEqual(pages);
  expect(read.pages.map(({ lines }) => [...lines])).toEqual([
    [
      ['k1', '["a","k1"," "]'],
      ['k2', ''],
    ],
    [['k3', '["b","k3"," "]']],
  ]);
});

test('many small writes do not leave many rows', () => {
  const table = makeIndexTable();
  const disk = new Map<string, string>();
  let last: string | undefined;
  for (let at = 0; at < 500; at++) {
    const page = `page-${at}`;
    const gone = last === undefined ? [] : [last];
    const { dropped, carried, gone: noted } = table.renew(gone, 0);
    const facts: Listed = { keys: [`k-${at}`], size: 1, age: at, isParcel: false };
    for (const row of dropped) {
      table.drop(row);
      disk.delete(row);
    }
    for (const { text, row } of rowsOf(
      new Map([page, ...carried].map((each): [string, Listed] => [each, facts])),
      noted,
      () => SUMMARY,
    )) {
      disk.set(`row-${at}`, text);
      table.list(`row-${at}`, row);
    }
    table.note(noted);
    last = at % 5 === 0 ? undefined : page;
  }
  expect(disk.size).toBeLessThan(8);
});
