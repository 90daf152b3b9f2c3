// The opener in a worker beside the engine's. It is started with the first bundle and ended when none has come for a
// while, so that nothing of what it read stays in memory. Where it cannot be started, or ends by itself, bundles are
// opened here.

import { proxy, wrap } from 'comlink';
import { err, type Result } from '#shared/base/result.ts';
import type { VaultProblem } from '#shared/wire/problems.ts';
import { type Opener, openerHere, type Opening } from './opener.ts';
import type { OpenerWorker } from './opener-worker.ts';
// oxlint-disable-next-line import/default -- Vite answers the URL of the worker it built
import workerUrl from './opener-worker.ts?worker&url';
import { startWorker } from './start-worker.ts';

const IDLE_MS = 10_000;

type Answer = Result<Opening, VaultProblem>;

interface Started {
  readonly worker: Worker;
  readonly open: OpenerWorker['open'];
  /** resolves when the worker is no more; null: it failed */
  readonly ended: Promise<Answer | null>;
  readonly end: (answer: Answer | null) => void;
}

export function openerBeside(): Opener {
  let started: Started | undefined;
  let pending = 0;
  let idle: ReturnType<typeof setTimeout> | undefined;

  const end = (answer: Answer | null): void => {
    clearTimeout(idle);
    started?.worker.terminate();
    started?.end(answer);
    started = undefined;
  };

  return {
    async open(bytes, host, isWorkshop) {
      clearTimeout(idle);
      started ??= start(() => end(null));
      pending++;
      try {
        const crossing = proxy({ unwrap: host.unwrap, keysOf: host.keysOf });
        const answer = await Promise.race([started.open(bytes, crossing, isWorkshop), started.ended]);
        return answer ?? (await openerHere.open(bytes, host, isWorkshop));
      } finally {
        pending--;
        clearTimeout(idle);
        if (pending === 0) idle = setTimeout(() => end(null), IDLE_MS);
      }
    },
    stop: () => end(err({ type: 'vaultLocked' })),
  };
}

function start(onFailure: () => void): Started {
  const worker = startWorker(workerUrl, 'opener');
  worker.addEventListener('error', onFailure);
  const { promise: ended, resolve: end } = Promise.withResolvers<Answer | null>();
  const remote = wrap<OpenerWorker>(worker);
  return { worker, open: (bytes, host, isWorkshop) => remote.open(bytes, host, isWorkshop), ended, end };
}
