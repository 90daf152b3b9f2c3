// The log in memory: it says what was put, chain by chain, and keeps of a changeset a place in columns, no more.

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesToBase64url } from '#shared/base/bytes.ts';
import type { ChangesetId, KeyId } from '#shared/base/ids.ts';
import { makeDigestNumbers } from '#renderer/store/id-numbers.ts';
import { type LogMark, type LogTable, makeLogTable } from '#renderer/store/log-table.ts';

const idOf = (n: number): ChangesetId =>
  bytesToBase64url(
    Uint8Array.from({ length: 32 }, (_, at) => (Math.imul(n + 1, 2654435761) >>> (at % 24)) & 255),
  ) as ChangesetId;

const emptyTable = (): LogTable => makeLogTable(makeDigestNumbers<ChangesetId>());

const AUTHORS = ['ana' as KeyId, 'eva' as KeyId];

const arbPut = fc.record({
  n: fc.nat({ max: 30 }),
  isGone: fc.boolean(),
  author: fc.constantFrom(...AUTHORS),
  seq: fc.integer({ min: 1, max: 6 }),
  lamport: fc.integer({ min: 1, max: 2 ** 53 }),
  prev: fc.option(fc.nat({ max: 30 }).map(idOf)),
  here: fc.subarray(['mechanism', 'open', 'restricted'] as const),
  withheld: fc.subarray(['personal', 'restricted'] as const),
});

test('whatever is put and taken away, marks are as they were put, and chains by number, then id', () => {
  fc.assert(
    fc.property(fc.array(arbPut, { maxLength: 40 }), (puts) => {
      const table = emptyTable();
      const model = new Map<ChangesetId, LogMark>();
      for (const { n, isGone, ...mark } of puts) {
        if (isGone) {
          table.delete(idOf(n));
          model.delete(idOf(n));
        } else {
          table.put(idOf(n), mark);
          model.set(idOf(n), mark);
        }
        table.chains.get(mark.author); // what is kept of a chain follows
      }
      expect(new Map([...table.kept.keys()].map((id) => [id, table.kept.get(id)]))).toEqual(model);
      expect(table.kept.size).toBe(model.size);
      for (const author of AUTHORS) {
        const entries = [...model]
          .filter(([, mark]) => mark.author === author)
          .map(([id, { seq, prev, lamport, here, withheld }]) => ({ id, seq, prev, lamport, here, withheld }))
          .sort((a, b) => a.seq - b.seq || (a.id < b.id ? -1 : 1));
        const seqs = entries.map(({ seq }) => seq);
        const forks = [...new Set(seqs.filter((seq, at) => seqs[at - 1] === seq))];
        const isThere = entries.length > 0;
        const isEven = seqs.every((seq, at) => seq === at + 1);
        const last = entries.at(-1);
        expect(table.chains.get(author)).toEqual(isThere ? { author, entries, forks } : undefined);
        expect([...table.chains.keys()].includes(author)).toBe(isThere);
        expect(table.chains.countOf(author)).toBe(entries.length);
        expect(new Map(table.chains.heads()).get(author)).toEqual(last && { seq: last.seq, id: last.id });
        expect(table.chains.uneven().has(author)).toBe(!isEven);
      }
    }),
  );
});

test('a changeset takes fewer bytes than its id and its mark would as text: nothing else is kept for it', () => {
  const count = 60_000;
  const each = 100;
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const bytes = (): number => {
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const before = bytes();
  const table = emptyTable();
  for (let n = 0; n < count; n++) {
    const seq = (n % each) + 1;
    const author = `author-${Math.floor(n / each)}` as KeyId;
    table.put(idOf(n), {
      author,
      seq,
      prev: seq === 1 ? null : idOf(n - 1),
      lamport: seq,
      here: ['open'],
      withheld: [],
    });
  }
  for (const author of table.chains.keys()) table.chains.get(author);
  const taken = (bytes() - before) / count;
  expect(table.kept.size).toBe(count);
  expect(taken).toBeLessThan(150); // Node has no short pointers: about half of it in the app
});
