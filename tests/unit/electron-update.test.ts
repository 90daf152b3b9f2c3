// A new version from a file on a stick: taken only as it was signed, for this computer, newer than what was here, and
// whole; whatever goes wrong, nothing is handed to the system that was not compared.

import { expect, test } from 'vitest';
import type { UpdateHost } from '#electron/update.ts';
import { bytesToText, joinBytes, textToBytes, type Bytes } from '#shared/base/bytes.ts';
import { signValue } from '#shared/log/envelope.ts';
import { isInstallerName, isNewer, isVersion, RELEASE_TYPE } from '#shared/log/release.ts';
import { memoryDisk } from './electron-memory-disk.ts';
import { fileOf, INSTALLER, KEY, laptop, makeKey, releaseOf, STICK, typeOf } from './electron-update-laptop.ts';

test('a file is chosen, said what it is, copied, compared, and handed to the system', async () => {
  const { update, disk, done } = laptop(await fileOf());
  expect(update.updateState()).toEqual({ version: '0.1.0', hasKey: true, address: null, ready: null });
  const facts = {
    version: '0.2.0',
    name: 'Chasqui-0.2.0-win-x64.exe',
    size: INSTALLER.length,
    madeAt: '2026-11-01',
    from: 'file',
  };
  expect(await update.updatePick()).toEqual({ ok: true, value: facts });
  expect([...disk.files().keys()]).toEqual([STICK]);
  expect(await update.updateTake()).toEqual({ ok: true, value: { ...facts, how: 'open' } });
  expect(update.updateState()).toMatchObject({ ready: { version: '0.2.0' } });
  expect(disk.files().get('/data/update/Chasqui-0.2.0-win-x64.exe')).toEqual(INSTALLER);
  expect(done).toEqual([]);
  expect(await update.updateOpen()).toEqual({ ok: true, value: null });
  expect(done).toEqual(['open /data/update/Chasqui-0.2.0-win-x64.exe']);
});

test.each([
  ['Chasqui-0.2.0-linux-x86_64.AppImage', ['runnable', 'show']],
  ['Chasqui-0.2.0-linux-x64.tar.gz', ['show']],
  ['Chasqui-0.2.0-linux-amd64.deb', ['open']],
] as const)('%s is %j', async (name, deeds) => {
  const here = { platform: 'linux', arch: 'x64' };
  const { update, done } = laptop(await fileOf({ ...here, name }), here);
  await update.updatePick();
  await update.updateTake();
  await update.updateOpen();
  expect(done).toEqual(deeds.map((deed) => `${deed} /data/update/${name}`));
});

const damaged = async (change: (file: Bytes) => Bytes): Promise<Bytes> => change(await fileOf());
const headEnd = (file: Bytes): number => file.indexOf(0x0a, file.indexOf(0x0a) + 1) + 1;
const said =
  (text: string, by: string): ((file: Bytes) => Bytes) =>
  (file) =>
    joinBytes(
      textToBytes((bytesToText(file.slice(0, headEnd(file))) ?? '').replace(text, by)),
      file.slice(headEnd(file)),
    );

const REFUSED: readonly (readonly [string, string, () => Promise<Bytes>, Partial<UpdateHost>?])[] = [
  ['a build without a key takes none', 'noReleaseKey', () => fileOf(), { keys: [] }],
  ['signed by another key', 'foreignUpdate', () => fileOf({}, INSTALLER, makeKey())],
  ['the version changed after it was signed', 'foreignUpdate', () => damaged(said('0.2.0', '0.9.0'))],
  [
    'another kind of signed thing',
    'newerUpdateFormat',
    async () =>
      joinBytes(
        textToBytes(
          `chasqui-update/1\n${JSON.stringify(await signValue('application/vnd.chasqui.roster+json;v=1', {}, KEY.signer))}\n`,
        ),
        INSTALLER,
      ),
  ],
  [
    'something more is said than this app reads',
    'newerUpdateFormat',
    async () =>
      joinBytes(
        textToBytes(
          `chasqui-update/1\n${JSON.stringify(await signValue(RELEASE_TYPE, { ...releaseOf(INSTALLER), more: 1 }, KEY.signer))}\n`,
        ),
        INSTALLER,
      ),
  ],
  ['a later format', 'newerUpdateFormat', () => damaged(said('chasqui-update/1', 'chasqui-update/2'))],
  ['a bundle', 'notAnUpdate', async () => textToBytes('age-encryption.org/v1\n-> X25519 …')],
  ['nothing', 'notAnUpdate', async () => new Uint8Array()],
  ['cut in its head', 'notAnUpdate', () => damaged((file) => file.slice(0, 60))],
  ['a head without an end', 'notAnUpdate', async () => textToBytes(`chasqui-update/1\n${'['.repeat(20_000)}`)],
  ['deep nesting', 'notAnUpdate', async () => textToBytes(`chasqui-update/1\n${'['.repeat(4000)}\n`)],
  ['for another system', 'updateElsewhere', () => fileOf({ platform: 'darwin' })],
  ['for another processor', 'updateElsewhere', () => fileOf({ arch: 'arm64' })],
  ['the version that is here', 'updateNotNewer', () => fileOf({ version: '0.1.0' })],
  ['an older one', 'updateNotNewer', () => fileOf({ version: '0.0.9' })],
  ['expired', 'updateExpired', () => fileOf({ until: '2026-11-28' })],
  [
    'expired before the app was built, by whatever clock',
    'updateExpired',
    () => fileOf({ until: '2026-09-30' }),
    { today: () => '2010-01-01' },
  ],
  ['a name that leads elsewhere', 'newerUpdateFormat', () => fileOf({ name: '../../evil.exe' })],
  ['no installer’s name', 'newerUpdateFormat', () => fileOf({ name: 'evil.sh' })],
  ['a size without an end', 'newerUpdateFormat', () => fileOf({ size: 2 ** 40 })],
];

test.each(REFUSED.map(([what, type, file, more = {}]) => ({ what, type, file, more })))(
  '$what: refused as $type, and nothing is written',
  async ({ type, file, more }) => {
    const { update, disk, done } = laptop(await file(), more);
    expect(typeOf(await update.updatePick())).toBe(type);
    expect(typeOf(await update.updateTake())).toBe('fileGone');
    expect(typeOf(await update.updateOpen())).toBe('fileGone');
    expect([...disk.files().keys()]).toEqual([STICK]);
    expect(done).toEqual([]);
  },
);

test.each<readonly [string, string, (file: Bytes) => Bytes]>([
  ['cut', 'updateCut', (file) => file.slice(0, -1)],
  ['longer than was signed', 'updateSwapped', (file) => joinBytes(file, textToBytes('x'))],
  [
    'of the same size and other bytes',
    'updateSwapped',
    (file) => {
      file[file.length - 5] = (file[file.length - 5] ?? 0) ^ 1;
      return file;
    },
  ],
])('an installer that is %s is refused as %s and not kept', async (_what, type, change) => {
  const { update, disk, done } = laptop(await damaged(change));
  expect(typeOf(await update.updatePick())).toBe('ok');
  expect(typeOf(await update.updateTake())).toBe(type);
  expect(typeOf(await update.updateOpen())).toBe('fileGone');
  expect([...disk.files().keys()].filter((path) => path.startsWith('/data/'))).toEqual([]);
  expect(done).toEqual([]);
});

test('what was swapped on this disk after it was compared is not opened', async () => {
  const { update, disk, done } = laptop(await fileOf());
  await update.updatePick();
  await update.updateTake();
  const other = INSTALLER.slice();
  other[7] = 1;
  disk.put('/data/update/Chasqui-0.2.0-win-x64.exe', other);
  expect(typeOf(await update.updateOpen())).toBe('updateSwapped');
  expect(done).toEqual([]);
});

test('versions only rise: what was taken once may be taken again, and none before it', async () => {
  const { update, disk } = laptop(await fileOf({ version: '0.3.0' }));
  await update.updatePick();
  await update.updateTake();
  for (const [version, type] of [
    ['0.2.9', 'updateNotNewer'],
    ['0.3.0', 'ok'],
    ['0.10.0', 'ok'],
  ] as const) {
    const again = laptop(await fileOf({ version }), {}, disk);
    const answer = await again.update.updatePick();
    expect(typeOf(answer), version).toBe(type);
    if (!answer.ok) expect(answer.error).toMatchObject({ version, here: '0.3.0' });
  }
});

test('while one key follows the other, either is enough; afterwards only the new one is', async () => {
  const next = makeKey();
  const [byOld, byNew] = [await fileOf(), await fileOf({}, INSTALLER, next)];
  const takes = async (file: Bytes, keys: readonly string[]): Promise<unknown> =>
    typeOf(await laptop(file, { keys }).update.updatePick());
  const both = [KEY.publicKey, next.publicKey];
  expect([await takes(byOld, both), await takes(byNew, both)]).toEqual(['ok', 'ok']);
  expect(await takes(byNew, [next.publicKey])).toBe('ok');
  expect(await takes(byOld, [next.publicKey])).toBe('foreignUpdate');
  expect(await takes(byNew, [KEY.publicKey])).toBe('foreignUpdate');
});

test('stopping leaves nothing, and it can be taken afterwards', async () => {
  const disk = memoryDisk();
  const { update } = laptop(await fileOf(), { tell: () => void update.updateStop() }, disk);
  await update.updatePick();
  expect(typeOf(await update.updateTake())).toBe('updateStopped');
  expect([...disk.files().keys()]).toEqual([STICK]);
  const again = laptop(await fileOf(), {}, disk);
  await again.update.updatePick();
  expect(typeOf(await again.update.updateTake())).toBe('ok');
});

test('two that are asked for at once are copied one after the other, and what is ready is whole', async () => {
  const { update, disk } = laptop(await fileOf());
  await update.updatePick();
  const [one, two] = await Promise.all([update.updateTake(), update.updateTake()]);
  expect([typeOf(one), typeOf(two)]).toEqual(['ok', 'fileGone']);
  expect(update.updateState()).toMatchObject({ ready: { version: '0.2.0' } });
  expect(disk.files().get('/data/update/Chasqui-0.2.0-win-x64.exe')).toEqual(INSTALLER);
});

test('whatever the disk does at whatever step, an installer that is not whole is never ready', async () => {
  const file = await fileOf();
  const counted = laptop(file);
  await counted.update.updatePick();
  counted.disk.count = 0;
  await counted.update.updateTake();
  const steps = counted.disk.count;
  expect(steps).toBeGreaterThan(10);
  for (const how of ['throw', 'short', 'power'] as const)
    for (let at = 1; at <= steps; at++) {
      const { update, disk, done } = laptop(file);
      await update.updatePick();
      disk.fault = { at, how };
      disk.count = 0;
      const taken = await update.updateTake();
      disk.fault = undefined;
      const path = '/data/update/Chasqui-0.2.0-win-x64.exe';
      if (taken.ok) expect(disk.files().get(path), `${how} ${at}`).toEqual(INSTALLER);
      else {
        expect(typeOf(await update.updateOpen()), `${how} ${at}`).toBe('fileGone');
        expect(done).toEqual([]);
      }
    }
}, 60_000);

test('nobody chose a file: nothing happens', async () => {
  expect(await laptop(null).update.updatePick()).toEqual({ ok: true, value: null });
});

test('a system that does not open it says so', async () => {
  const { update } = laptop(await fileOf(), { open: async () => 'no application' });
  await update.updatePick();
  await update.updateTake();
  expect(typeOf(await update.updateOpen())).toBe('updateNotOpened');
});

test('three numbers are compared as numbers; other versions, and names that are more than names, are none', () => {
  expect(isNewer('0.10.0', '0.9.9')).toBe(true);
  expect(isNewer('1.0.0', '1.0.0')).toBe(false);
  expect(isNewer('1.0.0', '1.0.1')).toBe(false);
  for (const text of ['1.0', '01.0.0', '1.0.0-beta', '1.0.0 ', '1.0.0\n', '9999999.0.0', ''])
    expect(isVersion(text), text).toBe(false);
  for (const name of [
    'a/b.exe',
    'a\\b.exe',
    '..exe',
    '.exe',
    'con .exe',
    'a.exe ',
    'a.exe\n',
    'a\u202eexe.exe',
    'a.msi',
    `${'a'.repeat(200)}.exe`,
  ])
    expect(isInstallerName(name), name).toBe(false);
});
