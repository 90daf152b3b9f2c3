import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type RunningLetterbox, startLetterbox } from '#secretariat/server.ts';
import { decodeStoredReceipt } from '#shared/bundle/receipt.ts';
import { isSignedBy } from '#shared/log/envelope.ts';
import { decodeAbout, decodeListing, decodeSigned, paths, uploadIdOf } from '#shared/wire/letterbox.ts';
import { type FakeDevice, fakeMechanism } from '#scripts/headless/mechanism.ts';
import { ask, beginRequest, type Ground, makeGround, type OpenRequest, runProcess } from './process.ts';
import { type FakeBundle, fakeBundle, metadataOf, tokenOf } from './visit.ts';

vi.setConfig({ testTimeout: 180_000 }); // processes and cuts, on a machine that may be busy

const fake = await fakeMechanism('socket');
const [one, two] = [fake.recorders[0]!, fake.recorders[2]!];
const leftovers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const remove of leftovers.splice(0).reverse()) await remove();
});

async function ground(): Promise<Ground> {
  const made = await makeGround(fake.profileText);
  leftovers.push(made.remove);
  return made;
}

/** A device at a letterbox on a socket. */
function deviceAt(url: string, device: FakeDevice) {
  const signed = async (path: string, method: string, more: Record<string, string> = {}) => {
    const [now, request] = [Date.now(), { path, method, headers: more }];
    const facts = { letterbox: url, from: now - 60_000, until: now + 60_000, request };
    const token = await tokenOf(device, fake.profile.id, facts);
    return { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0', ...more };
  };
  const askAs = async (path: string, method: string, more: Record<string, string> = {}, body?: Uint8Array) =>
    ask(`${url}/${path}`, method, await signed(path, method, more), body);
  const pathOf = (bundle: FakeBundle): string => paths.upload(uploadIdOf(device.kid, bundle.sha256));
  const pieceFrom = (from: number) => ({
    'upload-offset': `${from}`,
    'content-type': 'application/offset+octet-stream',
  });
  return {
    begin: (bundle: FakeBundle) =>
      askAs(paths.uploads, 'POST', {
        'upload-length': `${bundle.bytes.length}`,
        'upload-metadata': metadataOf(bundle),
      }),
    /** Announces all bytes from an offset on; the caller writes them. */
    openSend: async (bundle: FakeBundle, from: number): Promise<OpenRequest> =>
      beginRequest(`${url}/${pathOf(bundle)}`, 'PATCH', {
        ...(await signed(pathOf(bundle), 'PATCH', pieceFrom(from))),
        'content-length': `${bundle.bytes.length - from}`,
      }),
    send: (bundle: FakeBundle, from: number, to = bundle.bytes.length) =>
      askAs(pathOf(bundle), 'PATCH', pieceFrom(from), bundle.bytes.subarray(from, to)),
    offset: async (bundle: FakeBundle) => Number((await askAs(pathOf(bundle), 'HEAD')).headers['upload-offset']),
    receipt: (bundle: FakeBundle) => askAs(paths.receipt(bundle.sha256), 'GET'),
    get: (path: string) => askAs(path, 'GET'),
    signed,
  };
}

/** Resolves when so many bytes of an upload are in its file. */
async function untilOnDisk(folder: string, id: string, size: number): Promise<void> {
  const path = join(folder, 'uploads', `${id}.part`);
  while ((await stat(path)).size < size) await new Promise((resolve) => setImmediate(resolve));
}

describe('a letterbox process', () => {
  it('prints its address in one line, keeps its folder to its user, and is the same letterbox after a restart', async () => {
    const { start, folder } = await ground();
    const first = await start();
    const about = decodeAbout((await ask(`${first.url}/${paths.about}`)).json);
    expect(about?.mechanism).toBe(fake.profile.id);
    expect(first.output).toEqual([first.url]);
    expect((await stat(join(folder, 'letterbox.key'))).mode & 0o777).toBe(0o600);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    first.signal('SIGTERM');
    expect(await first.ended).toBe(0);
    const second = await start();
    expect(decodeAbout((await ask(`${second.url}/${paths.about}`)).json)?.key).toBe(about?.key);
  });

  it('killed in mid-upload has what it acknowledged, and the upload goes on to its receipt', async () => {
    const { start, folder } = await ground();
    const first = await start();
    const bundle = fakeBundle('killed', 400_000);
    const device = deviceAt(first.url, one);
    expect((await device.begin(bundle)).status).toBe(201);
    expect((await device.send(bundle, 0, 150_000)).headers['upload-offset']).toBe('150000');
    const cut = await device.openSend(bundle, 150_000);
    cut.request.write(bundle.bytes.subarray(150_000, 300_000));
    await untilOnDisk(folder, uploadIdOf(one.kid, bundle.sha256), 150_001);
    first.signal('SIGKILL');
    expect(await first.ended).toBe('SIGKILL');
    await expect(cut.answer).rejects.toThrow();

    const second = await start();
    const again = deviceAt(second.url, one);
    const offset = await again.offset(bundle);
    expect(offset).toBeGreaterThanOrEqual(150_000);
    expect((await again.send(bundle, offset)).status).toBe(204);
    const signed = decodeSigned((await again.receipt(bundle)).json)!;
    expect(decodeStoredReceipt(signed)).toMatchObject({ sha256: bundle.sha256, size: 400_000 });
    const reader = deviceAt(second.url, fake.secretariat);
    const listing = decodeListing((await reader.get(paths.bundles)).json);
    expect(listing?.items.map(({ sha256 }) => sha256)).toEqual([bundle.sha256]);
    expect(Buffer.compare(await readFile(join(folder, 'kept', 'bundles', bundle.sha256)), bundle.bytes)).toBe(0);
  });

  it('told to stop lets an upload under way end, refuses new ones, and exits with 0', async () => {
    const { start, folder } = await ground();
    const first = await start();
    const bundle = fakeBundle('drained', 200_000);
    const device = deviceAt(first.url, one);
    await device.begin(bundle);
    const slow = await device.openSend(bundle, 0);
    slow.request.write(bundle.bytes.subarray(0, 100_000));
    await untilOnDisk(folder, uploadIdOf(one.kid, bundle.sha256), 100_000);
    first.signal('SIGTERM');
    await expect(untilRefused(first.url)).resolves.toBe(true);
    slow.request.end(bundle.bytes.subarray(100_000));
    expect((await slow.answer).status).toBe(204);
    expect(await first.ended).toBe(0);
    const second = await start();
    expect((await deviceAt(second.url, one).receipt(bundle)).status).toBe(200);
  });

  it('answers a port that is taken, a wrong profile and wrong words with one sentence and an exit code', async () => {
    const { start, folder } = await ground();
    const running = await start();
    const profile = join(folder, '..', 'mechanism.json');
    const taken = await runProcess(['--dir', `${folder}2`, '--port', `${running.port}`, '--profile', profile]);
    expect(taken).toEqual({ code: 1, said: 'could not start: EADDRINUSE\n' });
    await writeFile(`${profile}.wrong`, '{"format":"chasqui-mechanism/9"}');
    const wrong = await runProcess(['--dir', `${folder}2`, '--port', '0', '--profile', `${profile}.wrong`]);
    expect(wrong.code).toBe(2);
    expect(wrong.said).toContain('the profile was not taken: newerProfile');
    const missing = await runProcess(['--dir', `${folder}2`, '--port', '0', '--profile', `${profile}.none`]);
    expect([missing.code, missing.said.includes('ENOENT')]).toEqual([2, true]);
    for (const args of [[], ['--dir', folder, '--port', '99999', '--profile', profile]]) {
      const usage = await runProcess(args);
      expect(usage.code).toBe(2);
      expect(usage.said).toContain('usage:');
    }
  });

  it('with a damaged key does not start with another one', async () => {
    const { start, folder } = await ground();
    await mkdir(folder);
    await writeFile(join(folder, 'letterbox.key'), 'not a key');
    await expect(start()).rejects.toThrow('it did not start: 1');
    expect(await readFile(join(folder, 'letterbox.key'), 'utf8')).toBe('not a key');
  });
});

/** Resolves once new connections are refused. */
async function untilRefused(url: string): Promise<boolean> {
  for (;;) {
    try {
      await ask(`${url}/${paths.about}`);
    } catch {
      return true;
    }
  }
}

describe('on a real socket', () => {
  async function inProcess(
    limits = {},
    more: { readonly metricsPort?: number } = {},
  ): Promise<RunningLetterbox & { readonly folder: string; readonly logs: string[] }> {
    const folder = await mkdtemp(join(tmpdir(), 'chasqui-letterbox-'));
    const logs: string[] = [];
    const running = await startLetterbox({
      folder,
      profile: fake.profile,
      port: 0,
      limits: { drainSeconds: 0, ...limits },
      writeLog: (line) => logs.push(line),
      ...more,
    });
    leftovers.push(async () => {
      await running.stop();
      await rm(folder, { recursive: true, force: true });
    });
    return { ...running, folder, logs };
  }

  it('a connection that is cut again and again delays an upload and damages nothing', async () => {
    const { url, folder, key } = await inProcess();
    const bundle = fakeBundle('cut', 300_000);
    const device = deviceAt(url, one);
    await device.begin(bundle);
    let offset = 0;
    for (let cut = 1; cut <= 5; cut++) {
      const open = await device.openSend(bundle, offset);
      open.request.write(bundle.bytes.subarray(offset, offset + 50_000));
      await untilOnDisk(folder, uploadIdOf(one.kid, bundle.sha256), offset + 1);
      open.request.destroy();
      const next = await device.offset(bundle);
      expect(next).toBeGreaterThan(offset);
      offset = next;
    }
    expect((await device.send(bundle, offset)).status).toBe(204);
    const signed = decodeSigned((await device.receipt(bundle)).json)!;
    expect(await isSignedBy(signed, signed.signatures[0]!, key)).toBe(true);
  });

  it('a client that lost its connection is not kept waiting by the old one, which still hangs', async () => {
    const { url, folder } = await inProcess();
    const bundle = fakeBundle('hanging', 300_000);
    const device = deviceAt(url, one);
    await device.begin(bundle);
    const hanging = await device.openSend(bundle, 0);
    hanging.request.write(bundle.bytes.subarray(0, 100_000));
    await untilOnDisk(folder, uploadIdOf(one.kid, bundle.sha256), 100_000);
    const offset = await device.offset(bundle);
    expect(offset).toBe(100_000);
    expect((await device.send(bundle, offset)).status).toBe(204);
    expect((await device.receipt(bundle)).status).toBe(200);
    hanging.request.destroy();
  });

  it('two devices that send the same bundle at once get the same receipt', async () => {
    const { url, folder } = await inProcess();
    const bundle = fakeBundle('both', 500_000);
    const devices = [one, two].map((device) => deviceAt(url, device));
    await Promise.all(devices.map((device) => device.begin(bundle)));
    const answers = await Promise.all(devices.map((device) => device.send(bundle, 0)));
    expect(answers.map(({ status }) => status)).toEqual([204, 204]);
    const [first, second] = await Promise.all(devices.map((device) => device.receipt(bundle)));
    expect(second?.text).toBe(first?.text);
    expect(await readdir(join(folder, 'kept', 'index'))).toHaveLength(1);
    expect(await readdir(join(folder, 'uploads'))).toEqual([]);
  });

  it('bytes without a valid token are not written, and the answer comes without waiting for them', async () => {
    const { url, folder } = await inProcess();
    const bundle = fakeBundle('refused', 5_000_000);
    const open = beginRequest(`${url}/${paths.upload(uploadIdOf(one.kid, bundle.sha256))}`, 'PATCH', {
      authorization: 'Bearer x',
      'tus-resumable': '1.0.0',
      'upload-offset': '0',
      'content-type': 'application/offset+octet-stream',
      'content-length': '5000000',
    });
    open.request.write(bundle.bytes.subarray(0, 1000));
    expect((await open.answer).text).toBe('{"code":"tokenMalformed"}');
    open.request.destroy();
    expect(await readdir(join(folder, 'uploads'))).toEqual([]);
  });

  it('headers that never end and bodies that stand still are dropped', async () => {
    const { url, port } = await inProcess({ headersSeconds: 1, idleSeconds: 1 });
    const silent = connect(port, '127.0.0.1');
    const dripping = connect(port, '127.0.0.1');
    dripping.write('GET /v1/about HTTP/1.1\r\nHost: x\r\nX-Slow: ');
    const drip = setInterval(() => dripping.write('a'), 100);
    const bundle = fakeBundle('still', 300_000);
    const device = deviceAt(url, one);
    await device.begin(bundle);
    const still = await device.openSend(bundle, 0);
    still.request.write(bundle.bytes.subarray(0, 1000));
    await Promise.all([closed(silent), closed(dripping), expect(still.answer).rejects.toThrow()]);
    clearInterval(drip);
    expect(await device.offset(bundle)).toBe(1000);
  });

  it('a thousand connections do not keep it from serving when they are gone', async () => {
    const { url, port } = await inProcess({ connections: 50, headersSeconds: 1, idleSeconds: 1 });
    const ends: Promise<unknown>[] = [];
    while (ends.length < 1000) {
      // in waves: the kernel's queue of connections not yet accepted is shorter than a thousand
      const wave = Array.from({ length: 50 }, () => connect(port, '127.0.0.1'));
      ends.push(...wave.map(closed));
      await Promise.all(wave.map(async (socket) => Promise.race([connected(socket), closed(socket)])));
    }
    await Promise.all(ends);
    expect((await ask(`${url}/${paths.about}`)).status).toBe(200);
  });

  it.each<[string, string, RegExp]>([
    [
      'a header without end',
      `GET /v1/about HTTP/1.1\r\nHost: x\r\nX-Big: ${'a'.repeat(40_000)}\r\n\r\n`,
      /^HTTP\/1\.1 431 /,
    ],
    [
      'dots in its path',
      'GET /v1/../../letterbox.key HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      /^HTTP\/1\.1 40[04] /,
    ],
    [
      'an absolute address',
      'GET http://evil.example/letterbox.key HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      /^HTTP\/1\.1 404 /,
    ],
    ['a host that is none', 'GET /v1/about HTTP/1.1\r\nHost: a/../b\r\nConnection: close\r\n\r\n', /^HTTP\/1\.1 400 /],
    ['a backslash', 'GET /v1\\..\\about HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', /^HTTP\/1\.1 40[04] /],
    ['no HTTP', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n', /^HTTP\/1\.1 400 /],
    [
      'two lengths',
      'POST /v1/uploads HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
      /^HTTP\/1\.1 400 /,
    ],
    [
      'a length and chunks',
      'POST /v1/uploads HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
      /^HTTP\/1\.1 400 /,
    ],
  ])('a request with %s is refused', async (_name, text, answer) => {
    const { port, logs } = await inProcess();
    const socket = connect(port, '127.0.0.1');
    let said = '';
    socket.on('data', (data) => {
      said += data.toString('latin1');
    });
    socket.write(text, 'latin1');
    await closed(socket);
    expect(said).toMatch(answer);
    expect(said).not.toMatch(/letterbox\.key|PRIVATE|evil/);
    expect(logs.join('\n')).not.toContain('"bug"');
  });

  it('what a machine may watch is on an address of its own, which no device is told', async () => {
    const { url, metricsUrl } = await inProcess({}, { metricsPort: 0 });
    expect((await ask(metricsUrl!)).text).toContain('chasqui_half_uploads 0');
    expect((await ask(`${url}/metrics`)).status).toBe(404);
    expect((await ask(`${url}/v1/metrics`)).status).toBe(401);
  });

  it('a folder that cannot be written is named at the start', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'chasqui-letterbox-'));
    leftovers.push(() => rm(folder, { recursive: true, force: true }));
    await writeFile(join(folder, 'kept'), 'a file where a folder should be');
    await expect(startLetterbox({ folder, profile: fake.profile, port: 0 })).rejects.toMatchObject({ code: 'EEXIST' });
  });
});

const connected = (socket: Socket): Promise<unknown> => new Promise((resolve) => socket.once('connect', resolve));

function closed(socket: Socket): Promise<unknown> {
  socket.on('error', () => undefined);
  socket.resume(); // unread bytes, such as those of a 408, would hide the end
  return new Promise((resolve) => socket.once('close', resolve));
}
