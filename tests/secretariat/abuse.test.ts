// Whoever means ill: names in every header, floods of passes, dripping bodies, a device that was revoked in the middle.
// What else there is stands beside the thing itself: tokens.test.ts, limits.test.ts, quota.test.ts, uploads.test.ts, socket.test.ts.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startLetterbox } from '#secretariat/server.ts';
import { paths, uploadIdOf } from '#shared/wire/letterbox.ts';
import { fakeMechanism, revocationOf } from '#scripts/headless/mechanism.ts';
import type { ForgetfulDisk } from '#tests/fixtures/forgetful-disk.ts';
import { ask, beginRequest } from './process.ts';
import { codeIn, fakeBundle, metadataOf, openVisitable, tokenOf, type Visitable, visitOf } from './visit.ts';

const fake = await fakeMechanism('abuse');
const one = fake.recorders[0]!;
const bundle = fakeBundle('whole', 3000);
const half = fakeBundle('half', 3000);

/** Every path on a disk in memory. */
async function everything(disk: ForgetfulDisk, at = ''): Promise<readonly string[]> {
  const names = await disk.list(at === '' ? '/' : at);
  return (
    await Promise.all(names.map(async (name) => [`${at}/${name}`, ...(await everything(disk, `${at}/${name}`))]))
  ).flat();
}

const TRICKS = [
  '../../../evil',
  '..%2f..%2fevil',
  '/etc/evil',
  'file:///etc/evil',
  'C:\\evil',
  'http://evil.example/evil',
  'evil, evil; evil=evil',
  '"evil',
  '-1',
  '1e3',
  '0x10',
  '99999999999999999999',
  'NaN',
];

const HEADERS = [
  'upload-metadata',
  'upload-offset',
  'upload-length',
  'upload-concat',
  'upload-defer-length',
  'upload-checksum',
  'tus-resumable',
  'content-type',
  'content-length',
  'content-digest',
  'content-encoding',
  'content-range',
  'range',
  'if-match',
  'if-none-match',
  'if-range',
  'expect',
  'host',
  'origin',
  'referer',
  'cookie',
  'user-agent',
  'accept',
  'accept-language',
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-prefix',
  'x-real-ip',
  'x-original-url',
  'x-rewrite-url',
  'x-http-method-override',
  'x-http-method',
  'x-sendfile',
  'x-accel-redirect',
  'destination',
  'slug',
];

describe('a header', () => {
  it.each(HEADERS)(
    '%s with any trick in it makes no file, is not said back, does not reach the log, and is no bug',
    async (header) => {
      const letterbox = await openVisitable(fake.profile);
      const visits = [
        await visitOf(letterbox, one, fake.profile.id),
        await visitOf(letterbox, fake.secretariat, fake.profile.id),
      ];
      const [visit, reader] = [visits[0]!, visits[1]!];
      await visit.deliver(bundle);
      await visit.begin(half);
      const upload = paths.upload(uploadIdOf(one.kid, half.sha256));
      const before = [...(await everything(letterbox.disk))].sort();
      for (const trick of TRICKS) {
        const headers = { [header]: trick };
        const answers = [
          await letterbox.ask(paths.about, { headers }),
          await visit.ask(paths.receipt(bundle.sha256), { headers }),
          await reader.ask(paths.bundle(bundle.sha256), { headers }),
          await reader.ask(paths.bundles, { headers }),
          await visit.ask(paths.outTray, { headers }),
          await reader.ask(paths.outTrayOf(one.kid), { method: 'POST', body: '{"signed":[1]}', headers }),
          await visit.ask(paths.uploads, {
            method: 'POST',
            headers: { 'upload-length': '3000', 'upload-metadata': metadataOf(half), ...headers },
          }),
          await visit.ask(upload, { method: 'HEAD', headers }),
          await visit.ask(upload, {
            method: 'PATCH',
            body: '',
            headers: { 'upload-offset': '0', 'content-type': 'application/offset+octet-stream', ...headers },
          }),
        ];
        for (const [at, answer] of answers.entries()) {
          expect([trick, at, answer.status < 500]).toEqual([trick, at, true]);
          expect(JSON.stringify([...answer.headers])).not.toContain('evil');
          if (at !== 2) expect(await answer.text()).not.toContain('evil');
        }
      }
      expect([...(await everything(letterbox.disk))].sort()).toEqual(before);
      expect(letterbox.logLines.join('\n')).not.toMatch(/evil|"bug"/);
      expect(await visit.offset(half)).toBe(0);
    },
  );
});

describe('thousands of passes', () => {
  it('that are wrong cost a number each, and a device that was here before is served all the same', async () => {
    const letterbox = await openVisitable(fake.profile, {
      limits: { strangerRequestsPerMinute: 60, strangerBurst: 100 },
    });
    const path = paths.receipt(bundle.sha256);
    const known = { authorization: `Bearer ${await tokenOf(one, fake.profile.id, { request: { path } })}` };
    const from = (headers: Record<string, string>, address: string): Promise<Response> =>
      letterbox.ask(path, { headers }, address);
    expect((await from(known, '10.0.0.1')).status).toBe(404);
    const statuses = new Map<number, number>();
    for (let count = 0; count < 5000; count++) {
      const { status } = await from(
        { authorization: `Bearer ${Buffer.from(`{"${count}"`).toString('base64url')}.e30` },
        '10.0.0.1',
      );
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    expect([...statuses]).toEqual([
      [401, 99],
      [429, 4901],
    ]);
    expect((await from(known, '10.0.0.1')).status).toBe(404);
    expect(letterbox.logLines.join('\n')).not.toContain('"bug"');
  });

  it('from as many addresses leave no upload, no file and no place in the line of those who are known', async () => {
    const letterbox = await openVisitable(fake.profile);
    const visit = await visitOf(letterbox, one, fake.profile.id);
    await visit.begin(half);
    const before = await everything(letterbox.disk);
    for (let count = 0; count < 3000; count++) {
      const headers = {
        authorization: `Bearer ${count}`,
        'tus-resumable': '1.0.0',
        'upload-length': '10',
        'upload-metadata': metadataOf(bundle),
      };
      const answer = await letterbox.ask(
        paths.uploads,
        { method: 'POST', headers },
        `10.${count >> 8}.${count & 255}.1`,
      );
      expect(answer.status).toBe(401);
    }
    expect(await everything(letterbox.disk)).toEqual(before);
    expect(await visit.offset(half)).toBe(0);
  });
});

describe('a device that is revoked in the middle of an upload', () => {
  it('brings no byte more, gets no receipt, and what it left half is dropped in the end', async () => {
    const letterbox = await openVisitable(fake.profile);
    const visit = await visitOf(letterbox, one, fake.profile.id);
    await visit.begin(half);
    await visit.send(half, 0, 1000);
    await revoke(letterbox);
    const part = `/letterbox/uploads/${uploadIdOf(one.kid, half.sha256)}.part`;
    for (const answer of [await visit.send(half, 1000), await visit.begin(bundle), await visit.receipt(half)])
      expect([answer.status, await codeIn(answer)]).toEqual([403, 'revoked']);
    const file = await letterbox.disk.open(part, 'read');
    expect(await file.size()).toBe(1000);
    letterbox.clock.now += 22 * 24 * 60 * 60 * 1000;
    await letterbox.sweep();
    expect(await letterbox.disk.list('/letterbox/uploads')).toEqual([]);
  });
});

async function revoke(letterbox: Visitable): Promise<void> {
  const reader = await visitOf(letterbox, fake.secretariat, fake.profile.id);
  const body = JSON.stringify({ signed: [await fake.roster(1, [revocationOf(one.kid)])] });
  expect((await reader.ask(paths.outTrayOf(one.kid), { method: 'POST', body })).status).toBe(204);
}

describe('a body that drips', () => {
  it('is cut when its time is over; what it brought is there, and others are served meanwhile', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'chasqui-letterbox-'));
    const limits = { headersSeconds: 1, requestSeconds: 2, idleSeconds: 30 };
    const { url, stop } = await startLetterbox({
      folder,
      profile: fake.profile,
      port: 0,
      limits: { ...limits, drainSeconds: 0 },
    });
    const headersFor = async (path: string, method: string, headers: Record<string, string>) => {
      const facts = {
        letterbox: url,
        from: Date.now() - 60_000,
        until: Date.now() + 60_000,
        request: { path, method, headers },
      };
      return {
        authorization: `Bearer ${await tokenOf(one, fake.profile.id, facts)}`,
        'tus-resumable': '1.0.0',
        ...headers,
      };
    };
    try {
      const begin = { 'upload-length': '3000', 'upload-metadata': metadataOf(half) };
      expect(
        (await ask(`${url}/${paths.uploads}`, 'POST', await headersFor(paths.uploads, 'POST', begin))).status,
      ).toBe(201);
      const upload = paths.upload(uploadIdOf(one.kid, half.sha256));
      const piece = { 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' };
      const open = beginRequest(`${url}/${upload}`, 'PATCH', {
        ...(await headersFor(upload, 'PATCH', piece)),
        'content-length': '3000',
      });
      let sent = 0;
      const drip = setInterval(() => open.request.write(half.bytes.subarray(sent, ++sent)), 50);
      const ended = await open.answer.then(
        ({ status }) => status,
        () => 'cut',
      );
      clearInterval(drip);
      expect([408, 'cut']).toContain(ended);
      expect((await ask(`${url}/${paths.about}`)).status).toBe(200);
      const head = await ask(`${url}/${upload}`, 'HEAD', await headersFor(upload, 'HEAD', {}));
      expect(Number(head.headers['upload-offset'])).toBeGreaterThan(0);
      expect(Number(head.headers['upload-offset'])).toBeLessThanOrEqual(sent);
    } finally {
      await stop();
      await rm(folder, { recursive: true, force: true });
    }
  }, 60_000);
});
