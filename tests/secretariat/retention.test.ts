import { afterEach, describe, expect, it } from 'vitest';
import { checkLetterbox, type Finding } from '#secretariat/check.ts';
import { createFolderStore } from '#secretariat/folder-store.ts';
import { DEFAULT_LIMITS } from '#secretariat/limits.ts';
import { createS3Client } from '#secretariat/s3-client.ts';
import { createS3Store } from '#secretariat/s3-store.ts';
import { namesIn, type ObjectStore } from '#secretariat/store.ts';
import { withFile, writeFully } from '#secretariat/disk/disk.ts';
import { readWhole } from '#secretariat/durable-files.ts';
import type { BundleId, ChangesetId, Digest } from '#shared/base/ids.ts';
import { type MergedReceipt, signMergedReceipt } from '#shared/bundle/receipt.ts';
import type { Signed } from '#shared/log/envelope.ts';
import { decodeListing, paths } from '#shared/wire/letterbox.ts';
import { type FakeDevice, fakeMechanism, revocationOf } from '#scripts/headless/mechanism.ts';
import { forgetfulDisk } from '#tests/fixtures/forgetful-disk.ts';
import { type S3Service, startS3Service } from '#tests/fixtures/s3-service.ts';
import { codeIn, fakeBundle, type FakeBundle, jsonIn, openVisitable, type Visitable, visitOf } from './visit.ts';

const fake = await fakeMechanism('retention');
const one = fake.recorders[0]!;
const coordinator = await fake.enrol('Coordinación', fake.organisations[0]!, { roles: ['coordinator'] });
const DAY = 24 * 60 * 60 * 1000;
const [a, b, last] = [fakeBundle('a', 3000), fakeBundle('b', 2000), fakeBundle('last', 500)];

function receiptFor(bundle: FakeBundle, by: FakeDevice, facts: Partial<MergedReceipt> = {}): Promise<Signed> {
  const receipt: MergedReceipt = {
    mechanism: fake.profile.id,
    bundle: bundle.id as BundleId,
    to: one.kid,
    by: by.kid,
    heads: {},
    held: [],
    refused: [],
    mediaMissing: [],
    file: bundle.sha256,
    at: { time: '2026-11-20T12:00:00.000Z', doubt: null },
    running: 1,
    previous: null,
    ...facts,
  };
  return signMergedReceipt(receipt, by.signer);
}

async function post(letterbox: Visitable, from: FakeDevice, signed: readonly Signed[]): Promise<void> {
  const visit = await visitOf(letterbox, from, fake.profile.id);
  const body = JSON.stringify({ signed });
  expect((await visit.ask(paths.outTrayOf(one.kid), { method: 'POST', body })).status).toBe(204);
}

async function deliver(letterbox: Visitable, ...bundles: readonly FakeBundle[]): Promise<readonly Signed[]> {
  const visit = await visitOf(letterbox, one, fake.profile.id);
  const receipts: Signed[] = [];
  for (const bundle of bundles) receipts.push(await visit.deliver(bundle));
  return receipts;
}

async function listed(letterbox: Visitable, after = ''): Promise<readonly string[]> {
  const reader = await visitOf(letterbox, fake.secretariat, fake.profile.id);
  const answer = await reader.ask(`${paths.bundles}${after && `?after=${after}`}`);
  return decodeListing(await jsonIn(answer))!.items.map(({ sha256 }) => sha256);
}

/** All that is kept, key by key, with its size. */
async function contentsOf(store: ObjectStore): Promise<ReadonlyMap<string, number>> {
  const sizes = new Map<string, number>();
  for (const prefix of ['bundles', 'index', 'receipts', 'merged', 'removed', `out/${one.kid}`]) {
    for await (const name of namesIn(store, prefix)) {
      sizes.set(`${prefix}/${name}`, (await store.size(`${prefix}/${name}`)) ?? -1);
    }
  }
  return sizes;
}

async function damageIn(store: ObjectStore, key: string): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  await checkLetterbox(store, key, (finding) => found.push(finding));
  return found;
}

const folderOf = (letterbox: Visitable): Promise<ObjectStore> =>
  createFolderStore('/letterbox', letterbox.disk, 'look');

describe('what the secretariat says that it merged', () => {
  it('goes after the days that were set, and its sender is still told that it came', async () => {
    const letterbox = await openVisitable(fake.profile, { keepMergedDays: 30 });
    const receipts = await deliver(letterbox, a, b, last);
    await post(letterbox, fake.secretariat, [await receiptFor(a, fake.secretariat)]);
    letterbox.clock.now += 30 * DAY - 1000;
    await letterbox.clear();
    expect(await listed(letterbox)).toEqual([a, b, last].map(({ sha256 }) => sha256));
    letterbox.clock.now += 1000;
    await letterbox.clear();
    expect(await listed(letterbox)).toEqual([b.sha256, last.sha256]);
    const store = await folderOf(letterbox);
    expect(await store.size(`bundles/${a.sha256}`)).toBeUndefined();
    expect(await damageIn(store, letterbox.key)).toEqual([]);
    for (const opened of [letterbox, await letterbox.reopen()]) {
      const visit = await visitOf(opened, one, fake.profile.id);
      expect(await codeIn(await visit.begin(a))).toBe('alreadyStored');
      expect(await (await visit.receipt(a)).json()).toEqual(receipts[0]);
      const reader = await visitOf(opened, fake.secretariat, fake.profile.id);
      expect((await reader.ask(paths.bundle(a.sha256))).status).toBe(404);
      expect((await reader.ask(paths.bundle(b.sha256))).status).toBe(200);
    }
    expect(letterbox.logLines.map((line) => (JSON.parse(line) as { code: string }).code)).toContain('removed');
  });

  it('stays for ever where nobody set any days', async () => {
    const letterbox = await openVisitable(fake.profile);
    await deliver(letterbox, a, last);
    await post(letterbox, fake.secretariat, [await receiptFor(a, fake.secretariat)]);
    letterbox.clock.now += 4000 * DAY;
    await letterbox.clear();
    expect(await listed(letterbox)).toEqual([a.sha256, last.sha256]);
  });

  it.each<[string, FakeDevice, () => Promise<Signed>]>([
    ['a coordinator merged it', coordinator, () => receiptFor(a, coordinator)],
    ['a coordinator brings a word of the secretariat', coordinator, () => receiptFor(a, fake.secretariat)],
    ['the secretariat brings a word of a coordinator', fake.secretariat, () => receiptFor(a, coordinator)],
    [
      'something of it is held',
      fake.secretariat,
      () => receiptFor(a, fake.secretariat, { held: [{ id: a.sha256 as string as ChangesetId, type: 'gap' }] }),
    ],
    [
      'something of it was refused',
      fake.secretariat,
      () => receiptFor(a, fake.secretariat, { refused: [{ id: null, type: 'forged' }] }),
    ],
    [
      'it is of another mechanism',
      fake.secretariat,
      () => receiptFor(a, fake.secretariat, { mechanism: b.sha256 as Digest }),
    ],
    ['it names another file', fake.secretariat, () => receiptFor(fakeBundle('elsewhere'), fake.secretariat)],
    [
      'its signature is not true',
      fake.secretariat,
      async () => {
        const receipt = await receiptFor(a, fake.secretariat);
        return { ...receipt, body: receipt.body.replace('"running":1', '"running":2') };
      },
    ],
  ])('is not heard where %s', async (_name, from, word) => {
    const letterbox = await openVisitable(fake.profile, { keepMergedDays: 1 });
    await deliver(letterbox, a, b, last);
    await post(letterbox, from, [await word()]);
    letterbox.clock.now += 400 * DAY;
    const before = await contentsOf(await folderOf(letterbox));
    await letterbox.clear();
    expect(await contentsOf(await folderOf(letterbox))).toEqual(before);
    expect([...before.keys()].filter((key) => key.startsWith('merged/'))).toEqual([]);
  });

  it('counts no more where the device that said it was revoked since', async () => {
    const letterbox = await openVisitable(fake.profile, { keepMergedDays: 30 });
    const stolen = await fake.enrol('Otra', fake.secretariat.organisation, { roles: ['secretariat'] });
    await deliver(letterbox, a, last);
    await post(letterbox, stolen, [await receiptFor(a, stolen)]);
    await post(letterbox, fake.secretariat, [await fake.roster(1, [revocationOf(stolen.kid)])]);
    letterbox.clock.now += 31 * DAY;
    await letterbox.clear();
    expect(await listed(letterbox)).toEqual([a.sha256, last.sha256]);
  });

  it('leaves the newest entry, so that numbers and cursors never go back', async () => {
    const letterbox = await openVisitable(fake.profile, { keepMergedDays: 1 });
    await deliver(letterbox, a, b);
    await post(letterbox, fake.secretariat, [
      await receiptFor(a, fake.secretariat),
      await receiptFor(b, fake.secretariat),
    ]);
    const cursor = (await (await folderOf(letterbox)).list('index', '', 10)).at(-1)!;
    letterbox.clock.now += 2 * DAY;
    await letterbox.clear();
    expect(await listed(letterbox)).toEqual([b.sha256]);
    const again = await letterbox.reopen();
    await deliver(again, last);
    expect(await listed(again, cursor)).toEqual([last.sha256]);
    await again.clear();
    expect(await listed(again)).toEqual([last.sha256]);
  });

  it('is noted once, however often it is said', async () => {
    const letterbox = await openVisitable(fake.profile, { keepMergedDays: 1 });
    await deliver(letterbox, a, last);
    for (const running of [1, 2, 3])
      await post(letterbox, fake.secretariat, [await receiptFor(a, fake.secretariat, { running })]);
    expect(await (await folderOf(letterbox)).list('merged', '', 10)).toHaveLength(1);
  });

  it('gives its device room again', async () => {
    const device = { ...DEFAULT_LIMITS.device, bytes: 6000 };
    const letterbox = await openVisitable(fake.profile, { keepMergedDays: 1, limits: { device } });
    await deliver(letterbox, a, b, last);
    await post(letterbox, fake.secretariat, [await receiptFor(a, fake.secretariat)]);
    const more = fakeBundle('more', 3000);
    expect(await codeIn(await (await visitOf(letterbox, one, fake.profile.id)).begin(more))).toBe('quotaReached');
    letterbox.clock.now += 2 * DAY;
    await letterbox.clear();
    expect((await (await visitOf(letterbox, one, fake.profile.id)).begin(more)).status).toBe(201);
  });
});

describe('taking away', () => {
  it('cut by a power cut at any step loses nothing else, and is ended by the next one', async () => {
    for (let step = 1, isOver = false; !isOver; step++) {
      const disk = forgetfulDisk();
      const letterbox = await openVisitable(fake.profile, { disk, keepMergedDays: 1 });
      await deliver(letterbox, a, b, last);
      await post(letterbox, fake.secretariat, [await receiptFor(a, fake.secretariat)]);
      letterbox.clock.now += 2 * DAY;
      disk.dieAt(step);
      await letterbox.clear();
      isOver = disk.operations() < step;
      disk.powerCut(() => step % 2 === 0);
      const again = await letterbox.reopen();
      const store = await folderOf(again);
      const damage = await damageIn(store, again.key);
      expect([step, damage]).toEqual([step, []]);
      await again.clear();
      await again.clear();
      expect([step, await listed(again)]).toEqual([step, [b.sha256, last.sha256]]);
      expect(await (await folderOf(again)).list('merged', '', 10)).toEqual([]);
      expect(await codeIn(await (await visitOf(again, one, fake.profile.id)).begin(a))).toBe('alreadyStored');
    }
  });
});

describe('two nodes that take away at once', () => {
  let service: S3Service;
  afterEach(() => service.close());

  it('take what may go, once, while a device brings more, and both count alike after', async () => {
    service = await startS3Service();
    const limits = { device: { ...DEFAULT_LIMITS.device, bytes: 6000 } };
    const first = await openVisitable(fake.profile, { s3: service.facts, keepMergedDays: 1, limits });
    const disk = forgetfulDisk();
    await disk.makeFolder('/letterbox');
    const key = (await readWhole(first.disk, '/letterbox/letterbox.key'))!;
    await withFile(disk, '/letterbox/letterbox.key', 'create', (file) => writeFully(file, key, 0));
    const second = await openVisitable(fake.profile, { s3: service.facts, disk, keepMergedDays: 1, limits });
    await deliver(first, a, b);
    service.time += 60_000;
    await post(second, fake.secretariat, [await receiptFor(a, fake.secretariat)]);
    service.time += 2 * DAY;
    await Promise.all([first.clear(), second.clear(), deliver(second, last)]);
    service.time += 60_000;
    await Promise.all([first.clear(), second.clear()]);
    const store = createS3Store(createS3Client(service.facts), first.disk);
    expect(await damageIn(store, first.key)).toEqual([]);
    for (const node of [first, second]) {
      await node.refresh();
      expect(await listed(node)).toEqual([b.sha256, last.sha256]);
      const visit = await visitOf(node, one, fake.profile.id);
      expect(await codeIn(await visit.begin(fakeBundle('too much', 3501)))).toBe('quotaReached');
      expect((await visit.begin(fakeBundle(`fits ${node === first}`, 3500))).status).toBe(201);
    }
    expect(service.objects.has(`bundles/${a.sha256}`)).toBe(false);
  });
});
