// A laptop of the coordinate story: the headless device, and beside it what the app keeps on its shelf: receipts,
// requests, custody, what was taken in and when, sealed cargo for others.

import type { Digest, KeyId } from '#shared/base/ids.ts';
import type { AgeIdentity } from '#shared/bundle/decode.ts';
import type { Custody } from '#shared/bundle/custody.ts';
import { identityOf } from '#shared/bundle/identity.ts';
import type { MergedReceipt } from '#shared/bundle/receipt.ts';
import type { ClaimedTime } from '#shared/log/changeset.ts';
import type { Signed } from '#shared/log/envelope.ts';
import type { Ground, Player } from '../cast.ts';
import { type Answer, receiptBook, type TakenIn } from '../carry.ts';

export interface Laptop extends Player {
  readonly identity: AgeIdentity;
  /** signs this laptop's own receipts */
  readonly answer: (taken: readonly TakenIn[]) => Promise<readonly Answer[]>;
  /** made here, and heard of */
  readonly receipts: Heard[];
  /** what others ask of this laptop */
  readonly requests: Signed[];
  readonly custody: CustodyLine[];
  readonly taken: Taken[];
  /** sealed for somebody else */
  readonly cargo: Cargo[];
}

export interface Taken extends TakenIn {
  /** by this laptop's clock */
  readonly at: ClaimedTime;
  /** the receipt given for it; null: it came before, or this laptop gives none */
  readonly answer: Answer | null;
}

export interface Cargo {
  /** SHA-256 of the sealed file: all that is known of it */
  readonly file: Digest;
  /** a receipt named it, and it was let go */
  readonly isConfirmed: boolean;
}

/** A *merged* receipt on a laptop. */
export interface Heard {
  readonly signed: Signed;
  readonly receipt: MergedReceipt;
  /** the device whose bundle brought it; null: a letterbox, or made here */
  readonly from: KeyId | null;
}

/** A line of custody that came here. */
export interface CustodyLine {
  readonly signed: Signed;
  readonly custody: Custody;
}

export async function openLaptop(ground: Ground, player: Player): Promise<Laptop> {
  const { identity } = await player.keys.ageKey();
  return {
    ...player,
    identity: identityOf([identity]),
    answer: receiptBook(ground, player),
    receipts: [],
    requests: [],
    custody: [],
    taken: [],
    cargo: [],
  };
}
