// What the calls about the shares of the secretariat's reading key carry (ipc.ts). No share and no key is among it: they
// stay in the main process, which reads and writes their files itself.

import * as z from 'zod/mini';
import type { DiskProblem, VaultProblem } from './problems.ts';

/** How a key is shared out: any `NEEDS` of `OF` give it back. */
export const OF = 3;
export const NEEDS = 2;

export interface KeySharesState {
  /** the shares that were saved last; `isCurrent`: they give back the key that this notebook reads with now */
  readonly made: { readonly at: string; readonly code: string; readonly isCurrent: boolean } | null;
  /** the last practice that came out well, with the shares of that time or of now */
  readonly drill: { readonly at: string; readonly isCurrent: boolean } | null;
}

export interface SharesBegun {
  /** tells these shares from others; stands in each of them */
  readonly code: string;
}

export interface ShareSaved {
  readonly name: string;
  /** numbers of the shares that are still to be saved; none: they are made */
  readonly left: readonly number[];
}

/** Shares that were read, and are held until they are used. */
export interface SharesPicked {
  readonly numbers: readonly number[];
  readonly needs: number;
  readonly of: number;
  readonly code: string;
  readonly madeAt: string;
}

export type ShareProblem =
  | VaultProblem
  | DiskProblem
  /** another kind of file */
  | { readonly type: 'notAShare' }
  | { readonly type: 'newerShare' }
  /** its own checksum does not hold, or something of it is missing */
  | { readonly type: 'shareDamaged' }
  /** of another mechanism than this notebook's */
  | { readonly type: 'shareOfAnother' }
  /** not made together with the shares that were read before it */
  | { readonly type: 'sharesMixed' }
  | { readonly type: 'shareRepeated'; readonly number: number }
  | { readonly type: 'sharesTooFew'; readonly have: number; readonly need: number }
  /** whole, each of them, and what they give is not the key that they name */
  | { readonly type: 'sharesForged' }
  /** a practice: they give an earlier key of this notebook, or another's */
  | { readonly type: 'sharesPast' }
  | { readonly type: 'sharesOfAnotherKey' }
  | { readonly type: 'noSharesBegun' };

const id = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/));
const suite = z.enum(['hybrid', 'classic']);

export const shareArgs = {
  suite: z.object({ suite }),
  begin: z.object({ mechanism: id, name: z.string().check(z.maxLength(300)), suite }),
  save: z.object({ number: z.int().check(z.gte(1), z.lte(OF)) }),
  mechanism: z.object({ mechanism: id }),
  turn: z.object({ from: z.string().check(z.maxLength(4000)) }),
} as const;

/** What this notebook reads with after its key was changed. */
export interface TurnedKey {
  readonly recipient: string;
  readonly classicRecipient: string;
}
