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
    ['a captive portal', 'notALetterbox', (_request, response) => response.end('<html>Welcome to the hotel</html>')],
    [
      'a redirection',
      'notALetterbox',
      (_request, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
    ],
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
