// A letterbox that ran on a folder goes on in a bucket, while devices come and readers read.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkLetterbox, type Finding } from '#secretariat/check.ts';
import { withFile, writeFully } from '#secretariat/disk/disk.ts';
import { readWhole } from '#secretariat/durable-files.ts';
import { createS3Client } from '#secretariat/s3-client.ts';
import { createS3Store } from '#secretariat/s3-store.ts';
import { bytesToText } from '#shared/base/bytes.ts';
import type { Json } from '#shared/base/json.ts';
import { type Signed, signValue } from '#shared/log/envelope.ts';
import { decodeListing, decodeOutTray, paths } from '#shared/wire/letterbox.ts';
import { fakeMechanism, revocationOf } from '#scripts/headless/mechanism.ts';
import { forgetfulDisk } from '#tests/fixtures/forgetful-disk.ts';
import { type S3Service, startS3Service } from '#tests/fixtures/s3-service.ts';
import { codeIn, fakeBundle, type FakeBundle, jsonIn, openVisitable, type Visitable, visitOf } from './visit.ts';

const fake = await fakeMechanism('moving');
const [one, two] = [fake.recorders[0]!, fake.recorders[2]!];
const old = ['a', 'b', 'c', 'd'].map((seed) => fakeBundle(seed, 3000));
const half = fakeBundle('half', 5000);
const [during, after] = [fakeBundle('during', 900), fakeBundle('after', 700)];
let service: S3Service;
beforeEach(async () => {
  service = await startS3Service();
});
afterEach(() => service.close());

const at = (box: Visitable, device = one) => visitOf(box, device, fake.profile.id);
const thing = (text: string): Promise<Signed> =>
  signValue('application/vnd.chasqui.merged+json;v=1', { text } as Json, fake.secretariat.signer);

async function leave(box: Visitable, signed: readonly Signed[]): Promise<void> {
  const reader = await at(box, fake.secretariat);
  const body = JSON.stringify({ signed });
  expect((await reader.ask(paths.outTrayOf(one.kid), { method: 'POST', body })).status).toBe(204);
}

const tray = async (box: Visitable) =>
  decodeOutTray(await jsonIn(await (await at(box)).ask(paths.outTray)))!.items.map(({ cursor, signed }) => ({
    cursor,
    text: signed.body,
  }));

async function listed(box: Visitable, from = '') {
  const reader = await at(box, fake.secretariat);
  const answer = await reader.ask(`${paths.bundles}${from && `?after=${from}`}`);
  return decodeListing(await jsonIn(answer))!.items;
}
const digests = (bundles: readonly { readonly sha256: string }[]): readonly string[] =>
  bundles.map(({ sha256 }) => sha256);

/** A folder with four bundles, one half sent, mail, and a device that may no longer come. */
async function onAFolder() {
  const box = await openVisitable(fake.profile);
  const visit = await at(box);
  const receipts: Signed[] = [];
  for (const bundle of old) receipts.push(await visit.deliver(bundle));
  await visit.begin(half);
  await visit.send(half, 0, 2000);
  await leave(box, [await thing('1'), await thing('2'), await fake.roster(1, [revocationOf(two.kid)])]);
  await visit.ask(`${paths.outTray}?upTo=${(await tray(box))[0]!.cursor}`, { method: 'DELETE' });
  return { box, receipts, second: (await listed(box))[1]!.cursor };
}

async function untilMoved(box: Visitable): Promise<void> {
  for (let round = 0; round < 5 && !(await isMoved(box)); round++) await box.move();
  expect(await isMoved(box)).toBe(true);
}
const isMoved = async ({ disk }: Visitable): Promise<boolean> =>
  bytesToText((await readWhole(disk, '/letterbox/kept/owner/moved')) ?? new Uint8Array()) === 'done';

async function damages(box: Visitable): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  const store = createS3Store(createS3Client(service.facts), box.disk);
  await checkLetterbox(store, box.key, (finding) => found.push(finding));
  return found;
}

async function everythingIsThere(box: Visitable, receipts: readonly Signed[], second: string): Promise<void> {
  service.time += 60_000;
  const expected = [...old, half, during, after];
  expect(digests(await listed(box))).toEqual(digests(expected));
  expect(digests(await listed(box, second))).toEqual(digests(expected.slice(2)));
  const reader = await at(box, fake.secretariat);
  for (const { sha256, bytes } of expected) {
    const got = await (await reader.ask(paths.bundle(sha256))).arrayBuffer();
    expect(Buffer.compare(new Uint8Array(got), bytes)).toBe(0);
  }
  const visit = await at(box);
  for (const [index, receipt] of receipts.entries())
    expect(await (await visit.receipt(old[index]!)).json()).toEqual(receipt);
  expect((await tray(box)).map(({ text }) => text).slice(0, 1)).toEqual(['{"text":"2"}']);
  expect(await codeIn(await (await at(box, two)).ask(paths.outTray))).toBe('revoked');
}

async function deliverRest(box: Visitable, bundle: FakeBundle): Promise<void> {
  const visit = await at(box);
  const offset = await visit.offset(bundle);
  if (offset === null) await visit.begin(bundle);
  await visit.send(bundle, offset ?? 0);
  expect((await visit.receipt(bundle)).status).toBe(200);
}

describe('a letterbox that is started with a bucket', () => {
  it('moves there while it runs: nothing is lost, and cursors of before go on', async () => {
    const { box, receipts, second } = await onAFolder();
    const moving = await box.reopen({ s3: service.facts });
    expect(digests(await listed(moving))).toEqual(digests(old)); // before anything was copied
    await deliverRest(moving, half);
    const copying = moving.move();
    await deliverRest(moving, during);
    await copying;
    await untilMoved(moving);
    await deliverRest(moving, after);
    await everythingIsThere(moving, receipts, second);
    expect(await damages(moving)).toEqual([]);
    const again = await moving.reopen({ s3: service.facts });
    await everythingIsThere(again, receipts, second);
  });

  it('killed at any request to the storage goes on, and nothing comes twice', async () => {
    for (let step = 1, isOver = false; !isOver; step += 5) {
      await service.close();
      service = await startS3Service();
      const { box, receipts, second } = await onAFolder();
      let requests = 0;
      service.onRequest = (request) => {
        if (++requests < step) return false;
        request.destroy();
        return true;
      };
      const moving = await box.reopen({ s3: service.facts }).catch(() => undefined);
      if (moving !== undefined) {
        const ignore = (): undefined => undefined;
        await deliverRest(moving, half).catch(ignore);
        for (let round = 0; round < 3; round++) await moving.move();
        await deliverRest(moving, during).catch(ignore);
      }
      isOver = requests < step;
      service.onRequest = () => false;
      const again = await box.reopen({ s3: service.facts });
      await deliverRest(again, half);
      await deliverRest(again, during);
      await untilMoved(again);
      await deliverRest(again, after);
      service.time += 60_000;
      const items = [...new Set(digests(await listed(again)))]; // a death before a receipt leaves a second entry
      expect([step, items.slice(0, 4)]).toEqual([step, digests(old)]);
      expect(items.slice(4).sort()).toEqual([...digests([half, during, after])].sort());
      const visit = await at(again);
      for (const [index, receipt] of receipts.entries())
        expect(await (await visit.receipt(old[index]!)).json()).toEqual(receipt);
      expect(digests(await listed(again, second))).toContain(old[2]!.sha256);
      expect(await damages(again)).toEqual([]);
    }
  }, 120_000);

  it('does not bring back what was taken meanwhile', async () => {
    const { box } = await onAFolder();
    const moving = await box.reopen({ s3: service.facts });
    await leave(moving, [await thing('3')]);
    service.time += 60_000;
    const mail = await tray(moving);
    expect(mail.map(({ text }) => text)).toContain('{"text":"3"}');
    const copying = moving.move();
    await (await at(moving)).ask(`${paths.outTray}?upTo=${mail.at(-1)!.cursor}`, { method: 'DELETE' });
    await copying;
    await untilMoved(moving);
    expect(await tray(moving)).toEqual([]);
  });

  it('never goes on in its folder again, and nobody else begins in a bucket that is not whole', async () => {
    const { box } = await onAFolder();
    const key = (await readWhole(box.disk, '/letterbox/letterbox.key'))!;
    const moving = await box.reopen({ s3: service.facts });
    await expect(box.reopen({})).rejects.toMatchObject({ code: 'EMOVED' });
    const disk = forgetfulDisk();
    await disk.makeFolder('/letterbox');
    await withFile(disk, '/letterbox/letterbox.key', 'create', (file) => writeFully(file, key, 0));
    const another = () => openVisitable(fake.profile, { s3: service.facts, disk });
    await expect(another()).rejects.toMatchObject({ code: 'EUNFINISHED' });
    await untilMoved(moving);
    expect(digests(await listed(await another()))).toEqual(digests(old));
    await expect(box.reopen({})).rejects.toMatchObject({ code: 'EMOVED' });
  });

  it('does not move into a bucket that is in use: its readers would miss what came in behind their cursors', async () => {
    const { box } = await onAFolder();
    const key = (await readWhole(box.disk, '/letterbox/letterbox.key'))!;
    const disk = forgetfulDisk();
    await disk.makeFolder('/letterbox');
    await withFile(disk, '/letterbox/letterbox.key', 'create', (file) => writeFully(file, key, 0));
    const other = await openVisitable(fake.profile, { s3: service.facts, disk });
    await (await at(other)).deliver(during);
    await expect(box.reopen({ s3: service.facts })).rejects.toMatchObject({ code: 'ENOTEMPTY' });
    expect(digests(await listed(await box.reopen({})))).toEqual(digests(old));
  });

  it('says that a bundle is damaged, moves the rest, and leaves that one where it is', async () => {
    const { box } = await onAFolder();
    const path = `/letterbox/kept/bundles/${old[1]!.sha256}`;
    await box.disk.remove(path);
    await withFile(box.disk, path, 'create', (file) => writeFully(file, new Uint8Array(3000), 0));
    const moving = await box.reopen({ s3: service.facts });
    await untilMoved(moving);
    expect(moving.logLines.some((line) => line.includes('"damaged"'))).toBe(true);
    expect(await damages(moving)).toEqual([{ damage: 'bundleMissing', key: `bundles/${old[1]!.sha256}` }]);
    expect(await readWhole(box.disk, path)).toBeDefined();
  });

  it('is not over as long as the lists of the bucket do not show everything', async () => {
    const { box } = await onAFolder();
    const moving = await box.reopen({ s3: service.facts });
    service.onRequest = (request, response) => {
      const isList = request.url?.includes('list-type') === true && request.url.includes('index');
      if (isList) response.end('<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>');
      return isList;
    };
    for (let round = 0; round < 4; round++) await moving.move();
    expect(await isMoved(moving)).toBe(false);
    expect(digests(await listed(moving))).toEqual(digests(old));
    service.onRequest = () => false;
    await untilMoved(moving);
    expect(digests(await listed(moving))).toEqual(digests(old));
  });
});
