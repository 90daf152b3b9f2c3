// Erases what consent was taken back to, in every place where this device has it, and says so to whoever took it back.
// What is to be erased is noted first, in the journal; then every step may be cut short and done again: the store (pages,
// index, held, search and lists follow), the journal, kept bundles, attachments. When all is done, it is noted and
// signed. Runs after whatever may bring a withdrawal or what was withdrawn, and at every opening, which finishes what a
// kill left. Outside the lock of the one writer.

import type { ChangesetId, RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { ok, type Result } from '#shared/base/result.ts';
import { signErased } from '#shared/bundle/erased.ts';
import { type Signed, signedIdOf } from '#shared/log/envelope.ts';
import { mayWithdraw, type Withdrawal, withdrawalIn, writersOf } from '#shared/merge/withdraw.ts';
import { activityChange } from '../engine/activity.ts';
import type { EngineProblem } from '../engine/engine-problem.ts';
import { erasuresIn } from '../engine/erasures.ts';
import { changesetsOf } from '../engine/read-record.ts';
import { deviceSigner, type Done, profileOf, type Session } from '../engine/session.ts';
import { ERASURE, type Erasure, type Issued, ISSUED, REWRITTEN } from '../engine/shelf-names.ts';
import type { Store } from '../store/store.ts';
import { eraseBundles } from './erase-bundles.ts';
import { eraseFiles } from './erase-files.ts';
import { eraseInJournal } from './erase-in-journal.ts';
import { eraseInStore, heldToErase, partsToErase } from './erase-in-store.ts';

/** Answers how many withdrawals were settled now. */
export async function settleErasures(session: Session): Done<number> {
  if (!isAnything(session)) return ok(0);
  const settled = await session.ledger.exclusive(async (): Promise<Result<number, EngineProblem>> => {
    const noted = await noteWithdrawals(session);
    if (!noted.ok) return noted;
    const waiting = erasuresIn(session.ledger.store).filter(([, { erasedAt }]) => erasedAt === null);
    if (waiting.length > 0) {
      const inStore = await eraseInStore(session, waiting);
      if (!inStore.ok) return inStore;
      const inJournal = await eraseInJournal(session);
      if (!inJournal.ok) return inJournal;
    }
    const inBundles = await eraseBundles(session, waiting);
    if (!inBundles.ok) return inBundles;
    const files = await eraseFiles(session, waiting);
    if (!files.ok) return files;
    const confirmed = await confirm(session, waiting);
    return confirmed.ok ? ok(waiting.length) : confirmed;
  });
  if (settled.ok && settled.value > 0) session.tell(['records', 'drafts', 'inbox', 'deliveries', 'activity']);
  return settled;
}

function isAnything({ ledger }: Session): boolean {
  const { records, shelf } = ledger.store;
  if (shelf.under(ERASURE).some(([, value]) => (value as object as Erasure).erasedAt === null)) return true;
  if (shelf.under(REWRITTEN).some(([, isDone]) => isDone === false)) return true;
  for (const [id, { withdrawn }] of records.summaries)
    if (withdrawn !== undefined && !isLookedAt(ledger.store, id as RecordId)) return true;
  return false;
}

const erasureAt = ({ shelf }: Store, record: RecordId): Erasure | undefined =>
  shelf.get(`${ERASURE}${record}`) as object as Erasure | undefined;

/** By id: the numbers that lines have hold only while the store is open. */
const changesetsAt = ({ records, log }: Store, record: RecordId): readonly ChangesetId[] =>
  records.summaries.get(record)?.changesets.map(log.summaries.idOf) ?? [];

const isLookedAt = (store: Store, record: RecordId): boolean =>
  erasureAt(store, record)?.seen.join() === changesetsAt(store, record).join();

/** Of each record that says that consent was taken back, whether that counts, and what of it is here. */
async function noteWithdrawals(session: Session): Done<null> {
  const { store } = session.ledger;
  const changes = new Map<string, Json | null>();
  for (const [id, line] of store.records.summaries) {
    const record = id as RecordId;
    if (line.withdrawn === undefined || isLookedAt(store, record)) continue;
    const erasure = await erasureOf(session, record, erasureAt(store, record));
    if (erasure !== undefined) changes.set(`${ERASURE}${record}`, erasure as object as Json);
  }
  return changes.size === 0 ? ok(null) : session.ledger.commit({ shelf: changes });
}

async function erasureOf(
  session: Session,
  record: RecordId,
  before: Erasure | undefined,
): Promise<Erasure | undefined> {
  const { ledger, device, trust, clock } = session;
  const changesets = await changesetsOf(session, [record]);
  const writers = writersOf(changesets, record);
  const heeded = changesets
    .flatMap((changeset) => withdrawalIn(changeset) ?? [])
    .filter(
      (each) => each.record === record && (before?.isProven === true || mayWithdraw(each.author, writers, trust)),
    );
  const [first] = heeded;
  if (first === undefined) return undefined;
  const cells = cellsOf(heeded);
  const isProven = before?.isProven === true || writers.size > 0 || first.author === device.kid;
  const { parts, files } = await partsToErase(session, record, cells);
  const held = heldToErase(ledger.store.held(), record, cells);
  const isWider = before === undefined || JSON.stringify(before.cells) !== JSON.stringify(cells);
  const isNews = isWider || (isProven && (parts.length > 0 || held.length > 0));
  return {
    cells,
    withdrawal: before?.withdrawal ?? first.id,
    by: before?.by ?? first.author,
    since: before?.since ?? clock.now(),
    erasedAt: isNews ? null : (before?.erasedAt ?? null),
    ...(isProven ? { isProven: true as const } : {}),
    seen: changesetsAt(ledger.store, record),
    parts: [...(before?.parts ?? []), ...(isProven ? [...parts, ...held] : [])],
    files: [...new Set([...(before?.files ?? []), ...files])],
  };
}

function cellsOf(withdrawals: readonly Withdrawal[]): Erasure['cells'] {
  const cells = new Set<string>();
  for (const withdrawal of withdrawals) {
    if (withdrawal.cells === null) return null;
    for (const cell of withdrawal.cells) cells.add(cell);
  }
  return [...cells].sort();
}

/** Nothing of it is here any more: noted, and signed for whoever took it back. */
async function confirm(session: Session, settled: readonly (readonly [RecordId, Erasure])[]): Done<null> {
  if (settled.length === 0) return ok(null);
  const { ledger, clock } = session;
  const changes = new Map<string, Json | null>();
  for (const [record, erasure] of settled) {
    const seen = changesetsAt(ledger.store, record);
    changes.set(`${ERASURE}${record}`, { ...erasure, seen, erasedAt: clock.now() } as object as Json);
    const proof = await proofOf(session, erasure);
    if (proof !== undefined) {
      const issued: Issued = { to: erasure.by, signed: proof, bundle: null, postedTo: [], isOwn: true, running: null };
      changes.set(`${ISSUED}${signedIdOf(proof.type, proof.body)}`, issued as object as Json);
    }
  }
  const told = activityChange(session, 'erased', { records: settled.length });
  return ledger.commit({ shelf: new Map([...changes, ...told]) });
}

async function proofOf(session: Session, { by, withdrawal, parts }: Erasure): Promise<Signed | undefined> {
  const mechanism = profileOf(session)?.id;
  if (mechanism === undefined || by === session.device.kid) return undefined;
  const facts = {
    mechanism,
    withdrawal,
    to: by,
    by: session.device.kid,
    parts: parts.length,
    at: session.clock.claim(),
  };
  return signErased(facts, deviceSigner(session));
}
