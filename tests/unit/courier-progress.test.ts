// The task bar shows how far sending is, and nothing where nothing moves; the choice of when to send is kept beside the
// other settings, and settings of before it was there stay what they were.

import { expect, test } from 'vitest';
import { NO_PROGRESS, progressOf } from '#electron/courier/progress.ts';
import { DEFAULT_SETTINGS, readSettings, writeSettings } from '#electron/settings.ts';
import { textToBytes } from '#shared/base/bytes.ts';
import type { BundleId } from '#shared/base/ids.ts';
import type { Delivery } from '#shared/wire/ipc.ts';
import { memoryDisk } from './electron-memory-disk.ts';

const delivery = (state: Delivery['state'], sent: number, size: number): Delivery => ({
  id: `${state} ${sent}`,
  bundle: 'b' as BundleId,
  letterbox: 'https://x',
  state,
  sent,
  size,
  nextTry: null,
  problem: null,
  receipt: null,
});

test('the bar is of all that is under way or waits behind it', () => {
  expect(progressOf([])).toBe(NO_PROGRESS);
  expect(progressOf([delivery('waiting', 10, 100), delivery('failed', 0, 100)])).toBe(NO_PROGRESS);
  expect(progressOf([delivery('sending', 50, 100), delivery('waiting', 0, 100), delivery('stored', 9, 9)])).toBe(0.25);
  expect(progressOf([delivery('sending', 0, 0)])).toBe(0);
});

test('settings of before there was a choice are read as they are, and the choice is kept', async () => {
  const disk = memoryDisk();
  const random = (length: number) => new Uint8Array(length);
  const old = { language: 'ht', textSize: 130, theme: 'dark' } as const;
  await writeSettings(disk, '/app', old, random);
  expect(await readSettings(disk, '/app')).toEqual(old);
  await writeSettings(disk, '/app', { ...old, sending: 'byHand' }, random);
  expect(await readSettings(disk, '/app')).toEqual({ ...old, sending: 'byHand' });
});

test('a choice that is none makes of the settings what nobody chose', async () => {
  const disk = memoryDisk();
  disk.put('/app/settings.json', textToBytes('{"language":"es","sending":"always","textSize":100,"theme":"dark"}'));
  expect(await readSettings(disk, '/app')).toEqual(DEFAULT_SETTINGS);
});
