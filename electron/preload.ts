// The bridge: window.chasqui is made from the one IPC schema and from nothing else. Sandboxed, so this becomes one
// CommonJS file; contextBridge copies every value and freezes what it exposes.

import { contextBridge, ipcRenderer } from 'electron';
import { type CallName, calls, channelOf, eventChannelOf, type Events, events } from '#shared/wire/ipc.ts';

const bridge = Object.fromEntries(
  (Object.keys(calls) as CallName[]).map((name) => [
    name,
    (...args: readonly unknown[]): Promise<unknown> => ipcRenderer.invoke(channelOf(name), ...args),
  ]),
);

function on(name: keyof Events, listener: (payload: unknown) => void): () => void {
  if (!events.includes(name)) throw new Error('no such event');
  const hear = (_event: unknown, payload: unknown): void => listener(payload);
  ipcRenderer.on(eventChannelOf(name), hear);
  return () => void ipcRenderer.removeListener(eventChannelOf(name), hear);
}

contextBridge.exposeInMainWorld('chasqui', { ...bridge, on });
