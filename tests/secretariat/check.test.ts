import { mkdtemp, readFile, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkLetterbox, type Finding } from '#secretariat/check.ts';
import { nodeDisk } from '#secretariat/disk/node-disk.ts';
import { createFolderStore } from '#secretariat/folder-store.ts';
import type { Signed } from '#shared/log/envelope.ts';
import { paths } from '#shared/wire/letterbox.ts';
import { fakeMechanism } from '#scripts/headless/mechanism.ts';
import { runProcess } from './process.ts';
import { fakeBundle, openVisitable, type Visitable, visitOf } from './visit.ts';

const fake = await fakeMechanism('check');
const [one, other] = [fake.recorders[0]!, fake.recorders[2]!];
const bundles = ['a', 'b', 'c'].map((seed) => fakeBundle(seed, 400_000));
const [a, b, c] = [bundles[0]!, bundles[1]!, bundles[2]!];
let folder: string;
let letterbox: Visitable;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chasqui-letterbox-'));
  letterbox = await openVisitable(fake.profile, { disk: { ...nodeDisk } as never, folder });
  const visit = await visitOf(letterbox, one, fake.profile.id);
  for (const bundle of bundles) await visit.deliver(bundle);
  const reader = await visitOf(letterbox, fake.secretariat, fake.profile.id);
  const mail = await fake.roster(1, []);
  await reader.ask(paths.outTrayOf(other.kid), { method: 'POST', body: JSON.stringify({ signed: [mail] }) });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function check(): Promise<{ readonly found: readonly Finding[]; readonly counts: object }> {
  const found: Finding[] = [];
  const store = await createFolderStore(folder, nodeDisk, 'look');
  const counts = await checkLetterbox(store, letterbox.key, (finding) => found.push(finding));
  return { found, counts };
}
const kept = (key: string): string => join(folder, 'kept', key);

describe('a check', () => {
  it('reads everything, and has nothing to say of a whole letterbox', async () => {
    expect(await check()).toEqual({ found: [], counts: { bundles: 3, bytes: 1_200_000, receipts: 3, mail: 1 } });
  });

  it('names a bundle with one wrong bit, one that is cut, and one that is gone', async () => {
    const bytes = await readFile(kept(`bundles/${a.sha256}`));
    bytes[333_333]! ^= 1;
    await writeFile(kept(`bundles/${a.sha256}`), bytes);
    await writeFile(kept(`bundles/${b.sha256}`), b.bytes.subarray(0, 300_000));
    await unlink(kept(`bundles/${c.sha256}`));
    const { found } = await check();
    expect(
      found
        .filter(({ damage }) => damage === 'bundleDamaged')
        .map(({ key }) => key)
        .sort(),
    ).toEqual([a, b].map(({ sha256 }) => `bundles/${sha256}`).sort());
    expect(found).toContainEqual({ damage: 'bundleMissing', key: `bundles/${c.sha256}` });
    expect(found).toHaveLength(3);
  });

  it('names receipts that do not read, are of another bundle, or were signed by another', async () => {
    const receipt = JSON.parse(await readFile(kept(`receipts/${a.sha256}`), 'utf8')) as Signed;
    await writeFile(kept(`receipts/${a.sha256}`), '{"half');
    await writeFile(kept(`receipts/${b.sha256}`), JSON.stringify(receipt));
    await writeFile(
      kept(`receipts/${c.sha256}`),
      (await readFile(kept(`receipts/${c.sha256}`), 'utf8')).replace(/"sig":"./, '"sig":"-'),
    );
    expect((await check()).found.map(({ damage, key }) => `${damage} ${key}`).sort()).toEqual(
      [
        `receiptDamaged receipts/${a.sha256}`,
        `receiptDamaged receipts/${b.sha256}`,
        `receiptForeign receipts/${c.sha256}`,
      ].sort(),
    );
  });

  it('names an entry that is gone, one that is none, and mail that does not read', async () => {
    const names = await nodeDisk.list(kept('index'));
    const of = names.find((name) => name.includes(b.sha256))!;
    await unlink(kept(`index/${of}`));
    await writeFile(kept('index/000000000009.what'), '');
    const tray = (await nodeDisk.list(kept(`out/${other.kid}`)))[0]!;
    await writeFile(kept(`out/${other.kid}/${tray}`), 'not signed');
    expect((await check()).found.map(({ damage }) => damage)).toEqual(['entryDamaged', 'notListed', 'mailDamaged']);
  });

  it('is a command: a line for each damage, the counts, and an exit code', async () => {
    const before = await nodeDisk.list(folder);
    const whole = await runProcess(['check', '--dir', folder]);
    expect(whole).toEqual({ code: 0, said: '{"bundles":3,"bytes":1200000,"receipts":3,"mail":1,"damages":0}\n' });
    await unlink(kept(`bundles/${c.sha256}`));
    const damaged = await runProcess(['check', '--dir', folder]);
    expect(damaged.code).toBe(3);
    expect(damaged.said.split('\n')[0]).toBe(JSON.stringify({ damage: 'bundleMissing', key: `bundles/${c.sha256}` }));
    expect(await nodeDisk.list(folder)).toEqual(before);
    expect(await runProcess(['check', '--dir', `${folder}-none`])).toEqual({
      code: 1,
      said: 'no letterbox.key in this folder\n',
    });
    expect((await runProcess(['check'])).code).toBe(2);
  });
});
