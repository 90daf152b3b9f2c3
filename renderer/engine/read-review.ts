// What reviewing reads: the queue by table and country, one record's review, and what came back to this device.
// Who may decide is read from the roster each time: nothing that depends on it is stored.

import type { RecordId } from '#shared/base/ids.ts';
import { isAsked, mayReview, type ReviewNote, reviewIdOf, reviewNotesOf } from '#shared/merge/review.ts';
import type { RecordState } from '#shared/merge/state.ts';
import { mesaOfObjective, mesas } from '#shared/mechanism/compact.ts';
import type { RecordLine } from '../store/record-line.ts';
import { authorView } from './authors.ts';
import { type Catalogue, reviewStateIn } from './catalogue.ts';
import type { RecordRow } from './record-views.ts';
import type { NoteView, QueueEntry, QueueQuery, QueueView, ReturnedView, ReviewView } from './review-views.ts';
import { selfOf, type Session } from './session.ts';
import { REPORT, type ReportMade } from './shelf-names.ts';

const SHOWN = 50;
const ORDER = { disputed: 0, answered: 1, changed: 2, new: 3 } as const;

export async function readQueue(session: Session, catalogue: Catalogue, query: QueueQuery): Promise<QueueView> {
  const self = selfOf(session);
  const roles = self?.scope.roles ?? [];
  const isReviewer = roles.includes('secretariat') || roles.includes('coordinator');
  if (!isReviewer) {
    return { isReviewer, entries: [], total: 0, mesas: [], countries: [], returned: 0, approved: 0 };
  }
  const mine = (await catalogue.rows()).filter(
    (row) => row.finished && !row.deleted && row.fromOthers && mayReview(self, row),
  );
  const waiting = mine.flatMap((row): readonly Waiting[] => {
    const state = row.review ?? 'new';
    return state === 'returned' || state === 'approved' ? [] : [{ row, state }];
  });
  const wanted = waiting.filter(
    ({ row }) =>
      (query.mesa === undefined || tablesOf(row).includes(query.mesa)) &&
      (query.country === undefined || row.countries.includes(query.country)),
  );
  wanted.sort((a, b) => ORDER[a.state] - ORDER[b.state] || a.row.lamport - b.row.lamport);
  return {
    isReviewer,
    total: wanted.length,
    entries: wanted.slice(0, query.count ?? SHOWN).map(({ row, state }) => ({
      row,
      state,
      authors: (session.ledger.store.records.summaries.get(row.id)?.authors ?? []).map((kid) =>
        authorView(session, kid),
      ),
    })),
    mesas: mesas.map(({ n }) => ({ mesa: n, records: waiting.filter(({ row }) => tablesOf(row).includes(n)).length })),
    countries: countriesOf(waiting),
    returned: mine.filter(({ review }) => review === 'returned').length,
    approved: mine.filter(({ review }) => review === 'approved').length,
  };
}

type Waiting = Pick<QueueEntry, 'row' | 'state'>;

const tablesOf = ({ objectives }: Pick<RecordRow, 'objectives'>): readonly number[] =>
  objectives.flatMap((objective) => mesaOfObjective(objective)?.n ?? []);

function countriesOf(waiting: readonly Waiting[]): QueueView['countries'] {
  const counts = new Map<string, number>();
  for (const { row } of waiting) {
    for (const country of row.countries) counts.set(country, (counts.get(country) ?? 0) + 1);
  }
  return [...counts]
    .map(([country, records]) => ({ country, records }))
    .sort((a, b) => b.records - a.records || (a.country < b.country ? -1 : 1));
}

export async function readReview(session: Session, id: RecordId): Promise<ReviewView | null> {
  const { summaries } = session.ledger.store.records;
  const line = summaries.get(id);
  if (line === undefined || line.review !== undefined) return null;
  const state = await session.ledger.store.records.get(reviewIdOf(id));
  const mark = summaries.get(reviewIdOf(id))?.review;
  const isReviewer = reviewerOf(session, line);
  return {
    state: reviewStateIn(session, line, mark),
    decisions: (mark?.decisions ?? []).map(({ decision, by }) => ({
      decision,
      by: authorView(session, by),
      counts: isReviewer(by),
    })),
    notes: mark === undefined || state === undefined ? [] : notesOf(session, line, state),
    mayReview: line.finished && mayReview(selfOf(session), line),
    isAsked: mark !== undefined && isOwn(session, line) && isAsked(mark, isReviewer),
    reports: reportsWith(session, id, line.lamport),
  };
}

/** Tables saved here that it was in; `isSame`: as it is now. */
function reportsWith({ ledger }: Session, id: RecordId, lamport: number): ReviewView['reports'] {
  return ledger.store.shelf
    .under(REPORT)
    .flatMap(([, value]): ReviewView['reports'] => {
      const { name, at, versions } = value as object as ReportMade;
      const version = versions[id];
      return version === undefined ? [] : [{ name, at, isSame: version === lamport }];
    })
    .reverse();
}

/** Records of this device about which something is asked, the newest question first. */
export async function readReturned(session: Session, catalogue: Catalogue): Promise<readonly ReturnedView[]> {
  const { records } = session.ledger.store;
  const reviews = [...records.summaries.values()]
    .flatMap(({ review, lamport }) => {
      const line = review === undefined ? undefined : records.summaries.get(review.about);
      const isWaiting =
        review !== undefined &&
        line?.deleted === false &&
        isOwn(session, line) &&
        isAsked(review, reviewerOf(session, line));
      return isWaiting ? [{ about: review.about, line, lamport }] : [];
    })
    .sort((a, b) => b.lamport - a.lamport);
  const returned: ReturnedView[] = [];
  for (const { about, line } of reviews) {
    const row = await catalogue.row(about);
    const state = await records.get(reviewIdOf(about));
    if (row === undefined || state === undefined) continue;
    const notes = notesOf(session, line, state).filter((note) => note.isAsked && !note.isDone);
    returned.push({ row, notes });
  }
  return returned;
}

const isOwn = ({ device }: Session, { authors }: RecordLine): boolean => authors.includes(device.kid);

const reviewerOf =
  ({ trust }: Session, line: RecordLine) =>
  (kid: ReviewNote['by']): boolean =>
    mayReview(trust.authors.get(kid), line);

function notesOf(session: Session, line: RecordLine, state: RecordState): readonly NoteView[] {
  const isReviewer = reviewerOf(session, line);
  return reviewNotesOf(state).map((note) => ({
    ...note,
    by: authorView(session, note.by),
    answeredBy: note.answeredBy === null ? null : authorView(session, note.answeredBy),
    isAsked: isReviewer(note.by),
  }));
}
