// Puts the letterbox's rooms together over one folder, and a bucket for what is kept where there is one. Everything it
// needs of the world comes in here: the disk, the clock, the origins it answers to. `server.ts` puts it on a socket;
// the tests call its app directly.

import { dirname, join } from 'node:path';
import type { Signed } from '#shared/log/envelope.ts';
import type { MechanismProfile } from '#shared/log/profile.ts';
import { type Arrivals, countedArrivals, timedArrivals } from './arrivals.ts';
import { createApp, type LetterboxApp, type Room } from './app.ts';
import { createBundles } from './bundles.ts';
import type { Disk } from './disk/disk.ts';
import { bytesToText } from '#shared/base/bytes.ts';
import { checkFinished } from './copies.ts';
import { createCounts } from './counts.ts';
import { createFolderStore } from './folder-store.ts';
import type { Limits } from './limits.ts';
import type { Log } from './logs.ts';
import { createMetrics } from './metrics.ts';
import { checkNotMoved, type Move, openMove } from './moving-store.ts';
import { createOutTrays } from './out-tray.ts';
import { claimStore, COUNT_FROM, openOwnKey, type OwnKey } from './own-key.ts';
import { createRetention } from './retention.ts';
import { openRosters } from './rosters.ts';
import { createS3Client, type S3Facts } from './s3-client.ts';
import { createS3Store } from './s3-store.ts';
import { type AtRest, sealedStore } from './sealed-store.ts';
import type { ObjectStore } from './store.ts';
import { createTokenDoor } from './tokens.ts';
import { createUploadDesk } from './upload-desk.ts';
import { openUploads } from './uploads.ts';

export interface LetterboxFacts {
  readonly folder: string;
  /** where what is kept for good goes; absent: into the folder, with the rest */
  readonly s3?: S3Facts | undefined;
  readonly profile: MechanismProfile;
  readonly limits: Limits;
  /** what the secretariat merged goes after so many days; absent: nothing ever goes */
  readonly keepMergedDays?: number | undefined;
  readonly disk: Disk;
  readonly log: Log;
  /** milliseconds since 1970 */
  readonly now: () => number;
  /** milliseconds that only rise */
  readonly ticks: () => number;
  readonly isOrigin: (origin: string) => boolean;
  readonly isStopping: () => boolean;
  /** absent: it is no workshop's */
  readonly room?: Room | undefined;
  /** on somebody's laptop: what it keeps is sealed besides, and it is shy (app.ts); absent: neither */
  readonly onLaptop?: AtRest | undefined;
  /** the newest that is known where it is opened: who is revoked is refused from the first request on */
  readonly roster?: Signed | undefined;
}

export interface OpenLetterbox {
  readonly app: LetterboxApp;
  /** public key of its receipts, 32 bytes base64url */
  readonly key: string;
  /** Drops half uploads nobody came back to. */
  readonly sweep: () => Promise<void>;
  /** Takes away what the secretariat merged long enough ago. */
  readonly clear: () => Promise<void>;
  /** Goes on with moving from the folder to the bucket, where that is under way. */
  readonly move: () => Promise<void>;
  /** Looks after what other nodes of the same bucket were given meanwhile. */
  readonly refresh: () => Promise<void>;
  /** see metrics.ts */
  readonly metrics: () => string;
}

const DAY = 24 * 60 * 60 * 1000;

export async function openLetterbox(facts: LetterboxFacts): Promise<OpenLetterbox> {
  const { folder, s3, profile, limits, disk, now, ticks, isOrigin, isStopping } = facts;
  await disk.makeFolder(folder);
  await disk.syncFolder(dirname(folder));
  const ownKey = await openOwnKey(folder, disk);
  const { store, arrivals, time, move } = s3 ? await openShared(s3, ownKey, facts) : await openOwn(facts);
  const rosters = await openRosters(profile, store);
  if (facts.roster !== undefined) await rosters.offer(facts.roster);
  const counts = createCounts(arrivals, now);
  await counts.refresh();
  const bundles = createBundles(store, arrivals, counts, ownKey, now);
  const retention = createRetention({ store, mechanism: profile.id, isRevoked: rosters.isRevoked, time });
  const uploads = await openUploads(folder, disk, now);

  const { log, text: metrics } = createMetrics(facts.log, uploads.count);

  const logged =
    (work: () => Promise<void>): (() => Promise<void>) =>
    () =>
      work().catch((error: unknown) => log('bug', { error }));
  const sweep = logged(async () => {
    const count = await uploads.dropOlderThan(now() - limits.uploadDays * DAY);
    if (count > 0) log('uploadsExpired', { count });
  });
  const refresh = logged(async () => {
    await rosters.refresh();
    await counts.refresh();
  });
  const clear = logged(async () => {
    if (facts.keepMergedDays === undefined) return;
    const went = await retention.clear(facts.keepMergedDays);
    if (went.bundles > 0) log('removed', { count: went.bundles, size: went.bytes });
    await counts.recount(); // also what other nodes took away
  });
  let isMoving = move !== undefined;
  const goOnMoving = logged(async () => {
    if (move === undefined || !isMoving) return;
    isMoving = false; // not twice at once
    try {
      const { copied, damaged, isDone } = await move.goOn();
      if (damaged > 0) log('damaged', { count: damaged });
      log(isDone ? 'moved' : 'moving', { count: copied });
      isMoving = !isDone;
    } catch (error) {
      isMoving = true;
      throw error;
    }
  });
  await sweep();
  const app = createApp({
    profile,
    key: ownKey.key,
    limits,
    door: createTokenDoor({ profile, rosters, tagOf: ownKey.tagOf, isOrigin, now }),
    desk: createUploadDesk({ uploads, bundles, counts, freeBytes: () => disk.freeBytes(folder), limits, log, now }),
    bundles,
    outTrays: createOutTrays(store, arrivals, limits.outTrayItems),
    rosters,
    retention,
    log,
    now,
    ticks,
    isStopping,
    room: facts.room,
    isShy: facts.onLaptop !== undefined,
  });
  return { app, key: ownKey.key, sweep, clear, refresh, move: goOnMoving, metrics };
}

interface OpenStore {
  readonly store: ObjectStore;
  readonly arrivals: Arrivals;
  /** milliseconds since 1970 by the clock of what keeps the objects */
  readonly time: () => Promise<number>;
  readonly move: Move | undefined;
}

async function openOwn({ folder, disk, now, onLaptop }: LetterboxFacts): Promise<OpenStore> {
  const files = await createFolderStore(folder, disk);
  const store = onLaptop === undefined ? files : sealedStore(files, onLaptop);
  await checkNotMoved(store);
  await checkFinished(store);
  const from = Number(bytesToText((await store.get(COUNT_FROM)) ?? new Uint8Array()));
  return { store, arrivals: countedArrivals(store, from), time: async () => now(), move: undefined };
}

/** A bucket, which other nodes may use too. */
async function openShared(s3: S3Facts, ownKey: OwnKey, { folder, disk, limits }: LetterboxFacts): Promise<OpenStore> {
  const bucket = createS3Store(createS3Client(s3), disk);
  await claimStore(bucket, ownKey);
  const hasKept = (await disk.list(join(folder, 'kept'))).length > 0;
  const move = hasKept ? await openMove(await createFolderStore(folder, disk), bucket) : undefined;
  if (move === undefined) await checkFinished(bucket);
  const store = move?.store ?? bucket;
  return { store, arrivals: timedArrivals(store, bucket.time, limits.settleSeconds), time: bucket.time, move };
}
