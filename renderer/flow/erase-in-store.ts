// Takes what was withdrawn out of the store: the parts that say anything of it out of the log and of what is held, and
// every record those parts spoke of is made anew from what is left. That is the same as if the parts had never come, so
// a store that is rebuilt later is the same, byte for byte. Drafts of it go too. No row on the disk keeps any of it.

import type { Digest, RecordId } from '#shared/base/ids.ts';
import { ok } from '#shared/base/result.ts';
import type { VerifiedChangeset } from '#shared/log/changeset.ts';
import { type Erasing, planErasing, touchedByErasing } from '#shared/merge/erase.ts';
import { reviewIdOf } from '#shared/merge/review.ts';
import type { HeldChangeset } from '#shared/merge/state.ts';
import { changesIn, eraseFrom, eraseUnread, isWithdrawn, type Withdrawn } from '#shared/merge/withdraw.ts';
import { attachmentOf } from '#shared/record/attachment.ts';
import type { Level } from '#shared/record/definition.ts';
import { withdrawnBy, withdrawnIn } from '../engine/erasures.ts';
import type { JournalEntry } from '../engine/journal-entry.ts';
import { waitingBundles } from '../engine/read-bin.ts';
import { changesetsOf } from '../engine/read-record.ts';
import type { Done, Session } from '../engine/session.ts';
import type { ErasedPart, Erasure } from '../engine/shelf-names.ts';
import { readyErasure } from '../store/apply-plan.ts';
import { untitledIn } from './erase-in-journal.ts';

export async function eraseInStore(session: Session, waiting: readonly (readonly [RecordId, Erasure])[]): Done<null> {
  const { ledger } = session;
  const withdrawn = withdrawnIn(ledger.store);
  const { plan, gone } = await planStore(
    session,
    withdrawn,
    waiting.flatMap(([record]) => withReview(record)),
  );
  const entries = draftsToDrop(session, withdrawn);
  const shelf = untitledIn(waitingBundles(session), withdrawn);
  const isNothing =
    shelf.size === 0 &&
    plan.changesets.length === 0 &&
    entries.length === 0 &&
    plan.held.every(isSame(ledger.store.held()));
  if (isNothing) return ok(null);
  return ledger.commit({ plan, gone, entries, shelf, ready: readyErasure(ledger.store, plan, gone) });
}

/** What would be erased of a record: its parts, and the attachments that they name. */
export async function partsToErase(
  session: Session,
  record: RecordId,
  reaches: Erasure['reaches'],
): Promise<{ readonly parts: readonly ErasedPart[]; readonly files: readonly Digest[] }> {
  const withdrawn = withdrawnBy(record, reaches);
  const all = await changesetsOf(session, withReview(record));
  const parts: ErasedPart[] = [];
  const files = new Set<Digest>();
  for (const verified of all) {
    const levels = goneFrom(verified, eraseFrom(verified, withdrawn));
    if (levels.length === 0) continue;
    parts.push({ author: verified.body.author, seq: verified.body.seq, levels });
    for (const change of changesIn(verified.changes)) {
      const digest = isWithdrawn(withdrawn, change, verified.body.author)
        ? attachmentOf(change.value)?.digest
        : undefined;
      if (digest !== undefined) files.add(digest);
    }
  }
  return { parts, files: [...files].sort() };
}

export function heldToErase(
  held: readonly HeldChangeset[],
  record: RecordId,
  reaches: Erasure['reaches'],
): readonly ErasedPart[] {
  const withdrawn = withdrawnBy(record, reaches);
  return held.flatMap(({ author, seq, changeset }) => {
    const { parts } = eraseUnread(changeset, withdrawn);
    const levels = (Object.keys(changeset.parts) as Level[]).filter((level) => parts[level] === undefined);
    return levels.length === 0 ? [] : [{ author, seq, levels }];
  });
}

const withReview = (record: RecordId): readonly RecordId[] => [record, reviewIdOf(record)];

async function planStore(session: Session, withdrawn: Withdrawn, records: readonly RecordId[]): Promise<Erasing> {
  const { store } = session.ledger;
  const touched = touchedByErasing(await changesetsOf(session, records), withdrawn);
  const history = await changesetsOf(session, [...touched]);
  return planErasing(await store.snapshot(touched), history, withdrawn);
}

function goneFrom(before: VerifiedChangeset, after: VerifiedChangeset): readonly Level[] {
  return (Object.keys(before.changes) as Level[]).filter((level) => after.changes[level] === undefined);
}

/** All of a draft goes that touches what was withdrawn: its author knows, and may begin again. */
function draftsToDrop({ ledger, device }: Session, withdrawn: Withdrawn): readonly JournalEntry[] {
  return ledger.drafts
    .all()
    .filter(({ record, cells }) =>
      Object.entries(cells).some(([cell, { value }]) => isWithdrawn(withdrawn, { record, cell, value }, device.kid)),
    )
    .map(({ record }) => ({ type: 'draftDropped', record }));
}

const isSame =
  (before: readonly HeldChangeset[]) =>
  (held: HeldChangeset): boolean =>
    before.includes(held);
