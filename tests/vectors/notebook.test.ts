// The golden notebook of version 1: what was written on a disk once is opened by its passphrase for ever, and means the
// same. The store in IndexedDB is not part of it: one of another layout is made anew (renderer/store/seal.ts).

import { expect, test } from 'vitest';
import { readHighWater } from '#electron/high-water.ts';
import { restoreFiles } from '#electron/restore.ts';
import { readSettings } from '#electron/settings.ts';
import { type Bytes, bytesToText } from '#shared/base/bytes.ts';
import { canonicalText, type Json } from '#shared/base/json.ts';
import { ok } from '#shared/base/result.ts';
import { bytesToEntry } from '#renderer/engine/journal-entry.ts';
import type { NotebookFiles } from '#electron/backup-archive.ts';
import { machine, opened } from '#tests/unit/electron-machine.ts';
import { memoryDisk } from '#tests/unit/electron-memory-disk.ts';
import { valueOf } from './fixed-content.ts';
import { ATTACHMENT, BLOB, BUNDLE, type GoldenNotebook, kept, servicesOf } from './notebook.ts';
import { vectorJson } from './read.ts';

const golden = vectorJson<GoldenNotebook>('notebook.json');
const bytesOf = (text: string): Bytes => Uint8Array.from(Buffer.from(text, 'base64'));

function goldenDisk() {
  const disk = memoryDisk();
  for (const [path, text] of Object.entries(golden.files)) disk.put(path, bytesOf(text));
  return disk;
}

test('its passphrase opens it, and its device is the same', async () => {
  const session = await opened(machine(goldenDisk()).start(), golden.passphrase);
  expect({ kid: session.device.kid, key: session.device.key }).toEqual(golden.device);
  expect(session.isNew).toBe(false);
});

test('its journal, bundles and attachments are read as they were written, and can be written on', async () => {
  const computer = machine(goldenDisk());
  const vault = computer.start();
  await opened(vault, golden.passphrase);
  const { journal, bundles, blobs, profile } = servicesOf(computer, vault);
  const { entries, next } = valueOf(await journal.read(0));
  expect([entries.map((entry) => bytesToText(entry)), next]).toEqual([golden.entries, null]);
  expect(entries.map((entry) => canonicalText((bytesToEntry(entry) ?? null) as object as Json))).toEqual(
    golden.entries,
  );
  expect(valueOf(await bundles.read(BUNDLE))).toEqual(kept);
  expect(valueOf(await blobs.read(BLOB))).toEqual(ATTACHMENT);
  expect(await readHighWater(computer.disk, profile)).toEqual(golden.highWater);
  const more = bytesOf(Buffer.from('{"type":"later"}').toString('base64'));
  valueOf(await journal.append([more]));
  expect(valueOf(await servicesOf(computer, vault).journal.read(golden.entries.length)).entries).toEqual([more]);
});

test('the settings of its computer are read', async () => {
  expect(await readSettings(goldenDisk(), '/')).toEqual(golden.settings);
});

test('its copy on a stick gives everything back', async () => {
  const disk = memoryDisk();
  disk.put('/copy.age', bytesOf(golden.copy.file));
  const given: { entries: Bytes[]; files: Map<string, Bytes> } = { entries: [], files: new Map() };
  const keep = async (id: string, bytes: Bytes) => {
    given.files.set(id, bytes);
    return ok(null);
  };
  const into = {
    journal: {
      append: async (entries: readonly Bytes[]) => {
        given.entries.push(...entries);
        return ok(null);
      },
    },
    bundles: { keep: async (id: string, _origin: string, bytes: Bytes) => keep(id, bytes) },
    blobs: { keep },
  } as object as NotebookFiles;
  const restored = valueOf(
    await restoreFiles(await disk.open('/copy.age', 'read'), golden.copy.phrase, into, () => true),
  );
  expect(restored.counts).toEqual({ entries: golden.entries.length, bundles: 1, blobs: 1, unreadable: 0 });
  expect(given.entries.map((entry) => bytesToText(entry))).toEqual(golden.entries);
  expect(given.files).toEqual(
    new Map([
      [BUNDLE as string, kept],
      [BLOB as string, ATTACHMENT],
    ]),
  );
});
