// What the record page reads: cells with the draft over them, how far each section is, what is wrong, who wrote;
// and its history, one entry a changeset, oldest first.

import { type KeyId, type RecordId, shortCodeOf } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { openChangeset, type VerifiedChangeset } from '#shared/log/changeset.ts';
import { baseOf } from '#shared/merge/conflict.ts';
import { attachmentOf } from '#shared/record/attachment.ts';
import { sectionStates } from '#shared/record/summary.ts';
import { problemsOf } from '#shared/record/validate.ts';
import { authorView } from './authors.ts';
import type { Catalogue } from './catalogue.ts';
import { bundlesWith, isInRun } from './delivery-ledger.ts';
import type { ConflictView } from './inbox-views.ts';
import type { HistoryEntry, RecordView } from './record-views.ts';
import { cellViewsOf, recordNow, shownNow } from './record-now.ts';
import { roadsTo } from './read-roads.ts';
import type { Session } from './session.ts';
import { TAKEN_IN, type TakenIn } from './shelf-names.ts';

export async function readRecord(session: Session, catalogue: Catalogue, id: RecordId): Promise<RecordView | null> {
  const now = await recordNow(session, id);
  const row = await catalogue.row(id);
  if (now === undefined || row === undefined) return null;
  const cells = shownNow(now);
  return {
    row,
    cells: cellViewsOf(now),
    sections: [...sectionStates(now.kind, cells)].map(([key, state]) => ({ key, state })),
    problems: problemsOf(now.kind, cells),
    filesHere: [...cells.values()].flatMap((value) => {
      const digest = attachmentOf(value)?.digest;
      return digest !== undefined && session.blobs.has(digest) ? [digest] : [];
    }),
    hasDraft: now.draft !== undefined && (now.state === undefined || Object.keys(now.draft.cells).length > 0),
    authors: (now.state?.authors ?? [session.device.kid]).map((kid) => authorView(session, kid)),
  };
}

export async function readHistory(
  session: Session,
  catalogue: Catalogue,
  id: RecordId,
): Promise<readonly HistoryEntry[]> {
  const changesets = await changesetsOf(session, id);
  const takenIn = session.ledger.store.shelf.under(TAKEN_IN).map(([, value]) => value as object as TakenIn);
  const roads = roadsTo(session);
  const values = new Map<string, Json>();
  return changesets.map(({ id: changeset, body, changes, withheld }) => {
    const entryChanges = Object.values(changes)
      .flatMap((inLevel) => inLevel ?? [])
      .filter(({ record }) => record === id)
      .map(({ cell, value }) => {
        const before = values.get(cell);
        values.set(cell, value);
        return { path: cell, before, after: value };
      });
    const mark = session.ledger.store.log.summaries.get(changeset);
    const left = mark === undefined ? [] : bundlesWith(catalogue.deliveries().bundles, mark);
    const came = takenIn.flatMap(({ report, runs }) =>
      report.bundle !== null && runs.some((run) => isInRun(run, body)) ? [report.bundle] : [],
    );
    return {
      changeset,
      author: authorView(session, body.author),
      claimed: body.at,
      lamport: body.lamport,
      changes: entryChanges,
      withheld,
      bundles: [...new Set([...came, ...left])].map(shortCodeOf),
      roads: roads(body),
    };
  });
}

export async function readConflict(
  session: Session,
  catalogue: Catalogue,
  id: RecordId,
  path: string,
): Promise<ConflictView | null> {
  const state = await session.ledger.store.records.get(id);
  const row = await catalogue.row(id);
  const cell = state?.cells[path];
  if (state === undefined || row === undefined || cell === undefined || cell.writes.length < 2) return null;
  const changesets = await changesetsOf(session, id);
  const claimed = new Map(changesets.map((changeset) => [changeset.id, changeset.body.at]));
  return {
    row,
    cell: path,
    base: baseOf(state, path, changesets),
    sides: cell.writes.map(({ id: changeset, author, value }) => ({
      changeset,
      author: authorView(session, author),
      claimed: claimed.get(changeset) ?? { time: '', doubt: null },
      value,
    })),
  };
}

/** Those whose live writes are in conflict, the greatest first. */
export const authorsInConflict = (writes: readonly { readonly author: KeyId }[]): readonly KeyId[] => [
  ...new Set(writes.map(({ author }) => author)),
];

/** The record's changesets, by (lamport, id). */
async function changesetsOf({ ledger }: Session, id: RecordId): Promise<readonly VerifiedChangeset[]> {
  const ids = ledger.store.records.summaries.get(id)?.changesets ?? [];
  const found = await ledger.store.log.getMany(ids);
  return [...found.values()]
    .flatMap((changeset) => {
      const opened = openChangeset(changeset);
      return opened.ok ? [opened.value] : [];
    })
    .sort((a, b) => a.body.lamport - b.body.lamport || (a.id < b.id ? -1 : 1));
}
