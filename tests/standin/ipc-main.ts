// `ipcMain`: the handlers of the main process, and what a message from a page meets.

import { EventEmitter } from 'node:events';
import { codec } from './clone.ts';

/** What a handler gets first; `senderFrame` is the page's main frame, the only one with a preload. */
export interface IpcEvent {
  readonly sender: unknown;
  readonly senderFrame: { readonly url: string; readonly origin: string; readonly parent: null };
}

type Handler = (event: IpcEvent, ...args: unknown[]) => unknown;

export interface IpcMessage {
  /** absent: sent without asking for an answer */
  readonly id?: number;
  readonly channel: string;
  readonly args: unknown;
  readonly url: string;
}

const handlers = new Map<string, Handler>();

export const ipcMain = Object.assign(new EventEmitter(), {
  handle: (channel: string, handler: Handler): void => {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    handlers.set(channel, handler);
  },
  removeHandler: (channel: string): void => {
    handlers.delete(channel);
  },
});

/** Runs the handler a message names; answers what goes back to the page, or undefined where nothing does. */
export async function answerMessage({ id, channel, args }: IpcMessage, event: IpcEvent): Promise<object | undefined> {
  const given = codec.unpack(args) as unknown[];
  if (id === undefined) {
    ipcMain.emit(channel, event, ...given);
    return undefined;
  }
  try {
    const handler = handlers.get(channel);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    return { id, value: codec.pack(await handler(event, ...given)) };
  } catch (error) {
    return { id, error: `Error invoking remote method '${channel}': ${String(error)}` };
  }
}
