// How much a device and its organisation may leave: bytes and bundles, a day and in all, half uploads by what they
// announced included. Asked before the first byte is taken. What is over for today comes again tomorrow, so the answer
// says when that is; what is over in all comes again when the retention has taken something away.

import { type Counts, plus, type Usage } from './counts.ts';
import type { Limits } from './limits.ts';
import { Refused } from './refusal.ts';
import type { Uploads } from './uploads.ts';

export interface QuotaFacts {
  readonly counts: Pick<Counts, 'stored' | 'today'>;
  readonly uploads: Pick<Uploads, 'announcedBy'>;
  readonly limits: Limits;
  readonly now: () => number;
}

export interface Leaving {
  readonly size: number;
  /** of the device */
  readonly tag: string;
  readonly organisation: string;
}

const DAY_SECONDS = 24 * 60 * 60;
const LATER_SECONDS = 60 * 60;

/** Throws Refused where this one bundle more would be too much. */
export function checkQuota({ counts, uploads, limits, now }: QuotaFacts, { size, tag, organisation }: Leaving): void {
  const [ofDevice, ofOrganisation] = [limits.device, limits.organisation];
  for (const [owner, most] of [
    [tag, ofDevice],
    [organisation, ofOrganisation],
  ] as const) {
    const coming = plus(uploads.announcedBy(owner), { bytes: size, bundles: 1 });
    const isOver = (had: Usage, bytes: number, bundles: number): boolean => {
      const sum = plus(had, coming);
      return sum.bytes > bytes || sum.bundles > bundles;
    };
    if (isOver(counts.stored(owner), most.bytes, most.bundles))
      throw new Refused('quotaReached', { retryAfter: LATER_SECONDS });
    if (isOver(counts.today(owner), most.bytesPerDay, most.bundlesPerDay))
      throw new Refused('tooManyRequests', { retryAfter: secondsToMidnight(now()) });
  }
}

/** To the next midnight in UTC. */
const secondsToMidnight = (now: number): number => DAY_SECONDS - (Math.floor(now / 1000) % DAY_SECONDS);
