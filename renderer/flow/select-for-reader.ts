// What a bundle for one reader holds. Every changeset that the reader's receipts do not cover goes, so that no
// chain has a gap there; its content goes too, unless it must stay: personal always, restricted where the
// reader is neither the secretariat nor of the own organisation, what the person chose to withhold, and this
// device's writing of records that are not finished or whose consent says no. What stayed goes with a later
// bundle, once it may: the changeset then comes again with that part, and the receiver joins them; so does what the
// reader's receipts say it lacks. That consent was taken back goes always. What the reader's open request names goes again, whatever its receipts said before,
// and what the reader itself gave here does not go back.

import type { ChangesetId, RecordId } from '#shared/base/ids.ts';
import { isInRun, type Run } from '#shared/bundle/request.ts';
import { changesetsFor } from '#shared/bundle/select.ts';
import type { Heads } from '#shared/log/changeset.ts';
import type { Level } from '#shared/record/definition.ts';
import type { LogMark } from '../store/log-table.ts';
import type { ChangesetNumber } from '../store/log-table.ts';
import type { Store } from '../store/store.ts';
import type { DeliveryLedger } from '../engine/delivery-ledger.ts';
import { givenBy } from '../engine/arrivals.ts';
import type { BundleChoice } from '../engine/carry-views.ts';
import { openRequestOf } from '../engine/open-requests.ts';
import type { KnownReader } from '../engine/readers.ts';
import { isOwn, selfOf, type Session } from '../engine/session.ts';
import { eachInSlices } from '../engine/slices.ts';

export interface Selected extends LogMark {
  readonly id: ChangesetId;
  /** the levels that go; none: it goes bare */
  readonly levels: readonly Level[];
}

export interface Selection {
  readonly changesets: readonly Selected[];
  /** records of which some content goes */
  readonly records: ReadonlySet<RecordId>;
  /** what the reader asked for and has not confirmed */
  readonly asked: readonly Run[];
  /** heads that the reader is taken to have */
  readonly basis: Heads;
}

/** In slices; what a request names is looked for there alone. Changesets in the order of their chains. */
export async function selectForReader(
  session: Session,
  reader: KnownReader,
  choice: BundleChoice,
  sent: DeliveryLedger,
): Promise<Selection> {
  const { store } = session.ledger;
  const basis = sent.headsOf(reader.kid);
  if (choice.only === 'answers') return { changesets: [], records: new Set(), asked: [], basis };
  const needs = openRequestOf(session, reader.kid, sent)?.request.needs ?? [];
  const isAsked = (entry: Entry): boolean => needs.some((run) => isInRun(run, entry));
  const isGiven = givenBy(store, (from) => from === reader.kid);
  const candidates = new Map<ChangesetId, Entry & { readonly isLacking: boolean }>();
  const authors = choice.only === 'request' ? new Set(needs.map(({ author }) => author)) : store.logs.keys();
  await eachInSlices([...authors].sort(), (author) => {
    const entries = store.logs.get(author)?.entries.map((entry): Entry => ({ ...entry, author })) ?? [];
    if (choice.only === 'request') {
      for (const entry of entries) if (isAsked(entry)) candidates.set(entry.id, { ...entry, isLacking: true });
      return;
    }
    const head = basis[author];
    const had = new Set(entries.filter(isGiven).map(({ id }) => id));
    const lacking = new Set(changesetsFor(head === undefined ? {} : { [author]: head }, entries, had));
    for (const entry of entries) {
      const isLacking = lacking.has(entry) || isAsked(entry);
      if (isLacking || isPartlyKnown(reader, entry, sent)) candidates.set(entry.id, { ...entry, isLacking });
    }
  });
  const recordsOf = await recordsByChangeset(store, candidates.keys());
  const goes = levelsThatGo(session, reader, choice);
  const chosen = choice.records === undefined ? undefined : new Set(choice.records);
  const records = new Set<RecordId>();
  const changesets: Selected[] = [];
  await eachInSlices(candidates.values(), ({ isLacking, ...entry }) => {
    const touched = recordsOf.get(entry.id) ?? [];
    const isWithdrawal = touched.some((record) => store.records.summaries.get(record)?.withdrawn === 'erased');
    const mayGo = touched.some((record) => mayRecordGo(session, chosen, record, entry, sent));
    const isKnownThere = entry.author === reader.kid || (isGiven(entry) && !isAsked(entry));
    const given = isAsked(entry) ? NONE : sent.givenTo(reader, entry, choice.records !== undefined);
    const levels =
      mayGo && !isKnownThere
        ? entry.here.filter((level) => (goes.has(level) || isWithdrawal) && !given.has(level))
        : [];
    if (!isLacking && levels.length === 0) return;
    changesets.push({ ...entry, levels });
    if (levels.length > 0) for (const record of touched) records.add(record);
  });
  return { changesets, records, asked: needs, basis };
}

type Entry = LogMark & { readonly id: ChangesetId };

const NONE: ReadonlySet<Level> = new Set();

/** Levels that this reader may be given at all. */
export function levelsThatGo(session: Session, reader: KnownReader, choice: BundleChoice): ReadonlySet<Level> {
  const isNear =
    reader.role === 'secretariat' ||
    (reader.organisation !== null && reader.organisation === selfOf(session)?.organisation);
  const levels: readonly Level[] = isNear ? ['open', 'mechanism', 'restricted'] : ['open', 'mechanism'];
  return new Set(levels.filter((level) => choice.withhold?.includes(level) !== true));
}

/** @param chosen the records a person chose; undefined: all */
export function mayRecordGo(
  session: Session,
  chosen: ReadonlySet<RecordId> | undefined,
  record: RecordId,
  entry: LogMark,
  sent: DeliveryLedger,
): boolean {
  const { store } = session.ledger;
  const line = store.records.summaries.get(record);
  if (line?.withdrawn === 'erased') return true; // that consent was taken back, and nothing else
  if (line === undefined || line.keptHere || chosen?.has(record) === false) return false;
  if (!isOwn(session, entry.author) || line.finished) return true;
  // A record that left unfinished once (it was finished then) must be able to say that it was deleted.
  return line.deleted && line.changesets.some((changeset) => hasLeft(store.log.summaries.at(changeset), sent));
}

const hasLeft = (mark: LogMark | undefined, sent: DeliveryLedger): boolean =>
  mark !== undefined && sent.reachedBy(mark) !== 'here';

/** The reader has the changeset, from here or through somebody else, but not all of its content. */
const isPartlyKnown = (reader: KnownReader, entry: LogMark, sent: DeliveryLedger): boolean =>
  sent.wentBare(reader, entry) ||
  sent.givenTo(reader, entry, false).size > 0 ||
  sent.lackedBy(reader.kid, entry).size > 0;

/** Which records each of these changesets touches, as far as its content is here. */
async function recordsByChangeset(
  { log, records: { summaries } }: Store,
  wanted: Iterable<ChangesetId>,
): Promise<ReadonlyMap<ChangesetId, readonly RecordId[]>> {
  const records = new Map<ChangesetId, RecordId[]>();
  const lists = new Map<ChangesetNumber, RecordId[]>();
  for (const id of wanted) {
    const list: RecordId[] = [];
    records.set(id, list);
    lists.set(log.summaries.numberOf(id) ?? -1, list);
  }
  if (records.size === 0) return records;
  await eachInSlices(summaries, ([record, { changesets }]) => {
    for (const changeset of changesets) lists.get(changeset)?.push(record as RecordId);
  });
  return records;
}
