import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { waitBefore } from '#electron/courier/failures.ts';
import { diskError } from '#secretariat/disk/disk.ts';
import { nodeDisk } from '#secretariat/disk/node-disk.ts';
import { DEFAULT_LIMITS } from '#secretariat/limits.ts';
import { decodeStoredReceipt } from '#shared/bundle/receipt.ts';
import { isSignedBy } from '#shared/log/envelope.ts';
import { fakeMechanism, revocationOf } from '#scripts/headless/mechanism.ts';
import { courierGround, failed, stored, waiting } from './courier-ground.ts';
import { fakeBundle } from './visit.ts';

vi.setConfig({ testTimeout: 180_000 }); // processes and cuts, on a machine that may be busy

const fake = await fakeMechanism('courier');
const recorder = fake.recorders[0]!;
const { deskOf, restarted, letterboxOf, processOf, serverOf, wireOf } = courierGround(fake);

describe('a bundle given to the courier', () => {
  it('arrives, and its delivery carries the receipt that the letterbox signed', async () => {
    const [desk, letterbox] = [await deskOf(recorder), await letterboxOf()];
    const bundle = fakeBundle('arrives', 3_000_000);
    const queued = await desk.send(bundle, letterbox.url);
    expect(queued).toMatchObject({ ok: true, value: { bundle: bundle.id, size: 3_000_000, letterbox: letterbox.url } });
    const delivery = await desk.until(bundle, stored);
    expect(delivery).toMatchObject({ sent: 3_000_000, problem: null, nextTry: null });
    const receipt = delivery.receipt!;
    expect(decodeStoredReceipt(receipt)).toMatchObject({ sha256: bundle.sha256, size: 3_000_000 });
    expect(await isSignedBy(receipt, receipt.signatures[0]!, letterbox.key)).toBe(true);
    expect(Buffer.compare(await readFile(join(letterbox.folder, 'kept', 'bundles', bundle.sha256)), bundle.bytes)).toBe(
      0,
    );
  });

  it('twice for one letterbox is one delivery; to another letterbox it is another', async () => {
    const [desk, one, two] = [await deskOf(recorder), await letterboxOf(), await letterboxOf()];
    const bundle = fakeBundle('twice');
    const first = await desk.send(bundle, one.url);
    await desk.until(bundle, stored);
    const second = await desk.send(bundle, one.url);
    expect(second).toMatchObject({ ok: true, value: { state: 'stored' } });
    expect(first.ok && second.ok && first.value.id === second.value.id).toBe(true);
    await desk.send(bundle, two.url);
    expect((await desk.courier.deliveries()).map(({ letterbox }) => letterbox)).toEqual([one.url, two.url]);
  });

  it('arrives with a clock in the year 2000, in 2090, and with one that jumps in between', async () => {
    const letterbox = await letterboxOf();
    for (const year of [2000, 2090]) {
      const desk = await deskOf(recorder, { now: Date.UTC(year, 0, 1) });
      await desk.send(fakeBundle(`in ${year}`), letterbox.url);
      await desk.until(fakeBundle(`in ${year}`), stored);
      desk.state.now = Date.UTC(2050, 0, 1);
      await desk.send(fakeBundle(`after ${year}`), letterbox.url);
      expect((await desk.until(fakeBundle(`after ${year}`), stored)).problem).toBeNull();
    }
  });

  it('waits for a letterbox that is not there, shows when it tries again, and arrives when it is', async () => {
    const [desk, wire, letterbox] = [await deskOf(recorder), await wireOf(), await letterboxOf({ origins: [] })];
    const bundle = fakeBundle('dead');
    await desk.send(bundle, wire.url);
    const delivery = await desk.until(bundle, waiting);
    expect(delivery.problem).toEqual({ type: 'unreachable' });
    expect(Date.parse(delivery.nextTry ?? '')).toBeGreaterThan(desk.state.now);
    await letterbox.stop();
    const again = await letterboxOf({ origins: [wire.url] });
    wire.target = again.port;
    desk.waitOut();
    await desk.until(bundle, stored);
  });

  it('goes on after a restart of the app from the byte that the letterbox has', async () => {
    const wire = await wireOf();
    const letterbox = await letterboxOf({ origins: [wire.url] });
    wire.target = letterbox.port;
    Object.assign(wire, { cutUpAfter: 2_000_000, cuts: Number.POSITIVE_INFINITY });
    const desk = await deskOf(recorder);
    const bundle = fakeBundle('restart', 5_000_000);
    await desk.send(bundle, wire.url);
    await desk.until(bundle, waiting);
    const before = wire.up;
    expect(before).toBeGreaterThan(1_000_000);
    wire.cuts = 0;
    const again = await restarted(desk);
    await again.until(bundle, stored);
    expect(wire.up - before).toBeLessThan(4_200_000);
  });

  it('arrives over a wire that is cut all the time', async () => {
    const wire = await wireOf();
    const letterbox = await letterboxOf({ origins: [wire.url] });
    wire.target = letterbox.port;
    Object.assign(wire, { cutUpAfter: 700_000, cuts: Number.POSITIVE_INFINITY });
    const desk = await deskOf(recorder);
    const bundle = fakeBundle('cut', 3_000_000);
    await desk.send(bundle, wire.url);
    let tries = 0;
    for (;;) {
      const { state } = await desk.until(bundle, (delivery) => waiting(delivery) || stored(delivery));
      if (state === 'stored') break;
      tries++;
      desk.waitOut();
    }
    expect(tries).toBeGreaterThan(3);
    expect(tries).toBeLessThan(20);
  });

  it('arrives whole when the letterbox is killed in mid-upload and started again', async () => {
    const ground = await processOf();
    const first = await ground.start();
    const desk = await deskOf(recorder);
    const bundle = fakeBundle('killed', 6_000_000);
    await desk.send(bundle, first.url);
    await desk.until(bundle, ({ sent }) => sent > 0);
    first.signal('SIGKILL');
    await first.ended;
    const { state } = await desk.until(bundle, (delivery) => waiting(delivery) || stored(delivery));
    expect(state).toBe('waiting');
    await ground.start(first.port);
    desk.waitOut();
    const delivery = await desk.until(bundle, stored);
    expect(decodeStoredReceipt(delivery.receipt!)?.sha256).toBe(bundle.sha256);
  });

  it('is not sent again where the letterbox has it already', async () => {
    const wire = await wireOf();
    const letterbox = await letterboxOf({ origins: [wire.url] });
    wire.target = letterbox.port;
    const bundle = fakeBundle('there', 2_000_000);
    const [one, two] = [await deskOf(recorder), await deskOf(fake.recorders[2]!)];
    await one.send(bundle, wire.url);
    const first = await one.until(bundle, stored);
    const before = wire.up;
    await two.send(bundle, wire.url);
    expect((await two.until(bundle, stored)).receipt).toEqual(first.receipt);
    expect(wire.up - before).toBeLessThan(100_000);
  });

  it('given up is dropped at the letterbox too, and can be sent after all', async () => {
    const wire = await wireOf();
    const letterbox = await letterboxOf({ origins: [wire.url] });
    wire.target = letterbox.port;
    Object.assign(wire, { cutUpAfter: 1_500_000, cuts: Number.POSITIVE_INFINITY });
    const desk = await deskOf(recorder);
    const bundle = fakeBundle('cancelled', 3_000_000);
    await desk.send(bundle, wire.url);
    const { id } = await desk.until(bundle, waiting);
    wire.cuts = 0;
    expect(await readdir(join(letterbox.folder, 'uploads'))).toHaveLength(2);
    await desk.courier.cancel(id);
    expect(await desk.until(bundle, ({ state }) => state === 'cancelled')).toMatchObject({ nextTry: null });
    while ((await readdir(join(letterbox.folder, 'uploads'))).length > 0)
      await new Promise((resolve) => setImmediate(resolve));
    expect((await (await restarted(desk)).courier.deliveries()).map(({ state }) => state)).toEqual(['cancelled']);
    await desk.courier.retry(id);
    await desk.until(bundle, stored);
  });
});

describe('what a person must know', () => {
  it('is said and stands still: the bundle is too large for this letterbox', async () => {
    const [desk, letterbox] = [await deskOf(recorder), await letterboxOf({ limits: { bundleBytes: 999 } })];
    await desk.send(fakeBundle('large'), letterbox.url);
    const { problem } = await desk.until(fakeBundle('large'), failed);
    expect(problem).toEqual({ type: 'tooLargeForLetterbox', limit: 999 });
    expect(desk.timers).toEqual([]);
  });

  it('is said and stands still: the letterbox’s roots do not know this device', async () => {
    const { profile } = await fakeMechanism('other roots');
    const letterbox = await letterboxOf({ profile: { ...profile, id: fake.profile.id } });
    const desk = await deskOf(recorder);
    await desk.send(fakeBundle('unknown'), letterbox.url);
    expect((await desk.until(fakeBundle('unknown'), failed)).problem).toEqual({ type: 'notEnrolled' });
    expect(desk.timers).toEqual([]);
  });

  it('is said where the device was revoked', async () => {
    const letterbox = await letterboxOf();
    const secretariat = await deskOf(fake.secretariat);
    const roster = await fake.roster(1, [revocationOf(recorder.kid)]);
    const posted = await secretariat.courier.post({
      letterbox: letterbox.url,
      mechanism: fake.profile.id,
      credentials: [...fake.secretariat.credentials] as never,
      to: recorder.kid,
      signed: [roster] as never,
    });
    expect(posted).toEqual({ ok: true, value: null });
    const desk = await deskOf(recorder);
    await desk.send(fakeBundle('revoked'), letterbox.url);
    const { problem } = await desk.until(fakeBundle('revoked'), failed);
    expect(problem).toEqual({ type: 'letterboxRefused', code: 'revoked' });
  });

  it('is that an address is not allowed, and nothing at all reaches it, not even what was queued before', async () => {
    const desk = await deskOf(recorder);
    const asked: (string | undefined)[] = [];
    const letterbox = await serverOf((request, response) => {
      asked.push(request.url);
      response.destroy();
    });
    const bundle = fakeBundle('to a host that was allowed once');
    await desk.send(bundle, letterbox);
    await desk.until(bundle, waiting);
    expect(asked).toEqual(['/v1/about']);
    desk.state.isForbidden = true;
    desk.waitOut();
    const delivery = await desk.until(bundle, failed);
    const post = { letterbox, mechanism: fake.profile.id, credentials: [], to: recorder.kid, signed: [] };
    const refused = { ok: false, error: { type: 'addressNotAllowed' } };
    expect(delivery.problem).toEqual(refused.error);
    expect(await desk.send(fakeBundle('another'), letterbox)).toEqual(refused);
    expect(await desk.fetch(letterbox)).toEqual(refused);
    expect(await desk.courier.post(post)).toEqual(refused);
    await desk.courier.cancel(delivery.id);
    expect(asked).toEqual(['/v1/about']);
  });

  it('is said at once where it can be known at once, and nothing is queued', async () => {
    const desk = await deskOf(recorder);
    const request = { mechanism: fake.profile.id, credentials: [...recorder.credentials] as never };
    const bundle = fakeBundle('x').id;
    desk.kept.set(bundle, fakeBundle('x').bytes);
    const answers = [
      await desk.courier.send({ ...request, bundle, letterbox: 'ftp://letterbox.example' }),
      await desk.courier.send({ ...request, bundle, letterbox: 'https://name:word@letterbox.example' }),
      await desk.courier.send({ ...request, bundle, letterbox: 'nonsense' }),
      await desk.courier.send({ ...request, bundle, letterbox: 'http://127.0.0.1:9', credentials: [] }),
      await desk.courier.send({ ...request, bundle: fakeBundle('never packed').id, letterbox: 'http://127.0.0.1:9' }),
    ];
    const types = answers.map((answer) => (answer.ok ? 'queued' : answer.error.type));
    expect(types).toEqual(['addressNotAllowed', 'addressNotAllowed', 'addressNotAllowed', 'notEnrolled', 'fileGone']);
    expect(await desk.courier.deliveries()).toEqual([]);
  });

  it('passes by itself where a letterbox is full', async () => {
    const letterbox = await letterboxOf({ limits: { device: { ...DEFAULT_LIMITS.device, bytes: 1500 } } });
    const desk = await deskOf(recorder);
    await desk.send(fakeBundle('a', 1000), letterbox.url);
    await desk.until(fakeBundle('a', 1000), stored);
    await desk.send(fakeBundle('b', 1000), letterbox.url);
    expect((await desk.until(fakeBundle('b', 1000), waiting)).problem).toEqual({ type: 'letterboxFull' });
  });

  it('is a kept bundle that went bad: it is not sent', async () => {
    const [desk, letterbox] = [await deskOf(recorder), await letterboxOf()];
    const wire = await wireOf();
    const bundle = fakeBundle('bad', 1000);
    await desk.send(bundle, wire.url);
    const { id } = await desk.until(bundle, waiting);
    desk.kept.set(bundle.id, fakeBundle('other', 1000).bytes);
    wire.target = letterbox.port;
    await desk.courier.retry(id);
    expect((await desk.until(bundle, failed)).problem).toEqual({ type: 'diskFailure', code: 'EIO' });
  });
});

describe('the queue', () => {
  it('is closed while the vault is locked, and goes on when it is open', async () => {
    const [desk, letterbox, wire] = [await deskOf(recorder), await letterboxOf(), await wireOf()];
    const bundle = fakeBundle('locked');
    await desk.send(bundle, wire.url);
    await desk.until(bundle, waiting);
    desk.courier.pause();
    desk.state.isLocked = true;
    expect(await desk.courier.deliveries()).toEqual([]);
    expect(await desk.send(fakeBundle('x'), letterbox.url)).toEqual({ ok: false, error: { type: 'vaultLocked' } });
    expect(await desk.fetch(letterbox.url)).toEqual({ ok: false, error: { type: 'vaultLocked' } });
    expect(desk.timers).toEqual([]);
    desk.state.isLocked = false;
    expect((await desk.courier.deliveries()).map(({ state }) => state)).toEqual(['sending']);
  });

  it('on the disk says nothing of anybody', async () => {
    const [desk, letterbox] = [await deskOf(recorder), await letterboxOf()];
    await desk.send(fakeBundle('sealed'), letterbox.url);
    await desk.until(fakeBundle('sealed'), stored);
    expect(await readdir(desk.folder)).toEqual(['courier']);
    const text = (await readFile(join(desk.folder, 'courier'))).toString('latin1');
    for (const secret of ['Equipo', 'Casa', recorder.kid, fakeBundle('sealed').id, letterbox.url, 'chasqui']) {
      expect(text).not.toContain(secret);
    }
  });

  it('that cannot be opened is set aside, not overwritten', async () => {
    const [desk, letterbox] = [await deskOf(recorder), await letterboxOf()];
    await writeFile(join(desk.folder, 'courier'), 'damaged');
    await desk.send(fakeBundle('a'), letterbox.url);
    await desk.until(fakeBundle('a'), stored);
    const aside = (await readdir(desk.folder)).find((name) => name.endsWith('.damaged'));
    expect(await readFile(join(desk.folder, aside ?? ''), 'utf8')).toBe('damaged');
  });

  it('does not say queued where the disk is full', async () => {
    const [desk, letterbox] = [await deskOf(recorder), await letterboxOf()];
    desk.state.disk = {
      ...nodeDisk,
      open: async (path, how) => (how === 'create' ? Promise.reject(diskError('ENOSPC')) : nodeDisk.open(path, how)),
    };
    expect(await desk.send(fakeBundle('a'), letterbox.url)).toEqual({ ok: false, error: { type: 'diskFull' } });
    expect(await desk.courier.deliveries()).toEqual([]);
    desk.state.disk = nodeDisk;
    await desk.send(fakeBundle('a'), letterbox.url);
    await desk.until(fakeBundle('a'), stored);
  });

  it('waits longer after each failure, up to half an hour, never all devices at once, and as long as it was asked to', () => {
    const attempts = Array.from({ length: 40 }, (_, at) => at + 1);
    for (const chance of [0, 0.5, 0.999]) {
      const waits = attempts.map((attempt) => waitBefore(attempt, chance));
      expect(waits).toEqual([...waits].sort((a, b) => a - b));
      expect(waits[0]).toBeGreaterThanOrEqual(7.5);
      expect(waits.at(-1)).toBeLessThanOrEqual(1800);
    }
    expect(waitBefore(3, 0)).not.toBe(waitBefore(3, 0.5));
    expect(waitBefore(1, 0, 600)).toBe(600);
    expect(waitBefore(1, 0, 1_000_000)).toBe(1800);
  });
});
