// The letterbox as a region would run it: two machines behind nginx, over Debian's swift, all as real programs. The
// devices are the app's own couriers. What fails here fails in the field: a node, the storage, an answer.

import { access, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { nodeDisk } from '#secretariat/disk/node-disk.ts';
import { createS3Client } from '#secretariat/s3-client.ts';
import { createS3Store } from '#secretariat/s3-store.ts';
import { uploadIdOf } from '#shared/wire/letterbox.ts';
import { fakeMechanism } from '#scripts/headless/mechanism.ts';
import { describeStore, temporaryFolder } from '#tests/contract/letterbox-store.ts';
import { debianRoot, NO_PACKAGES } from '#scripts/services/debian-packages.ts';
import { freePorts, startSwift, type Swift } from '#scripts/services/swift.ts';
import { type Node, startNodes } from '#tests/fixtures/nodes.ts';
import { courierGround, failed, stored, waiting } from './courier-ground.ts';
import type { Desk } from './desk.ts';
import { type FakeBundle, fakeBundle } from './visit.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const fake = await fakeMechanism('swift');
const root = await debianRoot();
const { deskOf } = courierGround(fake);
let ground: string;
let swift: Swift;

if (root === undefined) {
  it('the letterbox over a real object storage', (context) => {
    context.skip(NO_PACKAGES);
    expect(root).toBeDefined();
  });
} else {
  beforeAll(async () => {
    ground = await mkdtemp(join(tmpdir(), 'chasqui-swift-'));
    swift = await startSwift(root, join(ground, 'swift'));
  });
  afterAll(async () => {
    await swift.close();
    await rm(ground, { recursive: true, force: true });
  });
  let buckets = 0;

  describeStore('real object storage (Debian’s swift)', async () => {
    const folder = await temporaryFolder();
    const ask = createS3Client({ ...swift.direct, bucket: `contract-${++buckets}` });
    (await ask({ method: 'PUT', key: '' })).resume();
    return {
      store: createS3Store(ask, nodeDisk),
      reopen: async () => createS3Store(ask, nodeDisk),
      leaveFile: folder.leaveFile,
      isThere: (path) =>
        access(path).then(
          () => true,
          () => false,
        ),
      remove: folder.remove,
    };
  });

  describe('two letterboxes behind nginx over swift', () => {
    it('lose nothing that was acknowledged while a node is killed, one is restarted, the storage dies and lies', async () => {
      const [port = 0] = await freePorts(1);
      const url = `http://127.0.0.1:${port}`;
      const profile = join(ground, 'mechanism.json');
      await writeFile(profile, fake.profileText);
      const { nodes, stop } = await startNodes({ debian: root, ground, swift, profile, port });
      try {
        const desks = await Promise.all(fake.recorders.slice(0, 3).map((device) => deskOf(device)));
        const bundles = desks.map((_, at) => [fakeBundle(`big ${at}`, 2_500_000), fakeBundle(`small ${at}`, 9000)]);
        swift.onRequest = spoiling();
        const sent = desks.map(async (desk, at) => {
          for (const bundle of bundles[at] ?? []) await sendThrough(desk, bundle, url);
        });
        const first = desks[0]!;
        const holder = await nodeThatHas(nodes, first, bundles[0]![0]!);
        await nodes[holder]!.kill('SIGKILL');
        await nodes[holder]!.start();
        await swift.kill();
        await swift.start();
        await nodes[1 - holder]!.kill('SIGTERM');
        await nodes[1 - holder]!.start();
        await Promise.all(sent);
        swift.onRequest = () => false;

        const all = bundles.flat();
        const store = createS3Store(createS3Client(swift.facts), nodeDisk);
        for (const { sha256, bytes } of all) {
          expect(Buffer.compare((await store.get(`bundles/${sha256}`)) ?? new Uint8Array(), bytes)).toBe(0);
        }
        const reader = await deskOf(fake.secretariat);
        const found = new Set<string>(); // a node that died may have left a second entry of what is here once
        while (found.size < all.length) {
          const fetched = await reader.fetch(url);
          for (const id of fetched.ok ? fetched.value.bundles : []) found.add(id);
        }
        expect([...found].sort()).toEqual(all.map(({ id }) => id as string).sort());
        expect(all.filter(({ id, bytes }) => Buffer.compare(reader.kept.get(id)!, bytes) !== 0)).toEqual([]);
      } finally {
        swift.onRequest = () => false;
        await stop();
      }
    });
  });
}

/** Sends it, and tries again whenever it waits. */
async function sendThrough(desk: Desk, bundle: FakeBundle, url: string): Promise<void> {
  await desk.send(bundle, url);
  for (let tries = 1; ; tries++) {
    const { state, problem } = await desk.until(bundle, (one) => waiting(one) || stored(one) || failed(one));
    if (state === 'stored') return;
    expect([tries < 200, state, problem]).toEqual([true, 'waiting', problem]);
    await new Promise((resolve) => setTimeout(resolve, 200)); // the dead take a moment to come back
    desk.waitOut();
    await desk.until(bundle, ({ problem: now, state: then }) => now === null || then === 'stored');
  }
}

/** The node on whose disk the first bytes of this bundle are. */
async function nodeThatHas(nodes: readonly Node[], desk: Desk, bundle: FakeBundle): Promise<number> {
  const name = `${uploadIdOf(desk.device.kid, bundle.sha256)}.part`;
  for (;;) {
    for (const [at, { folder }] of nodes.entries()) {
      if ((await readdir(join(folder, 'uploads'))).includes(name)) return at;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** One request in four is spoilt, in turn by each of these, for the first hundred and twenty. */
function spoiling(): Swift['onRequest'] {
  const faults: readonly ((request: IncomingMessage, response: ServerResponse) => boolean)[] = [
    (_request, response) => (response.writeHead(503).end(), true),
    ({ method }, response) => method === 'HEAD' && (response.writeHead(404).end(), true), // also after a PUT
    (request) => (request.destroy(), true),
    ({ method, url }, response) =>
      method === 'GET' &&
      url?.includes('list-type') === true &&
      (response.end('<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>'), true),
    ({ method, url }, response) => {
      if (method !== 'GET' || url?.includes('list-type') === true) return false;
      response.writeHead(200, { 'content-length': 400 });
      response.write('cut', () => response.destroy());
      return true;
    },
  ];
  let [requests, spoilt] = [0, 0];
  return (request, response) => {
    if (++requests > 120 || requests % 4 !== 0) return false;
    const isSpoilt = faults[spoilt % faults.length]!(request, response);
    spoilt++;
    return isSpoilt;
  };
}
