// The records in memory, one row each, with open drafts over them: what lists, the board, Today and search are
// made of. Rows are made in slices when first asked for and kept until what they say changes; what they amount to is
// kept with them (standing.ts, review-queue.ts). So a question costs what changed since the last one.

import type { KeyId, RecordId } from '#shared/base/ids.ts';
import { lamportAfter } from '#shared/log/changeset.ts';
import type { Trust } from '#shared/log/roster.ts';
import { isAsked, mayReview, type ReviewMark, type ReviewState, reviewStateOf } from '#shared/merge/review.ts';
import { sameEvents, type SameEvents } from '#shared/merge/same-event.ts';
import type { RecordLine } from '../store/record-line.ts';
import { cellsToLine, type CellsLine } from '../store/record-line.ts';
import { deliveryLedgerOf, type DeliveryLedger, type Reached } from './delivery-ledger.ts';
import { secretariatsOf } from './heard-receipts.ts';
import type { RecordRow, RecordState } from './record-views.ts';
import type { Draft } from './drafts.ts';
import { languageNow, recordNow, shownNow } from './record-now.ts';
import { makeReviewQueue, type ReviewQueue } from './review-queue.ts';
import { isOwn, isSecretariat, selfOf, type Session } from './session.ts';
import { eachInSlices } from './slices.ts';
import { makeStanding, type RowFacts, type Standing } from './standing.ts';

export interface Catalogue {
  /** Every record, in no order; reviews are no records to a person. */
  rows(): Promise<readonly RecordRow[]>;
  /** Reviews as rows, each with the title of the record that it is about. */
  reviews(): Promise<readonly RecordRow[]>;
  row(id: RecordId): Promise<RecordRow | undefined>;
  /** What the cells say now, drafts included. */
  line(id: string): CellsLine | undefined;
  /** What is merged of it, without the draft over it. */
  stored(id: string): RecordLine | undefined;
  /** What all rows amount to; follows them. */
  standing(): Promise<Standing>;
  /** What waits for this device to review it. */
  queue(): Promise<ReviewQueue>;
  deliveries(): DeliveryLedger;
  /** Which records people said to be of one event. */
  events(): SameEvents;
  /** These records changed; or all may be others now. */
  forget(records: Iterable<string> | 'all'): void;
  /**
   * Forgets what is known of deliveries.
   * @param states whose state may be another now: these records, or all
   */
  forgetDeliveries(states: Iterable<string> | 'all'): void;
  /** rises whenever a row may have changed */
  readonly version: number;
}

interface Drafted {
  readonly draft: Draft;
  readonly base: RecordLine | undefined;
  readonly line: CellsLine;
}

export function makeCatalogue(session: Session): Catalogue {
  const rows = new Map<string, RecordRow>();
  const reviewRows = new Map<string, RecordRow>();
  /** to be made anew */
  const stale = new Set<string>();
  const reviews = new Map<string, { readonly id: string; readonly mark: ReviewMark }>();
  const aboutOf = new Map<string, string>();
  const drafted = new Map<string, Drafted>();
  const standing = makeStanding();
  const queue = makeReviewQueue();
  let settling: Promise<void> | undefined;
  let deliveries: DeliveryLedger | undefined;
  let trusted: Trusted | undefined;
  let version = 0;
  let list: readonly RecordRow[] | undefined;
  let reviewList: readonly RecordRow[] | undefined;
  let events: { readonly of: number; readonly value: SameEvents } | undefined;

  const lines = (): ReadonlyMap<string, RecordLine> => session.ledger.store.records.summaries;

  /** The lines of records with open drafts follow the drafts. */
  async function followDrafts(): Promise<void> {
    const open = new Set<string>();
    for (const draft of session.ledger.drafts.all()) {
      open.add(draft.record);
      const known = drafted.get(draft.record);
      const base = lines().get(draft.record);
      if (known?.draft === draft && known.base === base) continue;
      const now = await recordNow(session, draft.record);
      if (now === undefined) continue;
      drafted.set(draft.record, { draft, base, line: cellsToLine(now.kind, shownNow(now), languageNow(now)) });
      outdate([draft.record]);
    }
    for (const record of drafted.keys()) {
      if (open.has(record)) continue;
      drafted.delete(record);
      outdate([record]);
    }
  }

  function outdate(ids: Iterable<string>): void {
    version++;
    for (const id of ids) stale.add(id);
  }

  /** By the record that a review is about: asked of every row, so not looked for by hashing its id. */
  function noteReview(id: string): void {
    const before = aboutOf.get(id);
    if (before !== undefined) {
      reviews.delete(before); // it may say nothing of it any more
      aboutOf.delete(id);
      outdate([before]);
    }
    const review = lines().get(id)?.review;
    if (review === undefined) return;
    reviews.set(review.about, { id, mark: review });
    aboutOf.set(id, review.about);
    outdate([review.about]);
  }

  function outdateAll(): void {
    outdate([...rows.keys(), ...reviewRows.keys(), ...lines().keys()]);
  }

  /** Who is whom decides about states and reviews: rows that say another thing now are made anew. */
  function followTrust(): void {
    if (trusted?.trust === session.trust) return;
    const before = trusted;
    trusted = trustedIn(session);
    if (before === undefined) return;
    deliveries = undefined;
    if (before.self !== trusted.self || before.secretariats !== trusted.secretariats) outdateAll();
    else {
      const changed = changedAuthors(before.trust, trusted.trust);
      if (changed.size === 0) return;
      for (const [about, { mark }] of reviews) if (isSaidByAny(mark, changed)) outdate([about]);
    }
  }

  /** Makes what is stale anew. */
  async function settle(): Promise<void> {
    followTrust();
    await followDrafts();
    while (stale.size > 0) {
      settling ??= eachInSlices(stale, renew).finally(() => {
        settling = undefined;
      });
      await settling;
    }
  }

  function renew(id: string): void {
    stale.delete(id);
    const line = lines().get(id);
    const isReview = line?.review !== undefined;
    const row = rowOf(id);
    const facts: RowFacts = {
      isReview,
      isOwn:
        session.ledger.drafts.get(id) !== undefined ||
        (line !== undefined && isWrittenBy(session, line, (author) => isOwn(session, author))),
      isAsked: line !== undefined && isAskedOf(session, line, reviews.get(id)?.mark),
      isKeptHere: line?.keptHere === true,
    };
    standing.change(id, row, facts, rows.get(id));
    queue.change(id, isReview ? undefined : row, row !== undefined && mayReview(selfOf(session), row));
    rows.delete(id);
    reviewRows.delete(id);
    if (row !== undefined) (isReview ? reviewRows : rows).set(id, row);
    list = undefined;
    reviewList = undefined;
  }

  const deliveriesNow = (): DeliveryLedger => (deliveries ??= deliveryLedgerOf(session));

  function rowOf(id: string): RecordRow | undefined {
    const line = lines().get(id);
    const draft = drafted.get(id);
    const says = draft?.line ?? line;
    if (says === undefined) return undefined;
    const about = line?.review?.about;
    const review = line === undefined ? 'new' : reviewStateIn(session, line, reviews.get(id)?.mark);
    return {
      id: id as RecordId,
      kind: says.kind,
      title: about === undefined ? says.title : (lines().get(about)?.title ?? ''),
      date: says.dateText,
      objectives: says.objectives,
      countries: says.countries,
      organisation: says.organisation ?? '',
      state: stateOf(session, line, draft?.draft, deliveriesNow()),
      finished: line?.finished === true,
      deleted: line?.deleted === true,
      ...(line?.withdrawn === 'erased' ? { withdrawn: true as const } : {}),
      conflicts: line?.conflicts ?? 0,
      ...(review === 'new' ? {} : { review }),
      fromOthers: line !== undefined && isWrittenBy(session, line, (author) => !isOwn(session, author)),
      lamport: draft === undefined ? (line?.lamport ?? 0) : lamportAfter(session.ledger.store.greatestLamport),
      changedAt: draft?.draft.at ?? line?.at?.time ?? '',
      language: says.language,
    };
  }

  for (const id of lines().keys()) noteReview(id);
  outdateAll();

  return {
    get version() {
      return version;
    },
    async rows() {
      await settle();
      return (list ??= [...rows.values()]);
    },
    async reviews() {
      await settle();
      return (reviewList ??= [...reviewRows.values()]);
    },
    async row(id) {
      followTrust();
      await followDrafts();
      if (stale.has(id)) renew(id);
      return rows.get(id) ?? reviewRows.get(id);
    },
    stored: (id) => lines().get(id),
    line: (id) => drafted.get(id)?.line ?? lines().get(id),
    async standing() {
      await settle();
      return standing.now;
    },
    async queue() {
      await settle();
      return queue;
    },
    deliveries() {
      followTrust();
      return deliveriesNow();
    },
    events() {
      if (events?.of !== version) events = { of: version, value: sameEvents(lines()) };
      return events.value;
    },
    forget(records) {
      if (records === 'all') {
        deliveries = undefined;
        reviews.clear();
        aboutOf.clear();
        for (const id of lines().keys()) noteReview(id);
        outdateAll();
        return;
      }
      for (const record of records) {
        outdate([record]);
        noteReview(record);
        const own = reviews.get(record)?.id; // its title is the record's
        if (own !== undefined) outdate([own]);
      }
    },
    forgetDeliveries(states) {
      deliveries = undefined;
      if (isSecretariat(session)) return; // what it has is merged
      if (states === 'all') outdateAll();
      else outdate(states);
    },
  };
}

/** As much of trust as rows say. */
interface Trusted {
  readonly trust: Trust;
  /** what this device may do */
  readonly self: string;
  readonly secretariats: string;
}

const trustedIn = (session: Session): Trusted => ({
  trust: session.trust,
  self: JSON.stringify(selfOf(session)?.scope ?? null),
  secretariats: [...secretariatsOf(session)].sort().join(),
});

/** Who may do something else than before. */
function changedAuthors(before: Trust, now: Trust): ReadonlySet<KeyId> {
  const scopeIn = ({ authors }: Trust, kid: KeyId): string => JSON.stringify(authors.get(kid)?.scope ?? null);
  const all = new Set([...before.authors.keys(), ...now.authors.keys()]);
  return new Set([...all].filter((kid) => scopeIn(before, kid) !== scopeIn(now, kid)));
}

const isSaidByAny = ({ decisions, seen, notes }: ReviewMark, authors: ReadonlySet<KeyId>): boolean =>
  [...decisions, ...seen, ...notes].some(({ by }) => authors.has(by));

const isAskedOf = (session: Session, line: RecordLine, mark: ReviewMark | undefined): boolean =>
  mark !== undefined && isAsked(mark, (kid) => mayReview(session.trust.authors.get(kid), line));

/** Whether any such author wrote in a record: who only translated it, or said that it is of one event, did not. */
export function isWrittenBy(
  { ledger }: Pick<Session, 'ledger'>,
  { authors, changesets, aside }: RecordLine,
  isSuch: (author: KeyId) => boolean,
): boolean {
  if (!authors.some(isSuch)) return false;
  if (aside === undefined) return true;
  const beside = new Set(aside);
  return changesets.some((changeset) => {
    const author = beside.has(changeset) ? undefined : ledger.store.log.summaries.at(changeset)?.author;
    return author !== undefined && isSuch(author);
  });
}

/** @param review that of the record of this line, where it has one */
export function reviewStateIn(session: Session, line: RecordLine, review: ReviewMark | undefined): ReviewState {
  if (review === undefined) return 'new';
  const { log } = session.ledger.store;
  const aside = new Set(line.aside);
  return reviewStateOf(review, {
    written: line.changesets.flatMap((changeset) => (aside.has(changeset) ? [] : (log.summaries.at(changeset) ?? []))),
    isReviewer: (kid) => mayReview(session.trust.authors.get(kid), line),
  });
}

/**
 * Of the changesets of this device with something to give: the one that got least far. Of a record without any
 * (others wrote it), the same of theirs.
 */
function stateOf(
  session: Session,
  line: RecordLine | undefined,
  draft: Draft | undefined,
  sent: DeliveryLedger,
): RecordState {
  if (line === undefined || !line.finished || (draft !== undefined && Object.keys(draft.cells).length > 0))
    return 'draft';
  if (isSecretariat(session)) return 'merged';
  const { log } = session.ledger.store;
  const marks = line.changesets.flatMap((changeset) => log.summaries.at(changeset) ?? []);
  const given = marks.filter(({ here }) => here.some((level) => level !== 'personal'));
  const own = given.filter(({ author }) => isOwn(session, author));
  const counting = own.length > 0 ? own : given.length > 0 ? given : marks;
  return STATE_OF[leastOf(counting.map((mark) => sent.reachedBy(mark)))];
}

const ORDER: readonly Reached[] = ['here', 'packed', 'delivered', 'merged'];
const STATE_OF: Readonly<Record<Reached, RecordState>> = {
  here: 'saved',
  packed: 'packed',
  delivered: 'delivered',
  merged: 'merged',
};

const leastOf = (reached: readonly Reached[]): Reached => ORDER.find((each) => reached.includes(each)) ?? 'here';
