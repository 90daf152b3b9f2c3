// The post in the demo: a real letterbox process on loopback, and each laptop's own courier, the one the app
// has. Uploads are tus, receipts are checked, what comes back waits in out-trays.

import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Courier, createCourier } from '#electron/courier.ts';
import { nodeDisk } from '#secretariat/disk/node-disk.ts';
import type { Bytes } from '#shared/base/bytes.ts';
import type { BundleId, Digest, KeyId } from '#shared/base/ids.ts';
import { err, ok } from '#shared/base/result.ts';
import { preAuthEncoding, type Signed } from '#shared/log/envelope.ts';
import type { Delivery } from '#shared/wire/ipc.ts';
import type { Ground, Player } from './cast.ts';

export interface PostOffice {
  /** Until the letterbox has stored it; answers its receipt. A courier knows a bundle by its file's digest. */
  readonly send: (from: Player, bundle: BundleId | Digest, bytes: Uint8Array) => Promise<Signed>;
  /** The bundles that wait for a reader. */
  readonly fetch: (reader: Player) => Promise<readonly Uint8Array[]>;
  readonly leave: (to: KeyId, signed: readonly Signed[]) => Promise<void>;
  readonly collect: (player: Player) => Promise<readonly Signed[]>;
  readonly close: () => Promise<void>;
}

interface Desk {
  readonly courier: Courier;
  readonly kept: Map<string, Bytes>;
}

export async function openPostOffice(ground: Ground): Promise<PostOffice> {
  const folder = await mkdtemp(join(tmpdir(), 'chasqui-demo-'));
  const profile = join(folder, 'mechanism.json');
  await writeFile(profile, ground.mechanism.profileText);
  const { url, server } = await startLetterbox(folder, profile);
  const desks = new Map<KeyId, Desk>();
  const watchers = new Set<(deliveries: readonly Delivery[]) => void>();
  const deskOf = (player: Player): Desk => {
    const open =
      desks.get(player.keys.kid) ??
      openDesk(player, folder, (deliveries) => watchers.forEach((watch) => watch(deliveries)));
    desks.set(player.keys.kid, open);
    return open;
  };
  const senderOf = (player: Player) => ({
    letterbox: url,
    mechanism: ground.mechanism.profile.id,
    credentials: [...player.keys.credentials],
  });

  return {
    send: async (from, bundle, bytes) => {
      const { courier, kept } = deskOf(from);
      kept.set(bundle, Uint8Array.from(bytes));
      const { promise, resolve, reject } = Promise.withResolvers<Signed>();
      const watch = (deliveries: readonly Delivery[]): void => {
        const delivery = deliveries.find((each) => each.bundle === bundle);
        if (delivery?.receipt) resolve(delivery.receipt);
        else if (delivery?.state === 'failed') reject(new Error(`not delivered: ${JSON.stringify(delivery.problem)}`));
      };
      watchers.add(watch);
      const queued = await courier.send({ bundle, ...senderOf(from) } as never);
      if (!queued.ok) reject(new Error(`not queued: ${JSON.stringify(queued.error)}`));
      else watch([queued.value]);
      return promise.finally(() => watchers.delete(watch));
    },
    fetch: async (reader) => {
      const { courier, kept } = deskOf(reader);
      const fetched = await courier.fetch(senderOf(reader) as never);
      if (!fetched.ok) throw new Error(`not fetched: ${JSON.stringify(fetched.error)}`);
      return fetched.value.bundles.flatMap((id) => kept.get(id) ?? []);
    },
    leave: async (to, signed) => {
      const posted = await deskOf(ground.secretariat).courier.post({
        to,
        signed: [...signed],
        ...senderOf(ground.secretariat),
      } as never);
      if (!posted.ok) throw new Error(`not left: ${JSON.stringify(posted.error)}`);
    },
    collect: async (player) => {
      const fetched = await deskOf(player).courier.fetch(senderOf(player) as never);
      if (!fetched.ok) throw new Error(`not collected: ${JSON.stringify(fetched.error)}`);
      return fetched.value.signed;
    },
    close: async () => {
      for (const { courier } of desks.values()) courier.pause();
      server.kill('SIGTERM');
      await new Promise((done) => server.once('exit', done));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function openDesk(player: Player, folder: string, onChange: (deliveries: readonly Delivery[]) => void): Desk {
  const kept = new Map<string, Bytes>();
  const own = join(folder, player.keys.kid);
  mkdirSync(own);
  const courier = createCourier({
    disk: nodeDisk,
    random: (count) => Uint8Array.from(randomBytes(count)),
    opened: () => ({ profile: player.keys.kid, folder: own, keyFor: () => new Uint8Array(32) }),
    isAllowed: async () => true, // the story's one letterbox, on this machine
    readBundle: async (id) => {
      const bytes = kept.get(id);
      return bytes === undefined ? err({ type: 'fileGone' }) : ok(bytes);
    },
    keepBundle: async (id: BundleId, bytes) => {
      kept.set(id, bytes);
      return ok(null);
    },
    sign: async (type, body) => ok(await player.device.signer.sign(preAuthEncoding(type, body))),
    now: () => Date.now(),
    onChange,
  });
  return { courier, kept };
}

/** The letterbox says its address in one line when it is ready. */
async function startLetterbox(
  folder: string,
  profile: string,
): Promise<{ readonly url: string; readonly server: ChildProcess }> {
  const program = join(import.meta.dirname, '../../secretariat/main.ts');
  const args = [program, '--dir', join(folder, 'letterbox'), '--port', '0', '--profile', profile];
  const server = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const lines = createInterface({ input: server.stdout });
  const url = await new Promise<string>((resolve, reject) => {
    lines.once('line', resolve);
    server.once('exit', (code) => reject(new Error(`the letterbox ended with ${code}`)));
  });
  return { url, server };
}
