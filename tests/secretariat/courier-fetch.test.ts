import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { createQueueFile } from '#electron/courier/queue-file.ts';
import { nodeDisk } from '#secretariat/disk/node-disk.ts';
import type { BundleId, KeyId } from '#shared/base/ids.ts';
import { err } from '#shared/base/result.ts';
import { MERGED_TYPE } from '#shared/bundle/receipt.ts';
import { type Signed, signValue } from '#shared/log/envelope.ts';
import { LETTERBOX_FORMAT } from '#shared/wire/letterbox.ts';
import { fakeKey } from '#scripts/headless/keys.ts';
import { type FakeDevice, fakeMechanism } from '#scripts/headless/mechanism.ts';
import { courierGround, stored } from './courier-ground.ts';
import type { Desk } from './desk.ts';
import { type FakeBundle, fakeBundle } from './visit.ts';

vi.setConfig({ testTimeout: 180_000 }); // processes and cuts, on a machine that may be busy

const fake = await fakeMechanism('fetch');
const [one, two] = [fake.recorders[0]!, fake.recorders[2]!];
const { deskOf, restarted, letterboxOf, serverOf, wireOf } = courierGround(fake);

async function leaveBundles(url: string, bundles: readonly FakeBundle[], device: FakeDevice = one): Promise<Desk> {
  const desk = await deskOf(device);
  for (const bundle of bundles) {
    await desk.send(bundle, url);
    await desk.until(bundle, stored);
  }
  return desk;
}

function post(desk: Desk, url: string, to: KeyId, signed: readonly Signed[]) {
  const facts = { letterbox: url, mechanism: fake.profile.id, credentials: [...desk.device.credentials] as never };
  return desk.courier.post({ ...facts, to, signed: [...signed] as never });
}

const thing = (text: string): Promise<Signed> => signValue(MERGED_TYPE, { text }, fake.secretariat.signer);
const bundles = [fakeBundle('a', 40_000), fakeBundle('b', 30_000), fakeBundle('c', 20_000)];
const ids = bundles.map(({ id }) => id);

describe('a reader that fetches', () => {
  it('gets every bundle, kept under its id with exactly its bytes, before it is told of it', async () => {
    const letterbox = await letterboxOf();
    await leaveBundles(letterbox.url, bundles);
    const reader = await deskOf(fake.secretariat);
    expect(await reader.fetch(letterbox.url)).toEqual({ ok: true, value: { bundles: ids, signed: [] } });
    for (const { id, bytes } of bundles) expect(Buffer.compare(reader.kept.get(id)!, bytes)).toBe(0);
  });

  it('gets what is new the next time, and nothing twice', async () => {
    const letterbox = await letterboxOf();
    const sender = await leaveBundles(letterbox.url, bundles.slice(0, 2));
    const reader = await deskOf(fake.secretariat);
    await reader.fetch(letterbox.url);
    await sender.send(bundles[2]!, letterbox.url);
    await sender.until(bundles[2]!, stored);
    expect(await reader.fetch(letterbox.url)).toMatchObject({ value: { bundles: [bundles[2]?.id] } });
    expect(await reader.fetch(letterbox.url)).toMatchObject({ value: { bundles: [] } });
    expect(await (await restarted(reader)).fetch(letterbox.url)).toMatchObject({ value: { bundles: [] } });
  });

  it('whose app ended before it could use them is told again, and downloads nothing again', async () => {
    const wire = await wireOf();
    const letterbox = await letterboxOf({ origins: [wire.url] });
    wire.target = letterbox.port;
    await leaveBundles(letterbox.url, bundles);
    const reader = await deskOf(fake.secretariat);
    await reader.fetch(wire.url);
    const before = wire.down;
    expect(await (await restarted(reader)).fetch(wire.url)).toMatchObject({ value: { bundles: ids } });
    expect(wire.down - before).toBeLessThan(15_000);
  });

  it('gets whole what comes over a wire that is cut', async () => {
    const wire = await wireOf();
    const letterbox = await letterboxOf({ origins: [wire.url] });
    wire.target = letterbox.port;
    const large = fakeBundle('large', 4_000_000);
    await leaveBundles(letterbox.url, [large]);
    Object.assign(wire, { cutDownAfter: 1_500_000, cuts: 2 });
    const reader = await deskOf(fake.secretariat);
    expect(await reader.fetch(wire.url)).toMatchObject({ value: { bundles: [large.id] } });
    expect(wire.cuts).toBe(0);
    expect(Buffer.compare(reader.kept.get(large.id)!, large.bytes)).toBe(0);
  });

  it('is told why where nothing could be fetched', async () => {
    const [reader, wire, letterbox] = [await deskOf(fake.secretariat), await wireOf(), await letterboxOf()];
    expect(await reader.fetch(wire.url)).toEqual({ ok: false, error: { type: 'unreachable' } });
    wire.target = letterbox.port;
    const wrong = await reader.fetch(wire.url);
    expect(wrong).toEqual({ ok: false, error: { type: 'letterboxRefused', code: 'tokenWrongLetterbox' } });
  });

  it('is not given another bundle in the place of one it has: the name an uploader claims is only a claim', async () => {
    const letterbox = await letterboxOf();
    const real = fakeBundle('real', 1000);
    const hostile = { ...fakeBundle('hostile', 1000), id: real.id };
    await leaveBundles(letterbox.url, [hostile], two);
    await leaveBundles(letterbox.url, [real], one);
    const holder = await deskOf(fake.secretariat);
    holder.kept.set(real.id, real.bytes);
    const named = hostile.sha256 as string as BundleId;
    expect(await holder.fetch(letterbox.url)).toMatchObject({ value: { bundles: [named, real.id] } });
    expect(Buffer.compare(holder.kept.get(real.id)!, real.bytes)).toBe(0);
    const fresh = await deskOf(fake.secretariat);
    const fetched = await fresh.fetch(letterbox.url);
    const digests = fetched.ok ? fetched.value.bundles.map((id) => sha256Text(fresh.kept.get(id)!)) : [];
    expect(digests).toEqual([hostile, real].map(({ bytes }) => sha256Text(bytes)));
  });

  it('passes over one that is damaged at the letterbox, gets the others, and gets it when it is whole again', async () => {
    const letterbox = await letterboxOf();
    await leaveBundles(letterbox.url, bundles);
    const path = join(letterbox.folder, 'kept', 'bundles', bundles[1]!.sha256);
    const whole = await readFile(path);
    const damaged = Buffer.from(whole);
    damaged[17] = (damaged[17] ?? 0) ^ 1;
    await writeFile(path, damaged);
    const reader = await deskOf(fake.secretariat);
    expect(await reader.fetch(letterbox.url)).toMatchObject({ value: { bundles: [ids[0], ids[2]] } });
    expect(reader.kept.has(ids[1]!)).toBe(false);
    await writeFile(path, whole);
    expect(await reader.fetch(letterbox.url)).toMatchObject({ value: { bundles: [ids[1], ids[2]] } });
    expect(await reader.fetch(letterbox.url)).toMatchObject({ value: { bundles: [] } });
  });

  it('whose disk is full is told so, and loses nothing of what is there', async () => {
    const letterbox = await letterboxOf();
    await leaveBundles(letterbox.url, bundles);
    const reader = await deskOf(fake.secretariat);
    reader.state.keepProblem = err({ type: 'diskFull' });
    expect(await reader.fetch(letterbox.url)).toEqual({ ok: false, error: { type: 'diskFull' } });
    reader.state.keepProblem = null;
    expect(await reader.fetch(letterbox.url)).toMatchObject({ value: { bundles: ids } });
  });

  it('begins anew at a letterbox that was begun anew under the same address', async () => {
    const wire = await wireOf();
    const first = await letterboxOf({ origins: [wire.url] });
    wire.target = first.port;
    await leaveBundles(wire.url, bundles);
    const reader = await deskOf(fake.secretariat);
    await reader.fetch(wire.url);
    expect(await reader.fetch(wire.url)).toMatchObject({ value: { bundles: [] } });
    await first.stop();
    const second = await letterboxOf({ origins: [wire.url] });
    wire.target = second.port;
    const late = fakeBundle('late', 500);
    await leaveBundles(wire.url, [late], two);
    expect(await reader.fetch(wire.url)).toMatchObject({ value: { bundles: [late.id] } });
  });
});

describe('a device that is no reader', () => {
  it('fetches its mail and no bundles', async () => {
    const letterbox = await letterboxOf();
    const sender = await leaveBundles(letterbox.url, bundles);
    const receipt = await thing('receipt');
    expect(await post(await deskOf(fake.secretariat), letterbox.url, one.kid, [receipt])).toEqual({
      ok: true,
      value: null,
    });
    expect(await sender.fetch(letterbox.url)).toEqual({ ok: true, value: { bundles: [], signed: [receipt] } });
  });

  it('gets its mail again until it has called once more, and then no longer', async () => {
    const letterbox = await letterboxOf();
    const [a, b] = [await thing('a'), await thing('b')];
    const secretariat = await deskOf(fake.secretariat);
    await post(secretariat, letterbox.url, one.kid, [a]);
    const desk = await deskOf(one);
    expect(await desk.fetch(letterbox.url)).toMatchObject({ value: { signed: [a] } });
    const again = await restarted(desk);
    expect(await again.fetch(letterbox.url)).toMatchObject({ value: { signed: [a] } });
    await post(secretariat, letterbox.url, one.kid, [b]);
    expect(await again.fetch(letterbox.url)).toMatchObject({ value: { signed: [b] } });
    expect(await (await restarted(again)).fetch(letterbox.url)).toMatchObject({ value: { signed: [b] } });
  });

  it('cannot leave mail for others', async () => {
    const letterbox = await letterboxOf();
    const answer = await post(await deskOf(two), letterbox.url, one.kid, [await thing('a')]);
    expect(answer).toEqual({ ok: false, error: { type: 'letterboxRefused', code: 'notAReader' } });
  });
});

describe('a post of many things', () => {
  it('arrives whole and in order, in as many posts as it needs', async () => {
    const letterbox = await letterboxOf();
    const things = await Promise.all(
      Array.from({ length: 230 }, (_, at) => thing(`${at} ${'x'.repeat(at % 7 === 0 ? 30_000 : 10)}`)),
    );
    expect(await post(await deskOf(fake.secretariat), letterbox.url, one.kid, things)).toEqual({
      ok: true,
      value: null,
    });
    expect(await (await deskOf(one)).fetch(letterbox.url)).toEqual({
      ok: true,
      value: { bundles: [], signed: things },
    });
  });
});

describe('a letterbox that lies to a reader', () => {
  const key = fakeKey('lying');
  const sha256 = fakeBundle('listed', 100).sha256;
  const item = { cursor: '000000000001.x', sha256, size: 100, bundle: null, at: '' };
  const serve = (listing: object, body: (response: ServerResponse) => void) =>
    serverOf((request, response) => {
      const about = {
        format: LETTERBOX_FORMAT,
        key: key.key,
        mechanism: fake.profile.id,
        bundleBytes: 1,
        time: new Date().toISOString(),
      };
      if (request.url === '/v1/about') return void response.end(JSON.stringify(about));
      if (request.url?.startsWith('/v1/out-tray')) return void response.end('{"items":[],"next":null}');
      if (request.url === '/v1/bundles' || request.url?.startsWith('/v1/bundles?'))
        return void response.end(JSON.stringify(listing));
      return body(response);
    });

  it.each<[string, object, (response: ServerResponse) => void]>([
    ['with other bytes', { items: [item], next: null }, (response) => response.end(new Uint8Array(100))],
    ['with bytes without end', { items: [item], next: null }, (response) => flood(response)],
    ['with a size no bundle has', { items: [{ ...item, size: 2 ** 50 }], next: null }, (response) => response.end()],
    ['with pages without end', { items: [item], next: item.cursor }, (response) => response.end(new Uint8Array(100))],
  ])('%s gets nothing kept and holds nobody up', async (_name, listing, body) => {
    const reader = await deskOf(fake.secretariat);
    const answer = await reader.fetch(await serve(listing, body));
    expect(answer.ok ? answer.value.bundles : answer.error.type).toEqual([]);
    expect(reader.kept.size).toBe(0);
  });

  function flood(response: ServerResponse): void {
    const pour = (): void => {
      while (!response.destroyed && response.write(new Uint8Array(65_536)));
    };
    response.on('drain', pour);
    pour();
  }
});

describe('the file of the queue', () => {
  it('opens only with its own profile and key', async () => {
    const letterbox = await letterboxOf();
    const desk = await leaveBundles(letterbox.url, [bundles[0]!]);
    const facts = { disk: nodeDisk, random: () => new Uint8Array(6), folder: desk.folder };
    const other = createQueueFile({ ...facts, profile: 'another', key: new Uint8Array(32) });
    expect(await other.read()).toEqual({ ok: true, value: { deliveries: [], cursors: {} } });
  });
});

const sha256Text = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
