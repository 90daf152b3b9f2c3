import { expect, test } from 'vitest';
import { diskError } from '#secretariat/disk/disk.ts';
import { HEADER_BYTES, recordLength } from '#electron/journal-format.ts';
import { type Bytes, bytesToText, joinBytes } from '#shared/base/bytes.ts';
import { type MemoryDisk, memoryDisk, placesOf } from './electron-memory-disk.ts';
import { bytesOf, END, entry, filled, numbered, opened, PATH, readAll } from './electron-journals.ts';

/** Where each record starts, and where the last one ends. */
function boundaries(bytes: Bytes): readonly number[] {
  const found = [0];
  for (let at = 0; at < bytes.length; ) {
    at += recordLength(bytes.subarray(at, at + HEADER_BYTES)) ?? bytes.length;
    found.push(at);
  }
  return found;
}

test('what was appended is read back in order after a restart, with the same mark', async () => {
  const disk = memoryDisk();
  const journal = opened(disk);
  expect(await readAll(journal)).toEqual([]);
  const empty = await journal.mark();
  expect(empty).toMatchObject({ ok: true, value: { entries: 0 } });
  const first = await journal.append([entry('one'), entry('')]);
  const second = await journal.append([entry('three · ñ 🪢')]);
  expect(await readAll(journal)).toEqual(['one', '', 'three · ñ 🪢']);
  expect(first.ok && second.ok && first.value.digest !== second.value.digest).toBe(true);
  await journal.close();
  const again = opened(disk);
  expect(await again.mark()).toEqual(second);
  expect(await readAll(again)).toEqual(['one', '', 'three · ñ 🪢']);
  expect(await again.append([])).toEqual(second);
});

test('a closed journal answers that the vault is locked', async () => {
  const journal = opened(memoryDisk());
  const under = journal.append([entry('one')]);
  await journal.close();
  expect((await under).ok).toBe(true);
  for (const answer of [await journal.append([entry('two')]), await journal.read(0), await journal.mark()]) {
    expect(answer).toEqual({ ok: false, error: { type: 'vaultLocked' } });
  }
});

test('under every failure of every step no acknowledged entry is lost and none is there in part', async () => {
  for (const how of ['throw', 'short', 'power'] as const) {
    for (const crash of ['strict', 'lucky', 'torn'] as const) {
      for (let at = 1; ; at++) {
        const name = `${how} ${crash} ${at}`;
        const disk = memoryDisk();
        disk.fault = { at, how };
        const journal = opened(disk);
        const acknowledged: string[] = [];
        const offered: string[] = [];
        for (const batch of [numbered(2, 0), numbered(3, 2), numbered(1, 5)]) {
          offered.push(...batch.map((bytes) => bytesToText(bytes) ?? ''));
          const answer = await journal.append(batch);
          if (answer.ok) acknowledged.push(...batch.map((bytes) => bytesToText(bytes) ?? ''));
          else expect(answer.error.type, name).toMatch(/^(diskFailure|diskFull)$/);
        }
        const steps = disk.count;
        disk.fault = undefined;
        disk.crash(crash);
        const again = opened(disk);
        const found = await readAll(again);
        // In order, nothing made up, nothing twice; all that was acknowledged is among it.
        expect(found, name).toEqual(offered.filter((text) => found.includes(text)));
        expect(found, name).toEqual(expect.arrayContaining(acknowledged));
        expect(await again.mark(), name).not.toHaveProperty('value.gone');
        const next = await again.append([entry('after')]);
        expect(next, name).toMatchObject({ ok: true, value: { entries: found.length + 1 } });
        await again.close();
        expect(await readAll(opened(disk)), name).toEqual([...found, 'after']);
        if (steps < at) break;
      }
    }
  }
});

test('after a failed append the same journal goes on, and only what it acknowledged is in it', async () => {
  for (const how of ['throw', 'short'] as const) {
    for (const code of ['ENOSPC', 'EIO']) {
      for (let at = 1; at <= 12; at++) {
        const disk = memoryDisk();
        const journal = opened(disk);
        await journal.append(numbered(2));
        disk.count = 0;
        disk.fault = { at, how, code };
        const failed = await journal.append(numbered(2, 2));
        disk.fault = undefined;
        disk.crash('lucky'); // the space is free again
        expect((await journal.append([entry('after')])).ok, `${how} ${at}`).toBe(true);
        const expected = failed.ok
          ? ['entry 0', 'entry 1', 'entry 2', 'entry 3', 'after']
          : ['entry 0', 'entry 1', 'after'];
        expect(await readAll(journal)).toEqual(expected);
        await journal.close();
        const again = opened(disk);
        expect(await readAll(again)).toEqual(expected);
        expect(await again.mark()).not.toHaveProperty('value.cut');
      }
    }
  }
});

test('a short write without an error is a full disk, and nothing of it stays', async () => {
  const disk = memoryDisk();
  const journal = opened(disk);
  await journal.append(numbered(2));
  const before = bytesOf(disk);
  disk.count = 0;
  disk.fault = { at: 1, only: 'write', how: 'short' };
  expect(await journal.append(numbered(2, 2))).toEqual({ ok: false, error: { type: 'diskFull' } });
  expect(bytesOf(disk)).toEqual(before);
});

test('a tail cut short at any byte by power loss is named, set aside and written over', async () => {
  const disk = await filled(3);
  const bytes = bytesOf(disk);
  const [, , last = 0, end = 0] = boundaries(bytes);
  for (let length = last + 1; length < end; length++) {
    const torn = memoryDisk();
    torn.put(PATH, bytes.subarray(0, length));
    const journal = opened(torn);
    expect(await readAll(journal)).toEqual(['entry 0', 'entry 1']);
    expect(await journal.mark()).toMatchObject({ ok: true, value: { entries: 2, cut: length - last } });
    expect(bytesOf(torn).length).toBe(length); // reading changes nothing
    await journal.append([entry('after')]);
    const aside = [...torn.files()].filter(([path]) => ![PATH, END].includes(path));
    expect(aside.map(([, tail]) => tail)).toEqual([bytes.subarray(last, length)]);
    await journal.close();
    const again = opened(torn);
    expect(await readAll(again)).toEqual(['entry 0', 'entry 1', 'after']);
    expect(await again.mark()).not.toHaveProperty('value.cut');
  }
});

test('where the torn tail cannot be set aside, it stays where it is and nothing is appended', async () => {
  const disk = await filled(3);
  const bytes = bytesOf(disk);
  const torn = bytes.subarray(0, bytes.length - 5);
  for (const only of ['open', 'write', 'sync', 'syncFolder'] as const) {
    const full = memoryDisk();
    full.put(PATH, torn);
    const journal = opened(full);
    await journal.mark();
    full.count = 0;
    full.fault = { at: 1, only, how: 'throw', code: 'ENOSPC' };
    expect(await journal.append([entry('after')])).toEqual({ ok: false, error: { type: 'diskFull' } });
    expect(bytesOf(full)).toEqual(torn);
    full.fault = undefined;
    expect((await journal.append([entry('after')])).ok).toBe(true);
    expect(await readAll(journal)).toEqual(['entry 0', 'entry 1', 'after']);
  }
});

test('a damaged byte anywhere in the middle loses that entry alone, by name, and appending goes on', async () => {
  const disk = await filled(5);
  const bytes = bytesOf(disk);
  const [, , start = 0, end = 0] = boundaries(bytes);
  for (let at = start; at < end; at++) {
    const hurt = memoryDisk();
    hurt.put(
      PATH,
      bytes.map((byte, place) => (place === at ? byte ^ 0x40 : byte)),
    );
    const journal = opened(hurt);
    expect(await journal.read(0)).toMatchObject({ ok: true, value: { entries: { length: 2 }, next: 2 } });
    expect(await journal.read(2)).toEqual({
      ok: false,
      error: { type: 'journalDamaged', at: 2, entries: 5, resumesAt: 3 },
    });
    expect(await journal.mark()).toMatchObject({ ok: true, value: { entries: 5, lost: 1 } });
    await journal.append([entry('after')]);
    await journal.close();
    expect(await readAll(opened(hurt)), `byte ${at - start}`).toEqual([
      'entry 0',
      'entry 1',
      undefined,
      'entry 3',
      'entry 4',
      'after',
    ]);
  }
});

test('a large hole of zeros, and one over several entries, are read around', async () => {
  const disk = memoryDisk();
  const journal = opened(disk);
  const big = Array.from({ length: 6 }, (_, at) => entry(`${at}`.repeat(700_000)));
  await journal.append(big);
  await journal.close();
  const bytes = bytesOf(disk);
  const places = boundaries(bytes);
  bytes.fill(0, (places[1] ?? 0) + 10, (places[4] ?? 0) - 10);
  disk.put(PATH, bytes);
  const found = await readAll(opened(disk));
  expect(found.map((text) => text?.[0])).toEqual(['0', undefined, undefined, undefined, '4', '5']);
});

test('a record taken out, put twice or moved is named; none is read in another place', async () => {
  const disk = await filled(5);
  const bytes = bytesOf(disk);
  const places = boundaries(bytes);
  const record = (index: number): Bytes => bytes.slice(places[index] ?? 0, places[index + 1]);
  const all = [0, 1, 2, 3, 4].map(record);
  const arrange = async (...order: readonly number[]): Promise<readonly (string | undefined)[]> => {
    disk.put(PATH, joinBytes(...order.map((index) => all[index] ?? new Uint8Array(0))));
    return readAll(opened(disk));
  };
  expect(await arrange(0, 1, 3, 4)).toEqual(['entry 0', 'entry 1', undefined, 'entry 3', 'entry 4']);
  expect(await arrange(0, 1, 1, 2, 3, 4)).toEqual(['entry 0', 'entry 1', 'entry 2', 'entry 3', 'entry 4']);
  expect(await arrange(0, 2, 1, 3, 4)).toEqual(['entry 0', undefined, 'entry 2', 'entry 3', 'entry 4']);
  expect(await arrange(2, 3)).toEqual([undefined, undefined, 'entry 2', 'entry 3']);
});

test("another profile's journal, or another key's, opens not one entry and is not thrown away", async () => {
  const disk = await filled(3);
  const bytes = bytesOf(disk);
  for (const journal of [opened(disk, 'p2'), opened(disk, 'p1', new Uint8Array(32).fill(8))]) {
    expect(await readAll(journal)).toEqual([]);
    expect(await journal.mark()).toMatchObject({ ok: true, value: { entries: 0, cut: bytes.length } });
  }
  const other = opened(disk, 'p2');
  await other.append([entry('mine')]);
  expect([...disk.files()].some(([path, kept]) => path !== PATH && Buffer.from(kept).equals(bytes))).toBe(true);
});

test('a sector that cannot be read loses what stands in it, and at the very end is a failure that changes nothing', async () => {
  const disk = memoryDisk();
  const journal = opened(disk);
  await journal.append(Array.from({ length: 6 }, (_, at) => entry(`${at}`.repeat(5_000))));
  await journal.close();
  const bytes = bytesOf(disk);
  const withBadSector = (from: number, to: number): MemoryDisk => ({
    ...disk,
    open: async (path, how) => {
      const file = await disk.open(path, how);
      return {
        ...file,
        read: async (length, position) => {
          if (position < to && position + length > from) throw diskError('EIO');
          return file.read(length, position);
        },
      };
    },
  });
  expect((await readAll(opened(withBadSector(8192, 12288)))).map((text) => text?.[0])).toEqual([
    '0',
    undefined,
    undefined,
    '3',
    '4',
    '5',
  ]);
  const last = withBadSector(bytes.length - 4000, bytes.length);
  expect(await opened(last).mark()).toEqual({ ok: false, error: { type: 'diskFailure', code: 'EIO' } });
  expect(await opened(last).append([entry('after')])).toEqual({
    ok: false,
    error: { type: 'diskFailure', code: 'EIO' },
  });
  expect(bytesOf(disk)).toEqual(bytes);
});

test('pages hold at most 500 entries and 4 MB, and at least one entry', async () => {
  const disk = memoryDisk();
  const journal = opened(disk);
  await journal.append(numbered(1_200));
  expect(await journal.read(0)).toMatchObject({ ok: true, value: { entries: { length: 500 }, next: 500 } });
  expect(await journal.read(1_000)).toMatchObject({ ok: true, value: { entries: { length: 200 }, next: null } });
  expect(await journal.read(1_200)).toEqual({ ok: true, value: { entries: [], next: null } });
  expect((await readAll(journal)).length).toBe(1_200);

  const large = opened(memoryDisk());
  await large.append([new Uint8Array(3e6), new Uint8Array(3e6), new Uint8Array(6e6), new Uint8Array(10)]);
  expect(await large.read(0)).toMatchObject({ ok: true, value: { entries: { length: 1 }, next: 1 } });
  expect(await large.read(2)).toMatchObject({ ok: true, value: { entries: { length: 1 }, next: 3 } });
  expect(await large.append([new Uint8Array(33 * 1024 * 1024)])).toEqual({
    ok: false,
    error: { type: 'fileTooLarge', limit: 32 * 1024 * 1024 },
  });
});

test('nothing that was written stands on the disk in the clear', async () => {
  const disk = memoryDisk();
  const journal = opened(disk);
  await journal.append([entry('{"nombre":"MARCADOR-ALBERGUE","lugar":"MARCADOR-TAPACHULA"}')]);
  disk.put(PATH, bytesOf(disk).subarray(0, bytesOf(disk).length - 3));
  await journal.close();
  await opened(disk).append([entry('MARCADOR-TAPACHULA')]);
  expect(placesOf(disk, 'MARCADOR')).toEqual([]);
});

test('a journal that is written anew has the other entries in their places, and the old ones nowhere', async () => {
  const disk = await filled(1_200);
  const journal = opened(disk);
  const edits = [0, 7, 1_199].map((index) => ({ index, entry: entry(`other ${index}`) }));
  const mark = await journal.rewrite(edits);
  expect(mark).toMatchObject({ ok: true, value: { entries: 1_200 } });
  await journal.append([entry('after')]);
  await journal.close();
  const texts = await readAll(opened(disk));
  expect(texts).toHaveLength(1_201);
  expect([0, 7, 1_199, 1_200, 8].map((at) => texts[at])).toEqual([
    'other 0',
    'other 7',
    'other 1199',
    'after',
    'entry 8',
  ]);
  expect([...disk.files().keys()].sort()).toEqual([END, PATH]);
});

test('what is damaged stays a numbered hole when the journal is written anew, and what was set aside goes', async () => {
  const disk = await filled(5);
  const bytes = bytesOf(disk);
  const [, , third = 0] = boundaries(bytes);
  bytes[third + HEADER_BYTES + 3] = (bytes[third + HEADER_BYTES + 3] ?? 0) ^ 1;
  disk.put(PATH, joinBytes(bytes, new Uint8Array(30)));
  disk.put('/p/journal.tail-9-x', new Uint8Array(9));
  const journal = opened(disk);
  expect((await journal.rewrite([{ index: 1, entry: entry('other') }])).ok).toBe(true);
  await journal.close();
  expect(await readAll(opened(disk))).toEqual(['entry 0', 'other', undefined, 'entry 3', 'entry 4']);
  expect([...disk.files().keys()].sort()).toEqual([END, PATH]);
});

test('under every failure of every step a journal is the old one or the one written anew, and goes on', async () => {
  for (const how of ['throw', 'short', 'power'] as const) {
    for (const crash of ['strict', 'lucky', 'torn'] as const) {
      for (let at = 1; ; at++) {
        const name = `${how} ${crash} ${at}`;
        const disk = memoryDisk();
        const journal = opened(disk);
        await journal.append(numbered(4));
        disk.count = 0;
        disk.fault = { at, how };
        const answer = await journal.rewrite([{ index: 2, entry: entry('other') }]);
        const steps = disk.count;
        disk.fault = undefined;
        if (how !== 'power') {
          const texts = await readAll(journal);
          expect([texts.length, texts[0], texts[3]], name).toEqual([4, 'entry 0', 'entry 3']);
          if (answer.ok) expect(texts[2], name).toBe('other');
        }
        disk.crash(crash);
        const again = opened(disk);
        const found = await readAll(again);
        expect([found.length, found[0], found[1], found[3]], name).toEqual([4, 'entry 0', 'entry 1', 'entry 3']);
        expect(['entry 2', 'other'], name).toContain(found[2]);
        if (answer.ok) expect(found[2], name).toBe('other');
        expect(await again.append([entry('after')]), name).toMatchObject({ ok: true, value: { entries: 5 } });
        if (steps < at) break;
      }
    }
  }
});
