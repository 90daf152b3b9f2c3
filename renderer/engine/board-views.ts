// What the engine answers for the board: the cords, the table of coverage, the map.

import type { RecordId } from '#shared/base/ids.ts';
import type { RecordFilter } from './record-views.ts';

export type BoardQuery = RecordFilter;

export interface BoardView {
  readonly years: readonly number[];
  readonly objectives: readonly {
    readonly objective: number;
    readonly mesa: number;
    readonly byKind: Readonly<Record<string, number>>;
    readonly lastDate: string | null;
    /** in time; of very many, neighbours stand for one another */
    readonly knots: readonly BoardKnot[];
  }[];
  /** `records`: each event once */
  readonly totals: { readonly records: number; readonly organisations: number; readonly countries: number };
  /** records shown that are of one event with others, and how many such events: each counts once */
  readonly linked: { readonly records: number; readonly events: number };
  readonly silent: readonly number[];
}

export interface BoardKnot {
  readonly record: RecordId;
  readonly kind: string;
  readonly date: string | null;
  readonly merged: boolean;
  /** others beside it that are not sent each; absent: none */
  readonly more?: number;
}

/** What objectives are counted by. */
export type CoverageBy = 'country' | 'subregion' | 'year' | 'kind';

/** Counts, each event once. A record that speaks of several objectives or countries counts in each of them. */
export interface CoverageView {
  readonly by: CoverageBy;
  /** those with any record: a country's code, a sub-region's or kind's key, a year; '' where the record names none */
  readonly columns: readonly { readonly key: string; readonly total: number }[];
  readonly objectives: readonly CoverageRow[];
  readonly mesas: readonly CoverageRow[];
  readonly total: number;
  readonly linked: BoardView['linked'];
}

export interface CoverageRow {
  /** of the objective or the mesa */
  readonly n: number;
  readonly total: number;
  /** by column */
  readonly counts: readonly number[];
}
