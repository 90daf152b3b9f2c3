// What deciding reads: a conflict with its sides, whether it waits or was decided, and all those between the same
// authors, to be decided together.

import type { KeyId, RecordId } from '#shared/base/ids.ts';
import { partingOf, replacing, shownValue } from '#shared/merge/conflict.ts';
import { otherIn } from '#shared/merge/same-event.ts';
import { isSameJson } from '#shared/record/cell-value.ts';
import type { Dispute } from '../store/record-line.ts';
import { authorView } from './authors.ts';
import type { Catalogue } from './catalogue.ts';
import type { ConflictGroup, ConflictPlace, ConflictView } from './inbox-views.ts';
import { changesetsOf } from './read-record.ts';
import type { RecordRow } from './record-views.ts';
import type { Session } from './session.ts';

const NO_TIME = { time: '', doubt: null };

export async function readConflict(
  session: Session,
  catalogue: Catalogue,
  id: RecordId,
  path: string,
): Promise<ConflictView | null> {
  const state = await session.ledger.store.records.get(id);
  const row = await catalogue.row(id);
  if (state === undefined || row === undefined) return null;
  const changesets = await changesetsOf(session, [id]);
  const parting = partingOf(state, path, changesets);
  if (parting === undefined) return null;
  const bodies = new Map(changesets.map(({ id: changeset, body }) => [changeset, body]));
  const decided = parting.decidedBy === null ? undefined : bodies.get(parting.decidedBy);
  const value = decided === undefined ? undefined : valueOf(changesets, parting.decidedBy, id, path);
  const now = shownValue(state.cells[path]) ?? null;
  return {
    row,
    cell: path,
    base: parting.base,
    sides: parting.sides.map(([first, ...others]) => ({
      changeset: first.id,
      author: authorView(session, first.author),
      places: session.trust.authors.get(first.author)?.scope.countries ?? [],
      claimed: bodies.get(first.id)?.at ?? NO_TIME,
      value: first.value,
      also: others.map(({ author }) => authorView(session, author)),
    })),
    live: replacing(state.cells[path]),
    decision:
      decided === undefined
        ? null
        : {
            author: authorView(session, decided.author),
            claimed: decided.at,
            value: value ?? null,
            since: isSameJson(value ?? null, now) ? undefined : now,
          },
  };
}

/** All that wait, those of the newest records first. */
export async function conflictsIn(catalogue: Catalogue): Promise<readonly Waiting[]> {
  const { disputed } = await catalogue.standing();
  return [...disputed.values()]
    .sort((a, b) => b.lamport - a.lamport || (a.id < b.id ? -1 : 1))
    .flatMap((row) => (catalogue.stored(row.id)?.disputes ?? []).map((dispute) => ({ row, ...dispute })));
}

interface Waiting extends Dispute {
  readonly row: RecordRow;
}

/** Two or more between the very same authors, the most first. */
export async function conflictGroups(
  catalogue: Catalogue,
): Promise<readonly { readonly authors: readonly KeyId[]; readonly count: number }[]> {
  const groups = Map.groupBy((await conflictsIn(catalogue)).filter(isDecidedTogether), ({ authors }) =>
    groupOf(authors),
  );
  return [...groups.values()]
    .map((members) => ({ authors: members[0]?.authors ?? [], count: members.length }))
    .filter(({ count }) => count > 1)
    .sort((a, b) => b.count - a.count);
}

/** Whether two records are one event is seen with both beside it. */
const isDecidedTogether = ({ cell }: Dispute): boolean => otherIn(cell) === undefined;

/** null where the cell is not in conflict */
export async function readConflictPlace(
  catalogue: Catalogue,
  id: RecordId,
  path: string,
): Promise<ConflictPlace | null> {
  const all = await conflictsIn(catalogue);
  const here = all.findIndex(({ row, cell }) => row.id === id && cell === path);
  if (here === -1) return null;
  const next = all[here + 1] ?? all.find((_, at) => at !== here);
  return {
    number: here + 1,
    of: all.length,
    next: next === undefined ? null : { record: next.row.id, cell: next.cell },
  };
}

/** @param count conflicts answered at most, of the newest records */
export async function readConflictGroup(
  session: Session,
  catalogue: Catalogue,
  authors: readonly string[],
  count: number,
): Promise<ConflictGroup> {
  const wanted = groupOf(authors);
  const found = (await conflictsIn(catalogue)).filter(
    (each) => isDecidedTogether(each) && groupOf(each.authors) === wanted,
  );
  const conflicts: ConflictView[] = [];
  for (const { row, cell } of found.slice(0, count)) {
    const view = await readConflict(session, catalogue, row.id, cell);
    if (view !== null) conflicts.push(view);
  }
  const kids = wanted.split(' ').filter((kid) => kid !== '');
  return { authors: kids.map((kid) => authorView(session, kid as KeyId)), total: found.length, conflicts };
}

const groupOf = (authors: readonly string[]): string => [...new Set(authors)].sort().join(' ');

function valueOf(
  changesets: Awaited<ReturnType<typeof changesetsOf>>,
  changeset: string | null,
  record: RecordId,
  path: string,
) {
  return changesets
    .filter(({ id }) => id === changeset)
    .flatMap(({ changes }) => Object.values(changes).flatMap((inLevel) => inLevel ?? []))
    .find((change) => change.record === record && change.cell === path)?.value;
}
