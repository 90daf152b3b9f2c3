// Starts the engine's worker for the page and answers its door. Functions that cross over are marked as such
// here, so that views know nothing of it.

import { proxy, type Remote, wrap } from 'comlink';
import type { Desktop } from '#shared/wire/ipc.ts';
import type { Engine } from './door.ts';
import { startWorker } from './start-worker.ts';
// oxlint-disable-next-line import/default -- Vite answers the URL of the worker it built
import workerUrl from './worker.ts?worker&url';

export interface EngineClient {
  readonly engine: Engine;
  /** Ends the worker and everything in its memory. */
  readonly stop: () => void;
}

export function startEngine(): EngineClient {
  const worker = startWorker(workerUrl, 'engine');
  const remote = wrap<Engine>(worker);
  return { engine: clientOf(remote), stop: () => worker.terminate() };
}

function clientOf(remote: Remote<Engine>): Engine {
  const own: Partial<Engine> = {
    open: (session, desktop, progress) => remote.open(session, proxy(crossingDesktop(desktop)), proxy(progress)),
    subscribe: (listener) => remote.subscribe(proxy(listener)),
  };
  // Every other call goes over as it is, with the functions that it is given (a goOn) marked. `then` is not one: an engine is no promise.
  return new Proxy(own, {
    get: (target, name) => {
      if (name === 'then' || typeof name === 'symbol') return undefined;
      return (
        target[name as keyof Engine] ??
        ((...args: unknown[]) => (remote as unknown as Calls)[name]?.(...args.map(crossing)))
      );
    },
  }) as Engine;
}

const crossing = (arg: unknown): unknown => (typeof arg === 'function' ? proxy(arg as () => unknown) : arg);

type Calls = Readonly<Record<string, (...args: unknown[]) => Promise<unknown>>>;

/** The bridge is frozen, and what `on` answers is a function: both are made fit to cross. */
const crossingDesktop = (desktop: Desktop): Desktop => ({
  ...desktop,
  on: (name, listener) => proxy(desktop.on(name, (payload) => listener(payload))),
});
