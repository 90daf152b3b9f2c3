// From the key to a locked notebook, on the app's own page over its own services (loopback in place of IPC): until the
// lock or the neutral page is painted, and until the keys are dropped behind it. A record is open in the form, with
// words just typed, which reach the journal first.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { openApp } from '../main-job/app-page.ts';
import { median, rounded } from '../main-job/figures.ts';
import { startHost } from '../main-job/host.ts';
import { startLaptop } from '../main-job/laptop.ts';
import { buildPages, startChromium } from '../main-job/page.ts';

const PASSPHRASE = 'una frase para el banco de pruebas';
const ROUNDS = 5;

declare global {
  interface Window {
    leftAt: { pressed: number; painted: number };
  }
}

export async function leavingTimes(say: (line: string) => void) {
  const folder = await mkdtemp(join(tmpdir(), 'chasqui-bench-leaving-'));
  const { handlers, stop } = startLaptop(join(folder, 'laptop'));
  let lockedAt = 0;
  const noted = {
    ...handlers,
    vaultLock: async () => {
      await handlers.vaultLock();
      lockedAt = Date.now();
    },
  };
  say('building the page …');
  const pages = await buildPages(join(folder, 'pages'));
  const host = await startHost(pages.folder, pages.files, noted);
  const browser = await startChromium(join(folder, 'chromium'));
  try {
    const page = await openApp(browser, host.url, pages);
    await page.getByRole('button', { name: 'Seguir' }).click({ timeout: 60_000 });
    await page.getByLabel('Frase secreta').fill(PASSPHRASE);
    await page.getByLabel('La misma frase, otra vez').fill(PASSPHRASE);
    await page.getByRole('button', { name: 'Empezar el cuaderno' }).click();
    await page.getByRole('button', { name: 'Más tarde', exact: true }).click({ timeout: 60_000 });
    await page.getByRole('button', { name: /^Nueva consulta/ }).click({ timeout: 60_000 });
    const address = page.url();
    const leave = async (key: string) => {
      const times = { painted: [] as number[], dropped: [] as number[] };
      for (let round = 0; round < ROUNDS; round++) {
        say(`${key}, ${round + 1} of ${ROUNDS}`);
        const { pressed, painted } = await leaveBy(page, key, address);
        times.painted.push(painted - pressed);
        times.dropped.push(lockedAt - pressed);
        await comeBack(page);
      }
      return { paintedMs: rounded(median(times.painted)), keysDroppedMs: rounded(median(times.dropped)) };
    };
    return { lock: await leave('Control+l'), quickExit: await leave('F9') };
  } finally {
    await browser.close();
    await host.stop();
    stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function leaveBy(page: Page, key: string, address: string): Promise<Window['leftAt']> {
  await page.evaluate((to) => (location.href = to), address);
  const title = page.getByLabel(/^Título de la consulta/);
  await title.fill('Consulta', { timeout: 60_000 });
  await page.evaluate(() => {
    window.leftAt = { pressed: 0, painted: 0 };
    const clock = (time: number): number => performance.timeOrigin + time;
    addEventListener('keydown', ({ timeStamp }) => (window.leftAt.pressed = clock(timeStamp)), { capture: true });
    const isGone = (): boolean => document.querySelector('nav') === null;
    const look = (): void => {
      if (window.leftAt.pressed > 0 && isGone()) window.leftAt.painted = clock(performance.now());
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await title.press(key);
  await page.waitForFunction(() => window.leftAt.painted > 0);
  await page.waitForTimeout(500); // the keys are dropped after the page is gone
  return page.evaluate(() => window.leftAt);
}

async function comeBack(page: Page): Promise<void> {
  const back = page.getByRole('button', { name: 'Continuar' });
  if (await back.isVisible()) await back.click();
  await page.getByLabel('Frase secreta').fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Abrir el cuaderno' }).click();
  await page.getByRole('navigation').first().waitFor({ timeout: 60_000 });
}
