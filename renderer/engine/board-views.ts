// What the engine answers for the board.

import type { RecordId } from '#shared/base/ids.ts';

export interface BoardQuery {
  readonly year?: number;
  readonly country?: string;
  readonly subregion?: string;
  readonly kind?: string;
}

export interface BoardView {
  readonly years: readonly number[];
  readonly objectives: readonly {
    readonly objective: number;
    readonly mesa: number;
    readonly byKind: Readonly<Record<string, number>>;
    readonly lastDate: string | null;
    readonly knots: readonly {
      readonly record: RecordId;
      readonly kind: string;
      readonly date: string | null;
      readonly merged: boolean;
    }[];
  }[];
  /** `records`: each event once */
  readonly totals: { readonly records: number; readonly organisations: number; readonly countries: number };
  /** records shown that are of one event with others, and how many such events: each counts once */
  readonly linked: { readonly records: number; readonly events: number };
  readonly silent: readonly number[];
}
