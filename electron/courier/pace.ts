// How much is sent at a time: less where the link is slow or is cut, more where it is quick. A piece is acknowledged as
// a whole, so a piece must get through before somebody on the way loses patience: this courier, the letterbox, a proxy
// that hands it on only when it has all of it. At 2 kbit/s a megabyte takes more than an hour. Told by timers, never by
// a clock, and remembered for a letterbox as long as the vault is open.

import type { After } from './answers.ts';

export interface Pace {
  /** bytes of the next piece */
  readonly piece: number;
  /** A piece is on its way. */
  readonly began: () => void;
  /** It was acknowledged. */
  readonly arrived: () => void;
  /** The try is over; what was on its way was not acknowledged. */
  readonly ended: () => void;
}

const FIRST = 64 * 1024;
const LEAST = 8 * 1024;
const MOST = 1024 * 1024;
const QUICK_MILLISECONDS = 8_000;
const SLOW_MILLISECONDS = 45_000;

export function createPace(after: After): Pace {
  let piece = FIRST;
  let isUnderWay = false;
  let isQuick = true;
  let isSlow = false;
  let forget: readonly (() => void)[] = [];
  const stop = (): void => {
    for (const each of forget) each();
    forget = [];
    isUnderWay = false;
  };
  const less = (): void => {
    piece = Math.max(LEAST, piece / 2);
  };
  return {
    get piece() {
      return piece;
    },
    began: () => {
      stop();
      isUnderWay = true;
      isQuick = true;
      isSlow = false;
      forget = [
        after(QUICK_MILLISECONDS, () => {
          isQuick = false;
        }),
        after(SLOW_MILLISECONDS, () => {
          isSlow = true;
        }),
      ];
    },
    arrived: () => {
      if (!isUnderWay) return;
      stop();
      if (isSlow) less();
      else if (isQuick) piece = Math.min(MOST, piece * 2);
    },
    ended: () => {
      if (!isUnderWay) return;
      stop();
      less();
    },
  };
}
