// The main job, measured: one device is the secretariat of 10,000 records. Everything of the app is real (engine
// in its worker, store in Chromium's IndexedDB on the disk, vault, journal and kept bundles with their fsyncs);
// only Electron's IPC is loopback HTTP. Figures are told with their machine, and count as ratios within a run.

import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright';
import { canonicalText, type Json } from '#shared/base/json.ts';
import type { Signed } from '#shared/log/envelope.ts';
import { signCard } from '#shared/log/roster.ts';
import { type FakeKey, fakeKey } from '#scripts/headless/keys.ts';
import type {} from '../page/bench.ts';
import { measureScript, measureTyping, openApp } from './app-page.ts';
import type { BenchDevice } from './bundles.ts';
import { median, quantile, rounded } from './figures.ts';
import { startHost } from './host.ts';
import { type InputSize, makeInput } from './input.ts';
import { startLaptop } from './laptop.ts';
import { type BuiltPages, buildPages, startChromium } from './page.ts';
import { RECORD_BYTES } from './records.ts';
import { measureSaving } from './saving.ts';
import { measureTakingIn } from './taking-in.ts';

const DEVICES = 11;
const SAVES = 100;
const SEARCHED = ['migrantes', 'salud', 'regularización', 'niñez refugio', 'trabalho', 'xenofobia'];

export async function mainJob(size: InputSize, say: (line: string) => void): Promise<object> {
  const folder = await mkdtemp(join(tmpdir(), 'chasqui-bench-'));
  const laptop = startLaptop(join(folder, 'userData'));
  try {
    say('building the pages');
    const pages = await buildPages(join(folder, 'pages'));
    const host = await startHost(pages.folder, pages.files, laptop.handlers);
    const browser = await startChromium(join(folder, 'chromium'));
    try {
      const measured = await measure({ browser, pages, size, say, ...host });
      return { job: 'main-job', date: new Date().toISOString(), machine: machineOf(browser), ...measured };
    } finally {
      await browser.close();
      await host.stop();
    }
  } finally {
    laptop.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Ground extends Pick<Awaited<ReturnType<typeof startHost>>, 'url' | 'offer'> {
  readonly browser: BrowserContext;
  readonly pages: BuiltPages;
  readonly size: InputSize;
  readonly say: (line: string) => void;
}

async function measure({ browser, pages, size, say, url, offer }: Ground): Promise<object> {
  const first = await openApp(browser, url, pages);
  const firstPageScript = await measureScript(first, pages);
  await first.close();

  const page = await browser.newPage();
  page.on('pageerror', (error) => say(`page: ${error.message}`));
  await page.goto(`${url}/bench/index.html`);
  const profile = await page.evaluate(() => window.bench.begin());
  const keys = Array.from({ length: DEVICES }, (_, at) => fakeKey(`bench device ${at}`));
  const devices = await enrolled(page, keys);
  say('making the input');
  const input = await makeInput(size, profile, devices);
  offer(input);

  const publicKeys = Object.fromEntries(keys.map(({ kid, key }) => [kid, key]));
  const takeIn = await measureTakingIn(page, input, publicKeys, say);
  say('opening, finding, saving');
  const opening = await page.evaluate(() => window.bench.reopen());
  const search = await page.evaluate((words) => window.bench.search(words), SEARCHED);
  const throughEngine = await page.evaluate((times) => window.bench.save(times), SAVES);
  const saving = { ...(await measureSaving()), throughEngine: timesOf(throughEngine) };
  await page.evaluate(() => window.bench.end());
  await page.close();

  say('typing');
  const app = await openApp(browser, url, pages);
  const keystroke = await measureTyping(app, input.recordToEdit);
  return {
    records: { count: size.bundles * size.changesetsEach, bytesEach: RECORD_BYTES },
    takeIn,
    unlockToList: {
      passphraseMs: rounded(opening.passphraseMs),
      openMs: rounded(opening.openMs),
      firstListPageMs: rounded(opening.listMs),
      openToListMs: rounded(opening.openMs + opening.listMs),
      rows: opening.rows,
      rebuilt: opening.rebuilt,
    },
    search: {
      firstMs: rounded(search.firstMs), // right after unlocking: titles and short texts, and whatever was read by then
      firstFound: search.firstFound,
      firstWholeMs: rounded(search.wholeMs), // everything was read
      warm: timesOf(search.times.map(({ ms }) => ms)),
      found: Object.fromEntries(search.times.map(({ word, found }) => [word, found])),
    },
    saving,
    keystrokeToPainted: keystroke,
    firstPageScript,
  };
}

/** Enrolled by the secretariat, as devices of several organisations. */
async function enrolled(page: Page, keys: readonly FakeKey[]): Promise<readonly BenchDevice[]> {
  const devices: BenchDevice[] = [];
  for (const [at, { key, signer }] of keys.entries()) {
    const card = await signCard({ key, name: `Equipo ${at}`, recipient: null }, signer);
    const given = [canonicalText(card as object as Json), `Casa ${at % 5}`] as const;
    const text = await page.evaluate(([text, organisation]) => window.bench.enrol(text, organisation), given);
    devices.push({ signer, credentials: JSON.parse(text) as readonly Signed[], head: null, lamport: 0 });
  }
  return devices;
}

const timesOf = (each: readonly number[]): object => ({
  times: each.length,
  medianMs: rounded(median(each)),
  p95Ms: rounded(quantile(each, 0.95)),
});

const machineOf = (browser: BrowserContext): object => ({
  cpu: cpus()[0]?.model ?? '',
  cores: availableParallelism(),
  memoryGiB: rounded(totalmem() / 2 ** 30),
  platform: `${process.platform} ${process.arch}`,
  node: process.versions.node,
  chromium: browser.browser()?.version() ?? '',
  loadAtEnd: loadavg().map(rounded),
});
