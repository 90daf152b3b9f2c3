import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { type BundleFiles, createBundleFiles } from '#electron/bundle-files.ts';
import { type ChosenFiles, createChosenFiles, plainName } from '#electron/chosen-files.ts';
import { readHighWater, writeHighWater } from '#electron/high-water.ts';
import type { OpenProfile } from '#electron/key-vault.ts';
import { DEFAULT_SETTINGS, readSettings, writeSettings } from '#electron/settings.ts';
import { type Bytes, textToBytes } from '#shared/base/bytes.ts';
import { digestOfText } from '#shared/base/ids.ts';
import { ok } from '#shared/base/result.ts';
import { type MemoryDisk, memoryDisk, placesOf } from './electron-memory-disk.ts';

const random = (length: number): Bytes => new Uint8Array(randomBytes(length));
const id = digestOfText('bundle a');
const other = digestOfText('bundle b');
const sealed = textToBytes('age-encryption.org/v1 · sealed bytes of a bundle');
const gone = { ok: false, error: { type: 'fileGone' } };

const bundlesOn = (disk: MemoryDisk, folder: () => string | null = () => '/p'): BundleFiles =>
  createBundleFiles({ disk, random, folder });

test('a bundle kept is listed and read back, byte for byte, after a restart', async () => {
  const disk = memoryDisk();
  expect(await bundlesOn(disk).list()).toEqual({ ok: true, value: [] });
  expect(await bundlesOn(disk).keep(id, 'packed', sealed)).toEqual({ ok: true, value: null });
  expect(await bundlesOn(disk).keep(other, 'takenIn', textToBytes('x'))).toEqual({ ok: true, value: null });
  const listed = await bundlesOn(disk).list();
  expect(listed.ok && [...listed.value].sort((a, b) => a.size - b.size)).toEqual([
    { id: other, origin: 'takenIn', size: 1 },
    { id, origin: 'packed', size: sealed.length },
  ]);
  expect(await bundlesOn(disk).read(id)).toEqual({ ok: true, value: sealed });
  expect(await bundlesOn(disk).read(digestOfText('none'))).toEqual(gone);
});

test('a bundle kept a hundred times is kept once, where it first came from', async () => {
  const disk = memoryDisk();
  const bundles = bundlesOn(disk);
  for (let time = 0; time < 100; time++) await bundles.keep(id, time % 2 === 0 ? 'packed' : 'takenIn', sealed);
  expect(await bundles.list()).toEqual({ ok: true, value: [{ id, origin: 'packed', size: sealed.length }] });
  expect(disk.files().size).toBe(1);
});

test('a kept bundle that went bad is made whole by keeping it again', async () => {
  const disk = memoryDisk();
  await bundlesOn(disk).keep(id, 'takenIn', sealed);
  const [path = ''] = [...disk.files().keys()];
  disk.put(path, sealed.subarray(0, 5));
  await bundlesOn(disk).keep(id, 'takenIn', sealed);
  expect(await bundlesOn(disk).read(id)).toEqual({ ok: true, value: sealed });
});

test('under every failure of every step a bundle is kept whole or not at all, and what was kept before stays', async () => {
  for (const how of ['throw', 'short', 'power'] as const) {
    for (const crash of ['strict', 'lucky', 'torn'] as const) {
      for (let at = 1; ; at++) {
        const disk = memoryDisk();
        const bundles = bundlesOn(disk);
        await bundles.keep(other, 'takenIn', sealed);
        disk.count = 0;
        disk.fault = { at, how };
        const kept = await bundles.keep(id, 'packed', sealed);
        const steps = disk.count;
        disk.fault = undefined;
        disk.crash(crash);
        const again = bundlesOn(disk);
        const listed = await again.list();
        const ids = listed.ok ? listed.value.map((one) => one.id as string) : [];
        expect(ids, `${how} ${crash} ${at}`).toContain(other);
        if (kept.ok) expect(ids, `${how} ${crash} ${at}`).toContain(id);
        for (const one of ids) expect(await again.read(one)).toEqual({ ok: true, value: sealed });
        expect([...disk.files().keys()].filter((path) => path.endsWith('.part'))).toEqual([]);
        if (steps < at) break;
      }
    }
  }
});

test('an id that is no id never becomes a path, and a locked vault has no bundles', async () => {
  const disk = memoryDisk();
  disk.put('/p/vault.json', textToBytes('{}'));
  for (const bad of ['../vault.json', 'x/../../vault', '', `${id}/..`, '..', `${id}.packed`]) {
    await expect(bundlesOn(disk).read(bad)).rejects.toThrow('not a bundle id');
    await expect(bundlesOn(disk).keep(bad, 'packed', sealed)).rejects.toThrow('not a bundle id');
  }
  const locked = bundlesOn(disk, () => null);
  expect(await locked.keep(id, 'packed', sealed)).toEqual(gone);
  expect(await locked.read(id)).toEqual(gone);
  expect(await locked.list()).toEqual({ ok: true, value: [] });
});

test('a bundle larger than any bundle may be is refused before anything is written', async () => {
  const disk = memoryDisk();
  const limit = 64 * 1024 * 1024;
  expect(await bundlesOn(disk).keep(id, 'takenIn', new Uint8Array(limit + 1))).toEqual({
    ok: false,
    error: { type: 'fileTooLarge', limit },
  });
  expect(disk.files().size).toBe(0);
});

// ---- files people choose

interface Chosen {
  readonly files: ChosenFiles;
  readonly disk: MemoryDisk;
  save: string | null;
  open: string | null;
  readonly asked: string[];
}

function chooser(): Chosen {
  const disk = memoryDisk();
  const asked: string[] = [];
  const chosen: Chosen = {
    disk,
    save: null,
    open: null,
    asked,
    files: createChosenFiles({
      disk,
      random,
      dialogs: {
        askSave: async (name) => {
          asked.push(name);
          return chosen.save;
        },
        askOpen: async () => chosen.open,
        askFolder: async () => chosen.open,
        askOpenMany: async () => (chosen.open === null ? [] : chosen.open.split('|')),
      },
    }),
  };
  return chosen;
}

test('a report is saved with its manifest beside it under one choice, and comes back with it', async () => {
  const chosen = chooser();
  const manifest = new Uint8Array([7, 7]);
  chosen.save = '/usb/informe';
  expect(await chosen.files.save('informe', 'csv', sealed, manifest)).toEqual({
    ok: true,
    value: { name: 'informe.csv' },
  });
  expect([...chosen.disk.files().keys()].sort()).toEqual(['/usb/informe.csv', '/usb/informe.csv.manifest.json']);
  expect(chosen.asked).toEqual(['informe.csv']);
  chosen.open = '/usb/informe.csv';
  expect(await chosen.files.pickReport()).toEqual({
    ok: true,
    value: { name: 'informe.csv', bytes: sealed, beside: manifest },
  });
  chosen.disk.put('/usb/alone.pdf', sealed);
  chosen.open = '/usb/alone.pdf';
  expect(await chosen.files.pickReport()).toMatchObject({ ok: true, value: { beside: null } });
  chosen.open = null;
  expect(await chosen.files.pickReport()).toEqual({ ok: true, value: null });
});

test('a file is saved whole under the name chosen; a changed mind writes nothing', async () => {
  const chosen = chooser();
  expect(await chosen.files.save('informe', 'csv', sealed)).toEqual({ ok: true, value: null });
  expect(chosen.disk.files().size).toBe(0);
  chosen.save = '/usb/informe.csv';
  expect(await chosen.files.save('informe', 'csv', sealed)).toEqual({ ok: true, value: { name: 'informe.csv' } });
  expect(chosen.disk.files().get('/usb/informe.csv')).toEqual(sealed);
  expect(chosen.asked).toEqual(['informe.csv', 'informe.csv']);
});

test('a place with too little room is said to be that, with its figures, and nothing is begun there', async () => {
  const chosen = chooser();
  chosen.save = '/usb/a.quipu';
  const full = createChosenFiles({
    disk: { ...chosen.disk, freeBytes: async () => sealed.length - 1 },
    random,
    dialogs: {
      askSave: async () => '/usb/a.quipu',
      askOpen: async () => null,
      askFolder: async () => '/usb',
      askOpenMany: async () => [],
    },
  });
  const error = { type: 'notEnoughSpace', needs: sealed.length, limit: sealed.length - 1 };
  expect(await full.save('a', 'quipu', sealed)).toEqual({ ok: false, error });
  const read = async () => ok(sealed);
  expect(await full.saveAll([{ suggestedName: 'a', read }], 'quipu')).toEqual({
    ok: true,
    value: { name: 'usb', count: 0, problem: error },
  });
  expect(chosen.disk.files().size).toBe(0);
});

test('a stick that is pulled, full or read-only is named, and the file that was there stays', async () => {
  for (const [code, type] of [
    ['ENOENT', 'fileGone'],
    ['ENODEV', 'fileGone'],
    ['ENOSPC', 'notEnoughSpace'],
    ['EROFS', 'readOnlyFolder'],
    ['EIO', 'diskFailure'],
  ] as const) {
    for (let at = 1; at <= 6; at++) {
      const chosen = chooser();
      const old = textToBytes('the old file');
      chosen.disk.put('/usb/a.quipu', old);
      chosen.save = '/usb/a.quipu';
      chosen.disk.fault = { at, how: 'power', code };
      expect(await chosen.files.save('a', 'quipu', sealed)).toMatchObject({ ok: false, error: { type } });
      chosen.disk.fault = undefined;
      expect(chosen.disk.files().get('/usb/a.quipu')).toEqual(old);
    }
  }
});

test('an extension left out is added, unless that would write over a file nobody was asked about', async () => {
  const chosen = chooser();
  chosen.save = '/usb/a';
  expect(await chosen.files.save('a', 'quipu', sealed)).toEqual({ ok: true, value: { name: 'a.quipu' } });
  expect(await chosen.files.save('a', 'quipu', textToBytes('second'))).toEqual({ ok: true, value: { name: 'a' } });
  expect(chosen.disk.files().get('/usb/a.quipu')).toEqual(sealed);
});

test('a suggested name is only ever a name', () => {
  expect(plainName('../../etc/passwd', 'json')).toBe('-..-etc-passwd.json');
  expect(plainName('C:\\windows\\x', 'csv')).toBe('C--windows-x.csv');
  expect(plainName('informe.csv', 'csv')).toBe('informe.csv');
  expect(plainName('Relatoría · año 2026', 'txt')).toBe('Relatoría · año 2026.txt');
  expect(plainName('\u202egpj.exe', 'txt')).toBe('-gpj.exe.txt');
  expect(plainName('con', 'txt')).toBe('_con.txt');
  expect(plainName('a\n\u0000b', 'txt')).toBe('a--b.txt');
  expect(plainName(' .. ', 'txt')).toBe('chasqui.txt');
  expect(plainName('x'.repeat(500), 'txt').length).toBe(104);
});

test('a picked file comes with its own name and no path', async () => {
  const chosen = chooser();
  expect(await chosen.files.pick(null)).toEqual({ ok: true, value: null });
  chosen.disk.put('/home/ana/secreto/perfil.json', sealed);
  chosen.open = '/home/ana/secreto/perfil.json';
  expect(await chosen.files.pick('json')).toEqual({ ok: true, value: { name: 'perfil.json', bytes: sealed } });
  chosen.open = '/usb/gone.json';
  expect(await chosen.files.pick('json')).toEqual(gone);
});

test('several picked files are read one at a time, and one that is gone by then says so', async () => {
  const chosen = chooser();
  chosen.disk.put('/home/ana/a.jpg', textToBytes('a'));
  chosen.disk.put('/home/ana/b.jpg', textToBytes('bb'));
  chosen.open = '/home/ana/a.jpg|/home/ana/b.jpg';
  const picked = await chosen.files.pickMany(['jpg']);
  const files = picked.ok ? picked.value : [];
  expect(files.map(({ name, size }) => [name, size])).toEqual([
    ['a.jpg', 1],
    ['b.jpg', 2],
  ]);
  expect(JSON.stringify(files)).not.toContain('ana');
  expect(await chosen.files.readPicked(files[1]?.pick ?? '')).toEqual({ ok: true, value: textToBytes('bb') });
  await chosen.disk.remove('/home/ana/a.jpg');
  expect(await chosen.files.readPicked(files[0]?.pick ?? '')).toEqual(gone);
  expect(await chosen.files.pickMany(['jpg'])).toEqual(gone);
});

test('bundles given by double click wait until they are asked for, once; one that cannot be read says why', async () => {
  const chosen = chooser();
  chosen.disk.put('/usb/a.quipu', sealed);
  expect(chosen.files.offer(['/opt/chasqui', '--flag', '/usb/photo.jpg'])).toBe(false);
  expect(chosen.files.offer(['/usb/a.quipu', '/usb/a.quipu', '/usb/GONE.QUIPU'])).toBe(true);
  expect(await chosen.files.waiting()).toEqual([
    { name: 'a.quipu', bytes: sealed },
    { name: 'GONE.QUIPU', bytes: new Uint8Array(0), problem: { type: 'fileGone' } },
  ]);
  expect(await chosen.files.waiting()).toEqual([]);
});

// ---- settings and the high-water mark

test('settings survive a restart; damaged or foreign settings are the defaults', async () => {
  const disk = memoryDisk();
  expect(await readSettings(disk, '/d')).toEqual(DEFAULT_SETTINGS);
  const settings = { language: 'ht', textSize: 130, theme: 'dark' } as const;
  expect(await writeSettings(disk, '/d', settings, random)).toEqual({ ok: true, value: null });
  expect(await readSettings(disk, '/d')).toEqual(settings);
  for (const bad of [
    '',
    '{',
    '{"language":"xx","textSize":100,"theme":"dark"}',
    '{"language":"es","textSize":99,"theme":"dark"}',
    '[]',
    'null',
  ]) {
    disk.put('/d/settings.json', textToBytes(bad));
    expect(await readSettings(disk, '/d')).toEqual(DEFAULT_SETTINGS);
  }
});

const profile = (name: string, key: number): OpenProfile => ({
  profile: name,
  folder: '/p',
  keyFor: () => new Uint8Array(32).fill(key),
});

test('the high-water mark comes back for its own profile only, and tells nothing on the disk', async () => {
  const disk = memoryDisk();
  expect(await readHighWater(disk, profile('p', 1))).toBe(null);
  expect(await writeHighWater(disk, profile('p', 1), { changesets: 8_372_615, records: 4_193_728 }, random)).toEqual({
    ok: true,
    value: null,
  });
  expect(await readHighWater(disk, profile('p', 1))).toEqual({ changesets: 8_372_615, records: 4_193_728 });
  expect(await readHighWater(disk, profile('q', 1))).toBe(null);
  expect(await readHighWater(disk, profile('p', 2))).toBe(null);
  expect(placesOf(disk, '8372615')).toEqual([]);
  const [path = ''] = [...disk.files().keys()];
  const bytes = disk.files().get(path) ?? new Uint8Array(0);
  for (let at = 0; at < bytes.length; at++) {
    disk.put(
      path,
      bytes.map((byte, place) => (place === at ? byte ^ 1 : byte)),
    );
    expect(await readHighWater(disk, profile('p', 1))).toBe(null);
  }
});

test('several are saved into one folder that is asked for once; what lies there already is left as it is', async () => {
  const chosen = chooser();
  const fileOf = (name: string, text: string) => ({
    suggestedName: name,
    read: async () => ({ ok: true as const, value: textToBytes(text) }),
  });
  const files = [fileOf('A.quipu', 'a'), fileOf('B.quipu', 'b')];
  expect(await chosen.files.saveAll(files, 'quipu')).toEqual({ ok: true, value: null });
  chosen.open = '/usb';
  chosen.disk.put('/usb/B.quipu', textToBytes('something else'));
  const saved = { ok: true, value: { name: 'usb', count: 2, problem: null } };
  for (let time = 0; time < 2; time++) expect(await chosen.files.saveAll(files, 'quipu')).toEqual(saved);
  expect(Object.fromEntries([...chosen.disk.files()].map(([path, bytes]) => [path, String(bytes)]))).toEqual({
    '/usb/A.quipu': String(textToBytes('a')),
    '/usb/B.quipu': String(textToBytes('something else')),
    '/usb/B (2).quipu': String(textToBytes('b')),
  });
  const lost = { suggestedName: 'C.quipu', read: async () => gone as never };
  expect(await chosen.files.saveAll([files[0]!, lost, files[1]!], 'quipu')).toEqual({
    ok: true,
    value: { name: 'usb', count: 1, problem: gone.error },
  });
});

test('several that do not fit are told before one of them is written; what lies there already needs no room', async () => {
  const disk = memoryDisk();
  disk.put('/usb/A.quipu', textToBytes('aaaa'));
  const ask = async (): Promise<null> => null;
  const dialogs = { askSave: ask, askOpen: ask, askFolder: async () => '/usb', askOpenMany: async () => [] };
  const withRoom = (free: number) =>
    createChosenFiles({ disk: { ...disk, freeBytes: async () => free }, random, dialogs });
  const fileOf = (name: string, text: string) => ({
    suggestedName: name,
    size: text.length,
    read: async () => ok(textToBytes(text)),
  });
  const files = [fileOf('A.quipu', 'aaaa'), fileOf('B.quipu', 'bbbb'), fileOf('C.quipu', 'cccc')];
  const problem = { type: 'notEnoughSpace', needs: 8, limit: 7 };
  expect(await withRoom(7).saveAll(files, 'quipu')).toEqual({ ok: true, value: { name: 'usb', count: 0, problem } });
  expect([...disk.files().keys()]).toEqual(['/usb/A.quipu']);
  expect(await withRoom(8).saveAll(files, 'quipu')).toMatchObject({ ok: true, value: { count: 3, problem: null } });
});

test('only what is carried for somebody else can be dropped', async () => {
  const disk = memoryDisk();
  const bundles = bundlesOn(disk);
  await bundles.keep(id, 'cargo', sealed);
  await bundles.keep(other, 'takenIn', sealed);
  for (const one of [id, other, id]) expect(await bundles.drop(one, 'cargo')).toEqual({ ok: true, value: null });
  expect(await bundles.read(id)).toEqual(gone);
  expect(await bundles.read(other)).toEqual({ ok: true, value: sealed });
});
