import { afterEach, describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS, type Quota } from '#secretariat/limits.ts';
import { withFile, writeFully } from '#secretariat/disk/disk.ts';
import { readWhole } from '#secretariat/durable-files.ts';
import { fakeMechanism } from '#scripts/headless/mechanism.ts';
import { forgetfulDisk } from '#tests/fixtures/forgetful-disk.ts';
import { type S3Service, startS3Service } from '#tests/fixtures/s3-service.ts';
import { codeIn, fakeBundle, openVisitable, START, type Visitable, visitOf } from './visit.ts';

const fake = await fakeMechanism('quota');
const [one, sibling, stranger] = [fake.recorders[0]!, fake.recorders[1]!, fake.recorders[2]!];
const device = (quota: Partial<Quota>) => ({ device: { ...DEFAULT_LIMITS.device, ...quota } });
const organisation = (quota: Partial<Quota>) => ({ organisation: { ...DEFAULT_LIMITS.organisation, ...quota } });
const DAY = 24 * 60 * 60 * 1000;

const at = (letterbox: Visitable, who = one) => visitOf(letterbox, who, fake.profile.id);

/** What a device is told that would leave this much more: status, code, seconds to wait. */
async function told(letterbox: Visitable, size: number, who = one): Promise<readonly unknown[]> {
  const answer = await (await at(letterbox, who)).begin(fakeBundle(`more ${size} ${who.kid}`, size));
  if (answer.status === 201) return [201];
  return [answer.status, await codeIn(answer), Number(answer.headers.get('retry-after'))];
}

describe('before any byte is taken', () => {
  it('a device that left as many bytes in all as it may is told so, and when to ask again', async () => {
    const letterbox = await openVisitable(fake.profile, { limits: device({ bytes: 2000 }) });
    await (await at(letterbox)).deliver(fakeBundle('a', 1500));
    expect(await told(letterbox, 501)).toEqual([507, 'quotaReached', 3600]);
    expect(await told(letterbox, 500)).toEqual([201]);
  });

  it('many small bundles count as well as a few large ones', async () => {
    const letterbox = await openVisitable(fake.profile, { limits: device({ bundles: 2 }) });
    await (await at(letterbox)).deliver(fakeBundle('a', 10));
    await (await at(letterbox)).begin(fakeBundle('b', 10));
    expect(await told(letterbox, 11)).toEqual([507, 'quotaReached', 3600]);
    expect((await told(letterbox, 11, sibling))[0]).toBe(201);
  });

  it.each<[string, Parameters<typeof organisation>[0]]>([
    ['bytes', { bytes: 2000 }],
    ['bundles', { bundles: 2 }],
  ])(
    'the devices of an organisation share its %s, over restarts; another organisation does not notice',
    async (_name, quota) => {
      const letterbox = await openVisitable(fake.profile, { limits: organisation(quota) });
      await (await at(letterbox)).deliver(fakeBundle('a', 900));
      await (await at(letterbox, sibling)).begin(fakeBundle('b', 900));
      for (const opened of [letterbox, await letterbox.reopen()]) {
        expect(await told(opened, 201)).toEqual([507, 'quotaReached', 3600]);
        expect(await told(opened, 202, sibling)).toEqual([507, 'quotaReached', 3600]);
      }
      expect(await told(letterbox, 201, stranger)).toEqual([201]);
    },
  );

  it.each<[string, object]>([
    ['bytes a day of a device', device({ bytesPerDay: 2000 })],
    ['bundles a day of a device', device({ bundlesPerDay: 2 })],
    ['bytes a day of an organisation', organisation({ bytesPerDay: 2000 })],
    ['bundles a day of an organisation', organisation({ bundlesPerDay: 2 })],
  ])('too many %s wait until midnight, and not longer', async (_name, limits) => {
    const letterbox = await openVisitable(fake.profile, { limits });
    for (const seed of ['a', 'b']) await (await at(letterbox)).deliver(fakeBundle(seed, 900));
    const seconds = (DAY - (START % DAY)) / 1000;
    expect(await told(letterbox, 300)).toEqual([429, 'tooManyRequests', seconds]);
    letterbox.clock.now += seconds * 1000 - 1;
    expect(await told(letterbox, 300)).toEqual([429, 'tooManyRequests', 1]);
    letterbox.clock.now += 1;
    expect(await told(letterbox, 300)).toEqual([201]);
  });

  it('what was given up or expired counts no more', async () => {
    const letterbox = await openVisitable(fake.profile, { limits: device({ bytes: 1000 }) });
    await (await at(letterbox)).begin(fakeBundle('left', 900));
    expect((await told(letterbox, 200))[1]).toBe('quotaReached');
    letterbox.clock.now += 22 * DAY;
    await letterbox.sweep();
    expect(await told(letterbox, 200)).toEqual([201]);
  });

  it('the same bundle again costs nothing', async () => {
    const letterbox = await openVisitable(fake.profile, { limits: device({ bundles: 1, bundlesPerDay: 1 }) });
    const bundle = fakeBundle('a', 900);
    await (await at(letterbox)).deliver(bundle);
    expect(await codeIn(await (await at(letterbox)).begin(bundle))).toBe('alreadyStored');
  });
});

describe('several nodes', () => {
  let service: S3Service;
  afterEach(() => service.close());

  it('count what came in a day together, and after a restart of one', async () => {
    service = await startS3Service();
    const limits = organisation({ bundlesPerDay: 2 });
    const first = await openVisitable(fake.profile, { s3: service.facts, limits });
    const disk = forgetfulDisk();
    await disk.makeFolder('/letterbox');
    const key = (await readWhole(first.disk, '/letterbox/letterbox.key'))!;
    await withFile(disk, '/letterbox/letterbox.key', 'create', (file) => writeFully(file, key, 0));
    const second = await openVisitable(fake.profile, { s3: service.facts, limits, disk });
    await (await at(first)).deliver(fakeBundle('a', 100));
    await (await at(second, sibling)).deliver(fakeBundle('b', 100));
    service.time += 60_000;
    for (const node of [first, second]) await node.refresh();
    for (const node of [first, second, await second.reopen()])
      expect((await told(node, 50)).slice(0, 2)).toEqual([429, 'tooManyRequests']);
    expect(await told(first, 50, stranger)).toEqual([201]);
  });
});
