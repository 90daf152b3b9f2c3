// Networks as they are where the app is used: cut at any point, lossy, slow, taken over by a hotel's page, asleep. What
// was sent arrives once, whole, and little of it twice; what did not arrive waits and says so.

import { readdir, readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { decodeStoredReceipt } from '#shared/bundle/receipt.ts';
import { fakeMechanism } from '#scripts/headless/mechanism.ts';
import { diceOf } from '#tests/hostile/dice.ts';
import { courierGround, failed, stored, waiting } from './courier-ground.ts';
import type { Desk } from './desk.ts';
import { type FakeBundle, fakeBundle } from './visit.ts';

vi.setConfig({ testTimeout: 180_000 }); // cuts, on a machine that may be busy

const fake = await fakeMechanism('networks');
const recorder = fake.recorders[0]!;
const { deskOf, letterboxOf, wireOf } = courierGround(fake);

/** The largest piece that is acknowledged at a time (electron/courier/pace.ts). */
const CHUNK = 1024 * 1024;
/** Of a try: its tokens, headers and first questions. */
const ASKING = 40_000;
const MOST_TRIES = 60;
const NIGHT = 8 * 60 * 60 * 1000;

async function ground() {
  const wire = await wireOf();
  const letterbox = await letterboxOf({ origins: [wire.url] });
  wire.target = letterbox.port;
  return { wire, letterbox, desk: await deskOf(recorder), reader: await deskOf(fake.secretariat) };
}

/** Sends it, and tries again whenever it waits; answers how often it waited. */
async function sendThrough(desk: Desk, bundle: FakeBundle, url: string): Promise<number> {
  await desk.send(bundle, url);
  for (let waits = 0; ; waits++) {
    expect(waits).toBeLessThan(MOST_TRIES);
    const { state, problem } = await desk.until(bundle, (one) => waiting(one) || stored(one) || failed(one));
    if (state === 'stored') return waits;
    expect([state, problem]).toEqual([
      'waiting',
      { type: expect.stringMatching(/^(unreachable|notALetterbox|captivePortal)$/) as string },
    ]);
    desk.waitOut();
    await desk.until(bundle, ({ problem: now, state: then }) => now === null || then === 'stored');
  }
}

/** Whoever reads finds it once, and it is the very file. */
async function expectOnce(folder: string, reader: Desk, url: string, bundle: FakeBundle): Promise<void> {
  expect(await readdir(join(folder, 'kept', 'bundles'))).toEqual([bundle.sha256]);
  expect(Buffer.compare(await readFile(join(folder, 'kept', 'bundles', bundle.sha256)), bundle.bytes)).toBe(0);
  expect(await readdir(join(folder, 'uploads'))).toEqual([]);
  expect(await fetched(reader, url)).toEqual([bundle.id]);
  expect(await fetched(reader, url)).toEqual([]);
}

/** A connection that is kept open may still be one of those that will be cut. */
async function fetched(reader: Desk, url: string): Promise<readonly string[]> {
  for (let left = 15; left > 0; left--) {
    const answer = await reader.fetch(url);
    if (answer.ok) return answer.value.bundles;
    expect(answer.error).toEqual({ type: 'unreachable' });
  }
  throw new Error('never reached');
}

describe('a bundle arrives once and whole', () => {
  it.each([1, 2, 3, 4])(
    'over a link that is cut at points nobody chose (%i), and less than a piece is sent twice for each cut',
    async (seed) => {
      const { wire, letterbox, desk, reader } = await ground();
      const dice = diceOf('cuts', seed);
      let cuts = 0;
      wire.fateOf = () => {
        if (cuts >= 12) return null;
        cuts++;
        return { up: 2000 + dice(900_000), down: dice(3) === 0 ? dice(4000) : Number.POSITIVE_INFINITY };
      };
      const bundle = fakeBundle(`cut ${seed}`, 3_500_000);
      const tries = 1 + (await sendThrough(desk, bundle, wire.url));
      expect(tries).toBeGreaterThan(2);
      expect(wire.up).toBeLessThan(bundle.bytes.length + cuts * CHUNK + wire.connections() * ASKING);
      wire.fateOf = () => null;
      await expectOnce(letterbox.folder, reader, wire.url, bundle);
    },
  );

  it('over a link on which every second connection is lost', async () => {
    const { wire, letterbox, desk, reader } = await ground();
    const dice = diceOf('half', 7);
    wire.fateOf = () => (dice(2) === 0 ? { up: dice(300_000), down: dice(2000) } : null);
    const bundle = fakeBundle('half of it', 2_500_000);
    await sendThrough(desk, bundle, wire.url);
    expect(wire.up).toBeLessThan(bundle.bytes.length + wire.connections() * CHUNK);
    wire.fateOf = () => null;
    await expectOnce(letterbox.folder, reader, wire.url, bundle);
  });

  it('at 2 kbit/s, and a slow link is not taken for a dead one', async () => {
    const { wire, letterbox, desk, reader } = await ground();
    wire.slice = 250;
    let seconds = 0;
    wire.onSlice = () => {
      seconds++; // 250 bytes each
      desk.letPass(1000);
    };
    const bundle = fakeBundle('slow', 30_000);
    const waits = await sendThrough(desk, bundle, wire.url);
    expect(seconds).toBeGreaterThan(30_000 / 250);
    expect(wire.up).toBeLessThan(bundle.bytes.length + (waits + 1) * ASKING);
    wire.slice = Number.POSITIVE_INFINITY;
    await expectOnce(letterbox.folder, reader, wire.url, bundle);
  });

  it('at 2 kbit/s also where it takes half an hour: pieces become so small that each gets through', async () => {
    const { wire, letterbox, desk, reader } = await ground();
    wire.slice = 250;
    wire.onSlice = () => desk.letPass(1000);
    const bundle = fakeBundle('slow and large', 400_000);
    const seen = new Set<number>();
    const watch = desk.until(bundle, (delivery) => {
      seen.add(delivery.sent);
      return stored(delivery);
    });
    const waits = await sendThrough(desk, bundle, wire.url);
    await watch;
    expect(waits).toBeLessThan(8); // with pieces of a megabyte it was given up more than ten times
    expect(seen.size).toBeGreaterThan(20); // somebody who looks sees it move
    wire.slice = Number.POSITIVE_INFINITY;
    await expectOnce(letterbox.folder, reader, wire.url, bundle);
  });

  it('when the laptop slept in the middle, and its connection died meanwhile without a word', async () => {
    const { wire, letterbox, desk, reader } = await ground();
    const bundle = fakeBundle('asleep', 4_000_000);
    await desk.send(bundle, wire.url);
    await desk.until(bundle, ({ sent }) => sent > 0);
    wire.isStill = true;
    const there = wire.up;
    desk.state.now += NIGHT;
    desk.letPass(NIGHT);
    expect((await desk.until(bundle, waiting)).problem).toEqual({ type: 'unreachable' });
    wire.isStill = false;
    desk.waitOut();
    await desk.until(bundle, stored);
    expect(wire.up - there).toBeLessThan(bundle.bytes.length + ASKING);
    await expectOnce(letterbox.folder, reader, wire.url, bundle);
  });

  it.each([
    ['ten years ahead', 10 * 365 * 24 * 60 * 60 * 1000],
    ['thirty years back', -30 * 365 * 24 * 60 * 60 * 1000],
  ])('when the clock jumps in the middle, %s', async (_name, jump) => {
    const { wire, letterbox, desk, reader } = await ground();
    const bundle = fakeBundle(`jump ${jump}`, 4_000_000);
    await desk.send(bundle, wire.url);
    await desk.until(bundle, ({ sent }) => sent > 0);
    desk.state.now += jump;
    await desk.until(bundle, (one) => waiting(one) || stored(one));
    if (desk.timers.length > 0) desk.waitOut();
    const { receipt } = await desk.until(bundle, stored);
    expect(receipt && decodeStoredReceipt(receipt)?.sha256).toBe(bundle.sha256);
    await expectOnce(letterbox.folder, reader, wire.url, bundle);
  });
});

describe('a page of a hotel that steps in between', () => {
  /** Hands requests on to the letterbox, but for those of which `isTaken` says yes. */
  async function portal(
    port: number,
    url: string,
    isTaken: (method: string, path: string) => boolean,
  ): Promise<string> {
    const server: Server = createServer((request, response) => {
      if (isTaken(request.method ?? '', request.url ?? '')) {
        request.resume();
        response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Welcome to the hotel</html>');
        return;
      }
      const { method, url: path, headers } = request;
      const onward = forward(
        { port, host: '127.0.0.1', method, path, headers: { ...headers, host: new URL(url).host } },
        (answer) => {
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(response);
        },
      );
      onward.on('error', () => response.destroy());
      request.pipe(onward);
    });
    await new Promise<void>((resolve) => server.listen(Number(new URL(url).port), '127.0.0.1', resolve));
    onTestFinished(() => {
      server.close();
      server.closeAllConnections();
    });
    return url;
  }

  /** An address that is free, and a letterbox that answers to it. */
  async function behind() {
    const probe = createServer();
    await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(probe.address() as AddressInfo).port}`;
    await new Promise((resolve) => probe.close(resolve));
    return { url, letterbox: await letterboxOf({ origins: [url] }) };
  }

  it.each(['HEAD', 'POST', 'PATCH', 'GET'])(
    'and answers a %s with itself delays the bundle and takes nothing of it',
    async (method) => {
      const { url, letterbox } = await behind();
      let isThere = true;
      await portal(letterbox.port, url, (asked, path) => isThere && asked === method && path !== '/v1/about');
      const [desk, reader] = [await deskOf(recorder), await deskOf(fake.secretariat)];
      const bundle = fakeBundle(`portal ${method}`, 2_200_000);
      await desk.send(bundle, url);
      const delivery = await desk.until(bundle, (one) => waiting(one) || failed(one));
      expect([delivery.state, delivery.problem?.type, delivery.receipt]).toEqual(['waiting', 'captivePortal', null]);
      isThere = false;
      desk.waitOut();
      await desk.until(bundle, stored);
      await expectOnce(letterbox.folder, reader, url, bundle);
    },
  );

  it('and answers a download with itself gives nothing to a reader, who gets the bundle afterwards', async () => {
    const { url, letterbox } = await behind();
    let isThere = true;
    await portal(letterbox.port, url, (_method, path) => isThere && /^\/v1\/bundles\/./.test(path));
    const [desk, reader] = [await deskOf(recorder), await deskOf(fake.secretariat)];
    const bundle = fakeBundle('portal down', 50_000);
    await desk.send(bundle, url);
    await desk.until(bundle, stored);
    const fetched = await reader.fetch(url);
    expect(fetched.ok ? fetched.value.bundles : []).toEqual([]);
    expect(reader.kept.size).toBe(0);
    isThere = false;
    await expectOnce(letterbox.folder, reader, url, bundle);
  });
});
