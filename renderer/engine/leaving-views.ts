// What the engine answers before a notebook is erased: what is certain to be elsewhere, and what would be lost.

import type { ReceiptView } from './today-views.ts';

export interface LeavingView {
  /** records of which somebody who received them has signed that all that may leave is there */
  readonly confirmed: number;
  /** records that lie at a letterbox, by its signed receipt, and nobody has confirmed yet */
  readonly stored: number;
  /** records or changes that are here alone, as far as any receipt tells: also what went on a stick and was not confirmed */
  readonly unconfirmed: number;
  /** records not finished: they are handed over to nobody */
  readonly unfinished: number;
  /** records that their own answers keep on this device, and records with answers that never leave it */
  readonly staying: number;
  /** attachments that no receipt names */
  readonly files: number;
  /** records of others, of which nobody further on has confirmed anything to this device */
  readonly ofOthers: number;
  /** changesets that wait for a signature to be known, and sealed bundles carried for others */
  readonly carried: number;
  /** to be handed over now */
  readonly toHandOver: number;
  /** the newest first */
  readonly receipts: readonly ReceiptView[];
  /** this device signs for the whole mechanism; for its organisation */
  readonly isSecretariat: boolean;
  readonly isSteward: boolean;
}
