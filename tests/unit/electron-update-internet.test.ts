// A new version from the internet: asked for only when a person says so, of one address, telling nothing of the laptop;
// and whatever that address or the network answers, only what was signed, newer and whole is ever handed to the system.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { addressOf } from '#electron/courier/addresses.ts';
import type { UpdateHost } from '#electron/update.ts';
import { installedAs } from '#electron/update/installed.ts';
import published from '#resources/release.json' with { type: 'json' };
import { base64urlToBytes, joinBytes, textToBytes, type Bytes } from '#shared/base/bytes.ts';
import { memoryDisk, type MemoryDisk } from './electron-memory-disk.ts';
import { fileOf, INSTALLER, laptop, makeKey, typeOf, type Laptop } from './electron-update-laptop.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const servers: (() => void)[] = [];
afterEach(() => {
  for (const stop of servers.splice(0)) stop();
});

/** On this machine's own address; `asked`: method, path, range. */
async function serve(answer: Answer): Promise<{ readonly address: string; readonly asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push([request.method, request.url, request.headers.range].join(' '));
    answer(request, response);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  servers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

/** As a folder on a web server answers. */
const handsOut =
  (file: Bytes, most = Number.POSITIVE_INFINITY): Answer =>
  ({ headers: { range } }, response) => {
    const [, from = '0', to = ''] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? [];
    const part = file.subarray(Number(from), to === '' ? file.length : Number(to) + 1);
    response.writeHead(206, { 'content-type': 'application/octet-stream', 'content-length': part.length });
    if (part.length <= most) response.end(part);
    else response.write(part.subarray(0, most), () => response.destroy());
  };

async function online(
  answer: Answer,
  more: Partial<UpdateHost> = {},
  disk?: MemoryDisk,
): Promise<Laptop & { readonly asked: string[]; readonly address: string }> {
  const { address, asked } = await serve(answer);
  return { ...laptop(null, { address, askAddress: async () => true, ...more }, disk), asked, address };
}

const filesOf = ({ disk }: Laptop): readonly string[] =>
  [...disk.files().keys()].filter((path) => !path.endsWith('newest.json'));
const TAKEN = '/data/update/Chasqui-0.2.0-win-x64.exe';

test('a person says yes, reads what is there, has it brought, and hands it to the system', async () => {
  const asks: string[] = [];
  const file = await fileOf();
  const here = await online(handsOut(file), {
    askAddress: async (address) => {
      asks.push(address);
      return true;
    },
  });
  expect(here.update.updateState()).toMatchObject({ address: here.address });
  expect(await here.update.updateLook()).toMatchObject({ ok: true, value: { version: '0.2.0', from: 'internet' } });
  expect(asks).toEqual([here.address]);
  expect(filesOf(here)).toEqual([]);
  expect(await here.update.updateTake()).toMatchObject({ ok: true, value: { how: 'open', from: 'internet' } });
  expect(here.disk.files().get(TAKEN)).toEqual(INSTALLER);
  expect(here.done).toEqual([]);
  await here.update.updateOpen();
  expect(here.done).toEqual([`open ${TAKEN}`]);
  const begins = file.length - INSTALLER.length;
  expect(here.asked).toEqual([
    'GET /win32-x64.exe.chasqui bytes=0-8191',
    `GET /win32-x64.exe.chasqui bytes=${begins}-${file.length - 1}`,
  ]);
});

test('nothing is asked before a person says yes, and without a key or an address not even the person is', async () => {
  const asks: string[] = [];
  const askAddress = async (address: string): Promise<boolean> => {
    asks.push(address);
    return false;
  };
  const unwilling = await online(handsOut(await fileOf()), { askAddress });
  await unwilling.update.updateState();
  expect(await unwilling.update.updateLook()).toEqual({ ok: true, value: null });
  expect(typeOf(await unwilling.update.updateTake())).toBe('fileGone');
  expect(unwilling.asked).toEqual([]);
  expect(asks).toEqual([unwilling.address]);
  const keyless = await online(handsOut(await fileOf()), { askAddress, keys: [] });
  expect(typeOf(await keyless.update.updateLook())).toBe('noReleaseKey');
  const nowhere = laptop(null, { askAddress });
  expect(typeOf(await nowhere.update.updateLook())).toBe('noReleaseAddress');
  expect([...keyless.asked, ...asks.slice(1)]).toEqual([]);
});

test('what is sent is the same from every laptop', async () => {
  const seen: string[] = [];
  const answer = handsOut(await fileOf());
  const noting: Answer = (request, response) => {
    const { host: _host, ...headers } = request.headers;
    seen.push(JSON.stringify([request.url, headers]));
    answer(request, response);
  };
  for (const version of ['0.1.0', '0.1.7']) {
    const here = await online(noting, { version, today: () => `2026-11-2${version.at(-1)}` });
    await here.update.updateLook();
  }
  expect(new Set(seen).size).toBe(1);
});

const text =
  (body: string, status = 200, headers: Readonly<Record<string, string>> = {}): Answer =>
  (_request, response) =>
    response.writeHead(status, headers).end(body);

const LIES: readonly (readonly [string, string, () => Promise<Answer>])[] = [
  ['signed by another key', 'foreignUpdate', async () => handsOut(await fileOf({}, INSTALLER, makeKey()))],
  ['an older version', 'updateNotNewer', async () => handsOut(await fileOf({ version: '0.0.9' }))],
  ['the version that is here', 'updateNotNewer', async () => handsOut(await fileOf({ version: '0.1.0' }))],
  [
    'what is here, held out for ever',
    'updateExpired',
    async () => handsOut(await fileOf({ version: '0.1.0', until: '2026-11-28' })),
  ],
  ['a newer one whose last day is over', 'updateExpired', async () => handsOut(await fileOf({ until: '2026-11-28' }))],
  ['another system’s', 'updateElsewhere', async () => handsOut(await fileOf({ platform: 'darwin' }))],
  ['another channel’s version', 'newerUpdateFormat', async () => handsOut(await fileOf({ version: '0.2.0-beta' }))],
  ['no such file', 'noUpdateThere', async () => text('not found', 404)],
  ['an error of the server', 'updateUnreachable', async () => text('oh', 503)],
  ['something else', 'notAnUpdate', async () => text('hello')],
  ['nothing', 'notAnUpdate', async () => text('')],
  ['a hotel’s page', 'updateBehindPortal', async () => text('<html>', 200, { 'content-type': 'text/html' })],
  ['a hotel’s page under another name', 'updateBehindPortal', async () => text('\n <!doctype html>', 200)],
  ['a network that wants to be entered', 'updateBehindPortal', async () => text('', 511)],
];

test.each(LIES.map(([what, type, answer]) => ({ what, type, answer })))(
  'an address that answers with $what: $type, and nothing is written',
  async ({ type, answer }) => {
    const here = await online(await answer());
    expect(typeOf(await here.update.updateLook())).toBe(type);
    expect(typeOf(await here.update.updateTake())).toBe('fileGone');
    expect([...here.disk.files().keys()]).toEqual([]);
  },
);

test('no other host is followed to, also not with a good file', async () => {
  const other = await serve(handsOut(await fileOf()));
  const here = await online((request, response) =>
    response.writeHead(302, { location: `${other.address}${request.url}` }).end(),
  );
  expect(typeOf(await here.update.updateLook())).toBe('updateBehindPortal');
  expect(other.asked).toEqual([]);
});

test('where nobody answers, it says so', async () => {
  const { update } = laptop(null, { address: 'http://127.0.0.1:1', askAddress: async () => true });
  expect(typeOf(await update.updateLook())).toBe('updateUnreachable');
});

/** Once the head was read, the address answers so. */
async function lookedAt(later: Answer, more: Partial<UpdateHost> = {}, disk?: MemoryDisk, file?: Bytes) {
  const first = handsOut(file ?? (await fileOf()));
  let isLater = false;
  const here = await online((request, response) => (isLater ? later : first)(request, response), more, disk);
  expect(typeOf(await here.update.updateLook())).toBe('ok');
  isLater = true;
  return here;
}

test('a body without an end is left at the byte that was signed', async () => {
  let sent = 0;
  const endless: Answer = (_request, response) => {
    response.writeHead(206);
    const more = (): void => {
      while (!response.destroyed && response.write(new Uint8Array(65_536))) sent += 65_536;
      response.once('drain', more);
    };
    more();
  };
  const here = await lookedAt(endless);
  expect(typeOf(await here.update.updateTake())).toBe('updateSwapped');
  expect(sent).toBeLessThan(INSTALLER.length + 32 * 1024 * 1024);
  expect(filesOf(here)).toEqual([]);
});

test('other bytes of the right size are refused, and nothing of them is kept', async () => {
  const wrong = await fileOf();
  wrong[wrong.length - 9] = (wrong[wrong.length - 9] ?? 0) ^ 1;
  const here = await lookedAt(handsOut(wrong));
  expect(typeOf(await here.update.updateTake())).toBe('updateSwapped');
  expect(typeOf(await here.update.updateOpen())).toBe('fileGone');
  expect(filesOf(here)).toEqual([]);
});

test('what was cut goes on behind what came, also after the app was started again', async () => {
  const file = await fileOf();
  const begins = file.length - INSTALLER.length;
  const disk = memoryDisk();
  const cut = await lookedAt(handsOut(file, 400_000), {}, disk);
  expect(typeOf(await cut.update.updateTake())).toBe('updateUnreachable');
  const came = [...disk.files().values()][0]?.length ?? 0;
  expect(came).toBeGreaterThan(0);
  const again = await online(handsOut(file), {}, disk);
  await again.update.updateLook();
  expect(typeOf(await again.update.updateTake())).toBe('ok');
  expect(again.asked[1]).toBe(`GET /win32-x64.exe.chasqui bytes=${begins + came}-${file.length - 1}`);
  expect(disk.files().get(TAKEN)).toEqual(INSTALLER);
});

test('a server that knows no ranges sends all of it, and the same is taken', async () => {
  const file = await fileOf();
  const disk = memoryDisk();
  const cut = await lookedAt(handsOut(file, 400_000), {}, disk);
  await cut.update.updateTake();
  const here = await online((_request, response) => response.writeHead(200).end(file), {}, disk);
  await here.update.updateLook();
  expect(typeOf(await here.update.updateTake())).toBe('ok');
  expect(disk.files().get(TAKEN)).toEqual(INSTALLER);
});

test('what a power cut left of it is begun anew, without a false alarm', async () => {
  const file = await fileOf();
  const disk = memoryDisk();
  const cut = await lookedAt(handsOut(file, 400_000), {}, disk);
  await cut.update.updateTake();
  for (const [part, bytes] of disk.files()) disk.put(part, new Uint8Array(bytes.length));
  const here = await online(handsOut(file), {}, disk);
  await here.update.updateLook();
  expect(typeOf(await here.update.updateTake())).toBe('ok');
  expect(disk.files().get(TAKEN)).toEqual(INSTALLER);
});

test('stopping keeps what came; another version takes its place', async () => {
  const disk = memoryDisk();
  const stopping: { stop: () => void } = { stop: () => undefined };
  const here = await lookedAt(handsOut(await fileOf()), { tell: () => stopping.stop() }, disk);
  stopping.stop = () => void here.update.updateStop();
  expect(typeOf(await here.update.updateTake())).toBe('updateStopped');
  expect(filesOf(here)).toHaveLength(1);
  const newer = await online(handsOut(await fileOf({ version: '0.3.0' }, textToBytes('x'.repeat(9000)))), {}, disk);
  await newer.update.updateLook();
  expect(typeOf(await newer.update.updateTake())).toBe('ok');
  expect(filesOf(newer)).toEqual([TAKEN]);
});

test('an address that stands still is left, and a person can stop the waiting', async () => {
  const still: Answer = () => undefined;
  const idle = await online(still, {
    after: (_milliseconds, work) => {
      const timer = setTimeout(work, 20);
      return () => clearTimeout(timer);
    },
  });
  expect(typeOf(await idle.update.updateLook())).toBe('updateUnreachable');
  const arrived = Promise.withResolvers<void>();
  const stopped = await online(() => arrived.resolve());
  const looking = stopped.update.updateLook();
  await arrived.promise;
  await stopped.update.updateStop();
  expect(typeOf(await looking)).toBe('updateStopped');
});

test('where there is no room it says so, and a disk that fills leaves nothing', async () => {
  const file = await fileOf();
  const small = memoryDisk();
  const narrow = await lookedAt(handsOut(file), {}, { ...small, freeBytes: async () => 1000 });
  expect(await narrow.update.updateTake()).toMatchObject({ ok: false, error: { type: 'notEnoughSpace', limit: 1000 } });
  const disk = memoryDisk();
  const here = await lookedAt(handsOut(file), {}, disk);
  disk.fault = { at: 3, only: 'write', how: 'short' };
  disk.count = 0;
  expect(typeOf(await here.update.updateTake())).toBe('diskFull');
  expect(filesOf(here)).toEqual([]);
});

test('what follows the head of another file is not taken for it', async () => {
  const other = await fileOf({ version: '0.4.0' }, textToBytes('another installer '.repeat(80_000)));
  const here = await lookedAt(handsOut(joinBytes(other, INSTALLER)));
  expect(typeOf(await here.update.updateTake())).toBe('updateSwapped');
  expect(filesOf(here)).toEqual([]);
});

test('this build knows no address, or one that is asked under a lock; and at most two keys, without which none is asked', () => {
  const { address, keys } = published as { readonly address: string | null; readonly keys: readonly string[] };
  expect(keys.length).toBeLessThanOrEqual(2);
  for (const key of keys) expect(base64urlToBytes(key)).toHaveLength(32);
  if (address !== null) expect(keys.length).toBeGreaterThan(0);
  const isGood = (text: string): boolean => text.startsWith('https://') && addressOf(text) === text;
  expect(address === null || isGood(address)).toBe(true);
  expect(isGood('https://x.example/chasqui')).toBe(true);
  for (const bad of ['http://x.example', 'https://x.example/', 'https://x.example?a', 'https://me@x.example', 'x'])
    expect(isGood(bad), bad).toBe(false);
});

test.each([
  ['win32', 'C:\\Users\\ana\\AppData\\Local\\Programs\\chasqui\\Chasqui.exe', undefined, true, 'exe'],
  ['win32', 'E:\\Chasqui\\Chasqui.exe', undefined, false, 'zip'],
  ['darwin', '/Applications/Chasqui.app/Contents/MacOS/Chasqui', undefined, false, 'dmg'],
  ['linux', '/tmp/.mount_Chasqu1/chasqui', '/home/ana/Chasqui.AppImage', false, 'AppImage'],
  ['linux', '/opt/Chasqui/chasqui', undefined, false, 'deb'],
  ['linux', '/home/ana/chasqui/chasqui', undefined, false, 'tar.gz'],
] as const)('on %s, %s is asked for as %s %s %s', (platform, path, appImage, hasUninstaller, form) => {
  expect(installedAs({ platform, path, appImage, isThere: () => hasUninstaller })).toBe(form);
});
