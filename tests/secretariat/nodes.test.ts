// Several letterboxes with one key over one bucket. Their disks are their own.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withFile, writeFully } from '#secretariat/disk/disk.ts';
import { DEFAULT_LIMITS } from '#secretariat/limits.ts';
import { readWhole } from '#secretariat/durable-files.ts';
import type { Json } from '#shared/base/json.ts';
import { signValue } from '#shared/log/envelope.ts';
import { decodeListing, decodeOutTray, paths } from '#shared/wire/letterbox.ts';
import { fakeMechanism, revocationOf } from '#scripts/headless/mechanism.ts';
import { forgetfulDisk } from '#tests/fixtures/forgetful-disk.ts';
import { type S3Service, startS3Service } from '#tests/fixtures/s3-service.ts';
import { codeIn, type DeviceVisit, fakeBundle, jsonIn, openVisitable, type Visitable, visitOf } from './visit.ts';

const fake = await fakeMechanism('nodes');
const [one, two] = [fake.recorders[0]!, fake.recorders[2]!];
const HELD_BACK = 60_000;
let service: S3Service;
let [a, b]: Visitable[] = [];
beforeEach(async () => {
  service = await startS3Service();
  a = await openVisitable(fake.profile, { s3: service.facts });
  b = await withKeyOf(a);
});
afterEach(() => service.close());

async function withKeyOf(other: Visitable, limits = {}): Promise<Visitable> {
  const disk = forgetfulDisk();
  const key = (await readWhole(other.disk, '/letterbox/letterbox.key'))!;
  await disk.makeFolder('/letterbox');
  await withFile(disk, '/letterbox/letterbox.key', 'create', (file) => writeFully(file, key, 0));
  return openVisitable(fake.profile, { s3: service.facts, disk, limits });
}
const at = (node: Visitable | undefined, device = one): Promise<DeviceVisit> => visitOf(node!, device, fake.profile.id);
const listedAt = async (node: Visitable | undefined, after = ''): Promise<readonly string[]> => {
  const reader = await at(node, fake.secretariat);
  const answer = await reader.ask(`${paths.bundles}${after && `?after=${after}`}`);
  return decodeListing(await jsonIn(answer))!.items.map(({ sha256 }) => sha256);
};

describe('two nodes of one letterbox', () => {
  it('give the same receipt and list the same bundles, once what is newest had time to come to light', async () => {
    const [x, y] = [fakeBundle('x'), fakeBundle('y')];
    const receipt = await (await at(a)).deliver(x);
    expect(await (await at(b)).deliver(x)).toEqual(receipt);
    await (await at(b)).deliver(y);
    expect(await listedAt(a)).toEqual([]);
    service.time += HELD_BACK;
    for (const node of [a, b]) expect([...(await listedAt(node))].sort()).toEqual([x.sha256, y.sha256].sort());
  });

  it('a device that was cut at one begins again at the other, and nothing is kept twice', async () => {
    const bundle = fakeBundle('moved', 5000);
    const [first, second] = [await at(a), await at(b)];
    await first.begin(bundle);
    await first.send(bundle, 0, 2000);
    expect(await second.offset(bundle)).toBeNull();
    const receipt = await second.deliver(bundle);
    expect((await first.send(bundle, 2000)).status).toBe(204); // back at the first, whose half upload it still knows
    expect(await (await first.receipt(bundle)).json()).toEqual(receipt);
    service.time += HELD_BACK;
    expect(await listedAt(a)).toEqual([bundle.sha256]);
    expect(await a!.disk.list('/letterbox/uploads')).toEqual([]);
  });

  it('half uploads that were ended at another node keep nobody from beginning new ones', async () => {
    const narrow = await withKeyOf(a!, { uploadsPerDevice: 1 });
    const bundle = fakeBundle('elsewhere', 5000);
    await (await at(narrow)).begin(bundle);
    await (await at(b)).deliver(bundle);
    expect((await (await at(narrow)).begin(fakeBundle('next'))).status).toBe(201);
    expect(await codeIn(await (await at(narrow)).begin(fakeBundle('one more')))).toBe('tooManyUploads');
  });

  it('a bundle costs the storage thirteen requests, a page with it three, fetching it two (docs/scale.md)', async () => {
    const bundle = fakeBundle('counted', 5000);
    const visit = await at(a);
    let requests = 0;
    service.onRequest = () => (requests++, false);
    await visit.deliver(bundle);
    expect(requests).toBe(13);
    service.time += HELD_BACK;
    requests = 0;
    expect(await listedAt(b)).toEqual([bundle.sha256]); // its clock, a list, an entry
    expect(requests).toBe(3);
    requests = 0;
    await (await (await at(b, fake.secretariat)).ask(paths.bundle(bundle.sha256))).arrayBuffer();
    expect(requests).toBe(2);
  });

  it('a machine that starts asks for six things and two for each further thousand; idle it asks for three', async () => {
    let requests = 0;
    service.onRequest = () => (requests++, false);
    const started = await withKeyOf(a!);
    expect(requests).toBe(6);
    requests = 0;
    await started.refresh();
    expect(requests).toBe(3);
  });

  it('with another key one does not start: the bucket is another letterbox’s', async () => {
    await expect(openVisitable(fake.profile, { s3: service.facts })).rejects.toMatchObject({ code: 'EKEY' });
  });

  it('a roster posted at one is known at the other, and an older one does not come back over it', async () => {
    const older = await fake.roster(1, []);
    const newer = await fake.roster(2, [revocationOf(one.kid)]);
    const post = async (node: Visitable | undefined, signed: unknown): Promise<number> => {
      const body = JSON.stringify({ signed: [signed] });
      const reader = await at(node, fake.secretariat);
      return (await reader.ask(paths.outTrayOf(two.kid), { method: 'POST', body })).status;
    };
    expect(await post(a, newer)).toBe(204);
    expect((await (await at(b)).ask(paths.outTray)).status).toBe(200);
    expect(await post(b, older)).toBe(204); // it has not heard of the newer one, and overwrites it
    await a!.refresh();
    await b!.refresh();
    for (const node of [a, b]) expect(await codeIn(await (await at(node)).ask(paths.outTray))).toBe('revoked');
  });

  it('bytes that a device left at one count at the other', async () => {
    await (await at(a)).deliver(fakeBundle('big', 900));
    service.time += HELD_BACK;
    const narrow = await withKeyOf(a!, { device: { ...DEFAULT_LIMITS.device, bytes: 1000 } });
    expect(await codeIn(await (await at(narrow)).begin(fakeBundle('more', 200)))).toBe('quotaReached');
    await (await at(b, two)).deliver(fakeBundle('of two', 900));
    service.time += HELD_BACK;
    await narrow.refresh();
    await narrow.refresh();
    expect(await codeIn(await (await at(narrow, two)).begin(fakeBundle('more', 200)))).toBe('quotaReached');
    expect((await (await at(narrow, two)).begin(fakeBundle('less', 100))).status).toBe(201);
  });

  it('mail left at both at once comes whole, and taking what was seen takes nothing else', async () => {
    const leave = async (node: Visitable | undefined, text: string): Promise<void> => {
      const thing = await signValue(
        'application/vnd.chasqui.merged+json;v=1',
        { text } as Json,
        fake.secretariat.signer,
      );
      const body = JSON.stringify({ signed: [thing] });
      const reader = await at(node, fake.secretariat);
      expect((await reader.ask(paths.outTrayOf(one.kid), { method: 'POST', body })).status).toBe(204);
    };
    const tray = async (node: Visitable | undefined) =>
      decodeOutTray(await jsonIn(await (await at(node)).ask(paths.outTray)))!.items;
    await Promise.all([leave(a, '1'), leave(b, '2'), leave(a, '3')]);
    service.time += HELD_BACK;
    const seen = await tray(b);
    expect(seen).toHaveLength(3);
    await leave(a, '4');
    await (await at(b)).ask(`${paths.outTray}?upTo=${seen.at(-1)!.cursor}`, { method: 'DELETE' });
    service.time += HELD_BACK;
    expect((await tray(a)).map(({ signed }) => signed.body)).toEqual(['{"text":"4"}']);
  });

  it('gives no receipt for what lists do not show, and a new name to what was shown too late', async () => {
    const bundle = fakeBundle('late', 500);
    const visit = await at(a);
    await visit.begin(bundle);
    service.onRequest = (request, response) => {
      const isList = request.url?.includes('list-type') === true;
      if (isList) response.end('<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>');
      return isList;
    };
    expect((await visit.send(bundle, 0)).status).toBe(500);
    expect((await visit.receipt(bundle)).status).toBe(404);
    let isSlow = true;
    service.onRequest = (request) => {
      if (request.method === 'PUT' && request.url?.includes('/index/') === true && isSlow) {
        service.time += 20_000;
        isSlow = false;
      }
      return false;
    };
    const before = [...service.objects.keys()].filter((key) => key.startsWith('index/')).length;
    if ((await visit.offset(bundle)) === null) await visit.begin(bundle);
    expect((await visit.receipt(bundle)).status).toBe(200);
    const after = [...service.objects.keys()].filter((key) => key.startsWith('index/')).length;
    expect(after - before).toBe(2);
  });
});
