// Taking in, beside the others: the app's flow, its floor, PouchDB with both of its IndexedDB adapters, and a Yjs
// document, one after the other in the same Chromium, each in a worker, on the same changes.

import type { Page } from 'playwright';
import { median, perSecond, rounded, sum } from './figures.ts';
import type { BenchInput } from './input.ts';

const PHASES = ['news', 'edits'] as const;
type Phase = (typeof PHASES)[number];

/** @param keys public keys of the devices, by kid */
export async function measureTakingIn(
  page: Page,
  input: BenchInput,
  keys: Readonly<Record<string, string>>,
  say: (line: string) => void,
): Promise<{ readonly [phase in Phase]: object }> {
  const app: Partial<Record<Phase, Timed>> = {};
  const sealed: Partial<Record<Phase, number>> = {};
  let storedBefore = 0;
  for (const phase of PHASES) {
    say(`${phase}: the app`);
    const count = input[phase].length;
    app[phase] = await page.evaluate(([which, of]) => window.bench.takeIn(which, of), [phase, count] as const);
    const { bytes } = await page.evaluate(() => window.bench.stored());
    sealed[phase] = bytes - storedBefore;
    storedBefore = bytes;
  }
  const figuresOf = async (phase: Phase): Promise<object> => {
    const count = input[phase].length;
    const given = [phase, count] as const;
    const sealedBytes = sealed[phase] ?? 0;
    say(`${phase}: the floor`);
    const floor = await page.evaluate(([which, of, known, each]) => window.bench.sides.floor(which, of, known, each), [
      ...given,
      keys,
      Math.round(sealedBytes / count),
    ] as const);
    say(`${phase}: PouchDB`);
    const idb = await page.evaluate(([which, of]) => window.bench.sides.pouch(which, of, 'idb'), given);
    const newer = await page.evaluate(([which, of]) => window.bench.sides.pouch(which, of, 'indexeddb'), given);
    say(`${phase}: Yjs`);
    const yjs = await page.evaluate(([which, of]) => window.bench.sides.yjs(which, of), given);
    const changesets = sum(input[phase].map(({ updates }) => updates.length));
    const changes = sum(input[phase].map((delivery) => delivery.changes));
    const own = app[phase]?.ms ?? Number.NaN;
    const rate = (ms: number): object => ({
      ms: Math.round(ms),
      changesetsPerSecond: perSecond(changesets, ms),
      changesPerSecond: perSecond(changes, ms),
    });
    const ofParts = Object.entries(floor.parts).map(([name, ms]) => [`${name}Ms`, Math.round(ms)]);
    say(JSON.stringify({ app: own, floor, idb: idb.ms, indexeddb: newer.ms, yjs: yjs.ms }));
    return {
      bundles: count,
      changesets,
      changes,
      bundleBytes: sum(input[phase].map(({ bundle }) => bundle.length)),
      sealedBytes,
      app: { ...rate(own), ...growthOf(app[phase]?.each ?? []) },
      floor: { ...rate(floor.ms), ...Object.fromEntries(ofParts) },
      pouchdb: { idb: rate(idb.ms), indexeddb: rate(newer.ms) },
      yjs: rate(yjs.ms),
      ratios: {
        timesFasterThanPouchdb: rounded(idb.ms / own),
        timesFasterThanPouchdbIndexeddb: rounded(newer.ms / own),
        timesFasterThanYjs: rounded(yjs.ms / own),
        timesTheFloor: rounded(own / floor.ms),
      },
    };
  };
  return { news: await figuresOf('news'), edits: await figuresOf('edits') };
}

/** Whether a bundle costs more as the store grows: medians of the second, the middle and the last tenth. */
function growthOf(each: readonly number[]): object {
  const tenth = Math.max(1, Math.floor(each.length / 10));
  const around = (from: number): number => rounded(median(each.slice(from, from + tenth)));
  return {
    bundleMs: {
      early: around(Math.min(tenth, each.length - 1)),
      middle: around(Math.floor(each.length / 2)),
      late: around(each.length - tenth),
    },
  };
}

interface Timed {
  readonly ms: number;
  readonly each: readonly number[];
}
