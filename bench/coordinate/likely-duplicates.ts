// Likely duplicates at the scale of the coordinator's issue: the index filled by the engine's own slices while
// somebody else keeps asking to be let in, one record changed, the question asked; what it holds in memory.
// In this very process: the index asks nothing of the platform but a clock and a turn.

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { makeDuplicates } from '#shared/merge/duplicates.ts';
import { makeLikelyDuplicates } from '#renderer/engine/likely-duplicates.ts';
import type { Session } from '#renderer/engine/session.ts';
import { drawFrom } from '../main-job/draw.ts';
import { median, quantile, rounded } from '../main-job/figures.ts';
import { type SyntheticRecord, syntheticRecords } from './synthetic-records.ts';

const ASKED = 100;
const CHANGED = 200;

export async function likelyDuplicates(count: number, say: (line: string) => void) {
  const records = syntheticRecords(count, drawFrom(1));
  say(`${count} records; comparing in slices`);
  const sliced = await inSlices(records);
  say('in one go, for its memory');
  const before = heapBytes();
  const index = makeDuplicates(count);
  const filled = timed(() => records.forEach(({ id, record }) => index.put(id, record)));
  const memory = heapBytes() - before;
  const first = timed(() => index.ranked(ASKED, () => true));
  const again = timed(() => index.ranked(ASKED, () => true));
  const changes = records.slice(0, CHANGED).map(({ id, record }) => timed(() => index.put(id, record)).ms);
  const asked = timed(() => index.ranked(ASKED, () => true));
  const found = new Set(index.ranked(count * 10, () => true).pairs.map(({ a, b }) => `${a} ${b}`));
  const retold = records.filter(({ again: other }) => other !== null);
  const seen = retold.filter(({ id, again: other }) => found.has([id, other ?? ''].sort().join(' ')));
  return {
    records: count,
    filledProcessorMs: rounded(filled.ms),
    ...sliced,
    changedRecordProcessorMs: { median: rounded(median(changes)), slowest: rounded(quantile(changes, 1)) },
    askedProcessorMs: { first: rounded(first.ms), again: rounded(again.ms), afterChanges: rounded(asked.ms) },
    memoryMB: { heapAndArrays: rounded(memory / 1e6), arrays: rounded(index.bytes / 1e6) },
    pairs: first.value.total,
    crowded: index.crowded,
    toldAgain: { planted: retold.length, found: seen.length },
  };
}

/**
 * How long the slices take in all, and how long another call would have waited for its turn: by the clock, and in
 * time of the processor, which is what it would have been with nothing else running.
 */
async function inSlices(records: readonly SyntheticRecord[]) {
  const summaries = new Map(records.map(({ id, record }) => [id, { ...record, deleted: false }]));
  const done = Promise.withResolvers<void>();
  const session = {
    ledger: { store: { records: { summaries } } },
    tell: () => done.resolve(),
    later: (work: () => Promise<void>) => void work().catch(done.reject),
  };
  const duplicates = makeLikelyDuplicates(session as object as Session);
  const waits: number[] = [];
  const works: number[] = [];
  let isDone = false;
  let last = { clock: performance.now(), processor: processorMs() };
  const knock = (): void => {
    const now = { clock: performance.now(), processor: processorMs() };
    waits.push(now.clock - last.clock);
    works.push(now.processor - last.processor);
    last = now;
    if (!isDone) setImmediate(knock);
  };
  setImmediate(knock);
  const from = performance.now();
  duplicates.progress();
  await done.promise;
  isDone = true;
  return { inSlicesMs: rounded(performance.now() - from), waitedMs: told(waits), waitedProcessorMs: told(works) };
}

/** Turns in which nothing was compared are left out. */
function told(waits: readonly number[]) {
  const long = waits.filter((wait) => wait > 1);
  return { median: rounded(median(long)), p99: rounded(quantile(long, 0.99)), longest: rounded(quantile(long, 1)) };
}

function processorMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** In time of the processor. */
function timed<T>(work: () => T): { readonly value: T; readonly ms: number } {
  const from = processorMs();
  const value = work();
  return { value, ms: processorMs() - from };
}

function heapBytes(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
