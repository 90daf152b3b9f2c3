import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeMechanism } from '#scripts/headless/mechanism.ts';
import { decodeStoredReceipt } from '#shared/bundle/receipt.ts';
import type { Signed } from '#shared/log/envelope.ts';
import { decodeListing, paths } from '#shared/wire/letterbox.ts';
import { type S3Service, startS3Service } from '#tests/fixtures/s3-service.ts';
import { runProcess, startProcess } from './process.ts';
import { fakeBundle, jsonIn, openVisitable, visitOf } from './visit.ts';

const fake = await fakeMechanism('bucket');
const one = fake.recorders[0]!;

describe('a letterbox over a bucket', () => {
  let service: S3Service;
  beforeEach(async () => {
    service = await startS3Service();
  });
  afterEach(() => service.close());
  const open = () => openVisitable(fake.profile, { s3: service.facts });

  it('keeps a bundle there, lists it to readers, and gives the same receipt after a restart', async () => {
    const letterbox = await open();
    const bundle = fakeBundle('a', 300_000);
    const receipt = await (await visitOf(letterbox, one, fake.profile.id)).deliver(bundle);
    expect(decodeStoredReceipt(receipt)).toMatchObject({ sha256: bundle.sha256, size: 300_000 });
    expect(service.objects.get(`bundles/${bundle.sha256}`)).toEqual(Buffer.from(bundle.bytes));
    expect(await letterbox.disk.list('/letterbox/uploads')).toEqual([]);
    service.time += 60_000; // what is newest is held back
    const again = await letterbox.reopen();
    expect(await (await visitOf(again, one, fake.profile.id)).deliver(bundle)).toEqual(receipt);
    const reader = await visitOf(again, fake.secretariat, fake.profile.id);
    const items = decodeListing(await jsonIn(await reader.ask(paths.bundles)))?.items ?? [];
    expect(items.map(({ sha256 }) => sha256)).toEqual([bundle.sha256]);
    const bytes = await (await reader.ask(paths.bundle(bundle.sha256))).arrayBuffer();
    expect(new Uint8Array(bytes)).toEqual(bundle.bytes);
  });

  it.each([
    ['bundles', 'answers 503', 503],
    ['bundles', 'knows nothing of it after its PUT', 404],
    ['index', 'knows nothing of it after its PUT', 404],
    ['receipts', 'answers 503', 503],
  ])(
    'gives no receipt where the storage of %s %s, loses no byte, and gives one later',
    async (prefix, _what, status) => {
      const letterbox = await open();
      const visit = await visitOf(letterbox, one, fake.profile.id);
      const bundle = fakeBundle('b', 5000);
      await visit.begin(bundle);
      service.onRequest = (request, response, key) => {
        const isSpoilt = key.startsWith(`${prefix}/`) && (status === 503 || request.method === 'HEAD');
        if (isSpoilt) response.writeHead(status).end();
        return isSpoilt;
      };
      expect((await visit.send(bundle, 0)).status).toBe(500);
      expect((await visit.receipt(bundle)).status).not.toBe(200);
      expect(letterbox.logLines.join('\n')).toContain('"system":"ESTORE"');
      expect(letterbox.logLines.join('\n')).not.toMatch(/127\.0\.0\.1|a secret/);
      service.onRequest = () => false;
      if ((await visit.offset(bundle)) === null) await visit.begin(bundle);
      expect((await visit.receipt(bundle)).status).toBe(200);
      expect(service.objects.get(`bundles/${bundle.sha256}`)).toEqual(Buffer.from(bundle.bytes));
    },
  );

  it('that is slow, and slower the more ask at once, costs each bundle one entry', async () => {
    const crowd = await fakeMechanism('crowd', { organisations: 4, recordersEach: 10 });
    const letterbox = await openVisitable(crowd.profile, { s3: service.facts });
    const visits = await Promise.all(
      crowd.recorders.map(async (device) => ({
        bundle: fakeBundle(device.kid, 500),
        visit: await visitOf(letterbox, device, crowd.profile.id),
      })),
    );
    for (const { visit, bundle } of visits) await visit.begin(bundle);
    service.onRequest = () => ((service.time += 250), false); // it answers one after the other
    await Promise.all(visits.map(({ visit, bundle }) => visit.send(bundle, 0)));
    const receipts = await Promise.all(
      visits.map(async ({ visit, bundle }) => (await (await visit.receipt(bundle)).json()) as Signed),
    );
    expect(receipts.filter((receipt) => decodeStoredReceipt(receipt) !== undefined)).toHaveLength(40);
    expect([...service.objects.keys()].filter((key) => key.startsWith('index/'))).toHaveLength(40);
  });

  it('starts once the storage answers, where it does not at first', async () => {
    const ground = await mkdtemp(join(tmpdir(), 'chasqui-letterbox-'));
    const profile = join(ground, 'mechanism.json');
    await writeFile(profile, fake.profileText);
    let left = 6; // more than one start asks
    service.onRequest = (_request, response) => left > 0 && (left--, response.writeHead(503).end(), true);
    const { url, bucket, accessKey, secretKey } = service.facts;
    const letterbox = await startProcess(
      ['--dir', join(ground, 'letterbox'), '--port', '0', '--profile', profile, '--s3', url, '--bucket', bucket],
      { CHASQUI_S3_ACCESS_KEY: accessKey, CHASQUI_S3_SECRET_KEY: secretKey },
    );
    expect([left, (await fetch(`${letterbox.url}/v1/health`)).status]).toEqual([0, 200]);
    letterbox.signal('SIGKILL');
    await letterbox.ended;
    await rm(ground, { recursive: true });
  });

  it('is not started without its two keys, and they do not stand in the command line', async () => {
    const args = ['--dir', 'd', '--port', '0', '--profile', 'p', '--s3', service.facts.url, '--bucket', 'box'];
    const { code, said } = await runProcess(args);
    expect(code).toBe(2);
    expect(said).toMatch(/^usage: /);
    expect(said).not.toContain('the profile was not taken'); // it did not get that far
  });
});
