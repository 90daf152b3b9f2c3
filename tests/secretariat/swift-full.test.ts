// Debian's swift on a disk of four megabytes that somebody fills: its own disk is full, and it says so in its own way.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { checkLetterbox, type Finding } from '#secretariat/check.ts';
import { nodeDisk } from '#secretariat/disk/node-disk.ts';
import { createS3Client } from '#secretariat/s3-client.ts';
import { createS3Store } from '#secretariat/s3-store.ts';
import { fakeMechanism } from '#scripts/headless/mechanism.ts';
import { debianRoot, NO_PACKAGES } from '#scripts/services/debian-packages.ts';
import { startSwift } from '#scripts/services/swift.ts';
import { openSmallDisk } from '#tests/faults/small-disk.ts';
import { fakeBundle, openVisitable, visitOf } from './visit.ts';

vi.setConfig({ testTimeout: 300_000 });

const fake = await fakeMechanism('swift full');
const one = fake.recorders[0]!;

it('no receipt is given for what has no room there, and everything is taken when there is room again', async (context) => {
  const root = await debianRoot();
  const small = openSmallDisk();
  const ground = await mkdtemp(join(tmpdir(), 'chasqui-letterbox-'));
  try {
    context.skip(root === undefined, NO_PACKAGES);
    context.skip(small.said !== undefined, small.said ?? '');
    const swift = await startSwift(root ?? '', join(small.root, 'swift'));
    try {
      const s3 = { ...swift.facts, pauseMilliseconds: 10 };
      const disk = { ...nodeDisk } as never;
      const letterbox = await openVisitable(fake.profile, { s3, disk, folder: join(ground, 'letterbox') });
      const visit = await visitOf(letterbox, one, fake.profile.id);
      const bundles = Array.from({ length: 5 }, (_, at) => fakeBundle(`swift full ${at}`, 300_000));
      const statuses: number[] = [];
      for (const [at, bundle] of bundles.entries()) {
        await visit.begin(bundle);
        if (at === 2) small.fill(150_000);
        statuses.push((await visit.send(bundle, 0)).status);
      }
      expect(statuses.slice(0, 2)).toEqual([204, 204]);
      for (const status of statuses.slice(2)) expect([404, 500, 507]).toContain(status); // 404: not even begun
      small.free();
      await swift.kill(); // it does not ask a full disk again for a minute
      await swift.start();
      const found: Finding[] = [];
      const store = createS3Store(createS3Client(s3), nodeDisk);
      const checked = await checkLetterbox(store, letterbox.key, (finding) => found.push(finding));
      expect([found, checked.receipts]).toEqual([[], 2]);
      for (const bundle of bundles) {
        if ((await visit.receipt(bundle)).status === 404 && (await visit.offset(bundle)) === null)
          await visit.deliver(bundle);
        expect((await visit.receipt(bundle)).status).toBe(200);
      }
      expect(await checkLetterbox(store, letterbox.key, (finding) => found.push(finding))).toMatchObject({
        bundles: 5,
      });
      expect(found).toEqual([]);
    } finally {
      await swift.close();
    }
  } finally {
    small.end();
    await rm(ground, { recursive: true, force: true });
  }
});
