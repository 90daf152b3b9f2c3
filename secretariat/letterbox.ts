// Puts the letterbox's rooms together over one folder, and a bucket for what is kept where there is one. Everything it
// needs of the world comes in here: the disk, the clock, the origins it answers to. `server.ts` puts it on a socket;
// the tests call its app directly.

import { dirname } from 'node:path';
import type { MechanismProfile } from '#shared/log/profile.ts';
import { type Arrivals, countedArrivals, timedArrivals } from './arrivals.ts';
import { createApp, type LetterboxApp, type Room } from './app.ts';
import { openBundles } from './bundles.ts';
import type { Disk } from './disk/disk.ts';
import { createFolderStore } from './folder-store.ts';
import type { Limits } from './limits.ts';
import type { Log } from './logs.ts';
import { createMetrics } from './metrics.ts';
import { createOutTrays } from './out-tray.ts';
import { claimStore, openOwnKey, type OwnKey } from './own-key.ts';
import { openRosters } from './rosters.ts';
import { createS3Client, type S3Facts } from './s3-client.ts';
import { createS3Store } from './s3-store.ts';
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
}

export interface OpenLetterbox {
  readonly app: LetterboxApp;
  /** public key of its receipts, 32 bytes base64url */
  readonly key: string;
  /** Drops half uploads nobody came back to. */
  readonly sweep: () => Promise<void>;
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
  const { store, arrivals } = s3
    ? await openShared(s3, ownKey, facts)
    : await createFolderStore(folder, disk).then((own) => ({ store: own, arrivals: countedArrivals(own) }));
  const rosters = await openRosters(profile, store);
  const bundles = await openBundles(store, arrivals, ownKey, now);
  const uploads = await openUploads(folder, disk, now);

  const { log, text: metrics } = createMetrics(facts.log, uploads.count);

  const sweep = async (): Promise<void> => {
    try {
      const count = await uploads.dropOlderThan(now() - limits.uploadDays * DAY);
      if (count > 0) log('uploadsExpired', { count });
    } catch (error) {
      log('bug', { error });
    }
  };
  await sweep();
  const refresh = async (): Promise<void> => {
    try {
      await rosters.refresh();
      await bundles.refresh();
    } catch (error) {
      log('bug', { error });
    }
  };
  const app = createApp({
    profile,
    key: ownKey.key,
    limits,
    door: createTokenDoor({ profile, rosters, tagOf: ownKey.tagOf, isOrigin, now }),
    desk: createUploadDesk({ uploads, bundles, freeBytes: () => disk.freeBytes(folder), limits, log, now }),
    bundles,
    outTrays: createOutTrays(store, arrivals, limits.outTrayItems),
    rosters,
    log,
    now,
    ticks,
    isStopping,
    room: facts.room,
  });
  return { app, key: ownKey.key, sweep, refresh, metrics };
}

/** A bucket, which other nodes may use too. */
async function openShared(
  s3: S3Facts,
  ownKey: OwnKey,
  { disk, limits }: LetterboxFacts,
): Promise<{ readonly store: ObjectStore; readonly arrivals: Arrivals }> {
  const store = createS3Store(createS3Client(s3), disk);
  await claimStore(store, ownKey);
  return { store, arrivals: timedArrivals(store, store.time, limits.settleSeconds) };
}
