// A field worker's old laptop: the app opened cold on a notebook of 1,000 and of 10,000 records, on a processor four
// times slower. The notebook is filled at full speed; then this process, which is the main process's vault and journal,
// is slowed with all it starts, Chromium is started anew, and what a person does in the first minutes is timed. Cold is
// the program and not the disk: what the system keeps of files in its memory stays there.

import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Desktop } from '#shared/wire/ipc.ts';
import { watchEngineHeap } from '../coordinate/engine-heap.ts';
import { makeRegion } from '../coordinate/region.ts';
import { measureTyping, openApp } from '../main-job/app-page.ts';
import { rounded, sum } from '../main-job/figures.ts';
import { startHost } from '../main-job/host.ts';
import { startLaptop } from '../main-job/laptop.ts';
import { type BuiltPages, buildPages, startChromium } from '../main-job/page.ts';
import { measurePlaces, residentOf } from '../main-job/places.ts';
import { valueOf } from '../main-job/value-of.ts';
import { slowDown } from './slow-processes.ts';

const DEVICES = 4;
const RECORDS_EACH = 50;
const SLOWER = 4;
const PATIENCE = 300_000;
/** As the bench's page makes the notebook. */
const PASSPHRASE = 'una frase para el banco de pruebas';
const WORDS = ['migrantes', 'salud', 'frontera norte'] as const;

/** @param records of each notebook, a multiple of 200 */
export async function oldMachine(records: readonly number[], say: (line: string) => void): Promise<object> {
  const folder = await mkdtemp(join(tmpdir(), 'chasqui-bench-'));
  try {
    say('building the pages');
    const pages = await buildPages(join(folder, 'pages'));
    const notebooks: { [records: string]: object } = {};
    for (const count of records) {
      notebooks[count] = await notebookOf(count, join(folder, String(count)), pages, say);
    }
    return { timesSlower: SLOWER, notebooks };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function notebookOf(
  records: number,
  folder: string,
  pages: BuiltPages,
  say: (line: string) => void,
): Promise<object> {
  const laptop = startLaptop(join(folder, 'userData'));
  const host = await startHost(pages.folder, pages.files, laptop.handlers);
  const inChromium = join(folder, 'chromium');
  try {
    const filling = await startChromium(inChromium);
    let recordToEdit: string;
    try {
      const page = await filling.newPage();
      await page.goto(`${host.url}/bench/index.html`);
      const profile = await page.evaluate(() => window.bench.begin());
      const { root } = valueOf(await laptop.handlers.vaultSession());
      if (root === null) throw new Error('no root');
      const size = {
        organisations: records / (DEVICES * RECORDS_EACH),
        devicesEach: DEVICES,
        recordsEach: RECORDS_EACH,
      };
      const region = await makeRegion(
        { ...size, editsEach: 1 },
        profile,
        laptop.handlers as object as Desktop,
        root.kid,
        say,
      );
      host.offer({ news: region.news, edits: [], recordToEdit: '' as never });
      await page.evaluate(([phase, count]) => window.bench.takeIn(phase, count), ['news', region.news.length] as const);
      recordToEdit = await page.evaluate(() => window.bench.beginPractice());
      await page.evaluate(() => window.bench.end());
    } finally {
      await filling.close();
    }
    const diskMB = { chromium: await megabytesIn(inChromium), main: await megabytesIn(join(folder, 'userData')) };
    say(`${records} records: ${JSON.stringify(diskMB)} MB on the disk`);
    await laptop.handlers.vaultLock();
    const goOn = await slowDown(SLOWER);
    const begin = performance.now();
    const browser = await startChromium(inChromium);
    try {
      const app = await openApp(browser, host.url, pages);
      app.setDefaultTimeout(PATIENCE);
      await app.getByLabel('Frase secreta').fill(PASSPHRASE, { timeout: PATIENCE });
      const toLockMs = performance.now() - begin;
      const asked = performance.now();
      await app.getByRole('button', { name: 'Abrir el cuaderno' }).click();
      await app.getByRole('link', { name: 'Hoy', exact: true }).waitFor({ timeout: PATIENCE });
      await app.locator('main h1').first().waitFor({ timeout: PATIENCE });
      const toTodayMs = performance.now() - asked;
      const start = { toLockMs: Math.round(toLockMs), toTodayMs: Math.round(toTodayMs) };
      say(`start: ${JSON.stringify(start)}`);
      const places = await measurePlaces(browser, app, say);
      const keystrokeToPainted = await measureTyping(app, recordToEdit);
      const residentMB = await residentOf(browser);
      await app.close();
      const page = await browser.newPage();
      await page.goto(`${host.url}/bench/index.html`);
      await page.evaluate(() => window.bench.reopen());
      const heap = await watchEngineHeap(page);
      const search = await page.evaluate((words) => window.bench.search(words), WORDS);
      const engineMB = rounded(await heap.read());
      await heap.stop();
      await page.evaluate(() => window.bench.end());
      return {
        diskMB,
        start,
        places,
        keystrokeToPainted,
        search: { firstMs: rounded(search.firstMs), wholeMs: rounded(search.wholeMs) },
        residentMB,
        engineMB,
      };
    } finally {
      await goOn();
      await browser.close();
    }
  } finally {
    await host.stop();
    laptop.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function megabytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return rounded(sum(await Promise.all(files.map(async (file) => (await stat(file)).size))) / 1e6);
}
