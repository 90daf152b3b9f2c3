// What a reviewer says of records, and what an author answers: signed changes of their reviews (shared/merge/review.ts),
// all of one sitting in one changeset. Only who has the role may decide; anybody may leave a comment or answer.

import { bytesToBase64url } from '#shared/base/bytes.ts';
import type { RecordId } from '#shared/base/ids.ts';
import { err } from '#shared/base/result.ts';
import { LANGUAGE_CELL } from '#shared/log/change.ts';
import { canBeCarried } from '#shared/log/sittings.ts';
import {
  answerWrites,
  approvalOf,
  decisionWrites,
  headsKnown,
  mayReview,
  noteWrites,
  RETURNED,
  reviewIdOf,
  type Writes,
} from '#shared/merge/review.ts';
import type { RecordState } from '#shared/merge/state.ts';
import { REVIEW_KIND } from '#shared/record/kinds.ts';
import type { RecordLine } from '../store/record-line.ts';
import { activityChange } from '../engine/activity.ts';
import type { Saved } from '../engine/door.ts';
import { languageOf } from '../engine/language.ts';
import type { NoteToWrite } from '../engine/review-views.ts';
import { type Done, saved, selfOf, type Session } from '../engine/session.ts';
import { TOO_LONG } from './edit-record.ts';
import { type RecordWrites, writeSeveral } from './write-changes.ts';

/** Of records one may not review, none is approved. */
export const approveRecords = (session: Session, records: readonly RecordId[]): Done<Saved> =>
  review(session, records, 'approved', (state, about, line) =>
    decisionWrites(state, about, approvalOf(line.kind), headsKnown(session.ledger.store.logs, line)),
  );

export const returnRecord = (session: Session, record: RecordId, notes: readonly NoteToWrite[]): Done<Saved> =>
  review(session, [record], 'returned', (state, about, line) => ({
    ...noteWrites(state, about, clean(notes), freshSalt()),
    ...decisionWrites(state, about, RETURNED, headsKnown(session.ledger.store.logs, line)),
  }));

export const commentOn = (session: Session, record: RecordId, note: NoteToWrite): Done<Saved> =>
  review(session, [record], 'commented', (state, about) => noteWrites(state, about, clean([note]), freshSalt()));

/** @param answers by the id of the note; words may be empty */
export const answerReview = (
  session: Session,
  record: RecordId,
  answers: readonly { readonly note: string; readonly words: string }[],
): Done<Saved> =>
  review(session, [record], 'answered', (state) =>
    state === undefined
      ? {}
      : answerWrites(
          state,
          answers.map(({ note, words }) => ({ note, words: plain(words) })),
        ),
  );

type Doing = 'approved' | 'returned' | 'commented' | 'answered';

const ACTIVITY = {
  approved: 'approvedRecords',
  returned: 'returnedRecord',
  commented: 'commentedRecord',
  answered: 'answeredReview',
} as const satisfies Readonly<Record<Doing, string>>;

function review(
  session: Session,
  records: readonly RecordId[],
  doing: Doing,
  writesFor: (state: RecordState | undefined, about: RecordId, line: RecordLine) => Writes,
): Done<Saved> {
  const { ledger } = session;
  return ledger.exclusive(async () => {
    const language = await languageOf(session);
    const writes: RecordWrites[] = [];
    for (const about of new Set(records)) {
      const line = ledger.store.records.summaries.get(about);
      if (line === undefined || line.review !== undefined) return err({ type: 'noSuchRecord' });
      const isDeciding = doing === 'approved' || doing === 'returned';
      if (isDeciding && !mayReview(selfOf(session), line))
        return err({ type: 'refused', reason: { type: 'notAReviewer' } });
      const id = reviewIdOf(about);
      const state = await ledger.store.records.get(id);
      const cells = writesFor(state, about, line);
      if (!Object.values(cells).every(({ value }) => canBeCarried(value))) return err(TOO_LONG);
      if (Object.keys(cells).length === 0) continue;
      const begun = state === undefined ? { [LANGUAGE_CELL]: { value: language, replaces: [] } } : {};
      writes.push({ now: { id, kind: REVIEW_KIND, state, draft: undefined }, cells: { ...begun, ...cells } });
    }
    if (writes.length === 0) return saved(session);
    const facts = { records: writes.length };
    return writeSeveral(session, writes, null, activityChange(session, ACTIVITY[doing], facts));
  });
}

/** How far this device knows the chains of those who wrote in a record. */
const clean = (notes: readonly NoteToWrite[]): readonly NoteToWrite[] =>
  notes.map(({ field, words }) => ({ field, words: plain(words) })).filter(({ words }) => words !== '');

const plain = (words: string): string => words.toWellFormed().trim();

/** Letters only: nothing of it is read as the end of an id. */
const freshSalt = (): string => bytesToBase64url(crypto.getRandomValues(new Uint8Array(4))).replaceAll(/[-_]/g, 'x');
