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
import { type Withdrawal, withdrawalIn } from '#shared/merge/withdraw.ts';
import { begunIn, judgeWithdrawals } from '#shared/merge/withdrawal-rights.ts';
import { activityChange } from '../engine/activity.ts';
import type { EngineProblem } from '../engine/engine-problem.ts';
import { erasureOf, erasuresIn, partiesOf } from '../engine/erasures.ts';
import { changesetsOf } from '../engine/read-record.ts';
import { deviceSigner, type Done, profileOf, type Session } from '../engine/session.ts';
import { ERASURE, type Erasure, type Issued, ISSUED, REWRITTEN } from '../engine/shelf-names.ts';
import type { Store } from '../store/store.ts';
import { eraseBundles } from './erase-bundles.ts';
import { eraseFiles } from './erase-files.ts';
import { eraseInJournal } from './erase-in-journal.ts';
import { eraseTyped } from './erase-typed.ts';
import { eraseInStore, heldToErase, partsToErase } from './erase-in-store.ts';

/** Answers how many withdrawals were settled now. */
export async function settleErasures(session: Session): Done<number> {
  if (!isAnything(session)) return ok(0);
  const settled = await session.ledger.exclusive(async (): Promise<Result<number, EngineProblem>> => {
    const noted = await noteWithdrawals(session);
    if (!noted.ok) return noted;
    const waiting = erasuresIn(session.ledger.store).filter(([, { erasedAt }]) => erasedAt === null);
    if (waiting.length > 0) {
      const typed = await eraseTyped(session, waiting);
      if (!typed.ok) return typed;
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

/**
 * After a change of whom this device trusts: what was held may have come in with it. Where the disk says no to the
 * erasing, the change was made all the same, and it is tried again with the next bundle or opening.
 */
export const thenSettling =
  (flow: Flow): Flow =>
  (work) =>
    flow(async (session) => {
      const answer = await work(session);
      if (answer.ok) await settleErasures(session);
      return answer;
    });

type Flow = <T>(work: (session: Session) => Done<T>) => Done<T>;

function isAnything({ ledger }: Session): boolean {
  const { records, shelf } = ledger.store;
  if (shelf.under(ERASURE).some(([, value]) => (value as object as Erasure).erasedAt === null)) return true;
  if (shelf.under(REWRITTEN).some(([, isDone]) => isDone === false)) return true;
  for (const [id, { withdrawn }] of records.summaries)
    if (withdrawn !== undefined && !isLookedAt(ledger.store, id as RecordId)) return true;
  return false;
}

/** By id: the numbers that lines have hold only while the store is open. */
const changesetsAt = ({ records, log }: Store, record: RecordId): readonly ChangesetId[] =>
  records.summaries.get(record)?.changesets.map(log.summaries.idOf) ?? [];

/** What was not heeded is asked again each time: whom this device trusts may be another now. */
function isLookedAt(store: Store, record: RecordId): boolean {
  const erasure = erasureOf(store, record);
  return erasure?.ignored.length === 0 && erasure.seen.join() === changesetsAt(store, record).join();
}

/** Of each record that says that consent was taken back, whether that counts, and what of it is here. */
async function noteWithdrawals(session: Session): Done<null> {
  const { store } = session.ledger;
  const changes = new Map<string, Json | null>();
  for (const [id, line] of store.records.summaries) {
    const record = id as RecordId;
    if (line.withdrawn === undefined || isLookedAt(store, record)) continue;
    const before = erasureOf(store, record);
    const erasure = await judged(session, record, before);
    if (JSON.stringify(erasure) !== JSON.stringify(before))
      changes.set(`${ERASURE}${record}`, erasure as object as Json);
  }
  return changes.size === 0 ? ok(null) : session.ledger.commit({ shelf: changes });
}

async function judged(session: Session, record: RecordId, before: Erasure | undefined): Promise<Erasure> {
  const { ledger, device, clock } = session;
  const changesets = await changesetsOf(session, [record]);
  const asked = changesets
    .flatMap((changeset) => withdrawalIn(changeset) ?? [])
    .filter((each) => each.record === record);
  const begun = begunIn(changesets, record, before?.begun);
  const known = new Set((before?.isProven === true ? before.heeded : []).map(({ id }) => id));
  const verdict = judgeWithdrawals(asked, { begun, changesets, before: known }, partiesOf(session));
  const { heeded, ignored, reaches } = verdict;
  const isProven = begun !== undefined || heeded.some(({ author }) => author === device.kid);
  const { parts, files } = await partsToErase(session, record, reaches);
  const held = heldToErase(ledger.store.held(), record, reaches);
  const isWider = heeded.some(({ id }) => before?.heeded.every((each) => each.id !== id) ?? true);
  const isNews = isWider || (isProven && (parts.length > 0 || held.length > 0));
  const now = clock.now();
  return {
    heeded,
    ignored,
    reaches,
    since: before?.since ?? now,
    erasedAt: isNews ? null : before === undefined ? now : before.erasedAt,
    ...(isProven ? { isProven: true as const } : {}),
    ...(begun === undefined ? {} : { begun }),
    seen: changesetsAt(ledger.store, record),
    parts: [...(before?.parts ?? []), ...(isProven ? [...parts, ...held] : [])],
    files: [...new Set([...(before?.files ?? []), ...files])],
  };
}

/** Nothing of it is here any more: noted, and signed for whoever took it back. */
async function confirm(session: Session, settled: readonly (readonly [RecordId, Erasure])[]): Done<null> {
  if (settled.length === 0) return ok(null);
  const { ledger, clock } = session;
  const changes = new Map<string, Json | null>();
  for (const [record, erasure] of settled) {
    const seen = changesetsAt(ledger.store, record);
    changes.set(`${ERASURE}${record}`, { ...erasure, seen, erasedAt: clock.now() } as object as Json);
    for (const withdrawal of erasure.heeded) {
      const proof = await proofOf(session, erasure, withdrawal);
      if (proof === undefined) continue;
      const to = withdrawal.author;
      const issued: Issued = { to, signed: proof, bundle: null, postedTo: [], isOwn: true, running: null };
      changes.set(`${ISSUED}${signedIdOf(proof.type, proof.body)}`, issued as object as Json);
    }
  }
  const told = activityChange(session, 'erased', { records: settled.length });
  return ledger.commit({ shelf: new Map([...changes, ...told]) });
}

/** For a device of somebody else. */
async function proofOf(session: Session, { parts }: Erasure, withdrawal: Withdrawal): Promise<Signed | undefined> {
  const mechanism = profileOf(session)?.id;
  if (mechanism === undefined || withdrawal.author === session.device.kid) return undefined;
  const facts = {
    mechanism,
    withdrawal: withdrawal.id,
    to: withdrawal.author,
    by: session.device.kid,
    parts: parts.length,
    at: session.clock.claim(),
  };
  return signErased(facts, deviceSigner(session));
}
