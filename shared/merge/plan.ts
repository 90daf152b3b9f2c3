// Stage 4, the plan: everything that the admitted changesets change, as a value; only the store's apply-plan
// writes it. Pure and synchronous. The laws (tests/property/merge, tests/simulation): commutative,
// associative, idempotent; the same set of changesets gives the same records in any order and any split.

import type { ChangesetId, KeyId, RecordId } from '../base/ids.ts';
import type { Change } from '../log/change.ts';
import type { VerifiedChangeset } from '../log/changeset.ts';
import type { Level } from '../record/definition.ts';
import type { Checked } from './admit.ts';
import { conflictsOf } from './conflict.ts';
import type {
  AuthorLog,
  CellState,
  HeldChangeset,
  LogEntry,
  Logs,
  MergeSnapshot,
  RecordState,
  RefusedChangeset,
  Write,
} from './state.ts';

export interface MergePlan {
  /** the logs that change, as they will be */
  readonly logs: ReadonlyMap<KeyId, AuthorLog>;
  /** the records that change, as they will be */
  readonly records: ReadonlyMap<RecordId, RecordState>;
  /** the same records as they are; one that is new is not in it */
  readonly before: ReadonlyMap<RecordId, RecordState>;
  /** to append to the log; of an enriched one, only the parts that are new */
  readonly changesets: readonly VerifiedChangeset[];
  readonly held: readonly HeldChangeset[];
  readonly refused: readonly RefusedChangeset[];
  readonly already: number;
  readonly forks: Checked['forks'];
  /** conflicts live in the changed records once this is applied */
  readonly conflicts: readonly { readonly record: RecordId; readonly cell: string }[];
}

/** `snapshot.records` must hold every record of `recordsTouchedBy(checked.admitted)` that exists. */
export function planMerge(snapshot: MergeSnapshot, checked: Omit<Checked, 'verified'>): MergePlan {
  const drafts = new Map<RecordId, RecordDraft>();
  for (const changeset of checked.admitted) {
    for (const [level, changes] of Object.entries(changeset.changes) as [Level, readonly Change[]][]) {
      for (const change of changes) applyChange(draftOf(drafts, snapshot, changeset, change), changeset, change, level);
    }
  }
  const records = new Map<RecordId, RecordState>();
  const before = new Map<RecordId, RecordState>();
  for (const [id, draft] of drafts) {
    records.set(id, draftToState(draft));
    const existing = snapshot.records.get(id);
    if (existing !== undefined) before.set(id, existing);
  }
  return {
    logs: extendLogs(snapshot.logs, checked.admitted),
    records,
    before,
    changesets: checked.admitted,
    held: checked.held,
    refused: checked.refused,
    already: checked.already,
    forks: checked.forks,
    conflicts: [...records.values()].flatMap((record) =>
      conflictsOf(record).map((cell) => ({ record: record.id, cell })),
    ),
  };
}

/** The records a plan will need in its snapshot. */
export function recordsTouchedBy(changesets: readonly VerifiedChangeset[]): ReadonlySet<RecordId> {
  const touched = new Set<RecordId>();
  for (const { changes } of changesets) {
    for (const inLevel of Object.values(changes)) for (const { record } of inLevel ?? []) touched.add(record);
  }
  return touched;
}

/** A record being changed. Cells not yet touched are shared with the state it came from. */
interface RecordDraft {
  readonly id: RecordId;
  kind: string;
  kindBy: RecordState['kindBy'];
  last: RecordState['last'];
  readonly cells: Map<string, CellState>;
  readonly authors: Set<KeyId>;
  readonly changesets: Set<ChangesetId>;
}

function draftOf(
  drafts: Map<RecordId, RecordDraft>,
  snapshot: MergeSnapshot,
  by: VerifiedChangeset,
  change: Change,
): RecordDraft {
  const open = drafts.get(change.record);
  if (open !== undefined) return open;
  const state = snapshot.records.get(change.record);
  const place = { lamport: by.body.lamport, id: by.id };
  const draft: RecordDraft = {
    id: change.record,
    kind: state?.kind ?? change.kind,
    kindBy: state?.kindBy ?? place,
    last: state?.last ?? { ...place, at: by.body.at },
    cells: new Map(Object.entries(state?.cells ?? {})),
    authors: new Set(state?.authors),
    changesets: new Set(state?.changesets),
  };
  drafts.set(change.record, draft);
  return draft;
}

function applyChange(draft: RecordDraft, by: VerifiedChangeset, change: Change, level: Level): void {
  const place = { lamport: by.body.lamport, id: by.id };
  if (isBefore(place, draft.kindBy) || (place.id === draft.kindBy.id && change.kind < draft.kind)) {
    draft.kind = change.kind;
    draft.kindBy = place;
  }
  if (isBefore(draft.last, place)) draft.last = { ...place, at: by.body.at };
  draft.authors.add(by.body.author);
  draft.changesets.add(by.id);
  const cell = draft.cells.get(change.cell) ?? { writes: [], replaced: [] };
  if (cell.writes.some(({ id }) => id === by.id)) return;
  const replaced = change.replaces.length === 0 ? cell.replaced : union(cell.replaced, change.replaces);
  const write: Write = { id: by.id, author: by.body.author, lamport: by.body.lamport, level, value: change.value };
  const writes = [...cell.writes, write].filter(({ id }) => !replaced.includes(id)).sort(greatestFirst);
  draft.cells.set(change.cell, { writes, replaced });
}

const draftToState = (draft: RecordDraft): RecordState => ({
  id: draft.id,
  kind: draft.kind,
  kindBy: draft.kindBy,
  cells: Object.fromEntries([...draft.cells].sort(([a], [b]) => (a < b ? -1 : 1))),
  authors: [...draft.authors].sort(),
  changesets: [...draft.changesets].sort(),
  last: draft.last,
});

function extendLogs(logs: Logs, admitted: readonly VerifiedChangeset[]): ReadonlyMap<KeyId, AuthorLog> {
  const extended = new Map<KeyId, Map<ChangesetId, LogEntry>>();
  for (const { id, body, changes, withheld } of admitted) {
    let entries = extended.get(body.author);
    if (entries === undefined) {
      entries = new Map(logs.get(body.author)?.entries.map((entry) => [entry.id, entry]));
      extended.set(body.author, entries);
    }
    const here = [...(entries.get(id)?.here ?? []), ...(Object.keys(changes) as Level[])].sort();
    entries.set(id, { id, seq: body.seq, prev: body.prev, lamport: body.lamport, here, withheld });
  }
  return new Map([...extended].map(([author, entries]) => [author, logOf(author, [...entries.values()])]));
}

function logOf(author: KeyId, entries: readonly LogEntry[]): AuthorLog {
  const ordered = [...entries].sort((a, b) => a.seq - b.seq || (a.id < b.id ? -1 : 1));
  const forks = ordered.filter((entry, at) => ordered[at - 1]?.seq === entry.seq).map(({ seq }) => seq);
  return { author, entries: ordered, forks: [...new Set(forks)] };
}

/** Where a changeset stands among all: by lamport, then id. */
export interface Place {
  readonly lamport: number;
  readonly id: ChangesetId;
}
export const isBefore = (a: Place, b: Place): boolean =>
  a.lamport < b.lamport || (a.lamport === b.lamport && a.id < b.id);

const greatestFirst = (a: Write, b: Write): number =>
  b.lamport - a.lamport || compareText(b.author, a.author) || compareText(b.id, a.id);

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const union = (a: readonly ChangesetId[], b: readonly ChangesetId[]): readonly ChangesetId[] =>
  [...new Set([...a, ...b])].sort();
