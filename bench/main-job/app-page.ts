// The app's own page over the bench's services: what script its first page loads, and keystroke → painted in its
// record form, from the key's own time stamp to the first task after the frame that shows it. Chromium draws 60
// frames a second, so up to a frame of it is waiting.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { BrowserContext, Page } from 'playwright';
import { median, quantile, rounded, sum } from './figures.ts';
import type { BuiltPages } from './page.ts';

/** Letters that have a key: others would come as text, without a keystroke. */
const TEXT = 'Las personas migrantes piden apoyo en su propio idioma. ';
const REPEATS = 3;

declare global {
  interface Window {
    keyTimes: number[];
  }
}

export async function openApp(browser: BrowserContext, url: string, { folder }: BuiltPages): Promise<Page> {
  const page = await browser.newPage();
  await page.addInitScript({ path: join(folder, 'bridge/bridge.js') });
  await page.goto(`${url}/app/index.html`);
  return page;
}

/** All script that was loaded when the first page stood still: lock or first run. */
export async function measureScript(page: Page, { folder }: BuiltPages): Promise<object> {
  await page.locator('main input').first().waitFor();
  await page.waitForLoadState('networkidle');
  const names = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name).pathname)
      .filter((path) => path.endsWith('.js')),
  );
  const files = await Promise.all([...new Set(names)].map((path) => readFile(join(folder, path))));
  return {
    files: files.length,
    bytes: sum(files.map(({ length }) => length)),
    gzippedBytes: sum(files.map((file) => gzipSync(file, { level: 9 }).length)),
  };
}

/** @param record one whose first section has a text */
export async function measureTyping(page: Page, record: string): Promise<object> {
  await page.evaluate((id) => {
    location.hash = `#/record/${id}/edit`;
  }, record);
  const box = page.locator('main :is(textarea, input[type="text"], input:not([type]))').first();
  await box.waitFor({ timeout: 60_000 });
  await box.focus();
  await page.evaluate(() => {
    window.keyTimes = [];
    const noteWhenPainted = ({ timeStamp }: KeyboardEvent): void => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => window.keyTimes.push(performance.now() - timeStamp);
        port2.postMessage(null);
      });
    };
    addEventListener('keydown', noteWhenPainted, { capture: true });
  });
  const typed = TEXT.repeat(REPEATS);
  await page.keyboard.press('End');
  await page.keyboard.type(typed, { delay: 50 });
  await page.waitForFunction((keys) => window.keyTimes.length >= keys, typed.length);
  if (!(await box.inputValue()).includes(TEXT.trim())) throw new Error('what was typed is not shown');
  const each = (await page.evaluate(() => window.keyTimes)).slice(-typed.length);
  return { keys: each.length, medianMs: rounded(median(each)), p95Ms: rounded(quantile(each, 0.95)) };
}
