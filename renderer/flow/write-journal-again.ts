// The journal is shorter than the store has seen it: an older copy of its file was put back, or a disk forgot what it
// had acknowledged. The store is the newer one then, and nothing of the older goes over it. What the journal lacks of
// the store is written there again at once, so that the store can be lost the next day: own changesets, the shelf, and
// the drafts as they are.

import type { Json } from '#shared/base/json.ts';
import { ok, type Result } from '#shared/base/result.ts';
import type { ChangesetId } from '#shared/base/ids.ts';
import { type Changeset, CHANGESET_TYPE } from '#shared/log/changeset.ts';
import { signedIdOf } from '#shared/log/envelope.ts';
import type { DiskProblem, JournalProblem } from '#shared/wire/problems.ts';
import { DRAFT, makeDrafts } from '../engine/drafts.ts';
import { readJournal } from '../engine/journal.ts';
import type { JournalEntry } from '../engine/journal-entry.ts';
import { ownKeysOf, type Session } from '../engine/session.ts';
import { CONTAINED, VERIFIED } from '../engine/shelf-names.ts';
import { HELD } from '../store/store.ts';

/** On the shelf, and made from the rest. */
const NOT_JOURNALED = [HELD, DRAFT, CONTAINED, VERIFIED];

export async function writeJournalAgain(session: Session): Promise<Result<null, JournalProblem | DiskProblem>> {
  const reading = await readJournal(session.desktop, 0);
  if (!reading.ok) return reading;
  const { entries } = reading.value;
  const lacking = [...(await changesetsLacking(session, entries)), ...draftsAnew(session, entries)];
  const done = await session.ledger.commit({ entries: lacking, shelf: shelfAnew(session, entries) });
  return done.ok ? ok(null) : done;
}

async function changesetsLacking(session: Session, entries: readonly JournalEntry[]): Promise<readonly JournalEntry[]> {
  const { store } = session.ledger;
  const there = new Set(entries.flatMap((entry) => (entry.type === 'changeset' ? [idOf(entry.changeset)] : [])));
  const own = ownKeysOf(session).flatMap(({ kid }) => store.logs.get(kid)?.entries ?? []);
  const ids = own.map(({ id }) => id).filter((id) => !there.has(id));
  const found = await store.log.getMany(ids);
  const changesets = ids
    .map((id) => found.get(id))
    .filter((changeset): changeset is Changeset => changeset !== undefined);
  return changesets.map((changeset): JournalEntry => ({ type: 'changeset', changeset, ends: null }));
}

const idOf = ({ signed }: Changeset): ChangesetId => signedIdOf(CHANGESET_TYPE, signed.body);

/** Each is dropped and begun again, so that nothing of the older one stays in it. */
function draftsAnew({ ledger }: Session, entries: readonly JournalEntry[]): readonly JournalEntry[] {
  const older = makeDrafts([]);
  for (const entry of entries) older.apply(entry);
  const now = ledger.drafts.all();
  const records = new Set([...older.all(), ...now].map(({ record }) => record));
  return [
    ...[...records].map((record): JournalEntry => ({ type: 'draftDropped', record })),
    ...now.map((draft): JournalEntry => ({ type: 'draft', ...draft, undone: [] })),
  ];
}

/** All of the shelf that is journaled; what only the older journal knows is taken away. */
function shelfAnew({ ledger }: Session, entries: readonly JournalEntry[]): ReadonlyMap<string, Json | null> {
  const now = ledger.store.shelf.all().filter(([name]) => !NOT_JOURNALED.some((prefix) => name.startsWith(prefix)));
  const older = entries.flatMap((entry) => (entry.type === 'meta' ? Object.keys(entry.values) : []));
  return new Map([...older.map((name): [string, null] => [name, null]), ...now]);
}
