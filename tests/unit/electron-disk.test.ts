import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { type Disk, diskError } from '#secretariat/disk/disk.ts';
import { nodeDisk } from '#secretariat/disk/node-disk.ts';
import { problemOf, readWhole, writeWhole } from '#electron/whole-files.ts';
import { textToBytes } from '#shared/base/bytes.ts';
import { memoryDisk } from './electron-memory-disk.ts';

const old = textToBytes('the old bytes');
const next = textToBytes('the new bytes, which are longer than the old ones');
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Operations of one whole writing. */
async function operationsOfAWriting(): Promise<number> {
  const disk = memoryDisk();
  disk.put('/d/file', old);
  await writeWhole(disk, '/d/file', next, 'x');
  return disk.count;
}

test('under every failure of every step the path holds the old bytes or the new ones, whole', async () => {
  const steps = await operationsOfAWriting();
  expect(steps).toBe(8);
  for (const how of ['throw', 'short', 'power'] as const) {
    for (const crash of ['strict', 'lucky', 'torn'] as const) {
      for (let at = 1; at <= steps; at++) {
        const disk = memoryDisk();
        disk.put('/d/file', old);
        disk.fault = { at, how };
        const written = await writeWhole(disk, '/d/file', next, 'x');
        disk.fault = undefined;
        disk.crash(crash);
        const bytes = disk.files().get('/d/file');
        expect([old, next], `${how} ${crash} ${at}`).toContainEqual(bytes);
        if (written.ok) expect(bytes, `acknowledged ${how} ${crash} ${at}`).toEqual(next);
      }
    }
  }
});

test('a failed writing leaves no temporary file behind while the power is on', async () => {
  const steps = await operationsOfAWriting();
  for (let at = 1; at < steps; at++) {
    const disk = memoryDisk();
    disk.put('/d/file', old);
    disk.fault = { at, how: 'throw' };
    const written = await writeWhole(disk, '/d/file', next, 'x');
    expect(written.ok).toBe(false);
    expect([...disk.files().keys()]).toEqual(['/d/file']);
  }
});

test('a short write without an error is a full disk, and bytes that read back differently are a failure', async () => {
  const short = memoryDisk();
  short.fault = { at: 1, only: 'write', how: 'short' };
  expect(await writeWhole(short, '/d/file', next, 'x')).toEqual({ ok: false, error: { type: 'diskFull' } });

  const lying = memoryDisk();
  const swapped: Disk = {
    ...lying,
    open: async (path, how) => {
      const file = await lying.open(path, how);
      return { ...file, read: async (length, position) => (await file.read(length, position)).map((byte) => byte ^ 1) };
    },
  };
  expect(await writeWhole(swapped, '/d/file', next, 'x')).toEqual({
    ok: false,
    error: { type: 'diskFailure', code: 'EIO' },
  });
  expect(lying.files().has('/d/file')).toBe(false);
});

test('what the disk does to us is named, and anything else is a bug', () => {
  const named = (code: string) => problemOf(diskError(code));
  expect(named('ENOSPC')).toEqual({ type: 'diskFull' });
  expect(named('EROFS')).toEqual({ type: 'readOnlyFolder' });
  expect(named('EACCES')).toEqual({ type: 'readOnlyFolder' });
  expect(named('ENOENT')).toEqual({ type: 'fileGone' });
  expect(named('EIO')).toEqual({ type: 'diskFailure', code: 'EIO' });
  expect(() => problemOf(new TypeError('x is not a function'))).toThrow(TypeError);
  expect(() => problemOf(Object.assign(new Error('secret text'), { code: 'ERR_INVALID_ARG_TYPE' }))).toThrow(
    'secret text',
  );
});

test('the real disk writes a whole file for this user only, replaces it and reads it back', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'chasqui-disk-'));
  folders.push(folder);
  const path = join(folder, 'inner', 'file');
  await nodeDisk.makeFolder(join(folder, 'inner'));
  expect(await writeWhole(nodeDisk, path, old, 'a')).toEqual({ ok: true, value: null });
  expect(await writeWhole(nodeDisk, path, next, 'b')).toEqual({ ok: true, value: null });
  expect(new Uint8Array(readFileSync(path))).toEqual(next);
  expect(readdirSync(join(folder, 'inner'))).toEqual(['file']);
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o077).toBe(0);
  expect(await readWhole(nodeDisk, path, 10)).toEqual({ ok: false, error: { type: 'fileTooLarge', limit: 10 } });
  expect(await readWhole(nodeDisk, join(folder, 'none'), 10)).toEqual({ ok: false, error: { type: 'fileGone' } });
  expect(await nodeDisk.list(join(folder, 'none'))).toEqual([]);
  expect(await writeWhole(nodeDisk, join(folder, 'none', 'file'), old, 'c')).toEqual({
    ok: false,
    error: { type: 'fileGone' },
  });
  expect(await nodeDisk.freeBytes(folder)).toBeGreaterThan(0);
});
