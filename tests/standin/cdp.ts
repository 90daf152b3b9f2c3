// Chromium's DevTools protocol over its pipe (fd 3 in, fd 4 out, messages ended by a zero byte). The pipe, unlike
// a port, ends Chromium when this process dies in any way, so a killed app leaves no browser behind.

import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';

export type Facts = Record<string, unknown>;

/** A fact of a message as text; absent: ''. */
export const textOf = (fact: unknown): string =>
  typeof fact === 'string' ? fact : fact === undefined ? '' : `${JSON.stringify(fact)}`;

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Facts;
  readonly result?: Facts;
  readonly error?: { readonly message: string };
  readonly sessionId?: string;
}

interface Waiting {
  readonly resolve: (result: Facts) => void;
  readonly reject: (error: Error) => void;
}

/** Emits `<method>` for the browser's own events, and `<session id>` with (method, params) for a page's. */
export class Cdp extends EventEmitter {
  readonly #out: Writable;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;

  constructor(out: Writable, into: Readable) {
    super();
    this.#out = out;
    let rest = '';
    into.setEncoding('utf8');
    into.on('data', (text: string) => {
      const messages = (rest + text).split('\0');
      rest = messages.pop() ?? '';
      for (const message of messages) this.#receive(JSON.parse(message) as Message);
    });
    into.on('close', () => this.#end());
    out.on('error', () => this.#end());
  }

  send(method: string, params: Facts = {}, sessionId?: string): Promise<Facts> {
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject: (error) => reject(new Error(`${method}: ${error.message}`)) });
      this.#out.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  #receive({ id, method, params, result, error, sessionId }: Message): void {
    if (id === undefined) {
      if (sessionId === undefined) this.emit(method ?? '', params);
      else this.emit(sessionId, method, params);
      return;
    }
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) waiting?.resolve(result ?? {});
    else waiting?.reject(new Error(error.message));
  }

  #end(): void {
    for (const { reject } of this.#waiting.values()) reject(new Error('Chromium has ended'));
    this.#waiting.clear();
  }
}

/** For commands whose window may close under them: then nobody needs the answer. */
export const unheard = (promise: Promise<unknown>): void => {
  promise.catch(() => {});
};
