// The part of the engine's door about records as counts alone, to be told outside the app.

import type { RecordId } from '#shared/base/ids.ts';
import type { Audience } from '#shared/report/admission.ts';
import type { RecordCounts } from '#shared/report/counts.ts';
import type { ListQuery } from './record-views.ts';

/** One record, or those of the list or the board as it is filtered. */
export type CountsAsked = { readonly record: RecordId } | ListQuery;

export interface CountsView extends RecordCounts {
  /** of a workshop: whoever is told must be told that it is an exercise */
  readonly isPractice: boolean;
}

export interface CountsEngine {
  /** What may be told to these readers; what they may not know of is only counted as left out. */
  countRecords(asked: CountsAsked, audience: Audience): Promise<CountsView>;
}
