// A record in a line of the catalogue: what lists, the board, search and the four states need of it, so that
// nothing else of it must be in memory. Sealed on disk beside the record's page.

import type { ChangesetId, KeyId } from '#shared/base/ids.ts';
import { DELETED_CELL, FINISHED_CELL, LANGUAGE_CELL, WITHDRAWN_CELL } from '#shared/log/change.ts';
import type { ClaimedTime } from '#shared/log/changeset.ts';
import { foldForSearch } from '#shared/base/folding.ts';
import type { Json } from '#shared/base/json.ts';
import { conflictsOf, shownCells, shownValue } from '#shared/merge/conflict.ts';
import { type ReviewMark, reviewMarkOf } from '#shared/merge/review.ts';
import { judgementsIn, type Judgements, otherIn } from '#shared/merge/same-event.ts';
import type { RecordState } from '#shared/merge/state.ts';
import { isErased } from '#shared/merge/withdraw.ts';
import { type Attachment, attachmentOf } from '#shared/record/attachment.ts';
import { fieldOfPath } from '#shared/record/cells.ts';
import type { Field, Level, Shape } from '#shared/record/definition.ts';
import { kindOf } from '#shared/record/kinds.ts';
import { summaryOf, type Summary } from '#shared/record/summary.ts';
import { translationAt } from '#shared/record/translation-path.ts';
import type { IdNumbers } from './id-numbers.ts';
import type { ChangesetNumber } from './log-table.ts';
import type { OneString } from './one-string.ts';
import type { SummaryForm } from './summaries.ts';

/** @typeParam Id of changesets: in memory their numbers (log-table.ts) */
export interface RecordLine<Id = ChangesetNumber> extends Summary {
  readonly kind: string;
  readonly finished: boolean;
  /** in the bin, or erased: counted nowhere */
  readonly deleted: boolean;
  /** consent to it, or to some of it, was taken back; `erased`: nothing else is here any more; absent: it was not */
  readonly withdrawn?: 'asked' | 'erased';
  /** an answer of its own keeps it on this device */
  readonly keptHere: boolean;
  readonly language: string;
  readonly conflicts: number;
  /** each of them with its authors, so that no record is read to list them; absent: none */
  readonly disputes?: readonly Dispute[];
  readonly authors: readonly KeyId[];
  readonly changesets: readonly Id[];
  readonly lamport: number;
  /** what people said of it and others: the same event or not (shared/merge/same-event.ts); absent: nothing */
  readonly judged?: Judgements;
  /** changesets that said nothing but that, or translated: no answer of the record is in them; absent: none */
  readonly aside?: readonly Id[];
  /** of a review: what it says of which record (shared/merge/review.ts) */
  readonly review?: ReviewMark;
  readonly at: ClaimedTime | null;
  /** attachments that live writes name; absent: none */
  readonly files?: readonly FileMark[];
  /** what it is found by before it is read: its title, and below it its organisation and short texts; folded */
  readonly words: string;
}

/** A cell in conflict, and whose live writes disagree: the greatest first. */
export interface Dispute {
  readonly cell: string;
  readonly authors: readonly KeyId[];
}

/** What a file is checked by, who may be given it, and the write that names it. */
export interface FileMark extends Pick<Attachment, 'digest' | 'salt' | 'size'> {
  readonly level: Level;
  readonly by: ChangesetId;
}

/** What the cells say, whether they are merged or drafted. */
export type CellsLine = Omit<
  RecordLine,
  | 'conflicts'
  | 'disputes'
  | 'authors'
  | 'changesets'
  | 'lamport'
  | 'judged'
  | 'aside'
  | 'review'
  | 'at'
  | 'files'
  | 'finished'
  | 'deleted'
  | 'withdrawn'
>;

const SHORT_TEXT = 120;
const SHORT_TEXTS = 600;

export function lineOf(state: RecordState): RecordLine<ChangesetId> {
  const own = (cell: string): Json => shownValue(state.cells[cell]) ?? null;
  const judged = judgementsIn(state);
  const aside = asideIn(state);
  const review = reviewMarkOf(state);
  const files = fileMarksOf(state);
  const disputes = disputesIn(state);
  const withdrawn = withdrawnIn(state);
  return {
    ...cellsToLine(state.kind, shownCells(state), own(LANGUAGE_CELL)),
    finished: isSet(own(FINISHED_CELL)) || withdrawn === 'erased', // the withdrawal goes like what is finished
    deleted: isSet(own(DELETED_CELL)) || withdrawn === 'erased',
    ...(withdrawn === undefined ? {} : { withdrawn }),
    conflicts: disputes.length,
    ...(disputes.length === 0 ? {} : { disputes }),
    authors: state.authors,
    changesets: state.changesets,
    lamport: state.last.lamport,
    at: state.last.at,
    ...(judged === undefined ? {} : { judged }),
    ...(aside.length === 0 ? {} : { aside }),
    ...(review === undefined ? {} : { review }),
    ...(files.length === 0 ? {} : { files }),
  };
}

function withdrawnIn(state: RecordState): RecordLine['withdrawn'] {
  if (state.cells[WITHDRAWN_CELL] === undefined) return undefined;
  return isErased(state) ? 'erased' : 'asked';
}

const disputesIn = (state: RecordState): readonly Dispute[] =>
  conflictsOf(state).map((cell) => ({
    cell,
    authors: [...new Set(state.cells[cell]?.writes.map(({ author }) => author))],
  }));

/** In memory: what many records say alike once, and changesets by their numbers. */
export const lineForm = (
  one: OneString,
  numbers: IdNumbers<ChangesetId>,
): SummaryForm<RecordLine<ChangesetId>, RecordLine> => ({
  keep: ({ aside, ...line }) => ({
    ...line,
    kind: one(line.kind),
    language: one(line.language),
    dateText: one(line.dateText),
    date: line.date === null ? null : one(line.date),
    endDateText: one(line.endDateText),
    status: line.status === null ? null : one(line.status),
    organisation: line.organisation === null ? null : one(line.organisation),
    countries: line.countries.map(one),
    authors: line.authors.map(one),
    changesets: line.changesets.map(numbers.give),
    ...(aside === undefined ? {} : { aside: aside.map(numbers.give) }),
  }),
  whole: ({ aside, ...line }) => ({
    ...line,
    changesets: line.changesets.map(numbers.idOf),
    ...(aside === undefined ? {} : { aside: aside.map(numbers.idOf) }),
  }),
});

/** Written or replaced in cells that speak of other records, or translate, and with no live write in any other cell. */
function asideIn({ cells }: RecordState): readonly ChangesetId[] {
  const aside = new Set<ChangesetId>();
  for (const [path, { writes, replaced }] of Object.entries(cells)) {
    if (!isBeside(path)) continue;
    for (const { id } of writes) aside.add(id);
    for (const id of replaced) aside.add(id);
  }
  if (aside.size === 0) return [];
  for (const [path, { writes }] of Object.entries(cells)) {
    if (!isBeside(path)) for (const { id } of writes) aside.delete(id);
  }
  return [...aside].sort();
}

const isBeside = (path: string): boolean => otherIn(path) !== undefined || translationAt(path) !== undefined;

/** Of every live write, also of one in conflict: a decision may choose it. */
export function fileMarksOf({ cells }: RecordState): readonly FileMark[] {
  const marks: FileMark[] = [];
  for (const { writes } of Object.values(cells)) {
    for (const { value, level, id } of writes) {
      if (typeof value !== 'object') continue; // nearly all: texts are not looked at
      const file = attachmentOf(value);
      if (file !== undefined) marks.push({ digest: file.digest, salt: file.salt, size: file.size, level, by: id });
    }
  }
  return marks;
}

export function cellsToLine(kind: string, cells: ReadonlyMap<string, Json>, language: Json): CellsLine {
  const summary = summaryOf(kind, cells);
  return {
    ...summary,
    kind,
    keptHere: isKeptHere(kind, cells),
    language: typeof language === 'string' ? language : '',
    words: foldForSearch(
      [...new Set([summary.title, summary.organisation ?? '', ...shortTextsOf(kind, cells)])].join('\n'),
    ),
  };
}

/** As `isKeptHere` of shared/record/validate.ts, without looking for every other problem of the record. */
function isKeptHere(kind: string, cells: ReadonlyMap<string, Json>): boolean {
  return blockingFields(kind).some(({ key, blocks }) => {
    const answer = cells.get(key);
    return typeof answer === 'string' && blocks !== undefined && Object.hasOwn(blocks, answer);
  });
}

const blockingByKind = new Map<string, readonly Field[]>();

function blockingFields(kind: string): readonly Field[] {
  const known = blockingByKind.get(kind);
  if (known !== undefined) return known;
  const fields = kindOf(kind)?.fields.filter(({ blocks }) => blocks !== undefined) ?? [];
  blockingByKind.set(kind, fields);
  return fields;
}

/** Names, places and short remarks; what is longer is found by scanning (engine/search.ts). */
function shortTextsOf(kind: string, cells: ReadonlyMap<string, Json>): readonly string[] {
  const short: string[] = [];
  let size = 0;
  for (const [path, value] of cells) {
    if (typeof value !== 'string' || value.length > SHORT_TEXT) continue;
    const shape = fieldOfPath(kind, path)?.shape;
    const isWords =
      shape === undefined || WORDS.includes(shape.type) || (shape.type === 'choice' && shape.from.type === 'members');
    if (!isWords) continue;
    short.push(value);
    size += value.length;
    if (size > SHORT_TEXTS) break;
  }
  return short;
}

const WORDS: readonly Shape['type'][] = [
  'text',
  'longtext',
  'longtextPerObjective',
  'repeatText',
  'repeatGroup',
  'group',
];

const isSet = (value: Json): boolean => value !== null && value !== false;
