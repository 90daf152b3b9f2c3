// Attachments on the disk: sealed, whole or not there, and telling nothing to whoever takes the disk.

import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { type BlobFiles, createBlobFiles } from '#electron/blob-files.ts';
import type { OpenProfile } from '#electron/key-vault.ts';
import { type Bytes, textToBytes } from '#shared/base/bytes.ts';
import { digestOfText } from '#shared/base/ids.ts';
import { MAX_FILE } from '#shared/bundle/manifest.ts';
import { type MemoryDisk, memoryDisk, placesOf } from './electron-memory-disk.ts';

const random = (length: number): Bytes => new Uint8Array(randomBytes(length));
const id = digestOfText('blob a');
const other = digestOfText('blob b');
const photo = textToBytes('a photo, MARKER-ON-DISK, of nobody');

const profile = (name = 'p', key = 1): OpenProfile => ({
  profile: name,
  folder: '/p',
  keyFor: () => new Uint8Array(32).fill(key),
});
const blobsOn = (disk: MemoryDisk, opened: () => OpenProfile | null = profile): BlobFiles =>
  createBlobFiles({ disk, random, opened });
const pathOf = (disk: MemoryDisk): string => [...disk.files().keys()].find((path) => path.endsWith('.blob')) ?? '';

test('a file kept is listed and read back, byte for byte, after a restart', async () => {
  const disk = memoryDisk();
  expect(await blobsOn(disk).list()).toEqual({ ok: true, value: [] });
  expect(await blobsOn(disk).keep(id, photo)).toEqual({ ok: true, value: null });
  expect(await blobsOn(disk).keep(other, new Uint8Array(0))).toEqual({ ok: true, value: null });
  const listed = await blobsOn(disk).list();
  expect(listed.ok && [...listed.value].sort()).toEqual([id, other].sort());
  expect(await blobsOn(disk).read(id)).toEqual({ ok: true, value: photo });
  expect(await blobsOn(disk).read(other)).toEqual({ ok: true, value: new Uint8Array(0) });
  expect(await blobsOn(disk).read(digestOfText('none'))).toEqual({ ok: false, error: { type: 'fileGone' } });
});

test('the disk tells neither what is in a file nor how large it is to the byte', async () => {
  const disk = memoryDisk();
  await blobsOn(disk).keep(id, photo);
  await blobsOn(disk).keep(other, new Uint8Array(9_000));
  expect(placesOf(disk, 'MARKER-ON-DISK')).toEqual([]);
  expect(new Set([...disk.files().values()].map(({ length }) => length)).size).toBe(1);
  expect([...disk.files().keys()].sort()).toEqual([`/p/blobs/${id}.blob`, `/p/blobs/${other}.blob`].sort());
});

test('a file kept a hundred times is written once', async () => {
  const disk = memoryDisk();
  await blobsOn(disk).keep(id, photo);
  const before = disk.files().get(pathOf(disk));
  for (let time = 0; time < 100; time++) await blobsOn(disk).keep(id, photo);
  expect(disk.files().get(pathOf(disk))).toEqual(before);
});

test('every altered byte is noticed, and keeping the file again makes it whole', async () => {
  const disk = memoryDisk();
  await blobsOn(disk).keep(id, photo);
  const good = disk.files().get(pathOf(disk)) ?? new Uint8Array(0);
  for (let at = 0; at < good.length; at += 251) {
    disk.put(
      pathOf(disk),
      good.map((byte, place) => (place === at ? byte ^ 1 : byte)),
    );
    expect(await blobsOn(disk).read(id)).toEqual({ ok: false, error: { type: 'fileDamaged' } });
  }
  for (const length of [0, 27, 28, 100, good.length - 1]) {
    disk.put(pathOf(disk), good.subarray(0, length));
    expect(await blobsOn(disk).read(id)).toEqual({ ok: false, error: { type: 'fileDamaged' } });
  }
  expect(await blobsOn(disk).keep(id, photo)).toEqual({ ok: true, value: null });
  expect(await blobsOn(disk).read(id)).toEqual({ ok: true, value: photo });
});

test('a sealed file opens under its own id, in its own profile, with its own key, and nowhere else', async () => {
  const disk = memoryDisk();
  await blobsOn(disk).keep(id, photo);
  disk.put(`/p/blobs/${other}.blob`, disk.files().get(pathOf(disk)) ?? new Uint8Array(0));
  const damaged = { ok: false, error: { type: 'fileDamaged' } };
  expect(await blobsOn(disk).read(other)).toEqual(damaged);
  expect(await blobsOn(disk, () => profile('q')).read(id)).toEqual(damaged);
  expect(await blobsOn(disk, () => profile('p', 2)).read(id)).toEqual(damaged);
});

test('under every failure of every step a file is kept whole or not at all, and what was kept before stays', async () => {
  for (const how of ['throw', 'short', 'power'] as const) {
    for (const crash of ['strict', 'lucky', 'torn'] as const) {
      for (let at = 1; ; at++) {
        const disk = memoryDisk();
        const blobs = blobsOn(disk);
        await blobs.keep(other, photo);
        disk.count = 0;
        disk.fault = { at, how };
        const kept = await blobs.keep(id, photo);
        const steps = disk.count;
        disk.fault = undefined;
        disk.crash(crash);
        const again = blobsOn(disk);
        const listed = await again.list();
        const ids: readonly string[] = listed.ok ? listed.value : [];
        expect(ids, `${how} ${crash} ${at}`).toContain(other);
        if (kept.ok) expect(ids, `${how} ${crash} ${at}`).toContain(id);
        for (const one of ids) expect(await again.read(one)).toEqual({ ok: true, value: photo });
        expect([...disk.files().keys()].filter((path) => path.endsWith('.part'))).toEqual([]);
        if (steps < at) break;
      }
    }
  }
});

test('a full disk is named, and so is a folder that cannot be written', async () => {
  for (const [code, type] of [
    ['ENOSPC', 'diskFull'],
    ['EROFS', 'readOnlyFolder'],
  ] as const) {
    const disk = memoryDisk();
    disk.fault = { at: 1, only: 'write', how: 'power', code };
    expect(await blobsOn(disk).keep(id, photo)).toMatchObject({ ok: false, error: { type } });
    disk.fault = undefined;
    expect(await blobsOn(disk).list()).toEqual({ ok: true, value: [] });
  }
});

test('an id that is no id never becomes a path; locked, there is nothing; too large is refused before it is written', async () => {
  const disk = memoryDisk();
  disk.put('/p/vault.json', textToBytes('{}'));
  for (const bad of ['../vault.json', 'x/../../vault', '', `${id}/..`, '..', `${id}.blob`]) {
    await expect(blobsOn(disk).read(bad)).rejects.toThrow('not a blob id');
    await expect(blobsOn(disk).keep(bad, photo)).rejects.toThrow('not a blob id');
  }
  const locked = { ok: false, error: { type: 'vaultLocked' } };
  const none = blobsOn(disk, () => null);
  expect([await none.keep(id, photo), await none.read(id), await none.list()]).toEqual([locked, locked, locked]);
  expect(await blobsOn(disk).keep(id, new Uint8Array(MAX_FILE + 1))).toEqual({
    ok: false,
    error: { type: 'fileTooLarge', limit: MAX_FILE },
  });
  expect([...disk.files().keys()]).toEqual(['/p/vault.json']);
});
