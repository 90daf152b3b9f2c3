// The main process as the bench page sees it: the app's own services (vault, journal, kept bundles) in Node, over one
// loopback socket in place of Electron's IPC. Nothing is told unasked.

import { calls, type CallName, type Desktop } from '#shared/wire/ipc.ts';
import { bytesToValue, valueToBytes } from './call-bytes.ts';

const socket = new WebSocket(`ws://${location.host}/calls`);
socket.binaryType = 'arraybuffer';
const opened = new Promise((resolve, reject) => {
  socket.addEventListener('open', resolve);
  socket.addEventListener('close', reject);
});
const waiting = new Map<number, PromiseWithResolvers<unknown>>();
let last = 0;

socket.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => {
  const [id, answer, problem] = bytesToValue(new Uint8Array(data)) as [number, unknown, string | null];
  if (problem === null) waiting.get(id)?.resolve(answer);
  else waiting.get(id)?.reject(new Error(problem));
  waiting.delete(id);
});
socket.addEventListener('close', () => {
  for (const { reject } of waiting.values()) reject(new Error('the bench is gone'));
});

async function call(name: CallName, args: readonly unknown[]): Promise<unknown> {
  await opened;
  const id = ++last;
  const answer = Promise.withResolvers<unknown>();
  waiting.set(id, answer);
  socket.send(valueToBytes([id, name, args]));
  return answer.promise;
}

const methods = (Object.keys(calls) as CallName[]).map((name) => [name, (...args: unknown[]) => call(name, args)]);

export const desktop = { ...Object.fromEntries(methods), on: () => () => undefined } as object as Desktop;
