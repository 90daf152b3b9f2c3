// The records in memory, one row each, with open drafts over them: what lists, the board, Today and search are
// made of. Rows are made when first asked for and kept until what they say changes.

import type { RecordId } from '#shared/base/ids.ts';
import { lamportAfter } from '#shared/log/changeset.ts';
import { mayReview, type ReviewMark, type ReviewState, reviewStateOf } from '#shared/merge/review.ts';
import { sameEvents, type SameEvents } from '#shared/merge/same-event.ts';
import type { RecordLine } from '../store/record-line.ts';
import { cellsToLine, type CellsLine } from '../store/record-line.ts';
import { deliveryLedgerOf, type DeliveryLedger, type Reached } from './delivery-ledger.ts';
import type { RecordRow, RecordState } from './record-views.ts';
import type { Draft } from './drafts.ts';
import { languageNow, recordNow, shownNow } from './record-now.ts';
import { isSecretariat, type Session } from './session.ts';

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
  /** records that an answer of their own keeps on this device */
  countKeptHere(): number;
  deliveries(): DeliveryLedger;
  /** Which records people said to be of one event. */
  events(): SameEvents;
  /** Forgets rows: of these records, or all of them (states depend on receipts, names on trust). */
  forget(records: Iterable<string> | 'all'): void;
  /** Forgets what is known of deliveries, and no row. */
  forgetDeliveries(): void;
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
  const drafted = new Map<string, Drafted>();
  let deliveries: DeliveryLedger | undefined;
  let version = 0;
  let reviews: { readonly of: number; readonly value: ReturnType<typeof reviewsOf> } | undefined;
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
      rows.delete(draft.record);
      version++;
    }
    for (const record of drafted.keys()) {
      if (open.has(record)) continue;
      drafted.delete(record);
      rows.delete(record);
      version++;
    }
  }

  /** By the record that they are about: asked of every row, so not looked for by hashing its id. */
  function reviewsOf(): ReadonlyMap<string, { readonly id: string; readonly mark: ReviewMark }> {
    if (reviews?.of === version) return reviews.value;
    const value = new Map<string, { readonly id: string; readonly mark: ReviewMark }>();
    for (const [id, { review }] of lines()) if (review !== undefined) value.set(review.about, { id, mark: review });
    reviews = { of: version, value };
    return value;
  }

  const deliveriesNow = (): DeliveryLedger => (deliveries ??= deliveryLedgerOf(session));

  function rowOf(id: string): RecordRow | undefined {
    const known = rows.get(id);
    if (known !== undefined) return known;
    const line = lines().get(id);
    const draft = drafted.get(id);
    const says = draft?.line ?? line;
    if (says === undefined) return undefined;
    const about = line?.review?.about;
    const review = line === undefined ? 'new' : reviewStateIn(session, line, reviewsOf().get(id)?.mark);
    const row: RecordRow = {
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
      conflicts: line?.conflicts ?? 0,
      ...(review === 'new' ? {} : { review }),
      fromOthers: line?.authors.some((author) => author !== session.device.kid) === true,
      lamport: draft === undefined ? (line?.lamport ?? 0) : lamportAfter(session.ledger.store.greatestLamport),
      changedAt: draft?.draft.at ?? line?.at?.time ?? '',
      language: says.language,
    };
    rows.set(id, row);
    return row;
  }

  return {
    get version() {
      return version;
    },
    async rows() {
      await followDrafts();
      const ids = new Set([...lines().keys(), ...drafted.keys()]);
      return [...ids].flatMap((id) => (lines().get(id)?.review === undefined ? (rowOf(id) ?? []) : []));
    },
    async reviews() {
      await followDrafts();
      return [...lines()].flatMap(([id, { review }]) => (review === undefined ? [] : (rowOf(id) ?? [])));
    },
    async row(id) {
      await followDrafts();
      return rowOf(id);
    },
    stored: (id) => lines().get(id),
    line: (id) => drafted.get(id)?.line ?? lines().get(id),
    countKeptHere: () => [...lines().values()].filter(({ keptHere, deleted }) => keptHere && !deleted).length,
    deliveries: deliveriesNow,
    events() {
      if (events?.of !== version) events = { of: version, value: sameEvents(lines()) };
      return events.value;
    },
    forget(records) {
      version++;
      if (records !== 'all') {
        for (const record of records) {
          rows.delete(record);
          rows.delete(lines().get(record)?.review?.about ?? '');
          rows.delete(reviewsOf().get(record)?.id ?? ''); // its title is the record's
        }
        return;
      }
      rows.clear();
      deliveries = undefined;
    },
    forgetDeliveries() {
      deliveries = undefined;
    },
  };
}

/** @param review that of the record of this line, where it has one */
export function reviewStateIn(session: Session, line: RecordLine, review: ReviewMark | undefined): ReviewState {
  if (review === undefined) return 'new';
  const { log } = session.ledger.store;
  const aside = new Set(line.aside);
  return reviewStateOf(review, {
    written: line.changesets.flatMap((changeset) => (aside.has(changeset) ? [] : (log.summaries.get(changeset) ?? []))),
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
  const marks = line.changesets.flatMap((id) => log.summaries.get(id) ?? []);
  const given = marks.filter(({ here }) => here.some((level) => level !== 'personal'));
  const own = given.filter(({ author }) => author === session.device.kid);
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
