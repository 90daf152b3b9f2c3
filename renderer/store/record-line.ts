// A record in a line of the catalogue: what lists, the board, search and the four states need of it, so that
// nothing else of it must be in memory. Sealed on disk beside the record's page.

import type { ChangesetId, KeyId } from '#shared/base/ids.ts';
import { DELETED_CELL, FINISHED_CELL, LANGUAGE_CELL, LEVELS } from '#shared/log/change.ts';
import type { ClaimedTime } from '#shared/log/changeset.ts';
import type { Json } from '#shared/base/json.ts';
import { conflictsOf, shownCells, shownValue } from '#shared/merge/conflict.ts';
import type { RecordState } from '#shared/merge/state.ts';
import { searchTextOf, summaryOf, type Summary } from '#shared/record/summary.ts';
import { isKeptHere } from '#shared/record/validate.ts';

export interface RecordLine extends Omit<Summary, 'endDateText'> {
  readonly kind: string;
  readonly finished: boolean;
  readonly deleted: boolean;
  /** an answer of its own keeps it on this device */
  readonly keptHere: boolean;
  readonly language: string;
  readonly conflicts: number;
  readonly authors: readonly KeyId[];
  readonly changesets: readonly ChangesetId[];
  readonly lamport: number;
  readonly at: ClaimedTime | null;
  /** its short texts, to be found by */
  readonly short: string;
}

/** What the cells say, whether they are merged or drafted. */
export type CellsLine = Omit<
  RecordLine,
  'conflicts' | 'authors' | 'changesets' | 'lamport' | 'at' | 'finished' | 'deleted'
>;

const SHORT_TEXT = 120;
const SHORT_TEXTS = 600;
const ALL_LEVELS = new Set(LEVELS);

export function lineOf(state: RecordState): RecordLine {
  const own = (cell: string): Json => shownValue(state.cells[cell]) ?? null;
  return {
    ...cellsToLine(state.kind, shownCells(state), own(LANGUAGE_CELL)),
    finished: isSet(own(FINISHED_CELL)),
    deleted: isSet(own(DELETED_CELL)),
    conflicts: conflictsOf(state).length,
    authors: state.authors,
    changesets: state.changesets,
    lamport: state.last.lamport,
    at: state.last.at,
  };
}

export function cellsToLine(kind: string, cells: ReadonlyMap<string, Json>, language: Json): CellsLine {
  const { endDateText: _end, ...summary } = summaryOf(kind, cells);
  return {
    ...summary,
    kind,
    keptHere: isKeptHere(kind, cells),
    language: typeof language === 'string' ? language : '',
    short: shortTextsOf(searchTextOf(kind, cells, ALL_LEVELS)),
  };
}

function shortTextsOf(text: string): string {
  let short = '';
  for (const line of text.split('\n')) {
    if (line.length > SHORT_TEXT) continue;
    if (short.length + line.length > SHORT_TEXTS) break;
    short += `${line}\n`;
  }
  return short;
}

const isSet = (value: Json): boolean => value !== null && value !== false;
