// This laptop's own letterbox on the local network: what the calls about it carry (ipc.ts).

import * as z from 'zod/mini';
import type { DiskProblem } from './problems.ts';
import { signedArgs } from './signed-args.ts';

export interface HubState {
  /** null: this laptop receives from nobody */
  readonly open: {
    /** where others find it, one for each network of this laptop; none: no network */
    readonly addresses: readonly string[];
    /** where this laptop itself finds it, a letterbox's address */
    readonly own: string;
    /** for this laptop alone, while it takes in what lies there */
    readonly isHereOnly: boolean;
  } | null;
  /** bundles that lie here and were not handed on to be taken in */
  readonly left: number;
}

export type HubProblem =
  | DiskProblem
  | { readonly type: 'vaultLocked' }
  /** this computer does not let it listen; `code`: the system's word */
  | { readonly type: 'roomNotOpened'; readonly code: string }
  /** a workshop has its room, and a real notebook no practice */
  | { readonly type: 'practiceMixed' }
  | { readonly type: 'notInWorkshop' };

const text = (limit: number) => z.string().check(z.maxLength(limit));

export const hubArgs = {
  /** `roster`: the newest known; `isHereOnly`: to take in what lies there, without any network */
  open: z.object({ profile: text(70_000), roster: z.nullable(signedArgs), isHereOnly: z.boolean() }),
  /** null: this laptop's own */
  look: z.object({ letterbox: z.nullable(text(300)) }),
} as const;
