import { appendFile, mkdtemp, readdir, readFile, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { diskError } from '#secretariat/disk/disk.ts';
import { nodeDisk } from '#secretariat/disk/node-disk.ts';
import { exportLetterbox, importLetterbox, type Spoilt } from '#secretariat/export.ts';
import { createFolderStore } from '#secretariat/folder-store.ts';
import { createS3Client } from '#secretariat/s3-client.ts';
import { createS3Store } from '#secretariat/s3-store.ts';
import type { Json } from '#shared/base/json.ts';
import { type Signed, signValue } from '#shared/log/envelope.ts';
import { decodeListing, decodeOutTray, paths } from '#shared/wire/letterbox.ts';
import { fakeMechanism } from '#scripts/headless/mechanism.ts';
import { startS3Service } from '#tests/fixtures/s3-service.ts';
import { runProcess } from './process.ts';
import { fakeBundle, jsonIn, openVisitable, type Visitable, visitOf } from './visit.ts';

const fake = await fakeMechanism('export');
const one = fake.recorders[0]!;
const bundles = ['a', 'b', 'c'].map((seed) => fakeBundle(seed, 200_000));
const NOW = Date.parse('2026-12-01T00:00:00Z');
let ground: string;
let folder: string;
let stick: string;
let receipts: Signed[];

const openAt = (path: string, more = {}): Promise<Visitable> =>
  openVisitable(fake.profile, { disk: { ...nodeDisk } as never, folder: path, ...more });

beforeEach(async () => {
  ground = await mkdtemp(join(tmpdir(), 'chasqui-letterbox-'));
  [folder, stick] = [join(ground, 'letterbox'), join(ground, 'stick')];
  const letterbox = await openAt(folder);
  const visit = await visitOf(letterbox, one, fake.profile.id);
  receipts = [];
  for (const bundle of bundles) receipts.push(await visit.deliver(bundle));
  const reader = await visitOf(letterbox, fake.secretariat, fake.profile.id);
  const mail = await signValue(
    'application/vnd.chasqui.merged+json;v=1',
    { text: 'x' } as Json,
    fake.secretariat.signer,
  );
  await reader.ask(paths.outTrayOf(one.kid), { method: 'POST', body: JSON.stringify({ signed: [mail] }) });
});
afterEach(() => rm(ground, { recursive: true, force: true }));

async function write(disk = nodeDisk): Promise<{ readonly found: readonly Spoilt[]; readonly report: object }> {
  const found: Spoilt[] = [];
  const store = await createFolderStore(folder, nodeDisk, 'look');
  const report = await exportLetterbox({ folder, store, stick, disk, find: (spoilt) => found.push(spoilt) });
  return { found, report };
}

async function bringBack(
  to: string,
  options: { readonly disk?: typeof nodeDisk; readonly without?: boolean } = {},
): Promise<{ readonly found: readonly Spoilt[]; readonly report: object }> {
  const found: Spoilt[] = [];
  const { disk = nodeDisk, without = false } = options;
  const store = await createFolderStore(to, disk);
  const facts = { folder: to, store, stick, disk, find: (spoilt: Spoilt) => found.push(spoilt) };
  return { report: await importLetterbox(facts, NOW, without), found };
}

async function isTheSame(letterbox: Visitable): Promise<void> {
  const visit = await visitOf(letterbox, one, fake.profile.id);
  for (const [at, bundle] of bundles.entries())
    expect(await (await visit.receipt(bundle)).json()).toEqual(receipts[at]);
  const reader = await visitOf(letterbox, fake.secretariat, fake.profile.id);
  const items = decodeListing(await jsonIn(await reader.ask(paths.bundles)))!.items;
  expect(items.map(({ sha256 }) => sha256)).toEqual(bundles.map(({ sha256 }) => sha256));
  for (const { sha256, bytes } of bundles) {
    const got = new Uint8Array(await (await reader.ask(paths.bundle(sha256))).arrayBuffer());
    expect(Buffer.compare(got, bytes)).toBe(0);
  }
  expect(decodeOutTray(await jsonIn(await visit.ask(paths.outTray)))!.items).toHaveLength(1);
}

/** A disk that fails at its n-th opening of a file. */
const failingAt = (count: number): typeof nodeDisk => {
  let opened = 0;
  return {
    ...nodeDisk,
    open: async (...args) => {
      if (++opened >= count) throw diskError('ENODEV');
      return nodeDisk.open(...args);
    },
  };
};

describe('an export', () => {
  it('is a whole letterbox: brought back it is the same one, with the same receipts, cursors and mail', async () => {
    expect(await write()).toMatchObject({ found: [], report: { objects: 10, copied: 10, damages: 0 } });
    const to = join(ground, 'elsewhere');
    expect(await bringBack(to)).toMatchObject({ found: [], report: { objects: 10, copied: 10, damages: 0 } });
    await isTheSame(await openAt(to));
  });

  it('brought back counts on past all that readers may have seen since it was made', async () => {
    await write();
    const letterbox = await openAt(folder);
    const late = fakeBundle('late');
    await (await visitOf(letterbox, one, fake.profile.id)).deliver(late);
    const reader = await visitOf(letterbox, fake.secretariat, fake.profile.id);
    const seen = decodeListing(await jsonIn(await reader.ask(paths.bundles)))!.items.at(-1)!.cursor;
    const to = join(ground, 'elsewhere');
    await bringBack(to);
    const back = await openAt(to);
    const next = fakeBundle('next');
    await (await visitOf(back, one, fake.profile.id)).deliver(next);
    const readerThere = await visitOf(back, fake.secretariat, fake.profile.id);
    const items = decodeListing(await jsonIn(await readerThere.ask(`${paths.bundles}?after=${seen}`)))!.items;
    expect(items.map(({ sha256 }) => sha256)).toEqual([next.sha256]);
  });

  it('that was cut at any file goes on where it was, and until then it is refused', async () => {
    let isCut = true;
    for (let count = 3; isCut; count += 4) {
      isCut = await write(failingAt(count)).then(
        () => false,
        () => true,
      );
      if (isCut && (await readdir(stick)).length > 0) {
        await expect(bringBack(join(ground, 'early'))).rejects.toMatchObject({ code: 'EUNFINISHED' });
      }
    }
    expect(await write()).toMatchObject({ found: [], report: { objects: 10, copied: 0 } });
    await bringBack(join(ground, 'elsewhere'));
    await isTheSame(await openAt(join(ground, 'elsewhere')));
  });

  it('again writes only what is new, and mends what was damaged on the stick', async () => {
    await write();
    await writeFile(join(stick, 'kept/bundles', bundles[1]!.sha256), bundles[1]!.bytes.subarray(0, 1000));
    const letterbox = await openAt(folder);
    await (await visitOf(letterbox, one, fake.profile.id)).deliver(fakeBundle('new'));
    expect(await write()).toMatchObject({ found: [], report: { objects: 13, copied: 4 } });
    expect(await readFile(join(stick, 'kept/bundles', bundles[1]!.sha256))).toEqual(Buffer.from(bundles[1]!.bytes));
  });

  it('names what is damaged in the letterbox and does not write it', async () => {
    const key = `bundles/${bundles[0]!.sha256}`;
    await writeFile(join(folder, 'kept', key), 'spoilt');
    expect(await write()).toMatchObject({ found: [{ damage: 'damaged', key }], report: { objects: 9, damages: 1 } });
    await expect(readFile(join(stick, 'kept', key))).rejects.toThrow('ENOENT');
  });

  it('goes into no folder with something else in it, and over no other letterbox', async () => {
    await nodeDisk.makeFolder(stick);
    await writeFile(join(stick, 'photo.jpg'), 'mine');
    await expect(write()).rejects.toMatchObject({ code: 'EEXIST' });
    expect(await readdir(stick)).toEqual(['photo.jpg']);
    await rm(stick, { recursive: true });
    await write();
    await writeFile(join(stick, 'letterbox.key'), 'another');
    await expect(write()).rejects.toMatchObject({ code: 'EKEY' });
  });
});

describe('bringing back', () => {
  it('names what is damaged or gone, and no letterbox begins with it until that is mended', async () => {
    await write();
    const [spoilt, gone] = [`bundles/${bundles[0]!.sha256}`, `receipts/${bundles[1]!.sha256}`];
    const bytes = await readFile(join(stick, 'kept', spoilt));
    bytes[7]! ^= 1;
    await writeFile(join(stick, 'kept', spoilt), bytes);
    await unlink(join(stick, 'kept', gone));
    const to = join(ground, 'elsewhere');
    const { found } = await bringBack(to);
    expect([...found].sort((x, y) => (x.key < y.key ? -1 : 1))).toEqual([
      { damage: 'damaged', key: spoilt },
      { damage: 'missing', key: gone },
    ]);
    await expect(openAt(to)).rejects.toMatchObject({ code: 'EUNFINISHED' });
    await write(); // the stick is mended from the letterbox
    expect(await bringBack(to)).toMatchObject({ found: [], report: { copied: 2 } });
    await isTheSame(await openAt(to));
  });

  it('does without what is damaged where somebody says so', async () => {
    await write();
    await unlink(join(stick, 'kept/bundles', bundles[0]!.sha256));
    const to = join(ground, 'elsewhere');
    expect(await bringBack(to, { without: true })).toMatchObject({ report: { damages: 1 } });
    const visit = await visitOf(await openAt(to), one, fake.profile.id);
    expect(await (await visit.receipt(bundles[0]!)).json()).toEqual(receipts[0]);
  });

  it('that was cut goes on', async () => {
    await write();
    const to = join(ground, 'elsewhere');
    for (const count of [4, 9, 20, 33]) {
      await expect(bringBack(to, { disk: failingAt(count) })).rejects.toMatchObject({ code: 'ENODEV' });
    }
    await bringBack(to);
    await isTheSame(await openAt(to));
  });

  it.each<[string, (path: string) => Promise<void>]>([
    ['with a line more', (path) => appendFile(path, '{"key":"owner/key","size":1,"sha256":"x"}\n')],
    [
      'without its end',
      async (path) => writeFile(path, (await readFile(path, 'utf8')).split('\n').slice(0, 3).join('\n')),
    ],
    [
      'with another digest',
      async (path) => writeFile(path, (await readFile(path, 'utf8')).replace('"sha256":"', '"sha256":"A')),
    ],
    ['that are none', (path) => writeFile(path, '\u0000')],
  ])('refuses contents %s', async (_name, spoil) => {
    await write();
    await spoil(join(stick, 'contents.jsonl'));
    const to = join(ground, 'elsewhere');
    await expect(bringBack(to)).rejects.toMatchObject({ code: 'EUNFINISHED' });
  });

  it('goes over no letterbox that is whole, and into no other one’s folder', async () => {
    await write();
    await expect(bringBack(folder)).rejects.toMatchObject({ code: 'EEXIST' });
    const other = join(ground, 'other');
    await openAt(other);
    await expect(bringBack(other)).rejects.toMatchObject({ code: 'EKEY' });
  });

  it('into a bucket, and from there to a stick again', async () => {
    const service = await startS3Service();
    try {
      await write();
      const to = join(ground, 'elsewhere');
      const store = createS3Store(createS3Client(service.facts), nodeDisk);
      const facts = { folder: to, store, stick, disk: nodeDisk, find: () => undefined };
      expect(await importLetterbox(facts, NOW, false)).toMatchObject({ objects: 10, damages: 0 });
      await isTheSame(await openAt(to, { s3: service.facts }));
      const second = { ...facts, stick: join(ground, 'second') };
      expect(await exportLetterbox(second)).toMatchObject({ objects: 10, damages: 0 });
    } finally {
      await service.close();
    }
  });
});

describe('the commands', () => {
  it('write a letterbox to a stick and bring it back, a line for each damage, and an exit code', async () => {
    const to = join(ground, 'elsewhere');
    const out = await runProcess(['export', stick, '--dir', folder]);
    expect([out.code, JSON.parse(out.said)]).toMatchObject([0, { objects: 10, copied: 10, damages: 0 }]);
    expect((await runProcess(['check', '--dir', stick])).code).toBe(0);
    await unlink(join(stick, 'kept/bundles', bundles[2]!.sha256));
    const damaged = await runProcess(['import', stick, '--dir', to]);
    expect(damaged.code).toBe(3);
    expect(damaged.said).toContain(JSON.stringify({ damage: 'missing', key: `bundles/${bundles[2]!.sha256}` }));
    await runProcess(['export', stick, '--dir', folder]);
    expect((await runProcess(['import', stick, '--dir', to])).code).toBe(0);
    await isTheSame(await openAt(to));
    expect(await runProcess(['import', stick, '--dir', to])).toEqual({
      code: 1,
      said: 'could not do it all: EEXIST\n',
    });
    for (const args of [
      ['export', '--dir', folder],
      ['export', folder, '--dir', folder],
      ['import', stick, stick, '--dir', to],
    ])
      expect((await runProcess(args)).code).toBe(2);
  });

  it('say what the retention would take away, and take nothing', async () => {
    const profile = join(ground, 'mechanism.json');
    await writeFile(profile, fake.profileText);
    const name = `${bundles[0]!.sha256}.${String(Date.now() / 10 - 3 * 8_640_000).slice(0, 12)}.${fake.secretariat.kid}`;
    await nodeDisk.makeFolder(join(folder, 'kept/merged'));
    await writeFile(join(folder, 'kept/merged', name), 'said');
    const ask = (days: string) =>
      runProcess(['retention', '--dir', folder, '--profile', profile, '--keep-merged', days]);
    const would = await ask('2');
    expect(would.code).toBe(0);
    expect(
      would.said
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as object),
    ).toEqual([
      { wouldGo: `bundles/${bundles[0]!.sha256}`, size: 200_000 },
      { bundles: 1, bytes: 200_000 },
    ]);
    expect((await ask('4')).said).toBe('{"bundles":0,"bytes":0}\n');
    expect((await ask('0')).code).toBe(2);
    expect((await runProcess(['check', '--dir', folder])).said).toContain('"bundles":3');
  });
});
