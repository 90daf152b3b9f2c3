// What a bundle for one reader holds. Every changeset that the reader's receipts do not cover goes, so that no
// chain has a gap there; its content goes too, unless it must stay: personal always, restricted where the
// reader is neither the secretariat nor of the own organisation, what the person chose to withhold, and this
// device's writing of records that are not finished or whose consent says no. What stayed goes with a later
// bundle, once it may: the changeset then comes again with that part, and the receiver joins them; so does what the
// reader's receipts say it lacks. What the reader's open request names goes again, whatever its receipts said before,
// and what the reader itself gave here does not go back.

import type { ChangesetId, RecordId } from '#shared/base/ids.ts';
import type { Run } from '#shared/bundle/request.ts';
import { changesetsFor, changesetsForRequest } from '#shared/bundle/select.ts';
import type { Heads } from '#shared/log/changeset.ts';
import type { Level } from '#shared/record/definition.ts';
import type { LogMark } from '../store/record-codec.ts';
import type { RecordLine } from '../store/record-line.ts';
import type { DeliveryLedger } from '../engine/delivery-ledger.ts';
import { givenBy } from '../engine/arrivals.ts';
import type { BundleChoice } from '../engine/carry-views.ts';
import { openRequestOf } from '../engine/open-requests.ts';
import type { KnownReader } from '../engine/readers.ts';
import { selfOf, type Session } from '../engine/session.ts';

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

export function selectForReader(
  session: Session,
  reader: KnownReader,
  choice: BundleChoice,
  sent: DeliveryLedger,
): Selection {
  const { store } = session.ledger;
  const basis = sent.headsOf(reader.kid);
  const entries = [...store.log.summaries].map(([id, mark]) => ({ id: id as ChangesetId, ...mark }));
  if (choice.only === 'answers') return { changesets: [], records: new Set(), asked: [], basis };
  const isGiven = givenBy(store, (from) => from === reader.kid);
  const had = new Set(entries.filter(isGiven).map(({ id }) => id));
  const request = openRequestOf(session, reader.kid, sent)?.request ?? { needs: [] };
  const asked = new Set(changesetsForRequest(request, entries).map(({ id }) => id));
  const wanted = choice.only === 'request' ? [] : changesetsFor(basis, entries, had).map(({ id }) => id);
  const lacking = new Set([...wanted, ...asked]);
  const recordsOf = recordsByChangeset(store.records.summaries);
  const goes = levelsThatGo(session, reader, choice);
  const records = new Set<RecordId>();
  const changesets: Selected[] = [];
  for (const entry of entries) {
    if (choice.only === 'request' && !asked.has(entry.id)) continue;
    const touched = recordsOf.get(entry.id) ?? [];
    const isContentFree = touched.some((record) => mayRecordGo(session, choice, record, entry, sent));
    const isKnownThere = entry.author === reader.kid || (had.has(entry.id) && !asked.has(entry.id));
    const isNeeded = !isKnownThere && (lacking.has(entry.id) || isPartlyKnown(reader, entry, sent));
    const given = asked.has(entry.id) ? NONE : sent.givenTo(reader.recipient, entry, choice.records !== undefined);
    const levels = isContentFree && isNeeded ? entry.here.filter((level) => goes.has(level) && !given.has(level)) : [];
    if (!lacking.has(entry.id) && levels.length === 0) continue;
    changesets.push({ ...entry, levels });
    if (levels.length > 0) for (const record of touched) records.add(record);
  }
  return { changesets, records, asked: request.needs, basis };
}

const NONE: ReadonlySet<Level> = new Set();

/** Levels that this reader may be given at all. */
export function levelsThatGo(session: Session, reader: KnownReader, choice: BundleChoice): ReadonlySet<Level> {
  const isNear =
    reader.role === 'secretariat' ||
    (reader.organisation !== null && reader.organisation === selfOf(session)?.organisation);
  const levels: readonly Level[] = isNear ? ['open', 'mechanism', 'restricted'] : ['open', 'mechanism'];
  return new Set(levels.filter((level) => choice.withhold?.includes(level) !== true));
}

export function mayRecordGo(
  session: Session,
  choice: BundleChoice,
  record: RecordId,
  entry: LogMark,
  sent: DeliveryLedger,
): boolean {
  const { store } = session.ledger;
  const line = store.records.summaries.get(record);
  if (line === undefined || line.keptHere || choice.records?.includes(record) === false) return false;
  if (entry.author !== session.device.kid || line.finished) return true;
  // A record that left unfinished once (it was finished then) must be able to say that it was deleted.
  return line.deleted && line.changesets.some((id) => hasLeft(store.log.summaries.get(id), sent));
}

const hasLeft = (mark: LogMark | undefined, sent: DeliveryLedger): boolean =>
  mark !== undefined && sent.reachedBy(mark) !== 'here';

/** The reader has the changeset, from here or through somebody else, but not all of its content. */
const isPartlyKnown = ({ recipient, kid }: KnownReader, entry: LogMark, sent: DeliveryLedger): boolean =>
  sent.wentBare(recipient, entry) ||
  sent.givenTo(recipient, entry, false).size > 0 ||
  sent.lackedBy(kid, entry).size > 0;

/** Which records each changeset touches, as far as its content is here. */
function recordsByChangeset(lines: ReadonlyMap<string, RecordLine>): ReadonlyMap<ChangesetId, readonly RecordId[]> {
  const records = new Map<ChangesetId, RecordId[]>();
  for (const [record, { changesets }] of lines) {
    for (const id of changesets) {
      const list = records.get(id);
      if (list === undefined) records.set(id, [record as RecordId]);
      else list.push(record as RecordId);
    }
  }
  return records;
}
