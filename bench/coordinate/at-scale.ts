// The coordinator's day at the size of a region: everything taken in from empty by the app's own engine, what it then
// takes to open, and how long the app's own page is busy in each place. Memory is what the engine's worker holds on its
// heap at each quarter, and what the processes of Chromium hold resident, as the system says.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright';
import type { Desktop } from '#shared/wire/ipc.ts';
import { openApp } from '../main-job/app-page.ts';
import { median, perSecond, rounded, sum } from '../main-job/figures.ts';
import { startHost } from '../main-job/host.ts';
import { startLaptop } from '../main-job/laptop.ts';
import { buildPages, startChromium } from '../main-job/page.ts';
import { measurePlaces, residentOf } from '../main-job/places.ts';
import { valueOf } from '../main-job/value-of.ts';
import { type EngineHeap, watchEngineHeap } from './engine-heap.ts';
import { makeRegion, type RegionSize } from './region.ts';

/** Bundles that are asked for together. */
const AT_ONCE = 100;
/** In nearly all of the sample entries, in some, in few. */
const WORDS = ['migrantes', 'salud', 'frontera norte'] as const;
export async function atScale(size: RegionSize, say: (line: string) => void): Promise<object> {
  const folder = await mkdtemp(join(tmpdir(), 'chasqui-bench-'));
  const laptop = startLaptop(join(folder, 'userData'));
  try {
    say('building the pages');
    const pages = await buildPages(join(folder, 'pages'));
    const host = await startHost(pages.folder, pages.files, laptop.handlers);
    const browser = await startChromium(join(folder, 'chromium'));
    try {
      const page = await browser.newPage();
      page.on('pageerror', (error) => say(`page: ${error.message}`));
      await page.goto(`${host.url}/bench/index.html`);
      const profile = await page.evaluate(() => window.bench.begin());
      const { root } = valueOf(await laptop.handlers.vaultSession());
      if (root === null) throw new Error('no root');
      const region = await makeRegion(size, profile, laptop.handlers as object as Desktop, root.kid, say);
      host.offer({ news: region.news, edits: region.edits, recordToEdit: '' as never });
      const growing = await watchEngineHeap(page);
      const empty = await growing.read();
      say(`the engine, empty: ${rounded(empty)} MB`);
      const memory = { browser, heap: growing };
      const news = await measureTakeIn(page, 'news', [region.news.length, size.recordsEach], memory, say);
      const storedNews = await storedIn(page);
      const edits = await measureTakeIn(page, 'edits', [region.edits.length, size.editsEach], memory, say);
      const storedEdits = (await storedIn(page)) - storedNews;
      await growing.stop();
      const afterTakeIn = await residentOf(browser);
      const bytesEach = {
        record: Math.round(((news.engineMB.at(-1) ?? 0) - empty) * (1e6 / region.records)),
        changesetOfEdits: Math.round(
          ((edits.engineMB.at(-1) ?? 0) - (news.engineMB.at(-1) ?? 0)) * (1e6 / (region.changesets - region.records)),
        ),
      };
      say(`bytes in the engine: ${JSON.stringify(bytesEach)}`);
      say('opening');
      const opening = await page.evaluate(() => window.bench.reopen());
      const afterOpening = await residentOf(browser);
      const opened = await watchEngineHeap(page);
      const openedMB = await opened.read();
      say(`opened: ${JSON.stringify(opening)}, the engine ${rounded(openedMB)} MB, resident ${afterOpening} MB`);
      const answers = await page.evaluate(() => window.bench.questions());
      const questions = answers.map(({ name, firstMs, againMs, characters }) => [
        name,
        { firstMs: rounded(firstMs), againMs: rounded(againMs), characters },
      ]);
      const askedMB = await opened.read();
      for (const { name, ...figures } of answers) say(`${name}: ${JSON.stringify(figures)}`);
      const words = await page.evaluate((asked) => window.bench.search(asked), WORDS);
      const searchedMB = await opened.read();
      await opened.stop();
      const floors = {
        news: await measureFloor(page, 'news', news, storedNews, region.keys, say),
        edits: await measureFloor(page, 'edits', edits, storedEdits, region.keys, say),
      };
      say(
        `after questions ${rounded(askedMB)} MB, after searching ${rounded(searchedMB)} MB: ${JSON.stringify(words)}`,
      );
      await page.evaluate(() => window.bench.end());
      await page.close();
      say('the places');
      const places = await measurePlaces(browser, await openApp(browser, host.url, pages), say);
      return {
        size: { ...size, records: region.records, changesets: region.changesets },
        takeIn: { news: { ...news, ...floors.news }, edits: { ...edits, ...floors.edits } },
        engineMB: {
          empty: rounded(empty),
          opened: rounded(openedMB),
          afterQuestions: rounded(askedMB),
          afterSearching: rounded(searchedMB),
        },
        bytesEach,
        search: words,
        residentMB: { afterTakeIn, afterOpening, inTheApp: await residentOf(browser) },
        unlockToListMs: rounded(opening.openMs + opening.listMs),
        questions: Object.fromEntries(questions),
        places,
      };
    } finally {
      await browser.close();
      await host.stop();
    }
  } finally {
    laptop.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** In slices, as nobody gives more at once; resident memory is looked at between them. */
async function measureTakeIn(
  page: Page,
  phase: 'news' | 'edits',
  [count, changesetsEach]: readonly [bundles: number, each: number],
  { browser, heap }: { readonly browser: BrowserContext; readonly heap: EngineHeap },
  say: (line: string) => void,
) {
  const each: number[] = [];
  /** MB after each quarter */
  const engineMB: number[] = [];
  for (let from = 0; from < count; from += AT_ONCE) {
    const some = Math.min(AT_ONCE, count - from);
    const slice = await page.evaluate(([which, of, at]) => window.bench.takeIn(which, of, at), [
      phase,
      some,
      from,
    ] as const);
    each.push(...slice.each);
    say(`${phase}: ${from + some} of ${count} bundles, ${Math.round(median(slice.each))} ms each`);
    const quarters = Math.floor((4 * (from + some)) / count);
    if (quarters === engineMB.length) continue;
    const resident = await residentOf(browser);
    const held = rounded(await heap.read());
    while (engineMB.length < quarters) engineMB.push(held);
    say(
      `${phase}: the engine ${held} MB, resident ${resident} MB, ${await residentOf(browser)} MB once it was collected`,
    );
  }
  const ms = sum(each);
  const tenth = Math.max(1, Math.floor(each.length / 10));
  return {
    bundles: count,
    ms: Math.round(ms),
    changesetsPerSecond: perSecond(count * changesetsEach, ms),
    engineMB,
    bundleMs: { early: rounded(median(each.slice(0, tenth))), late: rounded(median(each.slice(-tenth))) },
  };
}

const storedIn = async (page: Page): Promise<number> => (await page.evaluate(() => window.bench.stored())).bytes;

/** The main job's floor, on the first bundles of a phase; bytes sealed are the mean of all. */
async function measureFloor(
  page: Page,
  phase: 'news' | 'edits',
  { bundles, ms }: { readonly bundles: number; readonly ms: number },
  sealed: number,
  keys: Readonly<Record<string, string>>,
  say: (line: string) => void,
) {
  const some = Math.min(AT_ONCE, bundles);
  const floor = await page.evaluate(([which, of, known, each]) => window.bench.sides.floor(which, of, known, each), [
    phase,
    some,
    keys,
    Math.round(sealed / bundles),
  ] as const);
  const figures = {
    sealedBytes: sealed,
    floorBundleMs: rounded(floor.ms / some),
    timesTheFloor: rounded(ms / bundles / (floor.ms / some)),
  };
  say(`${phase}: ${JSON.stringify(figures)}`);
  return figures;
}
