// What reviewing reads: the queue by table and country, one record's review, and what came back to this device.
// Who may decide is read from the roster each time: nothing that depends on it is stored.

import type { RecordId } from '#shared/base/ids.ts';
import { isAsked, mayReview, type ReviewNote, reviewIdOf, reviewNotesOf } from '#shared/merge/review.ts';
import type { RecordState } from '#shared/merge/state.ts';
import type { RecordLine } from '../store/record-line.ts';
import { authorView } from './authors.ts';
import { type Catalogue, isWrittenBy, reviewStateIn } from './catalogue.ts';
import {
  type NoteView,
  type QueueQuery,
  type QueueView,
  REVIEW_PAGE,
  type ReturnedView,
  type ReviewView,
} from './review-views.ts';
import { isOwn, selfOf, type Session } from './session.ts';
import { REPORT, type ReportMade } from './shelf-names.ts';

export async function readQueue(session: Session, catalogue: Catalogue, query: QueueQuery): Promise<QueueView> {
  const roles = selfOf(session)?.scope.roles ?? [];
  const isReviewer = roles.includes('secretariat') || roles.includes('coordinator');
  if (!isReviewer) {
    return { isReviewer, entries: [], total: 0, mesas: [], countries: [], returned: 0, approved: 0 };
  }
  const queue = await (await catalogue.queue()).read(query, query.count ?? REVIEW_PAGE);
  return {
    ...queue,
    isReviewer,
    entries: queue.entries.map(({ row, state }) => ({
      row,
      state,
      authors: (session.ledger.store.records.summaries.get(row.id)?.authors ?? []).map((kid) =>
        authorView(session, kid),
      ),
    })),
  };
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
    isAsked: mark !== undefined && isOwnRecord(session, line) && isAsked(mark, isReviewer),
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
  const { returned } = await catalogue.standing();
  const views: (ReturnedView & { readonly lamport: number })[] = [];
  for (const row of returned.values()) {
    const id = reviewIdOf(row.id);
    const line = records.summaries.get(row.id);
    const state = await records.get(id);
    if (line === undefined || state === undefined) continue;
    const notes = notesOf(session, line, state).filter((note) => note.isAsked && !note.isDone);
    views.push({ row, notes, lamport: records.summaries.get(id)?.lamport ?? 0 });
  }
  return views.sort((a, b) => b.lamport - a.lamport).map(({ row, notes }) => ({ row, notes }));
}

const isOwnRecord = (session: Session, line: RecordLine): boolean =>
  isWrittenBy(session, line, (author) => isOwn(session, author));

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
