import type { RequestListener } from 'node:http';
import { describe, expect, it } from 'vitest';
import { signStoredReceipt } from '#shared/bundle/receipt.ts';
import type { Signed } from '#shared/log/envelope.ts';
import { LETTERBOX_FORMAT } from '#shared/wire/letterbox.ts';
import { fakeKey } from '#scripts/headless/keys.ts';
import { fakeMechanism } from '#scripts/headless/mechanism.ts';
import { courierGround, failed, waiting } from './courier-ground.ts';
import { fakeBundle } from './visit.ts';

const fake = await fakeMechanism('liar');
const recorder = fake.recorders[0]!;
const { deskOf, serverOf } = courierGround(fake);

describe('a letterbox that lies', () => {
  const bundle = fakeBundle('lied about', 1000);
  const key = fakeKey('liar');
  const about = { format: LETTERBOX_FORMAT, key: key.key, mechanism: fake.profile.id, bundleBytes: 1_000_000 };
  const facts = {
    bundle: null,
    sha256: bundle.sha256,
    size: 1000,
    at: '2026-01-01T00:00:00Z',
    letterbox: key.kid,
    running: 1,
  };

  const saying =
    (receipt: unknown): RequestListener =>
    (request, response) => {
      const isAbout = request.url === '/v1/about';
      response.end(JSON.stringify(isAbout ? { ...about, time: new Date().toISOString() } : receipt));
    };
  const other = fakeKey('other letterbox');
  const wrongs: readonly (readonly [string, () => Promise<Signed>])[] = [
    ['for other bytes', () => signStoredReceipt({ ...facts, sha256: fakeBundle('y').sha256 }, key.signer)],
    ['for another size', () => signStoredReceipt({ ...facts, size: 999 }, key.signer)],
    ['for another bundle', () => signStoredReceipt({ ...facts, bundle: fakeBundle('y').id }, key.signer)],
    ['by another letterbox', () => signStoredReceipt({ ...facts, letterbox: other.kid }, other.signer)],
    ['with another signature', () => signStoredReceipt(facts, { ...other.signer, kid: key.kid })],
    [
      'that nobody signed',
      async () => ({
        ...(await signStoredReceipt(facts, key.signer)),
        signatures: [{ kid: key.kid, sig: 'A'.repeat(86) }],
      }),
    ],
  ];

  it('that sends an upload to another host gets nothing sent there, nor a token', async () => {
    const asked: string[] = [];
    const elsewhere = await serverOf((request, response) => {
      asked.push(`${request.method} ${request.headers.authorization}`);
      request.resume();
      response.writeHead(204, { 'upload-offset': '1000', 'tus-resumable': '1.0.0' }).end();
    });
    const liar = await serverOf((request, response) => {
      request.resume();
      if (request.url === '/v1/about') {
        response.end(JSON.stringify({ ...about, time: new Date().toISOString() }));
      } else if (request.method === 'POST') {
        response.writeHead(201, { location: `${elsewhere}/v1/uploads/x`, 'tus-resumable': '1.0.0' }).end();
      } else response.writeHead(404).end('{"code":"notFound"}');
    });
    const desk = await deskOf(recorder);
    await desk.send(bundle, liar);
    const delivery = await desk.until(bundle, ({ problem }) => problem !== null);
    expect([delivery.problem, asked]).toEqual([{ type: 'unreachable' }, []]);
  });

  it.each(wrongs)('with a receipt %s has not got the bundle', async (_name, receipt) => {
    const desk = await deskOf(recorder);
    await desk.send(bundle, await serverOf(saying(await receipt())));
    const delivery = await desk.until(bundle, failed);
    expect([delivery.problem, delivery.receipt]).toEqual([{ type: 'wrongReceipt' }, null]);
  });

  const others: readonly (readonly [string, string, RequestListener])[] = [
    ['a captive portal', 'captivePortal', (_request, response) => response.end('<html>Welcome to the hotel</html>')],
    [
      'a redirection',
      'captivePortal',
      (_request, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
    ],
    [
      'a network that asks to be entered first',
      'captivePortal',
      (_request, response) => response.writeHead(511, { 'content-type': 'text/html' }).end('<html>'),
    ],
    ['a site of somebody else', 'notALetterbox', (_request, response) => response.end('welcome')],
    [
      'a proxy without its letterbox',
      'unreachable',
      (_request, response) => response.writeHead(502).end('Bad Gateway'),
    ],
    ['a bare failure', 'unreachable', (_request, response) => response.writeHead(500).end()],
    ['another server', 'notALetterbox', (_request, response) => response.writeHead(404).end('{"error":"no"}')],
    [
      'a cut answer',
      'unreachable',
      (_request, response) => response.writeHead(200, { 'content-length': 50 }).write('{', () => response.destroy()),
    ],
    [
      'an upload without a receipt',
      'letterboxRefused',
      (request, response) => {
        request.resume();
        if (request.url === '/v1/about') return saying(null)(request, response);
        if (request.method === 'GET') return void response.writeHead(404).end('{"code":"notFound"}');
        if (request.method === 'HEAD') return void response.writeHead(404).end();
        if (request.method === 'POST') return void response.writeHead(201, { location: 'uploads/x' }).end();
        request.on('end', () => response.writeHead(204, { 'upload-offset': '1000' }).end());
      },
    ],
  ];
  it.each(others)('or is no letterbox, %s, is %s, and the bundle waits', async (_name, type, answer) => {
    const desk = await deskOf(recorder);
    await desk.send(bundle, await serverOf(answer));
    const delivery = await desk.until(bundle, waiting);
    expect(delivery.problem?.type).toBe(type);
    expect(delivery.receipt).toBeNull();
  });
});

describe('a letterbox that lies about an upload', () => {
  const key = fakeKey('lying about uploads');
  const bundle = fakeBundle('lied about again', 3_000_000);
  const about = { format: LETTERBOX_FORMAT, key: key.key, mechanism: fake.profile.id, bundleBytes: 10_000_000 };
  const tus = { 'tus-resumable': '1.0.0' };

  interface Answers {
    readonly time?: string;
    /** what it says is there already */
    readonly head: number | string | null;
    readonly patch: readonly [status: number, headers: Readonly<Record<string, string>>];
    readonly refusal?: string;
  }

  /** Its address, and the bytes that were sent to it. */
  async function liar({ time, head, patch, refusal }: Answers) {
    const sent = { bytes: 0, requests: 0 };
    const url = await serverOf((request, response) => {
      sent.requests++;
      request.on('data', (data: Buffer) => (sent.bytes += data.length));
      request.on('end', () => {
        if (request.url === '/v1/about')
          return response.end(JSON.stringify({ ...about, time: time ?? new Date().toISOString() }));
        if (refusal !== undefined) return response.writeHead(401).end(refusal);
        if (request.method === 'HEAD' && head !== null)
          return response.writeHead(200, { ...tus, 'upload-offset': head, 'upload-length': bundle.bytes.length }).end();
        if (request.method === 'POST') return response.writeHead(201, { ...tus, location: 'uploads/x' }).end();
        if (request.method === 'PATCH') return response.writeHead(patch[0], { ...tus, ...patch[1] }).end();
        return response.writeHead(404).end('{"code":"notFound"}');
      });
      request.resume();
    });
    return { url, sent };
  }

  const good = [204, { 'upload-offset': '1048576' }] as const;
  const lies: readonly (readonly [name: string, answers: Answers, type: string])[] = [
    ['whose offset never rises', { head: null, patch: [204, { 'upload-offset': '0' }] }, 'letterboxRefused'],
    ['whose offset stands still after a piece', { head: 1_048_576, patch: good }, 'letterboxRefused'],
    ['whose offset goes back', { head: 2_000_000, patch: good }, 'letterboxRefused'],
    ['whose offset is no number', { head: null, patch: [204, { 'upload-offset': 'all of it' }] }, 'letterboxRefused'],
    ['that has more than there is', { head: 4_000_000, patch: good }, 'letterboxRefused'],
    ['that has less than nothing', { head: '-5', patch: good }, 'letterboxRefused'],
    ['that says it has all and gives no receipt', { head: 3_000_000, patch: good }, 'letterboxRefused'],
    [
      'that takes a piece and sends elsewhere',
      { head: null, patch: [307, { location: 'http://127.0.0.1:1/' }] },
      'captivePortal',
    ],
    ['whose time never was', { time: '2026-99-99T99:99:99.999Z', head: null, patch: good }, 'notALetterbox'],
    [
      'to which every time is wrong',
      { head: null, patch: good, refusal: '{"code":"tokenWrongTime","time":"1999-01-01T00:00:00.000Z"}' },
      'letterboxRefused',
    ],
    [
      'to which the right time never was',
      { head: null, patch: good, refusal: '{"code":"tokenWrongTime","time":"2026-02-31T99:00:00.000Z"}' },
      'letterboxRefused',
    ],
  ];

  it.each(lies)('%s is told so, is not sent the same for ever, and the bundle waits', async (_name, answers, type) => {
    const { url, sent } = await liar(answers);
    const desk = await deskOf(recorder);
    await desk.send(bundle, url);
    const delivery = await desk.until(bundle, ({ problem }) => problem !== null);
    expect([delivery.state, delivery.problem?.type, delivery.receipt]).toEqual(['waiting', type, null]);
    expect(sent.bytes).toBeLessThanOrEqual(bundle.bytes.length);
    expect(sent.requests).toBeLessThan(12);
    desk.waitOut(); // it goes on trying, and the queue is not stuck
    await desk.until(bundle, ({ state }) => state === 'sending');
  });
});

describe('a letterbox without end', () => {
  const key = fakeKey('without end');
  const about = { format: LETTERBOX_FORMAT, key: key.key, mechanism: fake.profile.id, bundleBytes: 1 };

  /** @param answer of a path, to the nth request */
  async function endless(answer: (path: string, number: number) => unknown) {
    const asked: string[] = [];
    const url = await serverOf((request, response) => {
      const path = request.url ?? '';
      asked.push(path);
      const value = path === '/v1/about' ? { ...about, time: new Date().toISOString() } : answer(path, asked.length);
      response.end(JSON.stringify(value));
    });
    return { url, asked };
  }
  const cursor = (number: number): string => String(number).padStart(12, '0');
  const EMPTY = { items: [], next: null };

  it('of empty pages, each behind the one before, lets its reader go', async () => {
    const { url, asked } = await endless((path, number) =>
      path.startsWith('/v1/bundles') ? { items: [], next: cursor(number) } : EMPTY,
    );
    expect(await (await deskOf(fake.secretariat)).fetch(url)).toEqual({ ok: true, value: { bundles: [], signed: [] } });
    expect(asked.length).toBeLessThan(600);
  });

  it('of the same things in an out-tray hands on some, and lets its reader go', async () => {
    const thing = { type: 'application/vnd.chasqui.x+json;v=1', body: 'x'.repeat(200_000), signatures: [] };
    const { url, asked } = await endless((path, number) =>
      path.startsWith('/v1/out-tray')
        ? { items: [1, 2, 3, 4].map(() => ({ cursor: cursor(number), signed: thing })), next: cursor(number) }
        : EMPTY,
    );
    const fetched = await (await deskOf(recorder)).fetch(url);
    expect(fetched.ok && fetched.value.signed.length).toBeGreaterThan(100);
    expect(asked.length).toBeLessThan(120);
  });

  it('of one and the same bundle in its listing gives it once', async () => {
    const bundle = fakeBundle('again and again', 100);
    const item = { sha256: bundle.sha256, size: 100, bundle: bundle.id, at: '' };
    const asked: string[] = [];
    const url = await serverOf((request, response) => {
      const path = request.url ?? '';
      asked.push(path);
      if (path === '/v1/about') return void response.end(JSON.stringify({ ...about, time: new Date().toISOString() }));
      if (path.startsWith('/v1/out-tray')) return void response.end(JSON.stringify(EMPTY));
      if (path === `/v1/bundles/${bundle.sha256}`) return void response.end(bundle.bytes);
      const items = Array.from({ length: 10 }, () => ({ ...item, cursor: cursor(asked.length) }));
      return void response.end(JSON.stringify({ items, next: cursor(asked.length) }));
    });
    expect(await (await deskOf(fake.secretariat)).fetch(url)).toMatchObject({ value: { bundles: [bundle.id] } });
    expect(asked.filter((path) => path === `/v1/bundles/${bundle.sha256}`)).toHaveLength(1);
  });
});

describe('a connection on which nothing moves', () => {
  it('is given up when patience has run out', async () => {
    const { promise: asked, resolve } = Promise.withResolvers<void>();
    const silent = await serverOf(() => resolve());
    const desk = await deskOf(recorder);
    const bundle = fakeBundle('silent');
    await desk.send(bundle, silent);
    await asked;
    desk.timers.find(({ milliseconds }) => milliseconds === 60_000)?.work();
    expect((await desk.until(bundle, waiting)).problem).toEqual({ type: 'unreachable' });
  });
});
