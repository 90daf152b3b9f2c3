// What the engine answers about consent that was taken back.

import type { AuthorView } from './trust-views.ts';

export interface WithdrawalView {
  /** null: the whole record */
  readonly cells: readonly string[] | null;
  readonly by: AuthorView;
  /** when this device heard of it, by its own clock */
  readonly since: string;
  /** when nothing was here any more; null: it is under way */
  readonly erasedAt: string | null;
  /** devices that say, signed, that nothing of it is with them */
  readonly confirmed: readonly { readonly device: AuthorView; readonly at: string }[];
  /** readers that were given it from here and have not said so */
  readonly waiting: readonly { readonly reader: string; readonly since: string }[];
}
