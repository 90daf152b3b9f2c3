// What one device, one address and all together may take of a letterbox. Each is answered before any byte is
// taken. The numbers fit a small rented machine or a laptop in a workshop; whoever runs a letterbox may set others
// (limit-settings.ts).

import { MAX_FILE } from '#shared/bundle/manifest.ts';

/** What may be here, and come in a day (of UTC); half uploads count by what they announced. */
export interface Quota {
  readonly bytes: number;
  readonly bundles: number;
  readonly bytesPerDay: number;
  readonly bundlesPerDay: number;
}

export interface Limits {
  /** of one sealed bundle */
  readonly bundleBytes: number;
  readonly device: Quota;
  /** of all devices of one organisation together */
  readonly organisation: Quota;
  /** kept free on the disk */
  readonly reserveBytes: number;
  readonly uploadsPerDevice: number;
  readonly uploads: number;
  /** a half upload nobody came back to is dropped after so many days */
  readonly uploadDays: number;
  readonly requestsPerMinute: number;
  /** requests that come at once before the rate counts */
  readonly requestBurst: number;
  /** from one address, as long as no token was verified: `about`, chains seen for the first time, false tokens */
  readonly strangerRequestsPerMinute: number;
  readonly strangerBurst: number;
  /** requests of one device under way at once */
  readonly requestsAtOnce: number;
  /** whole uploads that are verified and kept at once; the others wait */
  readonly keptAtOnce: number;
  readonly outTrayItems: number;
  /** of one request that posts to an out-tray */
  readonly postBytes: number;
  readonly headerBytes: number;
  readonly connections: number;
  /** of one address; behind a proxy all come from one */
  readonly connectionsPerAddress: number;
  readonly headersSeconds: number;
  /** a connection on which nothing moves is dropped */
  readonly idleSeconds: number;
  /** for one whole request; an upload that needs longer is resumed */
  readonly requestSeconds: number;
  /** what is under way when the letterbox is told to stop may go on for so long */
  readonly drainSeconds: number;
  /** in a bucket that several nodes share, lists hold back what is newer: see arrivals.ts */
  readonly settleSeconds: number;
}

const MIB = 1024 * 1024;

export const DEFAULT_LIMITS: Limits = {
  bundleBytes: MAX_FILE,
  device: { bytes: 4096 * MIB, bundles: 20_000, bytesPerDay: 2048 * MIB, bundlesPerDay: 2000 },
  organisation: { bytes: 32_768 * MIB, bundles: 100_000, bytesPerDay: 8192 * MIB, bundlesPerDay: 10_000 },
  reserveBytes: 512 * MIB,
  uploadsPerDevice: 8,
  uploads: 2000,
  uploadDays: 21,
  requestsPerMinute: 600,
  requestBurst: 300,
  strangerRequestsPerMinute: 1200,
  strangerBurst: 600,
  requestsAtOnce: 8,
  keptAtOnce: 8,
  outTrayItems: 1000,
  postBytes: 2 * MIB,
  headerBytes: 32 * 1024,
  connections: 2000,
  connectionsPerAddress: 2000,
  headersSeconds: 15,
  idleSeconds: 60,
  requestSeconds: 1800,
  drainSeconds: 20,
  settleSeconds: 30,
};

/** Answers 0 where this request may pass, else the seconds to wait. */
export type RateLimit = (key: string) => number;

/** A bucket for each key that fills at an even rate. `now`: milliseconds that only rise. */
export function createRateLimit(perMinute: number, burst: number, now: () => number): RateLimit {
  const perMillisecond = perMinute / 60_000;
  const buckets = new Map<string, { left: number; at: number }>();
  return (key) => {
    const time = now();
    const known = buckets.get(key) ?? { left: burst, at: time };
    const left = Math.min(burst, known.left + (time - known.at) * perMillisecond);
    const passes = left >= 1;
    buckets.delete(key);
    buckets.set(key, { left: passes ? left - 1 : left, at: time });
    for (const [oldest, bucket] of buckets) {
      // those that are full again need no memory; the oldest come first
      if (buckets.size <= MAX_BUCKETS && bucket.left + (time - bucket.at) * perMillisecond < burst) break;
      if (oldest !== key) buckets.delete(oldest);
      else break;
    }
    return passes ? 0 : Math.max(1, Math.ceil((1 - left) / perMillisecond / 1000));
  };
}

const MAX_BUCKETS = 20_000;

/** Counts what is under way for each key. `enter` answers how to leave, or undefined where too many are in. */
export function createTurnstile(limit: number): { readonly enter: (key: string) => (() => void) | undefined } {
  const inside = new Map<string, number>();
  return {
    enter: (key) => {
      const count = inside.get(key) ?? 0;
      if (count >= limit) return undefined;
      inside.set(key, count + 1);
      let left = false;
      return () => {
        if (left) return;
        left = true;
        const still = (inside.get(key) ?? 1) - 1;
        if (still > 0) inside.set(key, still);
        else inside.delete(key);
      };
    },
  };
}
