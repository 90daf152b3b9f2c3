// What the engine answers for Today.

import type { BundleId } from '#shared/base/ids.ts';
import type { RecordRow, RecordView } from './record-views.ts';
import type { ReturnedView } from './review-views.ts';
import type { AuthorView } from './trust-views.ts';

export interface TodayView {
  readonly drafts: readonly (RecordRow & { readonly sections: RecordView['sections'] })[];
  /** records of this device that a reviewer sent back, with what is asked */
  readonly returned: readonly ReturnedView[];
  /** the newest of them; `counts` says how many there are */
  readonly toHandOver: readonly RecordRow[];
  readonly receipts: readonly ReceiptView[];
  readonly counts: {
    readonly records: number;
    readonly conflicts: number;
    readonly held: number;
    readonly silentObjectives: number;
    readonly toHandOver: number;
    /** of those, records to which consent was taken back: others keep them until this is handed over */
    readonly toErase: number;
  };
  /** days since the secretariat last confirmed anything, null if never */
  readonly silentDays: number | null;
}

/** What another device asks this one to bring again, and has not confirmed. */
export interface RequestView {
  readonly from: AuthorView;
  /** of what is asked for, what would go */
  readonly records: number;
  readonly files: number;
  /** whether anything would go */
  readonly canAnswer: boolean;
  /** asked for and not on this device */
  readonly notHere: number;
  /** the last bundle that was made for it; null: none yet */
  readonly answered: { readonly code: string; readonly at: string } | null;
}

export interface ReceiptView {
  readonly bundle: BundleId;
  readonly code: string;
  readonly kind: 'stored' | 'merged';
  readonly from: string;
  readonly at: string;
  readonly records: number;
}
