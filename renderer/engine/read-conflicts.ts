// What deciding reads: a conflict with its sides, whether it waits or was decided, and all those between the same
// authors, to be decided together.

import type { KeyId, RecordId } from '#shared/base/ids.ts';
import { conflictsOf, partingOf, replacing, shownValue } from '#shared/merge/conflict.ts';
import { otherIn } from '#shared/merge/same-event.ts';
import { isSameJson } from '#shared/record/cell-value.ts';
import { authorView } from './authors.ts';
import type { Catalogue } from './catalogue.ts';
import type { ConflictGroup, ConflictView } from './inbox-views.ts';
import { changesetsOf } from './read-record.ts';
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

/** @param count conflicts answered at most, of the newest records */
export async function readConflictGroup(
  session: Session,
  catalogue: Catalogue,
  authors: readonly string[],
  count: number,
): Promise<ConflictGroup> {
  const wanted = groupOf(authors);
  const rows = [...(await catalogue.rows()), ...(await catalogue.reviews())]
    .filter(({ conflicts, deleted }) => conflicts > 0 && !deleted)
    .sort((a, b) => b.lamport - a.lamport || (a.id < b.id ? -1 : 1));
  const states = await session.ledger.store.records.getMany(rows.map(({ id }) => id));
  const found = rows.flatMap(({ id }) => {
    const state = states.get(id);
    if (state === undefined) return [];
    return conflictsOf(state)
      .filter((path) => otherIn(path) === undefined) // whether two records are one event is seen with both beside it
      .filter((path) => groupOf(authorsInConflict(state.cells[path]?.writes ?? [])) === wanted)
      .map((path) => ({ id, path }));
  });
  const conflicts: ConflictView[] = [];
  for (const { id, path } of found.slice(0, count)) {
    const view = await readConflict(session, catalogue, id, path);
    if (view !== null) conflicts.push(view);
  }
  const kids = wanted.split(' ').filter((kid) => kid !== '');
  return { authors: kids.map((kid) => authorView(session, kid as KeyId)), total: found.length, conflicts };
}

/** Those whose live writes are in conflict, the greatest first. */
export const authorsInConflict = (writes: readonly { readonly author: KeyId }[]): readonly KeyId[] => [
  ...new Set(writes.map(({ author }) => author)),
];

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
