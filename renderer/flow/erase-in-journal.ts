// Takes what was withdrawn out of this device's journal: its own changesets keep their signed body without those parts,
// drafts of it say that they were dropped. The journal is written anew and put in the place of the old one at once.

import { ok } from '#shared/base/result.ts';
import type { KeyId } from '#shared/base/ids.ts';
import { isJsonObject, type Json } from '#shared/base/json.ts';
import { eraseUnread, isWithdrawn, type Withdrawn } from '#shared/merge/withdraw.ts';
import { withdrawnIn } from '../engine/erasures.ts';
import type { WaitingBundle } from '../engine/bin-views.ts';
import { rewriteJournal } from '../engine/journal.ts';
import type { JournalEntry } from '../engine/journal-entry.ts';
import type { Done, Session } from '../engine/session.ts';
import { WAITING } from '../engine/shelf-names.ts';
import type { ShelfChanges } from '../store/shelf.ts';
import type { Store } from '../store/store.ts';
import { typedNow } from './erase-typed.ts';

export async function eraseInJournal({ ledger, desktop, device }: Session): Done<null> {
  const withdrawn = withdrawnIn(ledger.store);
  const rewritten = await rewriteJournal(desktop, (entry) => erasedEntry(entry, withdrawn, device.kid, ledger.store));
  if (!rewritten.ok) return rewritten;
  return rewritten.value === null ? ok(null) : ledger.commit({ replayed: rewritten.value });
}

/** The same value where there is nothing to erase. */
function erasedEntry(entry: JournalEntry, withdrawn: Withdrawn, own: KeyId, store: Store): JournalEntry {
  if (entry.type === 'draft') {
    const { record } = entry;
    const isNamed = Object.entries(entry.cells).some(([cell, { value }]) =>
      isWithdrawn(withdrawn, { record, cell, value }, own),
    );
    return isNamed ? { type: 'draftDropped', record } : entry;
  }
  if (entry.type === 'changeset') {
    const changeset = eraseUnread(entry.changeset, withdrawn);
    return changeset === entry.changeset ? entry : { ...entry, changeset };
  }
  return entry.type === 'meta' ? erasedMeta(entry, withdrawn, store) : entry;
}

/** A bundle that waits for a person names the records that it would hide by their titles; and what was typed. */
function erasedMeta(entry: JournalEntry & { readonly type: 'meta' }, withdrawn: Withdrawn, store: Store): JournalEntry {
  let isChanged = false;
  const values = Object.fromEntries(
    Object.entries(entry.values).map(([name, before]): [string, Json] => {
      const value = typedNow(store, name, before);
      const waiting = name.startsWith(WAITING) && isJsonObject(value) ? (value as object as WaitingBundle) : undefined;
      const isNamed = waiting !== undefined && namesAny(waiting, withdrawn);
      isChanged ||= value !== before || isNamed;
      return [name, isNamed ? untitled(waiting, withdrawn) : value];
    }),
  );
  return isChanged ? { ...entry, values } : entry;
}

const namesAny = ({ wouldHide }: WaitingBundle, withdrawn: Withdrawn): boolean =>
  wouldHide.records.some(({ record }) => withdrawn.has(record));

/** Bundles that wait, as they are to be on the shelf. */
export const untitledIn = (waiting: readonly WaitingBundle[], withdrawn: Withdrawn): ShelfChanges =>
  new Map(
    waiting.flatMap((each): [string, Json][] =>
      namesAny(each, withdrawn) ? [[`${WAITING}${each.bundle}`, untitled(each, withdrawn)]] : [],
    ),
  );

function untitled(waiting: WaitingBundle, withdrawn: Withdrawn): Json {
  const records = waiting.wouldHide.records.map((each) => (withdrawn.has(each.record) ? { ...each, title: '' } : each));
  return { ...waiting, wouldHide: { ...waiting.wouldHide, records } } as object as Json;
}
