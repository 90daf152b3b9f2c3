// What the engine's worker holds: its own heap, as Chromium's inspector tells it, once what nobody holds was collected.

import type { CDPSession, Page } from 'playwright';

/** The name that the client gives the worker (renderer/engine/client.ts). */
const ENGINE = 'engine';

export interface EngineHeap {
  /** in MB: objects, and buffers beside them */
  read(): Promise<number>;
  stop(): Promise<void>;
}

export async function watchEngineHeap(page: Page): Promise<EngineHeap> {
  const inspector = await page.context().newCDPSession(page);
  const waiting = new Map<number, (result: unknown) => void>();
  const attached = Promise.withResolvers<string>();
  let last = 0;
  inspector.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (targetInfo.type === 'worker' && targetInfo.title === ENGINE) attached.resolve(sessionId);
  });
  inspector.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message) as { readonly id?: number; readonly result?: unknown };
    if (id !== undefined) waiting.get(id)?.(result);
  });
  await inspector.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  const session = await attached.promise;
  const ask = async (method: string): Promise<unknown> => {
    const id = ++last;
    const answer = Promise.withResolvers<unknown>();
    waiting.set(id, answer.resolve);
    await send(inspector, session, JSON.stringify({ id, method }));
    return answer.promise;
  };
  return {
    async read() {
      await ask('HeapProfiler.collectGarbage');
      const { usedSize, backingStorageSize = 0 } = (await ask('Runtime.getHeapUsage')) as {
        readonly usedSize: number;
        readonly backingStorageSize?: number;
      };
      return (usedSize + backingStorageSize) / 1e6;
    },
    stop: () => inspector.detach(),
  };
}

const send = (inspector: CDPSession, sessionId: string, message: string): Promise<unknown> =>
  inspector.send('Target.sendMessageToTarget', { sessionId, message });
