// What the engine answers about what is deleted: the bin, and bundles that wait because they would delete much.

import type { BundleId, RecordId } from '#shared/base/ids.ts';
import type { RecordRow } from './record-views.ts';
import type { AuthorView } from './trust-views.ts';

export interface BinView {
  readonly total: number;
  readonly entries: readonly BinEntry[];
}

export interface BinEntry {
  readonly row: RecordRow;
  readonly by: AuthorView;
  /** what that device's clock said */
  readonly claimed: string;
  readonly reason: string;
  /** left in the bin; null: it is not known since when it was here, so it stays */
  readonly days: number | null;
}

/** What a bundle would hide of what is seen here: it was not taken in, and waits for a person. */
export interface WouldHide {
  readonly count: number;
  /** not all of them, where they are very many */
  readonly records: readonly HiddenRecord[];
}

export interface HiddenRecord {
  readonly record: RecordId;
  readonly kind: string;
  readonly title: string;
  readonly by: AuthorView;
  readonly reason: string;
}

export interface WaitingBundle {
  readonly bundle: BundleId;
  readonly code: string;
  readonly name: string;
  readonly at: string;
  readonly from: AuthorView;
  readonly wouldHide: WouldHide;
}
