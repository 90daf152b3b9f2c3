// What a flow that wrote answers: when it was saved, and what taking it back would write again.

import type { ChangesetId, RecordId } from '#shared/base/ids.ts';

export interface Saved {
  /** ISO time of this device's clock, for "Guardado en este equipo · 10:42" */
  readonly at: string;
  /** what taking it back would write again; absent: nothing to take back */
  readonly undo?: Undo;
}

/** Cells that a changeset of this device wrote. */
export type Undo = readonly {
  readonly changeset: ChangesetId;
  readonly record: RecordId;
  readonly cell: string;
  /** the deed began the whole record: it goes to the bin, with this reason, where nobody else has written in it */
  readonly begun?: string;
}[];
