// Brings a store up to the journal and the kept bundles, which are the authority: after a kill between the two,
// after IndexedDB was emptied (Chromium has been seen to do so on a full disk) or damaged. The same whether
// one entry is missing or everything; what is here already changes nothing. Runs inside the writer's lock.

import type { BundleId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { ok, type Result } from '#shared/base/result.ts';
import type { OpenedBundle } from '#shared/bundle/decode.ts';
import type { Changeset } from '#shared/log/changeset.ts';
import type { DiskProblem, JournalProblem } from '#shared/wire/problems.ts';
import { readJournal } from '../engine/journal.ts';
import { type Session, trustOf } from '../engine/session.ts';
import { CONTAINED, TAKEN_IN, WAITING } from '../engine/shelf-names.ts';
import { isAnyRevoked, planAnew, planContent } from './admit-content.ts';
import { openSealed } from './open-bundle.ts';
import { refusalOf } from './refusal.ts';
import { takeContents } from './take-contents.ts';
import { writeJournalAgain } from './write-journal-again.ts';

export interface Healing {
  /** changesets that the store did not have */
  readonly changesets: number;
  /** entries of the journal and kept bundles that cannot be read any more */
  readonly unreadable: number;
  /** entries that the journal had when the store last saw it, and had no more: written there again */
  readonly rolledBack: number;
  /** entries that the journal had, and that neither it nor the store has */
  readonly gone: number;
}

export async function heal(
  session: Session,
  progress: (done: number, of: number) => void,
): Promise<Result<Healing, JournalProblem | DiskProblem>> {
  const { ledger } = session;
  const before = ledger.store.log.summaries.size;
  const replayed = await replayJournal(session);
  if (!replayed.ok) return replayed;
  const reopened = await reopenBundles(session, progress);
  if (!reopened.ok) return reopened;
  if (isAnyRevoked(session, session.trust)) {
    await ledger.commit({ plan: await planAnew(session, session.trust), isWhole: true });
  }
  const changesets = ledger.store.log.summaries.size - before;
  const { unreadable, rolledBack, gone } = replayed.value;
  return ok({ changesets, unreadable: unreadable + reopened.value, rolledBack, gone });
}

/** Changesets are counted when all is done. */
type Replay = Omit<Healing, 'changesets'>;

async function replayJournal(session: Session): Promise<Result<Replay, JournalProblem | DiskProblem>> {
  const { ledger, desktop } = session;
  const marks = ledger.store.marks?.journal ?? { entries: 0, digest: '' };
  const now = await desktop.journalMark();
  if (!now.ok) return now;
  const rolledBack = Math.max(0, marks.entries - now.value.entries);
  const gone = Math.max(0, (now.value.gone ?? 0) - rolledBack);
  if (now.value.entries === marks.entries && now.value.digest === marks.digest)
    return ok({ unreadable: 0, rolledBack, gone });
  if (rolledBack > 0) {
    const written = await writeJournalAgain(session);
    return written.ok ? ok({ unreadable: now.value.lost ?? 0, rolledBack, gone }) : written;
  }
  // A journal that is not longer than what the store knows of it is not the one it knew: read it whole.
  const reading = await readJournal(desktop, now.value.entries > marks.entries ? marks.entries : 0);
  if (!reading.ok) return reading;
  const shelf = new Map<string, Json | null>();
  const changesets: Changeset[] = [];
  for (const entry of reading.value.entries) {
    ledger.drafts.apply(entry);
    if (entry.type === 'changeset') changesets.push(entry.changeset);
    else if (entry.type === 'meta') for (const [name, value] of Object.entries(entry.values)) shelf.set(name, value);
  }
  const trust = await trustOf(ledger.store, shelf);
  const plan = await planContent(session, changesets, trust);
  await ledger.commit({ shelf, plan, replayed: reading.value.mark });
  return ok({ unreadable: reading.value.lost, rolledBack, gone });
}

/** Answers how many bundles that were taken in cannot be read any more. */
async function reopenBundles(
  session: Session,
  progress: (done: number, of: number) => void,
): Promise<Result<number, DiskProblem>> {
  const { shelf } = session.ledger.store;
  const kept = await session.desktop.bundlesKept();
  if (!kept.ok) return kept;
  const isTaken = ({ id }: { readonly id: BundleId }): boolean => shelf.get(`${TAKEN_IN}${id}`) !== undefined;
  const isAnyTakingIn = await session.ledger.isAnyTakingIn();
  const absent = kept.value
    .filter(({ id, origin }) => origin === 'takenIn' && shelf.get(`${CONTAINED}${id}`) === undefined)
    .filter(({ id }) => shelf.get(`${WAITING}${id}`) === undefined)
    .filter((bundle) => isTaken(bundle) || !isAnyTakingIn) // theirs, who will tell of it
    .sort((a, b) => Number(isTaken(b)) - Number(isTaken(a))); // what one would hide must be there before the other
  let lost = 0;
  for (const [done, { id }] of absent.entries()) {
    progress(done, absent.length);
    const isReadable = await reopenBundle(session, id);
    if (!isReadable && session.ledger.store.shelf.get(`${TAKEN_IN}${id}`) !== undefined) lost++;
  }
  progress(absent.length, absent.length);
  return ok(lost);
}

/** @param id under which it is kept: the courier may have kept it under another name than its own */
async function reopenBundle(session: Session, id: BundleId): Promise<boolean> {
  const { ledger, desktop } = session;
  const bytes = await desktop.bundleRead({ id });
  const opening = bytes.ok ? await openSealed(session, bytes.value) : undefined;
  const bundle = opening?.opened.ok === true ? { ...opening.opened.value, file: opening.file } : undefined;
  if (bundle?.manifest.from === session.device.kid && bundle.id !== id) return reopenRewritten(session, id, bundle);
  const isRefused = bundle === undefined || (await refusalOf(session, bundle, session.trust)) !== undefined;
  const isWaiting = bundle !== undefined && ledger.store.shelf.get(`${WAITING}${bundle.id}`) !== undefined;
  if (isWaiting) return true; // for a person
  if (!isRefused && ledger.store.shelf.get(`${TAKEN_IN}${bundle.id}`) === undefined) {
    await takeContents(session, '', bundle); // the journal never heard of it: the kill came before
  } else if (!isRefused) {
    const plan = await planContent(session, bundle.changesets, session.trust);
    await ledger.commit({ plan, derived: new Map([[`${CONTAINED}${bundle.id}`, true]]) });
  }
  if (bundle?.id !== id) await ledger.commit({ derived: new Map([[`${CONTAINED}${id}`, true]]) }); // not opened each time
  return bundle !== undefined;
}

/** What is left of a bundle after something was erased from it, sealed by this device for itself. */
async function reopenRewritten(session: Session, id: BundleId, { changesets }: OpenedBundle): Promise<boolean> {
  const plan = await planContent(session, changesets, session.trust);
  await session.ledger.commit({ plan, derived: new Map([[`${CONTAINED}${id}`, true]]) });
  return true;
}
