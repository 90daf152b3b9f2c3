import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '#secretariat/limits.ts';
import { paths, uploadIdOf } from '#shared/wire/letterbox.ts';
import { fakeMechanism } from '#scripts/headless/mechanism.ts';
import { forgetfulDisk } from '#tests/fixtures/forgetful-disk.ts';
import { codeIn, fakeBundle, jsonIn, openVisitable, tokenOf, visitOf, type VisitOptions } from './visit.ts';

const fake = await fakeMechanism('limits');
const [one, two] = [fake.recorders[0]!, fake.recorders[2]!];

async function setUp(options: VisitOptions = {}) {
  const letterbox = await openVisitable(fake.profile, options);
  const visits = await Promise.all([one, two].map((device) => visitOf(letterbox, device, fake.profile.id)));
  return { letterbox, visit: visits[0]!, other: visits[1]! };
}

describe('before any byte is taken', () => {
  it('a bundle over the limit is refused with the limit', async () => {
    const { letterbox, visit } = await setUp({ limits: { bundleBytes: 999 } });
    const answer = await visit.begin(fakeBundle('big', 1000));
    expect(answer.status).toBe(413);
    expect(await jsonIn(answer)).toEqual({ code: 'tooLarge', limit: 999 });
    expect((await visit.begin(fakeBundle('fits', 999))).status).toBe(201);
    expect(await jsonIn(await letterbox.ask(paths.about))).toMatchObject({ bundleBytes: 999 });
  });

  it('a device has only so many half uploads, and a finished one makes room', async () => {
    const { visit, other } = await setUp({ limits: { uploadsPerDevice: 2 } });
    const bundles = ['a', 'b', 'c'].map((seed) => fakeBundle(seed));
    expect((await visit.begin(bundles[0]!)).status).toBe(201);
    expect((await visit.begin(bundles[1]!)).status).toBe(201);
    const refused = await visit.begin(bundles[2]!);
    expect([refused.status, await codeIn(refused)]).toEqual([429, 'tooManyUploads']);
    expect((await visit.begin(bundles[1]!)).status).toBe(201);
    expect((await other.begin(bundles[2]!)).status).toBe(201);
    await visit.send(bundles[0]!, 0);
    expect((await visit.begin(bundles[2]!)).status).toBe(201);
  });

  it('two uploads begun at once cannot both take the last place', async () => {
    const { visit } = await setUp({ limits: { uploadsPerDevice: 1 } });
    const answers = await Promise.all(['a', 'b', 'c'].map((seed) => visit.begin(fakeBundle(seed))));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 429, 429]);
  });

  it('one that waits for the disk keeps its place, and holds nobody else up', async () => {
    const disk = forgetfulDisk();
    const { promise: gate, resolve: letOn } = Promise.withResolvers<void>();
    const slowId = uploadIdOf(one.kid, fakeBundle('slow').sha256);
    const slow = {
      ...disk,
      open: async (...args: Parameters<typeof disk.open>) => {
        if (args[0].includes(slowId)) await gate;
        return disk.open(...args);
      },
    };
    const { visit, other } = await setUp({ disk: slow, limits: { uploads: 2 } });
    const waiting = visit.begin(fakeBundle('slow'));
    expect((await other.begin(fakeBundle('quick'))).status).toBe(201);
    expect(await codeIn(await other.begin(fakeBundle('late')))).toBe('full');
    letOn();
    expect((await waiting).status).toBe(201);
  });

  it('one that could not be begun gives its place back', async () => {
    const disk = forgetfulDisk();
    let isBroken = true;
    const broken = {
      ...disk,
      open: async (...args: Parameters<typeof disk.open>) => {
        if (isBroken && args[0].endsWith('.part')) throw Object.assign(new Error('no room'), { code: 'ENOSPC' });
        return disk.open(...args);
      },
    };
    const { visit } = await setUp({ disk: broken, limits: { uploadsPerDevice: 1 } });
    expect(await codeIn(await visit.begin(fakeBundle('a')))).toBe('full');
    isBroken = false;
    expect((await visit.begin(fakeBundle('b'))).status).toBe(201);
  });

  it('all devices together have only so many half uploads', async () => {
    const { visit, other } = await setUp({ limits: { uploads: 1 } });
    await visit.begin(fakeBundle('a'));
    expect(await codeIn(await other.begin(fakeBundle('b')))).toBe('full');
  });

  it('a device leaves only so many bytes, counted over restarts and with what it announced', async () => {
    const { letterbox, visit, other } = await setUp({ limits: { device: { ...DEFAULT_LIMITS.device, bytes: 2500 } } });
    await visit.deliver(fakeBundle('a', 1000));
    await visit.begin(fakeBundle('b', 1000));
    const refused = await visit.begin(fakeBundle('c', 501));
    expect([refused.status, await codeIn(refused)]).toEqual([507, 'quotaReached']);
    expect((await other.begin(fakeBundle('c', 501))).status).toBe(201);
    const again = await visitOf(await letterbox.reopen(), one, fake.profile.id);
    expect(await codeIn(await again.begin(fakeBundle('d', 501)))).toBe('quotaReached');
    expect((await again.begin(fakeBundle('e', 500))).status).toBe(201);
  });

  it('nothing is begun that would eat into the reserve of the disk', async () => {
    const { visit } = await setUp({ disk: forgetfulDisk(10_000), limits: { reserveBytes: 8000 } });
    expect((await visit.begin(fakeBundle('a', 1500))).status).toBe(201);
    const refused = await visit.begin(fakeBundle('b', 600));
    expect([refused.status, await codeIn(refused)]).toEqual([507, 'full']);
    expect((await visit.begin(fakeBundle('c', 500))).status).toBe(201);
  });
});

describe('a disk that is full after all', () => {
  it('is named, keeps the bytes it acknowledged, and takes the rest when there is room again', async () => {
    const disk = forgetfulDisk();
    let room = 2500;
    const narrow = {
      ...disk,
      open: async (...args: Parameters<typeof disk.open>) => {
        const file = await disk.open(...args);
        const write: typeof file.write = async (bytes, position) => {
          if (!args[0].endsWith('.part')) return file.write(bytes, position);
          const count = Math.min(bytes.length, room); // short counts without an error, as a full disk gives
          room -= count;
          return count === 0 ? 0 : file.write(bytes.subarray(0, count), position);
        };
        return { ...file, write };
      },
    };
    const letterbox = await openVisitable(fake.profile, { disk: narrow });
    const visit = await visitOf(letterbox, one, fake.profile.id);
    const bundle = fakeBundle('a', 5000);
    await visit.begin(bundle);
    await visit.send(bundle, 0, 1000);
    const answer = await visit.send(bundle, 1000);
    expect([answer.status, await codeIn(answer)]).toEqual([507, 'full']);
    const offset = (await visit.offset(bundle)) ?? 0;
    expect(offset).toBeGreaterThanOrEqual(1000);
    room = 100_000;
    expect((await visit.send(bundle, offset)).status).toBe(204);
    expect((await visit.receipt(bundle)).status).toBe(200);
  });

  it.each(['bundles', 'index', 'receipts'])(
    'at the very end, at the %s, gives no receipt; the sender asks again and gets it',
    async (prefix) => {
      const disk = forgetfulDisk();
      let isFull = true;
      const narrow = {
        ...disk,
        rename: async (from: string, to: string) => {
          if (isFull && to.includes(`/${prefix}/`)) throw Object.assign(new Error('no room'), { code: 'ENOSPC' });
          return disk.rename(from, to);
        },
      };
      const letterbox = await openVisitable(fake.profile, { disk: narrow });
      const visit = await visitOf(letterbox, one, fake.profile.id);
      const bundle = fakeBundle('a', 5000);
      await visit.begin(bundle);
      const answer = await visit.send(bundle, 0);
      expect([answer.status, await codeIn(answer)]).toEqual([507, 'full']);
      expect((await visit.receipt(bundle)).status).toBe(404);
      isFull = false;
      const isThere = (await visit.offset(bundle)) === 5000;
      expect(isThere).toBe(prefix === 'bundles');
      if (!isThere) expect(await codeIn(await visit.begin(bundle))).toBe('alreadyStored');
      expect((await visit.receipt(bundle)).status).toBe(200);
      expect(await disk.list('/letterbox/uploads')).toEqual([]);
    },
  );
});

describe('too many requests', () => {
  it('of one device wait for their turn, and other devices do not notice', async () => {
    const { letterbox, visit, other } = await setUp({ limits: { requestsPerMinute: 60, requestBurst: 3 } });
    const path = paths.receipt(fakeBundle('none').sha256);
    const statuses = [];
    for (let at = 0; at < 5; at++) statuses.push((await visit.ask(path)).status);
    expect(statuses).toEqual([404, 404, 404, 429, 429]);
    const refused = await visit.ask(path);
    expect([refused.headers.get('retry-after'), await codeIn(refused)]).toEqual(['1', 'tooManyRequests']);
    expect((await other.ask(path)).status).toBe(404);
    letterbox.clock.ticks += 1000;
    expect((await visit.ask(path)).status).toBe(404);
    expect((await visit.ask(path)).status).toBe(429);
  });

  it('with tokens never seen before are stopped by their address, before a signature is verified', async () => {
    const letterbox = await openVisitable(fake.profile, {
      limits: { strangerRequestsPerMinute: 60, strangerBurst: 3 },
    });
    const path = paths.receipt(fakeBundle('none').sha256);
    const request = { path };
    const [known, late] = [
      await tokenOf(one, fake.profile.id, { request }),
      await tokenOf(two, fake.profile.id, { request }),
    ];
    const ask = async (token: string, address: string): Promise<number> =>
      (await letterbox.ask(path, { headers: { authorization: `Bearer ${token}` } }, address)).status;
    expect(await ask(known, '10.0.0.1')).toBe(404);
    expect([await ask('wrong', '10.0.0.1'), await ask('wrong', '10.0.0.1'), await ask('wrong', '10.0.0.1')]).toEqual([
      401, 401, 429,
    ]);
    expect(await ask(late, '10.0.0.1')).toBe(429);
    expect(await ask(known, '10.0.0.1')).toBe(404);
    expect(await ask(late, '10.0.0.2')).toBe(404);
    expect((await letterbox.ask(paths.about, {}, '10.0.0.1')).status).toBe(429);
  });

  it('of one device at once are refused beyond a few, and let in again when those have ended', async () => {
    const disk = forgetfulDisk();
    const { promise: gate, resolve: letOn } = Promise.withResolvers<void>();
    let isSlow = false;
    let inside = 0;
    const slow = {
      ...disk,
      open: async (...args: Parameters<typeof disk.open>) => {
        inside++;
        if (isSlow) await gate;
        return disk.open(...args);
      },
    };
    const letterbox = await openVisitable(fake.profile, { disk: slow, limits: { requestsAtOnce: 2 } });
    const visit = await visitOf(letterbox, one, fake.profile.id);
    await visit.begin(fakeBundle('warm'));
    [isSlow, inside] = [true, 0];
    const waiting = [visit.begin(fakeBundle('a')), visit.begin(fakeBundle('b'))];
    await expect.poll(() => inside).toBe(2);
    expect(await codeIn(await visit.begin(fakeBundle('c')))).toBe('tooManyRequests');
    letOn();
    expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([201, 201]);
    expect((await visit.begin(fakeBundle('c'))).status).toBe(201);
  });
});

describe('a letterbox that is stopping', () => {
  it('takes no new request and says when to come back', async () => {
    const { letterbox, visit } = await setUp();
    letterbox.clock.stopping = true;
    for (const answer of [await visit.begin(fakeBundle('a')), await letterbox.ask(paths.about)]) {
      expect([answer.status, answer.headers.get('retry-after'), answer.headers.get('connection')]).toEqual([
        503,
        '5',
        'close',
      ]);
      expect(await codeIn(answer)).toBe('stopping');
    }
  });
});

describe('a failure nobody foresaw', () => {
  it('is a bare 500 that says nothing, and the log says where without saying what', async () => {
    const disk = forgetfulDisk();
    const letterbox = await openVisitable(fake.profile, { disk });
    const visit = await visitOf(letterbox, one, fake.profile.id);
    const bundle = fakeBundle('a');
    disk.dieAt(1);
    const answer = await visit.begin(bundle);
    expect([answer.status, await answer.text()]).toEqual([500, '']);
    const line = JSON.parse(letterbox.logLines.at(-1) ?? '') as object;
    expect(line).toMatchObject({ code: 'bug', system: 'EIO' });
  });
});
