// Stage 4, the review of a record: what reviewers say of it, and what its author answers. It is a record of its own
// (kind `review`), so that it travels, is signed and is merged as everything else, and the record that it speaks of
// is never touched by it. Its id follows from the record's, so that two reviewers who do not know of each other write
// the same cells: where they disagree, that is a conflict like any other.
//   about               the record                            decision            see DECISIONS
//   seen.<author>:<n>   the author's chain as far as some decision was made over it: what came later is unseen
//   notes.<id>.field    the cell it is about; none: the whole   notes.<id>.words    why
//   notes.<id>.answer   what the author says                    notes.<id>.done     true: answered
// Who may decide is a question of reading, never of admitting: what somebody without that role wrote is kept and
// shown as a comment, and changes the state of nothing.

import { base64urlToBytes, bytesToBase64url } from '../base/bytes.ts';
import { digestOfText, isRecordId, type ChangesetId, type KeyId, type RecordId } from '../base/ids.ts';
import type { Json } from '../base/json.ts';
import { FINISHED_CELL } from '../log/change.ts';
import type { Author } from '../log/roster.ts';
import { mesaOfObjective } from '../mechanism/compact.ts';
import { listed, sameMeaning } from '../record/cell-value.ts';
import { elementIdBetween } from '../record/element-id.ts';
import { REVIEW_KIND } from '../record/kinds.ts';
import { componentsOf, pathOf } from '../record/paths.ts';
import { replacing, shownValue } from './conflict.ts';
import { type AuthorLog, type CellState, headOf, type RecordState, type Write } from './state.ts';

/** In the words of the data's forms; the last two mean the same, of different kinds of record. */
export type Decision = 'clarification_requested' | 'reviewed' | 'approved';
export const RETURNED: Decision = 'clarification_requested';

/** What nothing is left to ask about is called, by kind of record. */
export const approvalOf = (kind: string): Decision => (kind === 'consultation' ? 'reviewed' : 'approved');

/** The record that holds the review of another one. */
export function reviewIdOf(record: RecordId): RecordId {
  const digest = base64urlToBytes(digestOfText(`review of ${record}`)) ?? new Uint8Array();
  return bytesToBase64url(digest.slice(0, 16)) as RecordId;
}

/** What the catalogue must know of a review. */
export interface ReviewMark {
  readonly about: RecordId;
  /** live writes of the decision, the one shown first */
  readonly decisions: readonly Said[];
  readonly seen: readonly Seen[];
  readonly notes: readonly { readonly by: KeyId; readonly isDone: boolean }[];
}

interface Said {
  readonly decision: string;
  readonly by: KeyId;
}

/** Somebody decided knowing an author's chain up to this number. */
interface Seen {
  readonly author: KeyId;
  readonly seq: number;
  readonly by: KeyId;
}

/** Undefined where the record is no review, or one that says that it is of another record than its id does. */
export function reviewMarkOf(state: RecordState): ReviewMark | undefined {
  if (state.kind !== REVIEW_KIND) return undefined;
  const about = shownValue(state.cells['about']);
  if (!isRecordId(about) || reviewIdOf(about) !== state.id) return undefined;
  return {
    about,
    decisions: (state.cells['decision']?.writes ?? []).flatMap(saidIn),
    seen: Object.entries(state.cells).flatMap(([path, cell]) => seenIn(path, cell)),
    notes: reviewNotesOf(state).map(({ by, isDone }) => ({ by, isDone })),
  };
}

/**
 * new        nobody with the role has said anything
 * returned   asked of its author                answered  and its author answered, or changed it since
 * approved   nothing is asked any more          changed   and it was changed since
 * disputed   reviewers say different things
 */
export type ReviewState = 'new' | 'returned' | 'answered' | 'approved' | 'changed' | 'disputed';

export interface Reviewed {
  /** what was written in the record: each changeset's place in its author's chain */
  readonly written: readonly { readonly author: KeyId; readonly seq: number }[];
  readonly isReviewer: (kid: KeyId) => boolean;
}

/** Whether its author has something to answer: they may have changed the record meanwhile for another reason. */
export const isAsked = (mark: ReviewMark, isReviewer: Reviewed['isReviewer']): boolean =>
  mark.decisions.some(({ decision, by }) => decision === RETURNED && isReviewer(by)) &&
  mark.notes.some(({ by, isDone }) => !isDone && isReviewer(by));

export function reviewStateOf(mark: ReviewMark | undefined, { written, isReviewer }: Reviewed): ReviewState {
  const decisions = mark?.decisions.filter(({ by }) => isReviewer(by)) ?? [];
  const [first, ...others] = decisions;
  if (mark === undefined || first === undefined) return 'new';
  if (others.some(({ decision }) => decision !== first.decision)) return 'disputed';
  const heads = new Map<KeyId, number>();
  for (const { author, seq, by } of mark.seen) {
    if (isReviewer(by)) heads.set(author, Math.max(seq, heads.get(author) ?? 0));
  }
  const isChanged = written.some(({ author, seq }) => seq > (heads.get(author) ?? 0));
  if (first.decision !== RETURNED) return isChanged ? 'changed' : 'approved';
  const asked = mark.notes.filter(({ by }) => isReviewer(by));
  const isAnswered = asked.length > 0 && asked.every(({ isDone }) => isDone);
  return isChanged || isAnswered ? 'answered' : 'returned';
}

/** Whether an author's role and scope let them decide about a record of these places and objectives. */
export function mayReview(
  author: Pick<Author, 'scope'> | null | undefined,
  about: { readonly objectives: readonly number[]; readonly countries: readonly string[] },
): boolean {
  const scope = author?.scope;
  if (scope === undefined || !scope.roles.some((role) => role === 'secretariat' || role === 'coordinator'))
    return false;
  const tables = about.objectives.flatMap((objective) => mesaOfObjective(objective)?.n ?? []);
  return isWithin(scope.mesas, tables) && isWithin(scope.countries, about.countries);
}

/** An empty scope is everything; a record that says nothing of it is anybody's. */
const isWithin = <T>(scope: readonly T[], said: readonly T[]): boolean =>
  scope.length === 0 || said.length === 0 || said.some((each) => scope.includes(each));

export interface ReviewNote {
  readonly id: string;
  readonly by: KeyId;
  /** path of the cell it is about; '' for the whole record */
  readonly field: string;
  readonly words: string;
  readonly answer: string;
  readonly answeredBy: KeyId | null;
  readonly isDone: boolean;
}

/** In their order. A note without words is none. */
export function reviewNotesOf({ cells }: Pick<RecordState, 'cells'>): readonly ReviewNote[] {
  const ids = new Set(
    Object.keys(cells).flatMap((path) => {
      const [key, id] = componentsOf(path);
      return key === 'notes' && id !== undefined ? [id] : [];
    }),
  );
  return [...ids].sort().flatMap((id) => {
    const cell = (name: string): CellState | undefined => cells[pathOf('notes', id, name)];
    const by = cell('words')?.writes[0]?.author;
    const words = textIn(cell('words'));
    if (by === undefined || words === '') return [];
    const answered = cell('answer')?.writes[0]?.author ?? cell('done')?.writes[0]?.author ?? null;
    const isDone = shownValue(cell('done')) === true;
    return [
      { id, by, field: textIn(cell('field')), words, answer: textIn(cell('answer')), answeredBy: answered, isDone },
    ];
  });
}

/** Cells to write, each naming what it replaces. */
export type Writes = { readonly [path: string]: { readonly value: Json; readonly replaces: readonly ChangesetId[] } };

/** How far the chains of a record's authors are known: what a decision is made over. */
export const headsKnown = (
  logs: Pick<ReadonlyMap<KeyId, AuthorLog>, 'get'>,
  { authors }: Pick<RecordState, 'authors'>,
): ReadonlyMap<KeyId, number> =>
  new Map(
    authors.flatMap((author): [KeyId, number][] => {
      const log = logs.get(author);
      const head = log === undefined ? undefined : headOf(log);
      return head === undefined ? [] : [[author, head.seq]];
    }),
  );

/** @param heads see `headsKnown` */
export function decisionWrites(
  state: RecordState | undefined,
  about: RecordId,
  decision: Decision,
  heads: ReadonlyMap<KeyId, number>,
): Writes {
  const seen = [...heads].map(([author, seq]): [string, Json] => [pathOf('seen', `${author}:${seq}`), listed(0)]);
  return { ...begun(state, about), ...changed(state, seen), ...written(state, [['decision', decision]]) };
}

/** @param salt a few characters of [0-9A-Za-z] that nobody else's notes have */
export function noteWrites(
  state: RecordState | undefined,
  about: RecordId,
  notes: readonly { readonly field: string; readonly words: string }[],
  salt: string,
): Writes {
  let last = Object.keys(state?.cells ?? {}).reduce<string | null>((greatest, path) => {
    const [key, id] = componentsOf(path);
    return key === 'notes' && id !== undefined && (greatest === null || id > greatest) ? id : greatest;
  }, null);
  const cells = notes.flatMap(({ field, words }): [string, Json][] => {
    last = elementIdBetween(last, null, salt);
    const said: [string, Json] = [pathOf('notes', last, 'words'), words];
    return field === '' ? [said] : [[pathOf('notes', last, 'field'), field], said];
  });
  return { ...begun(state, about), ...written(state, cells) };
}

export const answerWrites = (
  state: RecordState,
  answers: readonly { readonly note: string; readonly words: string }[],
): Writes =>
  changed(
    state,
    answers.flatMap(({ note, words }): [string, Json][] => {
      const done: [string, Json] = [pathOf('notes', note, 'done'), true];
      return words === '' ? [done] : [[pathOf('notes', note, 'answer'), words], done];
    }),
  );

/** A review is whole as soon as it is begun: nobody finishes it. */
const begun = (state: RecordState | undefined, about: RecordId): Writes =>
  changed(state, [
    ['about', about],
    [FINISHED_CELL, true],
  ]);

const written = (state: RecordState | undefined, cells: readonly (readonly [string, Json])[]): Writes =>
  Object.fromEntries(cells.map(([path, value]) => [path, { value, replaces: replacing(state?.cells[path]) }]));

/** Without those that say so already. */
const changed = (state: RecordState | undefined, cells: readonly (readonly [string, Json])[]): Writes =>
  written(
    state,
    cells.filter(([path, value]) => {
      const live = state?.cells[path]?.writes ?? [];
      return live.length === 0 || live.some((write) => !sameMeaning(write.value, value));
    }),
  );

const saidIn = ({ value, author }: Write): readonly Said[] =>
  typeof value === 'string' ? [{ decision: value, by: author }] : [];

function seenIn(path: string, cell: CellState): readonly Seen[] {
  const [key, element = ''] = path.startsWith('seen.') ? componentsOf(path) : [];
  const [author = '', number = ''] = element.split(':');
  const seq = Number(number);
  if (key === undefined || !Number.isSafeInteger(seq)) return [];
  return cell.writes.flatMap(({ value, author: by }) => (value === null ? [] : [{ author: author as KeyId, seq, by }]));
}

function textIn(cell: CellState | undefined): string {
  const value = shownValue(cell);
  return typeof value === 'string' ? value : '';
}
