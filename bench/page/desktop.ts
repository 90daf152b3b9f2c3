// The main process as the bench page sees it: the app's own services (vault, journal, kept bundles) in Node, over
// loopback HTTP in place of Electron's IPC. Nothing is told unasked.

import { calls, type CallName, type Desktop } from '#shared/wire/ipc.ts';
import { bytesToValue, valueToBytes } from './call-bytes.ts';

async function call(name: CallName, args: readonly unknown[]): Promise<unknown> {
  const answer = await fetch(`/call/${name}`, { method: 'POST', body: valueToBytes(args) });
  if (!answer.ok) throw new Error(`${name}: ${await answer.text()}`);
  return bytesToValue(new Uint8Array(await answer.arrayBuffer()));
}

const methods = (Object.keys(calls) as CallName[]).map((name) => [name, (...args: unknown[]) => call(name, args)]);

export const desktop = { ...Object.fromEntries(methods), on: () => () => undefined } as object as Desktop;
