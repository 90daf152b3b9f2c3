// Likely duplicates at the scale of the coordinator's issue: the index filled record by record as the engine
// fills it between other calls, one record changed, the question asked; what it holds in memory. In this very
// process: the index is pure and asks nothing of the platform.

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { makeDuplicates } from '#shared/merge/duplicates.ts';
import { drawFrom } from '../main-job/draw.ts';
import { median, quantile, rounded } from '../main-job/figures.ts';
import { syntheticRecords } from './synthetic-records.ts';

const ASKED = 100;
const CHANGED = 200;

export function likelyDuplicates(count: number, say: (line: string) => void) {
  const records = syntheticRecords(count, drawFrom(1));
  const before = heapBytes();
  const index = makeDuplicates();
  const each: number[] = [];
  const filling = performance.now();
  for (const [at, { id, record }] of records.entries()) {
    const from = performance.now();
    index.put(id, record);
    each.push(performance.now() - from);
    if (at % 20_000 === 0) say(`${at} of ${count} records compared`);
  }
  const filled = performance.now() - filling;
  const memory = heapBytes() - before;
  const first = timed(() => index.ranked(ASKED, () => true));
  const again = timed(() => index.ranked(ASKED, () => true));
  const changes = records.slice(0, CHANGED).map(({ id, record }) => timed(() => index.put(id, record)).ms);
  const asked = timed(() => index.ranked(ASKED, () => true));
  const found = new Set(index.ranked(count * 10, () => true).pairs.map(({ a, b }) => `${a} ${b}`));
  const told = records.filter(({ again: other }) => other !== null);
  const seen = told.filter(({ id, again: other }) => found.has([id, other ?? ''].sort().join(' ')));
  return {
    records: count,
    filledMs: rounded(filled),
    perRecordMs: {
      median: rounded(median(each)),
      p999: rounded(quantile(each, 0.999)),
      slowest: rounded(quantile(each, 1)),
    },
    changedRecordMs: { median: rounded(median(changes)), slowest: rounded(quantile(changes, 1)) },
    askedMs: { first: rounded(first.ms), again: rounded(again.ms), afterChanges: rounded(asked.ms) },
    memoryMB: { heapAndArrays: rounded(memory / 1e6), arrays: rounded(index.bytes / 1e6) },
    pairs: first.value.total,
    crowded: index.crowded,
    toldAgain: { planted: told.length, found: seen.length },
  };
}

function timed<T>(work: () => T): { readonly value: T; readonly ms: number } {
  const from = performance.now();
  const value = work();
  return { value, ms: performance.now() - from };
}

function heapBytes(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
