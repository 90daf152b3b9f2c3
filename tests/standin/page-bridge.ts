// The stand-in's half inside Chromium: contextBridge between the page's world and the preload's isolated world,
// and the `electron` module a sandboxed preload sees. Each function here is sent as source text (`String(fn)`)
// and so uses nothing from outside its own body. Worlds talk by synchronous DOM events, whose `detail` Chromium
// clones from one world into the other.

import type { Base64, Codec } from './clone.ts';

type Callable = (...args: unknown[]) => unknown;
type Bag = Record<string, unknown>;
export interface BridgeNames {
  readonly toPage: string;
  readonly toPreload: string;
}

/** One end of contextBridge; both worlds run it. Functions and promises cross as numbered proxies. */
export function makeBridge(outEvent: string, inEvent: string): { expose: (key: string, value: unknown) => void } {
  const functions = new Map<number, Callable>();
  const numbers = new WeakMap<Callable, number>();
  let reply: Bag | undefined;

  const isPlain = (value: unknown): value is Bag => {
    if (value === null || typeof value !== 'object') return false;
    const prototype: unknown = Object.getPrototypeOf(value);
    return prototype === Object.prototype || prototype === null;
  };
  const number = (fn: Callable): number => {
    const known = numbers.get(fn) ?? functions.size;
    numbers.set(fn, known);
    functions.set(known, fn);
    return known;
  };
  const facts = (error: unknown): Bag => {
    const { message, name } = error as Partial<Error>;
    return { message: String(message ?? error), name: String(name ?? 'Error') };
  };
  const asError = (error: Bag): Error => Object.assign(new Error(String(error['message'])), { name: error['name'] });

  function wrap(value: unknown): unknown {
    if (typeof value === 'function') return { $function: number(value as Callable) };
    if (value instanceof Promise) {
      const settle: Callable = (resolve, reject) => {
        value.then(resolve as Callable, (error: unknown) => (reject as Callable)(facts(error)));
      };
      return { $promise: number(settle) };
    }
    if (Array.isArray(value)) return value.map(wrap);
    return isPlain(value) ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, wrap(inner)])) : value;
  }

  function unwrap(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(unwrap);
    if (!isPlain(value)) return value;
    if ('$function' in value) return (...args: unknown[]) => call(Number(value['$function']), args);
    if ('$promise' in value) {
      return new Promise((resolve, reject) => {
        call(Number(value['$promise']), [resolve, (error: unknown) => reject(asError(error as Bag))]);
      });
    }
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unwrap(inner)]));
  }

  function call(id: number, args: readonly unknown[]): unknown {
    reply = undefined;
    window.dispatchEvent(new CustomEvent(outEvent, { detail: { call: id, args: wrap(args) } }));
    const answer = reply as Bag | undefined;
    if (answer === undefined) throw new Error('contextBridge: the other world is gone');
    if (answer['error'] !== undefined) throw asError(answer['error'] as Bag);
    return unwrap(answer['value']);
  }

  function answerCall(id: number, args: unknown): Bag {
    try {
      return { value: wrap(functions.get(id)?.(...(unwrap(args) as unknown[]))) };
    } catch (error) {
      return { error: facts(error) };
    }
  }

  function freeze(value: unknown): unknown {
    if (!isPlain(value)) return value;
    Object.values(value).forEach(freeze);
    return Object.freeze(value);
  }

  window.addEventListener(inEvent, (event) => {
    const detail = (event as CustomEvent<Bag>).detail;
    if (detail['reply'] !== undefined) reply = detail['reply'] as Bag;
    else if (typeof detail['expose'] === 'string') {
      Object.defineProperty(window, detail['expose'], { value: freeze(unwrap(detail['value'])), enumerable: true });
    } else {
      const answer = answerCall(Number(detail['call']), detail['args']);
      window.dispatchEvent(new CustomEvent(outEvent, { detail: { reply: answer } }));
    }
  });

  return {
    expose: (key, value) => {
      window.dispatchEvent(new CustomEvent(outEvent, { detail: { expose: key, value: wrap(value) } }));
    },
  };
}

/** What a sandboxed preload script may reach: `require('electron')` and a `process` without powers. */
export function preloadScope(
  bridgeMaker: typeof makeBridge,
  codecMaker: (base64: Base64) => Codec,
  names: BridgeNames,
  process: unknown,
): { require: (name: string) => unknown; process: unknown } {
  const world = globalThis as unknown as {
    standinSend: (text: string) => void;
    standinReceive: (message: Bag) => void;
  };
  const { pack, unpack } = codecMaker({
    encode: (bytes) => (bytes as unknown as { toBase64: () => string }).toBase64(),
    decode: (text) => (Uint8Array as unknown as { fromBase64: (text: string) => Uint8Array }).fromBase64(text),
  });
  const waiting = new Map<number, { resolve: Callable; reject: Callable }>();
  const listeners = new Map<string, Callable[]>();
  let last = 0;

  const post = (message: Bag): void => world.standinSend(JSON.stringify({ ...message, url: location.href }));
  world.standinReceive = (message) => {
    if (message['id'] === undefined) {
      const args = unpack(message['args']) as unknown[];
      for (const listener of listeners.get(String(message['channel'])) ?? [])
        listener({ sender: ipcRenderer }, ...args);
      return;
    }
    const call = waiting.get(Number(message['id']));
    waiting.delete(Number(message['id']));
    if (message['error'] === undefined) call?.resolve(unpack(message['value']));
    else call?.reject(new Error(message['error'] as string));
  };

  const ipcRenderer = {
    invoke: (channel: string, ...args: unknown[]) => {
      const id = ++last;
      return new Promise((resolve, reject) => {
        const packed = pack(args);
        waiting.set(id, { resolve, reject });
        post({ id, channel, args: packed });
      });
    },
    send: (channel: string, ...args: unknown[]) => post({ channel, args: pack(args) }),
    on: (channel: string, listener: Callable) => {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      return ipcRenderer;
    },
    off: (channel: string, listener: Callable) => {
      listeners.set(
        channel,
        (listeners.get(channel) ?? []).filter((known) => known !== listener),
      );
      return ipcRenderer;
    },
    removeListener: (channel: string, listener: Callable) => ipcRenderer.off(channel, listener),
  };
  const { expose } = bridgeMaker(names.toPage, names.toPreload);
  const electron = { ipcRenderer, contextBridge: { exposeInMainWorld: expose } };
  const require = (name: string): unknown => {
    if (name === 'electron') return electron;
    throw new Error(`module not found: ${name}`);
  };
  return { require, process };
}
