// A page with the app's own engine, in its own worker, over a bridge to a main process in Node: `callMain` is put
// there by whoever starts the browser (engine-page.ts), in the place of the preload.

import { startEngine } from '#renderer/engine/client.ts';
import { calls, type CallName, channelOf, type Desktop } from '#shared/wire/ipc.ts';
import type { OpenVault } from '#shared/wire/vault.ts';

declare const callMain: (channel: string, args: readonly unknown[]) => Promise<unknown>;

const bridge = Object.fromEntries(
  (Object.keys(calls) as CallName[]).map((name) => [
    name,
    (...args: readonly unknown[]): Promise<unknown> => callMain(channelOf(name), args),
  ]),
);
const desktop = { ...bridge, on: () => () => undefined } as object as Desktop;
const { engine } = startEngine();

Object.assign(globalThis, {
  openNotebook: (vault: OpenVault) => engine.open(vault, desktop, () => undefined),
  ask: (name: keyof typeof engine, args: readonly unknown[]) =>
    (engine[name] as (...given: readonly unknown[]) => Promise<unknown>)(...args),
});
