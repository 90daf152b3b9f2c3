// This device's clock, which is doubted and never decides anything. Old laptops wake up in 2000 or in 2090:
// what is signed carries the time the clock showed, with the device's own doubt about it.

import type { ClaimedTime } from '#shared/log/changeset.ts';

export interface Clock {
  /** ISO 8601 UTC, to the millisecond */
  now(): string;
  claim(): ClaimedTime;
  /** Remembers the greatest time that was not doubted. */
  learn(time: ClaimedTime): void;
}

const YEARS = 365 * 24 * 3600 * 1000;
/** An app is not used so long after it was built. */
const FAR_FUTURE = 10 * YEARS;
/** Clocks are set back by a little when they are corrected. */
const SMALL_STEP = 10 * 60 * 1000;

/**
 * @param milliseconds since 1970, as the platform's clock shows
 * @param builtAt when this app was built, ISO 8601
 */
export function makeClock(milliseconds: () => number, builtAt: string): Clock {
  const built = Date.parse(builtAt);
  let greatest = Number.NEGATIVE_INFINITY;
  const doubtOf = (time: number): ClaimedTime['doubt'] => {
    if (time < built) return 'beforeBuild';
    if (time > built + FAR_FUTURE) return 'farFuture';
    return time < greatest - SMALL_STEP ? 'jumped' : null;
  };
  const learn = ({ time, doubt }: ClaimedTime): void => {
    const known = Date.parse(time);
    if (doubt === null && known > greatest) greatest = known;
  };
  return {
    now: () => new Date(milliseconds()).toISOString(),
    claim: () => {
      const time = milliseconds();
      const claimed: ClaimedTime = { time: new Date(time).toISOString(), doubt: doubtOf(time) };
      learn(claimed);
      return claimed;
    },
    learn,
  };
}
