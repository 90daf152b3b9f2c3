// What all rows amount to, kept row by row as they change: how many there are, which disagree, wait to go, were begun
// here, came back, lie in the bin. So nobody looks through a hundred thousand rows to say that three are in conflict.

import { objectives } from '#shared/mechanism/compact.ts';
import type { RecordRow } from './record-views.ts';

/** Rows by id, reviews among them where it says so. */
export interface Standing {
  /** in conflict, reviews too */
  readonly disputed: ReadonlyMap<string, RecordRow>;
  /** to be handed over, reviews too */
  readonly waiting: ReadonlyMap<string, RecordRow>;
  /** drafts begun or taken part in on this device */
  readonly drafts: ReadonlyMap<string, RecordRow>;
  /** records of this device about which something is asked */
  readonly returned: ReadonlyMap<string, RecordRow>;
  /** deleted */
  readonly binned: ReadonlyMap<string, RecordRow>;
  /** records of this device that are not finished */
  readonly unfinished: ReadonlyMap<string, RecordRow>;
  /** kept on this device by an answer of their own */
  readonly keptHere: ReadonlyMap<string, RecordRow>;
  /** not deleted, and no reviews */
  readonly records: number;
  /** cells in conflict in those */
  readonly conflicts: number;
  /** objectives that no record speaks of */
  readonly silentObjectives: number;
}

/** What a row does not say itself. */
export interface RowFacts {
  readonly isReview: boolean;
  /** this device wrote in it, or is writing */
  readonly isOwn: boolean;
  /** a reviewer asks something of it that is not answered */
  readonly isAsked: boolean;
  readonly isKeptHere: boolean;
}

export interface KeptStanding {
  readonly now: Standing;
  /**
   * @param row undefined: it is not here any more
   * @param before as it was counted; undefined: it was not here, or a review
   */
  change(id: string, row: RecordRow | undefined, facts: RowFacts, before: RecordRow | undefined): void;
}

type Part = {
  [Key in keyof Standing]: Standing[Key] extends ReadonlyMap<string, RecordRow> ? Key : never;
}[keyof Standing];

const IS_IN: Readonly<Record<Part, (row: RecordRow, facts: RowFacts) => boolean>> = {
  disputed: ({ conflicts, deleted }) => conflicts > 0 && !deleted,
  waiting: ({ state, deleted, withdrawn }) =>
    (!deleted || withdrawn === true) && (state === 'saved' || state === 'packed'),
  drafts: ({ state, deleted }, { isReview, isOwn }) => state === 'draft' && !deleted && !isReview && isOwn,
  returned: ({ deleted }, { isReview, isOwn, isAsked }) => isAsked && isOwn && !deleted && !isReview,
  binned: ({ deleted }, { isReview }) => deleted && !isReview,
  unfinished: ({ finished, deleted, fromOthers }) => !finished && !deleted && !fromOthers,
  keptHere: ({ deleted }, { isKeptHere }) => isKeptHere && !deleted,
};

const PARTS = Object.keys(IS_IN) as readonly Part[];

export function makeStanding(): KeptStanding {
  const parts = Object.fromEntries(PARTS.map((part) => [part, new Map<string, RecordRow>()])) as Record<
    Part,
    Map<string, RecordRow>
  >;
  const byObjective = new Map<number, number>();
  let records = 0;
  let conflicts = 0;

  function count(row: RecordRow, by: 1 | -1): void {
    if (row.deleted) return;
    records += by;
    conflicts += row.conflicts * by;
    for (const objective of row.objectives) byObjective.set(objective, (byObjective.get(objective) ?? 0) + by);
  }

  return {
    now: {
      ...parts,
      get records() {
        return records;
      },
      get conflicts() {
        return conflicts;
      },
      get silentObjectives() {
        return objectives.filter(({ n }) => (byObjective.get(n) ?? 0) === 0).length;
      },
    },
    change(id, row, facts, before) {
      for (const part of PARTS) {
        if (row !== undefined && IS_IN[part](row, facts)) parts[part].set(id, row);
        else parts[part].delete(id);
      }
      if (before !== undefined) count(before, -1);
      if (row !== undefined && !facts.isReview) count(row, 1);
    },
  };
}
