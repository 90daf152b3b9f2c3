// Names of what lies on the store's shelf, and its shapes. Everything here is journaled too, but what follows
// from the rest: held changesets, drafts, and which kept bundles are contained in the store.

import type { BundleId, ChangesetId, Digest, KeyId, RecordId } from '#shared/base/ids.ts';
import type { Signed } from '#shared/log/envelope.ts';
import type { Heads } from '#shared/merge/state.ts';
import type { Level } from '#shared/record/definition.ts';
import type { ActivityEntry, TakeInReport } from './door.ts';

/** The mechanism profile; absent: none was joined. */
export const PROFILE = 'profile';
/** + id of a signed credential → Signed */
export const CREDENTIAL = 'credential/';
/** + id of a signed roster → Signed */
export const ROSTER = 'roster/';
/** + id of a bundle made here → PackedBundle */
export const PACKED = 'packed/';
/** + id of a bundle taken in → TakenIn */
export const TAKEN_IN = 'takenIn/';
/** + id of a kept bundle whose changesets are in this store → true; not journaled */
export const CONTAINED = 'contained/';
/** + id of a signed receipt that came back → Signed */
export const RECEIPT = 'receipt/';
/** + id of a receipt signed here → Issued */
export const ISSUED = 'issued/';
/** + rising number → ActivityEntry */
export const ACTIVITY = 'activity/';
/** the name on this device's card */
export const DEVICE_NAME = 'deviceName';
/** + kid of another author → the Head of it that this device's own chain last named */
export const SEEN = 'seen/';

export interface PackedBundle {
  readonly bundle: BundleId;
  /** age recipient and name of the reader it is sealed for, and the device that will sign its receipt */
  readonly recipient: string;
  readonly reader: string;
  readonly readerKid: KeyId | null;
  /** SHA-256 of the sealed file: a letterbox's receipt names it */
  readonly sha256: Digest;
  readonly records: readonly RecordId[];
  readonly size: number;
  readonly madeAt: string;
  /** what went without its content, or without all of it: it goes again when it may */
  readonly partly: { readonly [changeset: string]: readonly Level[] };
  /** all that went, as runs of each author's chain */
  readonly runs: readonly { readonly author: KeyId; readonly from: number; readonly to: number }[];
  /** when a person saved it as a file */
  readonly savedAt: string | null;
}

export interface TakenIn {
  readonly at: string;
  readonly report: TakeInReport;
  readonly from: KeyId;
  readonly changesets: readonly ChangesetId[];
}

/** A *merged* receipt made here, until it has reached its device. */
export interface Issued {
  readonly to: KeyId;
  readonly signed: Signed;
  /** letterboxes that took it for the device's out-tray */
  readonly postedTo: readonly string[];
  readonly running: number;
  readonly heads: Heads;
}

export type Activity = ActivityEntry;
