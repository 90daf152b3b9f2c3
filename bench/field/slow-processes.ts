// An old laptop's processor, by letting Chromium run only a part of the time: all of its processes stand still and go
// on again in turn, many times a second, so its workers and the platform's threads are slow as well as its page. The
// inspector's own throttling slows the page's thread alone, which is the least of what this app does.

import { readdir, readFile } from 'node:fs/promises';
import type { BrowserContext } from 'playwright';
import { processesOf } from '../main-job/places.ts';

/** Milliseconds of running and standing together: short beside what a person notices. */
const PERIOD = 40;
/** Processes come and go: so often they are looked for. */
const LOOK = 200;

/**
 * Slows a Chromium until what is answered is called.
 * @param times 4: it runs a quarter of the time
 */
export async function slowDown(browser: BrowserContext, times: number): Promise<() => Promise<void>> {
  const root = await mainProcessOf(browser);
  let pids = await familyOf(root);
  let isSlow = true;
  const give = (signal: 'SIGSTOP' | 'SIGCONT'): void => {
    for (const pid of pids) {
      try {
        process.kill(pid, signal);
      } catch {
        // it ended meanwhile
      }
    }
  };
  const alternating = (async () => {
    while (isSlow) {
      give('SIGSTOP');
      await pause(PERIOD - PERIOD / times);
      give('SIGCONT');
      await pause(PERIOD / times);
    }
  })();
  const looking = (async () => {
    while (isSlow) {
      await pause(LOOK);
      pids = await familyOf(root);
    }
  })();
  return async () => {
    isSlow = false;
    await Promise.all([alternating, looking]);
    pids = await familyOf(root);
    give('SIGCONT');
  };
}

async function mainProcessOf(browser: BrowserContext): Promise<number> {
  const main = (await processesOf(browser)).find(({ type }) => type === 'browser');
  if (main === undefined) throw new Error('no main process');
  return main.id;
}

/** A process and all that descend from it (Linux). */
async function familyOf(root: number): Promise<readonly number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const parents = new Map<number, number>();
  for (const pid of pids) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    const parent = / \S (\d+) /.exec(stat.slice(stat.lastIndexOf(')')))?.[1];
    if (parent !== undefined) parents.set(Number(pid), Number(parent));
  }
  const isOfFamily = (pid: number | undefined): boolean =>
    pid !== undefined && (pid === root || isOfFamily(parents.get(pid)));
  return [...parents.keys()].filter(isOfFamily);
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
