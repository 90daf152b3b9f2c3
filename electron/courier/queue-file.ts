// What the courier must remember over a restart: the queue and how far it has read each letterbox. One small
// file in the profile's folder, sealed, since credentials name people; written whole (temp, fsync, rename). A
// file that cannot be opened is set aside, never overwritten.

import { join } from 'node:path';
import { bytesToBase64url, bytesToText, textToBytes } from '#shared/base/bytes.ts';
import type { Digest } from '#shared/base/ids.ts';
import { isJsonObject, type Json, parseJson } from '#shared/base/json.ts';
import { ok, type Result } from '#shared/base/result.ts';
import type { Signed } from '#shared/log/envelope.ts';
import type { Delivery } from '#shared/wire/ipc.ts';
import type { DiskProblem } from '#shared/wire/problems.ts';
import type { Disk } from '#secretariat/disk/disk.ts';
import { attempt, readWhole, writeWhole } from '../whole-files.ts';
import { aboutOf, openSealed, type Random, sealBytes } from '../seal.ts';

export interface QueuedDelivery {
  readonly delivery: Delivery;
  /** of the sealed file, when it was queued */
  readonly sha256: Digest;
  readonly mechanism: Digest;
  readonly credentials: readonly Signed[];
  /** tries without success since it was queued or a person asked */
  readonly attempts: number;
}

export interface CourierMemory {
  readonly deliveries: readonly QueuedDelivery[];
  /** letterbox → the cursor of the last bundle that was handed on */
  readonly cursors: { readonly [letterbox: string]: string };
}

export interface QueueFile {
  readonly read: () => Promise<Result<CourierMemory, DiskProblem>>;
  readonly write: (memory: CourierMemory) => Promise<Result<null, DiskProblem>>;
}

export interface QueuePorts {
  readonly disk: Disk;
  readonly random: Random;
  /** the open profile */
  readonly folder: string;
  readonly profile: string;
  /** 32 bytes */
  readonly key: Uint8Array;
}

const FORMAT = 'chasqui-courier/1';
const LIMIT = 64 * 1024 * 1024;
const NOTHING: CourierMemory = { deliveries: [], cursors: {} };

export function createQueueFile({ disk, random, folder, profile, key }: QueuePorts): QueueFile {
  const path = join(folder, 'courier');
  const about = aboutOf(FORMAT, profile);
  const freshName = (): string => bytesToBase64url(random(6));
  return {
    read: async () => {
      const sealed = await readWhole(disk, path, LIMIT);
      if (!sealed.ok) return sealed.error.type === 'fileGone' ? ok(NOTHING) : sealed;
      const memory = decodeMemory(openSealed(key, sealed.value, about));
      if (memory !== undefined) return ok(memory);
      const aside = await attempt(() => disk.rename(path, `${path}.${freshName()}.damaged`));
      return aside.ok ? ok(NOTHING) : aside;
    },
    write: (memory) => {
      const text = JSON.stringify({ format: FORMAT, ...memory });
      return writeWhole(disk, path, sealBytes(key, textToBytes(text), about, random), freshName());
    },
  };
}

/** It was sealed by us, so only its format is in question. What was being sent waits again. */
function decodeMemory(bytes: Uint8Array | undefined): CourierMemory | undefined {
  const text = bytes && bytesToText(bytes);
  const parsed = text === undefined ? undefined : parseJson(text, { size: LIMIT, depth: 12 });
  if (!parsed?.ok || !isJsonObject(parsed.value) || parsed.value['format'] !== FORMAT) return undefined;
  const { deliveries, cursors } = parsed.value as { readonly [name: string]: Json } & CourierMemory;
  return { deliveries: deliveries.map(waitAgain), cursors };
}

const waitAgain = (queued: QueuedDelivery): QueuedDelivery =>
  queued.delivery.state === 'sending' || queued.delivery.state === 'waiting'
    ? { ...queued, delivery: { ...queued.delivery, state: 'waiting', nextTry: null } }
    : queued;
