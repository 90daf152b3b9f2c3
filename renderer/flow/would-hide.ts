// An import that would hide more than a handful of records stops: its plan is looked at, not applied. The file is kept,
// a mark says that it waits, and a person who has seen which records, by whom and why, has it taken in after all (once)
// or leaves it. What builds on it is held meanwhile like anything with a gap before it.

import type { BundleId, RecordId } from '#shared/base/ids.ts';
import { shortCodeOf } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { err, ok } from '#shared/base/result.ts';
import type { OpenedBundle } from '#shared/bundle/decode.ts';
import { WITHDRAWN_CELL } from '#shared/log/change.ts';
import type { MergePlan } from '#shared/merge/plan.ts';
import type { RecordState } from '#shared/merge/state.ts';
import { activityChange } from '../engine/activity.ts';
import { authorView } from '../engine/authors.ts';
import type { HiddenRecord, WaitingBundle, WouldHide } from '../engine/bin-views.ts';
import type { TakeInReport } from '../engine/carry-views.ts';
import { EMPTY_REPORT } from '../engine/empty-report.ts';
import type { Commit } from '../engine/ledger.ts';
import { deletionIn, reasonOf, waitingBundles } from '../engine/read-bin.ts';
import { isDeleted } from '#shared/merge/record-facts.ts';
import type { Done, Session } from '../engine/session.ts';
import { WAITING } from '../engine/shelf-names.ts';
import type { ShelfChanges } from '../store/shelf.ts';

/** More than this is asked about. */
const HANDFUL = 5;
/** More than this is counted, not named. */
const NAMED = 200;

/** Undefined where it is a handful or less. */
export function wouldHide(session: Session, plan: Pick<MergePlan, 'records'>): WouldHide | undefined {
  const { summaries } = session.ledger.store.records;
  const isSeen = (id: RecordId): boolean => {
    const line = summaries.get(id);
    return line?.deleted === false && line.review === undefined;
  };
  const isHiding = (state: RecordState): boolean => isDeleted(state) || state.cells[WITHDRAWN_CELL] !== undefined;
  const hidden = [...plan.records.values()].filter((state) => isHiding(state) && isSeen(state.id));
  if (hidden.length <= HANDFUL) return undefined;
  const records = hidden.slice(0, NAMED).flatMap((state): readonly HiddenRecord[] => {
    const write = deletionIn(state) ?? state.cells[WITHDRAWN_CELL]?.writes[0];
    const line = summaries.get(state.id);
    if (write === undefined || line === undefined) return [];
    const { kind, title } = line;
    return [{ record: state.id, kind, title, by: authorView(session, write.author), reason: reasonOf(write) }];
  });
  return { count: hidden.length, records };
}

/** Inside the lock. Given again, it waits as it did, for what it would hide now. */
export async function holdBack(
  session: Session,
  name: string,
  opened: OpenedBundle,
  hiding: WouldHide,
  kept: Commit['first'],
): Done<TakeInReport> {
  const code = shortCodeOf(opened.id);
  const from = authorView(session, opened.manifest.from);
  const before = waitingBundles(session).find(({ bundle }) => bundle === opened.id);
  const at = before?.at ?? session.clock.now();
  const waiting: WaitingBundle = { bundle: opened.id, code, name, at, from, wouldHide: hiding };
  const committed = await session.ledger.commit({
    shelf: new Map([
      [`${WAITING}${opened.id}`, waiting as object as Json],
      ...activityChange(session, 'heldBack', { code, records: hiding.count }),
    ]),
    ...(kept === undefined ? {} : { first: kept }),
  });
  return committed.ok
    ? ok({ ...EMPTY_REPORT, name, bundle: opened.id, code, from, wouldHide: hiding })
    : err(committed.error);
}

/** For whatever takes a bundle in: it waits no more. */
export const waitsNoMore = ({ ledger }: Session, bundle: BundleId): ShelfChanges =>
  new Map(ledger.store.shelf.get(`${WAITING}${bundle}`) === undefined ? [] : [[`${WAITING}${bundle}`, null]]);
