// The door between page and main process. Every call of the one schema is registered here with a handler (one
// that is missing is a type error), behind two questions: does it come from the main frame of our own window and
// origin, and are the arguments what the schema says? Answers are values; a bug in a handler rejects with the
// bare word 'internal' and nothing of its message.

import * as z from 'zod/mini';
import { type AnswerOf, type ArgsOf, type CallName, calls, channelOf } from '#shared/wire/ipc.ts';
import type { Code } from './codes.ts';
import { ORIGIN } from './local-addresses.ts';

export type Handlers = {
  readonly [Name in CallName]: (...args: ArgsList<Name>) => AnswerOf<Name> | Promise<AnswerOf<Name>>;
};
type ArgsList<Name extends CallName> = ArgsOf<Name> extends infer Args extends readonly unknown[] ? Args : never;

/** What Electron tells of the sender; a plain part of IpcMainInvokeEvent. */
export interface Sender {
  readonly sender: unknown;
  readonly senderFrame: { readonly url: string; readonly origin: string; readonly parent: unknown } | null;
}

export interface DoorPorts {
  readonly handle: (channel: string, listener: (event: Sender, ...args: unknown[]) => Promise<unknown>) => void;
  /** the webContents of our one window */
  readonly page: () => unknown;
  readonly say: (code: Code, where: string, error?: unknown) => void;
}

export function openDoor({ handle, page, say }: DoorPorts, handlers: Handlers): void {
  for (const name of Object.keys(calls) as CallName[]) {
    const handler = handlers[name] as (...args: unknown[]) => unknown;
    handle(channelOf(name), async (event, ...args) => {
      if (!isOurs(event, page())) return refuse('untrustedSender', name);
      const checked = z.safeParse(calls[name].args, args);
      if (!checked.success) return refuse('badArguments', name);
      try {
        return await handler(...(checked.data as readonly unknown[]));
      } catch (error) {
        say('bug', name, error);
        throw new Error('internal');
      }
    });
  }

  function refuse(code: 'untrustedSender' | 'badArguments', name: CallName): never {
    say(code, name);
    throw new Error(code);
  }
}

const isOurs = ({ sender, senderFrame }: Sender, page: unknown): boolean =>
  page !== undefined &&
  sender === page &&
  senderFrame !== null &&
  senderFrame.parent === null &&
  senderFrame.origin === ORIGIN &&
  senderFrame.url.startsWith(`${ORIGIN}/`);
