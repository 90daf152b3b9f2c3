// The app's own page, visited place by place by one who is in a hurry: how long until each stands still, how long the
// page was busy without a break, and what the processes of Chromium hold resident.

import { readFile } from 'node:fs/promises';
import type { BrowserContext, Page } from 'playwright';
import { median, rounded, sum } from './figures.ts';

const PLACES = ['today', 'board', 'records', 'inbox', 'hand-over', 'activity'] as const;
/** Longer than this the page may not be busy. */
const LONG = 100;

declare global {
  interface Window {
    longTasks: number[];
  }
}

/** What each place costs the page: until it stands still, and its longest task, the first time and then. */
export async function measurePlaces(
  browser: BrowserContext,
  page: Page,
  say: (line: string) => void,
): Promise<Readonly<Record<string, object>>> {
  const places: { [place: string]: object } = {};
  await page.locator('main h1').first().waitFor({ timeout: 300_000 });
  await page.evaluate(() => {
    window.longTasks = [];
    new PerformanceObserver((list) => {
      window.longTasks.push(...list.getEntries().map(({ duration }) => duration));
    }).observe({ type: 'longtask', buffered: false });
  });
  for (const place of PLACES) {
    const visits: { readonly ms: number; readonly longest: number }[] = [];
    for (let visit = 0; visit < 3; visit++) {
      await untilStill(page, 'profile');
      visits.push(await visited(page, place));
    }
    const longest = Math.max(...visits.map((visit) => visit.longest));
    places[place] = {
      firstMs: rounded(visits[0]?.ms ?? Number.NaN),
      againMs: rounded(median(visits.slice(1).map(({ ms }) => ms))),
      longestTaskMs: rounded(longest),
      isWithin: longest <= LONG,
    };
    say(`${place}: ${JSON.stringify(places[place])}`);
  }
  say(`${rounded(await residentOf(browser))} MB resident`);
  return places;
}

async function visited(page: Page, place: string): Promise<{ readonly ms: number; readonly longest: number }> {
  await page.evaluate(() => {
    window.longTasks.length = 0;
  });
  const ms = await untilStill(page, place);
  return { ms, longest: await page.evaluate(() => Math.max(0, ...window.longTasks)) };
}

/** Goes to a place; milliseconds until what is on the page changed last, before it stood still for two seconds. */
const untilStill = (page: Page, place: string): Promise<number> =>
  page.evaluate(
    (to) =>
      new Promise<number>((resolve) => {
        const begin = performance.now();
        let last = begin;
        const observer = new MutationObserver(() => {
          last = performance.now();
        });
        observer.observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true });
        location.hash = `#/${to}`;
        const look = setInterval(() => {
          if (performance.now() - last < 2000) return;
          clearInterval(look);
          observer.disconnect();
          resolve(last - begin);
        }, 50);
      }),
    place,
  );

/** Of all processes of this Chromium, in MB. */
export async function residentOf(browser: BrowserContext): Promise<number> {
  const sizes = await Promise.all((await processesOf(browser)).map(({ id }) => residentBytes(id)));
  return rounded(sum(sizes) / 1e6);
}

/** As Chromium lists its own: the main one is of type `browser`. */
async function processesOf(
  browser: BrowserContext,
): Promise<readonly { readonly id: number; readonly type: string }[]> {
  const session = await browser.browser()?.newBrowserCDPSession();
  if (session === undefined) throw new Error('no browser');
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo;
}

/** What several share is divided among them (Linux). */
async function residentBytes(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0) * 1024;
}
