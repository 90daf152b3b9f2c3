// Starts the engine's worker for the page and answers its door. Functions that cross over are marked as such
// here, so that views know nothing of it. Under `require-trusted-types-for 'script'` a worker is made only from
// a URL that a policy vouches for: this one vouches for the engine's own file, of this origin, alone.

import { proxy, type Remote, wrap } from 'comlink';
import type { Desktop } from '#shared/wire/ipc.ts';
import type { Engine } from './door.ts';
// oxlint-disable-next-line import/default -- Vite answers the URL of the worker it built
import workerUrl from './worker.ts?worker&url';

export interface EngineClient {
  readonly engine: Engine;
  /** Ends the worker and everything in its memory. */
  readonly stop: () => void;
}

export function startEngine(): EngineClient {
  const worker = new Worker(trustedUrl(new URL(workerUrl, import.meta.url).href), { type: 'module', name: 'engine' });
  const remote = wrap<Engine>(worker);
  return { engine: clientOf(remote), stop: () => worker.terminate() };
}

function clientOf(remote: Remote<Engine>): Engine {
  const own: Partial<Engine> = {
    open: (session, desktop, progress) => remote.open(session, proxy(crossingDesktop(desktop)), proxy(progress)),
    subscribe: (listener) => remote.subscribe(proxy(listener)),
  };
  // Every other call goes over as it is. `then` is not one: an engine is no promise.
  return new Proxy(own, {
    get: (target, name) => {
      if (name === 'then' || typeof name === 'symbol') return undefined;
      return target[name as keyof Engine] ?? ((...args: unknown[]) => (remote as unknown as Calls)[name]?.(...args));
    },
  }) as Engine;
}

type Calls = Readonly<Record<string, (...args: unknown[]) => Promise<unknown>>>;

/** The bridge is frozen, and what `on` answers is a function: both are made fit to cross. */
const crossingDesktop = (desktop: Desktop): Desktop => ({
  ...desktop,
  on: (name, listener) => proxy(desktop.on(name, (payload) => listener(payload))),
});

interface TrustedTypesOfPage {
  readonly trustedTypes?: {
    createPolicy(
      name: string,
      rules: { createScriptURL: (url: string) => string },
    ): { createScriptURL(url: string): string };
  };
}

function trustedUrl(url: string): string {
  const { trustedTypes } = globalThis as TrustedTypesOfPage;
  if (trustedTypes === undefined) return url;
  const policy = trustedTypes.createPolicy('chasqui-engine', {
    createScriptURL: (asked) => {
      if (asked !== url || new URL(asked).origin !== location.origin) throw new Error('not the engine');
      return asked;
    },
  });
  return policy.createScriptURL(url);
}
