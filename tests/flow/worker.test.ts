// The engine as the page has it: in its worker, behind Comlink, over a bridge that is frozen as Electron's is.

import { expect, onTestFinished, test } from 'vitest';
import { startEngine } from '#renderer/engine/client.ts';
import type { Topic } from '#renderer/engine/door.ts';
import { deleteDatabase } from '#renderer/store/whole-databases.ts';
import { fakeDesktop } from '#tests/fixtures/desktop.ts';
import type { Desktop } from '#shared/wire/ipc.ts';
import { PRACTICE, valueOf } from './laptops.ts';

test('the worker opens over the bridge, records, tells what changed, and closes', async () => {
  const fake = await fakeDesktop();
  const bridge = frozenBridge(fake.desktop);
  const vault = fake.unlock();
  const { engine, stop } = startEngine();
  onTestFinished(async () => {
    stop();
    await deleteDatabase(vault.profile);
  });
  const told: Topic[] = [];
  await engine.subscribe((topics) => told.push(...topics));
  const steps: number[] = [];
  expect(valueOf(await engine.open(vault, bridge, (done) => steps.push(done)))).toEqual({
    records: 0,
    rebuilt: null,
    clock: expect.toSatisfy((doubt: unknown) => doubt === null || typeof doubt === 'string') as unknown,
  });
  const id = valueOf(await engine.beginRecord('practice', 'es'));
  valueOf(await engine.editRecord(id, PRACTICE));
  valueOf(await engine.finishRecord(id));
  expect((await engine.list({ text: 'orientación' })).rows).toMatchObject([
    { id, title: PRACTICE['title'], state: 'saved' },
  ]);
  await expect.poll(() => told).toContain('records');
  await engine.close();
  expect(await engine.leaveRecord(id)).toEqual({ ok: false, error: { type: 'engineClosed' } });
});

/** As contextBridge exposes it: frozen functions on a frozen object. */
function frozenBridge(desktop: Desktop): Desktop {
  const names = [
    'vaultSign',
    'journalAppend',
    'journalRead',
    'journalMark',
    'bundlesKept',
    'blobsKept',
    'courierDeliveries',
    'appInfo',
  ] as const;
  const more = ['settingsRead', 'highWaterRead', 'highWaterWrite', 'on'] as const;
  return Object.freeze(
    Object.fromEntries([...names, ...more].map((name) => [name, desktop[name]])),
  ) as unknown as Desktop;
}
