// Work over very many rows in short slices, between which every other call is answered: no stretch grows with the
// notebook.

/** Milliseconds: short beside the 100 that a person notices, also on a laptop five times slower. */
export const SLICE = 8;

/** The clock is looked at once in so many steps. */
const STEPS = 64;

/** Messages that wait are answered first. */
export const turnOfOthers = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** To be asked at each step; answers a promise to wait for when a slice is over. */
function makeSlices(): () => Promise<void> | undefined {
  let until = performance.now() + SLICE;
  let steps = 0;
  return () => {
    if (++steps % STEPS !== 0 || performance.now() < until) return undefined;
    return turnOfOthers().then(() => {
      until = performance.now() + SLICE;
    });
  };
}

/** Gives each, letting what waits be done between slices. */
export async function eachInSlices<T>(all: Iterable<T>, give: (each: T) => void): Promise<void> {
  const pause = makeSlices();
  for (const each of all) {
    give(each);
    const paused = pause();
    if (paused !== undefined) await paused;
  }
}

type Compare<T> = (a: T, b: T) => number;

/** So many are sorted at once. */
const RUN = 500;

/** As `sort` of an array; stable. */
export async function sortInSlices<T>(all: readonly T[], compare: Compare<T>): Promise<readonly T[]> {
  const runs: T[][] = [];
  const starts = Array.from({ length: Math.ceil(all.length / RUN) }, (_, at) => at * RUN);
  await eachInSlices(starts, (start) => runs.push(all.slice(start, start + RUN).sort(compare)));
  const pause = makeSlices();
  let sorted = runs;
  while (sorted.length > 1) {
    const longer: T[][] = [];
    for (let at = 0; at < sorted.length; at += 2)
      longer.push(await merged(sorted[at] ?? [], sorted[at + 1] ?? [], compare, pause));
    sorted = longer;
  }
  return sorted[0] ?? [];
}

async function merged<T>(
  one: readonly T[],
  other: readonly T[],
  compare: Compare<T>,
  pause: ReturnType<typeof makeSlices>,
): Promise<T[]> {
  const both: T[] = [];
  let [at, beside] = [0, 0];
  while (at < one.length && beside < other.length) {
    const [first, second] = [one[at] as T, other[beside] as T];
    if (compare(first, second) <= 0) {
      both.push(first);
      at++;
    } else {
      both.push(second);
      beside++;
    }
    const paused = pause();
    if (paused !== undefined) await paused;
  }
  return [...both, ...one.slice(at), ...other.slice(beside)];
}

/**
 * Puts few among very many that are sorted already, comparing no more than it must.
 * @param sorted and @param few both in order
 */
export function putAmong<T>(sorted: readonly T[], few: readonly T[], compare: Compare<T>): readonly T[] {
  if (sorted.length === 0 || few.length === 0) return sorted.length === 0 ? few : sorted;
  const all: T[] = [];
  let from = 0;
  for (const each of few) {
    let [low, high] = [from, sorted.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compare(sorted[middle] as T, each) <= 0) low = middle + 1;
      else high = middle;
    }
    for (; from < low; from++) all.push(sorted[from] as T);
    all.push(each);
  }
  for (; from < sorted.length; from++) all.push(sorted[from] as T);
  return all;
}

/** The first so many in order, without sorting the others. */
export function firstOf<T>(all: Iterable<T>, count: number, compare: Compare<T>): readonly T[] {
  if (count <= 0) return [];
  const room = count * 2 + RUN;
  let best: T[] = [];
  let worst: T | undefined;
  for (const each of all) {
    if (worst !== undefined && compare(each, worst) >= 0) continue;
    if (best.push(each) < room) continue;
    best = best.sort(compare).slice(0, count);
    worst = best.at(-1);
  }
  return best.sort(compare).slice(0, count);
}
