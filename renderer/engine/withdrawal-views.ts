// What the engine answers about consent that was taken back.

import type { AuthorView } from './trust-views.ts';

export interface WithdrawalView {
  /** what was asked by whoever may, in the order of the log; none: nothing was erased */
  readonly heeded: readonly TakenBack[];
  /** what was asked by whoever has no right to it: nothing of it was done */
  readonly ignored: readonly TakenBack[];
  /** whether the whole record is erased */
  readonly isWhole: boolean;
  /** when this device heard of it, by its own clock */
  readonly since: string;
  /** when nothing was here any more; null: it is under way */
  readonly erasedAt: string | null;
  /** devices that say, signed, that nothing of it is with them */
  readonly confirmed: readonly { readonly device: AuthorView; readonly at: string }[];
  /** readers that were given it from here and have not said so */
  readonly waiting: readonly { readonly reader: string; readonly since: string }[];
}

export interface TakenBack {
  readonly by: AuthorView;
  /** null: the whole record */
  readonly cells: readonly string[] | null;
  /** it reaches only what they wrote themselves */
  readonly isOwnWords: boolean;
  /** '' where none was given */
  readonly reason: string;
}
