// One kind of fault: it begins with a seed, plays rounds, and ends. Each round is the same each time, and is found
// again by its seed and its number.

import type { Planted } from './planted.ts';

export interface Kind {
  readonly name: 'kill' | 'power' | 'full' | 'damage' | 'store' | 'io';
  readonly begin: (facts: KindFacts) => Promise<Playing>;
  /** the planted bug that it must find */
  readonly finds: Planted;
}

export interface KindFacts {
  readonly seed: number;
  readonly bug: Planted | undefined;
}

export interface Playing {
  readonly round: (number: number) => Promise<RoundReport>;
  readonly end: () => Promise<void>;
  /** how many rounds make it whole, where that is a number */
  readonly rounds?: number;
  /** how it is played on this machine, where that differs */
  readonly said?: string;
}

export interface RoundReport {
  /** saves that were answered with success */
  readonly acknowledged: number;
  /** saves that were answered with a problem */
  readonly refused: number;
  /** places that were acknowledged and are not there, and nobody says so */
  readonly lost: readonly string[];
  /** what is there and nobody wrote, or half of it; what threw; what does not go on */
  readonly wrong: readonly string[];
  /** types of problems that tell a person what is lost, or what was made again */
  readonly named: readonly string[];
}
