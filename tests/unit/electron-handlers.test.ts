import { expect, test } from 'vitest';
import { createBlobFiles } from '#electron/blob-files.ts';
import { createBundleFiles } from '#electron/bundle-files.ts';
import { createChosenFiles } from '#electron/chosen-files.ts';
import { createHandlers } from '#electron/handlers.ts';
import type { Handlers } from '#electron/ipc.ts';
import { diskError } from '#secretariat/disk/disk.ts';
import { textToBytes } from '#shared/base/bytes.ts';
import { digestOf, digestOfText } from '#shared/base/ids.ts';
import { ok } from '#shared/base/result.ts';
import { noRoom } from '#scripts/headless/no-room.ts';
import { noUpdate } from '#scripts/headless/no-update.ts';
import type { Settings } from '#shared/wire/ipc.ts';
import { fileOf, machine, type Machine, PASSPHRASE } from './electron-machine.ts';

const id = digestOfText('a bundle');

interface Process {
  readonly handlers: Handlers;
  /** names of what was asked of the courier, and of the window */
  readonly asked: string[];
  readonly settings: Settings[];
  /** where the person saves */
  target: string | null;
}

function processOn({ disk, ports, start }: Machine): Process {
  const vault = start();
  const { random } = ports;
  const asked: string[] = [];
  const settings: Settings[] = [];
  const ask = (name: string): never => {
    asked.push(name);
    throw new Error(`${name} is not asked here`);
  };
  const running: Process = {
    asked,
    settings,
    target: null,
    handlers: createHandlers({
      disk,
      random,
      vault,
      recovery: {
        ...ports,
        today: () => '2026-11-28',
        askFolder: async () => running.target,
        askFile: async () => running.target,
        tell: () => undefined,
      },
      bundles: createBundleFiles({ disk, random, folder: () => vault.opened()?.folder ?? null }),
      blobs: createBlobFiles({ disk, random, opened: vault.opened }),
      chosen: createChosenFiles({
        disk,
        random,
        dialogs: {
          askSave: async () => running.target,
          askFolder: async () => running.target,
          askOpen: async () => running.target,
          askOpenMany: async () => (running.target === null ? [] : [running.target]),
        },
      }),
      courier: {
        send: () => ask('send'),
        deliveries: async () => {
          asked.push('deliveries');
          return [];
        },
        retry: async (delivery) => void asked.push(`retry ${delivery}`),
        cancel: async (delivery) => void asked.push(`cancel ${delivery}`),
        fetch: () => ask('fetch'),
        post: () => ask('post'),
      },
      room: noRoom,
      update: noUpdate,
      addresses: { allow: async (named) => (asked.push(`allow ${named.join()}`), ok(null)) },
      folder: '/data',
      reserveBytes: 1024,
      info: () => ({ version: '1.2.3', platform: 'linux', locale: 'es', isRealElectron: false, builtAt: '2026-11-22' }),
      settingsChanged: (changed) => void settings.push(changed),
      print: () => void asked.push('print'),
      printDocument: async ({ title }) => (asked.push(`print ${title}`), ok(new Uint8Array([1]))),
      stopPrinting: () => void asked.push('print stopped'),
      clipboard: { copy: async () => undefined, note: () => undefined, forget: async () => undefined },
      clearDatabases: async () => void asked.push('clear'),
      linkIs: (isMetered) => void asked.push(`metered ${isMetered}`),
      mediaWanted: (media, isWanted) => void asked.push(`${media} ${isWanted}`),
    }),
  };
  return running;
}

test('the journal goes with the vault: closed when it locks, whole when it opens again', async () => {
  const { handlers } = processOn(machine());
  const locked = { ok: false, error: { type: 'vaultLocked' } };
  const append = (text: string) => handlers.journalAppend({ entries: [textToBytes(text)] });
  expect(await append('too early')).toEqual(locked);
  expect(await handlers.journalMark()).toEqual(locked);
  await handlers.vaultCreate({ passphrase: PASSPHRASE });
  expect(await append('one')).toMatchObject({ ok: true, value: { entries: 1 } });
  await handlers.vaultLock();
  expect(await append('too late')).toEqual(locked);
  expect(await handlers.journalRead({ from: 0 })).toEqual(locked);
  await handlers.vaultUnlock({ passphrase: PASSPHRASE });
  expect(await append('two')).toMatchObject({ ok: true, value: { entries: 2 } });
  expect(await handlers.journalRead({ from: 0 })).toEqual({
    ok: true,
    value: { entries: [textToBytes('one'), textToBytes('two')], next: null },
  });
});

test('what waits to be sent goes on by itself when the vault opens, and only then', async () => {
  const { handlers, asked } = processOn(machine());
  await handlers.vaultCreate({ passphrase: PASSPHRASE });
  await handlers.vaultLock();
  await handlers.vaultUnlock({ passphrase: 'wrong wrong' });
  expect(asked).toEqual([]);
  await handlers.vaultUnlock({ passphrase: PASSPHRASE });
  expect(asked).toEqual(['deliveries']);
  expect([
    await handlers.courierRetry({ id: 'a' }),
    await handlers.courierCancel({ id: 'b' }),
    await handlers.printPage(),
    await handlers.documentPrintStop(),
  ]).toEqual([null, null, null, null]);
  expect(asked.slice(1)).toEqual(['retry a', 'cancel b', 'print', 'print stopped']);
});

test('a kept bundle is copied where the person says, and is still kept', async () => {
  const computer = machine();
  const running = processOn(computer);
  const { handlers } = running;
  await handlers.vaultCreate({ passphrase: PASSPHRASE });
  await handlers.bundleKeep({ id, origin: 'packed', bytes: textToBytes('sealed') });
  running.target = '/usb/sobre.quipu';
  expect(await handlers.bundleSaveAs({ id, suggestedName: 'sobre' })).toEqual({
    ok: true,
    value: { name: 'sobre.quipu' },
  });
  expect(computer.disk.files().get('/usb/sobre.quipu')).toEqual(textToBytes('sealed'));
  expect(await handlers.bundleRead({ id })).toEqual({ ok: true, value: textToBytes('sealed') });
  const suggestedName = 'otro';
  const sha256 = digestOf(textToBytes('sealed'));
  expect(await handlers.bundleSaveAs({ id, suggestedName, sha256 })).toMatchObject({ ok: true });
  const damaged = { ok: false, error: { type: 'diskFailure', code: 'EIO' } };
  computer.disk.put(fileOf(computer.disk, `${id}.packed.quipu`), textToBytes('sealet'));
  expect(await handlers.bundleSaveAs({ id, suggestedName: 'malo', sha256 })).toEqual(damaged);
  running.target = '/usb';
  expect(await handlers.bundlesSaveAs({ files: [{ id, suggestedName: 'malo', sha256 }] })).toMatchObject({
    value: { saved: [], problem: damaged.error },
  });
  expect([...computer.disk.files().keys()].some((path) => path.includes('malo'))).toBe(false);
  computer.disk.put(fileOf(computer.disk, `${id}.packed.quipu`), textToBytes('sealed'));
  running.target = '/usb/sobre.quipu';
  expect(await handlers.bundlePick()).toEqual({
    ok: true,
    value: { name: 'sobre.quipu', bytes: textToBytes('sealed') },
  });
  expect(await handlers.bundleSaveAs({ id: digestOfText('none'), suggestedName: 'x' })).toEqual({
    ok: false,
    error: { type: 'fileGone' },
  });
});

test('an attachment is picked, kept sealed, and saved where the person says; locked, nothing of it is answered', async () => {
  const computer = machine();
  const running = processOn(computer);
  const { handlers } = running;
  await handlers.vaultCreate({ passphrase: PASSPHRASE });
  expect(await handlers.filesPick()).toEqual({ ok: true, value: [] });
  computer.disk.put('/home/ana/nota.txt', textToBytes('una nota'));
  running.target = '/home/ana/nota.txt';
  const picked = await handlers.filesPick();
  const [file] = picked.ok ? picked.value : [];
  expect(file).toEqual({ pick: file?.pick, name: 'nota.txt', size: 8 });
  const pick = file?.pick ?? '';
  expect(await handlers.pickedRead({ pick })).toEqual({ ok: true, value: textToBytes('una nota') });
  expect(await handlers.pickedRead({ pick })).toEqual({ ok: false, error: { type: 'fileGone' } });
  expect(await handlers.pickedRead({ pick: '/home/ana/nota.txt' })).toEqual({ ok: false, error: { type: 'fileGone' } });
  expect(await handlers.blobKeep({ id, bytes: textToBytes('una nota') })).toEqual({ ok: true, value: null });
  running.target = '/usb/copia.txt';
  expect(await handlers.blobSaveAs({ id, suggestedName: 'copia', extension: 'txt' })).toEqual({
    ok: true,
    value: { name: 'copia.txt' },
  });
  expect(computer.disk.files().get('/usb/copia.txt')).toEqual(textToBytes('una nota'));
  running.target = '/home/ana/nota.txt';
  const again = await handlers.filesPick();
  await handlers.vaultLock();
  const locked = { ok: false, error: { type: 'vaultLocked' } };
  expect(await handlers.pickedRead({ pick: (again.ok && again.value[0]?.pick) || '' })).toMatchObject({ ok: false });
  expect([await handlers.blobsKept(), await handlers.blobRead({ id })]).toEqual([locked, locked]);
});

test('the high-water mark is read and written while the vault is open, and not otherwise', async () => {
  const { handlers } = processOn(machine());
  await handlers.vaultCreate({ passphrase: PASSPHRASE });
  expect(await handlers.highWaterRead()).toBe(null);
  expect(await handlers.highWaterWrite({ changesets: 5, records: 2 })).toEqual({ ok: true, value: null });
  expect(await handlers.highWaterRead()).toEqual({ changesets: 5, records: 2 });
  await handlers.vaultLock();
  expect(await handlers.highWaterRead()).toBe(null);
  expect(await handlers.highWaterWrite({ changesets: 0, records: 0 })).toMatchObject({ ok: false });
});

test('what the page knows of the network is handed on', async () => {
  const { handlers, asked } = processOn(machine());
  await handlers.courierLink({ metered: true });
  await handlers.courierLink({ metered: null });
  expect(asked).toEqual(['metered true', 'metered null']);
});

test('new settings count at once, even where they could not be written', async () => {
  const computer = machine();
  const { handlers, settings } = processOn(computer);
  const dark = { language: 'pt', textSize: 150, theme: 'dark' } as const;
  computer.disk.fault = { at: 1, how: 'power', code: 'EROFS' };
  expect(await handlers.settingsWrite(dark)).toEqual({ ok: false, error: { type: 'readOnlyFolder' } });
  expect(settings).toEqual([dark]);
});

test('the app says what it is, also where the free space cannot be told', async () => {
  const computer = machine();
  expect(await processOn(computer).handlers.appInfo()).toEqual({
    version: '1.2.3',
    platform: 'linux',
    locale: 'es',
    isRealElectron: false,
    builtAt: '2026-11-22',
    freeBytes: 1e9,
  });
  const unknown = { ...computer, disk: { ...computer.disk, freeBytes: () => Promise.reject(diskError('ENOSYS')) } };
  expect(await processOn(unknown).handlers.appInfo()).toMatchObject({ freeBytes: null });
});

test('where the disk is full the reserve goes and the save is there; without one it is said, and a later opening makes it anew', async () => {
  const computer = machine();
  const { handlers } = processOn(computer);
  const { disk } = computer;
  const reserve = () => [...disk.files()].find(([path]) => path.endsWith('/reserve'))?.[1].length;
  const save = async (text: string) => {
    disk.count = 0;
    disk.fault = { at: 1, only: 'write', how: 'throw', code: 'ENOSPC' };
    const saved = await handlers.journalAppend({ entries: [textToBytes(text)] });
    disk.fault = undefined;
    return saved;
  };
  await handlers.vaultCreate({ passphrase: PASSPHRASE });
  expect(reserve()).toBe(1024);
  expect(await save('first')).toMatchObject({ ok: true, value: { entries: 1 } });
  expect(reserve()).toBeUndefined();
  expect(await save('second')).toMatchObject({ ok: false, error: { type: 'diskFull' } });
  expect(await handlers.journalMark()).toMatchObject({ ok: true, value: { entries: 1 } });
  await handlers.vaultLock();
  await handlers.vaultUnlock({ passphrase: PASSPHRASE });
  expect(reserve()).toBe(1024);
});

test('no reserve is made where there is little room, and one that cannot be made is no reason not to open', async () => {
  const little = machine();
  Object.assign(little.disk, { freeBytes: async () => 4095 });
  const answer = await processOn(little).handlers.vaultCreate({ passphrase: PASSPHRASE });
  expect(answer.ok).toBe(true);
  const names = [...little.disk.files().keys()];
  expect(names.some((path) => path.includes('/reserve'))).toBe(false);
  const unknown = machine();
  Object.assign(unknown.disk, { freeBytes: () => Promise.reject(diskError('EIO')) });
  expect((await processOn(unknown).handlers.vaultCreate({ passphrase: PASSPHRASE })).ok).toBe(true);
});
