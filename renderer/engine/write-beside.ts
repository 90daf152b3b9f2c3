// Writes a file in a worker of its own, which is ended when the person stops it, in the middle of whatever it does:
// nothing is anywhere yet by then. It is the only way of writing: a second one here would carry its libraries twice.

import { wrap } from 'comlink';
import type { GoOn } from './report-views.ts';
import { startWorker } from './start-worker.ts';
import type { Writing } from './writer.ts';
import type { WriterWorker } from './writer-worker.ts';
// oxlint-disable-next-line import/default -- Vite answers the URL of the worker it built
import workerUrl from './writer-worker.ts?worker&url';

/** The person is asked so often whether to go on. */
const ASKED_EVERY_MS = 250;

/** undefined: it was stopped */
export async function writeBeside(writing: Writing, goOn: GoOn): Promise<Uint8Array | undefined> {
  const worker = startWorker(workerUrl, 'writer');
  const broken = new Promise<never>((_resolve, reject) => {
    worker.addEventListener('error', () => reject(new Error('the writer broke')));
  });
  try {
    return await unlessStopped(Promise.race([wrap<WriterWorker>(worker).write(writing), broken]), goOn);
  } finally {
    worker.terminate();
  }
}

/**
 * Waits for work that cannot say how far it is; meanwhile it is said how many seconds it has taken.
 * @returns undefined: it was stopped, and the work is to be ended
 */
export async function unlessStopped<T>(work: Promise<T>, goOn: GoOn): Promise<T | undefined> {
  const from = performance.now();
  let isOver = false;
  const over = work.finally(() => {
    isOver = true;
  });
  const stopped = (async (): Promise<undefined> => {
    while (!isOver && (await goOn(Math.floor((performance.now() - from) / 1000), null)))
      await Promise.race([over, new Promise((resolve) => setTimeout(resolve, ASKED_EVERY_MS))]);
    return undefined;
  })();
  return Promise.race([over, stopped]);
}
