// The store itself has no room left, or does not keep what it was given: no receipt for what is not there, a "full" that a
// device understands, and everything goes on when there is room again.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkLetterbox, type Finding } from '#secretariat/check.ts';
import { createFolderStore } from '#secretariat/folder-store.ts';
import { fakeMechanism } from '#scripts/headless/mechanism.ts';
import { openSmallDisk } from '#tests/faults/small-disk.ts';
import { type S3Service, startS3Service } from '#tests/fixtures/s3-service.ts';
import { codeIn, fakeBundle, type FakeBundle, openVisitable, type Visitable, visitOf } from './visit.ts';

const fake = await fakeMechanism('full store');
const one = fake.recorders[0]!;

/** Begins or goes on, sends what is missing, and asks for the receipt: what each answered, and whether it is there. */
async function tryToLeave(
  letterbox: Visitable,
  bundle: FakeBundle,
): Promise<{ isStored: boolean; statuses: number[] }> {
  const visit = await visitOf(letterbox, one, fake.profile.id);
  const statuses: number[] = [];
  const offset = await visit.offset(bundle);
  if (offset === null) statuses.push((await visit.begin(bundle)).status);
  if (offset !== bundle.bytes.length) statuses.push((await visit.send(bundle, offset ?? 0)).status);
  const receipt = await visit.receipt(bundle);
  return { isStored: receipt.status === 200, statuses };
}

describe('a folder on a disk that fills up', () => {
  it.each([0, 3000, 60_000, 200_000, 420_000])(
    'with %i bytes left gives receipts only for what is there whole, and goes on when there is room',
    async (left) => {
      const small = openSmallDisk();
      try {
        const folder = small.root === '/' ? '/letterbox' : `${small.root}/letterbox`;
        const options = { disk: small.disk as never, folder, limits: { reserveBytes: 0 } };
        const letterbox = await openVisitable(fake.profile, options);
        const bundles = Array.from({ length: 6 }, (_, at) => fakeBundle(`full ${left} ${at}`, 150_000));
        const stored = new Set<FakeBundle>();
        for (const [at, bundle] of bundles.entries()) {
          if (at === 2) {
            const visit = await visitOf(letterbox, one, fake.profile.id);
            await visit.begin(bundle);
            await visit.send(bundle, 0, 10_000);
            small.fill(left);
          }
          const { isStored, statuses } = await tryToLeave(letterbox, bundle);
          if (isStored) stored.add(bundle);
          for (const status of statuses) expect([201, 204, 404, 409, 507]).toContain(status);
        }
        expect(stored.size).toBeLessThan(6);
        const found: Finding[] = [];
        const store = await createFolderStore(folder, small.disk, 'look');
        await checkLetterbox(store, letterbox.key, (finding) => found.push(finding));
        expect(found).toEqual([]);
        for (const { sha256 } of stored) expect(await store.size(`receipts/${sha256}`)).toBeDefined();
        small.free();
        for (const bundle of bundles) {
          if (!(await tryToLeave(letterbox, bundle)).isStored) await tryToLeave(letterbox, bundle);
          expect((await tryToLeave(letterbox, bundle)).isStored).toBe(true);
        }
        await checkLetterbox(store, letterbox.key, (finding) => found.push(finding));
        expect(found).toEqual([]);
      } finally {
        small.end();
      }
    },
  );
});

describe('a bucket', () => {
  let service: S3Service;
  beforeEach(async () => {
    service = await startS3Service();
  });
  afterEach(() => service.close());

  /** A bundle of 5,000 bytes that a device has begun to leave. */
  async function begun(name: string) {
    const letterbox = await openVisitable(fake.profile, { s3: service.facts });
    const visit = await visitOf(letterbox, one, fake.profile.id);
    const bundle = fakeBundle(name, 5000);
    await visit.begin(bundle);
    return { letterbox, visit, bundle };
  }

  it.each<[string, number, string]>([
    ['507', 507, ''],
    ['413', 413, ''],
    ['a quota of Ceph', 403, '<Error><Code>QuotaExceeded</Code></Error>'],
    ['a quota of MinIO', 400, '<Error><Code>XMinioAdminBucketQuotaExceeded</Code></Error>'],
    ['an object too large for what is left', 400, '<Error><Code>EntityTooLarge</Code></Error>'],
  ])('that is full says so by %s: the device hears "full", and its bytes wait here', async (_name, status, body) => {
    const { letterbox, visit, bundle } = await begun('no room');
    service.onRequest = (request, response) => {
      const isPut = request.method === 'PUT';
      if (isPut) response.writeHead(status).end(body);
      return isPut;
    };
    const answer = await visit.send(bundle, 0);
    expect([answer.status, await codeIn(answer)]).toEqual([507, 'full']);
    expect((await visit.receipt(bundle)).status).toBe(404);
    expect(letterbox.logLines.join('\n')).not.toContain('Quota');
    service.onRequest = () => false;
    expect(await visit.offset(bundle)).toBe(5000);
    expect((await visit.receipt(bundle)).status).toBe(200);
  });

  it('that refuses for another reason is a failure and not a full one', async () => {
    const { visit, bundle } = await begun('forbidden');
    service.onRequest = (request, response) => {
      const isPut = request.method === 'PUT';
      if (isPut) response.writeHead(403).end('<Error><Code>AccessDenied</Code></Error>');
      return isPut;
    };
    expect((await visit.send(bundle, 0)).status).toBe(500);
    expect((await visit.receipt(bundle)).status).toBe(404);
  });

  it.each([1, 2000, 4999])(
    'that cuts the connection after %i bytes of a bundle has kept nothing, and nobody says so',
    async (bytes) => {
      const { visit, bundle } = await begun('cut');
      service.onRequest = (request, _response, key) => {
        if (request.method !== 'PUT' || !key.startsWith('bundles/')) return false;
        let taken = 0;
        request.on('data', (chunk: Buffer) => {
          taken += chunk.length;
          if (taken >= bytes) request.destroy();
        });
        return true;
      };
      expect((await visit.send(bundle, 0)).status).toBe(500);
      expect((await visit.receipt(bundle)).status).toBe(404);
      service.onRequest = () => false;
      await visit.offset(bundle);
      expect((await visit.receipt(bundle)).status).toBe(200);
      expect(service.objects.get(`bundles/${bundle.sha256}`)).toEqual(Buffer.from(bundle.bytes));
    },
  );

  it('that keeps fewer bytes than it was given has kept nothing', async () => {
    const { visit, bundle } = await begun('short');
    service.onRequest = (request, response, key) => {
      if (request.method !== 'PUT' || !key.startsWith('bundles/')) return false;
      request.resume().on('end', () => {
        service.objects.set(key, Buffer.from(bundle.bytes.subarray(0, 4000)));
        response.end();
      });
      return true;
    };
    expect((await visit.send(bundle, 0)).status).toBe(500);
    expect((await visit.receipt(bundle)).status).toBe(404);
    service.onRequest = () => false;
    await visit.offset(bundle);
    expect((await visit.receipt(bundle)).status).toBe(200);
    expect(service.objects.get(`bundles/${bundle.sha256}`)?.length).toBe(5000);
  });

  it('is sent each bundle once: its hash is known when it is put', async () => {
    const letterbox = await openVisitable(fake.profile, { s3: service.facts });
    let opened = 0;
    const open = letterbox.disk.open;
    const disk = {
      ...letterbox.disk,
      open: async (...args: Parameters<typeof open>) => {
        const file = await open(...args);
        const read: typeof file.read = async (...asked) => {
          const chunk = await file.read(...asked);
          if (args[0].endsWith('.part')) opened += chunk.length;
          return chunk;
        };
        return { ...file, read };
      },
    };
    const again = await letterbox.reopen({ s3: service.facts, disk });
    const bundle = fakeBundle('once', 5000);
    await (await visitOf(again, one, fake.profile.id)).deliver(bundle);
    expect(opened).toBe(2 * 5000); // once to verify it, once to send it
  });
});
